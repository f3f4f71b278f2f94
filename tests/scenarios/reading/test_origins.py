"""Where what is wrong is told: at the place of the part that is wrong."""

from pathlib import Path

import pytest

from scenarios.reading.document import document
from scenarios.reading.load import merged
from scenarios.reading.origins import Layout, origins, told
from scenarios.reading.problems import BadScript
from tests.scenarios.reading.conftest import Expand

SPEAKS = 'title = "说"\nabout = "说话"\n[conversation]\nmood = "glad"\nopening = "好"\n'


@pytest.mark.parametrize(
    ("script", "key", "where"),
    [
        ('use = ["speaks"]\n[conversation]\nopening = "你好"', "mood", "x01.toml:1 › use"),
        (
            'use = ["speaks"]\n[conversation]\nmood = "calm"',
            "mood",
            "x01.toml:3 › conversation › mood",
        ),
        (
            'use = ["speaks"]\n[conversation]\nmood = "calm"',
            "role",
            "x01.toml:2 › conversation › role",
        ),
        ('conversation.role = "我"\nuse = ["speaks"]', "mood", "x01.toml:2 › use"),
        (
            'conversation.role = "我"\nuse = [\n"speaks",\n"calls"]',
            "mood",
            "x01.toml:3 › use › 第1项",
        ),
        (
            'use = [\n"speaks",\n"calls"]\n[conversation]\nrole = "我"',
            "mood",
            "x01.toml:2 › use › 第1项",
        ),
        (
            'use = [\n"speaks",\n"calls"]\n[conversation]\nrole = "我"',
            "call_name",
            "x01.toml:3 › use › 第2项",
        ),
    ],
)
def test_an_entry_said_in_two_places_is_told_where_the_part_that_is_wrong_stands(
    expand: Expand, script: str, key: str, where: str
) -> None:
    calls = 'title = "叫"\nabout = "叫名字"\n[conversation]\ncall_name = "林女士"\n'
    own = dict(origins(expand(script, speaks=SPEAKS, calls=calls)))["conversation",]
    assert str(own.problem("错了", rest=(key,))).startswith(where)


def test_what_is_written_over_an_entry_is_told_where_it_is_written(expand: Expand) -> None:
    call = 'walkthrough = [{ greets = "thank", points = "2" }]'
    said = expand(f'{call}\nrules = [\n  {{ id = "said_thank", points = "3" }},\n]')
    rule = dict(origins(said))["rules", 0]
    told = [str(rule.problem("错了", rest=(key,))) for key in ("points", "title")]
    over = "第1项“said_thank”（改写 greets 带出的同名一项）"
    assert told[0] == f"x01.toml:3 › rules › {over} › points：错了"
    assert told[1].startswith("x01.toml:1 › walkthrough › 第1项“greets thank”（由 greets 带出的")


NODS = """
title = "点头"
about = "点头致意"
walkthrough = [{ say = "thank", points = "%points", title = "道谢", basis = "LOC 5" }]
use = ["welcome"]
[parameters]
kinds = { about = "材料" }
points = { about = "得几分" }
[[rules]]
when = "points"
id = "nodded"
points = "%points"
[[rules]]
for = "kinds"
id = "asked_%each"
title = "索要"
"""


@pytest.mark.parametrize(
    ("place", "key", "line"),
    [
        (("rules", 0), "points", 4),
        (("rules", 1), "points", 12),
        (("rules", 1), "title", 9),
        (("rules", 2), "title", 16),
        (("walkthrough", 0), "form", 4),
        (("walkthrough", 1), "form", 5),
    ],
)
def test_what_is_wrong_in_an_authors_own_fragment_is_told_with_the_line_in_it(
    expand: Expand, tmp_path: Path, place: tuple[str, int], key: str, line: int
) -> None:
    script = '\nuse = [{ nods = ["id_card"], points = "2" }]'
    said = expand(script, nods=NODS)
    problem = str(dict(origins(said))[place].problem("错了", rest=(key,)))
    assert problem.startswith("x01.toml:2 › use › 第1项“nods”（由 nods")
    assert problem.endswith(f" › {key}（写在 {tmp_path.name}/usual/nods.toml:{line}）：错了")


OVER = 'walkthrough = [{ greets = "thank", points = "2" }, { greets = "greet" }]\n'


