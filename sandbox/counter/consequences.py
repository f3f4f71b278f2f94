"""What is lost for one thing: the marks of a result by the step of the right way that was not done.

Whoever opens no application has no notice either, closes nothing and delivers nothing: one thing left undone,
five marks lost. Which marks a step carries is found by going the right way without it. Those that are lost are told
under it where most are, by the first such step: whoever went another way has most of them, and an order is kept by
who never came to what comes later.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from weakref import WeakKeyDictionary

from mock_systems.world import Source
from sandbox.attempt.states import Head
from sandbox.counter.right_way import RightStep
from sandbox.server import Server
from scenarios.playing.marking import Marked
from scenarios.playing.rehearse import Rehearsal, rehearse
from scenarios.shelf import rehearse_case

MOST_KEPT = 256
"""Right ways of a population of which is kept what each step carries: some 3 KB each."""
Mark = Mapping[str, Any]
Lost = tuple[Mark, Any]
"""A mark that lost something, and one thing found wrong with it."""


@dataclass(frozen=True, slots=True)
class LostTogether:
    """Marks that were lost together, each with what was found: by the step that was not done, or each by itself."""

    step: RightStep | None
    marks: Sequence[tuple[Mark, Sequence[Any]]]

    @property
    def points(self) -> int:
        """Hundredths of a point that all of them lost."""
        return sum(mark["worth"] - mark["earned"] for mark, _ in self.marks)


def together(lost: Sequence[Lost], roots: Mapping[str, RightStep]) -> Sequence[Lost]:
    """The same, with what follows from one thing side by side, where the first of it stood."""
    places: dict[int | str, int] = {}
    for place, (mark, _) in enumerate(lost):
        places.setdefault(_group(mark, roots), place)
    return sorted(lost, key=lambda each: places[_group(each[0], roots)])


def losses(lost: Iterable[Lost], roots: Mapping[str, RightStep]) -> Iterator[LostTogether]:
    """Lines that lie `together`, as they are told."""
    for _, lines in groupby(lost, key=lambda each: _group(each[0], roots)):
        marks = [
            (same[0][0], [finding for _, finding in same])
            for same in (list(each) for _, each in groupby(lines, key=lambda line: line[0]["id"]))
        ]
        yield LostTogether(roots.get(marks[0][0]["id"]), marks)


def roots_of(
    undone: Iterable[RightStep], lost: Collection[str], carried: Mapping[int, Collection[str]]
) -> Mapping[str, RightStep]:
    """The step for which each mark is lost, by the mark's id; nothing for a mark that is lost alone."""
    roots: dict[str, RightStep] = {}
    for step in undone:
        marks = carried.get(step.number, ())
        gone = [each for each in marks if each in lost]
        left = [each for each in gone if each not in roots]
        if len(left) > 1 and 2 * len(gone) > len(marks):
            roots.update(dict.fromkeys(left, step))
    return roots


def carried_by(server: Server, head: Head) -> Mapping[int, Collection[str]]:
    """The ids of the marks that are lost where a step of the right way of an attempt's variant is left out, by
    its number. A third of a second where nobody asked before; nothing without a right way here."""
    script = server.cases.get(head.case_id)
    if script is None or script.digest != head.script_hash:
        return {}
    source = server.source(head.population_hash)
    kept, asked = _kept.setdefault(source, {}), (head.script_hash, head.variant)
    if (carried := kept.get(asked)) is None:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        carried = kept[asked] = _carried(rehearse_case(head.case_id, head.variant, source))
    return carried


def _carried(right: Rehearsal) -> Mapping[int, Collection[str]]:
    steps = [each.step for each in right.played]
    without = (
        rehearse(right.stage, [*steps[:at], *steps[at + 1 :]], before=right, stubborn=True)
        for at in range(len(steps))
    )
    return {
        number: {str(mark["id"]) for mark in Marked(way, why=False).broken}
        for number, way in enumerate(without, 1)
    }


def _group(mark: Mark, roots: Mapping[str, RightStep]) -> int | str:
    step = roots.get(mark["id"])
    return step.number if step else str(mark["id"])


_kept: WeakKeyDictionary[Source, dict[tuple[str, int], Mapping[int, Collection[str]]]] = (
    WeakKeyDictionary()
)
