"""Scripts whose own local rules are no rules of the hall, or tell what is to be asked or worked out."""

from pathlib import Path

import pytest

from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, refused, written

OWN = "linked = ["


def posted(text: str, head: str = OWN) -> list[tuple[str, str]]:
    """The case has a local rule of its own."""
    return [(head, f'local_rules = ["{text}"]\n{head}')]


NINE = "# 次序无关"
WRONG = [
    Wrong("a household book is always collected", posted("变更个人信息一律收取居民户口簿原件和复印件。"), ["z01.toml:", "local_rules › 第1项：“变更个人信息一律收取居民户口簿原件和复印件”是在要“户口簿”，所办的事项不要这份材料（", "第十一条）", "请删去"]),
    Wrong("a paper no form is of is wanted", posted("凭房产证办理居住地址变更。"), ["是在要“房产证”，所办的事项不要这份材料"]),
    Wrong("a copy of the card is wanted", posted("身份证须附复印件一份。"), ["是在要“复印件”"]),
    Wrong("photographs are handed in, too", posted("补领的另交一寸照片两张。"), ["是在要“一寸照”"]),
    Wrong("somebody's certificate decides", posted("居住地址以社区出具的居住证明为准。"), ["是在要“居住证明”"]),
    Wrong("who lacks a paper is sent away", posted("当天的号叫完了，请改天再来。"), ["local_rules › 第1项：", "听起来是“请改天再来”（"]),
    Wrong("a paper lacks and nothing is taken", posted("缺材料的不予受理。"), ["“缺材料的不予受理”与《云屿市窗口服务规范（仿真）》第十三条相反"]),
    Wrong("an expired card is refused", posted("身份证过期的，不予办理任何业务。"), ["“身份证过期的，不予办理任何业务”与", "第八条相反"]),
    Wrong("the hall answers for the outcome", posted("窗口办的变更保证当天生效。"), ["“保证”是没有依据的承诺"]),
    Wrong("the PIN is told to the clerk", posted("办卡的密码由窗口代输。"), ["第二十六条相反"]),
    Wrong("who acts for another needs no letter", posted("亲属口头委托代办即可。"), ["第六条相反"]),
    Wrong("a fee", posted("换领社会保障卡收取工本费。"), ["“换领社会保障卡收取工本费”：窗口办事不收费"]),
    Wrong("another number of days", posted("单位应当自用工之日起60日内办理就业登记。"), ["“60日”不在规则单和窗口服务规范里"]),
    Wrong("another floor", posted("缴费基数下限3,900.00元。"), ["“3900元”不在规则单"]),
    Wrong("the number that is to be asked for", posted("本案群众的新号码是$new_phone。"), ["local_rules › 第1项：本地规则是给所有人的，这里写了 $new_phone，群众不说选手也知道", "由群众说出"]),
    Wrong("somebody's name", posted("$citizen.name的业务优先办理。"), ["这里写了 $citizen.name"]),
    Wrong("clerks are bidden to explain what is paid for", posted("以前年度的不能补缴，要向群众说清。", "independent = ["), ["e06_past_year.toml:", "local_rules › 第1项：这一条叫选手去说明（说明以前年度不能补缴），说了正是要得的分"], case="E06"),
    Wrong("the sums that are to be worked out", posted("单位每月应缴$due.employer_total.yuan元。", NINE), ["e09_new_hire.toml:", "local_rules › 第1项：", "元”不在规则单和窗口服务规范里"], case="E09"),
    Wrong("the base that is to be worked out", posted("本批申报按$due.base.yuan核定。", NINE), ["local_rules › 第1项：这里说出了“$due.base”（", "它要由选手自己算出"], case="E09"),
    Wrong("a reason that wants papers no item does", [('why = "补领只要身份证：丢失证明、学生证、照片都不用要。"', 'why = "补领要收身份证、学生证、照片和派出所的丢失证明。"')], ["e01_lost_card.toml:", "› why：", "所办的事项不要这份材料"], case="E01"),
]  # fmt: skip


test_a_local_rule_that_is_none_of_the_halls_is_told = refused(WRONG)


@pytest.mark.parametrize(
    "text",
    [
        "变更手机号码凭身份证办理，不收户口簿，不收费。",
        "用工之日起30日内办理就业登记，缴费基数下限4,680.00元。",
        "2026年7月1日起，变更业务在2号窗口办理。",
        "办结通知单请群众签收后交给本人。",
        "社会保障卡和材料当面交还群众。",
    ],
)
def test_a_local_rule_as_the_hall_has_them_is_left_alone(text: str, tmp_path: Path) -> None:
    path = written(Wrong("", posted(text), []), tmp_path)
    assert [str(each) for each in check_cases([path])] == []
