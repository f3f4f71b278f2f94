"""The print view of a notice: as the window prints it, signed where it was signed for."""

from starlette.requests import Request
from starlette.responses import Response

from sandbox import security
from sandbox.accounts import Holder
from sandbox.attempt.journal import changes_of
from sandbox.attempt.states import Head, head_of
from sandbox.counter.address import At, where_of
from sandbox.counter.kept import clock
from sandbox.declined import NoSuchAttempt
from sandbox.judging.documents import Documents
from sandbox.papers.notices import clerk_numbered
from sandbox.screens.beside import made_of
from sandbox.screens.frame import go_to, page, render
from sandbox.server import reader_of, server_of


def clerk_called(holder: Holder) -> str:
    """How notices call whoever works at the window."""
    return clerk_numbered(holder.number) if holder.number else holder.name


async def notice(request: Request) -> Response:
    """One notice of the contestant's own attempt; after hand-in, the result in its place."""
    holder, attempt_id = security.signed_in(request), int(request.path_params["attempt_id"])
    head = head_of(reader_of(request), attempt_id, holder.account_id)
    if head.sealed:
        return go_to(f"/attempts/{head.id}/result")
    return await made_of(request, [head], _printed, head, clerk_called(holder))


def _printed(request: Request, head: Head, clerk: str) -> Response:
    server, reader = server_of(request), reader_of(request)
    state, changes = server.states.of(reader, head), changes_of(reader, head.id)
    world = state.world
    documents = Documents(lambda: world.source, world.today, state.events, changes, clerk)
    found = documents.as_of(request.path_params["notice"], head.seq)
    if found is None or not found.is_notice:
        raise NoSuchAttempt
    left_ms = head.left_ms(server.now_ms())
    return render(
        request,
        "counter/notice.html",
        printed=found.drawing,
        title=found.title,
        head=head,
        at=At(head.id, head.seq, where_of(request.url.query)),
        left_ms=left_ms,
        left=clock(left_ms),
    )


routes = [page("/attempts/{attempt_id:id}/notices/{notice}", notice, "contestant")]
