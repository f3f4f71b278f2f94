"""Opening the database.

SQLite's driver delays BEGIN, so a savepoint released before the first write would survive a
rollback; the writer's transactions are therefore begun by us, IMMEDIATE. Readers begin none: each
statement sees what is committed when it runs, and no reader ever holds up the writer.
"""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

_SQLITE_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
)


def open_engine(url: str, *, durable: bool = True) -> Engine:
    """An engine for `sqlite:///path` or `postgresql+psycopg://…`.

    `durable=False` leaves out fsync; for tests and benchmarks only.
    """
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, durable)
    return engine


def reading(engine: Engine) -> Engine:
    """The same engine for readers, who begin no transactions."""
    return engine.execution_options(reads=True)


def _prepare_sqlite(engine: Engine, durable: bool) -> None:
    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for setting in _SQLITE_SETTINGS:
            connection.execute(setting)
        if not durable:
            connection.execute("PRAGMA synchronous = OFF")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("reads"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
