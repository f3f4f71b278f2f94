"""Mutants: which wrong walkthroughs the machine makes."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from mock_systems.records import Application
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.proving.bystanders import bystanders, two_bystanders
from scenarios.proving.mutants import Mutant, mutants
from scenarios.reading.ways import Step
from scenarios.shelf import all_cases


@pytest.fixture
def made(main: Rehearsal) -> Sequence[Mutant]:
    return list(mutants(main, bystanders(main.stage.source)))


def called(steps: Sequence[Step]) -> list[str]:
    return [step.called for step in steps]


def of(made: Sequence[Mutant], kind: str, step: str) -> list[Mutant]:
    return [each for each in made if each.kind == kind and each.step.called == step]


def test_every_step_is_dropped_and_doubled_once(made, main) -> None:
    walkthrough = called([played.step for played in main.played])
    for kind in ("drop", "double"):
        assert called([each.step for each in made if each.kind == kind]) == walkthrough
    (dropped,) = of(made, "drop", "read")
    assert called(dropped.steps) == [name for name in walkthrough if name != "read"]
    (doubled,) = of(made, "double", "read")
    assert called(doubled.steps).count("hall.read_id_card") == 1
    assert doubled.added == walkthrough.index("read") + 1


def test_neighbours_are_swapped_unless_the_script_says_they_are_independent(made) -> None:
    (turned,) = of(made, "swap", "page")
    assert called(turned.steps)[5:7] == ["ask_phone", "page"]
    assert of(made, "swap", "found") == []
    assert of(made, "swap", "hall.close") == []


def test_a_step_is_done_for_each_other_person_instead_and_as_well(made, main) -> None:
    others = {"林美玲（namesake）", "路仁（3901000001）"}
    assert {each.other for each in of(made, "namesake", "change")} == others
    assert {each.other for each in of(made, "extra", "change")} == others
    assert of(made, "extra", "page") == [], "looking changes nothing, so it is not done as well"
    instead = next(each for each in of(made, "namesake", "change") if "namesake" in each.other)
    assert next(s for s in instead.steps if s.called == "change").form[
        "person"
    ] == main.stage.cast.names.of("namesake.person")


def test_the_record_of_each_other_of_the_story_is_printed_for_the_visitor(made, main) -> None:
    (printed,) = [each for each in made if each.kind == "print"]
    assert (printed.field, printed.other) == ("social_insurance.print_record", "林美玲（namesake）")
    assert printed.added is not None
    step = printed.steps[printed.added]
    assert step.form["person"] == main.stage.cast.names.of("namesake.person")
    assert str(printed).endswith("把林美玲（namesake）的记录打给来访人")


def test_a_person_is_known_by_number_too(made) -> None:
    assert {each.field for each in of(made, "namesake", "found")} == {"value"}


def test_every_field_that_was_filled_in_is_altered(made) -> None:
    altered = {(each.step.called, each.field): each.other for each in made if each.kind == "alter"}
    assert altered["hall.request_paper", "kind"] == "id_receipt"
    assert altered["opened", "item"] == "B01"
    assert altered["change", "phone"].endswith("误")
    assert ("change", "name") not in altered, "what was left empty stays empty"
    assert ("change", "person") not in altered, "that is done for another person instead"


def test_a_record_is_moved_to_each_other_state_that_its_table_of_moves_leads_to(made) -> None:
    moved = of(made, "move", "result")
    table = Application.moves
    assert table is not None
    ways = {way.by: table.states[way.after] for way in table.ways_from("open")}
    assert {each.field: each.other for each in moved} == {
        by: state for by, state in ways.items() if state != "办结"
    }
    refused = next(each for each in moved if each.field == "hall.refuse")
    step = next(step for step in refused.steps if step.called == "result")
    assert step.form["application"] == "$opened.application"
    assert str(refused) == ("“result”（hall.issue_result）改做 hall.refuse，办成“不予受理”")


def test_mutants_follow_from_the_table_of_moves(main, monkeypatch) -> None:
    table = Application.moves
    assert table is not None
    fewer = [way for way in table.ways if way.by != "hall.refuse"]
    monkeypatch.setattr(Application, "moves", replace(table, ways=fewer))
    found = mutants(main, bystanders(main.stage.source))
    moved = {each.field for each in found if each.kind == "move"}
    assert moved == {"hall.accept", "hall.close", "hall.give_one_time_notice"}


def test_unlinked_records_are_opened_wherever_records_can_be_opened(made) -> None:
    opened = {each.field for each in made if each.kind == "open"}
    assert opened == {
        "employment.open_person",
        "social_card.open",
        "social_insurance.open_employer",
        "social_insurance.open_person",
    }
    assert all(each.step.called == "page" for each in made if each.kind == "open")


def test_what_is_put_in_stands_where_the_mutant_says(made, main) -> None:
    for each in made:
        if each.added is not None and each.kind != "double":
            played = rehearse(main.stage, each.steps, before=main).played[each.added]
            assert played.step not in [one.step for one in main.played]


def test_a_mutant_says_what_it_is(made) -> None:
    assert str(of(made, "drop", "read")[0]) == "漏做“read”（hall.read_id_card）"
    assert str(of(made, "swap", "page")[0]) == (
        "“page”（social_insurance.open_person）与后一步“ask_phone”颠倒"
    )


def test_the_day_that_stands_for_ever_is_altered_to_the_day_before() -> None:
    script = all_cases()["E08"]
    endless = [
        step.model_copy(update={"form": {**step.form, "id_until": "9999-12-31"}})
        if step.name == "change"
        else step
        for step in script.walkthrough
    ]
    main = rehearse(Stage(script, 0, two_bystanders()), endless)
    altered = of(list(mutants(main, [])), "alter", "change")
    assert [e.other for e in altered if e.field == "id_until"] == ["9999-12-30"]


def test_what_was_refused_is_done_all_the_same_for_each_person_of_the_story() -> None:
    script = all_cases()["E03"]
    main = rehearse(Stage(script, 0, two_bystanders()), script.walkthrough)
    made = of(list(mutants(main, [])), "refused", "decision")
    assert {each.field for each in made} == {"social_insurance.print_record"}
    people = {
        person.key: main.stage.cast.called(person) for person in main.stage.cast.of_table("person")
    }
    assert [each.other.partition("（")[2][:-1] for each in made] == list(people.values())
    printed = [each.steps[each.added or 0] for each in made]
    assert [step.form for step in printed] == [
        {"person": person, "purpose": "loan"} for person in people
    ]
    assert all(called(each.steps)[(each.added or 0) - 1] == "decision" for each in made)


def test_where_nothing_is_refused_nothing_is_done_in_its_place(made: Sequence[Mutant]) -> None:
    assert [each for each in made if each.kind == "refused"] == []


def test_both_ends_of_a_band_are_typed() -> None:
    """So a band in which all that is lawful lies is kept by whoever types the end of it."""
    case = all_cases()["E05"]
    wide = case.model_dump(by_alias=True)
    [band] = [f for e in wide["expect"] for f in e["fields"] if f["as"] == "band"]
    band["value"] = {"low": "2026-01-02", "high": "$today"}
    script = type(case).model_validate(wide)
    main = rehearse(Stage(script, 0, two_bystanders()), script.walkthrough)
    altered = of(list(mutants(main, [])), "alter", "register")
    ended = main.stage.cast.names.value("day_after.day")
    days = [each.other for each in altered if each.field == "unemployed"]
    assert days == [ended, "2026-01-02", "2026-06-15"]
