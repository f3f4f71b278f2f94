"""Who hangs up waits for nothing: what waits is held by lines, of which there are so many and no more."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import pytest

from sandbox.declined import Gone
from sandbox.turns import AT_ONCE, Turns, lost
from tests.sandbox.test_lines import GET, first_held, serving, status

pytestmark = pytest.mark.attack
MANY = 40


async def taken(turns: Turns, holds: AsyncExitStack) -> None:
    """Have all turns of one."""
    for _ in range(AT_ONCE):
        await holds.enter_async_context(turns.turn("one"))


def test_a_turn_is_waited_for_until_the_line_is_lost_and_nothing_is_left_in_the_gate() -> None:
    async def tried() -> None:
        turns = Turns()
        states: list[dict[str, Any]] = [{}, {}, {}]
        lost(states[1])

        async def wait(state: Any) -> None:
            async with turns.of_line(state, "one", "all"):
                raise AssertionError("it was had")

        async with AsyncExitStack() as holds:
            await taken(turns, holds)
            waiting = [asyncio.create_task(wait(state)) for state in states]
            await asyncio.sleep(0)
            lost(states[0])
            waiting[2].cancel()
            done = await asyncio.gather(*waiting, return_exceptions=True)
            assert [type(each) for each in done] == [Gone, Gone, asyncio.CancelledError]
            assert not waiting[0].cancelled() and turns._here == {"one": AT_ONCE}
        assert not turns._gates and not turns._here

    asyncio.run(tried())


def test_who_has_a_turn_when_the_line_is_lost_ends_what_was_begun() -> None:
    async def tried() -> None:
        turns, state = Turns(), dict[str, Any]()
        async with turns.of_line(state, "one"):
            lost(state)
            await asyncio.sleep(0.01)

    asyncio.run(tried())


LONG = GET.replace(b"\r\n\r\n", b"\r\ncontent-length: 200000\r\n\r\n") + b"a" * 200_000


@pytest.mark.parametrize(
    ("asked", "by_client"),
    [(GET, True), (LONG, True), (GET * 2, False)],
    ids=["one request", "with a body that nobody reads", "more behind it"],
)
def test_hundreds_who_ask_and_hang_up_pile_up_nowhere(asked: bytes, by_client: bool) -> None:
    """Of a request behind another nobody reads on, so that the hall must hang up."""
    turns = Turns()

    async def in_turn(scope: Any, receive: Any, send: Any) -> None:
        try:
            async with turns.of_line(scope["state"], "one"):
                await send({"type": "http.response.start", "status": 200, "headers": []})
                await send({"type": "http.response.body", "body": b""})
        except Gone:
            assert (await receive())["type"] == "http.disconnect"

    async def tried() -> None:
        async with serving(in_turn) as line:
            async with AsyncExitStack() as holds:
                await taken(turns, holds)
                for _ in range(MANY):
                    before = turns._here["one"]
                    _, writer = await line(asked)
                    while turns._here["one"] == before:
                        await asyncio.sleep(0.001)
                    await writer.drain()
                    (writer if by_client else await first_held()).transport.abort()
                    while turns._here["one"] > before:
                        await asyncio.sleep(0.001)
                assert turns._here["one"] == AT_ONCE
            assert await status((await line(GET))[0]) == 200

    asyncio.run(asyncio.wait_for(tried(), 10))
