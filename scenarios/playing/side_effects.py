"""What a rehearsal changed that a script neither expects nor allows, with lines to paste for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from grader.expectations import Allowed, Alternative
from grader.outcomes import unasked
from grader.records import Touched
from mock_systems.records import TABLES, parties
from scenarios.casting.spread import EACH
from scenarios.playing.rehearse import Rehearsal
from scenarios.playing.terms import FinalRecords, Terms
from scenarios.reading.written import line

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SideEffect:
    """A record with changes nobody asked for: the step that made the first, and the columns.

    `where` tells which record it is, `fields` what stands in those of its `columns` that can be
    said; with `each` it is one for every value of that list. `owner` is the column that says whose
    it is.
    """

    table: str
    key: str
    seq: int
    created: bool
    columns: tuple[str, ...]
    where: Row
    fields: Row
    owner: str
    each: str = ""

    def expected(self, id: str) -> str:
        """A line for `expect` under an id; title, basis and points are the author's to write. Empty
        where nothing of a change can be said that holds in every variant."""
        fields = [{"name": name, "value": each, "points": ""} for name, each in self.fields.items()]
        if not (fields or self.created):
            return ""
        return line(
            {
                "id": id,
                "group": "records",
                "title": "",
                "basis": "",
                "is": "created" if self.created else "changed",
                "table": self.table,
                **({EACH: self.each} if self.each else {}),
                "where": self.where,
                "fields": fields,
            }
        )

    @property
    def allowed(self) -> str:
        """A line for `allowed`, which knows no list. Empty where it would not say whose record it
        is: it would free everybody's."""
        where = {name: each for name, each in self.where.items() if each != f"${EACH}"}
        if not (self.owner in where if self.owner else where or of_the_hall(self.table)):
            return ""
        moves = TABLES[self.table].moves
        if self.created and moves and moves.column in self.fields:  # one left in another is amiss
            where |= {moves.column: self.fields[moves.column]}
        only = {} if self.created else {"fields": list(self.columns)}
        made = {"is": "created"} if self.created else {}
        return line({**made, "table": self.table, "where": where, **only})


def of_the_hall(table: str) -> bool:
    """Whether a table is kept at the counter or only notes what was done: no register's."""
    return TABLES[table].of_hall or TABLES[table].is_log


def names_one(table: str, where: Collection[str]) -> bool:
    """Whether what is said of a record of a table names whose or which it is: by the key of a
    record, or by a number that one alone has."""
    known = TABLES[table]
    by_key = {known.key_name(), known.numbered_by, *TABLES}
    return any(column in by_key for column in where)


def owner(row: Mapping[str, Any]) -> str:
    """The column of a row that says whose it is, or would if it were filled; empty where none does:
    what is a person's is not all of their employer's."""
    columns = [kind.key_name() for kind in parties() if kind.key_name() in row]
    return next((name for name in columns if row[name]), columns[0] if columns else "")


def side_effects(rehearsal: Rehearsal) -> list[SideEffect]:
    """All side effects of a rehearsal beside the main outcome of its script, in the order made."""
    key, ending = rehearsal.stage.compiled, FinalRecords(rehearsal)
    main = Alternative.read(key["alternatives"][0])
    found = unasked(main, [Allowed.read(each) for each in key["allowed"]], ending.by_table)
    made = [(ending.records[f.table, f.key], f.raised_by or 0, f.actual) for f in found]
    return [
        _side_effect(record, seq, changed, ending.terms(record)) for record, seq, changed in made
    ]


def _side_effect(record: Touched, seq: int, changed: Mapping[str, Any], terms: Terms) -> SideEffect:
    # What was changed does not tell a record that was there before.
    altered = () if record.created else record.altered
    telling = [name for name in terms.said if terms.tells(name) and name not in altered]
    where = {name: terms.said[name] for name in telling}
    unsaid = {*where, TABLES[record.table].key_name()}
    columns = [name for name in record.after if name in (changed or record.after)]
    columns = [name for name in columns if name not in unsaid]
    # What a new record leaves empty is nothing; what became empty was changed.
    fields = {
        name: terms.said[name]
        for name in columns
        if name in terms.said and not (record.created and terms.said[name] == "")
    }
    if record.created:
        columns = [name for name in columns if not terms.is_idle(name)]
    return SideEffect(
        record.table,
        record.key,
        seq,
        record.created,
        tuple(columns),
        where,
        fields,
        owner(record.after),
        terms.each,
    )
