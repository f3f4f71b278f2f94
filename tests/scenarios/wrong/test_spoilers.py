"""Scripts whose visitor gives the trap away: in handing over a paper, in coming, to another question."""

from pathlib import Path

import pytest

from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, refused, written

SAYS = 'says = "身份证在这里。"'
OPENING = "他$pupil.age岁了，听说"
NEED = "表我都填好了。"
REMARKS = "remarks = ["
WRONG = [
    Wrong("he says it as he hands over the card", [(SAYS, 'says = "身份证在这里，已经过期了。"')], ["e05_expired_id.toml:", "text：这里说出了“过期”，它要由选手核出来（card 应核出 expired）"], case="E05"),
    Wrong("he says it of what he hands over without a name", [(SAYS, 'says = "给您，上个月就失效了。"')], ["这里说出了“失效”，它要由选手核出来"], case="E05"),
    Wrong("he says it to what everybody asks", [('ask_for_whom = "我自己办，我本人。"', 'ask_for_whom = "我自己办，身份证过期了能办吗？"')], ["ask_for_whom", "这里说出了“身份证过期”"], case="E05"),
    Wrong("she says as she comes why it is refused", [(OPENING, "他$pupil.age岁了，还在读书，听说")], ["e07_student_son.toml:", "conversation › opening：这里说出了“在读书”，这正是不予受理的原因", "放到选手问到的那句回答里"], case="E07"),
    Wrong("she says it in other words", [(OPENING, "他$pupil.age岁，高中生，听说"), ("听说满16岁", "他在校，听说满16岁")], ["这里说出了“在校”"], case="E07"),
    Wrong("she says it to what everybody asks", [(NEED, "表我都填好了，他是在校的。")], ["ask_need", "这里说出了“在校”，这正是不予受理的原因"], case="E07"),
    Wrong("one row has her say it as she comes", [(OPENING, "他$pupil.called，听说"), ('called = "职业学校", said = "在海岳', 'called = "还在上学", said = "在海岳')], ["conversation › opening：这里说出了“在上学”"], case="E07"),
    Wrong("she says it before anybody asked", [(REMARKS, f'{REMARKS}{{ at = 20, text = "他还在上学，今天没有来。", mood = "calm" }}, ')], ["remarks › 第1项 › text：这里说出了“在上学”"], case="E07"),
    Wrong("he says as he comes that he has no authority", [("opening = \"", "opening = \"我没带委托书。")], ["e03_wifes_record.toml:", "opening：这里说出了“没带委托”，这正是不予受理的原因"], case="E03"),
    Wrong("she says herself what is to be explained", [('ask_for_whom = "都是我自己的。"', 'ask_for_whom = "都是我自己的。出生日期以身份证为准，您不能给我改，我知道。"')], ["e02_phone_and_birthday.toml:", "ask_for_whom", "这里群众自己说了“出生日期以身份证为准，您不能给我改，我知道。”，它要由选手说明（说明出生日期不能更改）"], case="E02"),
    Wrong("she says since when she has not paid", [("今年没缴的一次补上", "今年$unpaid.first.chinese起没缴的一次补上")], ["e06_past_year.toml:", "opening：这里群众说出了“$unpaid.first.chinese”，它要由选手打开页面查出来"], case="E06"),
    Wrong("he says how many months there are", [("今年缴过没有、缴到几月，我记不清了", "今年一共$due.count.text个月没缴")], ["ask_months", "这里群众说出了“$due.count.text”"], case="E06"),
]  # fmt: skip


test_a_visitor_who_gives_the_trap_away_is_told = refused(WRONG)


@pytest.mark.parametrize(
    ("changes", "case"),
    [
        ([(SAYS, 'says = "身份证在这里，您看一下。"')], "E05"),
        ([('tell_base = "', 'tell_base = "$due.count.text个月，')], "E06"),
        ([('ask_employment = "还没有正式上班，还在上学。"', 'ask_employment = "他还在校，没有上班。"')], "E07"),
        ([('ask_more = "没有了，就这一件。"', 'ask_more = "没有了，规定的材料都在这里。"')], "E07"),
    ],
)  # fmt: skip
def test_what_answers_its_own_question_or_gives_nothing_away_is_left_alone(
    changes: list[tuple[str, str]], case: str, tmp_path: Path
) -> None:
    path = written(Wrong("", changes, [], case=case), tmp_path)
    assert [str(each) for each in check_cases([path])] == []
