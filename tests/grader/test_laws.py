"""Laws of marking, over random scripts and attempts."""

import copy
import json

from hypothesis import given, settings
from hypothesis import strategies as st

import grader
from grader.check import TIMED
from grader.rules import LETTERS
from tests.grader.builders import (
    alternative,
    attempt,
    event,
    expectation,
    field,
    made,
    rule,
    script,
    selector,
    service,
)
from tests.sample import examples

OPERATIONS = st.sampled_from(["query", "save", "print"])
PEOPLE = st.sampled_from(["P1", "P2"])
TABLES = st.sampled_from(["person", "levy"])
POINTS = st.integers(0, 900)
COSTS = st.builds(
    lambda *each: {"penalty": each[0], "cap": sum(each) if each[0] else 0}, POINTS, POINTS
)
WHERE = st.one_of(st.just({}), st.builds(lambda person: {"person": person}, PEOPLE))
SELECTORS = st.builds(selector, OPERATIONS, WHERE, tried=st.booleans())


@st.composite
def rules(draw, number):
    word = draw(st.sampled_from(sorted(LETTERS)))
    costs, points = {"points": 0, **draw(COSTS)}, draw(POINTS)
    credits = ["all", "share", "steps"] if points and word in TIMED else ["all", "share"]
    earns = {"points": points, "credit": draw(st.sampled_from(credits))}
    chosen = costs if draw(st.booleans()) or "x" in LETTERS[word] else earns
    chosen |= {letter: draw(SELECTORS) for letter in LETTERS[word]}
    chosen |= {"times": draw(st.integers(1, 3)), "seconds": draw(st.integers(0, 9))}
    chosen |= {"steps": bands(chosen["seconds"], chosen["points"])}
    chosen |= {"same": draw(st.sampled_from([[], ["person"]])), "red_line": draw(st.booleans())}
    return rule(word, **chosen | {"id": f"rule{number}"})


