"""The hall's clock: no jump of the machine's gives or takes time, nor ends anything."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select, update

from sandbox.attempt.door import Door
from sandbox.clock import GAP_FROM_MS, WAITS_MS, HallClock, Machine, clock_of, parted_ms, settle
from sandbox.condition import Watch, condition_of
from sandbox.contest.sittings import overdue
from sandbox.server import Server
from sandbox.store.tables import ENTRY, SITTING
from tests.sandbox.rows import MINUTE
from tests.servers import NOON, Seat, sit
from tests.tampering import unguarded

pytestmark = pytest.mark.drill


@dataclass
class Box:
    """A machine whose clocks a test turns."""

    wall: int = NOON
    ticks: int = 5_000
    name: str = "first"

    def machine(self) -> Machine:
        return Machine(lambda: self.wall, lambda: self.ticks, lambda: self.name)

    def run(self, ms: int) -> None:
        self.wall += ms
        self.ticks += ms

    def start_anew(self, off_ms: int, wall: int | None = None) -> None:
        self.wall = self.wall + off_ms if wall is None else wall
        self.ticks, self.name = 1_000, self.name + "'"


@pytest.fixture
def box() -> Box:
    return Box()


def opened(server: Server, box: Box) -> HallClock:
    """The clock of a hall that opens on this machine."""
    return server.writer.run_now(lambda connection: settle(connection, box.machine()))


def kept_by(server: Server, clock: HallClock) -> Server:
    """The hall, keeping its time by a clock."""
    door = Door(server.writer, server.states, clock, server.refusals)
    return replace(server, now_ms=clock, door=door)


@pytest.fixture
def hall_clock(whole: Server, box: Box) -> HallClock:
    return opened(whole, box)


@pytest.fixture
def seat(whole: Server, hall_clock: HallClock) -> Seat:
    seat = sit(kept_by(whole, hall_clock))
    seat.act("hall.call_next", 0)
    return seat


@pytest.mark.parametrize("jump", [-10, 32, 13 * 60], ids=lambda jump: f"{jump} minutes")
def test_a_jump_of_the_wall_clock_gives_and_takes_no_time_and_seals_nothing(
    seat: Seat, hall_clock: HallClock, box: Box, jump: int
) -> None:
    box.run(4_000)
    box.wall += jump * MINUTE
    assert seat.act("hall.say", 1, topic="greet").event["at_ms"] == 4_000
    with seat.server.reader.connect() as reader:
        assert overdue(reader, hall_clock()) == []
        assert (
            reader.execute(select(SITTING.c.until_ms)).scalar_one() - hall_clock()
            == 30 * MINUTE - 4_000
        )
    assert parted_ms(hall_clock) == jump * MINUTE
    assert condition_of(seat.server).parted_s == jump * 60


def test_a_jump_is_told_once_and_that_it_is_over(
    seat: Seat, box: Box, caplog: pytest.LogCaptureFixture
) -> None:
    watch = Watch()
    for wall in (0, 60_000, 0, -60_000):
        box.wall += wall
        watch.look(seat.server)
    assert [line.args[0] for line in caplog.records if "ahead" in line.message] == [60, 0]


def test_every_process_and_a_hall_started_again_keep_the_time_while_somebody_is_at_work(
    whole: Server, seat: Seat, hall_clock: HallClock, box: Box
) -> None:
    box.run(MINUTE)
    box.wall += 60 * MINUTE
    again = opened(whole, box)
    with whole.reader.connect() as reader:
        assert hall_clock() == again() == clock_of(reader, box.machine())() == NOON + MINUTE
    assert parted_ms(again) == 60 * MINUTE


def test_a_hall_started_again_with_nobody_at_work_takes_the_wall_clock(
    whole: Server, seat: Seat, box: Box
) -> None:
    seat.hand_in()
    box.wall -= 60 * MINUTE
    again = opened(whole, box)
    assert again() == box.wall and parted_ms(again) == 0


def test_a_machine_started_anew_with_its_clock_behind_goes_on_from_what_was_done_last(
    whole: Server, seat: Seat, box: Box
) -> None:
    box.run(MINUTE)
    seat.act("hall.say", 1, topic="greet")
    box.start_anew(0, wall=NOON - 10**9)
    again = opened(whole, box)
    assert again() == NOON + MINUTE and again.gap is None
    box.run(1_000)
    said = replace(seat, server=kept_by(whole, again)).act("hall.say", 2, topic="thank")
    assert said.event["at_ms"] == MINUTE + 1_000


def test_what_would_have_ended_while_the_machine_was_off_waits_for_the_organiser(
    whole: Server, seat: Seat, box: Box
) -> None:
    box.start_anew(40 * MINUTE)
    again = opened(whole, box)
    hall = kept_by(whole, again)
    assert again() == box.wall and again.gap and again.gap.from_ms == NOON
    with whole.reader.connect() as reader:
        assert overdue(reader, again(), again.gap) == []
        assert condition_of(hall).waits_until_ms == box.wall + WAITS_MS
        box.run(WAITS_MS)
        assert overdue(reader, again(), again.gap) == [seat.sitting_id]
    assert condition_of(hall).waits_until_ms == 0


def test_what_ended_before_the_machine_was_off_does_not_wait(
    whole: Server, seat: Seat, box: Box
) -> None:
    with whole.engine.begin() as connection, unguarded(connection):
        connection.execute(update(SITTING).values(until_ms=NOON - 1))
    box.start_anew(2 * GAP_FROM_MS)
    again = opened(whole, box)
    with whole.reader.connect() as reader:
        assert overdue(reader, again(), again.gap) == [seat.sitting_id]


def test_nothing_is_sealed_before_its_last_action(seat: Seat) -> None:
    seat.act("hall.say", 1, topic="greet")
    with seat.server.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER entry_no_update")
        connection.execute(update(ENTRY).where(ENTRY.c.seq == 2).values(at_ms=91))
    seat.hand_in()
    with seat.server.reader.connect() as reader:
        sealed = reader.exec_driver_sql("SELECT sealed_ms FROM attempt").scalar_one()
    assert sealed == 92
