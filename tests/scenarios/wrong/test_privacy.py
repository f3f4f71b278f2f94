"""Scripts in which data of people whom the case is not about are said, written or known."""

from pathlib import Path

import pytest

from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, refused, written

NOTICE = ("手机号码已变更。出生日期以", "手机号码已变更，{}。出生日期以")
TOLD = ["这里说出了与本案无关的人的信息", "第九条、第三十条），请删去；是本案有关的人，写进 linked"]
CONFIRM = '  { say = "ask_confirm" },'
REMARK = "您通融一下嘛。"


def noticed(text: str) -> list[tuple[str, str]]:
    old, new = NOTICE
    return [(old, new.format(text))]


def typed(text: str) -> list[tuple[str, str]]:
    step = f'  {{ do = "hall.say", form = {{ text = "{text}" }}, after = 8 }},'
    return [(CONFIRM, f"{CONFIRM}\n{step}")]


WRONG = [
    Wrong("the notice has the namesake's number", noticed("同名的另一人号码$namesake.citizen_number"), ["e02_phone_and_birthday.toml:", "text：", TOLD[0], "“$namesake.citizen_number”", TOLD[1]], case="E02"),
    Wrong("the clerk says where the namesake lives", typed("系统里还有一位同名的，住在$namesake.address，不是您吧？"), ["form › text：", "“$namesake.address”"], case="E02"),
    Wrong("the clerk says it written out", typed("还有一位住在海岳省云屿市望澜区石鼓巷街道青石巷3号，不是您吧？"), ["form › text：", "“海岳省云屿市望澜区石鼓巷街道青石巷3号”"], case="E02"),
    Wrong("another right way says it", [('text = "出生日期要以身份证为准', 'text = "另一位的手机是$namesake.phone。出生日期要以身份证为准')], ["other_ways › ", "“$namesake.phone”"], case="E02"),
    Wrong("the visitor knows the namesake's telephone", [('ask_for_whom = "我自己办，我本人。"', 'ask_for_whom = "我自己办，不是手机$namesake.phone的那一位。"')], ["e05_expired_id.toml:", "ask_for_whom", "“$namesake.phone”"], case="E05"),
    Wrong("the visitor says it unasked", [(REMARK, f"{REMARK}那个$namesake.citizen_number的就改过。")], ["remarks › 第1项 › text：", "“$namesake.citizen_number”"], case="E02"),
    Wrong("a row has it said", [('wish = "家也搬了，住址一起改一下。"', 'wish = "家也搬了，住址别改到$namesake.phone那一位去。"')], ["vary › lives › ", "“$namesake.phone”"], case="E02"),
    Wrong("a topic of its own says it", [('opening = "你好，我换手机号了', 'opening = "你好，$namesake.phone那位说能改，我换手机号了')], ["opening：", "“$namesake.phone”"], case="E02"),
    Wrong("what is drawn for the namesake alone", [('as = "namesake"\n', 'as = "namesake"\nphone = "$their_phone"\n'), ("old_phone = {", 'their_phone = { pool = "phone" }\nold_phone = {'), ("你好，我换手机号了", "你好，不是$their_phone那位，我换手机号了")], ["z01.toml:", "conversation › opening：", "“$their_phone”"]),
    Wrong("the bank of the namesake's card is told", [("holds_card = \"云屿商业银行\", who = \"namesake\"", "holds_card = \"云屿商业银行\", as = \"their_card\", who = \"namesake\""), *typed("另一位的卡是$their_card.bank的。")], ["“$their_card.bank”"], case="E02"),
]  # fmt: skip


test_what_is_told_of_people_who_are_no_party_is_told = refused(WRONG)


@pytest.mark.parametrize(
    ("changes", "case"),
    [
        (noticed("与$namesake.name同名的另一人不是您"), "E02"),
        ([("$firm.name上班", "$firm.name上班，我身份证号$citizen.citizen_number")], "E02"),
        ([('ask_relation = "我是他妈妈', 'ask_relation = "他爸$father.name，$father.phone，我是他妈妈')], "E07"),
        ([('ask_need = "', 'ask_need = "卡上留的是$parent.phone，')], "E08"),
    ],
)  # fmt: skip
def test_names_and_what_parties_tell_of_themselves_and_kin_on_papers_may_be_said(
    changes: list[tuple[str, str]], case: str, tmp_path: Path
) -> None:
    said = [str(e) for e in check_cases([written(Wrong("", changes, [], case=case), tmp_path)])]
    assert not any(TOLD[0] in each for each in said)
