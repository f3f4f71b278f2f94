"""The records an attempt touched: what they were before it, and what they are at its end.

The cast (seq 0) belongs to "before". A record changed and changed back was still touched: somebody
wrote to it. But it was not changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple

from grader.comparison import met
from grader.events import MISSING, Change

Row = Mapping[str, Any]


class Touched(NamedTuple):
    """One record with the changes the attempt made to it, in order.

    `before` is None where the attempt made it. `altered` are the fields that any of the changes
    altered: all of them where it is new.
    """

    table: str
    key: str
    before: Row | None
    after: Row
    changes: Sequence[Change]
    altered: Set[str]

    @property
    def created(self) -> bool:
        """Whether the attempt made it."""
        return self.before is None

    def settled(self, name: str) -> int:
        """The number of the action that gave a field its last value; of the first change where
        the field was left as it was."""
        setters = (change.seq for change in reversed(self.changes) if _alters(change, name))
        return next(setters, self.changes[0].seq)

    def first(self, names: Iterable[str]) -> Change:
        """The first change that altered one of these fields."""
        return next(c for c in self.changes if any(_alters(c, name) for name in names))

    def restored(self, name: str) -> bool:
        """Whether a field ends as it was before the attempt."""
        return self.before is not None and (
            self.before.get(name, MISSING) == self.after.get(name, MISSING)
        )

    @property
    def ends_changed(self) -> bool:
        """Whether it ends otherwise than it was before the attempt: not all was put back."""
        return not all(self.restored(name) for name in self.altered)

    def ends_as(self, where: Row) -> bool:
        """Whether it meets the conditions at the end."""
        return met(where, self.after)

    def fits(self, where: Row) -> bool:
        """Whether it meets the conditions as it was before the attempt or as it is at the end."""
        return self.ends_as(where) or (self.before is not None and met(where, self.before))


Records = Mapping[str, Sequence[Touched]]
"""The touched records of each table, in the order they were first touched."""


def touched(changes: Iterable[Change]) -> Records:
    """The records that actions changed."""
    found: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        if change.seq:
            found[change.table, change.key].append(change)
    records: dict[str, list[Touched]] = defaultdict(list)
    for (table, key), made in found.items():
        record = Touched(table, key, made[0].before, made[-1].after, made, _altered(made))
        records[table].append(record)
    return records


def _altered(changes: Sequence[Change]) -> Set[str]:
    fields = changes[-1].after.keys()
    if changes[0].before is None:
        return fields
    return {name for change in changes for name in fields if _alters(change, name)}


def _alters(change: Change, name: str) -> bool:
    before = change.before
    return before is None or before.get(name, MISSING) != change.after.get(name, MISSING)
