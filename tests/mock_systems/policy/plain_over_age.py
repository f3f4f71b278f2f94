"""The oracle of people past the statutory age, and of what the fund gives back to those near it."""

import datetime
from typing import Any

from tests.mock_systems.policy import draws as some
from tests.mock_systems.policy.drawn import births, classes, facts, money
from tests.mock_systems.policy.plain import months_between, months_on
from tests.mock_systems.policy.plain_benefits import retirement

Answer = dict[str, Any]
AVERAGES = {2024: 720_000, 2025: 750_000, 2026: 780_000}
IN_FORCE = datetime.date(2026, 7, 1)


def enrolment(
    sex: str,
    birth_day: datetime.date,
    draws_employee: bool,
    active_elsewhere: bool,
    agreed: bool,
    deferred: bool,
    on: datetime.date,
) -> Answer:
    window = retirement("M60" if sex == "1" else "F55", f"{birth_day:%Y-%m}")
    end = (deferred and window["latest"]) or window["month"]
    if draws_employee:
        return {"insurances": ("410",), "required": ("410",) if on >= IN_FORCE else ()}
    if on >= IN_FORCE and f"{on:%Y-%m}" > end:
        joins = agreed and not active_elsewhere
        return {"insurances": ("110", "410") if joins else ("410",), "required": ("410",)}
    both = ("410",) if active_elsewhere else ("110", "210", "410")
    aged = on < IN_FORCE and f"{on:%Y-%m}" > window["month"]
    return {"insurances": both, "required": () if aged else both}


def refund(category: str, birth: str, month: str, pension_paid: int, drawing: bool) -> Answer:
    age = retirement(category, birth)["month"]
    given = (
        "2025-01" <= month <= "2039-12"
        and drawing
        and pension_paid > 0
        and months_on(age, -12) <= month <= age
    )
    lowest = AVERAGES[min(2026, int(month[:4]))] * 60 * 20 // 10_000 if given else 0
    return {"eligible": given, "refundable": min(pension_paid, lowest)}


def near(case: Answer) -> bool:
    """Most months drawn are far from the age: of those only the first few are kept."""
    away = months_between(case["month"], retirement(case["category"], case["birth"])["month"])
    return -3 <= away <= 15


COMPARED = {
    "registration.enrolment": (
        facts(
            sex=some.sampled_from("12"),
            birth_day=some.dates(datetime.date(1955, 1, 1), datetime.date(1985, 12, 31)),
            draws_employee=some.booleans(),
            active_elsewhere=some.booleans(),
            agreed=some.booleans(),
            deferred=some.booleans(),
            on=some.dates(datetime.date(2025, 1, 1), datetime.date(2035, 12, 31)),
        ),
        enrolment,
    ),
    "unemployment.refund": (
        facts(
            category=classes,
            birth=births,
            month=some.builds(
                lambda year, month: f"{year}-{month:02d}",
                some.integers(2024, 2041),
                some.integers(1, 12),
            ),
            pension_paid=money,
            drawing=some.booleans(),
        ).filter(near),
        refund,
    ),
}
