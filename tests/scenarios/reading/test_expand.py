"""Scripts written short: what a call brings, where it goes, and how a wrong one is told."""

from pathlib import Path

import pytest

from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS
from scenarios.folders import CASES
from scenarios.proving.freed import Freed
from scenarios.reading.document import document
from scenarios.reading.fill import filled
from scenarios.reading.fragments import HOUSE
from scenarios.reading.load import load, long_form
from scenarios.reading.origins import origins
from scenarios.reading.problems import BadScript
from scenarios.reading.written import written as as_toml
from scenarios.shelf import case_files
from tests.scenarios.reading.conftest import Expand, told


def test_a_call_stands_for_what_it_brings_in_its_place_and_the_rest_goes_to_its_section(
    expand: Expand,
) -> None:
    said = expand(
        'walkthrough = [{ do = "hall.call_next" }, { greets = "thank", points = "2" }, { do = "hall.close" }]\n'
        'rules = [{ id = "own" }]'
    )
    assert [step["do"] for step in said["walkthrough"]] == [
        "hall.call_next",
        "hall.say",
        "hall.close",
    ]
    assert [rule["id"] for rule in said["rules"]] == ["said_thank", "own"]
    assert "mistakes" not in said


def test_what_was_not_given_is_left_out_and_a_list_stands_once_for_each_value(
    expand: Expand,
) -> None:
    said = expand('walkthrough = [{ greets = "thank", papers = ["id_card", "photo"] }]')
    assert said["walkthrough"][0]["form"] == {"topic": "thank"}
    assert [step["form"] for step in said["walkthrough"][1:]] == [
        {"kind": "id_card"},
        {"kind": "photo"},
    ]
    assert [mistake["name"] for mistake in said["mistakes"]] == ["silent"]
    assert "rules" not in said


def test_a_choice_is_an_argument_by_name(expand: Expand) -> None:
    said = expand('walkthrough = [{ greets = "thank", tone = "cold" }]')
    assert said["walkthrough"][0]["form"] == {"topic": "thank", "text": "说。"}


def test_a_name_alone_is_a_call_and_fragments_bring_one_another(expand: Expand) -> None:
    twice = 'title = "两遍"\nabout = "说两遍"\nwalkthrough = [{ greets = "greet" }, { greets = "thank" }]'
    said = expand('walkthrough = ["twice"]', twice=twice)
    assert [step["form"]["topic"] for step in said["walkthrough"]] == ["greet", "thank"]


def test_a_circle_of_fragments_is_told(expand: Expand) -> None:
    circle = 'title = "圈"\nabout = "自己引自己"\nwalkthrough = ["circle"]'
    [problem] = told(expand, 'walkthrough = ["circle"]', circle=circle)
    assert problem.startswith("x01.toml:1 › walkthrough › 第1项“circle”") and "没有尽头" in problem


def test_what_the_script_says_itself_is_written_over_what_was_brought(expand: Expand) -> None:
    said = expand(
        'walkthrough = [{ greets = "thank", points = "2" }]\n'
        'rules = [{ id = "said_thank", title = "道谢" }]'
    )
    assert [(rule["id"], rule["title"], rule["points"]) for rule in said["rules"]] == [
        ("said_thank", "道谢", "2")
    ]


def test_a_call_can_leave_out_what_it_shall_not_bring(expand: Expand) -> None:
    assert "mistakes" not in expand('walkthrough = [{ greets = "thank", less = ["silent"] }]')


def test_what_a_call_shall_not_bring_is_something_it_brings(expand: Expand) -> None:
    with pytest.raises(BadScript, match="greets 没有带出 silend，是否想写“silent”"):
        expand('walkthrough = [{ greets = "thank", less = ["silend"] }]')


def test_a_service_item_gives_fragments_their_defaults(expand: Expand) -> None:
    item = 'title = "失业登记"\nabout = "通用"\nneeded_papers = ["id_card"]\n[defaults.greets]\npoints = "3"'
    said = expand(
        'use = [{ for_item = "H02" }]\nneeded_papers = ["photo", "id_card"]\nwalkthrough = [{ greets = "thank" }]',
        items__H02=item,
    )
    assert said["rules"][0]["points"] == "3"
    assert said["needed_papers"] == ["id_card", "photo"] and "use" not in said


