"""What came of practice, for whoever practises: kept beside the marks it follows from."""

from sqlalchemy import BigInteger, Index, false
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
    hints: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """What the hints that were taken cost, in hundredths."""
    guided: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether every step was shown."""


class Revisit(SQLModel, table=True):
    """What came of a lost mark on a day: lost, earned in another attempt, or recalled by one's own word."""

    account_id: int = Field(primary_key=True, foreign_key="account.id")
    case_id: str = Field(primary_key=True, max_length=20)
    mark: str = Field(primary_key=True, max_length=80)
    day: str = Field(primary_key=True, max_length=10)
    attempt_id: int = Field(primary_key=True)
    """0: by one's own word."""
    rating: int
    """As `fsrs` has them: 1 lost or forgotten, 3 earned or recalled, 4 recalled with ease."""


class Reminder(SQLModel, table=True):
    """A mark that was lost in practice, and the day on which it is to be recalled. All of it follows from the
    revisits, and is worked out anew after each."""

    __table_args__ = (Index("ix_reminder_due", "account_id", "due"),)

    account_id: int = Field(primary_key=True, foreign_key="account.id")
    case_id: str = Field(primary_key=True, max_length=20)
    mark: str = Field(primary_key=True, max_length=80)
    attempt_id: int = Field(foreign_key="attempt.id")
    """The newest that lost it."""
    due: str = Field(max_length=10)


class Hint(SQLModel, table=True):
    """A step of the right way of which somebody was told while they practised; 0: of every one. Kept beside
    the journal: what was told is no step, and the machine's marks know nothing of it."""

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    step: int = Field(primary_key=True)
    level: int = Field(primary_key=True)
    """1 where it is done, 2 how, 3 guided."""
    asked_ms: int = Field(sa_type=BigInteger)
