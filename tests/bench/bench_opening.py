"""Opening a contest: how soon a room that starts at one stroke has done its first step, and what that costs the server.

Two rounds in one hall, a room each. One has opened when the server starts, so its starts draw; what the other asks
was drawn before it opens. `strokes(400)` is a large hall: `python -m tests.bench` has time for a small one.
"""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import httpx2

from mock_systems.population.build import build
from sandbox.accounts import add_account
from sandbox.commands import writing
from sandbox.contest import demo
from sandbox.contest.entrants import enter
from sandbox.contest.planning import Plan, keep
from sandbox.passwords import hashed
from sandbox.settings import Settings
from sandbox.store.engine import open_engine
from sandbox.store.schema import migrate
from scenarios.shelf import all_cases
from tests.bench import Row
from tests.bench.bench_start import PEOPLE, form_token, processor_s, serving, signed_in

SEATS, CASES = 12, 5
DRAWN_WITHIN_S = 0.3
"""A case with the rests after it, on a busy machine."""
AT_MOST = 0.7


@dataclass(frozen=True, slots=True)
class Stroke:
    """A room that started: seconds until the page after a seat's first step, and of the server's processor."""

    median_s: float
    last_s: float
    processor_s: float


def rows(quick: bool) -> Sequence[Row]:
    """A room whose starts draw, one that was drawn for, and what that spares."""
    seats = 6 if quick else SEATS
    then, before = strokes(seats)
    ratio = before.processor_s / then.processor_s
    return [
        Row(f"{seats} start a paper of {CASES} at one stroke and take a step", _told(then)),
        Row("… drawn before it opened", _told(before)),
        Row("… processor time against", f"{ratio:.2f} ×", f"≤ {AT_MOST:g} ×", ratio <= AT_MOST),
    ]


def strokes(seats: int) -> tuple[Stroke, Stroke]:
    """A room whose starts draw, and one that was drawn for."""
    with tempfile.TemporaryDirectory() as folder:
        settings, now = Settings(Path(folder)), int(time.time() * 1000)
        opens = now + int(10_000 + seats * CASES * DRAWN_WITHIN_S * 1000)
        population = build(settings.populations, PEOPLE).hash
        engine = open_engine(settings.url)
        migrate(engine)
        engine.dispose()
        add = partial(_add_room, settings, population)
        warm, then, before = add("w", 3, now), add("s", seats, now), add("t", seats, opens)
        with serving(settings.home) as (_, address, process):
            stroke = partial(_stroke, address, process.pid)
            asyncio.run(stroke(*warm, now))
            drawn_before = asyncio.run(stroke(*before, opens))
            return asyncio.run(stroke(*then, now)), drawn_before


def _told(stroke: Stroke) -> str:
    return f"median {stroke.median_s:.1f} s, last {stroke.last_s:.1f}, processor {stroke.processor_s:.1f}"


def _add_room(
    settings: Settings, population: str, room: str, seats: int, opens_ms: int
) -> tuple[int, Sequence[str]]:
    """A round and the logins of its entrants."""
    paper, logins = sorted(all_cases())[:CASES], [f"{room}{seat:03d}" for seat in range(seats)]
    plan = Plan("比武", room, "contest", 90, paper, opens_ms, 0, population)
    with writing(settings) as writer:
        round_id, hash_ = writer.run_now(partial(keep, plan=plan)), hashed(demo.PASSWORD)
        for login in logins:
            seat = partial(add_account, login=login, password_hash=hash_, name=login, number=login)
            added = writer.run_now(partial(seat, role="contestant"))
            writer.run_now(partial(enter, round_id=round_id, account_ids=[added]))
    return round_id, logins


async def _stroke(
    address: str, pid: int, round_id: int, logins: Sequence[str], opens_ms: int
) -> Stroke:
    """Seats that are signed in wait for the round to open."""
    browsers = [await signed_in(address, login) for login in logins]
    tokens = [form_token(await browser.get("/")) for browser in browsers]
    await asyncio.sleep(max(0.0, opens_ms / 1000 + 0.5 - time.time()))
    used, seats = processor_s(pid), zip(browsers, tokens, strict=True)
    took = await asyncio.gather(*(_begun(*seat, round_id) for seat in seats))
    used = processor_s(pid) - used
    await asyncio.gather(*(browser.aclose() for browser in browsers))
    return Stroke(median(took), max(took), used)


async def _begun(browser: httpx2.AsyncClient, token: str, round_id: int) -> float:
    """Seconds until a seat that starts has called its first citizen, and sees that."""
    began = time.perf_counter()
    started = await browser.post(f"/rounds/{round_id}/sittings", data={"form_token": token})
    own = started.url.path
    step = {"form_token": token, "seen": "0", "back": own}
    page = await browser.post(f"{own}/act/hall.call_next", data=step)
    assert (page.status_code, page.url.path) == (200, own), page.text
    return time.perf_counter() - began