@pytest.mark.parametrize(
    ("own", "place", "where"),
    [
        (
            'rules = [{ id = "said_thank", a = { do = "hall.say", where = { topic = "x" } } }]',
            ("rules", 0, "a", "where"),
            "x01.toml:2 › rules › 第1项“said_thank”（改写 greets 带出的同名一项） › a › where",
        ),
        (
            'mistakes = [{ name = "silent", edits = [\n{ move = "x" }] }]',
            ("mistakes", 0, "edits", 1),
            "x01.toml:3 › mistakes › 第1项“silent”（改写 greets 带出的同名一项） › edits › 第1项",
        ),
    ],
)
def test_all_of_an_entry_that_is_written_over_another_is_told_so(
    expand: Expand, own: str, place: tuple[str | int, ...], where: str
) -> None:
    problem = dict(origins(expand(f"{OVER}{own}")))[place].problem("错了")
    assert str(problem) == f"{where}：错了"


def test_a_misspelt_key_of_an_entry_that_is_written_over_another_is_told_so(expand: Expand) -> None:
    with pytest.raises(BadScript) as bad:
        expand(f'{OVER}rules = [{{ id = "said_thank", pionts = "3" }}]')
    [problem] = bad.value.problems
    assert "第1项“said_thank”（改写 greets 带出的同名一项）：没有名为“pionts”" in str(problem)


@pytest.mark.parametrize("key", ["topic", "name", "id", "as", "code"])
def test_an_entry_is_told_by_its_own_name_and_not_by_that_of_a_table_in_it(
    expand: Expand, key: str
) -> None:
    where = f'a = {{ do = "hall.say", where = {{ {key} = "other" }} }}'
    nods = f'title = "点头"\nabout = "点头"\n[[rules]]\nid = "nodded"\n{where}\n'
    said = expand(f'use = ["nods"]\nrules = [{{ id = "mine", {where} }}]', nods=nods)
    own, brought = (
        str(dict(origins(said))["rules", n, "a", "where"].problem("错了")) for n in (1, 0)
    )
    assert own == "x01.toml:2 › rules › 第1项“mine” › a › where：错了"
    assert "带出的 rules“nodded”） › a › where（写在 " in brought and "other" not in brought


WHOLE = """
title = "整套"
about = "打招呼，再说几句"
[parameters]
more = { about = "还说什么" }
[[use]]
greets = "thank"
papers = ["id_card"]
[[rules]]
for = "more"
group = "process"
"""


def test_an_argument_is_told_where_it_is_written_and_what_joins_it_in_the_fragment(
    expand: Expand, tmp_path: Path
) -> None:
    script = 'use = [\n{ whole = "", more = [\n{ id = "argued" }] }]'
    rule = dict(origins(expand(script, whole=WHOLE)))["rules", 0]
    assert str(rule.problem("错了", rest=("id",))) == (
        "x01.toml:3 › use › 第1项“whole”（由 whole 带出的 rules“argued”） › id：错了"
    )
    assert str(rule.problem("错了", rest=("group",))).endswith(
        f" › group（写在 {tmp_path.name}/usual/whole.toml:11）：错了"
    )


def test_an_argument_of_a_call_in_an_own_fragment_is_told_with_its_line_there(
    expand: Expand, tmp_path: Path
) -> None:
    outer = 'title = "外"\nabout = "外"\n[[use]]\nwhole = ""\nmore = [\n{ id = "argued" }]\n'
    rule = dict(origins(expand('use = ["outer"]', outer=outer, whole=WHOLE)))["rules", 0]
    problem = str(rule.problem("错了", rest=("id",)))
    assert "（由 outer › whole 带出的 rules“argued”）" in problem
    assert problem.endswith(f" › id（写在 {tmp_path.name}/usual/outer.toml:6）：错了")


def test_of_rewritings_the_whole_chain_of_what_they_are_written_over_is_told(
    expand: Expand,
) -> None:
    said = expand('use = ["whole"]\nwalkthrough = [{ as = "said_thank", after = 3 }]', whole=WHOLE)
    step = dict(origins(said))["walkthrough", 0]
    assert "（改写 whole › greets 带出的同名一项）" in str(step.problem("错了", rest=("after",)))


