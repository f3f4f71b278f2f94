"""What the employment system says on the rule sheet."""

from collections.abc import Sequence
from datetime import date

from mock_systems.policy import registration
from mock_systems.rule_sheet import figure, says
from mock_systems.sentence import Sentence


@says("employment")
def lines(on: date) -> Sequence[str]:
    """Limits and ages of registration."""
    return (
        Sentence(
            "用工之日起 {days} 日内办理就业登记，终止后 {end} 日内办理终止登记。",
            days=figure("registration.employment_days", on),
            end=figure("registration.employment_end_days", on),
        ),
        *_over_age(on),
        Sentence("年满 {years} 周岁才可招用。", years=figure("age.working", on)),
    )


def _over_age(on: date) -> Sequence[str]:
    """What employers owe to whom they hire past the statutory age."""
    if not registration.protected(on=on):
        return ()
    told = "招用已过法定退休年龄或已领取养老金的人员：订立书面用工协议，月报酬不低于最低工资标准 {wage} 元，参加工伤保险。"
    return (Sentence(told, wage=figure("wage.minimum", on)),)
