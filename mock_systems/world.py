"""A world: an immutable population and the ordered list of changes made on top of it.

A read looks at the changes first and at the population second. Nothing is deleted: a record is
added, amended, or closed. The world at an earlier moment is the same population with fewer
changes. It reads no clock: `today` is the business date it was made with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, Self, TypeVar

from mock_systems.records import TABLES, Record

R = TypeVar("R", bound=Record)
Row = Mapping[str, Any]


class NoSuchRecord(LookupError):
    """No record of that table has that key."""


@dataclass(frozen=True, slots=True)
class Prefix:
    """A condition: the text starts with `text`."""

    text: str

    def __call__(self, value: Any) -> bool:
        return isinstance(value, str) and value.startswith(self.text)


@dataclass(frozen=True, slots=True)
class Between:
    """A condition: `low <= value <= high`, on a value of the column's own type."""

    low: Any
    high: Any

    def __call__(self, value: Any) -> bool:
        return value is not None and bool(self.low <= value <= self.high)


@dataclass(frozen=True, slots=True)
class Change:
    """What one action did to one record.

    `seq` is the number of the action (0 places the cast), `before` and `after` are rows of plain
    JSON values; `before` is None for a new record.
    """

    seq: int
    table: str
    key: str
    before: Row | None
    after: Row


class Source(Protocol):
    """Where the records live that nobody has changed."""

    def row(self, table: str, key: str) -> Row | None:
        """The row with this key, or None."""

    def rows(
        self,
        table: str,
        conditions: Mapping[str, Any],
        order: str,
        descending: bool,
        limit: int | None,
    ) -> Sequence[Row]:
        """Rows that meet every condition, in order (ties by key), at most `limit`."""


class Nothing:
    """The source with no records, for worlds made of a few records only."""

    def row(self, table: str, key: str) -> Row | None:
        return None

    def rows(
        self,
        table: str,
        conditions: Mapping[str, Any],
        order: str,
        descending: bool,
        limit: int | None,
    ) -> Sequence[Row]:
        return ()


class World:
    """Records as they are after the given changes; `seq` numbers the changes made from now on."""

    def __init__(
        self, source: Source, today: date, changes: Iterable[Change] = (), *, seq: int = 0
    ) -> None:
        self.source = source
        self.today = today
        self.seq = seq
        self.made: list[Change] = []
        self._latest: dict[str, dict[str, Row]] = {}
        self._counter = 0
        for change in changes:
            self._apply(change)

    @classmethod
    def of(cls, *records: Record, today: date = date(2026, 6, 15), seq: int = 1) -> Self:
        """A world of these records alone, in memory."""
        placed = (Change(0, type(r).table, r.key, None, r.row()) for r in records)
        return cls(Nothing(), today, placed, seq=seq)

    def branch(self, seq: int) -> "World":
        """A world in the same state whose own changes, numbered `seq`, leave this one alone."""
        branch = World(self.source, self.today, seq=seq)
        branch._latest = {table: dict(rows) for table, rows in self._latest.items()}
        return branch

    def one(self, kind: type[R], key: str) -> R:
        """The record with this key; `NoSuchRecord` where there is none."""
        row = self._latest.get(kind.table, {}).get(key) or self.source.row(kind.table, key)
        if row is None:
            raise NoSuchRecord(f"{kind.title} {key}")
        return kind.of(row)

    def first(self, kind: type[R], /, **conditions: Any) -> R | None:
        """The first record, by key, that meets the conditions."""
        return next(iter(self.find(kind, limit=1, **conditions)), None)

    def find(
        self,
        kind: type[R],
        /,
        *,
        order: str = "",
        descending: bool = False,
        limit: int | None = None,
        **conditions: Any,
    ) -> list[R]:
        """Records that meet every condition: equality, `Prefix` or `Between` on typed columns.

        Sorted by `order` (the key where empty; ties by key), empty values first; the limit
        applies after changed and unchanged records are merged.
        """
        order = order or kind.key_name()
        changed = self._latest.get(kind.table, {})
        wanted = None if limit is None else limit + len(changed)
        rows = self.source.rows(kind.table, conditions, order, descending, wanted)
        key_name = kind.key_name()
        kept = [kind.of(row) for row in rows if row[key_name] not in changed]
        near = (row for row in changed.values() if _may_meet(row, conditions))
        kept += [r for r in map(kind.of, near) if _meets(r, conditions)]
        if changed:
            kept.sort(key=lambda r: r.key)
            kept.sort(key=lambda r: _sortable(getattr(r, order)), reverse=descending)
        return kept[:limit]

    def add(self, record: R) -> R:
        """Add a new record; its key must be new."""
        table = type(record).table
        if record.key in self._latest.get(table, {}) or self.source.row(table, record.key):
            raise ValueError(f"{type(record).title} {record.key} 已存在")
        self._make(Change(self.seq, table, record.key, None, record.row()))
        return record

    def amend(self, record: R, **values: Any) -> R:
        """Replace a record by itself with some values changed; no change where none differs."""
        after = record.with_(**values)
        before = self.one(type(record), record.key).row()
        if after.row() != before:
            self._make(Change(self.seq, type(record).table, record.key, before, after.row()))
        return after

    def close(self, record: R, **values: Any) -> R:
        """Amend a record for the last time; the values must be ones that end it."""
        closed = self.amend(record, **values)
        if not closed.closed:
            raise ValueError(f"{type(record).title} {record.key} 未因此终止")
        return closed

    def new_key(self, kind: type[Record]) -> str:
        """A key for a new record, made from the action's number, the same in every replay."""
        self._counter += 1
        return f"{kind.prefix}{self.seq:04d}{self._counter:02d}"

    def _make(self, change: Change) -> None:
        self._apply(change)
        self.made.append(change)

    def _apply(self, change: Change) -> None:
        self._latest.setdefault(change.table, {})[change.key] = change.after


def record_of(change: Change) -> Record:
    """The record as it stands after a change."""
    return TABLES[change.table].of(change.after)


def _may_meet(row: Row, conditions: Mapping[str, Any]) -> bool:
    """Whether the texts in a row are those wanted: cheaper to know than to make the record."""
    return all(row[name] == wanted for name, wanted in conditions.items() if type(wanted) is str)


def _meets(record: Record, conditions: Mapping[str, Any]) -> bool:
    return all(_holds(getattr(record, name), wanted) for name, wanted in conditions.items())


def _holds(value: Any, wanted: Any) -> bool:
    return bool(wanted(value)) if isinstance(wanted, Prefix | Between) else bool(value == wanted)


def _sortable(value: Any) -> tuple[bool, Any]:
    return (value is not None, value if value is not None else 0)
