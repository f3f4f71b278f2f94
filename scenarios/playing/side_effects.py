"""What a rehearsal changed that a script neither expects nor allows, with lines to paste for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.expectations import Allowed, Alternative
from grader.outcomes import unasked
from grader.records import Touched
from mock_systems.records import TABLES
from scenarios.casting.spread import EACH
from scenarios.playing.rehearse import Rehearsal
from scenarios.playing.terms import FinalRecords, Terms
from scenarios.reading.written import line

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SideEffect:
    """A record with changes nobody asked for: the step that made the first, and the columns.

    `where` tells which record it is, `fields` what stands in those of its `columns` that can be
    said; with `each` it is one for every value of that list.
    """

    table: str
    key: str
    seq: int
    created: bool
    columns: tuple[str, ...]
    where: Row
    fields: Row
    each: str = ""

    @property
    def expected(self) -> str:
        """A line for `expect`; title and points are the author's to write. Empty where nothing of
        a change can be said that holds in every variant."""
        fields = [{"name": name, "value": each, "points": ""} for name, each in self.fields.items()]
        if not (fields or self.created):
            return ""
        return line(
            {
                "id": self.table,
                "group": "records",
                "title": "",
                "is": "created" if self.created else "changed",
                "table": self.table,
                **({EACH: self.each} if self.each else {}),
                "where": self.where,
                "fields": fields,
            }
        )

    @property
    def allowed(self) -> str:
        """A line for `allowed`, which knows no list."""
        where = {name: each for name, each in self.where.items() if each != f"${EACH}"}
        only = {} if self.created else {"fields": list(self.columns)}
        return line({"table": self.table, "where": where, **only})


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
        record.table, record.key, seq, record.created, tuple(columns), where, fields, terms.each
    )
