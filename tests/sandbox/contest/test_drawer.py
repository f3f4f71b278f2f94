"""What a contest will ask is drawn by a process of its own, so that no page tells by how long it takes what is drawn."""

import os
import signal
import sys
from asyncio import create_task, run, sleep
from collections.abc import Callable
from multiprocessing import Pipe, active_children, get_context
from multiprocessing.context import SpawnContext
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

import pytest

from mock_systems.world import Nothing
from sandbox.contest import coming, drawer
from sandbox.server import Server
from tests.sandbox.contest.conftest import OPENS, Broken, Halfway, Here, Worked, asked
from tests.sandbox.contest.test_draws import drawn_in_contest
from tests.servers import Clock


def test_what_a_contest_will_ask_is_drawn_by_a_process_that_comes_last(
    announced: Server,
    clock: Clock,
    worked: Worked,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No page waits for a case, so none tells by how late it comes which case is drawn."""
    kept, policies = sorted(tmp_path.rglob("*")), set[int]()
    monkeypatch.setattr(coming, "BEAT_S", 0.02)

    async def drawn() -> None:
        drawing = create_task(coming.draw_in_time(announced))
        while not active_children():
            await sleep(0.01)
        while processes := active_children():
            if sys.platform == "linux":
                policies.update(os.sched_getscheduler(each.pid) for each in processes if each.pid)
            await sleep(0.02)
        drawing.cancel()

    run(drawn())
    if sys.platform == "linux":
        assert os.SCHED_IDLE in policies
    assert sorted(tmp_path.rglob("*")) == kept
    clock.ms = OPENS
    drawn_in_contest(announced)
    assert not worked, "every right way was gone by the other process"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another way")
def test_the_process_that_draws_is_as_nice_as_can_be_and_leaves_ctrl_c_to_the_server() -> None:
    heard, tells = Pipe(duplex=False)

    def stood_back() -> None:
        drawer.stand_back()
        tells.send((os.nice(0), signal.getsignal(signal.SIGINT)))

    (process := get_context("fork").Process(target=stood_back)).start()
    assert heard.recv() == (19, signal.SIG_IGN)
    process.join()


def test_the_process_that_draws_ends_with_the_server(
    announced: Server, here: None, worked: Worked, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def closed() -> None:
        drawing = create_task(coming.draw_in_time(announced))
        while not worked:
            await sleep(0.01)
        assert not Here.ended
        drawing.cancel()

    monkeypatch.setattr(SpawnContext, "Process", Halfway)
    run(closed())
    assert Here.ended == 1


def test_the_process_that_draws_ends_when_nobody_listens_any_more(
    announced: Server, worked: Worked, here: None
) -> None:
    [round] = coming._coming(announced)
    heard, out = Pipe(duplex=False)
    heard.close()
    drawer.draw_all(announced.settings, round, Nothing(), out)
    assert worked == asked("001")[:1]


def test_what_breaks_the_same_way_over_every_case_is_told_once_and_in_short(
    announced: Server, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told must go through the pipe while nobody listens."""

    def broken(*_: Any) -> Any:
        raise RuntimeError("x" * 3 * drawer.LONGEST_BREAKDOWN)

    monkeypatch.setattr("scenarios.shelf.rehearse", broken)
    [round] = coming._coming(announced)
    heard, out = Pipe(duplex=False)
    drawer.draw_all(announced.settings, round, Nothing(), out)
    assert len(heard.recv()) == drawer.LONGEST_BREAKDOWN
    assert heard.recv() is None


def test_a_process_that_was_ended_by_another_is_told_in_the_log_once(
    announced: Server,
    look: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(SpawnContext, "Process", Broken)
    look(announced, lambda: None)
    assert caplog.text.count("the process that draws has ended") == 1


def test_when_it_opens_no_more_is_drawn_than_those_who_start_ask_for(
    announced: Server,
    clock: Clock,
    worked: Worked,
    look: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was drawn until then is remembered."""
    waited = list[float]()

    def until(seconds: float) -> None:
        assert not Here.ended
        waited.append(seconds)
        clock.ms += round(seconds * 1000)

    clock.ms = OPENS - round(2.5 * coming.BEAT_S * 1000)
    monkeypatch.setattr(SpawnContext, "Process", Halfway)
    look(announced, beat=until)
    assert clock.ms == OPENS and Here.ended == 1
    assert waited == [coming.BEAT_S, coming.BEAT_S, coming.BEAT_S / 2]
    assert worked == asked("001")[:1]
    drawn_in_contest(announced)
    assert worked == asked("001")


def test_a_population_that_cannot_be_read_is_told_to_the_organiser_once(
    announced: Server, look: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: Any) -> Any:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr("scenarios.shelf.rehearse", unreadable)
    look(announced, lambda: None)
    assert announced.refusals.refused.count == 1
