"""Contests that open soon: what will be drawn is worked before anybody starts.

A round opens at one stroke, and to go the right way of a draw takes longer than all else of a start.
Seed, number and turn are known before. So each server has it drawn as a start will, by a process of
its own (`drawer`) that it listens to at a beat which does not hang on what is drawn. Remembered is that a
variant can be worked, as it is after any start (`scenarios.shelf.stage_for`): the start draws all the
same, and need go no right way. Nothing is written or told to contestants. What this has not come to,
or what cannot be drawn, is the affair of the start.
"""

import json
import logging
from asyncio import get_running_loop, shield, sleep
from collections.abc import Sequence
from contextlib import suppress
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, select

from mock_systems.world import Source
from sandbox.contest.drawer import Coming, Drawer, News
from sandbox.contest.entrants import drawn_for
from sandbox.contest.sittings import Asked
from sandbox.declined import Declined
from sandbox.refusals import UNUSABLE
from sandbox.server import Server
from sandbox.store.contest import CONTEST
from sandbox.store.tables import ACCOUNT, ENTRANT, ROUND
from scenarios.shelf import remember_workable

log = logging.getLogger("sandbox")

EVERY_S = 10.0
"""How often it is looked who was entered since."""
BEAT_S = 5.0
"""How often it is listened to what was drawn."""
SOON_MS = 3_600_000
"""How long before they open rounds are looked at."""

_COMING = (
    select(ROUND, drawn_for.label("whom"))
    .join(ENTRANT, ENTRANT.c.round_id == ROUND.c.id)
    .join(ACCOUNT, ACCOUNT.c.id == ENTRANT.c.account_id)
    .where(ROUND.c.mode == CONTEST, ROUND.c.opens_ms.between(bindparam("now"), bindparam("soon")))
    .order_by(ROUND.c.opens_ms, ROUND.c.id, drawn_for)
)


async def draw_in_time(server: Server) -> None:
    """Have drawn what is about to be started every few seconds, until it is cancelled."""
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
    """Have drawn what was not tried yet; once, for whatever goes wrong would again."""
    loop = get_running_loop()
    for round in await loop.run_in_executor(server.drawn_in, _coming, server):
        new = [each for each in round.asked if (round.id, each) not in tried]
        tried |= {(round.id, each) for each in new}
        if new and server.now_ms() < round.opens_ms:
            with suppress(Declined):  # who starts is told, and the log then
                found = loop.run_in_executor(server.drawn_in, server.source, round.population_hash)
                await _draw(server, round._replace(asked=new), await found)


def _coming(server: Server) -> list[Coming]:
    """The rounds that open soon, the first to open first, with what is drawn for all who are entered."""
    now = server.now_ms()
    with server.reader.connect() as reader:
        entered = reader.execute(_COMING, {"now": now, "soon": now + SOON_MS}).all()
    rounds = (list(them) for _, them in groupby(entered, lambda each: each.id))
    return [
        Coming(each.id, each.mode, each.seed, each.population_hash, each.opens_ms, _asked(them))
        for them in rounds
        for each in them[:1]
    ]


def _asked(entered: Sequence[Any]) -> Sequence[Asked]:
    return [
        (each.whom, place, 1, case)
        for each in entered
        for place, case in enumerate(json.loads(each.paper), 1)
    ]


async def _draw(server: Server, round: Coming, source: Source) -> None:
    """Have a round drawn until it opens, and remember what can be worked."""
    drawer = Drawer(server.settings, round, source)
    starting = get_running_loop().run_in_executor(None, drawer.start)
    try:
        await shield(starting)
        while not _listened(drawer, source) and (left_ms := round.opens_ms - server.now_ms()) > 0:
            await sleep(min(BEAT_S, left_ms / 1000))
    finally:
        starting.add_done_callback(lambda _: drawer.end())


def _listened(drawer: Drawer, source: Source) -> bool:
    """Remember what was drawn since; whether nothing more will be."""
    try:
        while drawer.heard.poll():
            news: News = drawer.heard.recv()
            if news is None:
                return True
            if isinstance(news, Exception):
                raise news
            if isinstance(news, str):
                log.error("what is about to be started was not drawn: %s", news)
            else:
                remember_workable(source, *news)
    except (EOFError, BrokenPipeError):
        log.error("what is about to be started was not drawn: the process that draws has ended")
        return True
    return False
