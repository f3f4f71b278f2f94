"""The rule sheet: the local rules a contestant may rely on, pinned to the wall of the hall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from mock_systems.money import yuan
from mock_systems.policy import contribution
from mock_systems.policy.load import parameters
from mock_systems.sentence import Sentence


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """Where the rules hold, and the rules, a line each."""

    place: str
    lines: Sequence[str]


@cache
def rule_sheet(on: date) -> RuleSheet:
    """The rule sheet in force on a day; every figure comes from the dated parameters."""
    bounds = contribution.bounds(on=on)
    return RuleSheet(
        Sentence("云屿市 {year}", year=on.year),
        (
            Sentence(
                "缴费基数 {floor} – {ceiling} 元。",
                floor=yuan(bounds.fen("floor")),
                ceiling=yuan(bounds.fen("ceiling")),
            ),
            Sentence(
                "职工养老：单位 {pension_employer}、个人 {pension_employee}；"
                "失业：单位 {unemployment_employer}、个人 {unemployment_employee}；"
                "工伤按行业类别，单位缴纳。",
                **{
                    name.removesuffix("_rate").replace(".", "_"): _percent(name, on)
                    for name in _RATES
                },
            ),
            Sentence(
                "灵活就业养老：{rate}，当年可缴，以前年度不补。", rate=_percent("flexible.rate", on)
            ),
            Sentence("用工之日起 30 日内办理参保登记、就业登记。"),
            Sentence("数值均为仿真参数，依据见政策参数说明。"),
        ),
    )


_RATES = (
    "pension.employer_rate",
    "pension.employee_rate",
    "unemployment.employer_rate",
    "unemployment.employee_rate",
)


def _percent(name: str, on: date) -> str:
    return f"{(parameters().used(name, on).value * 100).normalize():f}%"
