"""Working days by the holiday calendars."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mock_systems.policy.holidays import (
    NoCalendar,
    calendars,
    days_after,
    is_working_day,
    load,
    next_working_day,
)
from mock_systems.policy.parameter import BadParameter


def test_twenty_working_days_skip_weekends_and_the_dragon_boat_holiday():
    assert days_after(date(2026, 6, 15), 20) == date(2026, 7, 14)


def test_a_make_up_saturday_is_a_working_day_and_a_holiday_monday_is_not():
    assert is_working_day(date(2026, 5, 9))
    assert not is_working_day(date(2026, 2, 23))


def test_after_a_long_holiday_comes_the_first_working_day():
    assert next_working_day(date(2026, 2, 15)) == date(2026, 2, 24)
    assert next_working_day(date(2026, 6, 15)) == date(2026, 6, 15)


def test_a_year_without_calendar_is_an_error_and_not_a_guess():
    with pytest.raises(NoCalendar, match="缺少2031年放假安排"):
        is_working_day(date(2031, 3, 3))


def working_days(year: int) -> int:
    days = (date(year, 1, 1) + timedelta(n) for n in range(366))
    return sum(is_working_day(day) for day in days if day.year == year)


@pytest.mark.parametrize(
    ("year", "number"),
    [
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ],
)
def test_a_year_has_as_many_working_days_as_other_calendars_count(year, number):
    assert working_days(year) == number


def test_a_provisional_calendar_has_the_thirteen_days_of_the_law_and_moves_none():
    assert [year for year, calendar in calendars().items() if calendar.provisional] == [2027]
    assert len(calendars()[2027].rest) == 13 and not calendars()[2027].make_up
    weekends = sorted(day for day in calendars()[2027].rest if day.weekday() > 4)
    assert [(day.month, day.day) for day in weekends] == [
        (2, 6),
        (2, 7),
        (5, 1),
        (5, 2),
        (10, 2),
        (10, 3),
    ]


def test_since_the_law_of_2024_nobody_works_more_than_six_days_in_a_row():
    worst = run = 0
    for day in (date(2025, 1, 1) + timedelta(n) for n in range(365 + 365 + 365)):
        run = run + 1 if is_working_day(day) else 0
        worst = max(worst, run)
    assert worst == 6


CALENDAR = """
source.title = "放假安排的通知"
status = "unverified"
rest = [[2027-01-01, 2027-01-03]]
make_up = [2027-01-09]
"""


def test_a_calendar_of_another_year_is_read(tmp_path):
    (tmp_path / "2027.toml").write_text(CALENDAR, "utf-8")
    calendar = load(tmp_path)[2027]
    assert [calendar.is_working_day(date(2027, 1, n)) for n in (1, 4, 9, 10)] == [
        False, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("rest =", "rests =", "未知的键“rests”。是否想写“rest”？"),
        ("make_up = [2027-01-09]", "", "缺少“make_up”。请补上。"),
        ("01-01, 2027-01-03", "01-03, 2027-01-01", "末日 2027-01-01 早于首日 2027-01-03"),
        ("[[2027-01-01, 2027-01-03]]", "[2027-01-01]", "不是放假首末日。请写成 [2027-01-01, "),
        ("2027-01-09", "2026-01-10", "2026-01-10 不是2027年的日期"),
        ("2027-01-09", "2027-01-08", "2027-01-08 不是周末，或在放假期间"),
        ("2027-01-09", "2027-01-02", "2027-01-02 不是周末，或在放假期间"),
        ('source.title = "放假安排的通知"', "", "缺少“source”"),
        ('"unverified"', '"sure"', "可选：reviewed、unverified、simulated、provisional"),
    ],
)
def test_a_wrong_calendar_is_answered_with_file_place_and_remedy(tmp_path, old, new, sentence):
    assert old in CALENDAR
    (tmp_path / "2027.toml").write_text(CALENDAR.replace(old, new, 1), "utf-8")
    with pytest.raises(BadParameter, match=re.escape(sentence)) as answer:
        load(tmp_path)
    assert "2027.toml" in str(answer.value)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_calendar_in_another_encoding_is_refused_with_the_remedy(tmp_path, encoding):
    (tmp_path / "2027.toml").write_text(CALENDAR, encoding)
    with pytest.raises(
        BadParameter, match=r"2027\.toml：不是 UTF-8 文本，像是 .*。请另存为 UTF-8。$"
    ):
        load(tmp_path)


def test_all_that_is_wrong_in_two_calendars_is_told_at_once(tmp_path):
    (tmp_path / "2027.toml").write_text(
        CALENDAR.replace("01-09", "02-30").replace("unverified", "sure"), "utf-8"
    )
    wrong = CALENDAR.replace("2027", "2028").replace("make_up", "made_up")
    (tmp_path / "2028.toml").write_text(wrong.replace("unverified", "sure"), "utf-8-sig")
    with pytest.raises(BadParameter) as answer:
        load(tmp_path)
    unread, *told = str(answer.value).splitlines()
    assert "2027.toml › 第5行第" in unread and "没有这一天" in unread
    for part, each in zip(("“made_up”", "“sure”", "“make_up”"), told, strict=True):
        assert "2028.toml：" in each and part in each


@given(some.dates(date(2026, 1, 1), date(2026, 9, 1)), some.integers(1, 60))
def test_the_due_day_is_the_last_of_so_many_working_days(received, days):
    last = days_after(received, days)
    passed = [received + timedelta(n) for n in range(1, (last - received).days + 1)]
    assert is_working_day(last)
    assert sum(map(is_working_day, passed)) == days
