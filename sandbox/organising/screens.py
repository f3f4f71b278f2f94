"""The organiser's pages of a round of a contest: its board, and the sheets that are signed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select
from starlette.requests import Request
from starlette.responses import Response

from sandbox.condition import condition_of
from sandbox.contest.scorecards import NotGradable, NotMarked
from sandbox.declined import Declined, NoSuchRound
from sandbox.forms.typed import counted
from sandbox.judging.rulings import KINDS
from sandbox.judging.sheet import SignedSheet, Whose, sheet_of
from sandbox.organising.board import TURNS, Board, Seated, board_of
from sandbox.screens.beside import made_beside
from sandbox.screens.frame import page, render
from sandbox.screens.parts import Excerpt
from sandbox.server import reader_of, server_of
from sandbox.store.tables import ATTEMPT

ORGANISER = "organiser"
PLACES_SHOWN, SITTINGS_PRINTED = 200, 25
"""Contestants on a page of the board; contestants whose sheets are printed at once."""
CHOICES = {
    "absent": ("absent",),
    "working": ("working", "still", "overdue"),
    "handed_in": ("handed_in",),
}
"""What the board can be narrowed to."""


class StillSat(Declined):
    """The contest is not over: nobody is told points yet."""

    code = "still_sat"
    message = "本场次还没有结束，结束后才有评分表。"
    remedy = "请在全场交卷以后再打印。"


async def board(request: Request) -> Response:
    """How a round stands."""
    return await made_beside(request, _board)


def _board(request: Request) -> Response:
    server, found = server_of(request), _found(request)
    chosen = request.query_params.get("state", "")
    listed = found.standing(*CHOICES.get(chosen, ()))
    return render(
        request,
        "organising/board.html",
        board=found,
        counts={state: len(found.standing(state)) for state in TURNS},
        chosen=chosen if chosen in CHOICES else "",
        places=Excerpt.numbered(
            listed, counted(request.query_params.get("part", ""), 1), PLACES_SHOWN
        ),
        seen=condition_of(server),
        now=server.now_ms(),
    )


async def sheets(request: Request) -> Response:
    """The sheets of one contestant, or of so many at once."""
    return await made_beside(request, _sheets)


def _sheets(request: Request) -> Response:
    found, reader = _found(request), reader_of(request)
    if not found.round.judged:
        raise StillSat
    sat = found.standing("handed_in")
    if sitting := counted(request.query_params.get("sitting", ""), 0):
        sat = [each for each in sat if each.sitting_id == sitting]
        if not sat:
            raise NoSuchRound
    part = Excerpt.numbered(
        sorted(sat, key=lambda each: (each.number, each.login)),
        counted(request.query_params.get("part", ""), 1),
        SITTINGS_PRINTED,
    )
    printed, failed = _made(reader, part.lines)
    return render(
        request,
        "organising/sheets.html",
        board=found,
        part=part,
        sitting=sitting,
        sheets=printed,
        failed=failed,
        kinds=KINDS,
    )


def _made(reader: Connection, sat: Sequence[Seated]) -> tuple[list[SignedSheet], list[str]]:
    """The sheets of some contestants, and the numbers of attempts that have no points."""
    made, failed = [], []
    for place in sat:
        whose = Whose(place.number, place.name, place.unit, place.handed_in_ms)
        for row in reader.execute(_attempts_of(place.sitting_id)):
            try:
                made.append(sheet_of(reader, row.id, whose=whose))
            except (NotGradable, NotMarked):
                failed.append(row.number)
    return made, failed


def _attempts_of(sitting_id: int) -> Any:
    wanted = select(ATTEMPT.c.id, ATTEMPT.c.number).where(ATTEMPT.c.sitting_id == sitting_id)
    return wanted.order_by(ATTEMPT.c.place)


def _found(request: Request) -> Board:
    round_id, now = int(request.path_params["organised"]), server_of(request).now_ms()
    return board_of(reader_of(request), round_id, now)


routes = [
    page("/organising/{organised:id}", board, ORGANISER),
    page("/organising/{organised:id}/sheets", sheets, ORGANISER),
]
