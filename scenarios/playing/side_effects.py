"""What a rehearsal changed that a script neither expects nor allows, with lines to paste for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grader.events import Attempt
from grader.expectations import Allowed, Alternative
from grader.outcomes import unasked
from grader.records import Touched, touched
from mock_systems.records import TABLES
from scenarios.playing.rehearse import Rehearsal
from scenarios.reading.written import line

Row = dict[str, Any]
TELLING = ("item", "kind", "insurance", "month")
"""Columns that tell one record of a person from another, where a table has them."""


@dataclass(frozen=True, slots=True)
class SideEffect:
    """A record with changes nobody asked for: the step that made the first, and the columns."""

    table: str
    key: str
    seq: int
    created: bool
    where: Row
    fields: Row

    @property
    def expected(self) -> str:
        """A line for `expect`; title and points are the author's to write. TOML has no word for a
        day that is no more."""
        said = {name: each for name, each in self.fields.items() if each is not None}
        fields = [{"name": name, "value": each, "points": ""} for name, each in said.items()]
        return line(
            {
                "id": self.table,
                "group": "records",
                "title": "",
                "is": "created" if self.created else "changed",
                "table": self.table,
                "where": self.where,
                "fields": fields,
            }
        )

    @property
    def allowed(self) -> str:
        """A line for `allowed`."""
        only = {} if self.created else {"fields": list(self.fields)}
        return line({"table": self.table, "where": self.where, **only})


def side_effects(rehearsal: Rehearsal) -> list[SideEffect]:
    """All side effects of a rehearsal beside the main outcome of its script, in the order made."""
    key = rehearsal.stage.compiled
    main = Alternative.read(key["alternatives"][0])
    records = touched(Attempt.read(rehearsal.attempt).changes)
    found = unasked(main, [Allowed.read(each) for each in key["allowed"]], records)
    spelled = _spellings(rehearsal)
    made = {(each.table, each.key): each for listed in records.values() for each in listed}
    spelled |= {key: "" for (_, key), each in made.items() if each.created}
    return [_side_effect(made[f.table, f.key], f.raised_by or 0, f.actual, spelled) for f in found]


def _side_effect(
    record: Touched, seq: int, changed: Mapping[str, Any], spelled: Mapping[str, str]
) -> SideEffect:
    columns = list(record.after)
    # A key made on the way is another in every attempt: it is left unsaid.
    said = {
        name: spelled.get(value, value) if isinstance(value, str) else value
        for name, value in record.after.items()
    }
    where = {name: said[name] for name in columns if _tells(name, said[name])}
    unsaid = {*where, TABLES[record.table].key_name()}
    names = [name for name in columns if name in (changed or columns) and name not in unsaid]
    # What a new record leaves empty is nothing; what became empty was changed.
    fields = {
        name: said[name] for name in names if not record.created or said[name] not in ("", None)
    }
    return SideEffect(record.table, record.key, seq, record.created, where, fields)


def _tells(name: str, value: Any) -> bool:
    """Whether a column tells which record is meant: whose it is, or of which kind."""
    whose = isinstance(value, str) and value.startswith("$") and value.endswith(f".{name}")
    return whose or (name in TELLING and bool(value))


def _spellings(rehearsal: Rehearsal) -> dict[str, str]:
    """The `$name` of each value that the people, firms and papers of the story have in a key."""
    return dict(_keys(rehearsal))


def _keys(rehearsal: Rehearsal) -> Iterator[tuple[str, str]]:
    script, names = rehearsal.stage.script, rehearsal.stage.cast.names
    named = [(t, str(e["as"])) for t, listed in script.cast.items() for e in listed if e.get("as")]
    for table, name in [*named, *(("paper", paper.name) for paper in script.papers if paper.name)]:
        column = TABLES[table].key_name()
        yield names.value(f"{name}.{column}"), f"${name}.{column}"
