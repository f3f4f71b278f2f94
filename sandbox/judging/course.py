"""The course of a sitting as judges are told it where time was given back, or something was tried too
late: both of these in the order of time, and how late. It names nobody and tells no hour of the day:
those are the same in all attempts of a contestant, and somebody saw who came and left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from sqlalchemy import Connection

from grader.words import moment
from mock_systems.sentence import Sentence
from sandbox.attempt.late import LateTry, late_tries_of
from sandbox.attempt.states import Head
from sandbox.contest.repairs import Repair, repairs_of


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened: `said`, and the try where it is one. `at_ms` gives the order alone."""

    at_ms: int
    said: str
    tried: LateTry | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What happened, in order; empty where nothing was given back and nothing tried too late."""

    happenings: Sequence[Happening] = ()
    repairs: int = 0
    tries: int = 0


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A time in which a sitting could be worked at, until it was handed in or over."""

    until_ms: int
    handed_in_ms: int

    @property
    def ran_out(self) -> bool:
        return not 0 < self.handed_in_ms < self.until_ms

    @property
    def ended_ms(self) -> int:
        return self.handed_in_ms or self.until_ms


def course_of(connection: Connection, head: Head) -> Course:
    """The course of the sitting of an attempt, with what was tried too late at this attempt."""
    repairs = repairs_of(connection, head.sitting_id)
    late = late_tries_of(connection, head.id)
    if not repairs and not late:
        return Course()
    happened = sorted(_happenings(head, repairs, late), key=lambda each: each.at_ms)
    return Course(happened, len(repairs), sum(each.times for each in late))


def _happenings(
    head: Head, repairs: Sequence[Repair], late: Sequence[LateTry]
) -> Iterator[Happening]:
    stretches = [_Stretch(each.before_ms, each.handed_in_ms) for each in repairs]
    stretches.append(_Stretch(head.until_ms, head.handed_in_ms))
    for repair in repairs:
        yield Happening(repair.made_ms, _given(repair))
    opened = [-inf, *(each.made_ms for each in repairs), inf]
    for stretch, (first, last) in zip(stretches, pairwise(opened), strict=True):
        yield from (_late(each, stretch) for each in late if first <= each.made_ms < last)


def _given(repair: Repair) -> str:
    return Sentence(
        "补时第 {turn} 次：{minutes} 分钟，理由：{reason}",
        turn=repair.turn,
        minutes=repair.minutes,
        reason=repair.reason,
    )


def _late(tried: LateTry, stretch: _Stretch) -> Happening:
    # Of the seconds that are shown, for whoever takes one from the other.
    seconds = tried.made_ms // 1000 - stretch.ended_ms // 1000
    after = moment(max(0, seconds) * 1000)
    ran_out = Sentence("到时以后 {span}", span=after)
    handed_in = Sentence("交卷以后 {span}", span=after)
    return Happening(tried.made_ms, ran_out if stretch.ran_out else handed_in, tried)
