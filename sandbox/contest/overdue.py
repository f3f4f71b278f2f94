"""Sittings whose time is over: handed in by the server itself while it is open, whoever looks.

Each is marked by itself, beside the writer, so that actions go on meanwhile. Several servers may
come upon the same sitting: one seals it, the others find it sealed.
"""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sandbox.clock import gap_of
from sandbox.condition import Watch
from sandbox.contest.marker import marker_of
from sandbox.contest.sittings import overdue
from sandbox.refusals import UNUSABLE
from sandbox.server import Server

log = logging.getLogger("sandbox")

EVERY_S = 3.0


async def seal_in_time(server: Server) -> None:
    """Seal and mark what is overdue every few seconds, until it is cancelled."""
    watch = Watch()
    while True:
        with _going_on(server):
            watch.look(server)
            for sitting_id in _waiting(server):
                with _going_on(server):
                    await marker_of(server).seal_overdue(sitting_id)
        await asyncio.sleep(EVERY_S)


def _waiting(server: Server) -> Sequence[int]:
    with server.reader.connect() as reader:
        return overdue(reader, server.now_ms(), gap_of(server.now_ms))


@contextmanager
def _going_on(server: Server) -> Iterator[None]:
    """Whatever goes wrong with one sitting, those that end next must not be left open for it."""
    try:
        yield
    except UNUSABLE as refused:
        server.refusals.add("sealing what is overdue", refused)
    except Exception:
        log.exception("overdue sittings were not sealed")
