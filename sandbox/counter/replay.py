"""The right way of an attempt that was practised, shown as it is worked at a counter: each step with what is
typed and said, at the author's times. Without a script it is a page to read.
"""

from starlette.requests import Request
from starlette.responses import Response

from sandbox import security
from sandbox.attempt.states import head_of
from sandbox.contest.secrecy import demand_no_contest
from sandbox.counter.right_way import right_way
from sandbox.declined import NoSuchAttempt
from sandbox.screens.frame import go_to, page, render
from sandbox.server import reader_of, server_of
from sandbox.store.contest import PRACTICE


async def replay(request: Request) -> Response:
    """The right way of one's own attempt, once it is handed in."""
    server, holder, reader = server_of(request), security.signed_in(request), reader_of(request)
    head = head_of(reader, int(request.path_params["attempt_id"]), holder.account_id)
    if head.mode != PRACTICE:
        raise NoSuchAttempt
    demand_no_contest(reader, holder.account_id, server.now_ms())
    steps = right_way(server, head).steps
    if not head.sealed or not steps:
        return go_to(f"/attempts/{head.id}")
    script = server.cases[head.case_id]
    return render(request, "counter/replay.html", head=head, script=script, steps=steps)


routes = [page("/attempts/{attempt_id:id}/replay", replay, "contestant")]
