"""What the grader found and what judges ruled. Both are append-only."""

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel


class Marking(SQLModel, table=True):
    """One run of the grader over one attempt: its scorecard as canonical JSON or, where the run
    failed, an empty one and why."""

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    run: int = Field(primary_key=True)
    scorecard: str
    fault: str = ""
    made_ms: int = Field(sa_type=BigInteger)


class Ruling(SQLModel, table=True):
    """A judge's decision on one mark. It stands in front of the machine's; nothing is edited."""

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="attempt.id", index=True)
    mark: str = Field(max_length=80)
    judge_id: int = Field(foreign_key="account.id")
    kind: str = Field(max_length=8)
    """confirm, change or void."""
    points: int | None = None
    """Hundredths; for a judged 0–3 mark the points its level is worth."""
    level: int | None = None
    reason: str
    seen: int = 0
    """The latest ruling on this mark that was on the judge's screen; 0 for none."""
    made_ms: int = Field(sa_type=BigInteger)
