"""What SQLite must know to check people: check digits, birthdays, retirement, bases."""

import sqlite3
from datetime import date, timedelta
from functools import cache

from mock_systems.city import AREA
from mock_systems.identifiers import is_bank_card, is_citizen_number, is_credit_code
from mock_systems.population.days import BASE_DAY, month_number, month_text
from mock_systems.population.ledger import CEILING, FLOOR
from mock_systems.population.retirement import statutory_month


def teach(connection: sqlite3.Connection, base: date = BASE_DAY) -> None:
    """Add the functions to a connection to records as of a day."""
    last_paid = (base.replace(day=1) - timedelta(days=1)).isoformat()[:7]
    for name, places, function in (
        ("base_day", 0, base.isoformat),
        ("last_paid", 0, lambda: last_paid),
        ("is_citizen_number", 1, is_citizen_number),
        ("is_bank_card", 1, is_bank_card),
        ("is_credit_code", 1, is_credit_code),
        ("is_our_area", 1, _is_our_area),
        ("birthday", 2, _birthday),
        ("pension_months", 2, _pension_months),
        ("later_month", 1, _later_month),
        ("is_lawful_base", 3, _is_lawful_base),
    ):
        connection.create_function(name, places, function, deterministic=True)


def _is_our_area(area: str) -> bool:
    return area in AREA


def _birthday(born: str, years: int) -> str:
    """The day an age is reached: told by the calendar, not by what the people were made with."""
    day = date.fromisoformat(born)
    try:
        return day.replace(year=day.year + years).isoformat()
    except ValueError:
        return date(day.year + years, 3, 1).isoformat()


def _pension_months(sex: str, born: str) -> str:
    """The months an employee pension may begin in: after the statutory age of each category."""
    return _pension_months_of(sex, month_number(born))


@cache
def _pension_months_of(sex: str, born: int) -> str:
    categories = ("M60",) if sex == "1" else ("F50", "F55")
    return " ".join(month_text(statutory_month(each, born) + 1) for each in categories)


def _later_month(text: str) -> str:
    return month_text(month_number(text) + 1)


def _is_lawful_base(first: str, last: str, base: int) -> bool:
    """Whether a base lies between floor and ceiling of every year it was paid in whose limits are
    known."""
    years = FLOOR.keys() & set(range(int(first[:4]), int(last[:4]) + 1))
    return all(FLOOR[year] <= base <= CEILING[year] for year in years)
