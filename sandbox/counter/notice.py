"""The print view of a notice: as the window prints it, signed where it was signed for."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from mock_systems.looked import known_by_name
from mock_systems.notices import NOTICE_KIND
from mock_systems.records import Notice
from mock_systems.world import NoSuchRecord, World
from sandbox import security
from sandbox.attempt.journal import changes_of, entries
from sandbox.attempt.states import head_of
from sandbox.counter.kept import clock
from sandbox.declined import NoSuchAttempt
from sandbox.papers.notices import Work, printed_notice
from sandbox.screens.frame import go_to, page, render
from sandbox.server import server_of


async def notice(request: Request) -> Response:
    """One notice of the contestant's own attempt; after hand-in, the result in its place."""
    holder, server = security.signed_in(request), server_of(request)
    with server.reader.connect() as reader:
        head = head_of(reader, int(request.path_params["attempt_id"]), holder.account_id)
        if head.sealed:
            return go_to(f"/attempts/{head.id}/result")
        state = server.states.of(reader, head)
        names = {row.seq: row.operation for row in entries(reader, head.id)}
        changes = changes_of(reader, head.id)
    world = state.world
    try:
        found = world.one(Notice, request.path_params["notice"])
    except NoSuchRecord:
        raise NoSuchAttempt from None
    issued = next(c.seq for c in changes if (c.table, c.key) == (Notice.table, found.notice))
    work = Work([change for change in changes if change.seq <= issued], names)
    then = World(world.source, world.today, work.changes, seq=issued)
    clerk = f"工号 {holder.number}" if holder.number else holder.name
    known = partial(known_by_name, world, state.seen)
    printed = printed_notice(then, found, clerk, work, now=world, known=known)
    title = NOTICE_KIND.label(found.kind)
    left_ms = head.left_ms(server.now_ms())
    return render(
        request,
        "counter/notice.html",
        printed=printed,
        title=title,
        head=head,
        left_ms=left_ms,
        left=clock(left_ms),
    )


routes = [page("/attempts/{attempt_id:id}/notices/{notice}", notice, "contestant")]
