"""Handing in: what is about to be sealed, what is typed and would be left behind, and the sealing."""

from asyncio import sleep
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from mock_systems.operation import Operation
from mock_systems.records import Paper
from sandbox import security
from sandbox.attempt.states import Head
from sandbox.contest.marker import marker_of
from sandbox.contest.sittings import own_sitting
from sandbox.counter.address import At, Where, place_of, where_of
from sandbox.counter.drafts import KeptDraft, drafts_of
from sandbox.counter.kept import clock
from sandbox.counter.progress import PROGRESS, Progress, progress_of
from sandbox.counter.view import waiting
from sandbox.screens.beside import made_of
from sandbox.screens.frame import form, go_to, page, render
from sandbox.server import reader_of, server_of
from sandbox.store.contest import PRACTICE

LEAVE = "leave"
"""The box that says that what is typed and not sent may go."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """An attempt about to be handed in: how far it is, and the forms with something typed and not
    sent, each with the page where it stands."""

    head: Head
    far: Progress
    typed: Sequence[tuple[type[Operation], str]]


async def hand_in_page(request: Request) -> Response:
    """What is about to be handed in; the way back is to the case one came from."""
    holder = security.signed_in(request)
    sitting_id = int(request.path_params["sitting_id"])
    heads = own_sitting(reader_of(request), sitting_id, holder.account_id)
    if all(head.sealed for head in heads):
        return go_to(f"/attempts/{heads[0].id}")
    came = request.query_params.get("case")
    back = next((head for head in heads if str(head.id) == came), heads[0])
    left_ms = heads[0].left_ms(server_of(request).now_ms())
    return render(
        request,
        "counter/hand_in.html",
        sitting_id=sitting_id,
        lines=[await _line(request, head) for head in heads],
        back=back,
        at=At(back.id, back.seq, where_of(request.url.query)),
        left_ms=left_ms,
        left=clock(left_ms),
        progress=PROGRESS,
        practice=heads[0].mode == PRACTICE,
    )


async def _line(request: Request, head: Head) -> CaseLine:
    await sleep(0)  # others do not wait for all cases of a paper
    return await made_of(request, [head], _line_of, head)


def _line_of(request: Request, head: Head) -> CaseLine:
    far = progress_of(server_of(request).states, reader_of(request), head)
    return CaseLine(head, far, _typed(request, head))


def _typed(request: Request, head: Head) -> Sequence[tuple[type[Operation], str]]:
    if not head.drafts:
        return ()
    reader = reader_of(request)
    state, drafts = server_of(request).states.of(reader, head), drafts_of(reader, head.id)
    return [(each, _place(head, each, drafts)) for each in waiting(state, drafts)]


def _place(head: Head, operation: type[Operation], drafts: Mapping[str, KeptDraft]) -> str:
    """The page where a form stands; that of a paper stands beside the paper."""
    paper = drafts[operation.declared.name].typed.get(Paper.table)
    where = Where(paper=paper[-1]) if paper else place_of(operation)
    return At(head.id, head.seq, where).page()


async def hand_in(request: Request) -> Response:
    """Seal and mark the sitting; then the marks in practice, a word of thanks in a contest. What is
    typed and not sent goes only where that was said."""
    server, holder = server_of(request), security.signed_in(request)
    sitting_id = int(request.path_params["sitting_id"])
    asked = own_sitting(reader_of(request), sitting_id, holder.account_id)
    left = (await request.form()).get(LEAVE)
    for head in asked:
        await sleep(0)
        if left or head.sealed:
            continue
        if await made_of(request, [head], _typed, head):
            return go_to(f"/sittings/{sitting_id}/hand-in")
    await marker_of(server).hand_in(sitting_id, holder.account_id)
    heads = own_sitting(reader_of(request), sitting_id, holder.account_id)
    return go_to(f"/attempts/{heads[0].id}/result")


routes = [
    page("/sittings/{sitting_id:id}/hand-in", hand_in_page, "contestant"),
    form("/sittings/{sitting_id:id}/hand-in", hand_in, "contestant"),
]
