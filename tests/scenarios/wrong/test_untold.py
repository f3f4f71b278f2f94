"""Scripts whose right way types what nobody told, or whose visitor says what is to be worked out; and
other slips that were read as meant."""

from dataclasses import replace
from pathlib import Path

import pytest

from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, refused, written

PHONE = 'text = "新号码是 $new_phone。"'
SAID = 'opening = "你好'
CHANGED = 'phone = "$new_phone" }\nafter = 30'
NOBODY = "做到这里还没有人告诉选手"
TYPED = [
    "z01.toml:",
    " › walkthrough › ",
    " › form › phone：步骤 change 的变更后手机号码“142",
    NOBODY,
]
FOUND = 'form = { by = "number", value = "$citizen.citizen_number" }'
ASKED = '[[walkthrough]]\nas = "ask_phone"\ndo = "hall.say"\nform = { topic = "ask_phone" }\n\n'
LOOKED = f'[[walkthrough]]\nas = "found"\ndo = "social_insurance.find_person"\n{FOUND}\n\n'
CHANGE = (
    f'do = "social_insurance.change_person"\nform = {{ person = "$citizen.person", {CHANGED}\n\n'
)
PAIRS = (
    'independent = [["read", "found"], ["found", "page"], ["opened", "change"], ["sign", "rating"]]'
)
NEW = 'new_phone = { pool = "phone" }'
CARD = 'text = "带了，给您。"'
PERSON = '[[cast.person]]\nas = "namesake"'
CARD_KEPT = "valid_until = 2039-05-11\n"
HARMLESS = '[[harmless]]\nmutants = ["drop", "namesake", "alter"]\nstep = "found"\nreason = "怎样查到不影响结果，打开的仍是本人"\n'
SAME, LONGER = '{ more = "" }', '{ more = "9" }'
ROWS = f"[{SAME}, {LONGER}]"
ADDRESS = "海岳省云屿市望澜区灯楼街道88号"
REPLY = 'ask_wage = "每月$wage.yuan元，登记表上写了。"'
TELLS = 'tell_amount = "好，我回头按单子上的数去缴。"'
AMOUNT = [
    "e06_past_year.toml:",
    " › talk › tell_amount",
    "这里说出了“$fee.total”（5,616.00）",
    "请删去这个数",
]


def more_phone(text: str) -> str:
    return f'\n[[remarks]]\nat = 400\ntext = "{text}"\n'


PROOF = """\
[[papers]]
as = "note"
kind = "police_proof"
person = "$citizen.person"
holder = "$citizen.name"
place = "desk"

[papers.content]
name = "$citizen.name"
number = "$citizen.citizen_number"
statement = "手机号码为 $new_phone"
office = "云屿市公安局望澜分局"

"""
VIEWED = (
    '[[walkthrough]]\nas = "view"\ndo = "hall.view_paper"\nform = { paper = "$note.paper" }\n\n'
)


