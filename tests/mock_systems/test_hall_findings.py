"""Findings on papers: one for each application, and the one for none in particular."""

from time import process_time

import pytest

from mock_systems.hall.findings import found
from mock_systems.records import PaperFinding
from mock_systems.world import World
from tests.mock_systems.builders import (
    application,
    desk,
    done,
    paper,
    person,
    refused,
    tried,
    visitor,
)

CHANGE = application("BJ1", item="A09")
PRINT = application("BJ2", item="C02")


def table(*filed) -> World:
    """An authorization and an identity card on the desk, beside these applications."""
    return desk(paper("M1", "authorization", place="desk"), paper("M2", place="desk"), *filed)


def verify(world: World, finding: str, of: str = "", on: str = "M1") -> str:
    """What is answered when a finding is recorded."""
    answer = done(world, "hall.verify_paper", paper=on, finding=finding, application=of).answer
    assert answer
    return answer.message


def noted(world: World) -> list[tuple[str, str, str]]:
    """Every finding there is: application, item and code."""
    return [(f.application, f.item, f.finding) for f in world.find(PaperFinding)]


def test_one_authorization_is_good_for_one_application_and_not_for_the_other() -> None:
    world = table(CHANGE, PRINT)
    assert "用于" in verify(world, "ok", "BJ1") and "个人基本信息变更" in verify(world, "ok", "BJ1")
    verify(world, "other_matter", "BJ2")
    assert (found(world, "M1", "BJ1"), found(world, "M1", "BJ2")) == ("ok", "other_matter")
    assert noted(world) == [("BJ1", "A09", "ok"), ("BJ2", "C02", "other_matter")]


def test_a_later_finding_for_the_same_application_replaces_it_and_no_other() -> None:
    world = table(CHANGE, PRINT)
    for finding, of in [("ok", "BJ1"), ("ok", "BJ2"), ("other_matter", "BJ2")]:
        verify(world, finding, of)
    assert noted(world) == [("BJ1", "A09", "ok"), ("BJ2", "C02", "other_matter")]


def test_among_several_open_applications_one_has_to_be_chosen() -> None:
    world = table(CHANGE, PRINT)
    assert refused(world, "hall.verify_paper", paper="M1", finding="ok") == "no_application"
    assert noted(world) == []


@pytest.mark.parametrize("chosen", ["", "BJ1"])
def test_the_only_application_need_not_be_chosen(chosen: str) -> None:
    world = table(CHANGE)
    assert verify(world, "ok", chosen) == "授权委托书核验意见：真实有效，与当事人相符。"
    assert noted(world) == [("BJ1", "A09", "ok")]


def test_the_only_open_application_need_not_be_chosen_among_others() -> None:
    world = table(application("BJ1", item="A09", state="closed"), PRINT)
    assert "个人权益记录查询打印" in verify(world, "other_matter")
    assert noted(world) == [("BJ2", "C02", "other_matter")]


def test_what_is_found_once_all_is_decided_is_for_none_of_them() -> None:
    world = table(application("BJ1", item="A09", state="closed"))
    verify(world, "ok")
    assert noted(world) == [("", "", "ok")]


def test_what_was_found_before_the_only_application_was_opened_was_found_for_it() -> None:
    world = table()
    verify(world, "mismatch")
    assert noted(world) == [("", "", "mismatch")]
    world.add(CHANGE)
    assert found(world, "M1", "BJ1") == "mismatch"
    verify(world, "ok")
    assert noted(world) == [("BJ1", "A09", "ok")]
    world.add(PRINT)
    verify(world, "other_matter", "BJ2")
    assert (found(world, "M1", "BJ1"), found(world, "M1", "BJ2")) == ("ok", "other_matter")


def test_what_was_found_before_two_were_opened_stands_for_each_until_it_has_its_own() -> None:
    world = table()
    verify(world, "mismatch", on="M2")
    world.add(CHANGE)
    world.add(PRINT)
    assert stands(world) == ("mismatch", "mismatch")
    verify(world, "ok", "BJ2", on="M2")
    assert stands(world) == ("mismatch", "ok")
    assert noted(world) == [("", "", "mismatch"), ("BJ2", "C02", "ok")]


