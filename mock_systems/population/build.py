"""Building a population file: the same bytes for the same generator, seed and size.

Blocks of people are made by several processes and written in order by this one. The file grows
under another name in the same folder and gets its own only when it is whole and on the disk; a
build that ends by an exception leaves nothing behind. What a killed one leaves goes with the next
build, but for Windows. The commands make an exception of SIGTERM.
"""

import gc
import marshal
import os
import signal
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any

from mock_systems.population.allotment import BLOCK, LARGEST, PEOPLE
from mock_systems.population.block import block
from mock_systems.population.days import BASE_DAY
from mock_systems.population.file import (
    APPLICATION,
    GENERATOR,
    SUFFIX,
    content_hash,
    population_name,
)
from mock_systems.population.folder import Rows
from mock_systems.population.schema import (
    CREATE_ORIGIN,
    ORIGIN,
    create_indexes,
    create_table,
    insert,
)
from mock_systems.records import TABLES

SEED = 3901
SEEDS = range(-(2**63), 2**63)
"""The seeds there are: what a whole number of the file can hold."""

_SETTINGS = f"""
    PRAGMA page_size = 4096;
    PRAGMA encoding = 'UTF-8';
    PRAGMA auto_vacuum = NONE;
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA cache_size = -131072;
    PRAGMA application_id = {APPLICATION};
    PRAGMA user_version = {GENERATOR};
"""
_ALONE = 4 * BLOCK
"""Up to so many people, starting other processes takes longer than doing it here."""


class NotBuilt(Exception):
    """No population was built: what stood in the way, and what to do about it."""


@dataclass(frozen=True, slots=True)
class BuiltPopulation:
    """A population file: where it is, its content hash (SHA-256), how many rows each table has."""

    path: Path
    hash: str
    counts: dict[str, int]


def build(
    target: Path,
    people: int = PEOPLE,
    seed: int = SEED,
    progress: Callable[[int], None] | None = None,
) -> BuiltPopulation:
    """Build a population of so many people.

    `target` is a folder, where the file gets the name of its origin and content, or the path of
    the file, ending in `.sqlite`. `progress` is told the number of people done. `NotBuilt` says
    why it could not be done.
    """
    _possible(people, seed)
    folder = target.parent if target.suffix == SUFFIX else target
    with _unfinished(folder, people, seed) as part:
        counts = _write(part, people, seed, progress or (lambda done: None))
        _settle(part)
        digest = content_hash(part)
        path = target if target.suffix == SUFFIX else folder / population_name(people, seed, digest)
        _publish(part, path)
    return BuiltPopulation(path, digest, counts)


def _possible(people: int, seed: int) -> None:
    if isinstance(people, bool) or not isinstance(people, int) or not 1 <= people <= LARGEST:
        raise NotBuilt(f"人数应为 1 至 {LARGEST:,} 的整数，给出的是 {people!r}")
    if isinstance(seed, bool) or not isinstance(seed, int) or seed not in SEEDS:
        raise NotBuilt(f"种子应为 {SEEDS[0]} 至 {SEEDS[-1]} 的整数，给出的是 {seed!r}")


@contextmanager
def _unfinished(folder: Path, people: int, seed: int) -> Iterator[Path]:
    """The path to write to, removed again unless it was published."""
    part = folder / f".population-{people}-{seed}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear_away(folder)
        part.touch()
        yield part
    except sqlite3.Error as problem:
        raise NotBuilt(_reason(folder, str(problem))) from problem
    except OSError as problem:
        raise NotBuilt(_reason(folder, problem.strerror or str(problem))) from problem
    except BrokenExecutor as problem:
        raise NotBuilt("生成进程被系统中止，人口数据未生成：请关闭其他程序后重试") from problem
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _clear_away(folder: Path) -> None:
    """Remove what builds left behind that were killed: their process is gone."""
    for part in folder.glob(".population-*.*.part"):
        builder = part.name.split(".")[-2]
        if builder.isdecimal() and not _running(int(builder)):
            part.unlink(missing_ok=True)


