"""Many at once, and a database that is slow, full, locked or gone: nobody waits for ever, and
nothing is said to be saved that is not."""

import asyncio
import time
from collections.abc import Callable, Sequence

from httpx2 import ASGITransport, AsyncClient, Response

from sandbox.security import SESSION
from tests.sandbox.conftest import Browser

Seat = Callable[..., Browser]
HALL = "http://testserver"
ROOM = 30
"""Browsers that send in the same moment: more than a pool of connections would have."""


async def together(room: Sequence[Browser], path: str, **form: str) -> list[Response]:
    """Every browser of a room posts a form in the same moment, to one process."""
    async with AsyncClient(transport=ASGITransport(room[0].app), base_url=HALL) as line:
        return await asyncio.gather(
            *(
                line.post(
                    path,
                    data={"form_token": browser.form_token(), **form},
                    headers={"origin": HALL, "cookie": f"{SESSION}={browser.cookies[SESSION]}"},
                )
                for browser in room
            )
        )


def test_a_whole_room_that_sends_at_once_is_answered_at_once(client: Browser, seat: Seat) -> None:
    room = [seat("xs001") for _ in range(ROOM)]
    began = time.monotonic()
    answers = asyncio.run(together(room, "/language", code="en"))
    assert [answer.status_code for answer in answers] == [303] * ROOM
    assert time.monotonic() - began < 15
