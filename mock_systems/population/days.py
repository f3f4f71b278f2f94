"""Days and months as small whole numbers while people are made, as text when they are written.

A day is its proleptic ordinal, a month is `year × 12 + month − 1`. Texts come from tables, because
millions are written. No record is later than `BASE_DAY`.
"""

from datetime import date

from mock_systems.months import later, month_of

BASE_DAY = date(2026, 6, 1)
"""The day the population is as of. Contributions are paid up to the month before."""

BASE = BASE_DAY.toordinal()
LAST_PAID = BASE_DAY.year * 12 + BASE_DAY.month - 2

_FIRST = date(1915, 1, 1).toordinal()
_ALL = [date.fromordinal(day) for day in range(_FIRST, date(2061, 1, 1).toordinal())]
_DAY_TEXTS = [day.isoformat() for day in _ALL]
_MONTHS = [day.year * 12 + day.month - 1 for day in _ALL]
_FIRST_MONTH = _MONTHS[0]
_MONTH_TEXTS = [later(month_of(_ALL[0]), each) for each in range(_MONTHS[-1] - _FIRST_MONTH + 1)]


def day_text(day: int) -> str:
    """The day as `YYYY-MM-DD`."""
    return _DAY_TEXTS[day - _FIRST]


def month_text(month: int) -> str:
    """The month as `YYYY-MM`."""
    return _MONTH_TEXTS[month - _FIRST_MONTH]


def month_number(text: str) -> int:
    """The month that a text `YYYY-MM` names."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def month_in(day: int) -> int:
    """The month a day lies in."""
    return _MONTHS[day - _FIRST]


def first_of(month: int) -> int:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1).toordinal()


def birthday(born: int, years: int) -> int:
    """The day an age is reached: the same day of the year, 1 March for 29 February."""
    day = date.fromordinal(born)
    try:
        return day.replace(year=day.year + years).toordinal()
    except ValueError:
        return date(day.year + years, 3, 1).toordinal()
