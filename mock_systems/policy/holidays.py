"""Holiday calendars of the State Council: one file a year, read as strictly as the parameters.

A year without a calendar file is an error, not a guess: weekends alone would be wrong. A year whose
notice is not out may be `provisional`: its days off are those of the holiday law alone.
`rest` are first and last days off, `make_up` the days of weekends that are worked instead.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, cast, get_args

from mock_systems.policy.load import FilePlace, every, source_of, top_of
from mock_systems.policy.parameter import Citation, Status
from mock_systems.relied import rely

CalendarStatus = Literal[Status, "provisional"]
FOLDER = Path(__file__).with_name("calendars")
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of one year that are not what their weekday says, and who says so."""

    year: int
    rest: frozenset[date]
    make_up: frozenset[date]
    source: Citation
    status: CalendarStatus

    @property
    def provisional(self) -> bool:
        """Whether its notice is not out, so that make-up days and bridges may still come."""
        return self.status == "provisional"

    def is_working_day(self, day: date) -> bool:
        return day in self.make_up or (day.weekday() < _SATURDAY and day not in self.rest)


class NoCalendar(LookupError):
    """No holiday calendar is known for that year."""


@cache
def calendars() -> Mapping[int, Calendar]:
    """The calendars that come with the product by year, read once."""
    return load(FOLDER)


def calendar_of(year: int) -> Calendar:
    """The calendar of a year; `NoCalendar` where it is missing."""
    rely("calendar", str(year))
    try:
        return calendars()[year]
    except KeyError:
        raise NoCalendar(
            f"缺少{year}年放假安排，请补上 mock_systems/policy/calendars/{year}.toml。"
        ) from None


def is_working_day(day: date) -> bool:
    """Whether offices are open; `NoCalendar` where the year's calendar is missing."""
    return calendar_of(day.year).is_working_day(day)


def next_working_day(day: date) -> date:
    """The day itself where it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += _DAY
    return day


def days_after(day: date, days: int) -> date:
    """The last of so many working days, counted from the day after."""
    for _ in range(days):
        day = next_working_day(day + _DAY)
    return day


def load(folder: Path) -> Mapping[int, Calendar]:
    """The calendars of a folder by year; `BadParameter` where a file is wrong."""
    found = every(*(partial(_calendar, path) for path in sorted(folder.glob("*.toml"))))
    return {calendar.year: calendar for calendar in found}


def _calendar(path: Path) -> Calendar:
    place = top_of(path, f"{path.parent.name}/{path.name}")
    if not path.stem.isdecimal():
        place.fail("文件名不是年份", "请写成 2027.toml 这样")
    year = int(path.stem)
    _, status, source, rest, make_up = every(
        partial(place.only, "source", "status", "rest", "make_up"),
        lambda: cast(CalendarStatus, place.choice("status", get_args(CalendarStatus))),
        lambda: source_of(place.part("source")),
        lambda: frozenset(_rest(place, year)),
        lambda: frozenset(
            _day(place, "make_up", each, year) for each in place.take("make_up", list)
        ),
    )
    for day in sorted(make_up):
        if day.weekday() < _SATURDAY or day in rest:
            place.fail(f"“make_up”的 {day} 不是周末，或在放假期间", "调休上班日只写要上班的周末")
    return Calendar(year, rest, make_up, source, status)


def _rest(place: FilePlace, year: int) -> Iterator[date]:
    for each in place.take("rest", list):
        if not isinstance(each, list) or len(each) != 2:
            place.fail(f"“rest”的一项 {each!r} 不是放假首末日", "请写成 [2027-01-01, 2027-01-03]")
        day, last = (_day(place, "rest", end, year) for end in each)
        if last < day:
            place.fail(f"“rest”的末日 {last} 早于首日 {day}", "请先写首日，再写末日")
        while day <= last:
            yield day
            day += _DAY


def _day(place: FilePlace, name: str, value: Any, year: int) -> date:
    if not isinstance(value, date) or isinstance(value, datetime) or value.year != year:
        place.fail(f"“{name}”的值 {value} 不是{year}年的日期", f"请写成 {year}-01-01（不加引号）")
    return value
