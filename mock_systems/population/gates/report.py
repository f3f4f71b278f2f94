"""What a gate is and what it reports."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from mock_systems.records import TABLES

BASE = "base_day()"
"""The day the records are as of, as SQL: who looks says it (`functions.teach`)."""
ENDED = "coalesce({0}.ended, '9999-12-31')"
EARLIEST = "birthday(born, CASE sex WHEN '1' THEN 50 ELSE 45 END)"
"""The first day anybody may retire on, for illness or hard work (国发〔1978〕104号第一条)."""
MOBILE = "({0} = '' OR ({0} GLOB '142[0-8]*' AND length({0}) = 11))"

MOST_OFFENCES = 20
"""A gate names so many offending rows and stops looking."""


@dataclass(frozen=True, slots=True)
class Offence:
    """A row that should not be as it is, or a share out of its band (with an empty key)."""

    table: str
    key: str
    what: str


class Finder(Protocol):
    """One thing looked for: where it would be, what is wrong with it, and the offences there are."""

    @property
    def table(self) -> str: ...

    @property
    def what(self) -> str: ...

    def __call__(self, connection: sqlite3.Connection) -> Iterable[Offence]: ...


Qualities = Mapping[str, Sequence[Finder]]
"""What is looked for in some tables, by the gate it belongs to."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A quality the population must have, and the probes that look for what stands against it."""

    name: str
    title: str
    probes: Sequence[Finder]

    def finds(self, connection: sqlite3.Connection) -> list[Offence]:
        """Everything that its probes find."""
        return [found for probe in self.probes for found in probe(connection)]


@dataclass(frozen=True, slots=True)
class Passage:
    """How one gate was passed: with no offences, or not."""

    gate: Gate
    offences: Sequence[Offence]

    @property
    def passed(self) -> bool:
        return not self.offences


@dataclass(frozen=True, slots=True)
class GateReport:
    """The gates in order, each with its offending rows."""

    passages: Sequence[Passage]

    @property
    def passed(self) -> bool:
        return all(passage.passed for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Probe:
    """A statement that selects the keys of offending rows of a table, and what is wrong with
    them."""

    table: str
    what: str
    statement: str

    def __call__(self, connection: sqlite3.Connection) -> Iterable[Offence]:
        limited = f"SELECT * FROM ({self.statement}) LIMIT {MOST_OFFENCES}"
        return [Offence(self.table, key, self.what) for (key,) in connection.execute(limited)]


@dataclass(frozen=True, slots=True)
class Search:
    """A probe that takes more than a statement; its offences tell what should be there instead."""

    table: str
    what: str
    finds: Callable[[sqlite3.Connection], Iterable[Offence]]

    def __call__(self, connection: sqlite3.Connection) -> Iterable[Offence]:
        return list(islice(self.finds(connection), MOST_OFFENCES))


def where(table: str, key: str, what: str, condition: str) -> Probe:
    """A probe for rows of one table that meet a condition."""
    return Probe(table, what, f"SELECT {key} FROM {table} WHERE {condition}")


def doubled(table: str, key: str, columns: str, what: str, condition: str = "1") -> Probe:
    """A probe for rows that agree with another one on these columns."""
    return Probe(
        table,
        what,
        f"SELECT max({key}) FROM {table} WHERE {condition} GROUP BY {columns} HAVING count(*) > 1",
    )


def aged(table: str, key: str, what: str, condition: str) -> Probe:
    """A probe for rows that meet a condition which is also about their person, `p`."""
    return Probe(
        table, what, f"SELECT {key} FROM {table} JOIN person p USING (person) WHERE {condition}"
    )


def past(table: str, column: str) -> Probe:
    """A probe for rows with a date that has not passed on the base day."""
    key, bare = TABLES[table].key_name(), column.strip('"')
    return where(table, key, f"{bare} 晚于基准日", f"{column} > {BASE}")
