"""The writer: every write of a process goes through one thread, and many share one commit.

A durable commit costs one fsync however much it holds, so work that arrives together is done in
one transaction, each piece in its own savepoint: a piece that fails undoes itself alone. Nobody is
answered before the commit. This is the only place that commits.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

T = TypeVar("T")
Work = Callable[[Connection], T]

MOST_TOGETHER = 128


@dataclass(frozen=True, slots=True)
class _Piece:
    work: Work[Any]
    done: "Future[Any]" = field(default_factory=Future)


class Writer:
    """Runs pieces of work that write, in order, durably."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._waiting: SimpleQueue[_Piece | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def run(self, work: Work[T]) -> T:
        """The result of `work`, after it is committed. What it raises undoes it and is raised."""
        return await asyncio.wrap_future(self._put(work))

    def run_now(self, work: Work[T]) -> T:
        """The same for callers without an event loop (commands, tests, benchmarks)."""
        return self._put(work).result()

    def close(self) -> None:
        """Finish what waits and stop."""
        self._waiting.put(None)
        self._thread.join()

    def _put(self, work: Work[T]) -> "Future[T]":
        piece = _Piece(work)
        self._waiting.put(piece)
        return piece.done

    def _run(self) -> None:
        while pieces := self._next():
            self._commit(pieces)

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
        answers: list[tuple[_Piece, Any, BaseException | None]] = []
        try:
            with self.engine.begin() as connection:
                answers = [self._do(connection, piece) for piece in pieces]
        except BaseException as failure:
            answers = [(piece, None, failure) for piece in pieces]
        for piece, result, fault in answers:
            _answer(piece.done, result, fault)

    @staticmethod
    def _do(connection: Connection, piece: _Piece) -> tuple[_Piece, Any, BaseException | None]:
        savepoint = connection.begin_nested()
        try:
            result = piece.work(connection)
        except Exception as failure:
            savepoint.rollback()
            return piece, None, failure
        savepoint.commit()
        return piece, result, None


def _answer(done: "Future[Any]", result: Any, failure: BaseException | None) -> None:
    if not done.set_running_or_notify_cancel():
        return
    if failure is None:
        done.set_result(result)
    else:
        done.set_exception(failure)