def bands(seconds, points):
    """All points in time, half of them up to three seconds later."""
    late = {"seconds": seconds + 3, "points": points // 2}
    return [{"seconds": seconds, "points": points}, late]


@st.composite
def expectations(draw, number):
    word = draw(st.sampled_from(["created", "changed", "closed", "unchanged", "exactly"]))
    fields = st.builds(field, st.just("name"), st.sampled_from("甲乙"), POINTS)
    harm = {"red_line": draw(st.booleans()), **draw(COSTS)}
    guards = word == "unchanged"
    named = [
        each | {"points": 0} if guards else each for each in draw(st.lists(fields, max_size=1))
    ]
    wanted = expectation(word, draw(TABLES), draw(WHERE), fields=named)
    wanted |= harm if guards else {"points": draw(POINTS)}
    return wanted | {"id": f"expect{number}", "count": draw(st.integers(1, 2))}


def balanced(either):
    """These outcomes with a card more in each, which nobody makes, so that they come to the same."""
    sums = [
        sum(e["points"] + sum(f["points"] for f in e["fields"]) for e in each) for each in either
    ]
    return [
        [*each, expectation("created", "card", {"person": "P1"}, points=max(sums) - own)]
        for each, own in zip(either, sums, strict=True)
    ]


@st.composite
def scripts(draw):
    numbers = range(draw(st.integers(0, 3)))
    names = ("main", "other")[: draw(st.integers(1, 2))]
    either = balanced([[draw(expectations(f"{name}{n}")) for n in numbers] for name in names])
    chosen = [draw(rules(n)) for n in range(draw(st.integers(0, 4)))]
    costs = {"group": "records", **draw(COSTS)}
    allowed = st.fixed_dictionaries({"table": TABLES, "where": WHERE, "fields": st.just([])})
    key = script(
        rules=chosen,
        alternatives=[alternative(*e, name=n) for n, e in zip(names, either, strict=True)],
        side_effects=costs,
        allowed=draw(st.lists(allowed, max_size=1)),
        service=[service()],
    )
    return key | {"ceiling": draw(st.integers(0, key["total"]))}


@st.composite
def attempts(draw, least=0):
    events, changes, rows = [], [made(0, "person", "P1", person="P1", name="甲")], {}
    for seq in range(1, draw(st.integers(least, 7)) + 1):
        data, accepted = {"person": draw(PEOPLE)}, draw(st.booleans())
        events.append(event(seq, draw(OPERATIONS), data=data, accepted=accepted))
        if accepted and draw(st.booleans()):
            table, key = draw(TABLES), draw(st.sampled_from(["K1", "K2"]))
            after = data | {"name": draw(st.sampled_from("甲乙"))}
            before, rows[table, key] = rows.get((table, key)), after
            changes.append(made(seq, table, key, **after) | {"before": before})
    return attempt(events, changes)


LAW = settings(max_examples=examples(100, 40), deadline=None)


@LAW
@given(scripts())
def test_doing_nothing_earns_exactly_nothing(key) -> None:
    card = grader.mark(attempt(changes=[made(0, "person", "P1", person="P1", name="甲")]), key)
    assert (card["earned"], card["if_confirmed"]) == (0, 0)
    assert all(mark["earned"] <= 0 for mark in card["marks"])
    assert "level" not in {each["kind"] for each in card["pending"]}


@LAW
@given(scripts())
def test_doing_nothing_crosses_no_red_line_but_of_what_the_case_itself_demands(key) -> None:
    card = grader.mark(attempt(), key)
    crossed = {mark["word"] for mark in card["marks"] if mark["breached"]}
    assert crossed <= {"happens", "by"}


@LAW
@given(attempts(), scripts())
def test_marking_twice_gives_the_same_bytes_and_changes_neither_document(work, key) -> None:
    kept = copy.deepcopy((work, key))
    first = grader.canonical(grader.mark(work, key))
    assert (work, key) == kept
    again = grader.mark(json.loads(json.dumps(work)), json.loads(json.dumps(key)))
    assert grader.canonical(again) == first


@LAW
@given(attempts(least=1), scripts(), st.data())
def test_an_event_that_nothing_speaks_of_changes_no_points(work, key, data) -> None:
    place = data.draw(st.integers(0, len(work["events"])))
    at_ms = work["events"][place - 1]["at_ms"] if place else 0

    def later(rows):
        return [row | {"seq": row["seq"] + (row["seq"] > place)} for row in rows]

    events = later(work["events"])
    events.insert(place, event(place + 1, "hall.unspoken", at_ms=at_ms))
    more = grader.mark(work | {"events": events, "changes": later(work["changes"])}, key)
    assert _points(more) == _points(grader.mark(work, key))


def _points(card):
    totals = [card[name] for name in ("earned", "if_confirmed", "alternative", "groups")]
    return [*totals, [(mark["id"], mark["earned"], mark["state"]) for mark in card["marks"]]]


@LAW
@given(attempts(), scripts(), st.integers(1, 900), st.data())
def test_a_penalty_never_raises_a_total(work, key, more, data) -> None:
    harsher = copy.deepcopy(key)
    guards = [each for a in harsher["alternatives"] for each in a["expect"]]
    costly = [each for each in guards if each["is"] == "unchanged"]
    costly += [each for each in harsher["rules"] if "cap" in each]
    chosen = data.draw(st.sampled_from([harsher["side_effects"], *costly]))
    chosen["cap"] += more
    if not chosen["penalty"] or data.draw(st.booleans()):
        chosen["penalty"] += more
    before, after = grader.mark(work, key), grader.mark(work, harsher)
    assert after["if_confirmed"] <= before["if_confirmed"]
    assert after["if_confirmed"] <= after["earned"]
    assert after["earned"] <= before["earned"] or after["alternative"] != before["alternative"]


@LAW
@given(attempts(), scripts())
def test_every_step_a_finding_names_is_in_the_log(work, key) -> None:
    seqs = {each["seq"] for each in work["events"]}
    for mark in grader.mark(work, key)["marks"]:
        for finding in mark["findings"]:
            named = [finding["raised_by"], finding["settled_by"], *(finding["searched"] or [])]
            named += [miss["seq"] for miss in finding["nearest"]]
            assert {seq for seq in named if seq is not None} <= seqs


@LAW
@given(attempts(), scripts())
def test_points_keep_within_their_bounds_and_add_up(work, key) -> None:
    card = grader.mark(work, key)
    assert all(mark["least"] <= mark["earned"] <= mark["worth"] for mark in card["marks"])
    assert card["earned"] == max(0, sum(mark["earned"] for mark in card["marks"]))
    assert card["earned"] <= sum(mark["worth"] for mark in card["marks"])
    assert sum(group["earned"] for group in card["groups"]) == sum(
        mark["earned"] for mark in card["marks"]
    )


@LAW
@given(attempts(), scripts())
def test_the_losses_told_of_a_mark_add_up_to_what_it_lost(work, key) -> None:
    marks = [mark for mark in grader.mark(work, key)["marks"] if not mark["levels"]]
    for mark in marks:
        told = [f["explanation"]["lost"] for f in mark["findings"] if not f["met"]]
        assert sum(told) == mark["worth"] - mark["earned"]
        assert all(lost >= 0 for lost in told)
        for part in ("worth", "earned"):
            assert sum(finding[part] for finding in mark["findings"]) == mark[part]


@LAW
@given(attempts(), scripts())
def test_every_finding_that_is_not_met_is_explained_in_full(work, key) -> None:
    for mark in grader.mark(work, key)["marks"]:
        for finding in mark["findings"]:
            said = finding["explanation"]
            assert (said is None) == finding["met"]
            if said:
                always = ("sentence", "because", "expected", "actual", "basis")
                assert all(said[part] for part in always)
                assert bool(said["settled_by"]) != bool(said["searched"] and said["nearest"])
                assert said["lost"] == said["worth"] - said["earned"]
