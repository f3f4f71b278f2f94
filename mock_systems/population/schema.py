"""The tables of a population file, made from the record classes: one column each, text or whole
number, the key first.

Tables have no row ids: every read is by key or by an indexed column, and the key alone is then
stored once. Indexes are made after the rows, in key order.
"""

from collections.abc import Iterator

from mock_systems.records import TABLES, Record

WRITTEN = tuple(sorted(table for table, kind in TABLES.items() if kind.populated))
"""The tables a population fills; the others belong to stories and stay empty."""

ORIGIN = "origin"
"""The table that says what the file is: one row."""

CREATE_ORIGIN = (
    f"CREATE TABLE {ORIGIN} (generator INTEGER, seed INTEGER, people INTEGER, base_day TEXT)"
)


def create_table(record: type[Record], *, temporary: bool = False) -> str:
    """The statement that makes the table of a record class, in the file or for one connection."""
    key, *others = record.model_fields
    columns = ", ".join(f'"{name}" {_sql_type(record, name)}' for name in others)
    made = f"CREATE {'TEMP ' if temporary else ''}TABLE {record.table}"
    return f"{made} ({key} TEXT PRIMARY KEY NOT NULL, {columns}) WITHOUT ROWID"


def create_indexes(record: type[Record]) -> Iterator[str]:
    """The statements that make an index on each indexed column."""
    for name in record.model_fields:
        if record.facts(name)["index"]:
            yield f"CREATE INDEX {record.table}_{name} ON {record.table} ({name})"


def insert(table: str) -> str:
    """The statement that adds a row to a table."""
    places = ", ".join("?" * len(TABLES[table].model_fields))
    return f"INSERT INTO {table} VALUES ({places})"


def _sql_type(record: type[Record], name: str) -> str:
    return "INTEGER" if record.model_fields[name].annotation is int else "TEXT"
