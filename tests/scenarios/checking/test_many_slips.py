"""Slips of every stage of a check are told at once, each once, and nothing that only follows from them."""

import re
from pathlib import Path

import pytest

from scenarios.shelf import check_cases
from tests.scenarios.conftest import EXAMPLE
from tests.scenarios.wrong.table import Wrong, mistake, written

PHONE = 'text = "新号码是 $new_phone。"'
FOUND = 'step = "found"\nreason'
LEVELS = 'levels = ["责怪群众", "不作确认", "复述号码", "复述号码并告知已生效"]'
SLIPS = {
    "level": ('level = "easy"', 'level = "esay"', "level：“esay”不是可用的值"),
    "minutes": ("minutes = 8", "minuts = 8", "没有名为“minuts”的键"),
    "field": ('topic = "ask_phone" } }\nb', 'topik = "ask_phone" } }\nb', "没有名为“topik”的内容"),
    "code": ('kind = "id_card" }', 'kind = "idcard" }', "“idcard”不在代码表中"),
    "table": ('table = "printout"\nwhere = { kind = "result"', 'table = "printot"\nwhere = { kind = "result"', "没有名为“printot”的记录"),
    "integer": ('points = "40"', "points = 40", "分值写成加引号的数"),
    "key": (FOUND, FOUND.replace("step", "stp"), "没有名为“stp”的做法或键"),
    "name": ('phone = "$new_phone" }\nafter', 'phone = "$nwe_phone" }\nafter', "“$nwe_phone”中的“nwe_phone”没有所指"),
    "untold": (PHONE, 'text = "新号码是另一个。"', "做到这里还没有人告诉选手"),
    "weekend": ("business_date = 2026-06-15", "business_date = 2026-06-14", "是休息日"),
    "term": ("valid_until = 2039-05-11", "valid_until = 2038-05-11", "领的证应到“2039-05-11”"),
    "levels": (LEVELS, LEVELS.replace("不作确认", "责怪群众"), "写的是同一句话"),
    "levles": (LEVELS, LEVELS.replace("levels", "levles"), "没有名为“levles”的"),
    "linked": ('linked = ["$citizen.person"]', 'linked = ["$citizen.person", "张三"]', "“张三”不是本案的人员或单位"),
    "confirm": ('confirm = ["not_accepted"]   ', 'confirm = ["not_accepted", "nonsense"]   ', "没有名为“nonsense”的提醒"),
    "basis": ('basis = "OPR 9, 10"', 'basis = "OPR 46"', "说的是别的事"),
    "sum": ('points = "7"', 'points = "6"', "service 分值合计"),
    "group": ('id = "read_first"\ngroup = "process"', 'id = "read_first"\ngroup = "proces"', "没有名为“proces”的得分项"),
    "cost": ('lost = "2"\nred_lines', 'lost = "3"\nred_lines', "扣 2，声明 3"),
    "edit": ('{ move = "read", after = "page" }', '{ move = "raed", after = "page" }', "没有名为“raed”的步骤"),
    "cast": ('address = "海岳省云屿市望澜区听潮街道12号"\nphone', 'address = "$nowhere"\nphone', "“$nowhere”中的“nowhere”没有所指"),
    "dollar": ('opening = "你好', 'opening = "$1你好', "里的 $ 后面不是名称"),
    "tip": ('after = 30', 'after = 30\nwhy = "$citizn.name"', "“citizn”没有所指"),
}  # fmt: skip
"""Passages of the example, what an author has in their place, and what is told of it."""
ADDED = {
    "free": (mistake("good", "0", '[{ alter = "result", form = { text = "好" } }]'), "错误“good”没有失分"),
    "halted": (mistake("short", "50", '[{ alter = "change", form = { phone = "123" } }]'), "步骤 change 没有办成"),
    "remark": ('\n[[remarks]]\nat = 5\ntxt = "快一点。"\n', "没有名为“txt”的"),
    "harmless": ('\n[[harmless]]\nmutants = ["drop"]\ndo = "hall.loko"\nreason = "看不看都一样"\n', "没有名为“hall.loko”的操作"),
    "topic": ('\n[[conversation.replies]]\ntopic = "ask_nothing"\ntext = "没有。"\n', "没有名为“ask_nothing”的话题"),
}  # fmt: skip
MIXED = [
    "level minutes field code table integer key name",
    "weekend term levels linked confirm basis sum free",
    "key levles remark table untold free basis weekend",
    "field group edit harmless level untold free topic",
    "integer topic name confirm linked edit remark key",
    "cost halted untold sum level key harmless levels",
    "dollar table levels confirm basis key level free",
    "linked tip group integer free remark term minutes",
]
"""Slips that nothing but the script has in common."""
HEADINGS = dict.fromkeys(re.findall(r"^\[\[.+\]\]", EXAMPLE.read_text("utf-8"), re.MULTILINE))
SHORT = [
    ("E04", "{ unit_clerk =", "{ zzz = 1, unit_clerk ="),
    ("E01", "{ double =", "{ zzz = 1, double ="),
    ("E08", '{ open = "J05"', '{ zzz = 1, open = "J05"'),
    ("E03", "{ refuse =", "{ zzz = 1, refuse ="),
    ("E06", '{ result = "B03"', '{ zzz = 1, result = "B03"'),
    ("E02", "{ for_item =", "{ for_itemz ="),
    ("E02", "{ insert = { refuse =", "{ insert = { zzz = 1, refuse ="),
]
"""Calls of cases written short, of which other entries have need."""


