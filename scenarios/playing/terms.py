"""In what terms a script would say the values of a record that a rehearsal left.

A value that a step got as `$name` is said as that name. Whatever is said holds in other variants
too; what differs between them and has no name in the steps is not said at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

from grader.events import Attempt
from grader.records import Touched, touched
from mock_systems.records import TABLES
from scenarios.casting.names import Names, UnknownName, name_of
from scenarios.casting.spread import EACH
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.reading.ways import Step
from scenarios.reading.writings import WRITINGS

OTHERS = (1, 2, 3)
"""The variants in which what is said must hold, beside the one that was rehearsed."""
TELLING = ("item", "kind", "insurance", "month")
"""Columns that tell one record of a person from another, where a table has them."""
_WAYS = ("", *(f".{way}" for ways in WRITINGS.values() for way in ways))
Row = Mapping[str, Any]


@dataclass(frozen=True)
class FinalRecords:
    """How the records stand at the end of a rehearsal."""

    rehearsal: Rehearsal

    @property
    def names(self) -> Names:
        return self.rehearsal.stage.cast.names

    @cached_property
    def by_table(self) -> Mapping[str, Sequence[Touched]]:
        """The records that were changed, by table."""
        return touched(Attempt.read(self.rehearsal.attempt).changes)

    @cached_property
    def records(self) -> dict[tuple[str, str], Touched]:
        """The records that were changed, by table and key."""
        return {(e.table, e.key): e for listed in self.by_table.values() for e in listed}

    @cached_property
    def keys(self) -> dict[str, str]:
        """What stands for each key of a record: the `$name` of people, firms and papers of the
        story, nothing for what was made on the way, which has another key in every attempt."""
        script = self.rehearsal.stage.script
        cast = [
            (t, str(e["as"])) for t, listed in script.cast.items() for e in listed if e.get("as")
        ]
        papers = [("paper", paper.name) for paper in script.papers if paper.name]
        spelled = [f"{name}.{TABLES[table].key_name()}" for table, name in [*cast, *papers]]
        made = {key: "" for (_, key), each in self.records.items() if each.created}
        return {**{self.names.value(each): f"${each}" for each in spelled}, **made}

    @cached_property
    def others(self) -> Sequence[Self]:
        """The same steps in other variants."""
        stage = self.rehearsal.stage
        steps = [each.step for each in self.rehearsal.played]
        stages = [Stage(stage.script, n, stage.source) for n in OTHERS if n != stage.variant]
        return [type(self)(rehearse(each, steps)) for each in stages]

    def terms(self, record: Touched) -> "Terms":
        """How a script says the columns of one of the records."""
        own = (record.table, record.key)
        made = [[(c.table, c.key) for c in each.changes] for each in self.rehearsal.played]
        at = [number for number, keys in enumerate(made) if own in keys]
        place = made[at[0]].index(own)
        steps = [self.rehearsal.played[number].step for number in at]
        runs = [each._changed(at[0], record.table) for each in (self, *self.others)]
        rows = [row for run in runs for row in run[place : place + 1] if row]
        return Terms(self, steps, rows).for_each([row for run in runs for row in run if row])

    def _changed(self, step: int, table: str) -> list[tuple[Names, Row] | None]:
        """What a step changed, in order: the records of a table as they stand in the end."""
        ends = [self.records[c.table, c.key] for c in self.rehearsal.played[step].changes]
        return [(self.names, _filled(e.after)) if e.table == table else None for e in ends]


@dataclass(frozen=True)
class Terms:
    """How a script says the columns of a record that was changed by `steps`: the first of `rows`,
    the others being the same record in other variants, each with the names there. With `each` it is
    one of the records that hold a value of that list."""

    ending: FinalRecords
    steps: Sequence[Step]
    rows: Sequence[tuple[Names, Row]]
    each: str = ""

    @property
    def row(self) -> Row:
        return self.rows[0][1]

    @cached_property
    def said(self) -> dict[str, Any]:
        """What stands for the value of each column, but for those of which nothing would hold."""
        found = ((name, next(self._holding(name), None)) for name in self.row)
        return {name: each for name, each in found if each is not None}

    def tells(self, column: str) -> bool:
        """Whether a column tells which record is meant: whose it is, or of which kind."""
        value = self.row[column]
        whose = isinstance(value, str) and self.ending.keys.get(value, "").endswith(f".{column}")
        return whose or (column in TELLING and bool(value))

    def is_idle(self, column: str) -> bool:
        """Whether a column says nothing: it is empty, or has a key made on the way."""
        return self.row[column] == "" or self.ending.keys.get(str(self.row[column])) == ""

    def for_each(self, beside: Sequence[tuple[Names, Row]]) -> Self:
        """The terms of all records that were left beside it, where they hold the values of a list,
        one each, and are not the same records in every variant."""
        fewer = len(self.rows) <= len(self.ending.others)
        for column in TELLING:
            if column in self.row and (fewer or not any(self._holding(column))):
                for text in self._texts():
                    known = [(names.with_(**{EACH: row[column]}), row) for names, row in beside]
                    if all(row[column] in _list(names, text) for names, row in known):
                        return replace(self, rows=known, each=text)
        return self

    def _holding(self, column: str) -> Iterator[Any]:
        """What a value may be said as: the key of somebody by a name, a value by the name a step
        gave it in a field so called, or as it is; where that is another in every variant, by any
        name the steps gave."""
        value = self.row[column]
        if isinstance(value, str) and value in self.ending.keys:
            known = [self.ending.keys[value]]
        else:
            given = [step.form.get(column) for step in self.steps]
            known = [each for each in given if isinstance(each, str) and "$" in each]
            plain = value.replace("$", "$$") if isinstance(value, str) else value
            today = ["$today"] if value == self.rows[0][0].value("today") else []
            known += [*today, plain, *self._near(column), f"${EACH}"]
        return (each for each in known if self._holds(column, each))

    def _holds(self, column: str, said: Any) -> bool:
        try:
            return all(names.fill(said) == row[column] for names, row in self.rows)
        except UnknownName:
            return False

    def _near(self, column: str) -> Iterator[str]:
        """Other names: what steps were given, in every way of writing, and columns that are called
        the same of the records and papers that steps were told of."""
        for text in self._texts():
            yield from (f"{text}{way}" for way in _WAYS)
            name = name_of(text)
            yield f"${name}.{column}"
            papers = self.ending.rehearsal.stage.script.papers
            contents = [paper.content for paper in papers if paper.name == name]
            yield from (str(content[column]) for content in contents if column in content)

    def _texts(self) -> Iterator[str]:
        """What the steps say with a `$name`."""
        values = [value for step in self.steps for value in step.form.values()]
        return (each for each in values if isinstance(each, str) and "$" in each)


def _list(names: Names, text: str) -> Sequence[Any]:
    try:
        value = names.fill(text)
    except UnknownName:
        return ()
    return value if isinstance(value, list) else ()


def _filled(row: Row) -> Row:
    """A row with an empty text for a day there is none of: TOML has no other word for it."""
    return {name: "" if each is None else each for name, each in row.items()}
