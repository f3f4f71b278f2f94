"""Points from findings: all, share or time bands; penalties to a cap; never below nothing."""

from fractions import Fraction
from itertools import combinations_with_replacement
from math import floor

import pytest

import grader
from grader import score
from tests.grader.builders import attempt, by_id, event, expectation, made, rule, script, selector

SAVES = {"a": selector("check"), "b": selector("save"), "same": ["person"]}


def marked(wanted, *events):
    return by_id(grader.mark(attempt(events), script(rules=[wanted])), wanted["id"])


def earned(wanted, *events):
    return marked(wanted, *events)["earned"]


def losses(mark):
    """What each finding that is not met is told to have lost."""
    return [f["explanation"]["lost"] for f in mark["findings"] if not f["met"]]


def pair(seq, person, check=True):
    steps = [event(seq, "check" if check else "look", data={"person": person})]
    return [*steps, event(seq + 1, "save", data={"person": person})]


@pytest.mark.parametrize(
    ("credit", "met", "points"),
    [
        ("all", 3, 1000),
        ("all", 2, 0),
        ("all", 0, 0),
        ("share", 3, 1000),
        ("share", 2, 666),
        ("share", 1, 333),
        ("share", 0, 0),
    ],
)
def test_credit_is_all_or_nothing_or_a_share_rounded_down(credit, met, points) -> None:
    wanted = rule("before", **SAVES, points=1000, credit=credit)
    steps = [step for n in range(3) for step in pair(n * 2 + 1, f"P{n}", n < met)]
    assert earned(wanted, *steps) == points


@pytest.mark.parametrize("credit", ["all", "share"])
def test_an_obligation_that_never_arose_earns_nothing(credit) -> None:
    assert earned(rule("before", **SAVES, credit=credit), event(1, "check")) == 0


BANDS = [{"seconds": 10, "points": 600}, {"seconds": 20, "points": 250}]


@pytest.mark.parametrize(
    ("at_ms", "points"), [(10000, 600), (10001, 250), (20000, 250), (20001, 0)]
)
def test_steps_give_the_points_of_the_first_band_reached(at_ms, points) -> None:
    wanted = rule("by", a=selector("save"), credit="steps", steps=BANDS)
    assert earned(wanted, event(1, "save", at_ms=at_ms)) == points


def test_each_obligation_has_its_share_and_what_cannot_be_shared_is_lost_with_the_unmet() -> None:
    wanted = rule("before", **SAVES, points=1000, credit="share")
    steps = [step for n in range(3) for step in pair(n * 2 + 1, f"P{n}", n == 0)]
    mark = marked(wanted, *steps)
    assert [(f["worth"], f["earned"]) for f in mark["findings"]] == [(333, 333), (334, 0), (333, 0)]
    assert losses(mark) == [334, 333]


def test_what_is_all_or_nothing_is_lost_once_with_the_first_that_is_missing() -> None:
    wanted = rule("before", **SAVES, points=1000)
    mark = marked(wanted, *pair(1, "P1"), *pair(3, "P2", False), *pair(5, "P3", False))
    assert losses(mark) == [1000, 0]


def test_steps_go_by_the_slowest_answer_and_give_nothing_where_one_is_missing() -> None:
    answers = {"a": selector("save"), "b": selector("check"), "same": ["person"]}
    wanted = rule("within", **answers, credit="steps", steps=BANDS)

    def step(seq, operation, person, at_ms):
        return event(seq, operation, data={"person": person}, at_ms=at_ms)

    quick = [step(1, "save", "P1", 0), step(2, "check", "P1", 1000)]
    slow = [*quick, step(3, "save", "P2", 1000), step(4, "check", "P2", 16000)]
    assert [earned(wanted, *quick), earned(wanted, *slow), earned(wanted, *slow[:3])] == [
        600,
        250,
        0,
    ]


