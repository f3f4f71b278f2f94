"""Work injury beyond its examples: no situation is decided by a row that is not its own."""

from datetime import date

import pytest

from mock_systems.policy import injury, injury_limits, recognition
from mock_systems.policy.calculation import YES, Calculation, Contradiction
from mock_systems.policy.catalogue import RULES
from mock_systems.policy.keys import keys
from mock_systems.policy.load import parameters
from mock_systems.policy.parameter import HOME, BadParameter
from mock_systems.policy.rule import read
from mock_systems.policy.slip import as_json, work_out

ON = date(2026, 6, 15)


def decided(done: Calculation) -> str:
    """What the last row that applied is about."""
    return [step.title for step in done.steps if step.result.startswith(YES)][-1]


def test_every_situation_and_course_has_a_row_of_its_own():
    situations, courses = (keys()[key].kind.choices for key in ("situation", "course"))
    rows = {decided(recognition.recognition(each, on=ON)) for each in situations}
    assert len(rows) == len(situations)
    rows = {decided(injury.death(ON, 648000, each, on=ON)) for each in courses}
    assert len(rows) == len(courses)


def test_a_death_by_an_accident_of_a_year_without_figures_says_so():
    with pytest.raises(BadParameter, match="自 2024-01-01 起才有数值"):
        injury.death(date(2023, 12, 31), 648000, on=ON)


def test_an_accident_that_is_yet_to_come_is_asked_back():
    with pytest.raises(Contradiction, match="事故发生日晚于计算日期"):
        injury.death(date(2026, 6, 16), 648000, on=ON)


@pytest.mark.parametrize(
    ("limit", "facts", "told"),
    [
        ("decision", {"completed": date(2026, 3, 15)}, "材料补齐日期早于收件日期"),
        ("decision", {"completed": date(2026, 3, 21)}, "受理日期早于材料补齐日期"),
        ("decision", {"decided": date(2026, 3, 19)}, "认定决定日期早于受理日期"),
        ("appraisal", {"delivered": date(2026, 5, 7)}, "收到鉴定结论日期早于鉴定结论日期"),
    ],
)
def test_days_out_of_order_are_asked_back(limit, facts, told):
    rule = RULES[f"injury.{limit}"]
    with pytest.raises(Contradiction, match=f"{told}，请核对"):
        rule.calculate(read(rule, rule.example) | facts, ON)


@pytest.mark.parametrize(
    ("received", "told"), [(date(2025, 6, 30), True), (date(2025, 7, 1), False)]
)
def test_limits_of_rules_nobody_read_are_left_open_and_said(received, told):
    facts = {"received": received, "concluded": date(2025, 8, 1)}
    slip = as_json(work_out(injury_limits.appraisal, facts, ON, HOME))
    assert any("令第21号" in doubt for doubt in slip["doubts"]) == told


def test_a_figure_of_the_statistics_says_whether_it_was_read():
    known = parameters().nearest("injury.national_income", HOME).values
    assert [each.since.year for each in known if each.status == "reviewed"] == [2025]


@pytest.mark.parametrize(
    ("facts", "doubted"),
    [
        ({"situation": "commute_rail"}, False),
        ({"situation": "commute_rail", "main_fault": True}, True),
    ],
)
def test_a_reading_is_told_where_it_decides(facts, doubted):
    slip = as_json(work_out(recognition.recognition, facts, ON, HOME))
    assert any("含待核规则" in doubt for doubt in slip["doubts"]) == doubted
