"""The rule sheet: the local rules a contestant may rely on, pinned to the wall of the hall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from mock_systems.money import yuan
from mock_systems.policy import contribution
from mock_systems.policy.load import parameters


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """Where the rules hold, and the rules, a line each."""

    place: str
    lines: Sequence[str]


@cache
def rule_sheet(on: date) -> RuleSheet:
    """The rule sheet in force on a day; every figure comes from the dated parameters."""
    bounds = contribution.bounds(on=on)
    figure = {name: _percent(name, on) for name in _RATES}
    return RuleSheet(
        f"云屿市 {on.year}",
        (
            f"缴费基数 {yuan(bounds.fen('floor'))} – {yuan(bounds.fen('ceiling'))} 元。",
            f"职工养老：单位 {figure['pension.employer_rate']}、"
            f"个人 {figure['pension.employee_rate']}；失业：单位"
            f" {figure['unemployment.employer_rate']}、个人"
            f" {figure['unemployment.employee_rate']}；工伤按行业类别，单位缴纳。",
            f"灵活就业养老：{figure['flexible.rate']}，当年可缴，以前年度不补。",
            "用工之日起 30 日内办理参保登记、就业登记。",
            "数值均为仿真参数，依据见政策参数说明。",
        ),
    )


_RATES = (
    "pension.employer_rate",
    "pension.employee_rate",
    "unemployment.employer_rate",
    "unemployment.employee_rate",
    "flexible.rate",
)


def _percent(name: str, on: date) -> str:
    return f"{(parameters().used(name, on).value * 100).normalize():f}%"
