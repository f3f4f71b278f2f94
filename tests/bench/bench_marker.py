"""What a seat waits while another's long sitting is marked: by the marker, and by the writer.

A sitting over a paper of nine cases with long logs is handed in by the hall. Meanwhile another seat
acts without a pause. Once the writer grades it, as it does with one that never stops moving on;
once it is graded beside the writer. Both in turns, in halls of the same kind.
"""

import asyncio
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlalchemy import Connection, select

from sandbox.contest.entrants import enter
from sandbox.contest.marker import marker_of
from sandbox.contest.planning import Plan, keep
from sandbox.contest.sittings import seal, start
from sandbox.server import Server
from sandbox.store.tables import ATTEMPT
from scenarios.shelf import all_cases
from tests.bench import Row
from tests.sandbox.long_log import talk_until
from tests.servers import CONTESTANT, EMPTY, Clock, Seat, open_server, sit

CASES, STEPS = 9, 2_000
TURNS = 3


class Waited(NamedTuple):
    """Milliseconds: the longest wait of a step, and how long the hand-in took."""

    wait: float
    whole: float


def rows(quick: bool) -> Sequence[Row]:
    """The longest wait of the other seat, and how long the hand-in took, both ways."""
    ways = (_by_the_writer, _by_the_marker)
    turns = [[_measured(way) for way in ways] for _ in range(1 if quick else TURNS)]
    theirs, ours = zip(*turns, strict=True)
    ratio = statistics.median(b.wait / a.wait for a, b in turns)
    told = (
        f"a step's longest wait while {CASES} attempts of {STEPS:,} steps are marked by the writer"
    )
    return [
        Row(told, _told(theirs)),
        Row("… by the marker", _told(ours)),
        Row("… against by the writer", f"{ratio:.2f} ×", "≤ 0.25 ×", ratio <= 0.25),
    ]


def _told(turns: Sequence[Waited]) -> str:
    wait = statistics.median(turn.wait for turn in turns)
    whole = statistics.median(turn.whole for turn in turns)
    return f"{wait:,.0f} ms of {whole:,.0f}"


def _by_the_writer(server: Server, sitting_id: int) -> None:
    now = server.now_ms()
    server.writer.run_now(lambda connection: seal(connection, sitting_id, now))


def _by_the_marker(server: Server, sitting_id: int) -> None:
    asyncio.run(marker_of(server).seal(sitting_id))


def _measured(way: Callable[[Server, int], None]) -> Waited:
    with _hall() as (server, sitting_id, other):
        begun = time.perf_counter()
        handing_in = threading.Thread(target=way, args=(server, sitting_id))
        handing_in.start()
        waits: list[float] = []
        while handing_in.is_alive():
            asked = time.perf_counter()
            other.act("hall.say", 1 + len(waits), text="您好")
            waits.append(time.perf_counter() - asked)
        return Waited(max(waits) * 1000, (time.perf_counter() - begun) * 1000)


@contextmanager
def _hall() -> Iterator[tuple[Server, int, Seat]]:
    """A durable hall with a long sitting over a paper, and another seat whose citizen was called."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/hall.db"
        with open_server(url, Clock(), home=Path(folder), durable=True) as server:
            other = sit(server)
            other.act("hall.call_next", 0)
            sitting_id = server.writer.run_now(partial(_begin, server))
            with server.reader.connect() as reader:
                wanted = select(ATTEMPT.c.id).where(ATTEMPT.c.sitting_id == sitting_id)
                attempts = reader.execute(wanted).scalars().all()
            for each in attempts:
                seat = replace(other, attempt_id=each)
                seat.act("hall.call_next", 0)
                talk_until(seat, STEPS)
            yield server, sitting_id, other


def _begin(server: Server, connection: Connection) -> int:
    paper = sorted(all_cases())[:CASES]
    round_id = keep(connection, Plan("比武", "决赛", "contest", 90, paper, 0, 0, EMPTY))
    enter(connection, round_id, [CONTESTANT])
    return start(connection, round_id, CONTESTANT, server.now_ms(), server.source)
