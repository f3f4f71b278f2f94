"""What a proof tries beside the right way: whom it looks for, by what, and what goes together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mock_systems.identifiers import citizen_number
from mock_systems.operation import OPERATIONS
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.proving.benign import ALL_OF_IT, all_of_it, charged, losses
from scenarios.proving.bystanders import two_bystanders
from scenarios.proving.proof import CaseProof, Fault
from scenarios.proving.variations import Benign, variations
from scenarios.reading.load import load
from scenarios.reading.ways import Step
from tests.scenarios.conftest import Written
from tests.scenarios.wrong.table import rule

FIND, PAGE = "social_insurance.find_person", "social_insurance.open_person"
NUMBER = citizen_number("390102", date(2001, 3, 8), 914)
NO_VIEW = rule("no_view", "never", 'x = { do = "hall.view_paper" }')
NEWCOMER = {"citizen_number": NUMBER, "name": "林海"}


def played(stage: Stage, *taken: Step) -> Rehearsal:
    """A way of these steps after the first one of the example."""
    return rehearse(stage, [stage.script.walkthrough[0], *taken])


def way_of(path: Path) -> Rehearsal:
    """The right way of a case in a file, in the base story."""
    script = load(path).script
    return rehearse(Stage(script, 0, two_bystanders()), script.walkthrough)


def step(do: str, called: str = "", /, **form: Any) -> Step:
    return Step(name=called, do=do, form=form, after=10)


def searched(main: Rehearsal, at: int) -> Sequence[Mapping[str, Any]]:
    """What is looked for after a step, as forms."""
    besides = [one for each in variations(main) if each.at == at for one in each.more]
    return [each.form for each in besides if each.do == FIND and not each.name]


def values(forms: Sequence[Mapping[str, Any]]) -> set[str]:
    return {str(form["value"]) for form in forms}


def column(main: Rehearsal, name: str, at: int = -1) -> Any:
    key = str(main.stage.cast.names.fill("$citizen.person"))
    found = next(e for e in main.stage.cast.records if e.is_human and e.key == key)
    return getattr(main.moments[at].world.one(type(found), key), name)


def test_two_looks_and_a_courtesy_beside_anything_may_change_places(main: Rehearsal) -> None:
    turned = [each.at for each in variations(main) if each.turned]
    pairs = [(main.played[at].step.called, main.played[at + 1].step.called) for at in turned]
    assert pairs == [
        ("hall.call_next", "greeting"),
        ("greeting", "hall.request_paper"),
        ("read", "found"),
        ("found", "page"),
    ]


@pytest.mark.parametrize("only", [PAGE, FIND])
def test_whoever_is_found_or_opened_is_looked_for(stage: Stage, only: str) -> None:
    form = {"person": "$citizen.person"}
    if only == FIND:
        form = {"by": "number", "value": "$citizen.citizen_number"}
    main = played(stage, step(only, **form), step("hall.say", topic="thank"))
    assert column(main, "citizen_number") in values(searched(main, 1))


def test_somebody_is_looked_for_by_what_they_have_by_then(main: Rehearsal) -> None:
    names = [each.step.called for each in main.played]
    before, after = names.index("page"), names.index("change")
    old, new = column(main, "phone", 0), column(main, "phone")
    assert old != new
    assert old in values(searched(main, before)) and new not in values(searched(main, before))
    assert new in values(searched(main, after)) and old not in values(searched(main, after))


def test_somebody_who_was_entered_on_the_way_is_looked_for_from_then_on(stage: Stage) -> None:
    main = played(
        stage,
        step("social_insurance.add_person", "added", **NEWCOMER),
        step(PAGE, person="$added.person"),
        step("hall.say", topic="thank"),
    )
    assert [each.accepted for each in main.played] == [True] * 4
    assert NUMBER in values(searched(main, 2))


def test_only_a_step_that_lists_somebody_looks_for_them_otherwise(stage: Stage) -> None:
    main = played(
        stage,
        step(FIND, "found", by="number", value="$citizen.citizen_number"),
        step(FIND, "nobody", by="phone", value="$new_phone"),
    )
    instead = {each.at for each in variations(main) if each.instead and each.at}
    assert instead == {1}


def test_trials_are_filled_in_with_what_is_asked_for_and_has_no_default(main: Rehearsal) -> None:
    trials = [one for each in variations(main) for one in each.more]
    trials = [each for each in trials if OPERATIONS[each.do].declared.part == "trial"]
    assert {each.do for each in trials} >= {"social_insurance.calculate_flexible"}
    for each in trials:
        asked = [one for one in OPERATIONS[each.do].form() if not (one.record or one.default)]
        assert [*each.form] == [one.name for one in asked]


def test_what_is_done_besides_takes_no_time(main: Rehearsal) -> None:
    assert {one.after for each in variations(main) for one in each.more} == {0}


def test_of_turned_pairs_that_touch_one_is_taken(stage: Stage) -> None:
    looks = [
        step(PAGE, name, person="$citizen.person")
        for name in ("first", "second", "third", "fourth")
    ]
    main = played(stage, step(FIND, by="number", value="$citizen.citizen_number"), *looks)
    pairs = [each for each in variations(main) if each.turned and each.at > 1]
    way = all_of_it(main, pairs)
    assert way
    assert [each.step.called for each in way.played[2:]] == ["second", "first", "fourth", "third"]


def test_nothing_goes_together_where_a_step_of_the_way_is_refused_then(main: Rehearsal) -> None:
    opened = next(at for at, e in enumerate(main.played) if e.step.called == "opened")
    nobody = main.played[opened].step.model_copy(update={"form": {"item": "A09", "person": "0"}})
    assert all_of_it(main, [Benign("nobody's", opened, instead=nobody)]) is None
    assert all_of_it(main, [])


STRICT = """
[[rules]]
id = "{id}"
group = "process"
title = "{id}"
word = "at_most"
x = {{ do = "hall.say", where = {{ topic = "thank" }} }}
times = {times}
penalty = "2"
cap = "4"
"""


@pytest.mark.parametrize("alone", [True, False])
def test_what_costs_by_itself_is_told_by_itself(written: Written, alone: bool) -> None:
    main = way_of(written(more=STRICT.format(id="thank_once", times=1)))
    first = next(each for each in variations(main) if "感谢配合" in each.what)
    twice = replace(first, more=first.more * 2)
    assert [loss.what for loss in losses(main, [twice], alone=alone)] == [twice.what]


@pytest.mark.parametrize("alone", [True, False])
def test_what_costs_only_together_is_told_so(written: Written, alone: bool) -> None:
    main = way_of(written(more=STRICT.format(id="few_thanks", times=3)))
    thanks = [each for each in variations(main) if "感谢配合" in each.what]
    assert len(thanks) > 3
    assert [loss.what for loss in losses(main, thanks, alone=alone)] == [ALL_OF_IT]


def test_a_mark_is_looked_into_once_though_the_right_way_lost_it_before(written: Written) -> None:
    loaded = load(written(more=NO_VIEW))
    proof = CaseProof(loaded, 3)
    proof.found[Fault(("walkthrough",), "标准做法丢分", kind="no_view")] = []

    def together(variant: int) -> bool:
        stage = Stage(loaded.script, variant, two_bystanders())
        [fault] = charged(rehearse(stage, stage.script.walkthrough), proof)
        return fault.what.startswith(ALL_OF_IT)

    assert not together(1), "which of all that is done otherwise costs it is looked for"
    assert together(2), "it is known by then"
