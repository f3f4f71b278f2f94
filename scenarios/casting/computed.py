"""Facts worked out by name: the only calculations a case script can ask for.

Each is a rule of policy by its name, or one of the few functions here; its results become parts of
the name (`$due.employer_total`). Amounts are fen; `on` is the business date unless the script gives
one.
"""

import inspect
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from mock_systems.kinds.times import Month
from mock_systems.months import later, span
from mock_systems.policy import contribution
from mock_systems.policy.catalogue import RULES
from mock_systems.policy.keys import Key, Unreadable, Value, keys
from mock_systems.policy.parameter import HOME
from mock_systems.policy.rule import PolicyRule
from scenarios.casting.names import Names, template
from scenarios.reading.script import CaseScript, Computation

Facts = Mapping[str, Any]


MONTHS = 600
"""The longest list of months: fifty years, a whole life at work."""


def flexible_contribution(base: int, on: date, months: int = 1) -> Facts:
    """灵活就业养老缴费：每月 fee、account、pool，及 months 个月的 total。"""
    month = contribution.flexible(base, on=on)
    return {**month.value, "total": month.fen("fee") * months}


def month_list(first: str, last: str) -> Facts:
    """从 first 到 last 的月份：months（列表）、count。"""
    begun, ended = Month().kept(first), Month().kept(last)
    if ended > later(begun, MONTHS - 1):
        raise ValueError(f"从 {first} 到 {last} 超过 {MONTHS} 个月")
    months = list(span(begun, ended))
    return {"months": months, "count": len(months)}


def other_day(day: date, years: int = 0, days: int = 0) -> Facts:
    """与 day 相隔若干年、若干日的日期：day（2月29日遇平年为28日）。"""
    year = day.year + years
    leap = (day.month, day.day) == (2, 29) and not _is_leap(year)
    try:
        return {"day": day.replace(year=year, day=28 if leap else day.day) + timedelta(days)}
    except (ValueError, OverflowError):
        raise ValueError(f"{day} 起 {years} 年 {days} 日不在公元1年至9999年之间") from None


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


FUNCTIONS = {made.__name__: made for made in (flexible_contribution, month_list, other_day)}
EARLIER_NAMES = {
    "employee_contribution": "contribution.employee",
    "contribution_on_base": "contribution.employee_on_base",
    "contribution_bounds": "contribution.bounds",
    "registration_deadline": "registration.deadline",
}
"""What scripts called some rules before they could name every one."""
COMPUTATIONS: Mapping[str, Callable[..., Facts] | PolicyRule[...]] = {
    **RULES,
    **{earlier: RULES[name] for earlier, name in EARLIER_NAMES.items()},
    **FUNCTIONS,
}


@cache
def inputs(by: str) -> Mapping[str, inspect.Parameter]:
    """What a computation is worked out from."""
    made = COMPUTATIONS[by]
    if not isinstance(made, PolicyRule):
        return inspect.signature(made).parameters
    _sheet, *facts = inspect.signature(made.function).parameters.values()
    taken = inspect.signature(made).parameters
    return {each.name: each for each in (*facts, taken["on"], taken["region"])}


def computed(script: CaseScript) -> dict[str, Callable[[Names], Facts]]:
    """Each name of `[compute]` with the way to work it out when it is asked for."""
    return {name: _asked(script, each) for name, each in script.compute.items()}


def _asked(script: CaseScript, computation: Computation) -> Callable[[Names], Facts]:
    filled = template(computation.model_extra or {})

    def work_out(names: Names) -> Facts:
        made, given = COMPUTATIONS[computation.by], filled(names)
        if isinstance(made, PolicyRule):
            return _by_rule(made, {"on": script.business_date, **given})
        wanted = inputs(computation.by)
        if "on" in wanted:
            given.setdefault("on", script.business_date)
        return made(
            **{name: _typed(name, value, wanted[name].annotation) for name, value in given.items()}
        )

    return work_out


def _by_rule(rule: PolicyRule[...], given: dict[str, Any]) -> Facts:
    on, region = _typed("on", given.pop("on"), date), given.pop("region", HOME)
    facts = {name: _fact(keys()[name], value) for name, value in given.items()}
    value = rule.calculate(facts, on, region).value
    return {name: _result(keys()[name], found) for name, found in value.items()}


def _fact(key: Key, value: Any) -> Value:
    """The value as a rule takes it; `ValueError` where it is none of its key."""
    try:
        if isinstance(value, str) and not key.kind.unit:
            return key.read(value)
        return key.read(key.write(_typed(key.name, value, key.kind.scripted)))
    except Unreadable as wrong:
        raise ValueError(str(wrong).rstrip("。")) from wrong


def _result(key: Key, value: Any) -> Any:
    """The value as names of a script stand for it: plain, but for days."""
    match value:
        case Decimal():
            return key.write(value)
        case tuple():
            return list(value)
        case str():
            return str(value)
    return value


def _typed(name: str, value: Any, kind: Any) -> Any:
    """The value as the computation takes it; `ValueError` where it is of another kind."""
    try:
        typed = date.fromisoformat(value) if kind is date and isinstance(value, str) else value
    except ValueError:
        typed = value
    if type(typed) is not kind:
        raise ValueError(f"{name} 应为{_KINDS[kind]}，现为“{value}”")
    return typed


_KINDS = {
    int: "整数",
    str: "文本",
    bool: "true 或 false",
    list: "列表",
    date: "日期，如 2026-06-15",
}
