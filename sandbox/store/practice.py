"""What came of practice, for whoever practises: kept beside the marks it follows from."""

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel


class Practised(SQLModel, table=True):
    """One practice attempt that was handed in, as it stands now. All of it follows from the attempt, its
    markings and rulings, and is worked out anew after each: a home page reads no scorecards."""

    __table_args__ = (Index("ix_practised_of", "account_id", "round_id", "case_id", "attempt_id"),)

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    account_id: int = Field(foreign_key="account.id")
    round_id: int = Field(foreign_key="round.id")
    case_id: str = Field(max_length=20)
    took_ms: int = Field(sa_type=BigInteger)
    """By the attempt's own clock."""
    earned: int
    decided: int
    """What could be earned, without what waits for judges."""
    red_line: bool
    """Whether a red line was crossed that no judge has waived."""