@pytest.mark.parametrize(
    ("place", "where"),
    [
        (("minutes",), "x01.toml:1 › use › 第1项“sets”（由 sets 带出的 minutes）"),
        (
            ("independent", 1),
            "x01.toml:1 › use › 第1项“sets”（由 sets 带出的 independent） › 第1项",
        ),
        (("independent", 0), "x01.toml:2 › independent › 第1项"),
    ],
)
def test_values_and_lists_of_a_fragment_are_told_as_brought(
    tmp_path: Path, expand: Expand, place: tuple[str | int, ...], where: str
) -> None:
    sets = 'title = "定"\nabout = "定"\nminutes = 8\nindependent = [["c", "d"]]\n'
    script = 'use = ["sets"]\nindependent = [["a", "b"]]'
    said = expand(script, sets=sets)
    ordered = said["independent"].index(["a", "b"]) == 0
    number = place if len(place) == 1 or ordered else ("independent", 1 - int(place[1]))
    assert str(Layout(tmp_path / "x01.toml", said).problem(number, "错了")).startswith(where)


def test_what_the_script_itself_says_stands_whatever_a_fragment_brings(expand: Expand) -> None:
    sets = 'title = "定"\nabout = "定"\nminutes = 8\n[conversation]\nopening = "好"\nrole = "客"\n'
    own = '[conversation]\nopening = "我来"\n[[use]]\nsets = ""\n'
    said = expand(f"minutes = 10\n{own}", sets=sets)
    assert said["minutes"] == 10
    assert said["conversation"] == {"opening": "我来", "role": "客"}


def test_a_file_below_a_folder_of_fragments_is_told_with_it_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "usual").mkdir()
    monkeypatch.chdir(tmp_path)
    assert told(Path("usual/x.toml")) == f"{tmp_path.name}/usual/x.toml"
    assert told(Path("/usual/x.toml")) == "usual/x.toml"
    assert told(Path("/usual/deep/cases/card/x01.toml")) == "x01.toml"


def test_what_a_fragment_of_the_house_brings_is_told_at_the_call_alone(expand: Expand) -> None:
    found = dict(origins(expand('\nwalkthrough = ["welcome"]')))
    assert "写在" not in str(found["walkthrough", 0].problem("错了"))


def test_each_answer_is_told_by_its_topic_and_line(expand: Expand) -> None:
    talk = 'thank = "不客气"\ngreet = [\n  "你好",\n  { text = "又见面了" },\n]'
    found = dict(origins(expand(f"[conversation]\n[talk]\n{talk}")))
    replies = [found["conversation", "replies", number].problem("错了") for number in range(3)]
    assert [str(each) for each in replies] == [
        "x01.toml:3 › talk › thank：错了",
        "x01.toml:5 › talk › greet › 第1项：错了",
        "x01.toml:6 › talk › greet › 第2项：错了",
    ]


def test_an_answer_beside_those_of_a_fragment_is_told_where_it_is_written(
    expand: Expand, tmp_path: Path
) -> None:
    speaks = f'{SPEAKS}[talk]\ngreet = "好"\n'
    script = 'use = ["speaks"]\n[conversation]\nopening = "你好"\n[talk]\nthank = "不客气"'
    found = dict(origins(expand(script, speaks=speaks)))
    told = [str(found["conversation", "replies", number].problem("错了")) for number in (0, 1)]
    brought = "x01.toml:1 › use › 第1项“speaks”（由 speaks 带出的 talk） › greet"
    brought += f"（写在 {tmp_path.name}/usual/speaks.toml:7）：错了"
    assert set(told) == {brought, "x01.toml:5 › talk › thank：错了"}


FRAME = '[groups]\na = { points = "5" }\nb = { points = "6" }\n[side_effects]\npenalty = "2"\n'


@pytest.mark.parametrize(
    ("own", "place", "told"),
    [
        ("", ("groups", "b"), "x01.toml › groups › b（写在 common.toml:3）"),
        ("", ("side_effects", "penalty"), "x01.toml › side_effects › penalty（写在 common.toml:5）"),
        ('\n[groups]\na = { points = "7" }', ("groups", "a"), "x01.toml:3 › groups › a"),
        ('\n[groups]\na = { points = "7" }', ("groups", "b"), "x01.toml:2 › groups › b（写在 common.toml:3）"),
        ('[side_effects]\ncap = "9"', ("side_effects", "cap"), "x01.toml:2 › side_effects › cap"),
    ],
)  # fmt: skip
def test_what_the_frame_says_is_told_with_its_line_there_and_what_the_script_says_with_its_own(
    tmp_path: Path, own: str, place: tuple[str, ...], told: str
) -> None:
    frame, script = tmp_path / "common.toml", tmp_path / "x01.toml"
    frame.write_text(FRAME, "utf-8")
    script.write_text(own, "utf-8")
    layout = Layout(script, merged(document(frame), document(script)))
    assert str(layout.problem(place, "错了")) == f"{told}：错了"
