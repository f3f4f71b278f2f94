"""Working days by the yearly holiday calendar of the State Council, make-up days included.

A year without a calendar file is an error, not a guess: weekends alone would be wrong.
"""

from datetime import date, timedelta

from mock_systems.policy.holidays import Calendar, calendars

_DAY = timedelta(days=1)


class NoCalendar(LookupError):
    """No holiday calendar is known for that year."""


def calendar_of(year: int) -> Calendar:
    """The calendar of a year; `NoCalendar` where it is missing."""
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


def due(received: date, days: int) -> date:
    """The last of so many working days, counted from the day after receipt."""
    day = received
    for _ in range(days):
        day = next_working_day(day + _DAY)
    return day
