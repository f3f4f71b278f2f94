"""The writer: every write of a process goes through one thread, and many share one commit.

A durable commit costs one fsync however much it holds, so work that arrives together is done in
one transaction, each piece in its own savepoint: a piece that fails undoes itself alone. Pieces of
a kind may be done by one function for all of them, in a savepoint of their own. Nobody is answered
before the commit. This is the only place that commits. Nobody waits for a writer that has stopped.

Two servers may come to wait for each other, since each keeps what its pieces have taken until it
commits; PostgreSQL then ends a piece of one. It is done again in a transaction of its own: a piece by
itself takes what it needs in one order.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import groupby
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from sandbox.declined import NotSaved

T = TypeVar("T")
Item = TypeVar("Item")
Work = Callable[[Connection], T]
Together = Callable[[Connection, Sequence[Item]], Sequence[T | Exception]]
"""Does many items at once: a result for each, or the exception that refuses that one alone."""

MOST_TOGETHER = 128
TRIES = 3
"""How often a piece that PostgreSQL ended is done again."""


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    together: Together[Any, Any]
    item: Any
    done: "Future[Any]" = field(default_factory=Future)


_Kind = tuple[Together[Any, Any], list[_Piece]]
_ENDS = "ends"


class Writer:
    """Runs pieces of work that write, in order, durably."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._waiting: SimpleQueue[_Piece | None] = SimpleQueue()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def run(self, work: Work[T]) -> T:
        """The result of `work`, after it is committed. What it raises undoes it and is raised."""
        return await asyncio.wrap_future(self.put(_alone(work), None))

    def run_now(self, work: Work[T]) -> T:
        """The same for callers without an event loop (commands, tests, benchmarks)."""
        return self.put(_alone(work), None).result()

    def put(self, together: Together[Item, T], item: Item) -> "Future[T]":
        """Queue an item; items that wait together and name the same function are done by one
        call of it. Where that call raises, each of its items is tried again by itself."""
        piece = _Piece(together, item)
        self._waiting.put(piece)
        if self._stopped.is_set():
            self._refuse()
        return piece.done

    def close(self) -> None:
        """Finish what waits and stop."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            while pieces := self._next():
                self._commit(pieces)
        finally:
            self._stopped.set()
            self._refuse()

    def _refuse(self) -> None:
        """Answer what waits for a writer that has stopped."""
        with suppress(Empty):
            while True:
                if piece := self._waiting.get_nowait():
                    _answer(piece.done, NotSaved())

    def _next(self) -> list[_Piece]:
        """The pieces that wait now, at least one; empty when the writer is to stop."""
        first = self._waiting.get()
        pieces = [first] if first else []
        while pieces and len(pieces) < MOST_TOGETHER:
            try:
                piece = self._waiting.get_nowait()
            except Empty:
                break
            if piece is None:
                self._waiting.put(None)
                break
            pieces.append(piece)
        return pieces

    def _commit(self, pieces: list[_Piece]) -> None:
        for piece, result in zip(pieces, self._done(pieces), strict=True):
            _answer(piece.done, self._again(piece) if is_crossed(result) else result)

    def _done(self, pieces: list[_Piece]) -> list[Any]:
        results: list[Any] = []
        kinds = [(together, [*kind]) for together, kind in groupby(pieces, _together)]
        while kinds:
            results += self._committed(kinds)
        return results

    def _committed(self, kinds: list[_Kind]) -> list[Any]:
        """The results of the first kinds: up to one that is to `end` a transaction, or of all. Whatever
        fails as a whole takes all with it."""
        results: list[Any] = []
        most = sum(len(kind) for _, kind in kinds)
        try:
            with self.engine.begin() as connection:
                connection.info[_ENDS] = False
                while kinds and not connection.info[_ENDS]:
                    together, kind = kinds.pop(0)
                    results += _do(connection, together, [piece.item for piece in kind])
        except BaseException as failure:
            kinds.clear()
            return [failure] * most
        return results

    def _again(self, piece: _Piece) -> Any:
        for _ in range(TRIES):
            [result] = self._done([piece])
            if not is_crossed(result):
                break
        return result


def end(connection: Connection) -> None:
    """Let nothing more be done in this transaction than the piece that is: it keeps what every other
    server waits for, and must itself wait for none of them."""
    connection.info[_ENDS] = True


def _together(piece: _Piece) -> Together[Any, Any]:
    return piece.together


def is_crossed(result: Any) -> bool:
    """Whether PostgreSQL ended work, as two servers waited for each other (`deadlock_detected`)."""
    return isinstance(result, DBAPIError) and getattr(result.orig, "sqlstate", "") == "40P01"


@contextmanager
def apart(connection: Connection) -> Iterator[None]:
    """A part of a piece of work that undoes itself alone where it fails."""
    with connection.begin_nested():
        yield


def _alone(work: Work[T]) -> Together[None, T]:
    return lambda connection, _items: [work(connection)]


def _do(connection: Connection, together: Together[Any, Any], items: list[Any]) -> list[Any]:
    savepoint = connection.begin_nested()
    try:
        results = list(together(connection, items))
        if len(results) != len(items):
            raise AssertionError(f"{len(items)} items, {len(results)} results")
    except Exception as failure:
        savepoint.rollback()
        if len(items) == 1 or is_crossed(failure):
            return [failure] * len(items)
        return [result for item in items for result in _do(connection, together, [item])]
    savepoint.commit()
    return results


def _answer(done: "Future[Any]", result: Any) -> None:
    if not done.set_running_or_notify_cancel():
        return
    if isinstance(result, BaseException):
        done.set_exception(result)
    else:
        done.set_result(result)