def test_what_was_found_before_stands_for_the_second_once_the_first_is_decided() -> None:
    world = table()
    verify(world, "ok")
    world.add(application("BJ1", item="A09", state="closed"))
    world.add(PRINT)
    assert found(world, "M1", "BJ2") == "ok"


def expire(world: World) -> None:
    done(world, "hall.check_id_validity", paper="M2", finding="expired")


def stands(world: World) -> tuple[str, str]:
    """What stands on the card for the two applications."""
    return found(world, "M2", "BJ1"), found(world, "M2", "BJ2")


@pytest.mark.parametrize("filed", [[], [CHANGE], [CHANGE, PRINT]])
def test_that_a_card_has_expired_is_found_once_whatever_it_is_found_for(filed) -> None:
    world = table(*filed)
    expire(world)
    for each in filed:
        verify(world, "expired", each.application, on="M2")
    expire(world)
    assert noted(world) == [("", "", "expired")]
    world.add(application("BJ3", item="C02"))
    assert found(world, "M2", "BJ3") == "expired"


def test_that_a_card_has_expired_is_said_again_once_all_is_decided_without_being_found_twice() -> (
    None
):
    world = table(CHANGE)
    expire(world)
    world.amend(CHANGE, state="closed")
    expire(world)
    verify(world, "expired", on="M2")
    assert noted(world) == [("", "", "expired")]


@pytest.mark.parametrize("before", [(), ("BJ1", "BJ2")])
def test_that_a_card_has_expired_goes_over_what_was_found_for_each(before: tuple[str, ...]) -> None:
    world = table(CHANGE, PRINT)
    for each in before:
        verify(world, "ok", each, on="M2")
    expire(world)
    assert stands(world) == ("expired", "expired")
    verify(world, "ok", "BJ1", on="M2")
    assert stands(world) == ("ok", "expired")
    verify(world, "not_needed", "BJ2", on="M2")
    assert stands(world) == ("ok", "not_needed")
    assert "expired" not in [each.finding for each in world.find(PaperFinding)]


@pytest.mark.parametrize("first", ["expired", "ok"])
@pytest.mark.parametrize("finding", ["ok", "mismatch"])
def test_what_is_found_for_the_only_application_goes_over_that_the_card_has_expired(
    finding: str, first: str
) -> None:
    world = table(CHANGE)
    verify(world, first, on="M2")
    expire(world)
    verify(world, finding, on="M2")
    assert found(world, "M2", "BJ1") == finding
    assert "expired" not in [each.finding for each in world.find(PaperFinding)]


def test_of_hundreds_of_findings_a_step_takes_a_look_at_each_and_no_more() -> None:
    """All contestants wait for the one thread that acts."""
    filed = [application(f"BJ{n:03d}", item="A09") for n in range(600)]
    own = [
        PaperFinding(paper_finding=f"HY{n:03d}", paper="M2", application=each.key, finding="ok")
        for n, each in enumerate(filed)
    ]
    world = table(*filed, *own)
    began = process_time()
    expire(world)
    expire(world)
    assert process_time() - began < 0.08
    assert {each.finding for each in world.find(PaperFinding, paper="M2")} == {"", "expired"}


def test_a_card_that_is_found_valid_after_all_has_not_expired() -> None:
    world = table(CHANGE, PRINT)
    expire(world)
    verify(world, "ok", "BJ2")
    done(world, "hall.check_id_validity", paper="M2", finding="valid")
    assert stands(world) == ("", "")
    assert found(world, "M1", "BJ2") == "ok"


