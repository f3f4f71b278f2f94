"""Slips that are told once, where the author wrote them, with a way out that an author can go."""

from pathlib import Path

import pytest

from tests.scenarios.wrong.table import Wrong, is_told, said_of
from tests.scenarios.wrong.test_lives import firm

B03 = 'use = [{ for_item = "B03", who = "citizen", result_early = "2", wrong_item = "10" }]'
LIFE = '{ employed = "other_firm", post = "缝纫工", form = "42", since = 2012-05-07, registered = 2012-05-18, base = 5_900_00 }'
FRAME = 'frame = "../common.toml"\n'
A06 = '{ for_item = "A06", who = "citizen", wrong_item = "8" }'
WRONG = [
    Wrong("one name of a mistake from two items", [(B03, f"{B03[:-1]}, {A06}]")],
          ["e06_past_year.toml:", " › use › 第2项“for_item A06”（由 A06 带出的 mistakes“wrong_item”） › name：名称“wrong_item”用了不止一次",
           '是 A06 带出的，请删去那里的参数 wrong_item，或者写 less = ["wrong_item"]'], case="E06"),
    Wrong("an item brings papers of which the story has none", [(B03, f'{B03[:-1]}, {{ for_item = "A07", who = "citizen" }}]')],
          ["e06_past_year.toml:", " › use › 第2项“for_item A07”（由 A07 带出的 needed_papers） › 第3项：本案没有材料“城乡居民养老保险参保登记表”", '在那里写 less = ["resident_form"]'], case="E06"),
    Wrong("an item is about somebody who has nothing to do with the case", [(B03, f'{B03[:-1]}, {{ for_item = "A06", who = "namesake" }}]')],
          [" › use › 第2项“for_item A06”（由 A06 带出的 linked） › 第1项：“$namesake.person”在本案里没有来办事", 'less = ["$namesake.person"]，或者改正 who'], case="E06"),
    Wrong("a life is a word", [(LIFE, '"resident"')], [" › people › 第1项", "：life 里的“resident”不是一张表，写成 life = [{ … }]"], case="E06"),
    Wrong("a life says whose it is", [(LIFE, f'{LIFE[:-2]}, who = "citizen" }}')], [" › people › 第1项", "：life 里写了 who，它由外面的一项定", "请删去 who"], case="E06"),
    Wrong("a tier is a text", [(LIFE, '{ resident = 2016, tier = "50000" }')], [" › people › 第1项", "：“50000”应为整数（分），不加引号，如 500_00"], case="E06"),
    Wrong("a list of calls is one table", [(B03, B03.replace("[", "").replace("]", ""))], ["e06_past_year.toml:19 › use：use 应为一列，用方括号括起：use = [{ … }]"], case="E06"),
    Wrong("a total that the groups do not come to", [(FRAME, f'{FRAME}total = "90"\n')], ["e06_past_year.toml:2 › total：各得分项合计 100，总分写的是 90，请改成一样的"], case="E06"),
    Wrong("no frame", [(FRAME, "")], ["e06_past_year.toml › frame：没有写外框，也没有自己写 ceiling、total、groups", '请写 frame = "../common.toml"'], case="E06"),
    Wrong("a mistake that costs nothing written", [(B03, B03.replace('"10"', '""'))], [" › use › 第1项“for_item B03”：wrong_item 是空的，什么也不带出，请写明；不要的，整个删去"], case="E06"),
    Wrong("a mistake that costs an empty table", [(B03, B03.replace('"10"', "{}"))], ["：wrong_item 是空的，什么也不带出"], case="E06"),
    Wrong("an order whose mistake has an empty title", [('late = "核定以后才查', 'late = {}, mistake = "核定以后才查')], ["“order page”", "：late 是空的，什么也不带出"], case="E06"),
    Wrong("no mutant is harmless", [], [" › harmless › ", " › mutants：项数太少，至少写 1 项"], more='\n[[harmless]]\nmutants = []\nstep = "change"\nreason = "没有"\n'),
    Wrong("two groups of one title", [], ["z01.toml:", " › groups › service › title：", "的标题都是“记录结果”，评分表上分不清"], more='\n[groups.service]\ntitle = "记录结果"\n'),
    Wrong("half the rate of the least class of industry", [], [" › cast › employer › 第1项“firm”：一类行业的工伤费率不下浮"], more=firm() + "injury_float = 50\n"),
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_slip_is_told_once_where_it_was_written(wrong: Wrong, tmp_path: Path) -> None:
    said = said_of(wrong, tmp_path)
    assert is_told(wrong, said), "\n".join(said)
    assert sum(is_told(wrong, [each]) for each in said) == 1


def test_what_an_item_brings_too_much_is_left_out_by_its_name(tmp_path: Path) -> None:
    more = '{ for_item = "A07", who = "citizen", less = ["resident_form", "household_book"] }'
    right = Wrong(
        "left out",
        [(B03, f"{B03[:-1]}, {more}]")],
        [],
        case="E06",
    )
    assert said_of(right, tmp_path) == []
