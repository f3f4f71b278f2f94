"""Where attempts are graded: one thread beside the writer, the shortest log first.

One, since each that computes takes turns from the writer and from whoever serves pages. What is long
waits for what is short, so nobody's hand-in waits for more than the one attempt under way.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from queue import PriorityQueue
from typing import Any, TypeVar

T = TypeVar("T")


class Grading:
    """Runs work that only reads, by how many actions it is over."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "marker")
        self._turns = count()
        self._waiting: PriorityQueue[tuple[int, int, Callable[[], Any], Future[Any]]]
        self._waiting = PriorityQueue()

    def put(self, actions: int, work: Callable[[], T]) -> "Future[T]":
        """Queue a piece of work; of two that are as long the first is first."""
        done: Future[T] = Future()
        self._waiting.put((actions, next(self._turns), work, done))
        self._thread.submit(self._shortest)
        return done

    def close(self) -> None:
        """Finish what is under way, and let go of the rest."""
        self._thread.shutdown(cancel_futures=True)
        while not self._waiting.empty():
            self._waiting.get()[-1].cancel()

    def _shortest(self) -> None:
        *_, work, done = self._waiting.get()
        if done.set_running_or_notify_cancel():
            try:
                done.set_result(work())
            except BaseException as failure:
                done.set_exception(failure)