@pytest.mark.parametrize(("item", "called"), [("A09", ITEMS["A09"].name), ("X99", "此事")])
def test_a_fragment_that_tells_of_its_item_is_given_the_name_in_the_catalogue_if_it_has_one(
    expand: Expand, item: str, called: str
) -> None:
    names = (
        'title = "记"\nabout = "记下"\n[parameters]\nitem = { about = "编码" }\n'
        'item_name = { about = "名称", default = "此事" }\n'
        '[[rules]]\nid = "%item"\ntitle = "%{item_name}办结"'
    )
    of_item = {f"items__{item}": 'title = "某事"\nabout = "通用"\n'}
    said = expand(f'use = [{{ for_item = "{item}" }}, "names"]', names=names, **of_item)
    assert said["rules"] == [{"id": item, "title": f"{called}办结"}]


@pytest.mark.parametrize("own", [["photo"], None])
def test_a_service_item_asks_the_papers_of_the_catalogue_unless_it_says_others(
    expand: Expand, own: list[str] | None
) -> None:
    item = 'about = "通用"\n' + (f"needed_papers = {own}\n" if own else "")
    said = expand('use = [{ for_item = "A07" }]', items__A07=item)
    assert said["needed_papers"] == (own or list(ITEMS["A07"].materials))


@pytest.mark.parametrize("file", sorted((HOUSE / "items").iterdir()), ids=lambda file: file.stem)
def test_the_part_of_a_service_item_does_not_repeat_the_catalogue(file: Path) -> None:
    said, item = document(file), ITEMS[file.stem]
    assert said.get("title") != item.name
    assert said.get("needed_papers") != list(item.materials)
    for name, given in said.get("defaults", {}).items():
        usual = document(HOUSE / "moves" / f"{name}.toml")["parameters"]
        for key, value in given.items():
            assert filled(usual[key].get("default"), {"item_name": item.name}) != value


WORKED = sorted({each.declared.item for each in OPERATIONS.values()} & ITEMS.keys())


@pytest.mark.parametrize("code", WORKED)
def test_an_item_that_can_be_worked_says_who_may_be_opened_and_what_may_be_asked_for(
    expand: Expand, code: str
) -> None:
    said = expand(f'use = [{{ for_item = "{code}", who = "citizen" }}]')
    assert "$citizen.person" in said["linked"]
    assert "$firm.employer" in said["linked"] or not ITEMS[code].of_employer
    assert set(said.get("needed_papers", ())) <= set(ITEMS[code].materials)


def test_an_authors_fragment_goes_before_the_houses(expand: Expand) -> None:
    mine = 'title = "叫号"\nabout = "只叫号"\nwalkthrough = [{ do = "hall.call_next" }]'
    said = expand('walkthrough = ["welcome"]', welcome=mine)
    assert [step["do"] for step in said["walkthrough"]] == ["hall.call_next"]


def test_a_selector_may_name_a_step_and_rules_call_it_as_the_step_says(expand: Expand) -> None:
    said = expand(
        'walkthrough = [{ as = "look", do = "hall.view_paper", where = { paper = "$x.paper" } }]\n'
        'rules = [{ id = "r", a = { step = "look" } }, { id = "s", a = { step = "look", where = { kind = "photo" } } }]'
    )
    assert said["rules"][0]["a"] == {"do": "hall.view_paper", "where": {"paper": "$x.paper"}}
    assert said["rules"][1]["a"] == {"do": "hall.view_paper", "where": {"kind": "photo"}}
    assert "where" not in said["walkthrough"][0]


