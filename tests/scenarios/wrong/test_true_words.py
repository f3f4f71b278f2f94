"""Scripts whose texts say what is not so: other sums, deeds nobody did, findings told too early."""

from pathlib import Path

import pytest

from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, noted, refused, written

REMARK = 'remarks = [{ at = 300, text = "不好意思'


EACH_PAYS = "个人$due.employee_total.yuan元"
DUE = 'due = { by = "employee_contribution", wage = "$wage", injury_class = "$injury_class" }'
LEVEL = DUE.replace("due =", "level =")


def based(on: str) -> list[tuple[str, str]]:
    """The story tells another base, and the sum that is held is reckoned on this."""
    due = DUE.replace('"$wage"', f'"{on}"')
    return [(EACH_PAYS, f"按$level.base.yuan元，{EACH_PAYS}"), (DUE, f"{LEVEL}\n{due}")]


def remarked(at: int, text: str) -> list[tuple[str, str]]:
    return [(REMARK, REMARK.replace("[{", f'[{{ at = {at}, text = "{text}" }}, {{'))]


WRONG = [
    Wrong("unemployment is registered with a ticket for cards", [('business = "就业失业登记"', 'business = "社会保障卡"')], ["e05_expired_id.toml:", "conversation › business：号票叫的是“社会保障卡”，本案办的是“失业登记”", "或者“综合受理”"], case="E05"),
    Wrong("a card is reissued with a ticket for contributions", [('business = "社会保障卡"', 'business = "个人参保缴费"')], ["e01_lost_card.toml:", "conversation › business：号票叫的是“个人参保缴费”"], case="E01"),
    Wrong("the notice tells the sum on another base", [("合计$fee.total.yuan元，请向", "合计$low_fee.total.yuan元，请向")], ["e06_past_year.toml:", "text：“$low_fee.total”这个数，标准做法没有填，也没有一项结果要它", "是否想写“$fee”？"], case="E06"),
    Wrong("the story tells the sum on another base", [("合计$fee.total.yuan元，开核定单", "合计$old_fee.total.yuan元，开核定单")], ["story：“$old_fee.total”这个数"], case="E06"),
    Wrong("the story tells the monthly sum on the wage", [("个人$due.employee_total.yuan元", "个人$on_wage.employee_total.yuan元")], ["story：“$on_wage.employee_total”这个数"], case="E09"),
    Wrong("the story tells a base on which nothing is reckoned", based("$wage"), ["story：“$level.base”这个数"], case="E09"),
    Wrong("another right way writes the sum of the year before", [("alter = \"opened\", form = { item = \"A06\" }", "alter = \"result\", form = { text = \"合计$past_fee.total.yuan元。\" }")], ["text：“$past_fee.total”这个数"], case="E06"),
    Wrong("the notice says an address is changed, too", noted("手机号码、居住地址均已变更。"), ["form › text：这里说“居住地址”已变更，标准做法没有办这件事", "请照办了的写"]),
    Wrong("the notice says the number was changed and then cancelled", noted("手机号码已注销。"), ["这里说“手机号码”已注销，标准做法没有办这件事"]),
    Wrong("the notice says a birthday was mended", noted("手机号码已变更，出生日期也已更正。"), ["这里说“出生日期”已更正"]),
    Wrong("the notice of the card says the address was changed", [("社会保障卡登记的信息已变更，详见回执", "社会保障卡登记的居住地址已更新")], ["e08_of_age.toml:", "这里说“居住地址”已更新"], case="E08"),
    Wrong("he says at second ten that the card has expired", remarked(10, "我的身份证过期了，要向公安核验。"), ["e05_expired_id.toml:", "remarks › 第1项 › text：这里说出了“身份证过期”，它要由选手核出来（card 应核出 expired）", "请删去"], case="E05"),
    Wrong("he says it a second before it can have been found", remarked(39, "我的身份证是过期了。"), ["这里说出了“身份证是过期”"], case="E05"),
    Wrong("he says it in other words", remarked(5, "我的证件上个礼拜就失效了。"), ["这里说出了“证件上个礼拜就失效”"], case="E05"),
    Wrong("he says it as he comes", [("我前阵子没了工作，想来登记一下失业", "我身份证已到期，没了工作，来登记失业")], ["conversation › opening：这里说出了“身份证已到期”"], case="E05"),
    Wrong("she has moved to a street of another district", [("屿南区渔灯街道渔歌路9号", "屿南区新渡街道渔歌路9号")], ["e02_phone_and_birthday.toml", "“新渡街道”在云屿市鹭汀区，不在云屿市屿南区"], case="E02"),
    Wrong("a home has a street of another district", [("鹭汀区月塘街道18号", "鹭汀区渔灯街道18号")], ["“渔灯街道”在云屿市屿南区，不在云屿市鹭汀区"], case="E06"),
    Wrong("the notice says a name was mended, in another order", noted("已更正$citizen.name的姓名。"), ["这里说“姓名”已更正，标准做法没有办这件事"]),
    Wrong("the notice says that a card was reissued", noted("手机号码已变更，已补领新卡。"), ["form › text：这里说已补领，标准做法没有办“社会保障卡补领、换领”", "请照办了的写"]),
    Wrong("the notice of a change says that the card was reported lost", noted("社会保障卡已正式挂失。"), ["这里说已挂失，标准做法没有办“社会保障卡挂失”"]),
    Wrong("the notice says that another matter was done", noted("已为$citizen.name办理失业登记。"), ["form › text：这里说办了“失业登记”，本案不办这个事项"]),
]  # fmt: skip


test_what_texts_say_that_is_not_so_is_told = refused(WRONG)


@pytest.mark.parametrize(
    ("changes", "case"),
    [
        (noted("手机号码已变更，户籍地址未变更。"), ""),
        (noted("手机号码已变更。银行留存的手机号码请另向银行更改，住址可以在网上变更。"), ""),
        (noted("手机号码已变更，原来的挂失已解除。回执已打印，卡未挂失、不用补领。"), ""),
        (based("$level.base"), "E09"),
        (remarked(40, "我的身份证是过期了，今天能办吗？"), "E05"),
        (remarked(10, "请问要等多久？证件给您。"), "E05"),
    ],
)
def test_what_was_done_and_what_was_found_already_may_be_told(
    changes: list[tuple[str, str]], case: str, tmp_path: Path
) -> None:
    path = written(Wrong("", changes, [], case=case), tmp_path)
    assert [str(each) for each in check_cases([path])] == []
