"""The organiser's page of sign-ins: accounts under fire, who is signed in where, and the log."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select
from starlette.requests import Request
from starlette.responses import Response

from sandbox import entries
from sandbox.screens.frame import page, render
from sandbox.server import reader_of, server_of
from sandbox.store.tables import ACCOUNT, SIGN_IN

MOST_SHOWN = 200


async def sign_ins(request: Request) -> Response:
    """Who came in and who did not."""
    reader, now = reader_of(request), server_of(request).now_ms()
    return render(
        request,
        "sign_ins.html",
        fires=entries.fires(reader, now),
        seats=_seats(reader, now),
        log=entries.latest(reader, MOST_SHOWN),
        kinds=entries.KINDS,
    )


def _seats(connection: Connection, now: int) -> Sequence[Any]:
    """The sign-ins of contestants that go on, by login."""
    going_on = (SIGN_IN.c.ended_ms == 0) & (SIGN_IN.c.until_ms > now)
    wanted = select(ACCOUNT.c.login, ACCOUNT.c.number, SIGN_IN.c.address, SIGN_IN.c.made_ms)
    joined = wanted.join(SIGN_IN).where(going_on, ACCOUNT.c.role == "contestant")
    return connection.execute(joined.order_by(ACCOUNT.c.login, SIGN_IN.c.made_ms)).all()


routes = [page("/sign-ins", sign_ins, "organiser")]
