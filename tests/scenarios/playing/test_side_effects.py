"""Side effects of a rehearsal, each with a line that an author can paste."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mock_systems.world import Change
from scenarios.checking.marks import Marks
from scenarios.playing.marking import Marked
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.playing.side_effects import side_effects
from scenarios.proving.bystanders import two_bystanders
from scenarios.proving.report import told, told_change
from scenarios.reading.load import Loaded, load
from scenarios.reading.marks import Expectation
from scenarios.reading.origins import Layout
from scenarios.reading.script import CaseScript
from scenarios.reading.ways import Step
from scenarios.shelf import all_cases

Written = Callable[..., Path]
DRAFT = Layout(Path("draft.toml"), {})


def played(path: Path) -> Rehearsal:
    script = load(path).script
    return rehearse(Stage(script, 0, two_bystanders()), script.walkthrough)


def without_expectations(path: Path) -> Path:
    text = path.read_text("utf-8")
    start, end = text.index("[[expect]]"), text.index("[[rules]]")
    path.write_text(text[:start] + text[end:], "utf-8")
    return path


def test_a_script_that_says_all_of_it_has_none(written: Written) -> None:
    rehearsal = played(written())
    assert side_effects(rehearsal) == []
    assert "没有写在应有结果" not in told(rehearsal, DRAFT)


def test_a_draft_without_expectations_is_played_and_all_it_changed_is_listed(
    written: Written,
) -> None:
    rehearsal = played(without_expectations(written()))
    found = side_effects(rehearsal)
    assert [each.table for each in found] == [
        "application", "person", "person_change", "notice", "printout",
    ]  # fmt: skip
    assert "expect  " + found[1].expected("person") in told(rehearsal, DRAFT)


def test_a_line_to_paste_says_today_for_the_day_of_the_business(written: Written) -> None:
    found = {each.table: each for each in side_effects(played(without_expectations(written())))}
    assert found["person_change"].fields["on"] == "$today"


def test_the_lines_to_paste_call_people_by_their_names_and_say_what_changed(
    written: Written,
) -> None:
    found = {each.table: each for each in side_effects(played(without_expectations(written())))}
    person = tomllib.loads(f"said = {found['person'].expected('')}")["said"]
    assert person["where"] == {"person": "$citizen.person"} and person["is"] == "changed"
    assert [field["name"] for field in person["fields"]] == ["phone"]
    assert found["person"].allowed == (
        '{table = "person", where = {person = "$citizen.person"}, fields = ["phone"]}'
    )
    notice = tomllib.loads(f"said = {found['notice'].expected('')}")["said"]
    assert notice["where"] == {"kind": "result", "item": "A09", "person": "$citizen.person"}
    assert "application" not in {field["name"] for field in notice["fields"]}


def strangers(path: Path, *steps: Step) -> Rehearsal:
    """The example with steps nobody asked for before its end."""
    stage = Stage(load(path).script, 0, two_bystanders())
    *before, last = stage.script.walkthrough
    return rehearse(stage, [*before, *steps, last], stubborn=True)


@pytest.mark.parametrize(
    ("do", "form"),
    [
        ("hall.open_application", {"item": "J03", "person": "3901000001"}),
        ("hall.open_application", {"item": "J03"}),
        ("social_insurance.change_person", {"person": "3901000001", "phone": "14200010187"}),
    ],
)
def test_a_record_of_which_nobody_can_say_whose_it_is_has_no_line_to_allow_it(
    written: Written, do: str, form: dict[str, str]
) -> None:
    rehearsal = strangers(written(), Step(do=do, form=form))
    assert rehearsal.played[-2].accepted
    found = side_effects(rehearsal)
    assert [each.allowed for each in found] == [""] * len(found) and found
    assert told(rehearsal, DRAFT).count("allowed 说不出是谁的记录，这里不给可抄的行") == len(found)


def test_the_line_for_a_new_record_frees_new_ones_alone(written: Written) -> None:
    open_one = Step(do="hall.open_application", form={"item": "J03", "person": "$citizen.person"})
    [found] = side_effects(strangers(written(), open_one))
    assert found.allowed == (
        '{is = "created", table = "application", where = {item = "J03", person = "$citizen.person"}}'
    )


def test_what_is_pasted_as_allowed_is_no_side_effect_any_more(written: Written) -> None:
    path = without_expectations(written())
    lines = ",\n".join(each.allowed for each in side_effects(played(path)))
    path.write_text(f"allowed = [\n{lines}\n]\n{path.read_text('utf-8')}", "utf-8")
    assert side_effects(played(path)) == []


def test_a_column_that_became_empty_is_named_in_the_lines_to_paste() -> None:
    """Without its name a pasted line would allow whatever happens to the record."""
    script = all_cases()["E09"]
    others = [each for each in script.allowed if each.table != "participation"]
    stage = Stage(script.model_copy(update={"allowed": others}), 0, two_bystanders())
    found, *_ = side_effects(rehearse(stage, script.walkthrough))
    assert found.fields == {"stopped": "", "stop_reason": ""}
    assert found.allowed.endswith('fields = ["stopped", "stop_reason"]}')
    assert '{name = "stopped", value = "", points = ""}' in found.expected("")


def bare(script: CaseScript) -> CaseScript:
    """A draft of a case: nothing is expected or allowed yet but what its frame allows."""
    frame = [each for each in script.allowed if not each.where]
    return script.model_copy(update={"expect": [], "allowed": frame})


def pasted(script: CaseScript, lines: Sequence[str]) -> CaseScript:
    """A script with lines for `expect`, their titles and points written by its author."""
    written = [tomllib.loads(f"said = {each}")["said"] for each in dict.fromkeys(lines)]
    expect = [
        Expectation.model_validate(
            {
                **each,
                "id": f"e{n}",
                "title": "应有",
                "basis": "LOC 9",
                "fields": fields,
                "points": "1",
            }
        )
        for n, each in enumerate(written)
        for fields in [[{**field, "points": "1"} for field in each["fields"]]]
    ]
    alone = {"rules": [], "service": [], "alternatives": [], "expect": expect}
    total = sum(each.worth for each in expect)
    return script.model_copy(update={**alone, "total": total, "ceiling": 0})


@pytest.mark.parametrize("case", sorted(all_cases()))
def test_what_is_pasted_holds_in_every_variant(case: str) -> None:
    script = bare(all_cases()[case])
    found = side_effects(rehearse(Stage(script, 0, two_bystanders()), script.walkthrough))
    script = pasted(script, [each.expected("") for each in found])
    loaded = Loaded(script, DRAFT)
    marks = Marks(loaded)
    for variant in range(5):
        stage = Stage(script, variant, two_bystanders())
        marked = Marked(rehearse(stage, script.walkthrough))
        assert marked.broken == []
        problems = marks.with_(stage.cast.names).problems()
        assert [p for p in problems if p.place[0] == "expect"] == []


def test_a_value_is_said_as_the_step_said_it() -> None:
    script = bare(all_cases()["E06"])
    found = side_effects(rehearse(Stage(script, 0, two_bystanders()), script.walkthrough))
    levies = [each for each in found if each.table == "levy"]
    assert {each.fields["base"] for each in levies} == {"$level.base"}
    assert {(each.each, each.where["month"]) for each in levies} == {("$due.months", "$each")}
    assert "person_amount" not in levies[0].fields, "no step gave it a name, and it differs"
    assert '"paid", value = "0"' in levies[0].expected(""), "a coincidence is no name"
    assert "month" not in levies[0].allowed


def test_one_line_speaks_of_all_records_of_a_list() -> None:
    script = bare(all_cases()["E06"])
    said = told(rehearse(Stage(script, 0, two_bystanders()), script.walkthrough), DRAFT)
    assert said.count('each = "$due.months"') == 1
    assert said.count("同上：一行说明整个列表") == 5
    assert said.count("person_amount 各变式的值不同，要写进 expect 的请自己写") == 1
    assert "notice 各变式" not in said, "a key made on the way is nobody's to write"


def test_each_line_to_paste_has_an_id_of_its_own() -> None:
    script = bare(all_cases()["E09"])
    said = told(rehearse(Stage(script, 0, two_bystanders()), script.walkthrough), DRAFT)
    ids = re.findall('expect  {id = "([^"]+)"', said)
    assert "participation_2" in ids and len(set(ids)) == len(ids)
    assert not {*ids} & {rule.id for rule in script.rules}


def test_a_record_of_which_only_a_day_was_cleared_has_a_line_that_says_so(main: Rehearsal) -> None:
    number = next(n for n, p in enumerate(main.played) if p.step.called == "change")
    change = next(c for c in main.played[number].changes if c.table == "person")
    cleared = {**(change.before or {}), "work_started": None}
    begun = replace(change, before={**cleared, "work_started": "2010-07-01"}, after=cleared)
    played = [*main.played]
    played[number] = played[number]._replace(changes=(begun,))
    last = main.moments[-1]._replace(played=tuple(played))
    found = side_effects(replace(main, moments=(*main.moments[:-1], last)))
    [person] = [each for each in found if each.table == "person"]
    assert person.fields == {"work_started": ""}
    assert '{name = "work_started", value = "", points = ""}' in person.expected("")


def test_a_day_that_is_no_more_is_expected_as_an_empty_text(stage: Stage) -> None:
    cleared = {"name": "work_started", "value": "", "points": "1"}
    each = {"id": "e", "group": "records", "title": "应有", "is": "changed", "table": "person"}
    expectation = Expectation.model_validate({**each, "fields": [cleared]})
    script = stage.script.model_copy(update={"expect": [expectation]})
    expected = Stage(script, 0, stage.source).compiled["alternatives"][0]["expect"][0]
    assert expected["fields"][0]["value"] is None


def test_a_log_shows_keys_beside_labels_and_what_each_step_made_known(written: Written) -> None:
    said = told(played(written()), DRAFT)
    assert "手机号码 phone：" in said
    assert re.search("内容 person=3901[0-9]{6}，item=A09", said)


def test_a_change_shows_a_column_that_became_empty() -> None:
    change = Change(3, "participation", "CB1", {"stopped": "2026-05"}, {"stopped": ""})
    assert told_change(change).endswith(" participation CB1　停保年月 stopped：2026-05 → 空")
