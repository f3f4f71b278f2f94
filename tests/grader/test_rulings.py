"""Red lines, levels and rulings: how a scorecard stands once judges have spoken."""

import pytest

import grader
from tests.grader.builders import attempt, by_id, event, rule, script, selector, service

RULES = [
    rule("happens", a=selector("save"), points=900),
    rule("never", x=selector("peek"), penalty=100, cap=300, red_line=True),
]
CROSSED = [event(1, "save"), event(2, "peek")]


def card(events=CROSSED, **changes):
    return grader.mark(attempt(events), script(rules=RULES, **changes))


def ruling(mark="never", kind="confirm", **changes):
    return {"mark": mark, "judge": "J1", "kind": kind, "points": None, "level": None} | changes


def test_until_a_judge_confirms_a_red_line_both_numbers_show() -> None:
    machine = card()
    assert (machine["earned"], machine["if_confirmed"]) == (800, 400)
    assert machine["pending"] == [{"mark": "never", "kind": "red_line"}]
    assert by_id(machine, "never")["breached"]


def test_a_red_line_whose_obligation_never_arose_is_not_pending() -> None:
    pair = {"a": selector("check"), "b": selector("save"), "red_line": True}
    empty = grader.mark(attempt(), script(rules=[rule("before", **pair)]))
    assert (by_id(empty, "before")["state"], empty["pending"]) == ("lost", [])
    crossed = grader.mark(attempt([event(1, "save")]), script(rules=[rule("before", **pair)]))
    assert crossed["pending"] == [{"mark": "before", "kind": "red_line"}]


def test_a_red_line_that_nobody_crossed_is_not_pending() -> None:
    machine = card(CROSSED[:1])
    assert (machine["earned"], machine["if_confirmed"], machine["pending"]) == (900, 900, [])


def test_the_ceiling_never_lifts_a_lower_total() -> None:
    assert card(ceiling=850)["if_confirmed"] == 800


def test_a_red_line_without_a_penalty_is_lost_all_the_same() -> None:
    bare = rule("never", x=selector("peek"), penalty=0, cap=0, red_line=True)
    machine = grader.mark(attempt(CROSSED), script(rules=[RULES[0], bare]))
    assert (by_id(machine, "never")["state"], machine["if_confirmed"]) == ("lost", 400)


def test_nothing_ruled_is_the_machines_card() -> None:
    machine = card()
    now = grader.current(machine, [])
    assert {name: now[name] for name in machine if name != "marks"} == {
        name: machine[name] for name in machine if name != "marks"
    }
    assert [m["machine"] for m in now["marks"]] == [m["earned"] for m in machine["marks"]]


@pytest.mark.parametrize(
    ("made", "earned", "pending"),
    [
        (ruling(), 400, []),
        (ruling(kind="void"), 900, []),
        (ruling(kind="change", points=-50), 850, []),
        (ruling("happens", "change", points=450), 350, ["never"]),
        (ruling("happens", "confirm"), 800, ["never"]),
    ],
)
def test_what_each_kind_of_ruling_does(made, earned, pending) -> None:
    now = grader.current(card(), [made])
    assert (now["earned"], [each["mark"] for each in now["pending"]]) == (earned, pending)
    mark = by_id(now, made["mark"])
    assert mark["ruling"] == made
    assert mark["machine"] == by_id(card(), made["mark"])["earned"]


def test_the_latest_ruling_counts() -> None:
    now = grader.current(card(), [ruling(), ruling(kind="void")])
    assert (now["earned"], by_id(now, "never")["state"]) == (900, "full")


def test_the_machines_card_is_not_edited() -> None:
    machine = card()
    kept = grader.canonical(machine)
    grader.current(machine, [ruling("happens", "change", points=0)])
    assert grader.canonical(machine) == kept


def test_a_service_mark_waits_for_judges_and_then_gives_their_mean() -> None:
    machine = card(CROSSED[:1], service=[service(points=400)])
    assert by_id(machine, "tone")["state"] == "pending"
    assert (machine["total"], machine["earned"]) == (1300, 900)
    assert machine["pending"] == [{"mark": "tone", "kind": "level"}]
    judged = [level("J1", 2), level("J2", 3), level("J3", 2)]
    now = grader.current(machine, judged)
    assert (by_id(now, "tone")["earned"], by_id(now, "tone")["judged"]) == (311, [2, 3, 2])
    assert (now["earned"], now["pending"]) == (1211, [])


def test_what_nobody_touched_waits_for_no_judge_and_can_be_given_no_level() -> None:
    untouched = card([], service=[service()])
    mark = by_id(untouched, "tone")
    assert (mark["state"], mark["earned"], mark["worth"], untouched["pending"]) == (
        ("lost", 0, 300, [])
    )
    assert "一步也没有办理" in mark["findings"][0]["explanation"]["sentence"]
    with pytest.raises(grader.Malformed, match="不分级评定"):
        grader.current(untouched, [level("J1", 3)])
    refused_once = card([event(1, accepted=False)], service=[service()])
    assert by_id(refused_once, "tone")["state"] == "pending"


def level(judge, given):
    return ruling("tone", "change", judge=judge, level=given)


def test_levels_more_than_one_apart_are_marked_again() -> None:
    machine = card(service=[service()])
    spread = [level("J1", 1), level("J2", 3)]
    assert by_id(grader.current(machine, spread), "tone")["state"] == "pending"
    again = [*spread, level("J1", 2)]
    assert by_id(grader.current(machine, again), "tone")["judged"] == [2, 3]
    assert by_id(grader.current(machine, again), "tone")["earned"] == 250


def test_level_nought_is_a_judgement_too() -> None:
    now = by_id(grader.current(card(service=[service()]), [level("J1", 0)]), "tone")
    assert (now["earned"], now["state"]) == (0, "lost")


def test_an_appeal_may_settle_a_service_mark_outright() -> None:
    settled = [level("J1", 0), level("J2", 3), ruling("tone", "change", points=120)]
    now = by_id(grader.current(card(service=[service()]), settled), "tone")
    assert (now["earned"], now["state"]) == (120, "part")


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (ruling("nevr"), "mark"),
        (ruling(kind="lower"), "kind"),
        (ruling(kind="change"), "points"),
        (ruling(kind="change", points=1), "points"),
        (ruling(kind="change", points=-301), "points"),
        (ruling("happens", "change", points=901), "points"),
        (ruling("tone"), "kind"),
        (level("J1", 4), "level"),
        (ruling("happens", "change", level=2), "level"),
        (ruling("tone", "void", level=2), "level"),
        (ruling("tone", "confirm", level=2), "level"),
        (ruling("happens", "confirm", points=450), "points"),
        (ruling("tone", "change", level=2, points=120), "points"),
        (level(None, 2), "judge"),
    ],
)
def test_an_impossible_ruling_is_refused_with_its_place(wrong, place) -> None:
    with pytest.raises(grader.Malformed, match=f"rulings › 第2项 › {place}"):
        grader.current(card(service=[service()]), [ruling(), wrong])
