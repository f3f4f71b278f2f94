"""Texts that are none: bytes that are not UTF-8 where the program wrote a text. SQLite keeps whatever
somebody puts there, and then answers nothing that has it among its rows.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table

from sandbox.audit.finding import Finding


class Texts:
    """Reads every text of a connection, so that one which is none stops nothing, and remembers
    whether there was such a one. It differs from what was hashed like any other change."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._met = False
        if connection.dialect.name == "sqlite":
            self._driver().text_factory = self._read

    def findings(self, *tables: Table) -> Iterator[Finding]:
        """The rows and columns that were met. They are looked for only then, as all is read again."""
        if self._met:
            for table in tables:
                yield from self._in_table(table)

    def _driver(self) -> Any:
        return self._connection.connection.driver_connection

    def _read(self, raw: bytes) -> str:
        try:
            return raw.decode()
        except UnicodeDecodeError:
            self._met = True
            return raw.decode(errors="replace")

    def _in_table(self, table: Table) -> Iterator[Finding]:
        self._driver().text_factory = bytes
        rows = self._connection.exec_driver_sql(f'SELECT * FROM "{table.name}"').mappings().all()
        self._driver().text_factory = self._read
        for row in rows:
            for column in filter(lambda name: _is_none(row[name]), row):
                key = "、".join(
                    f"{each.name} {_told(row[each.name])}" for each in table.primary_key
                )
                yield Finding(f"表 {table.name} {key}", f"{column} 一栏的文字不是 UTF-8")


def _is_none(value: object) -> bool:
    return isinstance(value, bytes) and _told(value).encode() != value


def _told(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
