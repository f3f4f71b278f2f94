"""Months as `YYYY-MM` text, which sorts as time does."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date


def month_of(day: date) -> str:
    """The month a day lies in."""
    return day.isoformat()[:7]


def year_of(month: str) -> int:
    """The year a month lies in."""
    return int(month[:4])


def first_day(month: str) -> date:
    """The first day of a month."""
    return date.fromisoformat(f"{month}-01")


def last_day(month: str) -> date:
    """The last day of a month."""
    first = first_day(month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def later(month: str, months: int) -> str:
    """The month so many months later; earlier where `months` is negative."""
    return _month(_ordinal(month) + months)


def day_later(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month that has no such day (民法典
    art. 202)."""
    first = first_day(later(month_of(day), months))
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def length(first: str, last: str) -> int:
    """How many months there are from `first` to `last`, both included."""
    return _ordinal(last) - _ordinal(first) + 1


def span(first: str, last: str) -> Iterator[str]:
    """The months from `first` to `last`, both included; none where `last` is earlier."""
    return map(_month, range(_ordinal(first), _ordinal(last) + 1))


def _month(ordinal: int) -> str:
    year, index = divmod(ordinal, 12)
    return f"{year:04d}-{index + 1:02d}"


def _ordinal(month: str) -> int:
    return year_of(month) * 12 + int(month[5:]) - 1
