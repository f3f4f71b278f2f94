"""Days and months as small whole numbers while people are made, as text when they are written.

A day is its proleptic ordinal, a month is `year × 12 + month − 1`. Texts are kept once made, because
millions are written; the tables begin with a March, so that every day has the March before it. No
record is later than `BASE_DAY`.
"""

from calendar import monthrange
from datetime import date
from functools import cache

BASE_DAY = date(2026, 6, 1)
"""The day the population is as of. Contributions are paid up to the month before."""

BASE = BASE_DAY.toordinal()
LAST_PAID = BASE_DAY.year * 12 + BASE_DAY.month - 2

_FIRST_MONTH = 1914 * 12 + 2
_KNOWN = range(_FIRST_MONTH, 2061 * 12)
_FIRST_DAYS = [date(each // 12, each % 12 + 1, 1).toordinal() for each in _KNOWN]
_FIRST = _FIRST_DAYS[0]
_LENGTHS = [monthrange(each // 12, each % 12 + 1)[1] for each in _KNOWN]
_MONTHS = [each for each, days in zip(_KNOWN, _LENGTHS, strict=True) for _ in range(days)]


@cache
def day_text(day: int) -> str:
    """The day as `YYYY-MM-DD`."""
    return date.fromordinal(day).isoformat()


@cache
def month_text(month: int) -> str:
    """The month as `YYYY-MM`."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def month_number(text: str) -> int:
    """The month that a text `YYYY-MM` names."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def month_in(day: int) -> int:
    """The month a day lies in."""
    return _MONTHS[day - _FIRST]


def first_of(month: int) -> int:
    """The first day of a month."""
    return _FIRST_DAYS[month - _FIRST_MONTH]


def birthday(born: int, years: int) -> int:
    """The day an age is reached: the same day of the year, 1 March for 29 February."""
    month = _MONTHS[born - _FIRST] - _FIRST_MONTH
    march = month - month % 12
    return born + _FIRST_DAYS[march + 12 * years] - _FIRST_DAYS[march]
