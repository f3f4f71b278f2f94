"""Scripts in which wrong costs next to nothing, a mark rests on nothing, or judges mark upside down."""

import json
from pathlib import Path

import pytest

from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, inserted, mistake, refused, rule, written

CHEAP = rule("once", "never", 'x = { do = "hall.refuse" }', 'penalty = "0.01"\ncap = "0.01"')
JUDGED = 'levels = ["责怪群众", "不作确认", "复述号码", "复述号码并告知已生效"]'


def levels(*said: str) -> tuple[str, str]:
    """Others in place of the levels of the example."""
    return JUDGED, f"levels = {json.dumps(said, ensure_ascii=False)}"


def unchanged(fields: str, penalty: str, table: str = "person") -> str:
    """Of whom the case is about something must not change, at a price."""
    where = 'where = { person = "$citizen.person" }'
    said = (
        f'id = "kept"\ngroup = "records"\ntitle = "不得改动"\nis = "unchanged"\ntable = "{table}"'
    )
    cost = f'basis = "LOC 18"\npenalty = "{penalty}"\ncap = "{penalty}"'
    return f"\n[[expect]]\n{said}\n{where}\n{cost}\nfields = [{fields}]\n"


BORN = '{ name = "born", value = "$born" }'
PHONE = '{ name = "phone", value = "$old_phone" }'
NEVER_BORN = 'x = { do = "social_insurance.change_person", where = { born = "1980-01-01" } }'
WRONG = [
    Wrong("whoever crosses a red line keeps 95", [("version = 1", 'version = 1\nceiling = "95"')], ["z01.toml:", "ceiling：触及红线还剩 95 分", "不超过 40"]),
    Wrong("whoever crosses a red line keeps half", [("version = 1", 'version = 1\nceiling = "50"')], ["z01.toml:", "ceiling：触及红线还剩 50 分", "不超过 40"]),
    Wrong("what nobody asked for costs a hundredth", [("version = 1", 'version = 1\nside_effects = { penalty = "0.01" }')], ["z01.toml:", "side_effects › penalty：", "每处只扣 0.01 分", "请写得不低于 1"]),
    Wrong("all that nobody asked for costs one point", [("version = 1", 'version = 1\nside_effects = { cap = "1" }')], ["z01.toml:", "side_effects › cap：", "一共至多扣 1 分", "请写得不低于 5"]),
    Wrong("a breach costs a hundredth", [], ["z01.toml:", "rules › 第4项“once” › penalty：", "每次只扣 0.01 分", "请写得不低于 0.5"], more=CHEAP),
    Wrong("an outcome is paid and rests on nothing", [('basis = "OPR 9, 10"\n', "")], ["z01.toml:", "expect › 第1项“phone” › basis：", "给 40 分，没有写依据", "请写明依据哪一条"]),
    Wrong("a rule is paid and rests on nothing", [('basis = "LOC 4"\n', "")], ["rules › 第2项“asked_first” › basis：", "给 5 分，没有写依据"]),
    Wrong("what judges give rests on nothing", [('basis = "LOC 25"\n', "")], ["service › 第1项“manner” › basis：", "给 7 分，没有写依据"]),
    Wrong("a call's mark is paid and rests on nothing", [(', basis = "LOC 4" }', " }")], ["z02.toml:", "（由 say 带出的 rules“said_ask_need”） › basis：", "给 6 分，没有写依据"], case="Z02"),
    Wrong("the best level is a promise", [levels("责怪群众", "不作确认", "复述号码", "复述号码，答应她一定能办成")], ["service › 第1项“manner” › levels：", "听起来是“答复应该可以”", "最好的一档"]),
    Wrong("the best level is the worst", [levels("复述号码并告知已生效", "复述号码", "不作确认", "责怪群众")], ["z01.toml:", "service › 第1项“manner” › levels：", "低的一档做到的更多", "从最差的 0 分写到最好的 3 分"]),
    Wrong("whoever scolds has the best level", [levels("不作确认", "复述号码", "复述并告知", "告知已生效，训斥群众")], ["levels：", "3 分“告知已生效，训斥群众”比 0 分", "“训斥”该在低的一档"]),
    Wrong("a level in the middle is the worst", [levels("不作确认", "与群众争执", "复述号码", "告知已生效")], ["levels：", "1 分“与群众争执”比 0 分", "“争执”该在低的一档"]),
    Wrong("judges are to look at a refusal that nobody writes", [(JUDGED, f'{JUDGED}\ndocuments = ["refusal"]')], ["z01.toml:", "service › 第1项“manner” › documents：", "“不予受理通知书”（refusal）", "对的做法也不会写出来"]),
    Wrong("judges are to look at a paper that nobody has", [(JUDGED, f'{JUDGED}\ndocuments = ["household_book"]')], ["documents：", "（household_book）", "请删去"]),
    Wrong("another birthday costs half a point", [('penalty = "50", cap = "50", red_line = true, fields', 'penalty = "0.5", cap = "0.5", fields'), ('lost = "50", red_lines = ["birth"], alter', 'lost = "0.5", alter')], ["e02_phone_and_birthday.toml:", "expect › 第2项“birth” › penalty：改了关键信息（born）只扣 0.5 分，请写得不低于 10"], case="E02"),
    Wrong("another birthday costs no more than a slip", [], ["z01.toml:", "“kept” › penalty：改了关键信息（born）只扣 5 分"], more=unchanged(BORN, "5")),
    Wrong("anything of a person costs no more than a slip", [], ["改了关键信息（name）只扣 5 分"], more=unchanged("", "5")),
    Wrong("another account for the pension costs a slip", [], ["改了关键信息（bank_account）只扣 5 分"], more=unchanged("", "5", "pay_account")),
    Wrong("who types a birthday pays four points", [], ["“odd” › penalty：改了关键信息（born）只扣 2 分"], more=rule("odd", "never", NEVER_BORN)),
    Wrong("a mistake changes the name for two points", [], ["mistakes › ", "lost：错误“name”改了关键信息（name），只失 2 分，请写得不低于 10", "补一项 unchanged 的应有结果"], more=mistake("name", "2", '[{ alter = "change", form = { name = "林美丽" } }]')),
    Wrong("a mistake changes a number besides", [], ["错误“number”改了关键信息（citizen_number），只失 2 分"], more=mistake("number", "2", inserted("social_insurance.change_person", 'person = "$citizen.person", citizen_number = "$namesake.citizen_number"', "change"))),
    Wrong("nothing forbids the birthday she wants changed", [("fields = [\n    { name = \"born\", value = \"$born\" },", "fields = ["), ('lost = "50", red_lines = ["birth"], alter', 'lost = "10", alter')], ["e02_phone_and_birthday.toml:", "conversation › opening：群众要改出生日期，标准做法不改，改了的却没有一项扣分", "fields 里写 born"], case="E02"),
    Wrong("nothing forbids the name she wants changed", [("想把社保里留的号码改一下。", "想把社保里留的号码改一下，名字也改一改。")], ["z01.toml:", "conversation › opening：群众要改姓名，标准做法不改"]),
    Wrong("any day of a year is right", [('high = "$day_after.day"', 'high = "$today"')], ["e05_expired_id.toml:", "expect › 第1项", "到 2026-06-15 都算对，比群众说的、材料写的宽，请只写说的那一天到次日"], case="E05"),
    Wrong("any of two telephone numbers and what lies between is right", [('name = "phone", value = "$new_phone"', 'name = "phone", as = "band", value = { low = "$old_phone", high = "$new_phone" }')], ["z01.toml:", "fields › 第1项“phone” › value：", "都算对，比群众说的、材料写的宽"]),
    Wrong("a wage a tenth higher is right", [('name = "base", value = "$due.base"', 'name = "base", as = "band", value = { low = "$due.base", high = 9_000_00 }')], ["e09_new_hire.toml:", "到 900000 都算对"], case="E09"),
]  # fmt: skip


