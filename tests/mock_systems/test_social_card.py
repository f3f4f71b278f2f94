"""Cards: finding, loss, reissue, activation, PIN, changes of what is kept of a holder."""

from datetime import date

import pytest

from mock_systems.identifiers import is_bank_card
from mock_systems.panels import Rows
from mock_systems.records import Card, CardEvent, PayAccount, Utterance
from mock_systems.world import World
from tests.mock_systems.builders import (
    NUMBER,
    OTHER_NUMBER,
    card,
    desk,
    done,
    person,
    refused,
    tried,
)


def log(world: World) -> list[str]:
    return [event.kind for event in world.find(CardEvent)]


def found_rows(world: World, **form: str) -> Rows:
    panel = done(world, "social_card.find", **form).answer.panels[0]
    assert isinstance(panel, Rows)
    return panel


@pytest.mark.parametrize(("by", "value"), [("number", NUMBER), ("card", "Y00000418")])
def test_a_holder_is_found_by_number_and_by_card(by: str, value: str):
    world = desk(card())
    come = done(world, "social_card.find", by=by, value=value)
    assert come.facts == {"person": "39019C01", "listed": ["39019C01"]}
    found = found_rows(world, by=by, value=value)
    assert (found.keys, found.opens, found.field) == (
        ["39019C01"],
        "social_card.open",
        "person",
    )


def test_lists_hide_the_birth_date_in_a_number():
    shown = str(found_rows(desk(card()), by="name", value="林晓燕").rows)
    assert NUMBER not in shown and "390102********" in shown


def test_look_alikes_stand_side_by_side():
    twin = person("39019C02", citizen_number=OTHER_NUMBER)
    found = found_rows(desk(card(), twin), by="name", value="林晓燕")
    assert found.keys == ["39019C01", "39019C02"]
    assert [row[5] for row in found.rows] == ["正常", "未持卡"]


def test_a_holder_of_an_old_and_a_new_card_of_one_number_is_found_once():
    world = desk(card(state="lost"))
    done(world, "social_card.reissue", card="SK1")
    assert found_rows(world, by="card", value="Y00000418").keys == ["39019C01"]


def test_a_crowd_of_holders_is_cut_and_announced():
    crowd = [person(f"39019D{n:02d}", citizen_number=f"{n:018d}") for n in range(25)]
    answer = done(desk(*crowd), "social_card.find", by="name", value="林晓燕").answer
    assert len(answer.panels[0].keys) == 20 and "超过 20 人" in answer.message


def test_an_unknown_card_number_finds_nobody():
    answer = done(desk(card()), "social_card.find", by="card", value="Y00000419").answer
    assert answer.panels == () and "未找到" in answer.message


def test_a_holders_page_shows_cards_and_log_and_hides_phone_and_account():
    world = desk(card())
    done(world, "social_card.report_loss", card="SK1")
    answer = done(world, "social_card.open", person="39019C01").answer
    shown = str(answer.panels)
    assert "正式挂失" in shown and "142****0187" in shown
    assert card().bank_account not in shown and "14200010187" not in shown
    assert [panel.title for panel in answer.panels] == ["持卡人", "卡片", "卡日志"]


def test_who_has_no_card_is_shown_so():
    answer = done(desk(), "social_card.open", person="39019C01").answer
    assert "未持卡" in str(answer.panels) and len(answer.panels) == 1


@pytest.mark.parametrize(
    ("kind", "event"), [("lost", "loss"), ("lost_temporary", "loss_temporary")]
)
def test_loss_stops_the_card_and_stands_in_its_log(kind: str, event: str):
    world = desk(card())
    answer = done(world, "social_card.report_loss", card="SK1", kind=kind)
    assert answer.facts == {"person": "39019C01"}
    assert world.one(Card, "SK1").state == kind and log(world) == [event]


@pytest.mark.parametrize(
    ("state", "kind", "reason"),
    [
        ("lost", "lost", "card_lost"),
        ("lost", "lost_temporary", "card_lost"),
        ("lost_temporary", "lost_temporary", "card_lost_temporary"),
        ("cancelled", "lost", "card_cancelled"),
        ("making", "lost", "card_making"),
    ],
)
def test_loss_is_reported_once_and_only_of_a_card_that_is_out(state, kind, reason):
    world = desk(card(state=state))
    assert refused(world, "social_card.report_loss", card="SK1", kind=kind) == reason


def test_a_temporary_loss_becomes_a_formal_one():
    world = desk(card(state="lost_temporary"))
    done(world, "social_card.report_loss", card="SK1")
    assert world.one(Card, "SK1").state == "lost"


def lost_for_a_time(reported: date) -> World:
    event = CardEvent(
        event="KR1", card="SK1", person="39019C01", kind="loss_temporary", on=reported
    )
    return desk(card(state="lost_temporary"), event)


def state_shown(world: World) -> str:
    [holder, *_] = done(world, "social_card.open", person="39019C01").answer.panels
    return str(dict(holder.rows)["当前卡状态"])


def test_a_temporary_loss_says_until_when_it_holds():
    world = desk(card())
    answer = done(world, "social_card.report_loss", card="SK1", kind="lost_temporary").answer
    assert "有效至2026-06-30" in answer.message
    assert state_shown(world) == "临时挂失（有效至2026-06-30）"


def test_a_temporary_loss_holds_on_its_last_day():
    world = lost_for_a_time(date(2026, 5, 31))
    assert state_shown(world) == "临时挂失（有效至2026-06-15）"
    assert refused(world, "social_card.reset_pin", card="SK1") == "card_lost_temporary"


