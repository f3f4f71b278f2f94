"""A second, deliberately plain implementation of the calculating rules: the oracle of their tests.

It shares nothing with the product: exact fractions, figures of the home region of 2026 written down
by hand from the rule book, months counted one by one, no parameters, no steps.
"""

import datetime
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

Answer = dict[str, Any]
"""What a rule answers, by name."""

FLOOR, CEILING, AVERAGE = 468000, 2340000, 780000
BOUNDS_BEFORE_2026 = {2024: (432000, 2160000), 2025: (450000, 2250000)}
MINIMUM_WAGE, UNEMPLOYMENT_BENEFIT = 220000, 198000
CLASS_RATES = {1: 20, 2: 40, 3: 70, 4: 90, 5: 110, 6: 130, 7: 160, 8: 190}
"""In hundredths of a percent of the base."""
SUBSIDIES = {200: 40, 300: 50, 500: 70, 800: 90, 1000: 100, 1500: 120, 2000: 140, 3000: 160}


def half_up(exact: Fraction) -> int:
    """A fraction rounded half up to a whole number."""
    whole, rest = divmod(exact.numerator, exact.denominator)
    return whole + (1 if 2 * rest >= exact.denominator else 0)


def percent(amount: int, hundredths: int) -> int:
    """So many hundredths of a percent of an amount, rounded."""
    return half_up(Fraction(amount * hundredths, 10000))


def held(wage: int) -> int:
    if wage < FLOOR:
        return FLOOR
    return CEILING if wage > CEILING else wage


def items(base: int, injury_class: int, injury_float: int) -> Answer:
    return {
        "pension_employer": percent(base, 1600),
        "pension_employee": percent(base, 800),
        "unemployment_employer": percent(base, 50),
        "unemployment_employee": percent(base, 50),
        "injury_employer": half_up(
            Fraction(base * CLASS_RATES[injury_class] * injury_float, 10000 * 100)
        ),
    }


def employee_on_base(base: int, injury_class: int, injury_float: int) -> Answer:
    each = items(base, injury_class, injury_float)
    return {
        "base": base,
        **each,
        "employer_total": each["pension_employer"] + each["unemployment_employer"]
        + each["injury_employer"],
        "employee_total": each["pension_employee"] + each["unemployment_employee"],
    }  # fmt: skip


def employee(wage: int, injury_class: int, injury_float: int) -> Answer:
    return employee_on_base(held(wage), injury_class, injury_float)


def flexible(base: int) -> Answer:
    fee, account = percent(base, 2000), percent(base, 800)
    return {"allowed": held(base) == base, "fee": fee, "account": account, "pool": fee - account}


def flexible_months(base: int, first: str, last: str, on: datetime.date) -> Answer:
    months = refused = 0
    month = first
    while month <= last:
        if month[:4] == str(on.year) and month <= f"{on.year}-{on.month:02d}":
            months += 1
        else:
            refused += 1
        month = next_month(month)
    floor, ceiling = BOUNDS_BEFORE_2026.get(on.year, (FLOOR, CEILING))
    allowed = floor <= base <= ceiling and months > 0
    return {
        "allowed": allowed,
        "months": months,
        "refused": refused,
        "total": months * percent(base, 2000),
    }


def next_month(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + 1}-01" if number == 12 else f"{year}-{number + 1:02d}"


def months_on(month: str, number: int) -> str:
    total = int(month[:4]) * 12 + int(month[5:]) - 1 + number
    return f"{total // 12}-{total % 12 + 1:02d}"


def months_between(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])


def provisional(last_total: int) -> Answer:
    return {"total": half_up(Fraction(last_total * 11, 10))}


def days_late(due: datetime.date, paid: datetime.date) -> int:
    days = 0
    while due < paid:
        due += datetime.timedelta(1)
        days += 1
    return days


def late_fee(principal: int, due: datetime.date, paid: datetime.date) -> Answer:
    days = days_late(due, paid)
    return {"days": days, "fee": half_up(Fraction(principal * days * 5, 10000))}


