"""A contest that opens soon, and what is drawn for it."""

import json
import os
from asyncio import CancelledError, run
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from typing import Any

import pytest

from sandbox.contest import coming, drawer
from sandbox.contest.draws import draw
from sandbox.server import Server
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from tests.sandbox.rows import MINUTE
from tests.servers import NOON, SEED
from tests.tampering import change_round

MATCH = 2
PAPER = ["E01", "E05", "E09"]
NUMBERS = ["001", "002", "003"]
OPENS = NOON + 10 * MINUTE


def asked(*numbers: str) -> list[tuple[str, int]]:
    """The cases that contestants will be asked, each with its variant."""
    return [
        (case, draw(SEED, "contest", number, place, 1))
        for number in numbers
        for place, case in enumerate(PAPER, 1)
    ]


def announce(server: Server, opens_ms: int = OPENS) -> None:
    paper = json.dumps(PAPER)
    server.writer.run_now(lambda c: change_round(c, MATCH, opens_ms=opens_ms, paper=paper))


@pytest.fixture
def announced(whole: Server) -> Server:
    """The contest of the demonstration opens in ten minutes."""
    announce(whole)
    return whole


class Worked(list[tuple[str, int]]):
    """The cases whose right way was gone in this process, each with its variant."""

    def __call__(self, stage: Stage, *way: Any) -> Rehearsal:
        played = rehearse(stage, *way)
        self.append((stage.script.id, stage.variant))
        return played


class Here:
    """Does in this process what another would, and is asked no less to end."""

    pid = 1
    ended = 0

    def __init__(self, target: Callable[..., None], args: Sequence[Any], daemon: bool) -> None:
        self._target, self._args = target, args

    def start(self) -> None:
        self._target(*self._args)

    def kill(self) -> None:
        Here.ended += 1

    def join(self) -> None:
        pass


class Broken(Here):
    """Is ended by another when it has drawn one case."""

    def start(self) -> None:
        settings, round, *others = self._args
        drawer._tell(settings, round._replace(asked=round.asked[:1]), *others)


class Halfway(Broken):
    """Has drawn one case, and is at the second."""

    def start(self) -> None:
        super().start()
        self._still_open = Connection(os.dup(self._args[-1].fileno()), readable=False)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn before it opens is drawn in this process."""
    monkeypatch.setattr(SpawnContext, "Process", Here)
    monkeypatch.setattr(drawer, "stand_back", lambda: None)
    Here.ended = 0


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> Worked:
    worked = Worked()
    monkeypatch.setattr("scenarios.shelf.rehearse", worked)
    return worked


@pytest.fixture
def look(here: None, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Looks what is coming, and once more after each deed. No test waits for it: each beat is but told."""

    def looked(
        server: Server,
        *deeds: Callable[[], object],
        beat: Callable[[float], object] = lambda _: None,
    ) -> None:
        left = list(deeds)

        async def between(seconds: float) -> None:
            if seconds != coming.EVERY_S:
                beat(seconds)
            elif left:
                left.pop(0)()
            else:
                raise CancelledError

        with monkeypatch.context() as patch, pytest.raises(CancelledError):
            patch.setattr(coming, "sleep", between)
            run(coming.draw_in_time(server))

    return looked
