"""The oracle of the sickness allowance: months counted one by one."""

import datetime
from fractions import Fraction

from tests.mock_systems.policy import draws as some
from tests.mock_systems.policy.drawn import births, classes, facts, money, months
from tests.mock_systems.policy.plain import Answer, half_up, months_between, months_on, next_month
from tests.mock_systems.policy.plain_benefits import minimum, pension, retirement, two_places

NOTHING = {
    "eligible": False,
    "share": None,
    "basic": None,
    "account": None,
    "transitional": None,
    "monthly": None,
    "first": None,
    "until_month": None,
    "payable_months": None,
    "recalculated_from": None,
}


def a_year_on(day: datetime.date) -> datetime.date:
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return datetime.date(day.year + 1, day.month, last)


def allowance(
    category: str,
    birth: str,
    months: int,
    deemed_months: int,
    index: int,
    balance: int,
    concluded: datetime.date,
    total_loss: bool,
    on: datetime.date,
) -> Answer:
    claimed = f"{on.year}-{on.month:02d}"
    age = retirement(category, birth)["month"]
    if on.year < 2025 or claimed >= age or not total_loss or on > a_year_on(concluded):
        return NOTHING
    left, enough = months_between(claimed, age), months >= minimum(claimed)
    first, until, again = next_month(claimed), age, None
    if enough and left <= 60:
        parts = pension(months, deemed_months, index, balance, months_between(birth, claimed))
        paid = {**parts, "monthly": parts["total"], "share": "full"}
    else:
        basic = half_up(810000 * (1 + Fraction(index, 10000)) / 2 * two_places(months) / 100)
        paid = {"basic": basic, "account": 0, "transitional": 0, "monthly": basic, "share": "basic"}
        if enough:
            again = months_on(age, -60)
        else:
            last, more = months_on(claimed, 12), months - 60
            while more > 0:
                last, more = months_on(last, 3), more - 12
            until = min(until, last)
    return {
        **{name: paid[name] for name in ("share", "basic", "account", "transitional", "monthly")},
        "eligible": True,
        "first": first,
        "until_month": until,
        "payable_months": months_between(first, until) + 1,
        "recalculated_from": again,
    }


COMPARED = {
    "sickness.allowance": (
        facts(
            category=classes,
            birth=births,
            months=months,
            deemed_months=months,
            index=some.integers(0, 30_000),
            balance=money,
            concluded=some.dates(datetime.date(2024, 12, 1), datetime.date(2026, 12, 31)),
            total_loss=some.sampled_from([True, True, True, False]),
            on=some.dates(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)),
        ).filter(
            lambda case: case["deemed_months"] <= case["months"] and case["concluded"] <= case["on"]
        ),
        allowance,
    ),
}