def test_a_way_of_one_edit_and_edits_of_several_steps_are_written_out(expand: Expand) -> None:
    said = expand(
        'mistakes = [{ name = "one", move = "a", after = "b" }, { name = "some", edits = [{ drop = ["c", "d"] }] }]\n'
        'other_ways = [{ name = "more", insert = { greets = "thank", papers = ["photo"] }, after = "a" }]'
    )
    assert [mistake["edits"] for mistake in said["mistakes"]] == [
        [{"move": "a", "after": "b"}],
        [{"drop": "c"}, {"drop": "d"}],
    ]
    assert [edit["insert"]["do"] for edit in said["other_ways"][0]["edits"]] == [
        "hall.request_paper",
        "hall.say",
    ], "the last is put in first, so that they stand in their order behind the step"
    assert "as" not in said["other_ways"][0]["edits"][1]["insert"]


DELIVER = 'deliver = "once", print = "own_print", sign = "own_sign"'
PRINT, SIGN = "$once.notice", "$own_print.printout"


def test_steps_put_in_by_a_call_have_the_names_it_gives_them_and_no_others(expand: Expand) -> None:
    said = expand(f'other_ways = [{{ name = "more", insert = {{ {DELIVER} }}, after = "a" }}]')
    edits = said["other_ways"][0]["edits"]
    assert [(each["insert"]["as"], *each["insert"]["form"].values()) for each in edits] == [
        ("own_sign", SIGN),
        ("own_print", PRINT),
    ]
    unnamed = expand('other_ways = [{ name = "more", insert = { deliver = "once" }, after = "a" }]')
    assert all("as" not in each["insert"] for each in unnamed["other_ways"][0]["edits"])


def test_a_step_is_replaced_by_all_the_steps_of_a_call(expand: Expand) -> None:
    said = expand(f'other_ways = [{{ name = "more", replace = "a", step = {{ {DELIVER} }} }}]')
    beside, instead = said["other_ways"][0]["edits"]
    assert (beside["after"], beside["insert"]["as"]) == ("a", "own_sign")
    assert (instead["replace"], instead["step"]["as"]) == ("a", "own_print")


def test_another_outcome_may_call_what_brings_its_expectations(expand: Expand) -> None:
    call = 'one_time = ["id_card"], item = "C02", who = "x", points = "3", written = "2", missing_points = "4"'
    said = expand(
        f'expect = [{{ id = "a" }}]\nalternatives = [{{ name = "other", instead = [], expect = [{{ {call} }}] }}]'
    )
    (other,) = said["alternatives"]
    assert [each["id"] for each in other["expect"]] == ["a", "told_once", "told_missing"]
    told_once, told_missing = other["expect"][1:]
    assert told_once["where"] == {"item": "C02", "person": "$x.person", "state": "incomplete"}
    assert (told_once["points"], told_missing["points"]) == ("3", "2")
    assert told_missing["where"] == {"kind": "one_time", "item": "C02", "person": "$x.person"}
    assert told_missing["fields"] == [
        {"name": "missing", "value": ["id_card"], "points": "4", "as": "set"}
    ]
    assert "walkthrough" not in said


def test_another_outcome_is_written_as_its_differences(expand: Expand) -> None:
    said = expand(
        'expect = [{ id = "a", where = { item = "B03", kind = "x" } }, { id = "b", points = "1" }]\n'
        'alternatives = [{ name = "other", instead = [{ id = "a", where = { item = "A06" } }], without = ["b"], expect = [{ id = "c" }] }]'
    )
    assert said["alternatives"] == [
        {
            "name": "other",
            "expect": [{"id": "a", "where": {"item": "A06", "kind": "x"}}, {"id": "c"}],
        }
    ]


