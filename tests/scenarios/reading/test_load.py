"""Reading case script files: every problem at once, each with its place and a way out."""

import re
from datetime import date

import pytest
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mock_systems.operation import OPERATIONS
from mock_systems.step import form_of
from scenarios.reading.load import load, playable
from scenarios.reading.problems import BadScript
from scenarios.reading.script import CaseScript
from scenarios.reading.sentences import sentence
from scenarios.shelf import check_cases
from tests.scenarios.conftest import plain


def test_the_example_is_read_with_its_frame(script: CaseScript) -> None:
    assert script.id == "Z01"
    assert [rule.id for rule in script.rules][:2] == ["greeted", "rated"]
    assert [rule.id for rule in script.rules][-1] == "saved_first"
    assert script.groups["records"].points == 5000


def test_a_copy_with_a_change_is_another_script(script: CaseScript) -> None:
    digest = script.digest
    assert script.model_copy() == script
    changed = script.model_copy(update={"minutes": script.minutes + 1})
    assert changed != script and changed.digest != digest


def test_a_script_is_of_the_domain_whose_folder_it_lies_in(written) -> None:
    path = written(('domain = "social_insurance"\n', ""))
    assert load(path).script.domain == "social_insurance"
    path = path.parent.rename(path.parents[1] / "elsewhere") / path.name
    with pytest.raises(
        BadScript, match=r"z01\.toml › domain：“elsewhere”不是可用的值，可用的有：hall、social_"
    ):
        load(path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "个人信息变更"', 'titel = "个人信息变更"', "z01.toml › titel：没有名为“titel”的键，是否想写“title”？"),
        ('title = "个人信息变更"\n', "", "z01.toml › title：缺少这一项，请补上"),
        ("minutes = 8", 'minutes = "8"', "z01.toml › minutes：应为整数，不加引号"),
        ('word = "before"', 'word = "befor"', "z01.toml › rules › 第1项 › word：“befor”不是可用的值，可用的有：happens、never"),
        ('points = "40"', "points = 40", "z01.toml › expect › 第1项 › fields › 第1项 › points：分值写成加引号的数"),
        ('points = "40"', 'points = "39.999"', "分值写成加引号的数，最多两位小数"),
        ('phone = "$old_phone"', "phone = 1.5", "z01.toml › cast › person › 第2项 › phone：不能写小数"),
        ('pool = "surname", first = "林"', 'pool = "surname"', "vary › surname：这种取值方式应写 first"),
        ('pool = "surname", first', 'pool = "surname", days = [1, 2], first', "应恰好写一种取值方式"),
        ('1984-03-08 }', '"x" }', "vary › born：first 应与 between 同为日期"),
        ('1984-03-08 }', '1994-03-08 }', "vary › born：first 应在 between 的两个界限之间，小的界限写在前面"),
        ('pool = "surname", first = "林"', 'pool = "surname", first = 1', "vary › surname：first 应为加引号的文本"),
        ('pool = "surname", first = "林"', "days = [-2, -30], first = -9", "first 应在 days 的两个界限之间，小的界限写在前面"),
        ('pool = "surname", first = "林"', "days = [-30, -2], first = -1", "first 应在 days 的两个界限之间，小的界限写在前面"),
        ('pool = "surname", first = "林"', "days = [-5, 4_000_000], first = 5", "days 的界限太大，应在 -36525 与 36525 之间"),
        ('pool = "surname", first = "林"', "months = [-999_999_999, 1], first = 1", "months 的界限太大，应在 -1200 与 1200 之间"),
        ('pool = "surname", first = "林"', "amounts = [1, 99_999_999_999_999, 1], first = 1", "amounts 的界限太大，应在 -10000000000000 与"),
        ('pool = "surname", first = "林"', "days = [-30, -2], first = 2026-06-01", "first 应与 days 同为整数"),
        ('pool = "surname", first = "林"', "amounts = [1, 9, 0], first = 2", "amounts 的第三个值是间隔，应大于零"),
        ('phone = "$old_phone"', "phone = 10:30:00", "z01.toml › cast › person › 第2项 › phone：不能写时刻"),
        ("edits = [{ move", "edits = [{ drop = \"page\", move", "每项应恰好写一种改法"),
        ('linked = ["$citizen.person"]', 'linked = ["$citizen.person",', "第17行第1列：等号后面不是可用的值（第16行第10列的 [ 到这里还没有配对）"),
        ('{ move = "read", after = "page" }', '{ move = "read" }', "应写 before 或 after 之一"),
        ('{ move = "read", after = "page" }', '{ move = "read", after = "page", confirm = [] }', "alter 应写 form 或 confirm，其他改法不写"),
        ('levels = ["责怪群众", ', "levels = [", "service › 第1项 › levels：项数太少，至少写 4 项"),
        ("id = \"Z01\"", "id = \"Z01", "z01.toml › 第3行第6列：文本的引号没有配对，请补上结尾的引号"),
        ("id = \"Z01\"", "id = \"Z01\"\nid = \"Z01\"", "z01.toml › 第4行第11列：这个键前面已经写过，请删去一处，或者改名"),
        ('id = "Z01"', 'id = “Z01”', "z01.toml › 第3行第6列：有全角的「“」，文本以外请改用半角的 \""),
        ('id = "Z01"', 'id = "Z01”', "z01.toml › 第3行第10列：有全角的「”」，文本以外请改用半角的 \""),
        ('["found", "page"]', '["found",\u00a0"page"]', "：有不换行的空格，文本以外请改用半角的 空格"),
        ('version = 1', 'version = True', "“True”不是可用的值，写成小写的 true"),
        ('pool = "surname"', 'pool = "surnam"', "“surnam”不是可用的值，可用的有：surname、"),
        ("minutes = 8", "minutes = ８", "有全角的「８」，文本以外请改用半角的 8"),
        ("minutes = 8", "minutes = 8 （分钟）", "有全角的「（」，说明前加 #"),
        ("minutes = 8", "minutes = 8，", "有全角的「，」，文本以外请改用半角的 ,"),
        ("minutes = 8", "minutes = 8 分钟", "这一行后面多了内容，一行写一个“键 = 值”，说明前加 #"),
        ("minutes = 8", "minutes = 1234.5元", "第8行第17列：这一行后面多了内容"),
        ("= 2026-06-15", "= 2026/6/15", "“2026/6/15”不是日期的写法，日期写成 2026-06-15"),
        ("= 2026-06-15", "= 2026-06", '月份没有加引号，写成 "2026-06"'),
        ("= 2026-06-15", "= 2026年6月15日", "“2026年6月15日”不是日期的写法"),
        ("= 2026-06-15", "= 2026-06-31", "没有这一天、这个时刻，日期写成 2026-06-15"),
        ('id = "Z01"', 'id = "Z０1"', "“Z０1”的写法不对，一个大写字母和两位数字"),
        ('["found", "page"]', '["found"， "page"]', "：有全角的「，」，文本以外请改用半角的 ,"),
        ('["found", "page"]', '【"found", "page"】', "：有全角的「【」，文本以外请改用半角的 ["),
        ('linked = ["$citizen.person"]', 'linked = ["$citizen.person"', "的 [ 到这里还没有配对），各项之间用逗号隔开，最后写 ]"),
        ('{ move = "read", after = "page" }', '{ move = "read", after = "page" ', "的 { 到这里还没有配对），各键之间用逗号隔开"),
        ('id = "Z01"', 'id = "Z1"', "z01.toml › id：“Z1”的写法不对，一个大写字母和两位数字，如 E09"),
        ('id = "read_first"', 'id = "Read-first"', "rules › 第1项 › id：“Read-first”的写法不对，以小写字母开头，只用小写字母、数字和下划线"),
        ("minutes = 8", "minutes = 0", "z01.toml › minutes：0 太小，至少写 1"),
        ("minutes = 8", "minutes = 99_999_999", "z01.toml › minutes：99999999 太大，至多写 1440"),
        ("version = 1", "version = 99_999_999_999", "z01.toml › version：99999999999 太大"),
        ("business_date = 2026-06-15", "business_date = 9999-12-31", "z01.toml › business_date：9999-12-31 太大，至多写 2199-12-31"),
        ('word = "before"', 'times = 300_000_000\nword = "before"', "rules › 第1项 › times：300000000 太大，至多写 100"),
        ('word = "before"', 'seconds = 99_999_999\nword = "before"', "rules › 第1项 › seconds：99999999 太大，至多写 86400"),
        ('b = { do = "social_insurance.change_person" }\n', "", "z01.toml › rules › 第2项：before 应写选择项 a、b，不写其他的"),
        ('b = { do = "social_insurance.change_person" }', 'b = { do = "social_insurance.change_person" }\nx = { do = "hall.close" }', "z01.toml › rules › 第2项：before 应写选择项 a、b，不写其他的"),
        ("../common.toml", "../comon.toml", "z01.toml › frame：没有“../comon.toml”这个文件，请核对"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_shape_is_told_with_its_place(written, old, new, said) -> None:
    with pytest.raises(BadScript) as bad:
        load(written((old, new)))
    assert any(said in plain(problem) for problem in bad.value.problems), str(bad.value)


def test_a_file_may_begin_as_some_editors_begin_it(written) -> None:
    path = written()
    for each in (path, path.parents[1] / "common.toml"):
        each.write_text(each.read_text("utf-8"), "utf-8-sig")
    assert load(path).script.id == "Z01"


def test_all_mistakes_of_a_file_are_told_at_once(written) -> None:
    changes = (("minutes = 8", 'minutes = "8"'), ('level = "easy"', 'level = "light"'))
    with pytest.raises(BadScript) as bad:
        load(written(*changes, more='[[mistakes]]\nname = "x"\ntitle = "y"\nedits = []\n'))
    assert [problem.place[0] for problem in bad.value.problems] == [
        "level", "minutes", "mistakes", "mistakes",
    ]  # fmt: skip


MISSHAPEN = {
    "expect": "points = 1",
    "alternatives": "name = 1",
    "allowed": "table = 1",
    "rules": "points = 1",
    "service": "points = 1",
    "other_ways": "title = 1",
    "mistakes": "lost = 1",
    "harmless": "reason = 1",
}


@pytest.mark.parametrize("section", MISSHAPEN)
def test_what_playing_does_not_need_is_left_out_where_it_is_misshapen_and_nothing_else(
    written, script: CaseScript, section: str
) -> None:
    loaded, told = playable(written(more=f"[[{section}]]\n{MISSHAPEN[section]}\n"))
    assert loaded.script == script
    assert {problem.place[0] for problem in told} == {section}


@pytest.mark.parametrize(
    ("wrong", "section", "said"),
    [
        ('[[expect]]\ntitel = "x"\n', "expect", "没有名为“titel”的做法或键"),
        ('[[expect]]\nrecord = "person"\n', "expect", "record 缺少 "),
        ('[[use]]\norder = "find"\n', "use", "order 缺少 "),
        (
            '[[rules]]\nid = "far"\ngroup = "process"\ntitle = "x"\npoints = "1"\nword = "before"\n'
            'a = { step = "nowhere" }\nb = { do = "hall.close" }\n',
            "rules",
            "标准做法没有名为“nowhere”的步骤",
        ),
        ('[[mistakes]]\nname = "x"\ntitle = "y"\nlost = "1"\ninsert = { open = "A05", of = "x" }\n', "mistakes", "open "),
    ],
    ids=["a misspelt key", "a parameter short", "a call elsewhere", "an unknown step", "an edit"],
)  # fmt: skip
def test_what_expanding_finds_wrong_in_what_playing_does_not_need_is_told_once_and_left_out(
    written, script: CaseScript, wrong: str, section: str, said: str
) -> None:
    path = written(more=wrong)
    loaded, told = playable(path)
    assert loaded.script == script
    assert {problem.place[0] for problem in told} == {section}
    assert [problem.what for problem in told if problem.what.startswith(said)], told
    assert len({problem.line for problem in told}) == 1, told
    with pytest.raises(BadScript):
        load(path)


@pytest.mark.parametrize("section", MISSHAPEN)
def test_a_section_that_is_no_list_is_told_and_left_out_as_a_whole(
    written, script: CaseScript, section: str
) -> None:
    path = written(("minutes = 8", f"minutes = 8\n{section} = 3"))
    elsewhere = "allowed" if section == "harmless" else "harmless"
    text = path.read_text("utf-8").replace(f"[[{section}]]", f"[[{elsewhere}]]")
    path.write_text(text, "utf-8")
    loaded, told = playable(path)
    assert section in {problem.place[0] for problem in told}
    assert loaded.script.walkthrough == script.walkthrough
    with pytest.raises(BadScript):
        load(path)


def test_a_call_that_brings_what_playing_needs_is_not_left_out(written) -> None:
    with pytest.raises(BadScript) as bad:
        playable(written(more='[[expect]]\ntitel = "x"\n[[use]]\nsomeone = "x"\n'))
    assert {problem.place[0] for problem in bad.value.problems} == {"use", "expect"}


def test_what_playing_needs_is_told_with_all_that_is_misshapen(written) -> None:
    path = written(more="[[rules]]\npoints = 1\n[[walkthrough]]\ndo = 1\n")
    with pytest.raises(BadScript) as bad:
        playable(path)
    assert {problem.place[0] for problem in bad.value.problems} == {"rules", "walkthrough"}


def test_a_mistake_in_the_frame_names_the_frame(written) -> None:
    path = written()
    frame = path.parents[1] / "common.toml"
    frame.write_text(
        frame.read_text("utf-8").replace('word = "never"', 'word = "nevr"', 1), "utf-8"
    )
    with pytest.raises(BadScript) as bad:
        load(path)
    assert plain(bad.value.problems[0]).startswith("common.toml › rules › 第3项 › word：")


def test_a_mistake_is_told_with_its_line_and_the_name_of_the_entry(written) -> None:
    path = written(('word = "before"', 'word = "befor"'))
    line = path.read_text("utf-8").splitlines().index('word = "befor"') + 1
    with pytest.raises(BadScript) as bad:
        load(path)
    assert str(bad.value.problems[0]).startswith(
        f"z01.toml:{line} › rules › 第1项“read_first” › word：“befor”不是可用的值"
    )


def test_what_a_dotted_key_lacks_is_told_with_the_line_of_the_key(written) -> None:
    path = written(("minutes = 8", 'minutes = 8\ngroups.manner.points = "5"'))
    line = path.read_text("utf-8").splitlines().index('groups.manner.points = "5"') + 1
    with pytest.raises(BadScript) as bad:
        load(path)
    [problem] = bad.value.problems
    assert str(problem).startswith(f"z01.toml:{line} › groups › manner")


def test_the_hash_is_of_what_is_said_not_of_the_layout(written) -> None:
    plain = load(written()).script.digest
    assert load(written(("minutes = 8", "minutes   =   8  # 分钟"))).script.digest == plain
    assert load(written(("minutes = 8", "minutes = 9"))).script.digest != plain


@pytest.mark.parametrize("name", ["vary", "groups"])
def test_the_order_of_entries_is_said_too(script: CaseScript, name: str) -> None:
    turned = dict(reversed(getattr(script, name).items()))
    assert script.model_copy(update={name: turned}) != script


def test_a_day_is_not_the_text_that_looks_like_it(script: CaseScript) -> None:
    told = {
        script.model_copy(update={"cast": {"person": [{"born": born}]}}).digest
        for born in (date(1984, 3, 8), "1984-03-08", ["1984-03-08"])
    }
    assert len(told) == 3


def test_two_cases_of_one_id_are_told_before_one_hides_the_other(written) -> None:
    path = written()
    copy = path.with_name("z02.toml")
    copy.write_text(path.read_text("utf-8"), "utf-8")
    [problem] = check_cases([path, copy])
    assert plain(problem) == "z02.toml › id：编号“Z01”已是 z01.toml 的，请改为没有用过的编号"


@pytest.mark.parametrize("value", ["x", "", 1, -1, 1.5, True, [], ["x"], {}, None, "2026-02-30"])
def test_whatever_is_wrong_with_a_value_is_told_in_chinese(value) -> None:
    wrong: list[ErrorDetails] = []
    for name, operation in OPERATIONS.items():
        for field in operation.form():
            try:
                form_of(name, {field.name: value})
            except ValidationError as error:
                wrong += error.errors()
    assert [detail["msg"] for detail in wrong if "".join(sentence(detail)).isascii()] == []


@pytest.mark.parametrize("cut", range(0, 4000, 97))
def test_wherever_a_file_breaks_off_it_is_told_in_chinese(written, cut: int) -> None:
    path = written()
    path.write_text(path.read_text("utf-8")[:cut] + "“", "utf-8")
    with pytest.raises(BadScript) as bad:
        load(path)
    for problem in bad.value.problems:
        assert not re.search("[a-z]{4}", f"{problem.what}{problem.mend}"), str(problem)
