"""Limits counted in working days, by the yearly calendar with its make-up days."""

from datetime import date

from mock_systems import workdays
from mock_systems.policy.calculation import Calculation, Worksheet
from mock_systems.policy.parameter import HOME
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence


@rule(
    "R0",
    "工作日期限",
    basis="社会保险经办条例第十八条，国务院办公厅放假安排",
    received="2026-06-15",
    days="20",
)
def due(received: date, days: int, *, on: date, region: str = HOME) -> Calculation:
    """The last of so many working days counted from the day after receipt. `NoCalendar` for a year
    whose holidays are not known."""
    sheet = Worksheet("workdays.due", on, region=region)
    last = workdays.due(received, days)
    formula = Sentence("{day} 次日起 {days} 个工作日", day=received, days=days)
    sheet.note("办理期限", formula, str(last), received=str(received))
    return sheet.done(due=last)
