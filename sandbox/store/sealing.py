"""What shows later that nothing was changed: sealing records, and the chain of the hall. Both are
append-only. How things are told to the chain, and hashed, never changes: what was chained stays.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlmodel import Field, SQLModel, UniqueConstraint

from grader import canonical

NOTHING = "0" * 64
"""The hall's head before its first link."""


class Sealing(SQLModel, table=True):
    """What an attempt was when it was handed in, as canonical JSON (`sandbox.contest.sealing`)."""

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    turn: int = Field(primary_key=True)
    """1 at first; one more each time it is handed in again after time was given back."""
    facts: str


class Link(SQLModel, table=True):
    """One sealing, marking, ruling or time repair, chained to what was kept of its attempt before
    and to what was kept in the whole hall before."""

    __table_args__ = (UniqueConstraint("attempt_id", "kind", "place"),)

    seq: int = Field(primary_key=True)
    """Its place in the hall, from 1, in order of commit."""
    attempt_id: int = Field(foreign_key="attempt.id", index=True)
    kind: str = Field(max_length=8)
    """sealing, marking, ruling or repair."""
    place: int
    """Which of its kind: the turn of a sealing or repair, the run of a marking, the id of a ruling."""
    previous: str = Field(max_length=64)
    """The attempt's hash before it: of its last link or, before the first, of its last entry."""
    hash: str = Field(max_length=64)
    """Of what it stands for and of `previous`."""
    head: str = Field(max_length=64)
    """The hall's: of the head before and of `hash`."""


def link_hash(previous: str, kind: str, place: int, content: str) -> str:
    """The hash of a link."""
    return _hashed(f"{previous}\n{kind}/{place}\n{content}")


def head_hash(before: str, hash_: str) -> str:
    """The hall's head after a link."""
    return _hashed(f"{before}\n{hash_}")


def _hashed(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()


def marking_content(row: Any) -> str:
    """The text of a marking."""
    return _columns(row, "run", "made_ms", "fault", "scorecard")


def ruling_content(row: Any, judge: str) -> str:
    """The text of a ruling by a judge, who is told by number and login."""
    named = ("id", "mark", "judge_id", "kind", "points", "level", "reason", "seen", "made_ms")
    return f"{judge}\n{_columns(row, *named)}"


def repair_content(row: Any) -> str:
    """The text of time given back."""
    when = ("handed_in_ms", "before_ms", "until_ms", "made_ms")
    return _columns(row, "sitting_id", "turn", "minutes", "reason", *when)


def _columns(row: Any, *names: str) -> str:
    read = row if isinstance(row, Mapping) else row._mapping
    return canonical({name: read[name] for name in names})
