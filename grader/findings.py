"""Findings: one obligation each, with the evidence for how it came out.

The common tongue of rules, outcomes and explanations. Points are not decided here (see `score`).
"""

from enum import StrEnum
from typing import Any, NamedTuple


class Reason(StrEnum):
    """Why an obligation was not met. Each has its sentence in `sentences.SENTENCES`."""

    HAPPENS_MISSING = "happens_missing"
    NEVER_BROKEN = "never_broken"
    AT_MOST_EXCEEDED = "at_most_exceeded"
    BEFORE_MISSING = "before_missing"
    AFTER_MISSING = "after_missing"
    WITHIN_MISSING = "within_missing"
    WITHIN_LATE = "within_late"
    NOT_BETWEEN_BROKEN = "not_between_broken"
    BY_MISSING = "by_missing"
    BY_LATE = "by_late"
    NEVER_AROSE = "never_arose"
    UNTOUCHED = "untouched"
    CREATED_MISSING = "created_missing"
    CREATED_DOUBLED = "created_doubled"
    CHANGED_MISSING = "changed_missing"
    CHANGED_DOUBLED = "changed_doubled"
    CLOSED_MISSING = "closed_missing"
    CLOSED_DOUBLED = "closed_doubled"
    NOT_CLOSED = "not_closed"
    FIELD_DIFFERS = "field_differs"
    COUNT_DIFFERS = "count_differs"
    GUARDED_CREATED = "guarded_created"
    GUARDED_CHANGED = "guarded_changed"
    UNASKED_CREATED = "unasked_created"
    UNASKED_CHANGED = "unasked_changed"


class NearMiss(NamedTuple):
    """What came closest: an event, or a record (`key`) that an event touched.

    `differs` holds (field, wanted, found); `found` is None where there is none, and `wanted` is
    `{"one_of": [...]}` where it had to be one of several, `{"not": [...]}` where it was barred.
    `misplaced`: at the wrong side of the event that raised the obligation, or a record changed
    where a new one was due.
    """

    seq: int
    differs: tuple[tuple[str, Any, Any], ...] = ()
    refused: bool = False
    misplaced: bool = False
    key: str = ""

    @property
    def distance(self) -> int:
        """In how many ways it misses."""
        return len(self.differs) + self.refused + self.misplaced

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {**self._asdict(), "differs": [list(each) for each in self.differs]}


class Finding(NamedTuple):
    """One obligation: what raised it, whether it was met, what settled it, or where it was sought.

    `raised_by` is None where the case itself raises it. `over` is in whole seconds, rounded up.
    `number` counts the occurrences of one rule. `worth` and `earned` are its part of the points of
    its mark (see `score`). The fields from `table` to `actual` belong to outcomes; in `actual`, a
    field that was changed and put back has `{"restored": what it had been changed to}`.
    """

    obligation: str
    reason: Reason | None = None
    raised_by: int | None = None
    settled_by: int | None = None
    searched: tuple[int, int] | None = None
    nearest: tuple[NearMiss, ...] = ()
    over: int = 0
    number: int = 1
    table: str = ""
    key: str = ""
    field: str = ""
    kind: str = ""
    expected: Any = None
    actual: Any = None
    worth: int = 0
    earned: int = 0

    @property
    def met(self) -> bool:
        """Met, or a breach: a finding has a reason exactly when it is not met."""
        return self.reason is None

    @property
    def breached(self) -> bool:
        """Whether an obligation that arose was not met; one that never arose cannot be."""
        return self.reason not in (None, Reason.NEVER_AROSE)

    def priced(self, worth: int, earned: int) -> "Finding":
        """The same finding with its part of the points."""
        # Every finding is priced, and `_replace` takes twice as long.
        return Finding._make((*self[:-2], worth, earned))

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        plain = self._asdict()
        plain["met"] = self.met
        plain["searched"] = self.searched and list(self.searched)
        plain["nearest"] = [miss.as_dict() for miss in self.nearest]
        return plain
