"""Laws of the sickness allowance, and what its slip says of what nobody has confirmed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from mock_systems.months import later
from mock_systems.policy import pension, retirement, sickness
from mock_systems.policy.calculation import Calculation, Contradiction
from mock_systems.policy.parameter import HOME
from mock_systems.policy.slip import as_json, as_text, work_out
from tests.mock_systems.policy.figures import ON, worked_out

FACTS: dict[str, Any] = {
    "category": "M60",
    "birth": "1968-02",
    "months": 300,
    "index": Decimal("0.8523"),
    "balance": 10_000_000,
    "concluded": date(2026, 5, 20),
}


def claimed(**changed: Any) -> Calculation:
    return sickness.allowance(**{**FACTS, **changed}, on=ON)


births = some.builds(lambda y, m: f"{y}-{m:02d}", some.integers(1962, 1990), some.integers(1, 12))


@settings(deadline=None)
@given(some.sampled_from(("M60", "F55", "F50")), births, some.integers(0, 600))
def test_it_ends_with_the_month_of_the_statutory_age_at_the_latest_and_lasts_as_long_as_it_says(
    category: str, birth: str, months: int
) -> None:
    found = claimed(category=category, birth=birth, months=months).value
    _, age = retirement.statutory(category, birth, on=ON)
    assert found["eligible"] is (age > "2026-06")
    if found["eligible"]:
        assert found["first"] == "2026-07" <= str(found["until_month"]) <= age
        assert found["until_month"] == later("2026-07", int(str(found["payable_months"])) - 1)


@settings(deadline=None)
@given(some.integers(0, 400), some.integers(0, 400))
def test_who_has_paid_longer_has_no_less(one: int, other: int) -> None:
    less, more = (claimed(months=each) for each in sorted((one, other)))
    assert less.fen("monthly") <= more.fen("monthly")
    assert less.fen("payable_months") <= more.fen("payable_months")


def test_within_five_years_it_is_what_a_pensioner_of_that_age_draws() -> None:
    drawn = pension.monthly(300, Decimal("0.8523"), 10_000_000, 700, 30, on=ON)
    assert claimed(deemed_months=30).fen("monthly") == drawn.fen("total")


def test_a_place_that_rounds_pensions_up_rounds_the_allowance_too() -> None:
    found = worked_out("sickness.allowance", {"pension.round_up_to": "0.1"}, **FACTS)
    assert (claimed().fen("monthly"), found.fen("monthly")) == (254_345, 254_350)


def test_an_appraisal_of_tomorrow_and_more_deemed_than_all_months_are_asked_back() -> None:
    with pytest.raises(Contradiction, match="concluded"):
        claimed(concluded=date(2026, 6, 16))
    with pytest.raises(Contradiction, match="deemed_months"):
        claimed(deemed_months=301)


def test_the_minimum_of_the_year_of_the_statutory_age_is_a_figure_away() -> None:
    """1969-12 reaches it in 2031, when 192 months are needed."""

    for months, by_claim, by_age in (
        (179, "basic", "basic"),
        (186, "full", "basic"),
        (192, "full", "full"),
    ):
        facts = {**FACTS, "birth": "1969-12", "months": months}
        assert [
            worked_out("sickness.allowance", {"sickness.minimum_of_claim": of}, **facts).value[
                "share"
            ]
            for of in "10"
        ] == [by_claim, by_age]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "个人账户按申领时年龄的计发月数计发，文件没有写"),
        ({"birth": "1980-02", "months": 60}, "缴费正好5年的，增加几个月文件没有写"),
        ({"concluded": date(2025, 6, 1)}, "含待核规则"),
    ],
)
def test_a_slip_says_where_a_reading_decides(changed: dict[str, Any], told: str) -> None:
    for facts, expected in ((changed, True), ({"birth": "1980-02", "months": 61}, False)):
        slip = work_out(sickness.allowance, {**FACTS, **facts}, ON, HOME)
        assert any(told in str(doubt) for doubt in as_json(slip)["doubts"]) is expected


def test_each_standard_stands_beside_its_source() -> None:
    text = as_text(work_out(sickness.allowance, FACTS, ON, HOME))
    assert "5年（含）以内 → 适用：按退休人员基本养老金计发" in text
    assert (
        "不再重新计算〔《企业职工基本养老保险病残津贴暂行办法》（人社部发〔2024〕72号）〕【已核】"
        in text
    )
