"""The scorecard as OpenAPI describes it (docs/architecture.md › The scorecard).

A stored card is given as it was stored, whichever version of the grader made it: these shapes
describe one of today's, and check none. Points are whole hundredths.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """A part of the scorecard, which has these fields and no other."""

    model_config = ConfigDict(extra="forbid")


class NearMiss(Shape):
    """What came closest: `differs` holds field, wanted and found."""

    seq: int
    differs: list[tuple[str, Any, Any]]
    refused: bool
    misplaced: bool
    key: str


class Explanation(Shape):
    """Why points were lost, in words, in this order."""

    sentence: str
    worth: int
    earned: int
    lost: int
    because: str
    values: list[str]
    settled_by: str
    searched: str
    nearest: str
    expected: str
    actual: str
    basis: str


class Finding(Shape):
    """One obligation of a mark; steps are given by the number of their entry."""

    obligation: str
    reason: str | None
    met: bool
    raised_by: int | None
    settled_by: int | None
    searched: tuple[int, int] | None
    nearest: list[NearMiss]
    over: int
    number: int
    table: str
    key: str
    field: str
    kind: str
    expected: Any
    actual: Any
    worth: int
    earned: int
    explanation: Explanation | None


class Mark(Shape):
    """What one expectation, rule or service mark gives, between `least` and `worth`."""

    id: str
    group: str
    part: Literal["outcome", "side_effects", "rule", "service"]
    word: str
    title: str
    basis: str
    worth: int
    least: int
    earned: int
    red_line: bool
    breached: bool
    state: Literal["full", "part", "lost", "pending"]
    levels: list[str]
    findings: list[Finding]


class Pending(Shape):
    """A mark that waits for judges."""

    mark: str
    kind: Literal["red_line", "level"]


class Alternative(Shape):
    """One right outcome, and what the records earned by it."""

    name: str
    title: str
    earned: int


class Group(Shape):
    """The marks of one group together."""

    name: str
    title: str
    worth: int
    earned: int


class Scorecard(Shape):
    """Every mark of an attempt with its evidence."""

    format: int
    grader: str
    attempt: str
    case: str
    title: str
    version: int
    variant: int
    script_hash: str
    population_hash: str
    last_hash: str
    sealed_ms: int
    total: int
    ceiling: int
    earned: int
    if_confirmed: int
    pending: list[Pending]
    alternative: str
    alternatives: list[Alternative]
    groups: list[Group]
    marks: list[Mark]
