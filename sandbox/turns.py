"""Turns: how many requests of an account, or of an address that has not signed in, are answered at a
time.

A page is drawn by the thread that serves everybody. Who asks for hundreds at once waits for each of
them; others wait for two of them at the most, and then as long again before the next: a step goes
through the thread several times, and would meet two more each time. Nobody is refused: all that
waits is held by a line (`sandbox.lines`).
"""

from asyncio import CancelledError, Semaphore, current_task, get_running_loop, sleep
from collections import Counter
from collections.abc import AsyncIterator, Hashable, MutableMapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from sandbox.declined import Gone

AT_ONCE = 2
"""Of one. Two, for one may be a hand-in, which takes a while."""
HANDED_AT_ONCE = 8
"""Of one's pages that are kept: together they take less than one that is drawn."""
REST_FROM_S, LONGEST_REST_S = 0.005, 0.5
"""A turn had for longer than the first is free again after as long as it was had, at most the second."""
STRANGERS = 0
"""All who have not signed in, together: no account's id."""

_LOST, _WAITING = "lost", "waiting"
"""In the state of a request: that its line is lost, and the task that waits for a turn of it."""

State = MutableMapping[str, Any]


def lost(state: State) -> None:
    """Have the request whose line is lost wait for no turn any more."""
    state[_LOST] = True
    if waiting := state.get(_WAITING):
        waiting.cancel()


class Turns:
    """Requests by whose they are, in the order they came."""

    def __init__(self) -> None:
        self._gates: dict[Hashable, Semaphore] = {}
        self._here = Counter[Hashable]()

    @asynccontextmanager
    async def turn(
        self, who: Hashable, *then: Hashable, at_once: int = AT_ONCE, rests: bool = True
    ) -> AsyncIterator[None]:
        """Wait for a turn of one, `then` of others, and have them all. Who has many addresses has a turn
        at each, so what addresses ask for waits for one of all addresses', too. Of many who share a
        turn none `rests` for what kept the thread meanwhile: a class that signs in would be minutes."""
        loop, gate = get_running_loop(), self._gates.setdefault(who, Semaphore(at_once))
        self._here[who] += 1
        try:
            await gate.acquire()
        except BaseException:
            self._leave(who)
            raise
        began = float("inf")
        try:
            await sleep(0)  # others first: all that has come by now would run in one go
            if then:
                async with self.turn(*then, rests=rests):
                    yield
            else:
                began = loop.time()
                yield
        finally:
            had = loop.time() - began
            if rests and had > REST_FROM_S:
                loop.call_later(min(had, LONGEST_REST_S), self._free, who)
            else:
                self._free(who)

    @asynccontextmanager
    async def of_line(
        self, state: State, *whose: Hashable, at_once: int = AT_ONCE, rests: bool = True
    ) -> AsyncIterator[None]:
        """A turn for the request of a line, by its state; `Gone` where the line is lost before it comes:
        what waits would pile up, for whoever hangs up may ask again at once."""
        async with AsyncExitStack() as had:
            state[_WAITING] = waiting = current_task()
            try:
                if _LOST in state:
                    raise Gone
                await had.enter_async_context(self.turn(*whose, at_once=at_once, rests=rests))
            except CancelledError:
                if _LOST not in state or not waiting:
                    raise  # the server ends
                waiting.uncancel()
                raise Gone from None
            finally:
                del state[_WAITING]
            yield

    def _free(self, who: Hashable) -> None:
        self._gates[who].release()
        self._leave(who)

    def _leave(self, who: Hashable) -> None:
        self._here[who] -= 1
        if not self._here[who]:
            del self._here[who], self._gates[who]
