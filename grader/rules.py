"""Process rules over an action log: eight words.

A rule turns a log into findings. Each finding is one obligation: what raised it, whether it was
met, and which event settled it. Rules never look at records, and points are not decided here
(see `score`). In the definitions `a`, `b` and `x` are events the rule's selectors fit; earlier and
later mean smaller and greater `seq`, so one event never precedes or answers itself.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from grader.events import Event, Log
from grader.findings import Finding, Reason
from grader.reading import (
    FLAG,
    LIST,
    NUMBER,
    REQUIRED,
    TEXT,
    Columns,
    Malformed,
    columns,
    each,
    inside,
    known,
    named,
    texts,
)
from grader.selector import Selector, agree
from grader.unfound import Sought

BAND = Columns({"seconds": (NUMBER, REQUIRED), "points": (NUMBER, REQUIRED)})
RULE = Columns(
    {
        "id": (TEXT, REQUIRED),
        "group": (TEXT, REQUIRED),
        "title": (TEXT, REQUIRED),
        "basis": (TEXT, ""),
        "word": (TEXT, REQUIRED),
        "same": (LIST, []),
        "times": (NUMBER, 1),
        "seconds": (NUMBER, 0),
        "points": (NUMBER, 0),
        "credit": (TEXT, "all"),
        "steps": (LIST, []),
        "penalty": (NUMBER, 0),
        "cap": (NUMBER, 0),
        "red_line": (FLAG, False),
    }
)
LETTERS = {
    "happens": "a",
    "never": "x",
    "at_most": "x",
    "before": "ab",
    "after": "ab",
    "within": "ab",
    "not_between": "xab",
    "by": "a",
}
"""The eight words, and the selectors each one uses."""

EARNING = ("happens", "before", "after", "within", "by")
"""The words that can earn points; the others only cost."""

CREDITS = ("all", "share", "steps")
MOST_TIMES = 100
"""How often a rule may ask for one thing, each time being an obligation of its own. Case scripts may
ask for no more records of a kind, either."""


class Band(NamedTuple):
    """A time band: up to so many seconds, so many points."""

    seconds: int
    points: int


class Rule(NamedTuple):
    """One process rule; `selectors` are those its word uses, by letter."""

    id: str
    group: str
    title: str
    basis: str
    word: str
    same: Sequence[str]
    times: int
    seconds: int
    points: int
    credit: str
    steps: Sequence[Band]
    penalty: int
    cap: int
    red_line: bool
    selectors: Mapping[str, Selector]

    @classmethod
    def read(cls, raw: Any) -> "Rule":
        """A rule from plain JSON; `Malformed` for an unknown word or credit, a missing selector,
        or more than `MOST_TIMES`."""
        values = named(raw, RULE)
        letters = LETTERS[known("word", values["word"], LETTERS)]
        known("credit", values["credit"], CREDITS)
        if values["times"] > MOST_TIMES:
            raise Malformed("times", "次数过大", f"请至多写 {MOST_TIMES}")
        texts("same", values["same"])
        values["steps"] = each(values, "steps", lambda item: Band(*columns(item, BAND)))
        return cls(**values, selectors={x: inside(raw, x, Selector.read) for x in letters})

    @property
    def earns(self) -> bool:
        """Whether it can earn points; otherwise its breaches cost."""
        return self.points > 0 and self.word in EARNING

    def of(self, letter: str, log: Log) -> list[Event]:
        """The events its selector under a letter fits, in order."""
        return self.selectors[letter].of(log)

    @property
    def activation(self) -> Selector:
        """What raises its obligations, where the log raises them."""
        return self.selectors["b" if self.word == "before" else "a"]

    def absence(self, log: Log) -> Finding:
        """Why a rule earns nothing whose obligation never arose. Not an obligation itself: it
        explains, and counts for no points."""
        return Sought(self.activation).missing(log, self.word, Reason.NEVER_AROSE)

    def findings(self, log: Log) -> list[Finding]:
        """One finding for each obligation that the log raised."""
        return list(WORDS[self.word](self, log))


def happens(rule: Rule, log: Log) -> Iterator[Finding]:
    """`a` occurs `times` times: the k-th obligation is met when the k-th occurrence exists."""
    seen = rule.of("a", log)
    sought = Sought(rule.selectors["a"])
    for number in range(1, rule.times + 1):
        if number <= len(seen):
            yield Finding("happens", settled_by=seen[number - 1].seq, number=number)
        else:
            yield sought.missing(log, "happens", Reason.HAPPENS_MISSING, number)


def never(rule: Rule, log: Log) -> Iterator[Finding]:
    """Each `x` is a breach."""
    for event in rule.of("x", log):
        yield Finding("never", Reason.NEVER_BROKEN, event.seq, event.seq)


def at_most(rule: Rule, log: Log) -> Iterator[Finding]:
    """Each `x` after the `times`-th is a breach."""
    for number, event in enumerate(rule.of("x", log), 1):
        if number > rule.times:
            yield Finding("at_most", Reason.AT_MOST_EXCEEDED, event.seq, event.seq, number=number)


def before(rule: Rule, log: Log) -> Iterator[Finding]:
    """Each `b` has an earlier `a` that agrees with it on `same`; the latest one settles it."""
    first = rule.of("a", log)
    for number, then in enumerate(rule.of("b", log), 1):
        earlier = _latest(first, then, rule.same)
        if earlier:
            yield Finding("before", None, then.seq, earlier.seq, number=number)
        else:
            sought = Sought(rule.selectors["a"], then, rule.same, until=then.seq)
            yield sought.missing(log, "before", Reason.BEFORE_MISSING, number)


def after(rule: Rule, log: Log) -> Iterator[Finding]:
    """Each `a` has a later `b` that agrees with it on `same`; the first one settles it."""
    for number, (first, answer) in enumerate(_answers(rule, log), 1):
        if answer:
            yield Finding("after", None, first.seq, answer.seq, number=number)
        else:
            yield _answer(rule, first).missing(log, "after", Reason.AFTER_MISSING, number)


def within(rule: Rule, log: Log) -> Iterator[Finding]:
    """The first later `b` that agrees with an `a` on `same` comes at most `seconds` after it."""
    for number, (first, answer) in enumerate(_answers(rule, log), 1):
        if answer:
            over = _seconds_over(answer.at_ms - first.at_ms, rule.seconds)
            reason = Reason.WITHIN_LATE if over else None
            yield Finding("within", reason, first.seq, answer.seq, over=over, number=number)
        else:
            yield _answer(rule, first).missing(log, "within", Reason.WITHIN_MISSING, number)


def not_between(rule: Rule, log: Log) -> Iterator[Finding]:
    """Each `x` whose latest earlier `a`-or-`b` (that agrees with it on `same`) is an `a` is a
    breach: `a` opens a span, `b` closes it."""
    opens = rule.selectors["a"]
    bounds = sorted(rule.of("a", log) + rule.of("b", log), key=_seq)
    for event in rule.of("x", log):
        latest = _latest(bounds, event, rule.same)
        if latest and opens(latest):
            span = (latest.seq, event.seq)
            broken = Reason.NOT_BETWEEN_BROKEN
            yield Finding("not_between", broken, event.seq, event.seq, searched=span)


def by(rule: Rule, log: Log) -> Iterator[Finding]:
    """The first `a` comes at most `seconds` after the start."""
    seen = rule.of("a", log)
    if seen:
        over = _seconds_over(seen[0].at_ms, rule.seconds)
        yield Finding("by", Reason.BY_LATE if over else None, None, seen[0].seq, over=over)
    else:
        yield Sought(rule.selectors["a"]).missing(log, "by", Reason.BY_MISSING)


WORDS: Mapping[str, Callable[[Rule, Log], Iterator[Finding]]] = {
    "happens": happens,
    "never": never,
    "at_most": at_most,
    "before": before,
    "after": after,
    "within": within,
    "not_between": not_between,
    "by": by,
}


_seq = attrgetter("seq")


def _latest(events: Sequence[Event], then: Event, same: Sequence[str]) -> Event | None:
    """The latest of some events, in order, that comes before another and agrees with it."""
    for place in range(bisect_left(events, then.seq, key=_seq) - 1, -1, -1):
        if agree(events[place], then, same):
            return events[place]
    return None


def _answers(rule: Rule, log: Log) -> Iterator[tuple[Event, Event | None]]:
    """Each `a` with the first later `b` that agrees with it."""
    later = rule.of("b", log)
    for first in rule.of("a", log):
        start = bisect_right(later, first.seq, key=_seq)
        fits = (answer for answer in later[start:] if agree(answer, first, rule.same))
        yield first, next(fits, None)


def _answer(rule: Rule, first: Event) -> Sought:
    return Sought(rule.selectors["b"], first, rule.same, since=first.seq)


def _seconds_over(passed_ms: int, seconds: int) -> int:
    return max(0, -(-(passed_ms - seconds * 1000) // 1000))
