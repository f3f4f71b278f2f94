"""Reading a population file: one read-only SQLite database that many worlds share.

A file is named for its origin and its content, so it is found again without being built, and a
file that is not what its name says is refused. One that is written over while it is read is
refused from then on: it is read as a file and not mapped into memory, where what was cut off would
end the whole process. That costs a query some microseconds (docs/performance.md).
"""

import os
import sqlite3
import threading
import weakref
from collections.abc import Mapping, Sequence
from contextlib import closing
from hashlib import file_digest
from pathlib import Path
from typing import Any

from mock_systems.population.older import Foreign, TooOld, make_good
from mock_systems.population.schema import WRITTEN
from mock_systems.records import TABLES
from mock_systems.world import Between, Prefix, Query, Row

GENERATOR = 4
"""The version of the generator: another number where the same seed gives other people."""
READABLE = (1, 2, 3, 4)
"""The generators whose files are read: rounds stand on theirs for good."""
APPLICATION = 0x3901_0001
"""Marks a SQLite file as a population."""
SUFFIX = ".sqlite"

_HASH_IN_NAME = 16


class DamagedPopulation(Exception):
    """A file is no population, or not the one it should be: what is wrong, what to do."""


class _Same:
    """A file as it was when it was first opened: in its place, or moved or removed since."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("rb")
        self._was = self._mark(os.fstat(self._file.fileno()))
        weakref.finalize(self, self._file.close)

    def demand(self) -> None:
        """Nothing, unless it was written over."""
        if self._mark(os.fstat(self._file.fileno())) != self._was:
            raise _damaged(self._path, "在使用中被改写")

    def opened(self) -> sqlite3.Connection:
        """The same file, and not another that has its name now, opened once more."""
        connection = _opened(self._path)
        if self._mark(self._path.stat()) != self._was:
            connection.close()
            raise _damaged(self._path, "在使用中被换成了另一个文件")
        return connection

    @staticmethod
    def _mark(found: os.stat_result) -> tuple[int, ...]:
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


class Population:
    """A population file, opened read-only; each thread has a connection of its own.

    `hash` is its content hash where the file was opened by `open_population`.
    """

    def __init__(self, path: Path, content: str = "") -> None:
        self.path = path
        self.hash = content
        self._local = threading.local()
        self._same = _Same(path)

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process opens it anew, where it is still the same."""
        return open_population, (self.path, self.hash or None)

    def row(self, table: str, key: str) -> Row | None:
        """The row with this key, or None."""
        name = TABLES[table].key_name()
        found = self._select(table, f' WHERE "{name}" = ?', (key,))
        return found[0] if found else None

    def rows(self, table: str, query: Query) -> Sequence[Row]:
        """The rows of a table that a query wants."""
        clauses, values = _where(query.conditions)
        key = TABLES[table].key_name()
        direction = "DESC" if query.descending else "ASC"
        ties = f', "{key}"' if query.order != key else ""
        limit = f" LIMIT {query.limit:d}" if query.limit is not None else ""
        order = f' ORDER BY "{query.order}" {direction}{ties}{limit}'
        return self._select(table, clauses + order, values)

    def origin(self) -> Row:
        """What the file is: generator, seed, people, base_day."""
        return self._read("SELECT * FROM origin", ())[0]

    def _select(self, table: str, clauses: str, values: Sequence[Any]) -> list[Row]:
        if table not in WRITTEN:
            return []
        return self._read(f"SELECT * FROM {table}{clauses}", values)

    def _read(self, text: str, values: Sequence[Any]) -> list[Row]:
        connection = self._connection()
        self._same.demand()
        return list(map(dict, connection.execute(text, values)))

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._same.opened()
            connection.row_factory = sqlite3.Row
            make_good(connection)
            self._local.connection = connection
        return connection


