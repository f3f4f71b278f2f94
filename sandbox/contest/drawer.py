"""A process of its own that draws what a round will ask, before it opens.

How long a case takes tells which it is, and whoever asks for pages without end sees for how long the server did something
else. So nothing is drawn in the server, and the process that draws comes after everybody else. It never rests, so that
not even a machine it slows down shows where one case ends, and what it says is left lying until the server
listens. It ends with its work or with the server, and keeps nothing.
"""

import logging
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from traceback import format_exc
from typing import NamedTuple

from mock_systems.world import Source
from sandbox.contest.sittings import Asked, workable_draws
from sandbox.declined import Declined
from sandbox.refusals import UNUSABLE
from sandbox.settings import Settings
from sandbox.unpublished import lay_out

LONGEST_BREAKDOWN = 1_000
"""Characters of how something broke down: what goes through a pipe in one piece."""


class Coming(NamedTuple):
    """A round that opens soon, and what is drawn in it."""

    id: int
    mode: str
    seed: str
    population_hash: str
    opens_ms: int
    asked: Sequence[Asked]


News = tuple[str, int] | str | Exception | None
"""What the process says: a case that can be worked, by digest and variant; how the program broke
down over one, each way once; why it cannot go on; nothing more, when all is drawn."""


class Drawer:
    """The process that draws for a round. It is started once, and ended in any case."""

    def __init__(self, settings: Settings, round: Coming, source: Source) -> None:
        apart = get_context("spawn")  # for this process has threads
        self.heard, self._out = apart.Pipe(duplex=False)
        work = settings, round, source, self._out
        self._process = apart.Process(target=draw_all, args=work, daemon=True)

    def start(self) -> None:
        """Have it draw."""
        self._process.start()
        self._out.close()

    def end(self) -> None:
        """Leave undrawn what it has not come to."""
        if self._process.pid:
            self._process.kill()
            self._process.join()
        self.heard.close()


def draw_all(settings: Settings, round: Coming, source: Source, out: Connection) -> None:
    """In the process: draw one case after another, and tell what came of it."""
    stand_back()
    with suppress(BrokenPipeError):  # the server is gone
        try:
            _tell(settings, round, source, out)
            out.send(None)
        except UNUSABLE as refused:
            out.send(refused)


def _tell(settings: Settings, round: Coming, source: Source, out: Connection) -> None:
    broken = set[str]()
    lay_out(settings)
    for asked in round.asked:
        try:
            with suppress(Declined):  # who starts is told, and the log then
                stage = next(workable_draws(round, asked, source, None, logging.DEBUG))
                out.send((stage.script.digest, stage.variant))
        except (BrokenPipeError, *UNUSABLE):
            raise
        except Exception:
            if (why := format_exc()[-LONGEST_BREAKDOWN:]) not in broken:
                broken.add(why)
                out.send(why)


def stand_back() -> None:
    """Let this process have what no other wants of the processors, and leave Ctrl+C to the server."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        import ctypes

        this, idle = ctypes.c_void_p(-1), 0x40
        ctypes.windll.kernel32.SetPriorityClass(this, idle)
        return
    os.nice(19)
    if sys.platform == "linux":
        with suppress(OSError):  # a container may forbid it
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
