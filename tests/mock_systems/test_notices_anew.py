"""Notices that are issued anew: the one before is void, stays on record, and is neither printed nor signed."""

from collections.abc import Mapping
from typing import Any

import pytest

from mock_systems.records import Application, Notice, Printout
from mock_systems.world import World
from tests.mock_systems.builders import application, desk, done, refused, tried
from tests.mock_systems.rights import levy

Form = Mapping[str, Any]
REFUSE, ONCE, SLIP = "hall.refuse", "hall.give_one_time_notice", "social_insurance.issue_contribution_slip"  # fmt: skip
WRONG: Mapping[str, Form] = {
    REFUSE: {"application": "BJ1", "reason": "age"},
    ONCE: {"application": "BJ1", "missing": ["photo"]},
    SLIP: {"person": "39019C01", "employer_amount": 1, "person_amount": 1},
}
RIGHT: Mapping[str, Form] = {
    REFUSE: {"application": "BJ1", "reason": "student"},
    ONCE: {"application": "BJ1", "missing": ["id_card"]},
    SLIP: {"person": "39019C01", "employer_amount": 2, "person_amount": 2},
}
CAUTIONS = ("issued_before", "other_total", "told_before")
ANEW = pytest.mark.parametrize("operation", WRONG)


def issued(operation: str, *, signed: bool = False) -> World:
    """A world in which a notice was issued wrongly and printed."""
    world = desk(application(), levy(paid="0"))
    done(world, operation, CAUTIONS, **WRONG[operation])
    done(world, "hall.print_notice", notice=world.find(Notice)[0].notice)
    if signed:
        done(world, "hall.obtain_signature", printout=world.find(Printout)[0].printout)
    return world


@ANEW
def test_what_is_not_signed_is_issued_anew_once_that_is_confirmed(operation: str) -> None:
    world = issued(operation)
    asked = tried(world, operation, ("other_total",), **RIGHT[operation])
    assert asked.reason == "issued_before" and not asked.accepted
    done(world, operation, CAUTIONS, **RIGHT[operation])
    old, new = world.find(Notice)
    assert (old.valid, new.valid) == ("0", "1")
    assert [each.valid for each in world.find(Printout, notice=old.notice)] == ["0"]
    assert world.one(Application, "BJ1").reason == RIGHT[operation].get("reason", "")


@ANEW
def test_what_is_void_is_neither_printed_nor_signed(operation: str) -> None:
    world = issued(operation)
    done(world, operation, CAUTIONS, **RIGHT[operation])
    [printed] = world.find(Printout)
    assert refused(world, "hall.print_notice", notice=printed.notice) == "void"
    assert refused(world, "hall.obtain_signature", printout=printed.printout) == "void"


def test_of_what_is_signed_a_slip_alone_is_issued_anew() -> None:
    slip, told = (issued(each, signed=True) for each in (SLIP, ONCE))
    done(slip, SLIP, CAUTIONS, **RIGHT[SLIP])
    assert [each.valid for each in slip.find(Notice)] == ["0", "1"]
    assert refused(issued(REFUSE, signed=True), REFUSE, **RIGHT[REFUSE]) == "delivered"
    assert tried(told, ONCE, **RIGHT[ONCE]).reason == "told_before"
    done(told, ONCE, ("told_before",), **RIGHT[ONCE])
    assert [each.valid for each in told.find(Notice)] == ["1", "1"]


def test_a_slip_of_another_matter_stands_beside() -> None:
    world = desk(application(item="B03", state="closed"), levy(paid="0"))
    done(world, SLIP, CAUTIONS, **WRONG[SLIP])
    world.add(application("BJ2", item="A05"))
    done(world, SLIP, ("other_total",), **RIGHT[SLIP])
    assert [each.valid for each in world.find(Notice)] == ["1", "1"]
    world.amend(world.one(Application, "BJ2"), state="closed")
    done(world, SLIP, CAUTIONS, **RIGHT[SLIP])
    assert [each.valid for each in world.find(Notice)] == ["0", "0", "1"]
