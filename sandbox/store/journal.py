"""The journal, the changes, what is typed but not yet sent, and what came too late.

`entry` and `change` are append-only: database triggers refuse anything else. Both lead their key
with the attempt, so they can be distributed by it. Of what came too late only `times` ever grows.
"""

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel


class EntryRow(SQLModel, table=True):
    """One action, accepted or refused. JSON columns hold canonical JSON text."""

    __tablename__ = "entry"

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    seq: int = Field(primary_key=True)
    at_ms: int = Field(sa_type=BigInteger)
    """The attempt's clock: since its first action."""
    made_ms: int = Field(sa_type=BigInteger)
    """Server clock, for incident logs only."""
    operation: str = Field(max_length=80)
    form: str
    facts: str
    confirmed: str
    accepted: bool
    reason: str = Field(max_length=80)
    message: str
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64)


class ChangeRow(SQLModel, table=True):
    """What one action did to one record; seq 0 is the cast."""

    __tablename__ = "change"

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    seq: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    record_table: str = Field(max_length=40)
    record_key: str = Field(max_length=40)
    before: str | None = None
    after: str


class Draft(SQLModel, table=True):
    """What a contestant has typed into the form of an operation and not sent."""

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    operation: str = Field(primary_key=True, max_length=80)
    form: str
    saved_ms: int = Field(sa_type=BigInteger)


class LateTryRow(SQLModel, table=True):
    """An action that was asked for once its attempt was closed (`sandbox.attempt.late`)."""

    __tablename__ = "late_try"

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    turn: int = Field(primary_key=True)
    made_ms: int = Field(sa_type=BigInteger)
    operation: str = Field(max_length=80)
    """Empty for one that there is not."""
    code: str = Field(max_length=40)
    """Of the refusal it was answered with."""
    times: int
    """How many tries the row stands for: more than one in an attempt's last alone."""