test_what_bends_the_score_sheet_is_told_with_place_and_remedy = refused(WRONG)


@pytest.mark.parametrize(
    "right",
    [
        levels("责怪群众", "语气生硬", "不责怪群众，复述号码", "没有不耐烦，复述号码并告知"),
        (JUDGED, f'{JUDGED}\ndocuments = ["result", "id_card"]'),
        ("version = 1", 'version = 1\nceiling = "30"\nside_effects = { penalty = "2", cap = "5" }'),
    ],
)
def test_what_only_looks_bent_is_not_told(right: tuple[str, str], tmp_path: Path) -> None:
    assert check_cases([written(Wrong("", [right], []), tmp_path)]) == []


@pytest.mark.parametrize("kept", [unchanged(BORN, "10"), unchanged(PHONE, "5")])
def test_a_price_that_is_high_enough_is_left_alone(kept: str, tmp_path: Path) -> None:
    said = [str(each) for each in check_cases([written(Wrong("", [], [], more=kept), tmp_path)])]
    assert not any("关键信息" in each for each in said)


@pytest.mark.parametrize("said", ["名字没有改。", "姓名不用改，出生日期也对。"])
def test_what_nobody_wants_changed_needs_no_mark(said: str, tmp_path: Path) -> None:
    opening = ("你好，我换手机号了", f"你好，{said}我换手机号了")
    assert check_cases([written(Wrong("", [opening], []), tmp_path)]) == []
