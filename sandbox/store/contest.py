"""Contests, rounds, sittings and attempts.

A round has a paper: an ordered list of case ids, as JSON text. In a contest round a contestant has
one sitting over the whole paper; in a practice round every start is a new sitting over one case.
"""

import secrets

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel, UniqueConstraint

PRACTICE, CONTEST = "practice", "contest"


def new_seed() -> str:
    """A seed that nobody can guess."""
    return secrets.token_hex(32)


class Contest(SQLModel, table=True):
    """A contest, or a year of practice (赛事)."""

    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(max_length=120)


class Round(SQLModel, table=True):
    """A round (场次): who may start what, when, and for how long."""

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    title: str = Field(max_length=120)
    mode: str = Field(max_length=10)
    paper: str
    """Case ids in order, a JSON list."""
    minutes: int
    opens_ms: int = Field(default=0, sa_type=BigInteger)
    closes_ms: int = Field(default=0, sa_type=BigInteger)
    """0: no end."""
    population_hash: str = Field(max_length=64)
    seed: str = Field(max_length=64, sa_column_kwargs={"default": new_seed})
    """What variants are drawn by, made with the round and told to nobody before it is revealed."""
    revealed_ms: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"default": 0})
    """0: not yet."""


class Entrant(SQLModel, table=True):
    """A contestant who may sit a round."""

    round_id: int = Field(primary_key=True, foreign_key="round.id")
    account_id: int = Field(primary_key=True, foreign_key="account.id", index=True)


class Sitting(SQLModel, table=True):
    """One contestant's attempts at a paper under one clock."""

    __table_args__ = (UniqueConstraint("round_id", "account_id", "turn"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    turn: int = 1
    """1 in a contest; counts the starts in practice."""
    started_ms: int = Field(sa_type=BigInteger)
    until_ms: int = Field(sa_type=BigInteger)
    handed_in_ms: int = Field(default=0, sa_type=BigInteger)


class HandingIn(SQLModel, table=True):
    """A sitting that is being handed in; no step is taken meanwhile (`sandbox.contest.marker`)."""

    __tablename__ = "handing_in"

    sitting_id: int = Field(primary_key=True, foreign_key="sitting.id")
    asked_ms: int = Field(sa_type=BigInteger)


class Attempt(SQLModel, table=True):
    """One contestant at one case script with its own variant, world, business date and log."""

    __table_args__ = (UniqueConstraint("sitting_id", "place"),)

    id: int | None = Field(default=None, primary_key=True)
    sitting_id: int = Field(foreign_key="sitting.id")
    place: int
    """Place in the paper, from 1."""
    number: str = Field(unique=True, max_length=12)
    """What judges see: random, tells nothing of the contestant."""
    case_id: str = Field(max_length=20)
    variant: int
    script_hash: str = Field(max_length=64)
    population_hash: str = Field(max_length=64)
    business_date: str = Field(max_length=10)
    genesis: str = Field(max_length=64)
    """Hash of all the above and the cast: where the journal's chain starts."""
    started_ms: int = Field(sa_type=BigInteger)
    sealed_ms: int = Field(default=0, sa_type=BigInteger)
    """0 while open; otherwise contest-clock ms plus one."""
    stood_ms: int = Field(sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})
    """How long its clock stood after it had begun: the hall had ended it and gave the time back."""


class Vocabulary(SQLModel, table=True):
    """The words of a version of the program, as JSON: what an answer key is read with."""

    hash: str = Field(primary_key=True, max_length=64)
    words: str


class AnswerKey(SQLModel, table=True):
    """A case script compiled for one variant. It keeps the words of its own story; the program's,
    the same for every script and three quarters of it, are kept once. Never leaves the server."""

    __tablename__ = "answer_key"

    script_hash: str = Field(primary_key=True, max_length=64)
    variant: int = Field(primary_key=True)
    compiled: str
    vocabulary_hash: str = Field(foreign_key="vocabulary.hash", max_length=64)
