"""The rule sheet: the local rules a contestant may rely on, pinned to the wall of the hall."""

from collections.abc import Callable, Mapping, Sequence
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
def rule_sheet(on: date, system: str) -> RuleSheet:
    """The rules in force on a day that matter to a system, then those of the whole hall; every
    figure comes from the dated parameters."""
    own = _OF_SYSTEMS[system](on) if system in _OF_SYSTEMS else ()
    return RuleSheet(Sentence("云屿市 {year}", year=on.year), (*own, *_HALL))


def _social_insurance(on: date) -> Sequence[str]:
    bounds = contribution.bounds(on=on)
    rates = {
        name.removesuffix("_rate").replace(".", "_"): _percent(name, on)
        for name in (
            "pension.employer_rate",
            "pension.employee_rate",
            "unemployment.employer_rate",
            "unemployment.employee_rate",
        )
    }
    return (
        Sentence(
            "缴费基数 {floor} – {ceiling} 元。",
            floor=yuan(bounds.fen("floor")),
            ceiling=yuan(bounds.fen("ceiling")),
        ),
        Sentence(
            "职工养老：单位 {pension_employer}、个人 {pension_employee}；"
            "失业：单位 {unemployment_employer}、个人 {unemployment_employee}；"
            "工伤按行业类别，单位缴纳。",
            **rates,
        ),
        Sentence("灵活就业养老 {rate}，以前年度不补缴。", rate=_percent("flexible.rate", on)),
        Sentence("用工之日起 {days} 日内办理参保登记。", days=_figure("enrolment_days", on)),
        Sentence(
            "居民养老：年满 {years} 周岁，在校学生不参保。",
            years=parameters().used("age.resident_joining", on).value,
        ),
        Sentence("姓名、证件号、出生日期须有依据才变更。"),
        Sentence("权益记录：本人或者凭本人书面授权打印。"),
    )


def _employment(on: date) -> Sequence[str]:
    return (
        Sentence(
            "用工之日起 {days} 日内办理就业登记，终止后 {end} 日内办理终止登记。",
            days=_figure("employment_days", on),
            end=_figure("employment_end_days", on),
        ),
        Sentence("登记就业的，同时注销有效的失业登记。"),
        Sentence("已领取职工基本养老金的，不办理就业、失业登记。"),
        Sentence("年满 {years} 周岁才可招用。", years=parameters().used("age.working", on).value),
    )


def _social_card(on: date) -> Sequence[str]:
    return (
        Sentence("丢失补领先办理正式挂失；制发新卡后旧卡注销。"),
        Sentence("补领、换领后卡号不变，银行账户改变；待遇发放账户须另行变更。"),
        Sentence("密码由本人在密码键盘上输入，窗口不问密码。"),
    )


_OF_SYSTEMS: Mapping[str, Callable[[date], Sequence[str]]] = {
    "social_insurance": _social_insurance,
    "employment": _employment,
    "social_card": _social_card,
}
_HALL = (
    Sentence("材料不全一次性告知；不予受理出具通知书。"),
    Sentence("数值均为仿真参数。"),
)


def _figure(name: str, on: date) -> str:
    return str(parameters().used(f"registration.{name}", on).value)


def _percent(name: str, on: date) -> str:
    return f"{(parameters().used(name, on).value * 100).normalize():f}%"
