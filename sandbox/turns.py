"""Turns: how many requests of an account are answered at a time.

A page is drawn by the thread that serves everybody. Who asks for hundreds at once waits for each of
them; others wait for two of them at the most. Beyond what a browser and all its tabs could ask for, the
rest is refused.
"""

from asyncio import Semaphore, sleep
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mock_systems.sentence import Sentence
from sandbox.declined import Declined

AT_ONCE, MOST_WAITING = 2, 512
"""Of one account. Two, for one may be a hand-in, which takes a while."""


class TooManyAtOnce(Declined):
    """As many requests of the account wait as may."""

    code, status = "too_many_at_once", 429
    message = Sentence("您的账号同时打开了太多页面，这一个没有处理。")
    remedy = Sentence("请停止自动刷新，关闭多余的页面，稍候再试。")


class Turns:
    """Requests by account, in the order they came."""

    def __init__(self) -> None:
        self._gates: dict[int, Semaphore] = {}
        self._here = Counter[int]()

    @asynccontextmanager
    async def turn(self, account_id: int) -> AsyncIterator[None]:
        """Wait for a turn of the account, and have it; `TooManyAtOnce` where too many wait."""
        if self._here[account_id] >= AT_ONCE + MOST_WAITING:
            raise TooManyAtOnce
        self._here[account_id] += 1
        try:
            async with self._gates.setdefault(account_id, Semaphore(AT_ONCE)):
                await sleep(0)  # others first: all that has come by now would run in one go
                yield
        finally:
            self._here[account_id] -= 1
            if not self._here[account_id]:
                del self._here[account_id], self._gates[account_id]
