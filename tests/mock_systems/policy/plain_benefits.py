"""The oracle of benefits: ages, pensions, grants, in the same plain way."""

import datetime
from fractions import Fraction

from tests.mock_systems.policy.plain import (
    SUBSIDIES,
    UNEMPLOYMENT_BENEFIT,
    Answer,
    half_up,
    months_between,
    months_on,
    next_month,
)

# fmt: off
UNEMPLOYMENT_BENEFIT_OF_2024 = 189000
DIVISORS = dict(enumerate([
    233, 230, 226, 223, 220, 216, 212, 208, 204, 199, 195, 190, 185, 180, 175, 170, 164, 158, 152,
    145, 139, 132, 125, 117, 109, 101, 93, 84, 75, 65, 56,
], 40))
# fmt: on


def retirement(category: str, birth: str) -> Answer:
    """Months of delay by walking birth months from the first affected one."""
    original, first, step, cap = {
        "M60": (720, "1965-01", 4, 36),
        "F55": (660, "1970-01", 4, 36),
        "F50": (600, "1975-01", 2, 60),
    }[category]
    reached = months_on(birth, original)
    if birth < first:
        return {
            "age": original,
            "month": reached,
            "minimum_months": 180,
            "earliest": None,
            "earliest_minimum_months": None,
            "latest": None,
        }
    delay, month, left = 1, first, step
    while month < birth:
        month, left = next_month(month), left - 1
        if left == 0:
            delay, left = delay + 1, step
    delay = min(delay, cap)
    statutory = months_on(reached, delay)
    earliest = months_on(reached, delay - 36) if delay > 36 else reached
    return {
        "age": original + delay,
        "month": statutory,
        "minimum_months": minimum(statutory),
        "earliest": earliest,
        "earliest_minimum_months": minimum(earliest),
        "latest": months_on(statutory, 36),
    }


def minimum(month: str) -> int:
    return 180 + 6 * min(10, max(0, int(month[:4]) - 2029))


def divisor(age: int) -> Fraction:
    years, months = divmod(age, 12)
    if months == 0:
        return Fraction(DIVISORS[years])
    exact = DIVISORS[years] - Fraction((DIVISORS[years] - DIVISORS[years + 1]) * months, 12)
    return Fraction(half_up(exact * 10), 10)


def two_places(months: int) -> Fraction:
    return Fraction(half_up(Fraction(months * 100, 12)), 100)


def pension(months: int, deemed_months: int, index: int, balance: int, age: int) -> Answer:
    """`index` in ten-thousandths."""
    z = Fraction(index, 10000)
    basic = half_up(810000 * (1 + z) / 2 * two_places(months) / 100)
    account = half_up(balance / divisor(age))
    transitional = half_up(810000 * z * two_places(deemed_months) * 13 / 1000)
    return {
        "basic": basic,
        "account": account,
        "transitional": transitional,
        "divisor": divisor(age),
        "total": basic + account + transitional,
    }


def unemployment_months(paid_months: int) -> int:
    years = paid_months // 12
    if years < 5:
        return 3 * years
    return 15 if years < 7 else min(24, 9 + years)


def unemployment_benefit(paid_months: int, unused_months: int) -> Answer:
    months = min(24, unemployment_months(paid_months) + unused_months)
    return {
        "months": months,
        "monthly": UNEMPLOYMENT_BENEFIT,
        "total": months * UNEMPLOYMENT_BENEFIT,
    }


def unemployment_stop(happened: datetime.date, last_paid: str) -> Answer:
    month, months, overpaid = f"{happened.year}-{happened.month:02d}", 0, 0
    walk = month
    while walk <= last_paid:
        overpaid += UNEMPLOYMENT_BENEFIT_OF_2024 if walk[:4] == "2024" else UNEMPLOYMENT_BENEFIT
        months, walk = months + 1, next_month(walk)
    return {
        "month": month,
        "months": months,
        "overpaid": overpaid,
    }


def death(paid_months: int, drawn_months: int) -> Answer:
    years = two_places(paid_months)
    if years < 5:
        multiple = Fraction(3)
    elif years < 10:
        multiple = Fraction(6)
    elif years <= 15:
        multiple = Fraction(9)
    elif years < 30:
        multiple = 9 + years - 15
    else:
        multiple = Fraction(24)
    if drawn_months:
        multiple = max(Fraction(9), multiple - two_places(drawn_months))
    consolation = half_up(500000 * multiple)
    return {
        "funeral": 1000000,
        "multiple": multiple,
        "consolation": consolation,
        "total": 1000000 + consolation,
    }


def subsidy_term(category: str, birth: str, first: str) -> Answer:
    month = retirement(category, birth)["month"]
    left = months_between(first, month)
    if left < 0:
        return {"months_left": 0, "until_month": None}
    return {"months_left": left, "until_month": month if left < 60 else months_on(first, 35)}


def resident_account(tier: int, first_year: int, years: int) -> Answer:
    balance = 0
    for _ in range(years):
        balance = half_up(Fraction(balance * 103, 100)) + (tier + SUBSIDIES[tier]) * 100
    return {"balance": balance}


def resident_benefit(balance: int) -> Answer:
    account = half_up(Fraction(balance, 139))
    return {"basic": 20000, "account": account, "total": 20000 + account}


def overdrawn(monthly: int, drawn_months: int, balance: int) -> Answer:
    recovered = monthly * drawn_months
    if balance >= recovered:
        return {"recovered": recovered, "returned": balance - recovered, "owed": 0}
    return {"recovered": recovered, "returned": 0, "owed": recovered - balance}


def until_retirement(category: str, birth: str, last_month: str) -> Answer:
    month = retirement(category, birth)["month"]
    left = months_between(last_month, month)
    near = 1 <= left <= 12
    return {
        "extended": near,
        "until_month": month if near else last_month,
        "months": left if near else 0,
    }


def choice(category: str, birth: str, chosen: str, paid_months: int) -> Answer:
    window = retirement(category, birth)
    earliest = window["earliest"] or window["month"]
    latest = window["latest"] or window["month"]
    needed = minimum(min(chosen, window["month"]))
    allowed = earliest <= chosen <= latest and paid_months >= needed
    return {
        "allowed": allowed,
        "minimum_months": needed,
        "pension_from": months_on(chosen, 1) if allowed else None,
    }


def shortfall(category: str, birth: str, paid_months: int) -> Answer:
    return {"missing": max(0, minimum(retirement(category, birth)["month"]) - paid_months)}
