"""Contests that open soon: what will be drawn is worked before anybody starts.

A round opens at one stroke, and to go the right way of a draw takes longer than all else of a start.
Seed, number and turn are known before. So each server draws by itself as a start will, a case at a
time in the one thread that draws, and rests in between, for others come first. Remembered is that a
variant can be worked, as it is after any start (`scenarios.shelf.stage_for`): the start draws all the
same, and need go no right way. Nothing is written or told to contestants. What this has not come to,
or what cannot be drawn, is the affair of the start.
"""

import json
import logging
from asyncio import get_running_loop, sleep
from contextlib import suppress
from typing import Any

from sqlalchemy import bindparam, select

from sandbox.contest.entrants import drawn_for
from sandbox.contest.sittings import Asked, workable_draws
from sandbox.declined import Declined
from sandbox.refusals import UNUSABLE
from sandbox.server import Server
from sandbox.store.contest import CONTEST
from sandbox.store.tables import ACCOUNT, ENTRANT, ROUND

log = logging.getLogger("sandbox")

EVERY_S = 10.0
"""How often it is looked who was entered since."""
SOON_MS = 3_600_000
"""How long before they open rounds are looked at."""
REST = 9
"""How many times as long as a case took nothing is drawn after it."""

_COMING = (
    select(ROUND, drawn_for.label("whom"))
    .join(ENTRANT, ENTRANT.c.round_id == ROUND.c.id)
    .join(ACCOUNT, ACCOUNT.c.id == ENTRANT.c.account_id)
    .where(ROUND.c.mode == CONTEST, ROUND.c.opens_ms.between(bindparam("now"), bindparam("soon")))
    .order_by(ROUND.c.opens_ms, ROUND.c.id, drawn_for)
)


async def draw_in_time(server: Server) -> None:
    """Draw what is about to be started every few seconds, until it is cancelled."""
    tried = set[tuple[int, Asked]]()
    while True:
        try:
            await _draw_new(server, tried)
        except UNUSABLE as refused:
            server.refusals.add("drawing what is about to be started", refused)
        except Exception:
            log.exception("what is about to be started was not drawn")
        await sleep(EVERY_S)


async def _draw_new(server: Server, tried: set[tuple[int, Asked]]) -> None:
    """Draw what was not tried yet, one after another; once, for whatever goes wrong would again."""
    loop = get_running_loop()
    for round, asked in await loop.run_in_executor(server.drawing, _coming, server):
        if (round.id, asked) in tried or server.now_ms() >= round.opens_ms:
            continue
        tried.add((round.id, asked))
        began = loop.time()
        await loop.run_in_executor(server.drawing, _draw, server, round, asked)
        await sleep(REST * (loop.time() - began))


def _coming(server: Server) -> list[tuple[Any, Asked]]:
    """What is drawn for all who are entered for rounds that open soon, the first to open first."""
    now = server.now_ms()
    with server.reader.connect() as reader:
        entered = reader.execute(_COMING, {"now": now, "soon": now + SOON_MS}).all()
    return [
        (each, (each.whom, place, 1, case))
        for each in entered
        for place, case in enumerate(json.loads(each.paper), 1)
    ]


def _draw(server: Server, round: Any, asked: Asked) -> None:
    source = server.source(round.population_hash)
    with suppress(Declined):  # who starts is told, and the log then
        next(workable_draws(round, asked, source, None, logging.DEBUG))
