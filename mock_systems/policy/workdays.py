"""Limits counted in working days, by the yearly calendar with its make-up days."""

from datetime import date

from mock_systems.bases import cited
from mock_systems.policy.calculation import Calculation, Worksheet
from mock_systems.policy.holidays import calendar_of, days_after
from mock_systems.policy.parameter import Used
from mock_systems.policy.rule import rule
from mock_systems.policy.slip import STATUS
from mock_systems.sentence import Sentence

_PROVISIONAL = (
    "{year}年放假通知未公布，暂按法定节假日推算：逢周末的补假、连休和调休未定，公布后期限可能变动。"
)


@rule(
    "R0",
    "工作日期限",
    basis=cited("DAYS26"),
    received="2026-06-15",
    days="20",
)
def due(sheet: Worksheet, received: date, days: int) -> Calculation:
    """The last of so many working days counted from the day after receipt. `NoCalendar` for a year
    without a calendar; a provisional one is told as a doubt."""
    return sheet.done(due=counted(sheet, "办理期限", received, days))


def counted(sheet: Worksheet, title: str, first: date, days: int, *used: Used) -> date:
    """The last of so many working days from the day after the first, written down with the
    calendars it was counted by."""
    last = days_after(first, days)
    for year in range(first.year, last.year + 1):
        _calendar(sheet, year)
    formula = Sentence("{day} 次日起 {days} 个工作日", day=first, days=days)
    sheet.note(title, formula, str(last), *used, received=str(first))
    return last


def _calendar(sheet: Worksheet, year: int) -> None:
    calendar = calendar_of(year)
    title = Sentence("{year}年放假安排", year=year)
    if sheet.tells(title):
        return
    formula = Sentence(
        "{source}：放假 {rest} 天，调休上班 {made_up} 天",
        source=str(calendar.source),
        rest=len(calendar.rest),
        made_up=len(calendar.make_up),
    )
    doubt = Sentence(_PROVISIONAL, year=year) if calendar.provisional else ""
    status = "暂定" if calendar.status == "provisional" else STATUS[calendar.status]
    sheet.note(title, formula, Sentence(status), doubt=doubt)
