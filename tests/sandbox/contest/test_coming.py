"""What a contest will ask is worked before it opens: nobody sees it, and nobody is asked anything else."""

from asyncio import sleep, timeout
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from sqlite3 import OperationalError
from threading import current_thread
from typing import Any

import pytest
from sqlalchemy import Table, select
from sqlmodel import SQLModel

from mock_systems.world import Nothing
from sandbox.contest import coming, drawer, entrants, sittings
from sandbox.contest.demo import PASSWORD
from sandbox.declined import NotProved
from sandbox.server import STARTS, Server
from sandbox.store.tables import ANSWER_KEY, ATTEMPT, CHANGE
from scenarios.casting.compile import compiled
from scenarios.playing.rehearse import Rehearsal, Stage
from scenarios.shelf import Unworkable, all_cases, stage_for
from tests.sandbox.conftest import door_to
from tests.sandbox.contest.conftest import NUMBERS, OPENS, PAPER, Here, Worked, announce, asked
from tests.sandbox.contest.test_draws import (
    MATCH,
    PRACTICE_ROUND,
    Enter,
    Numbers,
    drawn_in_contest,
    known_before,
)
from tests.sandbox.contest.test_overdue import wait_until
from tests.servers import CONTESTANT, NOON, Clock, open_server
from tests.tampering import change_round

THIRD = 3
"""The account of 003."""


def everything(server: Server, *tables: Table) -> dict[str, Sequence[Any]]:
    """All that is kept, or what some tables hold."""
    with server.reader.connect() as reader:
        kept = tables or SQLModel.metadata.sorted_tables
        return {each.name: reader.execute(select(each)).all() for each in kept}


