"""Outcomes: are the final records what the case expects, and did nobody change anything else?

An expectation names a record by natural key and says what must have become of it. Several
alternatives may be right; the best one counts. Outcomes look only at records, never at the log,
and points are added up elsewhere (see `score`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

from grader.comparison import NAMES, equal
from grader.findings import Finding, NearMiss, Reason
from grader.reading import (
    ANYTHING,
    FLAG,
    LIST,
    MAP,
    NUMBER,
    REQUIRED,
    TEXT,
    Columns,
    Malformed,
    columns,
    each,
    known,
    named,
)
from grader.records import Records, Row, Touched

FIELD = Columns(
    {
        "name": (TEXT, REQUIRED),
        "value": (ANYTHING, None),
        "points": (NUMBER, 0),
        "as": (TEXT, "text"),
    }
)
EXPECTATION = Columns(
    {
        "id": (TEXT, REQUIRED),
        "group": (TEXT, REQUIRED),
        "title": (TEXT, REQUIRED),
        "basis": (TEXT, ""),
        "is": (TEXT, REQUIRED),
        "table": (TEXT, REQUIRED),
        "where": (MAP, REQUIRED),
        "fields": (LIST, []),
        "points": (NUMBER, 0),
        "penalty": (NUMBER, 0),
        "cap": (NUMBER, 0),
        "count": (NUMBER, 1),
        "red_line": (FLAG, False),
    }
)
ALLOWED = Columns({"table": (TEXT, REQUIRED), "where": (MAP, {}), "fields": (LIST, [])})
ALTERNATIVE = Columns({"name": (TEXT, REQUIRED), "title": (TEXT, ""), "expect": (LIST, REQUIRED)})


class Field(NamedTuple):
    """A field's expected value, its points, and how it is compared."""

    name: str
    value: Any
    points: int
    kind: str

    @classmethod
    def read(cls, raw: Any) -> "Field":
        """A field from plain JSON."""
        field = cls(*columns(raw, FIELD))
        known("as", field.kind, NAMES)
        return field

    def right(self, record: Touched) -> bool:
        """Whether the record ends with the expected value."""
        return equal(self.kind, self.value, record.after.get(self.name))


class Expectation(NamedTuple):
    """What must have become of a record: `word` is created, changed, closed, unchanged, exactly."""

    id: str
    group: str
    title: str
    basis: str
    word: str
    table: str
    where: Row
    fields: Sequence[Field]
    points: int
    penalty: int
    cap: int
    number: int
    red_line: bool

    @classmethod
    def read(cls, raw: Any) -> "Expectation":
        """An expectation from plain JSON."""
        values = named(raw, EXPECTATION)
        values["word"] = known("is", values.pop("is"), ASSESSED)
        values["number"] = values.pop("count")
        values["fields"] = each(values, "fields", Field.read)
        if values["word"] == "exactly" and not values["number"]:
            raise Malformed("count", "条数应至少为 1", "不应有的记录请用 unchanged 并给出扣分")
        return cls(**values)

    @property
    def names(self) -> set[str]:
        """The fields it names."""
        return {field.name for field in self.fields}

    @property
    def worth(self) -> int:
        """What it can earn."""
        if self.word == "unchanged":
            return 0
        return self.points + sum(field.points for field in self.fields)

    def findings(self, records: Records) -> list[Finding]:
        """What became of its record, and of each of its fields."""
        return list(ASSESSED[self.word](self, records.get(self.table, ())))

    def explains(self, record: Touched) -> Set[str]:
        """The fields of a touched record of its table whose change it asked for, or charges for
        itself. A doubled record is explained: its price is that all its fields are lost."""
        if not _concerns(self, record):
            return set()
        if record.created or (self.word == "unchanged" and not self.fields):
            return record.altered
        return self.names | (set(self.where) if self.word == "exactly" else set())


class Allowed(NamedTuple):
    """Changes that cost nothing: of these fields, or the whole record where none is named."""

    table: str
    where: Row
    fields: Sequence[str]

    @property
    def whole(self) -> bool:
        """Whether it frees the whole table."""
        return not (self.where or self.fields)

    def explains(self, record: Touched) -> Set[str]:
        """The fields of a touched record of its table that it allows to change."""
        if not record.fits(self.where):
            return set()
        return set(self.fields) if self.fields else record.altered


class Alternative(NamedTuple):
    """One complete right outcome."""

    name: str
    title: str
    expect: Sequence[Expectation]

    @classmethod
    def read(cls, raw: Any) -> "Alternative":
        """An alternative from plain JSON."""
        name, title, _ = columns(raw, ALTERNATIVE)
        return cls(name, title, each(raw, "expect", Expectation.read))

    def unasked(self, records: Records, allowed: Sequence[Allowed]) -> list[Finding]:
        """Side effects: one finding for each record with changes that nothing explains."""
        found = []
        for table, touched in records.items():
            free = [each for each in allowed if each.table == table]
            if any(each.whole for each in free):
                continue
            asked = [each for each in self.expect if each.table == table]
            left = ((record, _unexplained(record, [*free, *asked])) for record in touched)
            found += [_unasked(record, fields) for record, fields in left if fields]
        return sorted(found, key=lambda finding: finding.raised_by or 0)


def _concerns(expectation: Expectation, record: Touched) -> bool:
    match expectation.word:
        case "created":
            return record.created and record.ends_as(expectation.where)
        case "exactly":
            return record.ends_as(expectation.where)
        case "unchanged":
            return record.fits(expectation.where)
        case _:
            return not record.created and record.fits(expectation.where)