def test_talk_is_written_by_topic(expand: Expand) -> None:
    said = expand(
        '[conversation]\nopening = "你好"\n[talk]\nthank = "不客气"\ngreet = ["你好", { text = "又见面了", mood = "glad" }]'
    )
    assert said["conversation"]["replies"] == [
        {"topic": "thank", "text": "不客气"},
        {"topic": "greet", "text": "你好"},
        {"topic": "greet", "text": "又见面了", "mood": "glad"},
    ]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('walkthrough = [{ greet = "thank" }]', "第1项：没有名为“greet”的做法或键，是否想写“greets”？"),
        ('walkthrough = [{ greets = "thank", pionts = "1" }]', "第1项“greets thank”：greets 没有名为“pionts”的参数，是否想写“points”？"),
        ('walkthrough = ["greets"]', "第1项“greets”：greets 缺少 topic（话题），请补上"),
        ('walkthrough = [{ greets = "thank", tone = "wram" }]', "tone 没有名为“wram”的一种，是否想写“warm”？"),
        ('walkthrough = [{ search = "citizen" }]', "没有名为“search”的做法或键，可用的有："),
        ('walkthrough = [{ serch = "citizen" }]', "没有名为“serch”的做法或键，可用的有：enrol、"),
        ('people = [{ serch = "citizen" }]', "没有名为“serch”的做法或键，可用的有："),
        ('use = [{ for_item = "Z99" }]', "use › 第1项：事项 Z99 没有写过通用的部分"),
        ('people = [{ nobody = "x" }]', "people › 第1项：没有名为“nobody”的做法或键"),
        ('rules = [{ id = "r", a = { step = "lok" } }]', "标准做法没有名为“lok”的步骤"),
        ('mistakes = [{ nmae = "x" }]', "mistakes › 第1项：没有名为“nmae”的做法或键，是否想写“name”？"),
        ('walkthrough = [{ welcome = "x" }]', "第1项“welcome x”：welcome 后面不写内容，写成 \"welcome\" 即可"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_with_its_line_and_the_nearest_right_one(
    expand: Expand, script: str, said: str
) -> None:
    problems = told(expand, f"\n{script}")
    assert len(problems) == 1 and problems[0].startswith("x01.toml:2 › "), problems
    assert said in problems[0]


def test_every_entry_keeps_where_it_was_written_and_what_brought_it(
    expand: Expand, tmp_path: Path
) -> None:
    said = expand(
        'walkthrough = [\n  { do = "hall.call_next" },\n  { greets = "thank", points = "2" },\n]'
    )
    found = dict(origins(said))
    own, brought = found["walkthrough", 0], found["rules", 0]
    assert own.through == () and brought.through == ("greets",)
    assert str(brought.problem("错了")) == (
        "x01.toml:3 › walkthrough › 第2项“greets thank”（由 greets 带出的 rules“said_thank”）"
        f"（写在 {tmp_path.name}/usual/greets.toml:18）：错了"
    )


def test_a_fragment_that_cannot_be_read_is_told_in_its_own_file(expand: Expand) -> None:
    [problem] = told(expand, 'use = ["broken"]', broken='title = "缺"\n')
    assert problem.partition("/")[2] == "usual/broken.toml › about：缺少这一项，请补上"


def test_a_key_that_nobody_knows_is_told_in_the_file_of_its_fragment(expand: Expand) -> None:
    [problem] = told(
        expand, 'use = ["odd"]', odd='title = "怪"\nabout = "怪"\n[[rule]]\nid = "a"\n'
    )
    assert (
        problem.partition("/")[2]
        == "usual/odd.toml:3 › rule：没有名为“rule”的键，是否想写“rules”？"
    )


def test_a_misspelt_call_in_an_own_fragment_is_told_with_the_call_that_is_meant(
    expand: Expand,
) -> None:
    odd = 'title = "怪"\nabout = "怪"\nwalkthrough = [\n{ greetz = "thank" }]\n'
    [problem] = told(expand, 'use = ["odd"]', odd=odd)
    assert "usual/odd.toml:4）：没有名为“greetz”的做法或键，是否想写“greets”？" in problem


@pytest.mark.parametrize("file", case_files(), ids=lambda file: file.stem)
def test_the_long_form_of_a_case_read_again_is_the_same_script(file: Path, tmp_path: Path) -> None:
    (tmp_path / "common.toml").write_text((CASES / "common.toml").read_text("utf-8"), "utf-8")
    path = tmp_path / file.parent.name / file.name
    path.parent.mkdir()
    path.write_text(as_toml(long_form(file)), "utf-8")
    short, long = load(file), load(path)
    assert long.script == short.script
    assert long_form(path) == long_form(file)
    freed = [Freed(each.script, each.layout).idle for each in (short, long)]
    assert freed[0] == freed[1], "what an item brings is looked for a use of once it is written out"
