"""The conversation of an attempt, as a judge of manners reads it: who said what, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from grader.words import moment
from mock_systems.records import Record, Remark, Utterance
from mock_systems.records.hall import SPEAKER
from mock_systems.records.story import MOOD
from mock_systems.world import Change
from sandbox.attempt.talk import Spoken, talk_of
from sandbox.judging.labels import ForJudges, names_in
from sandbox.screens.parts import Excerpt

TALK_PART = 100
"""Sentences of a part of a talk."""


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """One thing said at the window, in words: `seq` is the action it was said in, 0 for what a
    visitor said unasked; `at` when, on the contest clock; `mood` how a visitor sounded; `topic` what
    a clerk's sentence was taken for."""

    seq: int
    at: str
    clerk: bool
    speaker: str
    text: str
    mood: str
    topic: str


def talk_part(
    events: Sequence[Mapping[str, Any]], changes: Sequence[Change], number: int, seq: int | None
) -> Excerpt[SpokenLine]:
    """The part with this number of everything that was said until the last action; without a number
    that of an action, or the first."""
    last = max((event["at_ms"] for event in events), default=0)
    talk = talk_of(events, _rows(changes, Utterance), _rows(changes, Remark), last)
    return _part(talk, number, seq).read(partial(_line, names_in(changes)))


def said_in_steps(
    events: Sequence[Mapping[str, Any]], changes: Sequence[Change], steps: Sequence[int]
) -> Mapping[int, Sequence[SpokenLine]]:
    """What was said in some of the actions, by their numbers."""
    read = partial(_line, names_in(changes))
    talk = talk_of(events, _rows(changes, Utterance), (), 0)
    return {seq: [read(each) for each in talk if each.seq == seq] for seq in steps}


def _rows(changes: Sequence[Change], kind: type[Record]) -> list[Mapping[str, Any]]:
    return [each.after for each in changes if each.table == kind.table]


def _part(talk: Sequence[Spoken], number: int, seq: int | None) -> Excerpt[Spoken]:
    if number or seq is None:
        return Excerpt.numbered(talk, number or 1, TALK_PART)
    since = (place for place, each in enumerate(talk) if each.seq >= seq)
    return Excerpt.holding(talk, next(since, len(talk)), TALK_PART)


def _line(names: Mapping[str, str], said: Spoken) -> SpokenLine:
    return SpokenLine(
        said.seq,
        moment(said.at_ms),
        said.clerk,
        SPEAKER.label(said.speaker) if said.clerk else names.get(said.row["visitor"], ""),
        said.text,
        MOOD.label(said.mood) if said.mood else "",
        ForJudges(names).told(Utterance, "topic", said.topic) if said.clerk else "",
    )