def back_payment(
    wage: int, injury_class: int, injury_float: int, month: str, paid: datetime.date
) -> Answer:
    each = items(held(wage), injury_class, injury_float)
    due = datetime.date(int(month[:4]), int(month[5:]), 25)
    owed = [
        each["pension_employer"] + each["pension_employee"],
        each["unemployment_employer"] + each["unemployment_employee"],
        each["injury_employer"],
    ]
    fees = [late_fee(amount, due, paid)["fee"] for amount in owed]
    return {
        "principal": sum(owed),
        "days": days_late(due, paid),
        "fee": sum(fees),
        "total": sum(owed) + sum(fees),
    }


def transfer_amount(bases_sum: int, account: int) -> Answer:
    pooled = percent(bases_sum, 1200)
    return {"pooled": pooled, "total": pooled + account}


def transfer_place(hukou: str, stays: Sequence[tuple[str, int]], temporary_months: int) -> Answer:
    paid: dict[str, int] = {}
    for place, months in stays:
        paid[place] = paid.get(place, 0) + months
    last = stays[-1][0]
    if last == hukou or paid[last] >= 120:
        chosen = last
    else:
        chosen = hukou
        for place, _ in stays:
            if paid[place] >= 120:
                chosen = place
    collected = sum(months for _, months in stays) + temporary_months
    return {"place": chosen, "months": paid.get(chosen, 0), "collected": collected}


def year_later(day: datetime.date) -> datetime.date:
    if (day.month, day.day) == (2, 29):
        return datetime.date(day.year + 1, 2, 28)
    return datetime.date(day.year + 1, day.month, day.day)


def deadline(limit: str, event: datetime.date, on: datetime.date) -> Answer:
    days = {"enrolment": 30, "employment": 30, "employment_end": 15}[limit]
    until = event + datetime.timedelta(days)
    return {"until": until, "late": on > until}


def lapse(last_contact: datetime.date, on: datetime.date) -> Answer:
    """Six months on: the same day, or the last day of a shorter month."""
    month = last_contact.month + 6
    year, month = (last_contact.year + 1, month - 12) if month > 12 else (last_contact.year, month)
    day = last_contact.day
    while True:
        try:
            until = datetime.date(year, month, day)
            break
        except ValueError:
            day -= 1
    return {"until": until, "lapsed": on > until}


def subsidy_flexible(pension_paid: int, medical_paid: int) -> Answer:
    return {"monthly": half_up(Fraction((pension_paid + medical_paid) * 2, 3))}


def subsidy_employer(base: int, medical_paid: int) -> Answer:
    return {"monthly": percent(base, 1600) + medical_paid + percent(base, 50)}


def loan_interest(principal: int) -> Answer:
    yearly = half_up(Fraction(principal * 35, 1000))
    return {"rate": Fraction(35, 1000), "yearly": yearly, "subsidy": half_up(Fraction(yearly, 2))}


def loan_limit(borrower: str, partners: int) -> Answer:
    if borrower == "firm":
        return {"most": 400000000, "years": 2}
    return {"most": 30000000 if borrower == "person" else 33000000 * partners, "years": 3}


def card_until(birth_day: datetime.date, issued: datetime.date, on: datetime.date) -> Answer:
    age = issued.year - birth_day.year
    if (issued.month, issued.day) < (birth_day.month, birth_day.day):
        age -= 1
    if age >= 46:
        return {"until": None, "valid": True}
    years = 5 if age < 16 else 10 if age < 26 else 20
    leap = (issued.month, issued.day) == (2, 29) and (issued.year + years) % 4 != 0
    until = datetime.date(issued.year + years, issued.month, 28 if leap else issued.day)
    return {"until": until, "valid": on <= until}


def instalments(owed: int, instalment: int) -> Answer:
    times = last = 0
    while owed > 0:
        times, last = times + 1, min(owed, instalment)
        owed -= last
    return {"times": times, "last_instalment": last}
