"""What is kept of a card's holder, and its change (J05)."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from mock_systems.identifiers import citizen_number
from mock_systems.records import CardEvent, CardHolder, Notice, Record
from mock_systems.step import form_of
from mock_systems.world import World
from tests.mock_systems.builders import (
    AREA,
    NUMBER,
    OTHER_NUMBER,
    card,
    card_holder,
    desk,
    done,
    person,
    refused,
    tried,
)

RENEWED = {"holder": "CK1", "id_until": "2046-06-10"}
GROWN = {"born": date(2008, 6, 15)}
"""Eighteen today."""
CHILD = {"born": date(2008, 6, 16)}


FATHER = person("39019C02", name="林海", citizen_number=OTHER_NUMBER)


def holders(*more: Record, **changes: Any) -> World:
    """A world with the holder of a card at the desk, and who can be the guardian."""
    return desk(card(), card_holder(**changes), FATHER, *more)


def test_a_change_is_kept_and_logged_and_leaves_what_was_not_filled_in():
    world = holders(occupation="2")
    done(world, "social_card.change_holder", **RENEWED)
    now = world.one(CardHolder, "CK1")
    assert now == card_holder(id_until=date(2046, 6, 10), occupation="2")
    [event] = world.find(CardEvent)
    assert (event.kind, event.card, event.fields) == ("change", "SK1", "证件有效期至")
    assert [receipt.kind for receipt in world.find(Notice)] == ["card_change"]
    assert world.made[0].before["id_until"] == "2026-06-10"


@pytest.mark.parametrize(
    "given",
    [
        *({"id_until": each} for each in (4102444800, "4102444800", 0, "0", "2036-03-28T00:00:00")),
        *({"no_guardian": each} for each in ("off", "0", "yes", 0, 1)),
    ],
)
def test_what_a_program_gives_is_never_taken_for_another_value(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        form_of("social_card.change_holder", {"holder": "CK1", **given})


@pytest.mark.parametrize("given", [390_000.0, "390000", True])
def test_an_amount_that_a_program_gives_is_a_whole_number(given: object) -> None:
    amounts = {"employer_amount": given, "person_amount": 1}
    with pytest.raises(ValidationError, match="应为整数"):
        form_of("social_insurance.issue_contribution_slip", {"person": "39019C01", **amounts})


def test_a_holders_page_shows_what_is_kept_and_what_was_changed():
    world = holders()
    before = done(world, "social_card.open", person="39019C01").answer.panels
    done(world, "social_card.change_holder", **RENEWED)
    after = done(world, "social_card.open", person="39019C01").answer.panels
    titles = ["持卡人", "持卡人信息", "卡片", "卡日志"]
    assert [panel.title for panel in before] == [panel.title for panel in after] == titles
    assert ("证件有效期至", "2026-06-10") in before[1].rows
    assert ("证件有效期至", "2046-06-10") in after[1].rows
    assert "变更项目" not in before[3].columns and after[3].rows[0][-1] == "证件有效期至"


def test_nobody_dead_changes_anything_and_nobody_without_a_card_has_anything_to_change():
    dead = desk(card(), card_holder(), person("39019C01", state="4"))
    assert refused(dead, "social_card.change_holder", **RENEWED) == "dead"
    assert refused(desk(card_holder()), "social_card.change_holder", **RENEWED) == "no_card"


@pytest.mark.parametrize("how", [{"state": "4"}, CHILD])
def test_a_guardian_is_alive_and_grown_up(how: dict[str, Any]):
    unfit = person("39019C03", **how)
    form = {"holder": "CK1", "guardian": "39019C03"}
    assert refused(holders(unfit), "social_card.change_holder", **form) == "unfit_guardian"


def test_who_is_eighteen_today_can_be_a_guardian():
    sister = person("39019C03", citizen_number=citizen_number(AREA, GROWN["born"], 902), **GROWN)
    form = {"holder": "CK1", "guardian": "39019C03"}
    done(holders(sister), "social_card.change_holder", ("guardian_left",), **form)


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"phone": "14200010187", "id_until": "2026-06-10"}, "nothing_changed"),
        ({"phone": "1420001"}, "bad_phone"),
        ({"guardian": "39019C02", "no_guardian": True}, "both_given"),
        ({"guardian": "39019C01"}, "own_guardian"),
        ({"guardian": "nobody"}, "no_record"),
    ],
)
def test_a_change_that_cannot_be_one_is_refused(form, reason):
    assert refused(holders(), "social_card.change_holder", holder="CK1", **form) == reason


@pytest.mark.parametrize(
    ("form", "caution"),
    [
        ({"phone": "14200019999"}, "apart_phone"),
        ({"address": "海岳省云屿市屿南区渔灯街道渔歌路9号"}, "apart_address"),
        ({"id_until": "2026-06-14"}, "id_expired"),
        ({"occupation": "2", "guardian": "39019C02"}, "guardian_left"),
    ],
)
def test_what_is_likely_wrong_is_asked_about_and_done_when_confirmed(form, caution):
    world, form = holders(), {"holder": "CK1", **form}
    assert tried(world, "social_card.change_holder", **form).reason == caution
    done(world, "social_card.change_holder", (caution,), **form)
    assert [event.kind for event in world.find(CardEvent)] == ["change"]


def test_data_that_agree_with_the_register_of_people_are_not_asked_about():
    done(
        holders(phone="", address="旧址"),
        "social_card.change_holder",
        holder="CK1",
        phone="14200010187",
        address=person().address,
        id_until="2026-06-15",
    )


def test_a_phone_on_the_cards_of_others_is_counted():
    mother = "14200010187"
    children = [card_holder(f"CK{n}", person=f"39019C{n:02d}", phone=mother) for n in range(2, 6)]
    world = holders(*children, phone="")
    asked = tried(world, "social_card.change_holder", holder="CK1", phone=mother)
    assert asked.reason == "phone_shared" and "另外4人" in asked.hindrances[0]


@pytest.mark.parametrize(
    ("born", "kept", "form", "cautions"),
    [
        (GROWN, "林海", {}, ["guardian_left"]),
        (GROWN, "林海", {"no_guardian": True}, []),
        (CHILD, "林海", {}, []),
        (CHILD, "林海", {"no_guardian": True}, ["no_guardian"]),
        (CHILD, "", {}, ["no_guardian"]),
        (CHILD, "", {"guardian": "39019C02"}, []),
    ],
)
def test_a_guardian_is_kept_until_the_day_of_eighteen(born, kept, form, cautions):
    held = card_holder(guardian=kept, guardian_number=OTHER_NUMBER if kept else "")
    world = World.of(person(**born), FATHER, card(), held, today=date(2026, 6, 15))
    asked = tried(world, "social_card.change_holder", **RENEWED, **form)
    assert [each.code for each in asked.cautions] == cautions


@pytest.mark.parametrize(
    ("form", "guardian", "number"),
    [({"guardian": "39019C02"}, "林海", OTHER_NUMBER), ({"no_guardian": True}, "", "")],
)
def test_a_guardian_is_kept_by_name_and_number_and_taken_off_whole(form, guardian, number):
    world = holders(guardian="陈静", guardian_number=NUMBER)
    done(world, "social_card.change_holder", ("guardian_left",), holder="CK1", **form)
    now = world.one(CardHolder, "CK1")
    assert (now.guardian, now.guardian_number) == (guardian, number)