def _single(wanted: Expectation, records: Sequence[Touched]) -> Iterator[Finding]:
    """Exactly one record was made (created) or altered (changed, closed), with these fields."""
    found = [record for record in records if _concerns(wanted, record)]
    if len(found) != 1:
        yield _not_one(wanted, found, records)
    else:
        yield _present(wanted, found[0])
        yield from (_field(field, found[0]) for field in wanted.fields)


def _unchanged(wanted: Expectation, records: Sequence[Touched]) -> Iterator[Finding]:
    """Each record touched in a guarded field is a breach."""
    for record in records:
        harmed = record.altered & wanted.names if wanted.fields else record.altered
        if harmed and _concerns(wanted, record):
            reason = Reason.GUARDED_CREATED if record.created else Reason.GUARDED_CHANGED
            yield _harm("unchanged", reason, record, harmed)


def _exactly(wanted: Expectation, records: Sequence[Touched]) -> Iterator[Finding]:
    """So many touched records end with the natural key and every field as expected."""
    keyed = [r for r in records if _concerns(wanted, r)]
    found = [r for r in keyed if all(field.right(r) for field in wanted.fields)]
    right, few = len(found) == wanted.number, len(found) < wanted.number
    yield Finding(
        "exactly",
        None if right else Reason.COUNT_DIFFERS,
        settled_by=found[-1].changes[-1].seq if found else None,
        nearest=_closest(wanted, [r for r in records if r not in found]) if few else (),
        table=wanted.table,
        expected=wanted.number,
        actual=len(found),
        worth=wanted.worth,
        earned=wanted.worth if right else 0,
    )


ASSESSED: Mapping[str, Callable[[Expectation, Sequence[Touched]], Iterator[Finding]]] = {
    "created": _single,
    "changed": _single,
    "closed": _single,
    "unchanged": _unchanged,
    "exactly": _exactly,
}
_NOT_ONE = {
    "created": (Reason.CREATED_MISSING, Reason.CREATED_DOUBLED),
    "changed": (Reason.CHANGED_MISSING, Reason.CHANGED_DOUBLED),
    "closed": (Reason.CLOSED_MISSING, Reason.CLOSED_DOUBLED),
}


def _not_one(wanted: Expectation, found: Sequence[Touched], records: Sequence[Touched]) -> Finding:
    missing, doubled = _NOT_ONE[wanted.word]
    return Finding(
        wanted.word,
        doubled if found else missing,
        settled_by=found[1].changes[0].seq if found else None,
        nearest=() if found else _closest(wanted, records),
        table=wanted.table,
        key="、".join(record.key for record in found),
        expected=1,
        actual=len(found),
        worth=wanted.worth,
    )


def _present(wanted: Expectation, record: Touched) -> Finding:
    """The record is there; one to be closed counts only when every field is right."""
    still_open = wanted.word == "closed" and not all(f.right(record) for f in wanted.fields)
    return Finding(
        wanted.word,
        Reason.NOT_CLOSED if still_open else None,
        settled_by=record.changes[-1].seq,
        table=record.table,
        key=record.key,
        worth=wanted.points,
        earned=0 if still_open else wanted.points,
    )


def _field(field: Field, record: Touched) -> Finding:
    right = field.right(record)
    return Finding(
        "field",
        None if right else Reason.FIELD_DIFFERS,
        settled_by=record.settled(field.name),
        table=record.table,
        key=record.key,
        field=field.name,
        kind=field.kind,
        expected=field.value,
        actual=record.after.get(field.name),
        worth=field.points,
        earned=field.points if right else 0,
    )


def _closest(wanted: Expectation, records: Iterable[Touched]) -> tuple[NearMiss, ...]:
    """The touched record of the table that misses in the fewest ways; the first on ties."""
    misses = [_miss(wanted, record) for record in records]
    return tuple(sorted(misses, key=lambda miss: miss.distance)[:1])


def _miss(wanted: Expectation, record: Touched) -> NearMiss:
    differs = [
        (name, value, record.after.get(name))
        for name, value in wanted.where.items()
        if record.after.get(name) != value
    ]
    if wanted.word == "exactly":
        differs += [
            (f.name, f.value, record.after.get(f.name))
            for f in wanted.fields
            if not f.right(record)
        ]
    misplaced = wanted.word != "exactly" and record.created != (wanted.word == "created")
    return NearMiss(record.changes[-1].seq, tuple(differs), False, misplaced, record.key)


def _unexplained(record: Touched, by: Iterable[Allowed | Expectation]) -> Set[str]:
    left = set(record.altered)
    for explanation in by:
        left.difference_update(explanation.explains(record))
        if not left:
            break
    return left


def _unasked(record: Touched, left: Set[str]) -> Finding:
    reason = Reason.UNASKED_CREATED if record.created else Reason.UNASKED_CHANGED
    return _harm("side_effects", reason, record, left)


def _harm(obligation: str, reason: Reason, record: Touched, fields: Set[str]) -> Finding:
    """A change that should not have been: the fields as they were and as they are."""
    seq = record.first(fields)
    names = [] if record.created else sorted(fields)
    return Finding(
        obligation,
        reason,
        raised_by=seq,
        settled_by=seq,
        table=record.table,
        key=record.key,
        expected=record.before and {name: record.before.get(name) for name in names},
        actual={name: record.after.get(name) for name in names},
    )