def test_a_card_is_in_use_again_once_its_temporary_loss_has_run_out():
    world = lost_for_a_time(date(2026, 5, 30))
    assert state_shown(world) == "正常（临时挂失已于2026-06-14到期）"
    assert refused(world, "social_card.cancel_loss", card="SK1") == "card_normal"
    done(world, "social_card.reset_pin", card="SK1")
    done(world, "social_card.report_loss", card="SK1", kind="lost_temporary")
    assert state_shown(world) == "临时挂失（有效至2026-06-30）"


def test_a_card_lost_for_a_time_is_taken_back_when_it_is_found():
    world = desk(card(state="lost_temporary"))
    done(world, "social_card.cancel_loss", card="SK1")
    assert world.one(Card, "SK1").state == "normal" and log(world) == ["unloss"]


@pytest.mark.parametrize("state", ["lost", "normal", "issued", "cancelled"])
def test_a_card_lost_for_good_or_not_at_all_is_not_taken_back(state: str):
    world = desk(card(state=state))
    assert refused(world, "social_card.cancel_loss", card="SK1") == f"card_{state}"


def reissued(world: World) -> Card:
    [new] = [c for c in world.find(Card) if c.card != "SK1"]
    return new


def test_a_reissue_cancels_the_old_card_and_makes_a_new_one_to_be_activated():
    world = desk(card(state="lost"))
    done(world, "social_card.reissue", card="SK1")
    new = reissued(world)
    assert world.one(Card, "SK1").state == "cancelled"
    assert (new.state, new.person, new.bank) == ("issued", "39019C01", "海岳银行")
    assert new.number == "Y00000418"
    assert new.bank_account != card().bank_account and is_bank_card(new.bank_account)
    assert (new.issued, new.valid_until) == (date(2026, 6, 15), date(2036, 6, 15))
    done(world, "social_card.activate", card=new.card)
    assert world.one(Card, new.card).state == "normal"
    events = [(event.kind, event.card) for event in world.find(CardEvent)]
    assert events == [("reissue", new.card), ("activate", new.card)]


def test_a_reissue_is_the_same_in_every_replay_and_another_by_another_action():
    def account(seq: int) -> tuple[str, str]:
        world = desk(card(state="lost"), seq=seq)
        done(world, "social_card.reissue", card="SK1")
        return (reissued(world).card, reissued(world).bank_account)

    assert account(7) == account(7)
    assert not set(account(7)) & set(account(8))


def test_a_reissue_without_formal_loss_is_warned_of_and_possible():
    for state in ("issued", "normal", "lost_temporary"):
        world = desk(card(state=state))
        assert tried(world, "social_card.reissue", card="SK1").reason == "not_lost"
        done(world, "social_card.reissue", ("not_lost",), card="SK1")
        assert reissued(world).state == "issued"


def test_an_exchange_for_the_old_card_needs_no_loss():
    world = desk(card())
    done(world, "social_card.reissue", card="SK1", kind="replace", bank="远帆银行")
    assert reissued(world).bank == "远帆银行" and log(world) == ["replace"]


def test_a_benefit_paid_to_the_old_account_is_warned_of_and_left_as_it_is():
    account = PayAccount(
        pay_account="FF1",
        person="39019C01",
        insurance="110",
        bank_account=card().bank_account,
    )
    world = desk(card(state="lost"), account)
    assert tried(world, "social_card.reissue", card="SK1").reason == "pay_account"
    done(world, "social_card.reissue", ("pay_account",), card="SK1")
    assert world.one(PayAccount, "FF1") == account


@pytest.mark.parametrize("state", ["cancelled", "making"])
def test_a_card_that_is_not_out_is_not_reissued(state: str):
    world = desk(card(state=state))
    assert refused(world, "social_card.reissue", card="SK1") == f"card_{state}"


@pytest.mark.parametrize("state", ["normal", "lost", "cancelled"])
def test_only_a_new_card_is_activated(state: str):
    world = desk(card(state=state))
    assert refused(world, "social_card.activate", card="SK1") == f"card_{state}"


@pytest.mark.parametrize("aloud", [False, True])
def test_a_pin_is_reset_on_the_pad_and_wrongly_by_word_of_mouth(aloud: bool):
    world = desk(card())
    done(world, "social_card.reset_pin", card="SK1", aloud=aloud)
    assert log(world) == ["pin"]
    heard = world.find(Utterance, topic="pin_aloud", speaker="citizen")
    assert len(heard) == aloud


def test_a_pin_is_said_aloud_only_by_somebody_at_the_desk():
    world = World.of(person(), card())
    assert refused(world, "social_card.reset_pin", card="SK1", aloud=True) == "nobody"
    done(world, "social_card.reset_pin", card="SK1")


@pytest.mark.parametrize(
    ("state", "way_out"),
    [
        ("making", "启用后才能"),
        ("issued", "请先启用"),
        ("lost_temporary", "须先解挂"),
        ("lost", "须先补领新卡"),
        ("cancelled", "请查询该人正在使用的卡"),
    ],
)
def test_a_pin_is_reset_on_a_card_in_use_only(state: str, way_out: str):
    world = desk(card(state=state))
    assert refused(world, "social_card.reset_pin", card="SK1") == f"card_{state}"
    assert way_out in tried(world, "social_card.reset_pin", card="SK1").hindrances[0]


def test_a_card_issued_on_a_leap_day_ends_on_a_day_that_exists():
    world = desk(card(state="lost"), today=date(2028, 2, 29))
    done(world, "social_card.reissue", card="SK1")
    assert reissued(world).valid_until == date(2038, 2, 28)