WRONG = [
    Wrong("a reply does not tell the number", [(PHONE, 'text = "改成新的那个号码。"')], [*TYPED, "请写进群众的回答"]),
    Wrong("a reply tells the old number", [(PHONE, 'text = "新号码是 $old_phone。"')], TYPED),
    Wrong("a reply tells a number with one digit more", [(PHONE, 'text = "新号码是 ${new_phone}0。"')], TYPED),
    Wrong(
        "mark and step agree on a number that the reply does not tell",
        [('value = "$new_phone"', 'value = "14212345678"'), ('phone = "$new_phone" }', 'phone = "14212345678" }')],
        [" › form › phone：步骤 change 的变更后手机号码“14212345678”", NOBODY],
    ),
    Wrong(
        "an address is changed that nobody told",
        [(CHANGED, f'phone = "$new_phone", address = "{ADDRESS}" }}\nafter = 30')],
        [" › form › address：步骤 change 的变更后居住地址“", ADDRESS, NOBODY],
    ),
    Wrong(
        "the number is asked for after it was typed",
        [(ASKED, ""), (CHANGE, f"{CHANGE}{ASKED}"), ('word = "before"\na = { do = "hall.say"', 'word = "after"\nb = { do = "hall.say"'),
         ('"ask_phone" } }\nb = { do = "social_insurance.change_person" }', '"ask_phone" } }\na = { do = "social_insurance.change_person" }'),
         (PAIRS, f"{PAIRS[:-1]}]")],
        [*TYPED, "群众答别的话时才说，请在这一步以前问"],
    ),
    Wrong("the number comes unasked, too late", [(PHONE, 'text = "我一会儿告诉您。"')], [*TYPED, "到第 400 秒才主动说，请改早"], more_phone("新号码是 $new_phone。")),
    Wrong("only the clerk says the number", [(PHONE, 'text = "对。"'), ('form = { topic = "ask_phone" }', 'form = { text = "您的新手机号码是$new_phone吗？" }')], TYPED),
    Wrong(
        "the number stands on a paper that nobody takes up",
        [(PHONE, 'text = "写在表上了。"'), (PERSON, PROOF + PERSON)],
        TYPED,
    ),
    Wrong(
        "somebody is looked for by a key that no card shows",
        [(FOUND, 'form = { by = "person", value = "$citizen.person" }')],
        [" › form › value：步骤 found 的查询内容“3901", NOBODY, "在“citizen”的记录里，请在这一步以前查询、打开有它的页面"],
    ),
    Wrong(
        "somebody is looked for by the phone that the page shows masked",
        [(FOUND, 'form = { by = "phone", value = "$old_phone" }')],
        [" › form › value：步骤 found 的查询内容“142", NOBODY],
    ),
    Wrong(
        "a page is opened of somebody who was not looked for",
        [(LOOKED, ""), (PAIRS, 'independent = [["opened", "change"], ["sign", "rating"]]'), ('after = "found" }]', 'before = "page" }]'), (HARMLESS, "")],
        [" › form › person：步骤 page 的个人编号“3901", NOBODY, "请在这一步以前查询"],
    ),
    Wrong(
        "one of two rows makes the reply tell another number",
        [(NEW, f"{NEW}\nsaid.rows = {ROWS}"), (PHONE, 'text = "新号码是 $new_phone$said.more。"')],
        [" › form › phone：步骤 change 的", NOBODY, 'said = {more = "9"} 时'],
    ),
    Wrong("a reply has a name without its sign", [(PHONE, 'text = "新号码是 new_phone。"')], ["z01.toml:", " › conversation › replies › ", "“ask_phone” › text：“new_phone”少了 $", "是否想写“$new_phone”？"]),
    Wrong("an opening has a part of a record without its sign", [(SAID, 'opening = "我是citizen.name，你好')], [" › conversation › opening：“citizen.name”少了 $", "是否想写“$citizen.name”？"]),
    Wrong("a column has a name without its sign", [('phone = "$old_phone"', 'phone = "old_phone"')], ["“citizen” › phone：“old_phone”不是可能的值", "是否想写“$old_phone”？"]),
    Wrong("a mark has a name without its sign", [('value = "$new_phone"', 'value = "new_phone"')], [" › value：“new_phone”不是可能的值", "是否想写“$new_phone”？"]),
    Wrong(
        "the day of hiring stands nowhere",
        [('apart = ["staff.name"], started = "$hired"', 'apart = ["staff.name", "staff.started"], started = "$today"'), ('ask_started = "$hired.chinese开始上班的。"', 'ask_started = "已经开始上班了。"'), ("公司$hired.month_day新来", "公司新来")],
        ["e09_new_hire.toml:", " › walkthrough › ", " › hired：步骤 enrol 的", "“2026-06-01”", NOBODY],
        case="E09",
    ),
    Wrong(
        "what is worked out rests on a wage that nobody told",
        [('apart = ["staff.name"], started = "$hired", wage = "$wage", says = "登记表填好了，给您。工资$wage.yuan元。"', 'apart = ["staff.name", "staff.wage"], started = "$hired", wage = 9_999_00, says = "登记表填好了，给您。"'), (REPLY, 'ask_wage = "登记表上写了。"')],
        ["e09_new_hire.toml:", " › form › wage：步骤 calculate 的申报工资“3,900.00”", NOBODY],
        case="E09",
    ),
    Wrong("another right way types what nobody told", [], [" › other_ways › ", "：做法“", "”的步骤 change 的变更后居住地址“", NOBODY], by_proof=True,
          more=f'\n[[other_ways]]\nname = "both"\ntitle = "同时改了地址"\nedits = [{{ alter = "change", form = {{ address = "{ADDRESS}" }} }}]\n\n[[allowed]]\ntable = "person"\nwhere = {{ person = "$citizen.person" }}\nfields = ["address"]\n'),
    Wrong("a visitor says the sum that is to be worked out", [(TELLS, 'tell_amount = "$fee.total.yuan元是吧。"')], AMOUNT, case="E06"),
    Wrong("a visitor says that sum in figures of her own", [(TELLS, 'tell_amount = "那就是5616元。"')], AMOUNT, case="E06"),
    Wrong("a visitor says that sum in words", [(TELLS, 'tell_amount = "那就是五千六百一十六块。"')], AMOUNT, case="E06"),
    Wrong(
        "a remark says what is to be paid a month",
        [("remarks = [", 'remarks = [{ at = 500, text = "一个月$fee.fee.yuan元吧？" }, ')],
        ["e06_past_year.toml:", " › remarks › ", "这里说出了“$fee.fee”"],
        case="E06",
    ),
    Wrong("a real number is parted by commas", [(SAID, 'opening = "打138，0013，8000，你好')], [" › conversation › opening：“13800138000”可能是真实的号码", "不写就自动生成"]),
    Wrong("a real number is in digits of another script", [(SAID, 'opening = "打١٣٨٠٠١٣٨٠٠٠，你好')], ["“13800138000”可能是真实的号码"]),
    Wrong("a real number is made of pieces", [(SAID, 'opening = "打138$tail，你好'), (NEW, f'{NEW}\ntail = {{ choose = ["00138000", "00138001"] }}')], [" › conversation › opening：", "连起来是“13800138000”，可能是真实的号码"]),
    Wrong("a real number is made of pieces in brackets", [(SAID, 'opening = "号码$head（19491231）002X，你好'), (NEW, f'{NEW}\nhead = {{ choose = ["110105", "390102"] }}')], [" › conversation › opening：", "连起来是“11010519491231002X”，可能是真实的号码"]),
    Wrong("a real number is made of pieces that words part", [(SAID, 'opening = "前六位110105，生日$day，后四位002X，你好'), (NEW, f'{NEW}\nday = {{ choose = ["19501231", "19491231"] }}')], [" › conversation › opening：", "连起来是“11010519491231002X”，可能是真实的号码"]),
    Wrong("a real number is drawn with another sign for its X", [(SAID, 'opening = "号码$odd，你好'), (NEW, f'{NEW}\nodd = {{ choose = ["11010519491231002×", "11010519491231002*"] }}')], [" › vary › odd › ", "“11010519491231002X”可能是真实的号码"]),
    Wrong("a real number of fifteen digits", [(SAID, 'opening = "号码110105900307101，你好')], ["“110105900307101”可能是真实的号码"]),
    Wrong("a real landline", [(SAID, 'opening = "打010-65001234，你好')], ["“01065001234”可能是真实的号码"]),
    Wrong("the opening names a number that is nobody's", [(SAID, 'opening = "你好，我原来的号是142 1234 5678')], ["z01.toml:", " › conversation › opening：", "“14212345678”在本案里没有人、没有单位是这个号码", "故意说错的写进 [vary]"]),
    Wrong("a reply names another's citizen number", [(PHONE, 'text = "新号码是 $new_phone，身份证是 390103197001010019。"')], ["“ask_phone” › text：", "“390103197001010019”在本案里没有人"]),
    Wrong("a paper that no reply hands over", [(CARD, 'text = "带了，给您。"'), ('hands_over = ["card"]', "hands_over = []")], ["z01.toml:", " › papers › 第1项“card”：没有一句回答把这份材料交出来，选手拿不到", "写进一条回答的 hands_over"]),
    Wrong("points are too many", [('points = "40"', 'points = "9999"')], ["z01.toml:87 › expect › ", " › points：分值太大，至多写 999.99"]),
    Wrong("the opening tells what asking is paid for", [('opening = "你好，我换手机号了', 'opening = "你好，我换手机号了，新号码是$new_phone')],
          ["e02_phone_and_birthday.toml:", " › conversation › opening：这里已经说了变更后手机号码“142", "不再问的要失 phone_asked 的 5 分", "请让群众问到才说"], case="E02"),
    Wrong("a remark tells before it is asked what asking is paid for", [("remarks = [", 'remarks = [{ at = 5, text = "号码改成$new_phone。" }, ')],
          [" › remarks › 第1项 › text：这里已经说了", "phone_asked"], case="E02"),
    Wrong("a remark tells another number than the reply", [], [" › remarks › 第1项 › text：这里说的“14212345678”在本案里没有人"], more=more_phone("算了，还是改成142 1234 5678。")),
    Wrong("a remark tells another wage than the reply", [("remarks = [", 'remarks = [{ at = 60, text = "其实工资是四千五百块。" }, ')],
          [" › remarks › 第1项 › text：这里说的是“4,500.00”", "申报工资是群众说过的“3,900.00”"], case="E09"),
    Wrong("a remark tells another day than the reply", [("remarks = [", 'remarks = [{ at = 60, text = "她好像是6月3号来的。" }, ')],
          [" › remarks › 第1项 › text：这里说的是“2026-06-03”", "群众说过的“2026-06-01”"], case="E09"),
    Wrong(
        "a mistake is stopped at one step and told of another",
        [],
        [" › mistakes › ", "“bad_phone” › edits：步骤 change 没有办成", "（bad_phone）"],
        more='\n[[mistakes]]\nname = "bad_phone"\ntitle = "号码少一位"\nlost = "50"\nedits = [{ alter = "change", form = { phone = "123" } }]\n',
    ),
]  # fmt: skip


