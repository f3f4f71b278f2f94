"""Tables of pensions, every cell of them, and what no place may go below."""

from datetime import date
from decimal import Decimal

import pytest

from mock_systems.policy import resident, retirement, transfer
from mock_systems.policy.load import parameters, regions
from mock_systems.policy.slip import as_json, work_out
from tests.mock_systems.policy import plain_benefits
from tests.mock_systems.policy.figures import ON, worked_out

CITIES = [code for code in regions() if len(code) == 4]


@pytest.mark.parametrize("category", ["M60", "F55", "F50"])
def test_every_birth_month_of_forty_six_years_retires_as_the_law_says(category: str) -> None:
    births = [f"{year}-{month:02d}" for year in range(1955, 2001) for month in range(1, 13)]
    assert len(births) == 552
    found = {each: dict(retirement.window(category, each, on=ON).value) for each in births}
    assert found == {each: plain_benefits.retirement(category, each) for each in births}


@pytest.mark.parametrize("region", CITIES)
def test_no_place_subsidises_a_resident_s_year_with_less_than_the_nation_asks(region: str) -> None:
    subsidy = parameters().nearest("resident.subsidy", region)
    for dated in subsidy.values:
        for tier, value in dated.table.items():
            assert value >= (60 if Decimal(tier) >= 500 else 30), tier


@pytest.mark.parametrize("region", CITIES)
def test_no_place_pays_a_resident_less_than_the_nation_s_basic_pension(region: str) -> None:
    for year, least in ((2024, 12_300), (2025, 14_300), (2026, 16_300), (2027, 16_300)):
        for day in (date(year, 1, 1), date(year, 12, 31)):
            assert parameters().used("resident.basic_least", day).value * 100 == least
            paid = resident.benefit(0, on=day, region=region)
            assert paid.fen("basic") >= least
            assert (
                paid.fen("basic")
                == parameters().used("resident.basic", day, region=region).value * 100
            ), "a place whose own figure is below the nation's"


def test_a_place_whose_own_basic_pension_is_lower_pays_the_nation_s() -> None:
    paid = worked_out("resident.benefit", {"resident.basic": "150"}, balance=139_00)
    assert (paid.fen("basic"), paid.fen("total")) == (16_300, 16_400)


def doubts(**facts: object) -> str:
    given = {"category": "M60", "birth": "1966-02", "paid_months": 150, **facts}
    return "".join(as_json(work_out(retirement.shortfall, given, ON, "3901"))["doubts"])


@pytest.mark.parametrize(
    ("facts", "is_told"),
    [
        ({"first_insured": "2011-07"}, True),
        ({"first_insured": "2010-03", "extended_months": 59}, True),
        ({"first_insured": "2010-03", "extended_months": 60}, False),
        ({"first_insured": "2011-07", "paid_months": 180}, False),
        ({"first_insured": "2011-07", "birth": "1964-12"}, False),
    ],
)
def test_payment_at_once_by_the_rules_is_said_to_be_unread(
    facts: dict[str, object], is_told: bool
) -> None:
    assert ("“按照规定”一次性缴费" in doubts(**facts)) is is_told


def test_an_end_of_the_relation_needs_to_be_told_in_writing_first() -> None:
    steps = {
        s.title: s for s in retirement.shortfall("M60", "1966-02", 150, "2012-03", on=ON).steps
    }
    [end] = [step for title, step in steps.items() if "书面告知" in title]
    assert (end.basis, end.status) == (
        "《实施〈中华人民共和国社会保险法〉若干规定》第三条",
        "reviewed",
    )


def test_money_moved_says_what_of_an_account_before_1998_moves() -> None:
    steps = {s.title: s for s in transfer.amount(64_200_000, 6_843_217, on=ON).steps}
    assert steps["个人账户转移额"].formula == "1998年以前只转个人缴费本息，1998年起转全部"
    assert steps["个人账户转移额"].result == "68,432.17"
