"""Side effects of a rehearsal, each with a line that an author can paste."""

import tomllib
from collections.abc import Callable
from pathlib import Path

from mock_systems.world import Change
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.playing.side_effects import side_effects
from scenarios.proving.bystanders import two_bystanders
from scenarios.proving.report import told, told_change
from scenarios.reading.load import load
from scenarios.shelf import all_cases

Written = Callable[..., Path]


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
    assert "没有写在应有结果" not in told(rehearsal)


def test_a_draft_without_expectations_is_played_and_all_it_changed_is_listed(
    written: Written,
) -> None:
    rehearsal = played(without_expectations(written()))
    found = side_effects(rehearsal)
    assert [each.table for each in found] == [
        "application", "person", "person_change", "notice", "printout",
    ]  # fmt: skip
    assert "expect  " + found[1].expected in told(rehearsal)


def test_the_lines_to_paste_call_people_by_their_names_and_say_what_changed(
    written: Written,
) -> None:
    found = {each.table: each for each in side_effects(played(without_expectations(written())))}
    person = tomllib.loads(f"said = {found['person'].expected}")["said"]
    assert person["where"] == {"person": "$citizen.person"} and person["is"] == "changed"
    assert [field["name"] for field in person["fields"]] == ["phone"]
    assert found["person"].allowed == (
        '{table = "person", where = {person = "$citizen.person"}, fields = ["phone"]}'
    )
    notice = tomllib.loads(f"said = {found['notice'].expected}")["said"]
    assert notice["where"] == {"kind": "result", "item": "A09", "person": "$citizen.person"}
    assert "application" not in {field["name"] for field in notice["fields"]}


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
    assert '{name = "stopped", value = "", points = ""}' in found.expected


def test_a_log_shows_keys_beside_labels_and_what_each_step_made_known(written: Written) -> None:
    said = told(played(written()))
    assert "手机号码 phone：" in said
    assert "内容 person=39019C02，item=A09" in said


def test_a_change_shows_a_column_that_became_empty() -> None:
    change = Change(3, "participation", "CB1", {"stopped": "2026-05"}, {"stopped": ""})
    assert told_change(change).endswith(" participation CB1　停保年月 stopped：2026-05 → 空")
