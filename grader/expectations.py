"""What a case expects of the final records: expectations, alternatives, and what else may change.

An expectation names a record by natural key and says what must have become of it. Whether it has
is assessed elsewhere (see `outcomes`).
"""

from collections.abc import Sequence, Set
from typing import Any, NamedTuple

from grader.comparison import NAMES, equal
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
    texts,
)
from grader.records import Row, Touched

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
ALLOWED = Columns(
    {"table": (TEXT, REQUIRED), "where": (MAP, {}), "fields": (LIST, []), "is": (TEXT, "")}
)
ALTERNATIVE = Columns({"name": (TEXT, REQUIRED), "title": (TEXT, ""), "expect": (LIST, REQUIRED)})
WORDS = ("created", "changed", "closed", "unchanged", "exactly")
"""What may be expected of a record."""


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
    """What must have become of a record; `word` is one of `WORDS`."""

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
        values["word"] = known("is", values.pop("is"), WORDS)
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

    def concerns(self, record: Touched) -> bool:
        """Whether a touched record of its table is one it speaks of."""
        match self.word:
            case "created":
                return record.created and record.ends_as(self.where)
            case "exactly":
                return record.ends_as(self.where)
            case "unchanged":
                return record.fits(self.where)
            case _:
                return not record.created and record.ends_changed and record.fits(self.where)

    def explains(self, record: Touched) -> Set[str]:
        """The fields of a touched record of its table whose change it asked for, or charges for
        itself. A doubled record is explained: its price is that all its fields are lost."""
        if not self.concerns(record):
            return set()
        if record.created or (self.word == "unchanged" and not self.fields):
            return record.altered
        return self.names | (set(self.where) if self.word == "exactly" else set())


class Allowed(NamedTuple):
    """Changes that cost nothing: of these fields, or the whole record where none is named; where
    `word` is created, of new records alone."""

    table: str
    where: Row
    fields: Sequence[str]
    word: str

    @classmethod
    def read(cls, raw: Any) -> "Allowed":
        """What is allowed, from plain JSON."""
        allowed = cls(*columns(raw, ALLOWED))
        texts("fields", allowed.fields)
        known("is", allowed.word, ("", "created"))
        return allowed

    @property
    def whole(self) -> bool:
        """Whether it frees the whole table."""
        return not (self.where or self.fields or self.word)

    def explains(self, record: Touched) -> Set[str]:
        """The fields of a touched record of its table that it allows to change."""
        if not record.fits(self.where) or (self.word and not record.created):
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