def told(home: Path, *slips: str) -> list[str]:
    """What a check says of the example with some slips."""
    changes = [SLIPS[each][:2] for each in slips if each in SLIPS]
    more = "".join(ADDED[each][0] for each in slips if each in ADDED)
    return [str(each) for each in check_cases([written(Wrong("", changes, [], more), home)])]


def times(found: list[str], slip: str) -> int:
    said = {**SLIPS, **ADDED}[slip][-1]
    return sum(said in each for each in found)


@pytest.mark.parametrize("mixed", MIXED)
def test_slips_that_have_nothing_in_common_are_told_at_once(mixed: str, tmp_path: Path) -> None:
    slips = mixed.split()
    found = told(tmp_path, *slips)
    assert [times(found, each) for each in slips] == [1] * 8, found
    assert len(found) == 8, found


@pytest.mark.parametrize("slip", [*SLIPS, *ADDED])
def test_a_slip_alone_is_told_alone(slip: str, tmp_path: Path) -> None:
    found = told(tmp_path, slip)
    assert (len(found), times(found, slip)) == (1, 1), found


@pytest.mark.parametrize("heading", HEADINGS)
def test_what_only_follows_from_an_entry_that_is_left_out_is_not_told(
    heading: str, tmp_path: Path
) -> None:
    path = written(Wrong("", [], []), tmp_path)
    text = path.read_text("utf-8").replace(heading, f"{heading}\nzzz = 1", 1)
    path.write_text(text, "utf-8")
    [problem] = check_cases([path])
    assert "没有名为“zzz”的" in str(problem)


@pytest.mark.parametrize(("case", "said", "wrong"), SHORT)
def test_what_a_call_would_have_brought_is_not_missed_besides(
    case: str, said: str, wrong: str, tmp_path: Path
) -> None:
    found = check_cases([written(Wrong("", [(said, wrong)], [], case=case), tmp_path)])
    assert len({(each.line, each.place) for each in found}) == 1, found


def test_what_writes_over_what_a_wrong_call_brings_lacks_nothing_besides(tmp_path: Path) -> None:
    opened = '{ open = "J05"'
    over = ("rules = [\n", 'rules = [\n  { id = "j05_opened", title = "已经收件" },\n')
    wrong = (opened, opened.replace("{", "{ zzz = 1,"))
    [problem] = check_cases([written(Wrong("", [wrong, over], [], case="E08"), tmp_path)])
    assert "没有名为“zzz”的参数" in str(problem)
