"""The conversation of an attempt, as a judge of manners reads it: who said what, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.words import moment
from mock_systems.records import Remark, Utterance
from mock_systems.records.hall import SPEAKER
from mock_systems.records.story import MOOD
from mock_systems.world import Change
from sandbox.judging.labels import ForJudges, names_in
from sandbox.screens.parts import Excerpt

CLERK, CALM = "clerk", "calm"
TALK_PART = 100
"""Sentences of a part of a talk."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing said at the window: `seq` is the action it was said in, 0 for what a visitor said
    unasked; `mood` how a visitor sounded, `topic` what a clerk's sentence was taken for."""

    seq: int
    at_ms: int
    clerk: bool
    speaker: str
    text: str
    mood: str
    topic: str

    @property
    def at(self) -> str:
        """When it was said, on the contest clock."""
        return moment(self.at_ms)


def talk_of(events: Sequence[Mapping[str, Any]], changes: Sequence[Change]) -> list[Spoken]:
    """Everything that was said at the window, in order, and what the visitor said unasked until
    the last action."""
    at = {event["seq"]: event["at_ms"] for event in events}
    names = names_in(changes)
    said = [_spoken(each, at, names) for each in changes if each.table == Utterance.table]
    last = max(at.values(), default=0)
    remarks = [_remarked(each, names) for each in changes if each.table == Remark.table]
    return sorted([*said, *(r for r in remarks if r.at_ms <= last)], key=lambda each: each.at_ms)


def talk_part(said: Sequence[Spoken], number: int, seq: int | None) -> Excerpt[Spoken]:
    """The part of a talk with this number; without one that of an action, or the first."""
    if number or seq is None:
        return Excerpt.numbered(said, number or 1, TALK_PART)
    since = (place for place, each in enumerate(said) if each.seq >= seq)
    return Excerpt.holding(said, next(since, len(said)), TALK_PART)


def _spoken(change: Change, at: Mapping[int, int], names: Mapping[str, str]) -> Spoken:
    row = change.after
    clerk = row["speaker"] == CLERK
    return Spoken(
        change.seq,
        at[change.seq],
        clerk,
        SPEAKER.label(CLERK) if clerk else names.get(row["visitor"], ""),
        row["text"],
        _mood(row["mood"]),
        ForJudges(names).told(Utterance, "topic", row["topic"]) if clerk else "",
    )


def _remarked(change: Change, names: Mapping[str, str]) -> Spoken:
    row, mood = change.after, _mood(change.after["mood"])
    return Spoken(0, row["at"] * 1000, False, names.get(row["visitor"], ""), row["text"], mood, "")


def _mood(code: str) -> str:
    """How a visitor sounded, where there is anything to tell."""
    return "" if code == CALM else MOOD.label(code)
