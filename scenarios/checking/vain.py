"""What playing a script shows to be said in vain: one column paid twice or for standing as it stood,
points for calling and closing, mistakes that were stopped or repeat another, other ways and outcomes that are the first,
documents to be judged that nobody writes.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from mock_systems.notices import NOTICE_KIND
from mock_systems.papers import PAPER_KIND
from mock_systems.world import Change
from scenarios.casting.places import expected
from scenarios.casting.spread import spread
from scenarios.playing.rehearse import Played, Rehearsal
from scenarios.reading.marks import Expectation
from scenarios.reading.origins import Layout
from scenarios.reading.problems import Place, Problem

Row = Mapping[str, Any]
_MADE = ""
"""Stands for a record's being there at all, beside its columns."""


def vain(
    main: Rehearsal, others: Sequence[Rehearsal], wrong: Sequence[Rehearsal], layout: Layout
) -> Iterator[Problem]:
    """What the ways of a script show to be said in vain."""
    yield from _paid_twice(main, layout)
    yield from _as_it_stood(main, layout)
    yield from _repeated(main, others, wrong, layout)
    yield from _unwritten(main, others, layout)


def halted(way: Rehearsal) -> Played | None:
    """The step at which a mistake comes to nothing: the first that was not done, unless a rule asks
    for the attempt; None where all that it says was done."""
    undone = [each for each in way.played if not each.accepted]
    rules = way.stage.script.rules if undone else ()
    tried = {each.do for rule in rules for _, each in rule.selectors() if each.tried}
    return next((each for each in undone if each.step.do not in tried), None) or way.broken_off


def _paid_twice(main: Rehearsal, layout: Layout) -> Iterator[Problem]:
    """Expectations of one outcome that pay for the same column of the same record, or twice for its
    being there: so does a field for what a `where` asks by which that is paid for."""
    parts = [
        (place, part, [(place[:-1], key) for key in _fitting(part, names.fill(part.where), main)])
        for place, each in expected(main.stage.script)
        for part, names in spread(each, main.stage.cast.names)
    ]
    asked = {
        (record, column): _MADE
        for _, part, records in parts
        if {_MADE, *part.where} & {*_paying(part)}
        for record, column in product(records, part.where)
    }
    paid: dict[Any, tuple[str, str]] = {}
    twice = set[Place]()
    for place, part, records in parts:
        for record, column in product(records, _paying(part)):
            fact = asked.get((record, column), column)
            first = paid.setdefault((record, fact), (part.id, column))
            if first != (part.id, column) and place not in twice:
                twice.add(place)
                what = f"“{fact}”" if fact else "有没有这条记录"
                what = f"{what}在 {first[0]} 里已经计过分，一件事计了两次"
                if column != fact:
                    what = f"“{column}”是 where 的条件，条件不合就没有这条记录；{what}"
                yield layout.problem(place, what, "请删去一处，分值并到另一处")


def _paying(part: Expectation) -> Sequence[str]:
    """The columns that an expectation pays for, and that a record is there."""
    columns = {field.name for field in part.fields if field.points}
    return sorted(columns | ({_MADE} if part.points else set()))


def _as_it_stood(main: Rehearsal, layout: Layout) -> Iterator[Problem]:
    """Fields of a record to be changed that pay for what they were before, in the base story. In
    others some may: who has not moved keeps the address."""
    for place, each in expected(main.stage.script):
        for part, names in spread(each, main.stage.cast.names):
            keys = [*_fitting(part, names.fill(part.where), main)]
            made = [c for c in main.changes() if c.seq and c.table == part.table and c.key in keys]
            altered = {name for change in made for name in _altered(change)}
            for number, field in enumerate(part.fields if part.is_ == "changed" and made else ()):
                if field.points and field.name not in altered:
                    what = f"“{field.name}”本来就是这个值，变式0 不改也得分"
                    mend = "请让变式0 取到要改的值；不许改的写成 unchanged"
                    yield layout.problem((*place, "fields", number), what, mend)


def _altered(change: Change) -> Iterator[str]:
    before = change.before or {}
    return (name for name, value in change.after.items() if before.get(name) != value)


def _fitting(part: Expectation, where: Row, main: Rehearsal) -> Iterator[str]:
    """The keys of the records that an expectation is about."""
    rows: dict[str, Row] = {}
    made = set[str]()
    for change in main.changes():
        if change.table == part.table:
            rows[change.key] = change.after
            if change.before is None and change.seq:
                made.add(change.key)
    for key, row in rows.items():
        new = {"created": True, "changed": False, "closed": False}.get(part.is_, key in made)
        if new == (key in made) and all(row.get(name) == value for name, value in where.items()):
            yield key


def _repeated(
    main: Rehearsal, others: Sequence[Rehearsal], wrong: Sequence[Rehearsal], layout: Layout
) -> Iterator[Problem]:
    """Ways that are the walkthrough, or another of their kind, in other words."""
    ways = (("other_ways", others), ("mistakes", wrong))
    for section, played in ways:
        seen = {_log(main): "标准做法"} if section == "other_ways" else {}
        for number, way in enumerate(played):
            title = getattr(main.stage.script, section)[number].title
            first = seen.setdefault(_log(way), f"“{title}”")
            if first != f"“{title}”":
                what = f"“{title}”与{first}做的是同样的事，只是写法不同"
                mend = "请改成另一种做法，或删去"
                yield layout.problem((section, number), what, mend)


def _unwritten(main: Rehearsal, others: Sequence[Rehearsal], layout: Layout) -> Iterator[Problem]:
    """Documents that judges are to look at, which the story has not and no right way writes."""
    changes = [change for way in (main, *others) for change in way.changes()]
    there = {change.after.get("kind") for change in changes}
    for number, each in enumerate(main.stage.script.service):
        for kind in each.documents:
            if kind not in there:
                label = {**PAPER_KIND.labels, **NOTICE_KIND.labels}[kind]
                what = f"“{each.title}”要裁判看“{label}”（{kind}），本案没有，对的做法也不会写出来"
                place = ("service", number, "documents")
                yield layout.problem(place, what, "请删去，或者改成做得出来的那一种")


def _log(way: Rehearsal) -> str:
    """What was done, in its order, whatever its steps are called."""
    done = [
        (each.step.do, each.event["data"] if each.event else each.step.form) for each in way.played
    ]
    return json.dumps(done, sort_keys=True, default=str, ensure_ascii=False)