def _running(process: int) -> bool:
    if os.name != "posix":
        return True  # asking would end the process there
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _reason(folder: Path, problem: str) -> str:
    if "full" in problem:
        return f"磁盘空间不足，人口数据未生成：请清理“{folder}”和临时目录所在磁盘，或换一个目录（{problem}）"
    return f"无法写入“{folder}”，人口数据未生成：请检查路径和权限，或换一个目录（{problem}）"


def _write(part: Path, people: int, seed: int, progress: Callable[[int], None]) -> dict[str, int]:
    connection = sqlite3.connect(part, isolation_level=None)
    try:
        connection.executescript(_SETTINGS)
        connection.execute("BEGIN")
        counts = _fill(connection, people, seed, progress)
        connection.execute("COMMIT")
        connection.execute("VACUUM")  # pages that only ever grew at their end are a tenth empty
        connection.execute("BEGIN")
        for record in _records():
            for statement in create_indexes(record):
                connection.execute(statement)
        connection.execute("COMMIT")
    finally:
        connection.close()
    return counts


def _records() -> list[Any]:
    return [TABLES[name] for name in sorted(TABLES)]


def _fill(
    connection: sqlite3.Connection, people: int, seed: int, progress: Callable[[int], None]
) -> dict[str, int]:
    connection.execute(CREATE_ORIGIN)
    origin = (GENERATOR, seed, people, BASE_DAY.isoformat())
    connection.execute(f"INSERT INTO {ORIGIN} VALUES (?, ?, ?, ?)", origin)
    for record in _records():
        connection.execute(create_table(record))
    counts = dict.fromkeys(sorted(TABLES), 0)
    for done, rows in enumerate(_blocks(people, seed), 1):
        for table, added in rows.items():
            connection.executemany(insert(table), added)
            counts[table] += len(added)
        progress(min(done * BLOCK, people))
    return counts


def _blocks(people: int, seed: int) -> Iterator[Rows]:
    """All blocks in order."""
    numbers = range(-(-people // BLOCK))
    if people <= _ALONE:
        yield from (block(seed, number, people) for number in numbers)
        return
    with _workers() as workers:
        yield from _in_order(workers, seed, people, numbers)


@contextmanager
def _workers() -> Iterator[Executor]:
    """Processes that make blocks: spawned, since the caller may have threads that draw a bar."""
    workers = ProcessPoolExecutor(_processes(), get_context("spawn"), _begin_work)
    try:
        yield workers
    finally:
        workers.shutdown(cancel_futures=True)


def _begin_work() -> None:
    """In a worker: leave Ctrl+C to the builder, end with it, make rows without looking for cycles."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_builder, daemon=True).start()
    gc.disable()


def _end_with_builder() -> None:
    builder = parent_process()
    if builder is not None:
        builder.join()
        os._exit(1)


def _processes() -> int:
    return min(os.cpu_count() or 1, 8)


def _in_order(workers: Executor, seed: int, people: int, numbers: range) -> Iterator[Rows]:
    """Blocks in order, a few of them made ahead."""
    ahead: deque[Future[bytes]] = deque()
    for number in numbers:
        ahead.append(workers.submit(_packed, seed, number, people))
        if len(ahead) > 2 * _processes():
            yield marshal.loads(ahead.popleft().result())
    while ahead:
        yield marshal.loads(ahead.popleft().result())


def _packed(seed: int, number: int, people: int) -> bytes:
    """A block as it goes from process to process: of texts and numbers marshal makes twice the haste."""
    return marshal.dumps(block(seed, number, people))


def _settle(part: Path) -> None:
    """Clear from the header what depends on the SQLite version: bytes 92–99, the number of the
    change the version is valid for, and the version."""
    with part.open("r+b") as file:
        file.seek(24)
        changes = file.read(4)
        file.seek(92)
        file.write(changes + (3_040_000).to_bytes(4, "big"))
        file.flush()
        os.fsync(file.fileno())


def _publish(part: Path, path: Path) -> None:
    """Give the whole file its name, and make the name durable where the system can."""
    part.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
