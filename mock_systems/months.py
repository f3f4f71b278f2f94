"""Months as `YYYY-MM` text, which sorts as time does."""

from collections.abc import Iterator
from datetime import date


def month_of(day: date) -> str:
    """The month a day lies in."""
    return day.isoformat()[:7]


def first_day(month: str) -> date:
    """The first day of a month."""
    return date.fromisoformat(f"{month}-01")


def later(month: str, months: int) -> str:
    """The month so many months later; earlier where `months` is negative."""
    year, index = divmod(_ordinal(month) + months, 12)
    return f"{year:04d}-{index + 1:02d}"


def length(first: str, last: str) -> int:
    """How many months there are from `first` to `last`, both included."""
    return _ordinal(last) - _ordinal(first) + 1


def span(first: str, last: str) -> Iterator[str]:
    """The months from `first` to `last`, both included; none where `last` is earlier."""
    return (later(first, passed) for passed in range(length(first, last)))


def _ordinal(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1
