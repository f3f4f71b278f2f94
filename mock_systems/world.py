"""A world: an immutable population and the ordered list of changes made on top of it.

A read looks at the changes first and at the population second. Nothing is deleted: a record is
added, amended, or closed. A party that is placed before the first action takes the place of whoever
has its key in the population: nothing of theirs is in this world. The world at an earlier moment is the same population with fewer
changes. It reads no clock: `today` is the business date it was made with.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, Protocol, Self, TypeVar, cast

from mock_systems.records import TABLES, Record, is_party
from mock_systems.sentence import Sentence

MOST_FOUND = 100
"""Answers kept of a table of the counter: who is there is asked ten times a step; what is typed fills no memory."""
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


@dataclass(frozen=True)
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

    @cached_property
    def record(self) -> Record:
        """The record as it stands after the change, read once for all worlds that share it."""
        return TABLES[self.table].of(self.after)


class Query(NamedTuple):
    """Which rows of a table are wanted: those that meet every condition, in order (empty values
    first, ties by key), at most `limit`. A condition is a plain value, a `Prefix` or a `Between`."""

    conditions: Mapping[str, Any]
    order: str
    descending: bool = False
    limit: int | None = None

    def meets(self, row: Row) -> bool:
        """Whether a row is wanted."""
        for name, wanted in self.conditions.items():
            if not (wanted(row[name]) if callable(wanted) else row[name] == wanted):
                return False
        return True

    def wider(self, rows: int) -> "Query":
        """The same query for so many rows more."""
        if self.limit is None:
            return self
        return Query(self.conditions, self.order, self.descending, self.limit + rows)

    def cut(self, rows: Iterable[Row], key: str) -> Sequence[Row]:
        """Wanted rows in order, at most `limit`; `key` is the column of ties."""
        ordered = list(rows)
        if len(ordered) > 1:
            if self.order != key:
                ordered.sort(key=lambda row: row[key])
            ordered.sort(key=lambda row: _sortable(row[self.order]), reverse=self.descending)
        return ordered[: self.limit]


class Source(Protocol):
    """Where rows come from: a population, or a world; it stays as it is while others are made of it."""

    def row(self, table: str, key: str) -> Row | None:
        """The row with this key, or None."""

    def rows(self, table: str, query: Query) -> Sequence[Row]:
        """The rows of a table that a query wants."""


class Nothing:
    """The source with no records, for worlds made of a few records only."""

    def row(self, table: str, key: str) -> Row | None:
        return None

    def rows(self, table: str, query: Query) -> Sequence[Row]:
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
        self._acted: dict[tuple[str, str], None] = {}
        self._latest: dict[str, dict[str, Change]] = {}
        self._own: set[str] = set()
        self._placed: dict[str, set[str]] = {}
        self._found: dict[str, dict[tuple[Any, ...], Sequence[Record]]] = {}
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
        branch._acted = dict(self._acted)
        branch._latest = dict(self._latest)
        branch._placed = self._placed
        branch._found = dict(self._found)
        self._own = set()  # Both have the same rows now: whoever changes a table first copies it.
        return branch

    def one(self, kind: type[R], key: str) -> R:
        """The record with this key; `NoSuchRecord` where there is none."""
        if last := self._latest.get(kind.table, {}).get(key):
            return cast(R, last.record)
        return kind.of(self._known(kind, key))

    def first(self, kind: type[R], /, **conditions: Any) -> R | None:
        """The first of the records that `find` gives, None where it gives none."""
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

        Sorted by `order` (the key where empty; ties by key), empty values first; the limit applies after
        changed and unchanged records are merged. A column that records do not have is a `TypeError`.
        """
        query = Query(conditions, order or kind.key_name(), descending, limit)
        found = self._kept(kind, query) if kind.of_hall else self._sought(kind, query)
        return cast(list[R], [*found])

    def _kept(self, kind: type[Record], query: Query) -> Sequence[Record]:
        """What is found at the counter, kept until something there changes."""
        kept = self._found.setdefault(kind.table, {})
        asked = (*query.conditions.items(), *query[1:])
        if (found := kept.get(asked)) is None:
            found = self._sought(kind, query)
            if len(kept) < MOST_FOUND:
                kept[asked] = found
        return found

    def _sought(self, kind: type[Record], query: Query) -> Sequence[Record]:
        columns = kind.columns()
        if query.order not in columns or not query.conditions.keys() <= columns:
            unknown = {query.order, *query.conditions} - columns
            raise TypeError(f"{kind.__name__} has no column {', '.join(sorted(unknown))}")
        plain = {name: _plain(wanted) for name, wanted in query.conditions.items()}
        changed, name = self._latest.get(kind.table, {}), kind.key_name()
        return [
            changed[key].record if (key := row[name]) in changed else kind.of(row)
            for row in self.rows(kind.table, query._replace(conditions=plain))
        ]

    def acted_on(self) -> Iterator[Record]:
        """The records that actions have added or amended, as they are now; not the cast."""
        return (self._latest[table][key].record for table, key in self._acted)

    def row(self, table: str, key: str) -> Row | None:
        """The row with this key as it is now, or None."""
        if last := self._latest.get(table, {}).get(key):
            return last.after
        row = self.source.row(table, key)
        return None if row is None or self._is_of_another(row) else row

    def rows(self, table: str, query: Query) -> Sequence[Row]:
        """The rows a query wants as they are now: changed ones from the changes, others from the
        source."""
        changed = self._latest.get(table, {})
        if not changed and not self._placed:
            return self.source.rows(table, query)
        key = TABLES[table].key_name()
        found = self._unchanged(table, key, query, changed)
        found += filter(query.meets, (last.after for last in changed.values()))
        return query.cut(found, key)

    def _unchanged(
        self, table: str, key: str, query: Query, changed: Mapping[str, Change]
    ) -> list[Row]:
        """As many as are wanted of the rows that are as the source has them."""
        more = len(changed)
        while True:
            asked = query.wider(more)
            if not (rows := self.source.rows(table, asked)):
                return []
            found = [r for r in rows if r[key] not in changed and not self._is_of_another(r)]
            if query.limit is None or asked.limit is None:
                return found
            if len(found) >= query.limit or len(rows) < asked.limit:
                return found
            more = 2 * more + query.limit

    def _is_of_another(self, row: Row) -> bool:
        """Whether a row of the source belongs to somebody whose place has been taken."""
        return any(row.get(name) in keys for name, keys in self._placed.items())

    def add(self, record: R) -> R:
        """Add a new record; its key must be new."""
        table = type(record).table
        if self.row(table, record.key):
            raise ValueError(f"{type(record).title} {record.key} 已存在")
        self._make(Change(self.seq, table, record.key, None, record.row()))
        return record

    def amend(self, record: R, **values: Any) -> R:
        """Change some values of a record as it is now; no change where none differs."""
        kind = type(record)
        before = self._known(kind, record.key)
        amended = kind.of({**before, **values})
        after = amended.row()
        if after != before:
            self._make(Change(self.seq, kind.table, record.key, before, after))
        return amended

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

    def _known(self, kind: type[Record], key: str) -> Row:
        row = self.row(kind.table, key)
        if row is None:
            raise NoSuchRecord(Sentence("{title} {key}", title=kind.title, key=key))
        return row

    def _make(self, change: Change) -> None:
        self._apply(change)
        self.made.append(change)

    def _apply(self, change: Change) -> None:
        if change.table not in self._own:
            self._latest[change.table] = dict(self._latest.get(change.table, {}))
            self._own.add(change.table)
        self._latest[change.table][change.key] = change
        self._found[change.table] = {}
        if change.seq:
            self._acted[change.table, change.key] = None
        elif is_party(change.table):
            self._found = {}  # What was theirs may lie in any table.
            self._placed.setdefault(TABLES[change.table].key_name(), set()).add(change.key)


def action_of(kind: type[Record], key: str) -> int:
    """The number of the action that made a record, from its key: see `World.new_key`."""
    return int(key.removeprefix(kind.prefix)[:4])


def _plain(wanted: Any) -> Any:
    """A condition on a record's value as one on the plain value in its row."""
    match wanted:
        case str():
            return wanted
        case Between(low, high):
            return Between(_plain(low), _plain(high))
        case date():
            return wanted.isoformat()
    return wanted


def _sortable(value: Any) -> tuple[bool, Any]:
    return (value is not None, value if value is not None else 0)
