"""The hall's time, as it was agreed on; and time given back to sittings, which is append-only."""

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel


class HallTime(SQLModel, table=True):
    """What the hall's clock is ahead of a machine's monotonic one, for one start of that machine."""

    __tablename__ = "hall_time"

    boot: str = Field(primary_key=True, max_length=40)
    """The system's name for this start; empty where it has none."""
    ahead_ms: int = Field(sa_type=BigInteger)
    gap_from_ms: int = Field(sa_type=BigInteger)
    gap_until_ms: int = Field(sa_type=BigInteger)
    """The time before it in which the machine was off, as far as its wall clock knows; 0 for none."""


class TimeRepair(SQLModel, table=True):
    """Time given back to a sitting, and how it stood before."""

    __tablename__ = "time_repair"

    sitting_id: int = Field(primary_key=True, foreign_key="sitting.id")
    turn: int = Field(primary_key=True)
    minutes: int
    reason: str
    handed_in_ms: int = Field(sa_type=BigInteger)
    """When it had been handed in; 0 where it was open."""
    before_ms: int = Field(sa_type=BigInteger)
    """Its end before."""
    until_ms: int = Field(sa_type=BigInteger)
    """Its end from then on."""
    made_ms: int = Field(sa_type=BigInteger)
