"""Time that is over ends a sitting, whether or not anybody looks."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

import sandbox.contest.overdue
from sandbox.app import make_app
from sandbox.contest import demo, marker
from sandbox.contest.sittings import overdue
from sandbox.declined import OutOfTime
from sandbox.server import Server
from sandbox.store.tables import MARKING, ROUND, SITTING
from tests.sandbox.conftest import Browser
from tests.sandbox.rows import MINUTE
from tests.servers import Clock, sit


@pytest.fixture
def attentive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox.contest.overdue, "EVERY_S", 0.01)


@pytest.fixture
def served(whole: Server) -> Iterator[Browser]:
    with Browser(make_app(whole.settings, lambda _: whole)) as browser:
        yield browser


def open_sittings(server: Server) -> list[int]:
    with server.reader.connect() as reader:
        wanted = select(SITTING.c.id).where(SITTING.c.handed_in_ms == 0)
        return list(reader.execute(wanted).scalars())


def wait_until(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.01)


@pytest.mark.usefixtures("attentive", "served")
def test_overdue_sittings_are_sealed_and_marked_though_nobody_looks(
    whole: Server, clock: Clock
) -> None:
    late, last = sit(whole), sit(whole, "E01")
    late.act("hall.call_next", 0)
    clock.ms += 29 * MINUTE
    wait_until(lambda: bool(open_sittings(whole)))
    assert open_sittings(whole) == [late.sitting_id, last.sitting_id]
    clock.ms += 2 * MINUTE
    wait_until(lambda: not open_sittings(whole))
    with whole.reader.connect() as reader:
        runs = reader.execute(select(MARKING.c.attempt_id, MARKING.c.run)).all()
        closed = reader.execute(select(SITTING.c.handed_in_ms, SITTING.c.until_ms)).all()
    assert sorted(runs) == [(late.attempt_id, 1), (last.attempt_id, 1)]
    assert all(handed_in == until for handed_in, until in closed)


@pytest.mark.usefixtures("attentive", "served")
def test_one_that_cannot_be_sealed_keeps_no_other_open(
    whole: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, free = sit(whole), sit(whole, "E01")
    seal = marker.seal_overdue

    def unlucky(connection: Connection, sitting_id: int, **more: Any) -> None:
        if sitting_id == stuck.sitting_id:
            raise RuntimeError("the disk is full")
        seal(connection, sitting_id, **more)

    monkeypatch.setattr(marker, "seal_overdue", unlucky)
    clock.ms += 31 * MINUTE
    wait_until(lambda: open_sittings(whole) == [stuck.sitting_id])
    monkeypatch.setattr(marker, "seal_overdue", seal)
    wait_until(lambda: not open_sittings(whole))
    assert free.sitting_id > stuck.sitting_id


@pytest.mark.parametrize(("closes", "ends"), [(10, 10), (30, 30), (50, 30), (0, 30)])
def test_a_sitting_ends_with_its_round_if_that_is_before_its_minutes_are_over(
    whole: Server, clock: Clock, closes: int, ends: int
) -> None:
    until = clock.ms + ends * MINUTE
    closing = update(ROUND).values(closes_ms=closes and clock.ms + closes * MINUTE)
    whole.writer.run_now(lambda connection: connection.execute(closing))
    seat = sit(whole)
    clock.ms = until
    assert seat.act("hall.call_next", 0).event["accepted"]
    clock.ms += 1
    with pytest.raises(OutOfTime):
        seat.act("hall.say", 1, topic="greet")
    with whole.reader.connect() as reader:
        assert reader.execute(select(SITTING.c.until_ms)).scalar_one() == until
        assert overdue(reader, clock.ms) == [seat.sitting_id]


def test_a_judge_who_looks_writes_nothing(whole: Server, clock: Clock, served: Browser) -> None:
    served.sign_in("cp001", demo.PASSWORD)
    seat = sit(whole)
    clock.ms += 31 * MINUTE
    assert served.get("/judging").status_code == 200
    assert open_sittings(whole) == [seat.sitting_id]