def test_what_came_late_by_steps_is_lost_with_the_slowest_answer() -> None:
    answers = {"a": selector("save"), "b": selector("check"), "same": ["person"]}
    wanted = rule("within", **answers, credit="steps", steps=BANDS)
    times = [("P1", 0, 11000), ("P2", 11000, 26000), ("P3", 26000, 38000)]
    steps = []
    for person, saved, checked in times:
        step = {"data": {"person": person}}
        steps.append(event(len(steps) + 1, "save", at_ms=saved, **step))
        steps.append(event(len(steps) + 1, "check", at_ms=checked, **step))
    assert losses(marked(wanted, *steps)) == [0, 350, 0]


@pytest.mark.parametrize(("times", "cost"), [(0, 0), (1, -200), (2, -400), (3, -500), (4, -500)])
def test_breaches_cost_up_to_the_cap(times, cost) -> None:
    steps = [event(n, "peek") for n in range(1, times + 1)]
    assert earned(rule("never", x=selector("peek")), *steps) == cost


def test_each_breach_is_told_with_its_own_cost_until_the_cap_is_used_up() -> None:
    steps = [event(n, "peek") for n in range(1, 5)]
    assert losses(marked(rule("never", x=selector("peek")), *steps)) == [200, 200, 100, 0]


def test_a_word_that_earns_may_cost_instead() -> None:
    wanted = rule("before", **SAVES, points=0, penalty=200, cap=500)
    assert earned(wanted, *pair(1, "P1", False)) == -200
    assert earned(wanted, *pair(1, "P1")) == 0


def test_penalties_take_the_case_to_nothing_and_no_further() -> None:
    key = script(
        rules=[
            rule("happens", a=selector("save"), points=300),
            rule("never", x=selector("peek"), penalty=200, cap=500),
        ]
    )
    steps = [event(1, "save"), event(2, "peek"), event(3, "peek"), event(4, "peek")]
    totals = [grader.mark(attempt(steps[:n]), key)["earned"] for n in range(5)]
    assert totals == [0, 300, 100, 0, 0]


def test_groups_add_up_their_own_marks() -> None:
    levied = expectation("created", "levy", {"person": "P1"}, points=400)
    rules = [
        rule("happens", a=selector("save"), points=300),
        rule("never", x=selector("save")),
    ]
    done = attempt([event(1, "save")], [made(1, "levy", "HD1", person="P1")])
    card = grader.mark(done, script(levied, rules=rules))
    assert [(g["name"], g["earned"], g["worth"]) for g in card["groups"]] == [
        ("records", 400, 400),
        ("process", 100, 300),
    ]
    assert (card["earned"], card["total"]) == (500, 700)


def test_groups_stand_in_the_order_of_the_hall_whatever_the_scripts_order() -> None:
    names = ["extra", "service", "papers", "process", "records"]
    rules = [rule("happens", a=selector("save"), group=name, id=name) for name in names]
    card = grader.mark(attempt(), script(rules=rules))
    told = [group["name"] for group in card["groups"]]
    assert told == ["records", "process", "papers", "service", "extra"]


@pytest.mark.parametrize(
    ("points", "levels", "earned"),
    [
        (400, [2], 267),
        (700, [2], 467),
        (400, [1], 133),
        (500, [3, 2], 417),
        (300, [2, 3], 250),
        (100, [1, 1, 2], 44),
        (3, [1, 2], 2),
    ],
)
def test_a_mean_of_levels_is_rounded_half_a_hundredth_up(points, levels, earned) -> None:
    assert score.judged(points, levels) == earned


def test_a_mean_of_levels_is_what_is_reckoned_on_paper_whatever_the_points_and_judges() -> None:
    for judges in (1, 2, 3, 5):
        for levels in combinations_with_replacement(range(4), judges):
            for points in (0, 1, 3, 50, 100, 250, 300, 400, 700, 1500):
                exact = Fraction(points * sum(levels), 3 * judges)
                assert score.judged(points, levels) == floor(exact + Fraction(1, 2))
