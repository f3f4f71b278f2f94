"""The records an attempt touched: what they were before it, and what they are at its end.

The cast (seq 0) belongs to "before". A record changed and changed back was still touched: somebody
wrote to it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.events import MISSING, Change

Where = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Touched:
    """One record with the changes the attempt made to it, in order."""

    table: str
    key: str
    changes: Sequence[Change]

    @property
    def before(self) -> Mapping[str, Any] | None:
        """As it was before the attempt, None where it was not."""
        return self.changes[0].before

    @property
    def after(self) -> Mapping[str, Any]:
        """As it is at the end."""
        return self.changes[-1].after

    @property
    def created(self) -> bool:
        """Whether the attempt made it."""
        return self.before is None

    @property
    def altered(self) -> set[str]:
        """The fields that any of the changes altered; all of them where it was created."""
        return {name for change in self.changes for name in _altered(change)}

    def settled(self, name: str) -> int:
        """The number of the action that gave a field its last value; of the first change where
        the field was left as it was."""
        setters = [change.seq for change in self.changes if name in _altered(change)]
        return setters[-1] if setters else self.changes[0].seq

    def first(self, names: set[str]) -> int:
        """The number of the first action that altered one of these fields."""
        return next(c.seq for c in self.changes if not names.isdisjoint(_altered(c)))

    def ends_as(self, where: Where) -> bool:
        """Whether it meets the conditions at the end."""
        return _meets(self.after, where)

    def fits(self, where: Where) -> bool:
        """Whether it meets the conditions as it was before the attempt or as it is at the end."""
        return self.ends_as(where) or (self.before is not None and _meets(self.before, where))


def touched(changes: Iterable[Change]) -> list[Touched]:
    """The records that actions changed, in the order they were first touched."""
    found: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        if change.seq:
            found[change.table, change.key].append(change)
    return [Touched(table, key, made) for (table, key), made in found.items()]


def _altered(change: Change) -> Iterable[str]:
    if change.before is None:
        return change.after.keys()
    before = change.before
    return [name for name, value in change.after.items() if before.get(name, MISSING) != value]


def _meets(row: Mapping[str, Any], where: Where) -> bool:
    return all(row.get(name, MISSING) == value for name, value in where.items())
