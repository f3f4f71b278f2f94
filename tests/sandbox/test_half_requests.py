"""Half a request keeps nobody from stopping, and who was answered is no such."""

import asyncio
from types import SimpleNamespace

import pytest

from sandbox import lines
from sandbox.lines import HttpLine
from tests.sandbox.test_lines import GET, POST, first_held, serving, status

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


def test_who_stops_serving_answers_all_that_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "PATIENCE_S", 0.2)

    async def tried() -> None:
        async with serving() as line:
            reader, _ = await line(GET.replace(b"/", b"/slow", 1))
            held = await first_held()
            while not held.working:
                await asyncio.sleep(0.01)
            held.shutdown()
            assert await status(reader) == 200
            assert (await asyncio.wait_for(reader.read(), 5)).endswith(b"hall")

    asyncio.run(tried())


def test_a_line_that_was_answered_just_now_has_time_to_ask_before_it_is_taken_for_idle() -> None:
    """Where all others ask without end, it would be the first to go between two requests."""
    line = HttpLine.__new__(HttpLine)
    line.begun, line.working, line.since = 1, False, 9.5
    line.loop = SimpleNamespace(time=lambda: 10.0)  # type: ignore[assignment]
    assert not line._idles()
    line.since = 8.0
    assert line._idles()