@pytest.mark.usefixtures("here")
def test_what_was_drawn_before_is_what_a_start_draws_and_no_right_way_is_gone_again(
    tmp_path: Path, worked: Worked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cast, answer keys and where the chain begins are the same, byte for byte; and the writer casts
    none."""
    compiled_by = list[str]()

    def noted(*of: Any) -> Any:
        compiled_by.append(current_thread().name)
        return compiled(*of)

    def begun(before: bool) -> dict[str, Sequence[Any]]:
        monkeypatch.setattr(sittings.secrets, "randbelow", Numbers())
        clock, url = Clock(), f"sqlite:///{tmp_path / str(before)}.db"
        with open_server(url, clock, home=tmp_path) as server:
            announce(server)
            clock.ms = NOON if before else OPENS
            with door_to(server) as browser:
                wait_until(lambda: not before or Here.ended == 1)
                monkeypatch.setattr("scenarios.playing.rehearse.compiled", noted)
                clock.ms = OPENS
                browser.sign_in("xs001", PASSWORD)
                browser.submit(f"/rounds/{MATCH}/sittings")
            return everything(server, ATTEMPT, ANSWER_KEY, CHANGE)

    drawn_before = begun(before=True)
    assert worked == asked(*NUMBERS) and len(drawn_before["attempt"]) == len(PAPER)
    worked.clear()
    assert begun(before=False) == drawn_before
    assert worked == asked("001")
    assert {each.partition("_")[0] for each in compiled_by} == {"draws"}


def test_nobody_is_told_of_what_is_drawn_before_and_nothing_of_it_is_kept(
    tmp_path: Path, look: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:

    async def nothing_drawn(_: Server) -> None:
        pass

    hashes = []
    monkeypatch.setattr("sandbox.app.draw_in_time", nothing_drawn)
    for before in (True, False):
        monkeypatch.setattr(sittings.secrets, "randbelow", Numbers())
        url = f"sqlite:///{tmp_path / str(before)}.db"
        with open_server(url, Clock(), home=tmp_path) as server:
            announce(server)
            there = everything(server)
            if before:
                look(server)
            assert everything(server) == there
            with door_to(server) as browser:
                browser.sign_in("xs001", PASSWORD)
                hashes.append(known_before(server, browser))
    assert hashes[0] == hashes[1]


def test_who_is_entered_late_is_drawn_for_at_the_next_look_or_at_the_start(
    announced: Server, clock: Clock, worked: Worked, look: Callable[..., None]
) -> None:
    def entered(*account_ids: int) -> None:
        announced.writer.run_now(lambda c: entrants.enter(c, MATCH, account_ids))

    announced.writer.run_now(lambda c: entrants.withdraw(c, MATCH, [CONTESTANT, THIRD]))
    look(announced, lambda: entered(THIRD))
    assert worked == asked("002", "003")
    clock.ms = OPENS
    look(announced, lambda: entered(CONTESTANT))
    assert worked == asked("002", "003"), "who starts draws, and no other"
    drawn_in_contest(announced)
    assert worked == asked("002", "003", "001")


def test_what_was_looked_at_is_not_drawn_at_the_next_look(
    announced: Server, look: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = list[sittings.Asked]()

    def noted(round: Any, asked: sittings.Asked, *more: Any) -> Any:
        drawn.append(asked)
        return workable_draws(round, asked, *more)

    workable_draws = sittings.workable_draws
    monkeypatch.setattr(drawer, "workable_draws", noted)
    look(announced, lambda: None, lambda: None)
    assert len(drawn) == len({*drawn}) == len(asked(*NUMBERS))


def test_only_contests_that_open_within_the_hour_are_drawn(
    whole: Server, clock: Clock, worked: Worked, look: Callable[..., None]
) -> None:
    announce(whole, NOON + coming.SOON_MS + 1)
    whole.writer.run_now(lambda c: change_round(c, PRACTICE_ROUND, opens_ms=OPENS))
    whole.writer.run_now(lambda c: entrants.enter(c, PRACTICE_ROUND, [CONTESTANT]))
    look(whole)
    assert not worked
    clock.ms += 1
    look(whole)
    assert worked == asked(*NUMBERS)


def test_of_many_who_start_at_one_stroke_a_few_are_drawn_and_kept_at_a_time(
    whole: Server, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer does all that waits for it in one go, and steps of others come after."""
    browsers = [enter(login) for login in ("xs001", "xs002", "xs003") for _ in range(2)]
    waiting, most, keep = 0, 0, whole.writer.run

    async def kept(work: Any) -> Any:
        nonlocal waiting, most
        waiting, most = waiting + 1, max(most, waiting + 1)
        async with timeout(20):
            while most < STARTS:
                await sleep(0.01)
        await sleep(0.2)
        waiting -= 1
        return await keep(work)

    def pressed(place: int) -> int:
        case = f"E0{1 + place % 2}"
        return browsers[place].submit(f"/rounds/{PRACTICE_ROUND}/sittings", case=case).status_code

    monkeypatch.setattr(whole.writer, "run", kept)
    with ThreadPoolExecutor(len(browsers)) as hands:
        assert {*hands.map(pressed, range(len(browsers)))} == {303}
    assert most == STARTS < len(browsers)


def test_what_breaks_down_is_told_in_the_log_once_and_keeps_no_other_from_being_drawn(
    announced: Server,
    worked: Worked,
    look: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first, *others = asked(*NUMBERS)

    def gone(stage: Stage, *way: Any) -> Rehearsal:
        if (stage.script.id, stage.variant) == first:
            raise RuntimeError("out of paper")
        return worked(stage, *way)

    monkeypatch.setattr("scenarios.shelf.rehearse", gone)
    look(announced, lambda: None, lambda: None)
    assert worked == others
    assert caplog.text.count("RuntimeError: out of paper") == 1


def test_a_database_that_cannot_be_read_is_told_and_looked_at_again(
    announced: Server, worked: Worked, look: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_: Server) -> Any:
        raise OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(coming, "_coming", unreadable)
        look(announced, patch.undo)
    assert announced.refusals.refused.count == 1
    assert worked == asked(*NUMBERS)


def test_what_cannot_be_drawn_is_the_affair_of_the_start(
    announced: Server,
    worked: Worked,
    look: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(sittings, "is_proved", lambda script: script.id != "E05")
    look(announced)
    assert worked == [each for each in asked(*NUMBERS) if each[0] != "E05"]
    assert not caplog.text


def test_a_draw_that_nobody_can_work_is_told_in_the_log_once_by_the_start(
    announced: Server,
    clock: Clock,
    look: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    [(_, first), *_] = asked("001")

    def staged(script: Any, variant: int, *more: Any) -> Stage:
        if variant == first:
            raise Unworkable("nobody can work it")
        return stage_for(script, variant, *more)

    monkeypatch.setattr(sittings, "stage_for", staged)
    look(announced)
    assert not caplog.text
    clock.ms = OPENS
    drawn_in_contest(announced)
    assert caplog.text.count("drawn again: nobody can work it") == 1


def test_a_case_that_is_not_proved_any_more_is_not_started_though_it_was_drawn(
    announced: Server, clock: Clock, look: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    look(announced)
    monkeypatch.setattr(sittings, "is_proved", lambda _: False)
    look(announced)
    clock.ms = OPENS
    with pytest.raises(NotProved):
        drawn_in_contest(announced)


def test_every_variant_of_every_case_is_worked_on_every_population_and_once(worked: Worked) -> None:
    variants = [(case, variant) for case in PAPER for variant in (0, 1)]
    for population in (Nothing(), Nothing()):
        for case, variant in variants * 2:
            assert stage_for(all_cases()[case], variant, population).variant == variant
    assert worked == variants * 2
