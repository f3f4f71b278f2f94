"""The right way of the variant that is practised, step by step with the author's reasons, and how far somebody
has come on it.

A step counts as done by any step of theirs that does the same for the same records, whatever it is called, in
whatever order; first by those that choose the same as well. Who has opened a record need not have searched for it.
What a hint tells is this way and no other: other right ways earn as much.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from mock_systems.catalogue import SYSTEMS
from mock_systems.operation import OPERATIONS, Operation
from mock_systems.sentence import Sentence
from mock_systems.world import Source
from sandbox.attempt.states import Head
from sandbox.judging.labels import names_in
from sandbox.judging.review import LogLine, log_lines
from sandbox.judging.talk import SpokenLine, said_in_steps
from sandbox.judging.ways import WayView, ways_of
from sandbox.server import Server
from scenarios.playing.rehearse import Played, Rehearsal
from scenarios.shelf import rehearse_case

MOST_KEPT = 64
"""Right ways that are kept of a population: some 30 KB each."""
Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RightStep:
    """A step of the right way: what is listed of it, why it is done, what was said in it, and what a step of
    somebody's must have to be this one, exactly and at least."""

    number: int
    at_ms: int
    operation: type[Operation]
    line: LogLine
    why: str
    said: Sequence[SpokenLine]
    exact: Mapping[str, Any]
    least: Mapping[str, Any]
    confirms: bool
    """Whether the system asks back, and it is confirmed."""

    @property
    def place(self) -> str:
        """Where it is done."""
        declared = self.operation.declared
        system = SYSTEMS[declared.system]
        if declared.menu:
            return Sentence("{system} › {menu}", system=system, menu=declared.menu)
        return system

    @property
    def sentences(self) -> Sequence[str]:
        """What the clerk says in it."""
        return [each.text for each in self.said if each.clerk]

    @property
    def searches(self) -> bool:
        """Whether it only looks for what a later step opens."""
        return self.operation.declared.part == "query"


class RightWay(NamedTuple):
    """The right way, and the others that earn as much, as changes of it."""

    steps: Sequence[RightStep] = ()
    others: Sequence[WayView] = ()


def right_way(server: Server, head: Head) -> RightWay:
    """The right way of an attempt's variant; without a step where this server has another version of its
    script by now, or none."""
    script = server.cases.get(head.case_id)
    if script is None or script.digest != head.script_hash:
        return RightWay()
    source = server.source(head.population_hash)
    kept, asked = _kept.setdefault(source, {}), (head.script_hash, head.variant)
    if asked not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        right = rehearse_case(head.case_id, head.variant, source)
        kept[asked] = made = RightWay(steps_of(right), ways_of(right)[0])
        return made
    return kept[asked]


def steps_of(right: Rehearsal) -> Sequence[RightStep]:
    """The steps of a walkthrough that was played."""
    changes = list(right.changes())
    made = {change.key for change in changes if change.seq > 0}
    events = right.attempt["events"]
    lines = log_lines(
        [{**each, "data": _lasting(each, made)} for each in events], names_in(changes)
    )
    said = said_in_steps(events, changes, [each["seq"] for each in events])
    names = right.moments[-1].names
    return [
        _step(played, event, line, names.fill(played.step.why), said[event["seq"]], made)
        for played, event, line in zip(right.played, events, lines, strict=True)
    ]


def matched(right: Sequence[RightStep], events: Iterable[Event]) -> Mapping[int, int]:
    """Which of somebody's steps did what each step of the right way does, by their numbers; those that
    nobody's did are left out."""
    left, found = [each for each in events if each["accepted"]], dict[int, int]()
    for wanted in ("exact", "least"):
        for step in right:
            fits = [each for each in left if _fits(each, step, getattr(step, wanted))]
            if step.number not in found and fits:
                left.remove(fits[0])
                found[step.number] = fits[0]["seq"]
    return found


def undone(right: Sequence[RightStep], events: Iterable[Event]) -> list[RightStep]:
    """The steps of the right way that nobody's steps have done yet, in order."""
    done = matched(right, events)
    return [each for each in right if each.number not in done and not _found(each, right, done)]


def _found(step: RightStep, right: Sequence[RightStep], done: Collection[int]) -> bool:
    """Whether a step only looks for what is open already."""
    later = (each for each in right[step.number :] if not each.searches)
    return step.searches and next((each.number in done for each in later), False)


def _fits(event: Event, step: RightStep, wanted: Mapping[str, Any]) -> bool:
    if event["operation"] != step.operation.declared.name:
        return False
    said = {**event["facts"], **event["data"]}
    return all(said.get(name) == value for name, value in wanted.items())


def _step(
    played: Played,
    event: Event,
    line: LogLine,
    why: str,
    said: Sequence[SpokenLine],
    made: set[str],
) -> RightStep:
    operation, data = OPERATIONS[event["operation"]], _lasting(event, made)
    filled = [each for each in operation.form() if data.get(each.name) not in (None, "", [])]
    topic = {"topic": event["facts"]["topic"]} if "topic" in event["facts"] else {}
    chosen = {each.name: data[each.name] for each in filled if each.codes or each.record}
    records = {each.name: data[each.name] for each in filled if each.record}
    return RightStep(
        event["seq"],
        event["at_ms"],
        operation,
        line,
        why,
        said,
        topic or chosen,
        topic or records,
        bool(event["confirmed"]),
    )


def _lasting(event: Event, made: set[str]) -> Mapping[str, Any]:
    """What was filled in, without what only this way has: keys of what was made on it."""
    return {
        name: value
        for name, value in event["data"].items()
        if not {*(value if isinstance(value, list) else [value])} & made
    }


_kept: WeakKeyDictionary[Source, dict[tuple[str, int], RightWay]] = WeakKeyDictionary()
