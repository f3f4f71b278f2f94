"""Turns: how many requests of an account, or of an address that has not signed in, are answered at a
time.

A page is drawn by the thread that serves everybody. Who asks for hundreds at once waits for each of
them; others wait for two of them at the most. Nobody is refused: all that waits is held by a line
(`sandbox.lines`).
"""

from asyncio import Semaphore, sleep
from collections import Counter
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

AT_ONCE = 2
"""Of one. Two, for one may be a hand-in, which takes a while."""
HANDED_AT_ONCE = 8
"""Of one's pages that are kept: together they take less than one that is drawn."""
STRANGERS = 0
"""All who have not signed in, together: no account's id."""


class Turns:
    """Requests by whose they are, in the order they came."""

    def __init__(self) -> None:
        self._gates: dict[Hashable, Semaphore] = {}
        self._here = Counter[Hashable]()

    @asynccontextmanager
    async def turn(
        self, who: Hashable, *then: Hashable, at_once: int = AT_ONCE
    ) -> AsyncIterator[None]:
        """Wait for a turn of one, `then` of others, and have them all. Who has many addresses has a turn
        at each, so what addresses ask for waits for one of all addresses', too."""
        self._here[who] += 1
        try:
            async with self._gates.setdefault(who, Semaphore(at_once)):
                await sleep(0)  # others first: all that has come by now would run in one go
                if then:
                    async with self.turn(*then):
                        yield
                else:
                    yield
        finally:
            self._here[who] -= 1
            if not self._here[who]:
                del self._here[who], self._gates[who]