def population_name(people: int, seed: int, content: str = "*") -> str:
    """The name of a population file; without a content hash the pattern that finds it."""
    return f"population-{GENERATOR}-{people}-{seed}-{content[:_HASH_IN_NAME]}{SUFFIX}"


def found_populations(folder: Path, people: int, seed: int) -> list[Path]:
    """The files of this population in a folder, where it has been built before: one, and more where
    SQLite libraries lay it out otherwise."""
    return sorted(folder.glob(population_name(people, seed)))


def found_population(folder: Path, people: int, seed: int) -> Path | None:
    """The first of these files."""
    return next(iter(found_populations(folder, people, seed)), None)


def content_hash(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def open_population(path: Path, expected_hash: str | None = None) -> Population:
    """Open a population file after making sure that it is whole.

    Its content must have the expected hash, or else the one in its name; a file renamed by hand
    is read through instead. `DamagedPopulation` says what is wrong.
    """
    try:
        content = content_hash(path)
    except OSError as problem:
        told = f"人口数据文件“{path}”无法读取（{problem.strerror}）：请核对路径和权限"
        raise DamagedPopulation(told) from problem
    _recognise(path)
    population = Population(path, content)
    wanted = expected_hash or _hash_in_name(path)
    if wanted and not content.startswith(wanted):
        raise _damaged(path, f"内容与标识不符（应为 {wanted[:16]}，实为 {content[:16]}）")
    if not wanted:
        _read_through(population)
    return population


def _opened(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def _recognise(path: Path) -> None:
    try:
        with closing(_opened(path)) as connection:
            [mark] = connection.execute("PRAGMA application_id").fetchone()
            [version] = connection.execute("PRAGMA user_version").fetchone()
            if mark != APPLICATION:
                raise _unrecognised(path, "没有人口数据的标记")
            if version not in READABLE:
                readable = "、".join(map(str, READABLE))
                raise _damaged(path, f"由生成器版本 {version} 生成，本程序能读版本 {readable}")
            make_good(connection)
    except sqlite3.Error as problem:
        raise _unrecognised(path, "不是完好的数据库") from problem
    except Foreign as name:
        raise _unrecognised(path, str(name)) from name
    except TooOld as lack:
        raise _damaged(path, f"比本程序旧，{lack}") from lack


def _read_through(population: Population) -> None:
    try:
        found = population._read("PRAGMA integrity_check(1)", ())
    except sqlite3.Error as problem:
        raise _damaged(population.path, f"数据库已损坏（{problem}）") from problem
    if found != [{"integrity_check": "ok"}]:
        raise _damaged(population.path, "数据库已损坏")


def _hash_in_name(path: Path) -> str:
    start, _, content = path.stem.rpartition("-")
    return content if start.startswith("population-") and len(content) == _HASH_IN_NAME else ""


def _unrecognised(path: Path, problem: str) -> DamagedPopulation:
    """By its name a population that lost its content; else a file of somebody's, to be left alone."""
    if _hash_in_name(path):
        return _damaged(path, problem)
    return DamagedPopulation(
        f"“{path}”不是人口数据文件（{problem}）：请核对路径，或用 population build 生成"
    )


def _damaged(path: Path, problem: str) -> DamagedPopulation:
    return DamagedPopulation(f"人口数据文件“{path}”{problem}：请删除该文件后重新生成")


def _where(conditions: Mapping[str, Any]) -> tuple[str, list[Any]]:
    parts: list[str] = []
    values: list[Any] = []
    for name, wanted in conditions.items():
        match wanted:
            case None:
                parts.append(f'"{name}" IS NULL')
            case Prefix(text):
                parts.append(f'"{name}" >= ? AND "{name}" < ?')
                values += [text, text + "\U0010ffff"]
            case Between(low, high):
                parts.append(f'"{name}" BETWEEN ? AND ?')
                values += [low, high]
            case _:
                parts.append(f'"{name}" = ?')
                values.append(wanted)
    return (" WHERE " + " AND ".join(parts) if parts else ""), values
