"""The worked examples of rules R1, R2, R3, R6, R11, to the fen and the day."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mock_systems.policy import contribution, registration, resident, retirement

ON = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("wage", "injury_class", "injury_float", "expected"),
    [
        (390000, 2, 100, (468000, 74880, 37440, 2340, 2340, 1872, 79092, 39780)),
        (935055, 5, 120, (935055, 149609, 74804, 4675, 4675, 12343, 166627, 79479)),
        (3000000, 1, 100, (2340000, 374400, 187200, 11700, 11700, 4680, 390780, 198900)),
        (600000, 4, 50, (600000, 96000, 48000, 3000, 3000, 2700, 101700, 51000)),
    ],
    ids=["1a", "1b", "1c", "1d"],
)
def test_an_employee_contributes_as_in_the_worked_examples(
    wage, injury_class, injury_float, expected
):
    assert tuple(contribution.employee(wage, injury_class, injury_float, on=ON).value.values()) == (
        expected
    )


@pytest.mark.parametrize(
    ("base", "fee", "account", "pool"),
    [
        (468000, 93600, 37440, 56160),
        (780000, 156000, 62400, 93600),
        (2340000, 468000, 187200, 280800),
    ],
    ids=["2a", "2b", "2c"],
)
def test_a_flexible_worker_contributes_as_in_the_worked_examples(base, fee, account, pool):
    assert contribution.flexible(base, on=ON).value == {
        "fee": fee,
        "account": account,
        "pool": pool,
    }


def test_a_base_that_was_set_already_is_not_held_within_the_bounds():
    assert contribution.employee_on_base(390000, 2, on=ON).fen("pension_employer") == 62400


@pytest.mark.parametrize(
    ("year", "floor", "ceiling"),
    [(2024, 432000, 2160000), (2025, 450000, 2250000), (2026, 468000, 2340000)],
)
def test_the_bounds_follow_the_average_wage_of_the_year(year, floor, ceiling):
    for day in (date(year, 1, 1), date(year, 12, 31)):
        assert contribution.bounds(on=day).value == {"floor": floor, "ceiling": ceiling}


@given(some.integers(0, 10_000_000), some.integers(0, 10_000_000), some.integers(1, 8))
def test_contributions_never_fall_when_the_wage_rises(one, other, injury_class):
    less, more = (contribution.employee(wage, injury_class, on=ON) for wage in sorted((one, other)))
    assert all(less.fen(name) <= more.fen(name) for name in less.value)


@given(
    some.integers(0, 10_000_000), some.integers(1, 8), some.sampled_from((50, 80, 100, 120, 150))
)
def test_totals_are_the_sums_of_their_rounded_items(wage, injury_class, injury_float):
    done = contribution.employee(wage, injury_class, injury_float, on=ON)
    for side in ("employer", "employee"):
        items = [done.fen(name) for name in done.value if name.endswith(f"_{side}")]
        assert done.fen(f"{side}_total") == sum(items)


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
        (Decimal("0.011"), date(2015, 10, 1), "人社部发〔2015〕71号")
    ]
    assert steps["单位应缴合计"].rounding == ""


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


def test_a_resident_tier_brings_its_subsidy():
    assert resident.tier(100000, on=ON).value == {
        "payment": 100000,
        "subsidy": 10000,
        "credited": 110000,
    }


@pytest.mark.parametrize(
    ("category", "born", "age", "month"),
    [
        ("M60", date(1965, 1, 31), 721, "2025-02"),
        ("M60", date(1966, 2, 15), 724, "2026-06"),
        ("M60", date(1970, 6, 1), 737, "2031-11"),
        ("F50", date(1976, 3, 5), 608, "2026-11"),
        ("F55", date(1976, 3, 5), 679, "2032-10"),
        ("F50", date(1984, 10, 1), 659, "2039-09"),
        ("M60", date(1964, 12, 31), 720, "2024-12"),
        ("M60", date(1976, 9, 1), 756, "2039-09"),
        ("F50", date(1990, 1, 1), 660, "2045-01"),
    ],
    ids=["R6-1", "6b", "6c", "6d", "6e", "6f", "6g", "cap-M60", "cap-F50"],
)
def test_the_retirement_age_is_reached_as_in_the_worked_examples(category, born, age, month):
    assert retirement.statutory(category, born, on=ON).value == {"age": age, "month": month}


def test_a_woman_may_work_until_the_later_of_her_two_ages():
    assert retirement.last_working_month("2", date(1976, 3, 5), on=ON) == "2032-10"
    assert retirement.last_working_month("1", date(1966, 2, 15), on=ON) == "2026-06"
