"""Reading a population file: one read-only SQLite database that many worlds share."""

import sqlite3
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mock_systems.records import TABLES
from mock_systems.world import Between, Prefix, Row


class Population:
    """A population file, opened read-only; each thread has a connection of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def row(self, table: str, key: str) -> Row | None:
        name = TABLES[table].key_name()
        found = self._read(f"SELECT * FROM {table} WHERE {name} = ?", (key,))
        return found[0] if found else None

    def rows(
        self,
        table: str,
        conditions: Mapping[str, Any],
        order: str,
        descending: bool,
        limit: int | None,
    ) -> Sequence[Row]:
        clauses, values = _where(conditions)
        direction = "DESC" if descending else "ASC"
        text = f"SELECT * FROM {table}{clauses} ORDER BY {order} {direction}"
        if order != TABLES[table].key_name():
            text += f", {TABLES[table].key_name()}"
        if limit is not None:
            text += f" LIMIT {limit:d}"
        return self._read(text, values)

    def _read(self, text: str, values: Sequence[Any]) -> list[Row]:
        return list(map(dict, self._connection().execute(text, values)))

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA mmap_size = 2147483648")
            self._local.connection = connection
        return connection


def _where(conditions: Mapping[str, Any]) -> tuple[str, list[Any]]:
    parts: list[str] = []
    values: list[Any] = []
    for name, wanted in conditions.items():
        match wanted:
            case None:
                parts.append(f"{name} IS NULL")
            case Prefix(text):
                parts.append(f"{name} >= ? AND {name} < ?")
                values += [text, text + "\U0010ffff"]
            case Between(low, high):
                parts.append(f"{name} BETWEEN ? AND ?")
                values += [_stored(low), _stored(high)]
            case _:
                parts.append(f"{name} = ?")
                values.append(_stored(wanted))
    return (" WHERE " + " AND ".join(parts) if parts else ""), values


def _stored(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
