"""What operations rely on in policy, beside the worked examples (tests/mock_systems/policy)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mock_systems.policy import (
    contribution,
    conversion,
    death,
    hardship,
    identifier,
    pension,
    registration,
    retirement,
    subsidy,
    transfer,
    unemployment,
    workdays,
)
from mock_systems.policy.load import parameters
from mock_systems.policy.parameter import HOME, BadParameter
from mock_systems.policy.slip import as_json, as_text, work_out

ON = date(2026, 6, 15)


def test_a_base_that_was_set_already_is_not_held_within_the_bounds():
    assert contribution.employee_on_base(390000, 2, on=ON).fen("pension_employer") == 62400


@pytest.mark.parametrize(
    ("year", "floor", "ceiling"),
    [(2024, 432000, 2160000), (2025, 450000, 2250000), (2026, 468000, 2340000)],
)
def test_the_bounds_follow_the_average_wage_of_the_year(year, floor, ceiling):
    for day in (date(year, 1, 1), date(year, 12, 31)):
        assert contribution.bounds(on=day).value == {"floor": floor, "ceiling": ceiling}


@given(some.integers(0, 10_000_000))
def test_the_account_and_the_pool_make_the_whole_fee(base):
    done = contribution.flexible(base, on=ON)
    assert done.fen("account") + done.fen("pool") == done.fen("fee")


def test_every_step_says_what_it_used_and_how_it_rounded():
    steps = {s.title: s for s in contribution.employee(935055, 5, 120, on=ON).steps}
    injury = steps["工伤保险 单位"]
    assert injury.formula == "9,350.55 × 1.1% × 120%"
    assert injury.result == "123.43"
    assert injury.rounding == "四舍五入到分"
    assert [(u.value, u.since, u.source.number) for u in injury.used] == [
        (Decimal("0.011"), date(2015, 10, 1), "人社部发〔2015〕71号"),
        (Decimal("1.20"), date(2015, 10, 1), "人社部发〔2015〕71号"),
    ]
    assert steps["单位应缴合计"].rounding == ""


def test_the_first_class_has_no_float_below_its_rate_and_no_class_one_in_between():
    for rated, floats in (((1, 80), "100、120、150"), ((2, 73), "50、80、100、120、150")):
        with pytest.raises(BadParameter, match=f"没有“{rated[1]}”一项，只有 {floats}；"):
            contribution.employee(600000, *rated, on=ON)


def test_a_slip_shows_the_statutory_age_it_decides_by():
    decided = (
        registration.unemployment("1", date(1966, 2, 15), on=ON),
        hardship.category("1", date(1966, 2, 15), "10", ON, on=ON),
        subsidy.term("M60", "1966-02", "2026-06", on=ON),
        unemployment.until_retirement("M60", "1966-02", "2026-01", on=ON),
        conversion.direction("M60", "1966-02", 150, on=ON),
    )
    for done in decided:
        assert "60岁4个月，2026-06 达到" in [step.result for step in done.steps]


def test_a_slip_names_the_calendars_it_counted_by_and_whether_they_are_reviewed():
    done = workdays.due(date(2025, 12, 30), 3, on=ON)
    assert [(s.title, s.result, s.formula.partition("：")[0]) for s in done.steps[:-1]] == [
        ("2025年放假安排", "待核", "国务院办公厅关于2025年部分节假日安排的通知"),
        (
            "2026年放假安排",
            "已核",
            "国务院办公厅关于2026年部分节假日安排的通知国办发明电〔2025〕7号",
        ),
    ]


def test_a_limit_that_crosses_a_year_without_notice_says_what_is_provisional():
    told = {
        day: as_json(work_out(workdays.due, {"received": day, "days": 20}, ON, HOME))["doubts"]
        for day in (date(2026, 12, 3), date(2026, 12, 4))
    }
    assert told[date(2026, 12, 3)] == []
    assert told[date(2026, 12, 4)] == [
        "2027年放假通知未公布，暂按法定节假日推算：逢周末的补假、连休和调休未定，公布后期限可能变动。"
    ]


def test_a_row_that_is_no_law_is_marked_and_warned_of_where_it_decides():
    refused, taken = (
        as_json(work_out(identifier.citizen_number, {"number": number}, ON, HOME))
        for number in ("350101199001010008", "35990119760305002X")
    )
    assert {step["title"]: step["status"] for step in refused["steps"]}[
        "顺序码为000"
    ] == "simulated"
    assert refused["doubts"] == ["含仿真规则：由本系统拟定，不是任何地区的实际规定。"]
    assert taken["doubts"] == []
    text = as_text(work_out(identifier.citizen_number, {"number": "350101199001010008"}, ON, HOME))
    assert "顺序码为000 → 适用：本系统不受理顺序码为000的号码【仿真】" in text


def test_a_calendar_is_named_once_however_many_limits_it_counts():
    titles = [step.title for step in transfer.steps(ON, on=ON).steps]
    assert titles == ["2026年放假安排", "发出联系函", "寄送信息表并划转资金", "接续记账并告知"]


def test_years_of_a_record_say_that_their_rounding_is_not_reviewed():
    for done in (
        pension.monthly(356, Decimal("0.8523"), 16590211, 720, on=ON),
        death.pension_member(99, on=ON),
    ):
        steps = {step.title: step for step in done.steps}
        assert "reviewed" not in {used.status for used in steps["缴费年限"].used}


def test_a_year_of_two_account_rates_is_told_and_so_is_one_whose_rate_is_not_published():
    for first, years, is_told in ((2016, 5, False), (2020, 2, True), (2022, 3, False)):
        facts = {"balance": 1_000_000, "first_year": first, "years": years}
        slip = work_out(pension.account, facts, ON, HOME)
        assert any("6.69%、5.35%两种说法" in doubt for doubt in as_json(slip)["doubts"]) is is_told
    text = as_text(
        work_out(pension.account, {"balance": 1, "first_year": 2026, "years": 1}, ON, HOME)
    )
    assert "2026年记账利率尚未公布，公布前不记账【待核】" in text


def test_before_the_first_national_account_rate_there_is_none():
    with pytest.raises(BadParameter, match="自 2016-01-01 起才有数值，2015-12-31 无值可用"):
        pension.account(1_000_000, 2015, 1, on=ON)


def test_an_account_rate_that_is_not_published_credits_nothing():
    assert parameters().used("pension.account_rate", date(2025, 12, 31)).value == Decimal("0.015")
    assert parameters().used("pension.account_rate", ON).value == 0


@pytest.mark.parametrize(
    ("limit", "event", "until"),
    [
        ("enrolment", date(2026, 6, 18), date(2026, 7, 18)),
        ("employment", date(2026, 6, 1), date(2026, 7, 1)),
        ("employment_end", date(2026, 5, 31), date(2026, 6, 15)),
    ],
    ids=["1e", "11a", "11b"],
)
def test_a_registration_is_late_from_the_day_after_its_last_day(limit, event, until):
    assert registration.deadline(limit, event, on=until).day("until") == until
    assert not registration.is_late(limit, event, on=until)
    assert registration.is_late(limit, event, on=date.fromordinal(until.toordinal() + 1))


def test_a_woman_may_work_until_the_later_of_her_two_ages():
    assert retirement.last_working_month("2", date(1976, 3, 5), on=ON) == "2032-10"
    assert retirement.last_working_month("1", date(1966, 2, 15), on=ON) == "2026-06"
