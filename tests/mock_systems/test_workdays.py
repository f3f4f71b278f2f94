"""Working days by the holiday calendar of 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mock_systems.workdays import NoCalendar, due, is_working_day, next_working_day


def test_twenty_working_days_skip_weekends_and_the_dragon_boat_holiday():
    assert due(date(2026, 6, 15), 20) == date(2026, 7, 14)


def test_a_make_up_saturday_is_a_working_day_and_a_holiday_monday_is_not():
    assert is_working_day(date(2026, 5, 9))
    assert not is_working_day(date(2026, 2, 23))


def test_after_a_long_holiday_comes_the_first_working_day():
    assert next_working_day(date(2026, 2, 15)) == date(2026, 2, 24)
    assert next_working_day(date(2026, 6, 15)) == date(2026, 6, 15)


def test_a_year_without_calendar_is_an_error_and_not_a_guess():
    with pytest.raises(NoCalendar, match="缺少2031年放假安排"):
        is_working_day(date(2031, 3, 3))


@given(some.dates(date(2026, 1, 1), date(2026, 9, 1)), some.integers(1, 60))
def test_the_due_day_is_the_last_of_so_many_working_days(received, days):
    last = due(received, days)
    passed = [received + timedelta(n) for n in range(1, (last - received).days + 1)]
    assert is_working_day(last)
    assert sum(map(is_working_day, passed)) == days
