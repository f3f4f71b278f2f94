"""Handing in: what is about to be sealed, and the sealing of it."""

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from sandbox import security
from sandbox.attempt.states import Head, heads_of_sitting
from sandbox.contest import sittings
from sandbox.counter.progress import PROGRESS, progress_of
from sandbox.declined import NoSuchAttempt
from sandbox.screens.frame import form, go_to, page, render
from sandbox.server import reader_of, server_of
from sandbox.store.contest import PRACTICE


async def hand_in_page(request: Request) -> Response:
    """What is about to be handed in."""
    server, holder = server_of(request), security.signed_in(request)
    sitting_id = int(request.path_params["sitting_id"])
    reader = reader_of(request)
    heads = _own_sitting(reader, sitting_id, holder.account_id)
    states = [server.states.of(reader, head) for head in heads]
    if all(head.sealed for head in heads):
        return go_to(f"/attempts/{heads[0].id}")
    return render(
        request,
        "counter/hand_in.html",
        sitting_id=sitting_id,
        lines=[(state.head, progress_of(state)) for state in states],
        progress=PROGRESS,
        practice=heads[0].mode == PRACTICE,
    )


async def hand_in(request: Request) -> Response:
    """Seal and mark the sitting; then the marks in practice, a word of thanks in a contest."""
    server, holder = server_of(request), security.signed_in(request)
    sitting_id = int(request.path_params["sitting_id"])
    await server.writer.run(
        lambda connection: sittings.hand_in(
            connection, sitting_id, holder.account_id, server.now_ms()
        )
    )
    heads = _own_sitting(reader_of(request), sitting_id, holder.account_id)
    return go_to(f"/attempts/{heads[0].id}/result")


def _own_sitting(reader: Connection, sitting_id: int, account_id: int) -> list[Head]:
    heads = heads_of_sitting(reader, sitting_id)
    if not heads or heads[0].account_id != account_id:
        raise NoSuchAttempt
    return heads


routes = [
    page("/sittings/{sitting_id:id}/hand-in", hand_in_page, "contestant"),
    form("/sittings/{sitting_id:id}/hand-in", hand_in, "contestant"),
]
