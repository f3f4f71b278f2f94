"""Scripts nobody should write: each is answered with a sentence, soon, and in its own place."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from scenarios import shelf
from scenarios.checking.check import check
from scenarios.reading.document import document
from scenarios.reading.expand import expanded
from scenarios.reading.fragments import files, library
from scenarios.reading.load import load
from scenarios.reading.problems import BadScript
from scenarios.reading.written import written as as_toml
from tests.scenarios.conftest import plain

Told = Callable[..., list[str]]
HEAD = 'title = "做法"\nabout = "试验用"\n'
P = '[parameters]\np = { about = "内容" }\n'


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """What is wrong with a script beside fragments, or nothing."""

    def of(script: str, **fragments: str) -> list[str]:
        folder = tmp_path / "cases" / "usual"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in fragments.items():
            (folder / f"{name}.toml").write_text(HEAD + text, "utf-8")
        path = folder.parent / "x01.toml"
        path.write_text(script, "utf-8")
        try:
            expanded(document(path), library(path))
        except BadScript as bad:
            return list(map(str, bad.problems))
        return []

    return of


def test_a_circle_of_fragments_ends_at_the_first_turn(told: Told) -> None:
    [problem] = told('use = ["aa"]', aa="use = [" + '"aa", ' * 8 + "]")
    assert problem.startswith("x01.toml:1 › use › 第1项“aa”"), problem
    assert "没有尽头，请改 aa 的文件" in problem


def test_fragments_that_multiply_one_another_are_stopped(told: Told) -> None:
    chain = {f"f{n}": "use = [" + f'"f{n + 1}", ' * 20 + "]" for n in range(4)}
    [problem] = told('use = ["f0"]', **chain, f4="use = []")
    assert problem.startswith("x01.toml:1 › use › 第1项“f0”"), problem
    assert "引用做法超过 2000 次" in problem


@pytest.mark.parametrize(
    ("call", "fragments", "said"),
    [
        ('{ bb = "0123456789" }', {"bb": P + '[[use]]\nbb = "' + "%p" * 100 + '"'}, "超过 20000 字"),
        ('{ bb = ["0123456789"] }', {"bb": P + "[[use]]\nbb = [" + '"%p", ' * 100 + "]"}, "超过 20000 "),
        ('{ bb = { x = "0" } }', {"bb": P + "[[use]]\nbb = { x = \"%p\", y = \"%p\" }"}, "没有尽头"),
        ('{ bb = "1" }', {"bb": P + "".join(
            f'p{n} = {{ about = "x", default = {{ x = "%p{n - 1}", y = "%p{n - 1}" }} }}\n'.replace("%p0", "%p")
            for n in range(1, 40))}, "参数的内容超过 20000 字"),
        ('{ bb = "text" }', {"bb": P + '[[walkthrough]]\ndo = "hall.say"\nform = { "..." = "%p" }'}, "%p 要展开成几个键"),
        ('{ bb = "soon" }', {"bb": P + '[[walkthrough]]\ndo = "hall.say"\nwhy = "%p.chinese"'}, "“soon”不能写成 chinese"),
        ('{ bb = "2016-05-09" }', {"bb": P + '[[walkthrough]]\ndo = "hall.say"\nwhy = "%p.month"'}, "“2016-05-09”不能写成 month，这里填日期，不加引号，如 2026-06-15"),
    ],
)  # fmt: skip
def test_an_argument_that_does_not_fit_is_told_at_its_call(
    told: Told, call: str, fragments: dict[str, str], said: str
) -> None:
    [problem] = told(f"\nuse = [{call}]", **fragments)
    assert problem.startswith("x01.toml:2 › use › 第1项") and said in problem, problem


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('when = [["p"]]', "when：when 应写参数的名称"),
        ("unless = 5", "unless：unless 应写参数的名称"),
        ('for = ["p"]', "for：for 应写参数的名称"),
        ('form = { "..." = 5 }', "...：... 应写一张表或一个参数"),
        ('why = "说了%whoo"', "没有名为“whoo”的参数"),
        ('form = { paper = "$%{peper}.paper" }', "没有名为“peper”的参数"),
        ('when = "pints"', "没有名为“pints”的参数"),
    ],
)
def test_a_fragments_conditions_are_of_their_shape_and_its_parameters_are_its_own(
    told: Told, entry: str, said: str
) -> None:
    [problem] = told('walkthrough = ["bb"]', bb=f"[[walkthrough]]\n{entry}")
    assert problem.startswith("cases/usual/bb.toml:4 › walkthrough › 第1项"), problem
    assert said in problem


def test_a_parameter_that_asks_for_one_that_is_none_is_told(told: Told) -> None:
    asking = '[parameters]\np = { about = "x" }\nq = { about = "y", asks = "pp" }'
    [problem] = told('walkthrough = ["bb"]', bb=f'{asking}\n[[walkthrough]]\nwhy = "%p%q"')
    assert problem.startswith("cases/usual/bb.toml:"), problem
    assert "parameters › q › asks：没有名为“pp”的参数，是否想写“p”？" in problem


@pytest.mark.parametrize("other", ["without = 5", 'without = "id"', 'instead = "x"'])
def test_differences_of_another_outcome_are_lists(told: Told, other: str) -> None:
    [problem] = told(f'alternatives = [{{ name = "b", {other} }}]\nexpect = [{{ id = "a" }}]')
    assert problem.startswith("x01.toml:1 › alternatives › 第1项“b”"), problem
    assert " 应为一列" in problem


def test_what_is_wrong_in_a_difference_is_told_at_its_own_line(written) -> None:
    other = '[[alternatives]]\nname = "b"\ntitle = "另一种"\ninstead = [\n  { id = "result", basis = 5 },\n]\n'
    path = written(more=other)
    line = path.read_text("utf-8").split("\n").index('  { id = "result", basis = 5 },') + 1
    assert any(f"z01.toml:{line} › alternatives" in str(each) for each in check(path))


@pytest.mark.parametrize("other", ['without = ["contakt"]', 'instead = [{ id = "contakt" }]'])
def test_another_outcome_differs_in_what_there_is(told: Told, other: str) -> None:
    [problem] = told(f'alternatives = [{{ name = "b", {other} }}]\nexpect = [{{ id = "contact" }}]')
    assert problem.startswith("x01.toml:1 › alternatives › 第1项“b”"), problem
    assert "应有结果里没有编号“contakt”的一项，是否想写“contact”？" in problem


@pytest.mark.parametrize(
    ("where", "instead"), [('"x"', "{ y = 1 }"), ("{ y = 1 }", '"x"'), ('"x"', '"x"')]
)
def test_conditions_that_are_none_are_left_to_validating(
    told: Told, where: str, instead: str
) -> None:
    assert not told(
        f'expect = [{{ id = "a", where = {where} }}]\n'
        f'[[alternatives]]\nname = "b"\ninstead = [{{ id = "a", where = {instead} }}]'
    )


@pytest.mark.parametrize(
    "script",
    ['use = ["bb"]\n[[expect]]\nid = "a"', '[[expect]]\nid = "a"\n[[use]]\nbb = ""'],
)
def test_a_section_is_a_list_here_and_there(told: Told, script: str) -> None:
    problems = told(script, bb='[expect]\nid = "a"')
    assert any("expect 一处写成一列（[[expect]]），一处不是" in each for each in problems)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"a = {'[' * 2000}{']' * 2000}", "套得太深"),
        (f"a = {'[' * 100}{']' * 100}", "x01.toml:1 › a › 第1项：括号或键一层套一层，套得太深"),
        (f"{'a.' * 3000}a = 1", "套得太深"),
        (f"a = {'9' * 5000}", "整数太大"),
        (f"\na = [0x{'f' * 5000}]", "x01.toml:2 › a › 第1项：整数太大"),
    ],
    ids=["brackets", "a hundred brackets", "dots", "digits", "hexadecimal digits"],
)  # fmt: skip
def test_what_no_parser_bears_is_told(told: Told, text: str, said: str) -> None:
    [problem] = told(text)
    assert problem.startswith("x01.toml") and said in problem


def test_a_fragment_may_not_have_the_name_of_a_key(told: Told) -> None:
    [problem] = told('walkthrough = [{ do = "hall.say" }]', do="walkthrough = []")
    assert problem == "cases/usual/do.toml：做法不能与脚本里的键同名（do），请给这个文件改名"


def test_of_two_entries_over_one_that_was_brought_the_second_is_told(told: Told) -> None:
    [problem] = told(
        'use = ["bb"]\n[[rules]]\nid = "r"\ntitle = "一"\n[[rules]]\nid = "r"\ntitle = "二"',
        bb='[[rules]]\nid = "r"',
    )
    assert problem.startswith(
        "x01.toml:5 › rules › 第2项“r”（改写 bb 带出的同名一项）：已有一项“r”改写带出的那一项"
    )


def test_an_entry_over_nothing_is_told_with_what_there_is_to_write_over(written) -> None:
    path = written()
    over = '[[mistakes]]\nname = "namesake_opend"\ntitle = "看了"\n'
    text = f'use = [{{ peek = "namesake" }}]\n{path.read_text("utf-8")}\n{over}'
    path.write_text(text.replace('name = "namesake_opened"', 'name = "looked"'), "utf-8")
    with pytest.raises(BadScript) as bad:
        load(path)
    assert [plain(problem) for problem in bad.value.problems] == [
        "z01.toml › mistakes › 第4项：没有带出这个名称的一项可以改写，"
        "要另写一项，请补上 edits、lost；要改写，是否想写“namesake_opened”？"
    ]


def test_lists_in_lists_of_one_fragment_are_bounded_together(told: Told) -> None:
    many = f"[{', '.join(map(str, range(300)))}]"
    nested = '[[rules]]\nfor = "p"\nsamples = [{ for = "p", y = [{ for = "p", z = "%p" }] }]'
    [problem] = told(f"use = [{{ bb = {many} }}]", bb=P + nested)
    assert "填好的一列超过 20000 项" in problem


def test_what_all_calls_bring_is_bounded(told: Told) -> None:
    many = f"[{', '.join(map(str, range(3000)))}]"
    calls = ", ".join([f"{{ bb = {many} }}"] * 30)
    [problem] = told(f"use = [{calls}]", bb=P + '[[rules]]\nfor = "p"\nid = "%each"')
    assert "做法带出的内容超过 20000 项" in problem


def test_a_broken_fragment_is_the_affair_of_those_who_call_it(told: Told) -> None:
    assert not told('id = "X01"', bb="a =")
    [problem] = told('use = ["bb"]')
    assert problem.startswith("cases/usual/bb.toml › 文件末尾：")


def test_folders_far_above_a_script_are_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "usual").mkdir()
    (tmp_path / "usual" / "far.toml").write_text(HEAD, "utf-8")
    assert "far" in library(tmp_path / "a" / "x.toml").calls
    assert "far" not in library(tmp_path / "a" / "b" / "x.toml").calls


@pytest.mark.parametrize("name", ["near", "read"])
def test_of_fragments_of_one_name_the_nearest_is_called(tmp_path: Path, name: str) -> None:
    script = tmp_path / "a" / "x.toml"
    above, beside = (folder / "usual" / f"{name}.toml" for folder in (tmp_path, script.parent))
    for file in (above, beside):
        file.parent.mkdir(parents=True)
        file.write_text(HEAD, "utf-8")
        assert library(script).calls[name].file == file
    assert files(script)[-2:] == [above, beside]


@pytest.mark.parametrize("frame", ["/etc/hostname", "../../outside.toml", "x" * 5000, "\\u0000"])
def test_a_frame_lies_beside_the_script_or_its_folder(written, tmp_path: Path, frame: str) -> None:
    path = written(("../common.toml", frame))
    (tmp_path.parent / "outside.toml").write_text("a = 1", "utf-8")
    with pytest.raises(BadScript, match=r"^z01\.toml:\d+ › frame：没有“.*”这个文件，请核对") as bad:
        load(path)
    assert len(str(bad.value)) < 300


def test_a_frame_has_no_frame(written) -> None:
    path = written()
    common = path.parents[1] / "common.toml"
    common.write_text(f'frame = "other.toml"\n{common.read_text("utf-8")}', "utf-8")
    with pytest.raises(BadScript, match=r"^common\.toml:1 › frame：外框自己不能再有外框，请删去"):
        load(path)


def test_a_check_tells_the_lines_of_the_file_as_it_is(written, monkeypatch) -> None:
    path = written(('kind = "id_card"', 'kind = "id_cart"'))
    monkeypatch.setattr(shelf, "file_of", lambda _: path)
    before = [each.line for each in shelf.check_case("Z01").problems]
    path.write_text(f"# 一行\n{path.read_text('utf-8')}", "utf-8")
    os.utime(path, ns=(1, 1))
    after = [each.line for each in shelf.check_case("Z01").problems]
    assert before and after == [line + 1 for line in before]


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb\n", "\r\n", "a\nb"])
def test_a_text_keeps_its_line_ends(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(as_toml({"a": text, "b": {"c": text}}).encode())
    assert document(path) == {"a": text, "b": {"c": text}}


@pytest.mark.parametrize("kind", ["pipe", "device", "outside", "nowhere", "circle", "folder"])
def test_what_is_no_file_of_its_folder_is_not_opened(told: Told, tmp_path: Path, kind: str) -> None:
    told("", bb="")
    file = tmp_path / "cases" / "usual" / "cc.toml"
    (tmp_path / "outside.toml").write_text(HEAD, "utf-8")
    make: dict[str, Callable[[], object]] = {
        "pipe": lambda: os.mkfifo(file),
        "device": lambda: file.symlink_to("/dev/zero"),
        "outside": lambda: file.symlink_to(tmp_path / "outside.toml"),
        "nowhere": lambda: file.symlink_to(tmp_path / "cases" / "absent.toml"),
        "circle": lambda: file.symlink_to(file),
        "folder": lambda: file.mkdir(),
    }
    make[kind]()
    assert not told('use = ["bb"]')
    assert file not in files(tmp_path / "cases" / "x01.toml")
    [problem] = told('use = ["cc"]')
    assert problem.startswith("cases/usual/cc.toml：不是这个文件夹里的文件"), problem


def test_a_link_within_the_folder_is_a_file_of_it(told: Told, tmp_path: Path) -> None:
    told("", bb="")
    (tmp_path / "cases" / "usual" / "cc.toml").symlink_to("bb.toml")
    assert not told('use = ["cc"]')


def test_a_pipe_that_is_to_be_a_script_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x01.toml")
    with pytest.raises(BadScript, match=r"^x01\.toml：读不到这个文件"):
        document(tmp_path / "x01.toml")


def test_a_file_has_a_size(tmp_path: Path) -> None:
    path = tmp_path / "x01.toml"
    path.write_text(f"a = 1 {'#' * 1_000_000}", "utf-8")
    with pytest.raises(BadScript, match=r"^x01\.toml：文件太大，最多 1000000 字"):
        document(path)


def test_names_without_bounds_are_told_where_they_stand(problems) -> None:
    many = "".join(f'z{n} = {{ choose = ["$z{n + 1}$z{n + 1}"] }}\n' for n in range(40))
    vary = f'{many}z40 = {{ choose = ["林"] }}\nsurname ='
    [problem] = problems(("surname =", vary), ('story = """', 'story = """$z0'))
    assert problem.startswith("z01.toml › story：“$z26$z26”写出来超过 20000 字，请写短些"), problem


@pytest.mark.parametrize(
    ("section", "told_of"),
    [
        ('[[rules]]\ntitle = "%p"\n"..." = "%q"', "p 不会用到，请删去 p"),
        ('[[rules]]\ntitle = "%p"\nsamples = ["%p"]\n"..." = "%q"', ""),
        ('[[rules]]\nwhen = "p"\ntitle = "%p"\n"..." = "%q"', ""),
        ('[[rules]]\ntitle = "%p"\n"..." = "%q.no"', ""),
        ('[[rules]]\ntitle = "%p"\n"..." = { title = "%p" }', ""),
        ('[[rules]]\ntitle = "%p"\nid = "%q.title"', ""),
    ],
)  # fmt: skip
def test_what_a_choice_is_spread_over_is_idle_where_it_is_seen_nowhere_else(
    told: Told, section: str, told_of: str
) -> None:
    q = '[parameters.q]\nabout = "选"\n[parameters.q.choices]\ngood = { title = "好" }\n'
    problems = told('use = [{ bb = "x", q = "good" }]', bb=f"{P}{q}{section}")
    assert len(problems) == bool(told_of)
    assert all(told_of in each for each in problems)