def test_the_log_tells_item_and_applicant_of_the_application_a_finding_is_for() -> None:
    world = table(CHANGE, application("BJ2", item="C02", person="39019C02"), person("39019C02"))
    form = {"paper": "M1", "finding": "ok"}
    chosen = done(world, "hall.verify_paper", **form, application="BJ2").facts
    assert (chosen["item"], chosen["applicant"], chosen["person"]) == (
        "C02",
        "39019C02",
        "39019C01",
    )
    nothing = done(table(), "hall.verify_paper", **form).facts
    assert (nothing["item"], nothing["applicant"]) == ("", "")
    assert done(table(CHANGE), "hall.verify_paper", **form).facts["item"] == "A09"


@pytest.mark.parametrize(
    ("kind", "finding", "item"),
    [
        ("enrolment_form", "ok", ""),
        ("enrolment_form", "mismatch", ""),
        ("enrolment_form", "not_needed", "A09"),
        ("id_card", "ok", "A09"),
        ("unit_authorization", "ok", "A09"),
        ("loan_letter", "ok", "A09"),
    ],
)
def test_the_log_tells_no_item_of_a_paper_that_others_ask_for_where_nobody_chose(
    kind: str, finding: str, item: str
) -> None:
    world = desk(paper("M3", kind, place="desk"), CHANGE)
    form = {"paper": "M3", "finding": finding}
    assert done(world, "hall.verify_paper", **form).facts["item"] == item
    assert noted(world) == [("BJ1" if item else "", item, finding)]
    chosen = done(world, "hall.verify_paper", **form, application="BJ1")
    assert chosen.facts["item"] == "A09"


def test_the_log_tells_the_application_itself_where_it_is_for_nobody() -> None:
    world = table(application("BJ1", item="A09", person=""))
    step = done(world, "hall.verify_paper", paper="M1", finding="ok")
    assert step.facts["applicant"] == "BJ1"


def test_the_log_tells_of_whose_matters_a_finding_comes_too_late() -> None:
    world = table(application("BJ1", item="A09", state="closed"), PRINT)
    decided = [{"item": "A09", "applicant": "39019C01"}]
    for finding, late in (("ok", []), ("expired", decided)):
        step = done(world, "hall.verify_paper", paper="M1", finding=finding)
        assert step.facts["decided"] == late


@pytest.mark.parametrize("kind", ["authorization", "unit_authorization", "enrolment_form"])
@pytest.mark.parametrize("whose", ["P1", "P2"])
def test_whose_a_paper_is_says_nothing_of_whom_it_comes_too_late_for(kind: str, whose: str) -> None:
    closed = application("BJ1", item="A09", person="P1", state="closed")
    letter = paper("M3", kind, person=whose, place="desk")
    step = done(desk(letter, closed), "hall.verify_paper", paper="M3", finding="ok")
    assert step.facts["decided"] == [{"item": "A09", "applicant": "P1"}]


def test_that_a_paper_has_expired_is_for_no_application_in_the_log_either() -> None:
    world = table(CHANGE, PRINT)
    form = {"paper": "M2", "application": "BJ2"}
    for finding, item in [("ok", "C02"), ("expired", ""), ("ok", "C02")]:
        step = done(world, "hall.verify_paper", **form, finding=finding)
        assert step.facts["item"] == item


@pytest.mark.parametrize(
    ("filed", "reason", "told"),
    [
        (application("BJ1", visitor="V2"), "other_visitor", "不是当前群众的办件"),
        (application("BJ1", state="closed"), "decided", "已是“办结”，不能再记核验意见"),
        (application("BJ1", state="refused"), "decided", "已是“不予受理”，不能再记核验意见"),
        (PRINT, "no_record", "未找到办件 BJ1"),
    ],
)
def test_a_finding_is_for_an_application_that_this_visitor_has_open(
    filed, reason: str, told: str
) -> None:
    form = {"paper": "M1", "finding": "ok", "application": "BJ1"}
    world = table(filed, visitor("V2"))
    assert refused(world, "hall.verify_paper", **form) == reason
    assert told in tried(world, "hall.verify_paper", **form).hindrances[0]
    done(table(CHANGE), "hall.verify_paper", **form)
