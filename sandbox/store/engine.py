"""Opening the database.

SQLite's driver delays BEGIN, so a savepoint released before the first write would survive a
rollback; the writer's transactions are therefore begun by us, IMMEDIATE. Readers begin none: each
statement sees what is committed when it runs, and no reader ever holds up the writer. Nor do
readers hold up each other: a thread has one connection for all that it reads, however many
requests wait in it, so there is no pool that a rush could empty. Only threads that stay may read: of
more than `READERS` connections any is shut, be it read through or not, which ends the process.

Nobody waits for PostgreSQL without end: it is told how long a statement may take and a lock be
waited for, and where it answers nothing at all the connection is given up (`away`). Readers read
where pages are served, so they are not patient, and after one has given up the others do not wait.
A connection to it is tried before it is used (0.03 ms): nobody meets one that a restart has ended.

SQLite would go on writing to a file that was moved away or removed, and say nothing: what is saved
there is not there any more when the hall opens again. So nothing is committed, and nobody connected,
where another file stands in the place of the one that was opened.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    SingletonThreadPool,
    Table,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.dialects import postgresql, sqlite

from mock_systems.sentence import Sentence

WRITES_WITHIN_S, READS_WITHIN_S, MIGRATES_WITHIN_S = 10.0, 3.0, 12 * 3600.0
"""How long the writer, a page and a migration wait for PostgreSQL, in seconds."""
READERS = 64
_SQLITE_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
)


def open_engine(
    url: str | URL, *, durable: bool = True, patience_s: float = WRITES_WITHIN_S
) -> Engine:
    """An engine for `sqlite:///path` or `postgresql+psycopg://…`.

    `durable=False` leaves out fsync; for tests and benchmarks only.
    """
    engine = create_engine(url, pool_pre_ping=_may_end(url))
    if engine.dialect.name == "sqlite":
        opened = _settle_sqlite(engine, durable)
        event.listen(engine, "begin", _begin_at_once)
        # Of readers not: an engine with such listeners takes a ninth longer for a page that is kept.
        event.listen(engine, "commit", partial(_commit_in_place, opened))
    else:
        _bound(engine, patience_s)
    return engine


def reading(engine: Engine, *, patience_s: float = READS_WITHIN_S) -> Engine:
    """An engine over the same database for readers, who begin no transactions."""
    reader = create_engine(
        engine.url,
        poolclass=SingletonThreadPool,
        pool_size=READERS,
        pool_pre_ping=_may_end(engine.url),
        isolation_level="AUTOCOMMIT",
    )
    if reader.dialect.name == "sqlite":
        _settle_sqlite(reader)
    else:
        _bound(reader, patience_s)
    return reader


def _bound(engine: Engine, patience_s: float) -> None:
    from sandbox.store import away  # with its driver 9 MiB that a hall over SQLite does without

    away.bound(engine, patience_s)


def _may_end(url: str | URL) -> bool:
    """Whether a connection can end without us: one to a server can, one to a file cannot."""
    return make_url(url).get_backend_name() != "sqlite"


_ONE_MOMENT = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"}


@contextmanager
def of_one_moment(reader: Connection) -> Iterator[None]:
    """All that a reader reads in the block is as it was at one moment, though others write."""
    reader.exec_driver_sql(_ONE_MOMENT[reader.dialect.name])
    yield
    reader.exec_driver_sql("ROLLBACK")


def _settle_sqlite(engine: Engine, durable: bool = True) -> dict[str, Any]:
    file = _file(engine)
    opened: dict[str, Any] = {}

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for setting in _SQLITE_SETTINGS:
            connection.execute(setting)
        if not durable:
            connection.execute("PRAGMA synchronous = OFF")
        _demand_unmoved(file, opened)

    return opened


def _commit_in_place(opened: dict[str, Any], connection: Connection) -> None:
    file = _file(connection.engine)
    _demand_unmoved(file, opened)
    # The log is made anew where all connections were closed.
    _demand_unmoved(file.with_name(f"{file.name}-wal"), connection.info)


def _file(engine: Engine) -> Path:
    return Path(str(engine.url.database))


def _demand_unmoved(file: Path, opened: dict[str, Any]) -> None:
    """Nothing, where a file is the one that was `opened` by its name, or is the first to be."""
    now = _identity(file)
    if now:
        opened.setdefault(file.name, now)
    if opened.get(file.name) == now:
        return
    raise sqlite3.OperationalError(
        Sentence(
            "{file} 在运行中被换掉、移走或删除：请停止服务，放回原来的文件，再启动。",
            file=file.name,
        )
    )


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _begin_at_once(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@cache
def unless_there(dialect: str, table: Table, *columns: str) -> sqlite.Insert | postgresql.Insert:
    """Inserts a row, or nothing where one has these values already, even one that another server
    inserts at the same time."""
    return _insert(dialect, table).on_conflict_do_nothing(index_elements=columns)


@cache
def or_again(
    dialect: str, table: Table, columns: tuple[str, ...], times: str
) -> sqlite.Insert | postgresql.Insert:
    """Inserts a row; one that has these values already stays, and its `times` are added up."""
    new = _insert(dialect, table)
    both = {times: table.c[times] + new.excluded[times]}
    return new.on_conflict_do_update(index_elements=columns, set_=both)


@cache
def or_instead(dialect: str, table: Table, *columns: str) -> sqlite.Insert | postgresql.Insert:
    """Inserts a row, in place of one that has these values already."""
    new = _insert(dialect, table)
    rest = {each.name: new.excluded[each.name] for each in table.c if each.name not in columns}
    return new.on_conflict_do_update(index_elements=columns, set_=rest)


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """SQLAlchemy says what to do where a row is there in the words of each database only."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
