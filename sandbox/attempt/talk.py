"""The talk at the window in order: every sentence where it was said, what visitors say unasked
where its time came."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from mock_systems.hall.applications import (
    GiveOneTimeNotice,
    IssueResult,
    OpenApplication,
    Refuse,
)
from mock_systems.hall.closing import Close, InviteRating
from mock_systems.hall.talk import CallNext
from mock_systems.records import Record, Remark, Utterance
from mock_systems.world import Query, World, action_of

Event = Mapping[str, Any]
Row = Mapping[str, Any]
_DECISIONS = {each.declared.name for each in (IssueResult, Refuse, GiveOneTimeNotice)}
CLERK, CITIZEN, CALM = "clerk", "citizen", "calm"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing said at the window: `seq` is the action it was said in, 0 for what a visitor said
    unasked; `row` is of an utterance or of a remark."""

    seq: int
    at_ms: int
    row: Row

    @property
    def speaker(self) -> str:
        """The code of who said it; a remark is always a visitor's."""
        return str(self.row.get("speaker", CITIZEN))

    @property
    def clerk(self) -> bool:
        """Whether the clerk said it."""
        return self.speaker == CLERK

    @property
    def text(self) -> str:
        """What was said."""
        return str(self.row["text"])

    @property
    def topic(self) -> str:
        """What it was taken for, where it was."""
        return str(self.row.get("topic", ""))

    @property
    def mood(self) -> str:
        """How a visitor sounded, where there is anything to tell."""
        return "" if self.row["mood"] == CALM else str(self.row["mood"])


def talk_of(
    events: Sequence[Event], said: Iterable[Row], remarks: Iterable[Row], until_ms: int
) -> list[Spoken]:
    """Everything said by a time of the contest clock, in order. Unasked a visitor speaks at the
    window alone, and only while there is something to wait for: what was due before its call is said
    after it, and nothing once it has left, has rated, or all it applied for is decided."""
    at_ms = {event["seq"]: event["at_ms"] for event in events}
    actions = ((action_of(Utterance, row["utterance"]), row) for row in said)
    talk = [Spoken(seq, at_ms[seq], row) for seq, row in actions]
    came, left = (_moments(events, each) for each in (CallNext, Close))
    done = _done(events)
    for row in remarks:
        due = max(row["at"] * 1000, came.get(row["visitor"], inf))
        waits = not any(first <= due < last for first, last in done.get(row["visitor"], ()))
        if due <= until_ms and due < left.get(row["visitor"], inf) and waits:
            talk.append(Spoken(0, due, row))
    return sorted(talk, key=lambda each: each.at_ms)


def talk_in(world: World, events: Sequence[Event], until_ms: int) -> list[Spoken]:
    """The same of an attempt that is worked."""
    return talk_of(events, _rows(world, Utterance), _rows(world, Remark), until_ms)


def _rows(world: World, kind: type[Record]) -> Sequence[Row]:
    return world.rows(kind.table, Query({}, kind.key_name()))


def _done(events: Iterable[Event]) -> Mapping[str, Sequence[tuple[float, float]]]:
    """From when to when a visitor had nothing to wait for: all was decided, or rated."""
    found: dict[str, list[tuple[float, float]]] = {}
    visitor, opened, decided, rated = "", 0, set[str](), False
    for event in events:
        name = event["operation"]
        if not event["accepted"]:
            continue
        if name == CallNext.declared.name:
            visitor, opened, decided, rated = event["facts"].get("visitor", ""), 0, set(), False
        opened += name == OpenApplication.declared.name
        rated |= name == InviteRating.declared.name
        if name in _DECISIONS:
            decided.add(event["data"]["application"])
        spells = found.setdefault(visitor, [])
        was_done = bool(spells) and spells[-1][1] == inf
        is_done = rated or 0 < opened == len(decided)
        if is_done and not was_done:
            spells.append((event["at_ms"], inf))
        elif was_done and not is_done:
            spells[-1] = (spells[-1][0], event["at_ms"])
    return found


def _moments(events: Iterable[Event], operation: type[CallNext | Close]) -> dict[str, int]:
    """When visitors came, or left."""
    name = operation.declared.name
    return {
        event["facts"].get("visitor", ""): event["at_ms"]
        for event in events
        if event["operation"] == name and event["accepted"]
    }
