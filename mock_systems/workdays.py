"""Working days by the yearly holiday calendar of the State Council, make-up days included.

A year without a calendar file is an error, not a guess: weekends alone would be wrong.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("policy") / "calendars"
_DAY = timedelta(days=1)


class NoCalendar(LookupError):
    """No holiday calendar is known for that year."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of one year that are not what their weekday says."""

    rest: frozenset[date]
    make_up: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        return day in self.make_up or (day.weekday() < 5 and day not in self.rest)


def is_working_day(day: date) -> bool:
    """Whether offices are open; `NoCalendar` where the year's calendar is missing."""
    try:
        return _calendars()[day.year].is_working_day(day)
    except KeyError:
        raise NoCalendar(
            f"缺少{day.year}年放假安排，请补上 mock_systems/policy/calendars/{day.year}.toml。"
        ) from None


def next_working_day(day: date) -> date:
    """The day itself where it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += _DAY
    return day


def due(received: date, days: int) -> date:
    """The last of so many working days, counted from the day after receipt."""
    day = received
    for _ in range(days):
        day = next_working_day(day + _DAY)
    return day


@cache
def _calendars() -> Mapping[int, Calendar]:
    return {int(path.stem): _calendar(path) for path in FOLDER.glob("*.toml")}


def _calendar(path: Path) -> Calendar:
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    rest = (day for first, last in written["rest"] for day in _days(first, last))
    return Calendar(frozenset(rest), frozenset(written["make_up"]))


def _days(first: date, last: date) -> list[date]:
    return [first + _DAY * passed for passed in range((last - first).days + 1)]
