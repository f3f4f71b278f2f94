"""Frames that let pass what every hall forbids."""

import shutil
from pathlib import Path

import pytest

from scenarios.reading.load import long_form
from scenarios.reading.written import written as long_written
from scenarios.shelf import check_cases, file_of
from tests.sample import sampled
from tests.scenarios.wrong.table import Wrong, written

SAID = """
[[rules]]
id = "needless_paper_said"
group = "process"
title = "不得口头索要不需要的材料"
basis = "OPR 31; LOC 11"
word = "never"
x = { do = "hall.say", except = { topic = "$askable" } }
penalty = "2"
cap = "6"
usual = true
"""
SPOKEN, SCHOOL = '"hall.say", except = { topic = "$askable" }', '"outside.check_school"'
PRINT = 'do = "social_insurance.print_record", except = { person = "$printable" }'
COSTS = 'except = { kind = "$needed_papers" } }\npenalty = "2"\ncap = "6"'
HARMLESS = "harmless = ["
ASKED = f'{HARMLESS} {{ mutants = ["drop", "alter"], do = "hall.say", usual = true, reason = "怎样问由裁判看" }},'


def told(home: Path, old: str, new: str, more: str = "") -> list[str]:
    """What a check says of E09 in a frame of which a passage is another, with more at its end."""
    path, frame = written(Wrong("", [], [], case="E09"), home), home / "common.toml"
    said = frame.read_text("utf-8")
    assert old in said
    frame.write_text(said.replace(old, new) + more, "utf-8")
    return [str(each) for each in check_cases([path])]


def test_a_frame_without_a_rule_of_every_hall_is_told_which(tmp_path: Path) -> None:
    [said] = told(tmp_path, SAID, "")
    assert "frame：外框没有通用外框的规则“不得口头索要不需要的材料”" in said
    assert "请照 common.toml 写上 needless_paper_said" in said


def test_a_frame_whose_rule_forbids_less_is_told_where(tmp_path: Path) -> None:
    said = "".join(told(tmp_path, PRINT, PRINT.replace("$printable", "$linked")))
    assert "common.toml" in said
    assert "没有本人授权的人员的权益记录”管的与通用外框的 unlinked_print 不一样" in said


def test_what_a_frame_calls_usual_is_usual_in_every_hall(tmp_path: Path) -> None:
    said = told(tmp_path, HARMLESS, ASKED)
    assert any("common.toml" in each and "“怎样问由裁判看”写了 usual" in each for each in said), (
        said
    )


@pytest.mark.parametrize(
    ("old", "new", "more"),
    [
        (COSTS, COSTS.replace('"6"', '"7"'), ""),
        ("", "", SAID.replace("needless_paper_said", "school_asked").replace(SPOKEN, SCHOOL)),
    ],
    ids=["another price", "one more rule"],
)
def test_a_frame_may_price_and_add(old: str, new: str, more: str, tmp_path: Path) -> None:
    assert told(tmp_path, old, new, more) == []


@pytest.mark.parametrize("case", sampled())
def test_what_is_printed_long_passes_the_check_that_the_short_one_passes(
    case: str, tmp_path: Path
) -> None:
    short = file_of(case)
    path = tmp_path / short.parent.name / short.name
    path.parent.mkdir()
    shutil.copy(short.parents[1] / "common.toml", tmp_path)
    path.write_text(str(long_written(long_form(short))), "utf-8")
    assert [str(each) for each in check_cases([path])] == []
