"""The hall's clock: a moment agreed on when the hall opened, and a clock nobody can set since.

A venue's machine has its wall clock set right at the wrong moment: by a cable plugged in, or by
hand. So the hall reads it only when it opens and nobody is at work, and counts on by the machine's
monotonic clock, which is one for all processes since the machine was started: every worker, and a
server started again, goes on by the same. A jump of the wall clock is told and changes nothing.

After the machine itself was started anew nobody knows how long it was off but the wall clock. If
that is behind what is written already, the hall goes on from there; if it is ahead, it is
believed, but what would have ended in between is not handed in at once (`Gap`).
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from sqlalchemy import Connection, exists, func, select, text

from sandbox.store.engine import or_instead
from sandbox.store.tables import ATTEMPT, ENTRY, HALL_TIMES, SITTING

HALL_TIME = timezone(timedelta(hours=8))
"""Whatever zone a machine is set to, the hall tells and is told its times in this one."""
TOLD_FROM_MS = 1_000
"""How far wall clock and hall clock part before it is told."""
GAP_FROM_MS = 60_000
"""A machine that was off for longer leaves a gap."""
WAITS_MS = 10 * 60_000
"""How long what ended in a gap waits for the organiser before it is handed in."""
_BOOT = Path("/proc/sys/kernel/random/boot_id")


def on_the_wall(ms: int) -> datetime:
    """A moment of the hall's clock as people read it."""
    return datetime.fromtimestamp(ms // 1000, HALL_TIME)


def _boot() -> str:
    """The name of this start of the machine; empty where its system has none."""
    with suppress(OSError):
        return _BOOT.read_text("ascii").strip()
    return ""


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000


def _ticks_ms() -> int:
    return time.monotonic_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Machine:
    """The clocks of a machine: one that people set, one that only runs, and the name of the start
    that this one has run since."""

    wall_ms: Callable[[], int] = _wall_ms
    ticks_ms: Callable[[], int] = _ticks_ms
    boot: Callable[[], str] = _boot


MACHINE = Machine()


@dataclass(frozen=True, slots=True)
class Gap:
    """The time that a machine was off, by its wall clock: nobody can tell whether it was so long.
    What would have ended in it waits until `sealed_from_ms`."""

    from_ms: int
    until_ms: int

    @property
    def sealed_from_ms(self) -> int:
        """From when on what ended in the gap is handed in like everything else."""
        return self.until_ms + WAITS_MS


@dataclass(frozen=True, slots=True)
class HallClock:
    """The hall's time in milliseconds since 1970."""

    ahead_ms: int
    """Hall time at tick 0 of the machine."""
    gap: Gap | None = None
    machine: Machine = MACHINE

    def __call__(self) -> int:
        return self.machine.ticks_ms() + self.ahead_ms

    def parted_ms(self) -> int:
        """How far the wall clock is ahead of the hall's by now."""
        return self.machine.wall_ms() - self()


def gap_of(now_ms: Callable[[], int]) -> Gap | None:
    """The gap that a hall's clock began after."""
    return now_ms.gap if isinstance(now_ms, HallClock) else None


def parted_ms(now_ms: Callable[[], int]) -> int:
    """How far the wall clock is ahead of the hall's clock, 0 where that is too little to tell."""
    apart = now_ms.parted_ms() if isinstance(now_ms, HallClock) else 0
    return apart if abs(apart) >= TOLD_FROM_MS else 0


def clock_of(connection: Connection, machine: Machine = MACHINE) -> HallClock:
    """The clock of a hall as it was settled, or the machine's where it has not been yet."""
    known = _known(connection, machine)
    return known or HallClock(machine.wall_ms() - machine.ticks_ms(), machine=machine)


def settle(connection: Connection, machine: Machine = MACHINE) -> HallClock:
    """The clock of a hall that opens: the one it had where somebody is at work and the machine has
    run since, the wall clock otherwise, but never behind what was done in a sitting that goes on."""
    at_work = connection.execute(select(exists().where(SITTING.c.handed_in_ms == 0))).scalar()
    known = _known(connection, machine) if at_work and machine.boot() else None
    if known is not None:
        return known
    wall, last = _agreed_wall_ms(connection, machine), _last_ms(connection) if at_work else 0
    gap = Gap(last, wall) if last and wall - last > GAP_FROM_MS else None
    clock = HallClock(max(wall, last) - machine.ticks_ms(), gap, machine)
    _keep(connection, clock)
    return clock


def _agreed_wall_ms(connection: Connection, machine: Machine) -> int:
    """Servers of one database on several machines begin with its clock, not each with its own."""
    if connection.dialect.name != "postgresql":
        return machine.wall_ms()
    asked = text("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)")
    return int(connection.execute(asked).scalar_one())


def _last_ms(connection: Connection) -> int:
    """The last that is known to have been done in sittings that go on."""
    going_on = SITTING.c.handed_in_ms == 0
    acted = (
        select(func.max(ENTRY.c.made_ms))
        .select_from(SITTING)
        .join(ATTEMPT, ATTEMPT.c.sitting_id == SITTING.c.id)
        .join(ENTRY, ENTRY.c.attempt_id == ATTEMPT.c.id)
        .where(going_on)
    )
    started = select(func.max(SITTING.c.started_ms)).where(going_on)
    return max(int(connection.execute(each).scalar() or 0) for each in (acted, started))


def _known(connection: Connection, machine: Machine) -> HallClock | None:
    wanted = select(HALL_TIMES).where(HALL_TIMES.c.boot == machine.boot())
    row = connection.execute(wanted).one_or_none()
    if row is None:
        return None
    gap = Gap(row.gap_from_ms, row.gap_until_ms) if row.gap_until_ms else None
    return HallClock(row.ahead_ms, gap, machine)


def _keep(connection: Connection, clock: HallClock) -> None:
    gap, boot = clock.gap or Gap(0, 0), clock.machine.boot()
    connection.execute(
        or_instead(connection.dialect.name, HALL_TIMES, "boot"),
        {
            "boot": boot,
            "ahead_ms": clock.ahead_ms,
            "gap_from_ms": gap.from_ms,
            "gap_until_ms": gap.until_ms,
        },
    )
