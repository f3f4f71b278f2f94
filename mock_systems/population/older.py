"""What an older population file lacks of today's records, put beside it while it is read.

Rounds stand on their file for good, so records may gain tables and columns without a word in it: a
table that the file does not have is there and empty, a column has the record's default, and a
column that records no longer have is not read. The file itself is never touched.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from pydantic_core import to_jsonable_python

from mock_systems.population.schema import WRITTEN, create_table
from mock_systems.records import TABLES, Record

_COLUMNS = """
    SELECT tables.name, columns.name FROM main.sqlite_schema tables, pragma_table_info(tables.name) columns
    WHERE tables.type = 'table' ORDER BY tables.name, columns.cid
"""


class TooOld(Exception):
    """A file lacks a column that nothing can stand in for: which record's, which column."""


class Foreign(Exception):
    """A file has a name of ours in other letters, which nothing of ours wrote: which name."""


def make_good(connection: sqlite3.Connection) -> None:
    """Let a connection to a file see every table and column of today's records."""
    kept: dict[str, list[str]] = {}
    for table, column in connection.execute(_COLUMNS):
        kept.setdefault(table, []).append(column)
    _demand_own_names(kept)
    for statement in _stand_ins(kept):
        connection.execute(statement)


def _demand_own_names(kept: Mapping[str, Iterable[str]]) -> None:
    """SQLite takes names for one that differ in capitals alone; what stands in for one would hide
    the other."""
    for table, columns in kept.items():
        if record := TABLES.get(table.lower()):
            own = {record.table, *record.model_fields}
            for name in (table, *columns):
                if name not in own and name.lower() in own:
                    raise Foreign(f"“{name}”应写作“{name.lower()}”")


def _stand_ins(kept: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Nothing for a file of today."""
    for table, record in TABLES.items():
        if table not in kept:
            yield create_table(record, temporary=True)
        elif (columns := list(kept[table])) != list(record.model_fields):
            chosen = (
                f'"{name}"' if name in columns else f'{_default(record, name)} AS "{name}"'
                for name in record.model_fields
            )
            yield f"CREATE TEMP VIEW {table} AS SELECT {', '.join(chosen)} FROM main.{table}"


def _default(record: type[Record], name: str) -> str:
    """The default of a column, as SQL. Tables of stories are empty: they need none."""
    field = record.model_fields[name]
    if field.is_required() and record.table in WRITTEN:
        raise TooOld(f"“{record.title}”没有“{record.facts(name)['label']}”一栏")
    value = None if field.is_required() else to_jsonable_python(field.get_default())
    match value:
        case None:
            return "NULL"
        case int():
            return str(int(value))
    return "'" + str(value).replace("'", "''") + "'"
