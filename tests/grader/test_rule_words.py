"""Each rule word against its definition in the specification's table, over all its parameters.

The oracle is written from the table alone, naively: it looks at every pair and triple of events
and knows nothing of how the grader goes about it. Events carry few distinct values, so that they
agree, repeat, come late, are refused and fit several selectors often.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.events import Event, Log
from grader.findings import Reason
from grader.rules import LETTERS, Rule
from tests.sample import examples

OPERATIONS = st.sampled_from(["query", "save", "print"])
VALUES = st.sampled_from(["P1", "P2", "a", ["a", "b"], None, "", 1])
ROW = st.dictionaries(st.sampled_from(["person", "kind"]), VALUES)
SELECTORS = st.fixed_dictionaries(
    {"operation": OPERATIONS, "where": ROW, "tried": st.booleans()},
    optional={
        "among": st.dictionaries(st.sampled_from(["person", "kind"]), st.lists(VALUES, max_size=2)),
        "except": st.dictionaries(
            st.sampled_from(["person", "kind"]), st.lists(VALUES, max_size=2)
        ),
    },
)
SAME = st.lists(st.sampled_from(["person", "kind"]), unique=True)


@st.composite
def logs(draw: st.DrawFn) -> Log:
    gaps = st.tuples(st.integers(1, 3), st.integers(0, 2500))
    events, seq, at = [], 0, 0
    for _ in range(draw(st.integers(0, 9))):
        gap, wait = draw(gaps)
        seq, at = seq + gap, at + wait
        row = (draw(OPERATIONS), draw(ROW), draw(ROW), draw(st.booleans()))
        events.append(Event(seq, at, *row, "", ""))
    return Log(events)


@st.composite
def rules(draw: st.DrawFn, word: str) -> Rule:
    one = draw(SELECTORS)
    chosen = {letter: draw(SELECTORS | st.just(one)) for letter in LETTERS[word]}
    limits = {"times": draw(st.integers(1, 3)), "seconds": draw(st.integers(0, 4))}
    named = {"id": "r", "group": "g", "title": "t", "word": word, "same": draw(SAME)}
    return Rule.read(named | limits | chosen)


def fits(rule: Rule, letter: str, event: Event) -> bool:
    selector = rule.selectors[letter]
    fields = {**event.facts, **event.data}
    return (
        event.operation == selector.operation
        and (event.accepted or selector.tried)
        and all(name in fields and fields[name] == v for name, v in selector.where.items())
        and not any(strange(fields.get(name), v) for name, v in selector.among.items())
        and not any(name in fields and one(fields[name], v) for name, v in selector.barred.items())
    )


def strange(value: Any, values: Sequence[Any]) -> bool:
    return value not in (None, "", []) and not one(value, values)


def one(value: Any, values: Sequence[Any]) -> bool:
    """Whether it, or something in it, is one of some values."""
    return value in values or (isinstance(value, list) and any(each in values for each in value))


def agree(rule: Rule, one: Event, other: Event) -> bool:
    return all(agree_on(name, one, other) for name in rule.same)


def selected(rule: Rule, letter: str, log: Log) -> list[Event]:
    return [event for event in log.events if fits(rule, letter, event)]


Outcome = Mapping[Any, bool]
"""Obligation (the `seq` that raised it, or its number where the case did) → whether it was met."""


def happens(rule: Rule, log: Log) -> Outcome:
    return {k: len(selected(rule, "a", log)) >= k for k in range(1, rule.times + 1)}


def never(rule: Rule, log: Log) -> Outcome:
    return {x.seq: False for x in selected(rule, "x", log)}


def at_most(rule: Rule, log: Log) -> Outcome:
    xs = selected(rule, "x", log)
    return {x.seq: False for x in xs if sum(y.seq < x.seq for y in xs) >= rule.times}


def before(rule: Rule, log: Log) -> Outcome:
    return {
        b.seq: any(a.seq < b.seq and agree(rule, a, b) for a in selected(rule, "a", log))
        for b in selected(rule, "b", log)
    }


def after(rule: Rule, log: Log) -> Outcome:
    return {
        a.seq: any(b.seq > a.seq and agree(rule, a, b) for b in selected(rule, "b", log))
        for a in selected(rule, "a", log)
    }


def within(rule: Rule, log: Log) -> Outcome:
    met = {}
    for a in selected(rule, "a", log):
        later = [b for b in selected(rule, "b", log) if b.seq > a.seq and agree(rule, a, b)]
        answer = min(later, key=lambda b: b.seq, default=None)
        met[a.seq] = answer is not None and (answer.at_ms - a.at_ms) / 1000 <= rule.seconds
    return met


def not_between(rule: Rule, log: Log) -> Outcome:
    met = {}
    for x in selected(rule, "x", log):
        opened = [a.seq for a in selected(rule, "a", log) if a.seq < x.seq and agree(rule, a, x)]
        closed = [b.seq for b in selected(rule, "b", log) if b.seq < x.seq and agree(rule, b, x)]
        # An event in both roles is refused when the script is checked; here it opens.
        if opened and max(opened) >= max(closed, default=0):
            met[x.seq] = False
    return met


def by(rule: Rule, log: Log) -> Outcome:
    found = selected(rule, "a", log)
    return {1: bool(found) and found[0].at_ms / 1000 <= rule.seconds}


ORACLES = {f.__name__: f for f in (happens, never, at_most, before, after, within, not_between, by)}


@pytest.mark.parametrize("word", LETTERS)
@settings(max_examples=examples(200, 60), deadline=None)
@given(data=st.data())
def test_the_word_is_its_definition(word: str, data: st.DataObject) -> None:
    rule, log = data.draw(rules(word)), data.draw(logs())
    findings = rule.findings(log)
    met = {f.number if f.raised_by is None else f.raised_by: f.met for f in findings}
    assert len(met) == len(findings)
    assert met == ORACLES[word](rule, log)


@pytest.mark.parametrize("word", LETTERS)
@settings(max_examples=examples(80, 30), deadline=None)
@given(data=st.data())
def test_evidence_is_in_the_log_and_true(word: str, data: st.DataObject) -> None:
    rule, log = data.draw(rules(word)), data.draw(logs())
    seqs = [event.seq for event in log.events]
    for finding in rule.findings(log):
        cited = [finding.raised_by, finding.settled_by, *(m.seq for m in finding.nearest)]
        cited += finding.searched or ()
        assert {seq for seq in cited if seq is not None} <= set(seqs)
        late = finding.reason in (Reason.WITHIN_LATE, Reason.BY_LATE)
        assert (finding.over > 0) == late
        assert all(miss.distance for miss in finding.nearest)


@settings(max_examples=examples(80, 30), deadline=None)
@given(data=st.data())
def test_the_nearest_miss_is_missed_in_the_fewest_ways(data: st.DataObject) -> None:
    rule, log = data.draw(rules("before")), data.draw(logs())
    for finding in rule.findings(log):
        raised = log.at(finding.raised_by)
        others = [e for e in log.tries(rule.selectors["a"].operation) if e != raised]
        if not finding.met:
            least = min((_distance(rule, e, raised) for e in others), default=None)
            assert min((m.distance for m in finding.nearest), default=None) == least


def _distance(rule: Rule, event: Event, raised: Event) -> int:
    selector, fields = rule.selectors["a"], {**event.facts, **event.data}
    wrong = {n for n, v in selector.where.items() if n not in fields or fields[n] != v}
    other = {n for n, v in selector.among.items() if strange(fields.get(n), v)}
    barred = {n for n, v in selector.barred.items() if n in fields and fields[n] in v}
    unlike = {n for n in rule.same if not agree_on(n, event, raised)} - wrong - other - barred
    refused = not event.accepted and not selector.tried
    return len(wrong) + len(other) + len(barred) + len(unlike) + refused + (event.seq > raised.seq)


def agree_on(name: str, one: Event, other: Event) -> bool:
    mine, theirs = {**one.facts, **one.data}, {**other.facts, **other.data}
    return mine.get(name) not in (None, "", []) and mine[name] == theirs.get(name)
