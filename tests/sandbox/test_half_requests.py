"""Half a request keeps nobody from stopping."""

import asyncio

import pytest

from tests.sandbox.test_lines import POST, first_held, serving

pytestmark = pytest.mark.attack


def test_who_stops_serving_waits_for_no_half_request() -> None:
    async def tried() -> None:
        async with serving() as line:
            reader, _ = await line(POST)
            held = await first_held()
            while held.in_head:
                await asyncio.sleep(0.01)
            held.shutdown()
            assert await asyncio.wait_for(reader.read(), 5) == b""

    asyncio.run(tried())