TELLING = [
    Wrong("with blanks", [(PHONE, 'text = "新号码是 142 1234 5678。"')], []),
    Wrong("with dashes", [(PHONE, 'text = "新号码是142-1234-5678。"')], []),
    Wrong("in words", [(PHONE, 'text = "新号码是幺四二一二三四五六七八。"')], []),
    Wrong("in the opening", [(PHONE, 'text = "刚才说了。"'), ("我换手机号了", "我换手机号了，14212345678")], []),
    Wrong("unasked, in time", [(PHONE, 'text = "我一会儿告诉您。"')], [], more_phone("14212345678").replace("400", "60")),
    Wrong(
        "on a paper that is looked at",
        [(PHONE, 'text = "写在证明上了。"'), (PERSON, f"{PROOF}{PERSON}"), (ASKED, f"{ASKED}{VIEWED}"), ('needed_papers = ["id_card"]', 'needed_papers = ["id_card", "police_proof"]')],
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize("right", TELLING, ids=str)
def test_a_value_may_be_told_in_any_of_the_ways_people_tell_it(
    right: Wrong, tmp_path: Path
) -> None:
    number = replace(
        right, changes=[*right.changes, (NEW, 'new_phone = { choose = ["14212345678"] }')]
    )
    assert check_cases([written(number, tmp_path)]) == []


test_what_nobody_told_and_what_nobody_may_tell_is_refused = refused(WRONG)
