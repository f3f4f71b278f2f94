"""What the social-insurance system says on the rule sheet."""

from collections.abc import Sequence
from datetime import date

from mock_systems.money import yuan
from mock_systems.policy import contribution, registration
from mock_systems.rule_sheet import figure, percent, says
from mock_systems.sentence import Sentence


@says("social_insurance")
def lines(on: date) -> Sequence[str]:
    """Bases, rates, limits and ages of enrolment."""
    bounds = contribution.bounds(on=on)
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
            pension_employer=percent("pension.employer_rate", on),
            pension_employee=percent("pension.employee_rate", on),
            unemployment_employer=percent("unemployment.employer_rate", on),
            unemployment_employee=percent("unemployment.employee_rate", on),
        ),
        Sentence("灵活就业养老 {rate}。", rate=percent("flexible.rate", on)),
        Sentence(
            "用工之日起 {days} 日内办理参保登记。", days=figure("registration.enrolment_days", on)
        ),
        *_over_age(on),
        Sentence(
            "居民养老：年满 {years} 周岁。",
            years=figure("age.resident_joining", on),
        ),
    )


def _over_age(on: date) -> Sequence[str]:
    """What an employer insures past the statutory age."""
    if not registration.protected(on=on):
        return ()
    told = "已过法定退休年龄的：单位必须参加工伤保险，养老保险由双方约定，不参加失业保险；书面约定弹性延迟退休的同在职职工。"
    return (Sentence(told),)
