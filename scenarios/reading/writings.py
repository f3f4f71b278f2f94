"""Ways of writing a value that a name may end in: `$wage.yuan`, `$hired.month`."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from mock_systems.months import day_later
from mock_systems.records.insurance import STOP_REASON, state_after


def _chinese(value: Any) -> str:
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    year, month = str(value).split("-")
    return f"{int(year)}年{int(month)}月"


def _state_after(reason: str) -> str:
    if reason not in STOP_REASON:
        raise ValueError(reason)
    return state_after(reason)


WRITINGS: Mapping[type, Mapping[str, Callable[[Any], Any]]] = {
    int: {"yuan": lambda fen: f"{fen // 100:,}.{fen % 100:02d}", "text": str},
    str: {"chinese": _chinese, "upper": str.upper, "state_after": _state_after},
    date: {
        "chinese": _chinese,
        "month": lambda day: f"{day:%Y-%m}",
        "month_day": lambda day: f"{day.month}月{day.day}日",
        "year": lambda day: f"{day.year}",
        "compact": lambda day: f"{day:%Y%m%d}",
        "month_ago": lambda day: day_later(day, -1),
        "year_ago": lambda day: day_later(day, -12),
        "new_year": lambda day: day.replace(month=1, day=1),
        "year_end": lambda day: day.replace(month=12, day=31),
    },
}
"""Ways of writing a value: an amount in yuan, a date or month in Chinese, a day that goes by another,
the state of an insurance stopped for a reason."""
