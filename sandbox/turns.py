"""Turns: how many requests of an account, or of an address that has not signed in, are answered at a
time.

A page is drawn by the thread that serves everybody. Who asks for hundreds at once waits for each of
them; others wait for two of them at the most. Nobody is refused: all that waits is held by a line
(`sandbox.lines`).
"""

from asyncio import Semaphore, sleep
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

AT_ONCE = 2
"""Of one. Two, for one may be a hand-in, which takes a while."""


class Turns:
    """Requests by account or address, in the order they came."""

    def __init__(self) -> None:
        self._gates: dict[int | str, Semaphore] = {}
        self._here = Counter[int | str]()

    @asynccontextmanager
    async def turn(self, who: int | str) -> AsyncIterator[None]:
        """Wait for a turn of an account, by its id, or of an address, and have it."""
        self._here[who] += 1
        try:
            async with self._gates.setdefault(who, Semaphore(AT_ONCE)):
                await sleep(0)  # others first: all that has come by now would run in one go
                yield
        finally:
            self._here[who] -= 1
            if not self._here[who]:
                del self._here[who], self._gates[who]
