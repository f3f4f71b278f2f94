"""Facts worked out by name: the only calculations a case script can ask for.

Each is a plain function of named facts whose results become parts of the name
(`$due.employer_total`). Amounts are fen; `on` is the business date unless the script gives one.
"""

import inspect
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from mock_systems.months import span
from mock_systems.policy import contribution, registration
from scenarios.casting.names import Names, template
from scenarios.reading.script import CaseScript, Computation

Facts = Mapping[str, Any]


def employee_contribution(wage: int, injury_class: int, on: date, injury_float: int = 100) -> Facts:
    """职工月缴费：base、各险种 *_employer 与 *_employee、employer_total、employee_total。"""
    return contribution.employee(wage, injury_class, injury_float, on=on).value


def contribution_on_base(base: int, injury_class: int, on: date, injury_float: int = 100) -> Facts:
    """按已定基数的职工月缴费，结果同 employee_contribution。"""
    return contribution.employee_on_base(base, injury_class, injury_float, on=on).value


def contribution_bounds(on: date) -> Facts:
    """缴费基数上下限：floor、ceiling。"""
    return contribution.bounds(on=on).value


def flexible_contribution(base: int, on: date, months: int = 1) -> Facts:
    """灵活就业养老缴费：每月 fee、account、pool，及 months 个月的 total。"""
    month = contribution.flexible(base, on=on)
    return {**month.value, "total": month.fen("fee") * months}


def registration_deadline(limit: str, event: date, on: date) -> Facts:
    """登记期限最后一日 until；limit 为 enrolment、employment、employment_end。"""
    return registration.deadline(limit, event, on=on).value


def month_list(first: str, last: str) -> Facts:
    """从 first 到 last 的月份：months（列表）、count。"""
    months = list(span(first, last))
    return {"months": months, "count": len(months)}


def other_day(day: date, years: int = 0, days: int = 0) -> Facts:
    """与 day 相隔若干年、若干日的日期：day（2月29日遇平年为28日）。"""
    year = day.year + years
    leap = (day.month, day.day) == (2, 29) and not _is_leap(year)
    return {"day": day.replace(year=year, day=28 if leap else day.day) + timedelta(days)}


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


COMPUTATIONS: Mapping[str, Callable[..., Facts]] = {
    made.__name__: made
    for made in (
        employee_contribution,
        contribution_on_base,
        contribution_bounds,
        flexible_contribution,
        registration_deadline,
        month_list,
        other_day,
    )
}


@cache
def inputs(by: str) -> Mapping[str, inspect.Parameter]:
    """What a computation is worked out from."""
    return inspect.signature(COMPUTATIONS[by]).parameters


def computed(script: CaseScript) -> dict[str, Callable[[Names], Facts]]:
    """Each name of `[compute]` with the way to work it out when it is asked for."""
    return {name: _asked(script, each) for name, each in script.compute.items()}


def _asked(script: CaseScript, computation: Computation) -> Callable[[Names], Facts]:
    filled = template(computation.model_extra or {})

    def work_out(names: Names) -> Facts:
        wanted, given = inputs(computation.by), filled(names)
        if "on" in wanted:
            given.setdefault("on", script.business_date)
        return COMPUTATIONS[computation.by](
            **{name: _typed(name, value, wanted[name].annotation) for name, value in given.items()}
        )

    return work_out


def _typed(name: str, value: Any, kind: Any) -> Any:
    """The value as the computation takes it; `ValueError` where it is of another kind."""
    try:
        typed = date.fromisoformat(value) if kind is date and isinstance(value, str) else value
    except ValueError:
        typed = value
    if type(typed) is not kind:
        raise ValueError(f"{name} 应为{_KINDS[kind]}，现为“{value}”")
    return typed


_KINDS = {int: "整数", str: "文本", date: "日期，如 2026-06-15"}
