"""Time given back to a sitting: a stop of the hall's is not a contestant's.

A sitting that was handed in is open again; its attempts stand as they stood, and are marked anew
when they are handed in again. The time in between counts in nobody's clock. What was given, why,
and how the sitting stood before is kept for good.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

from sqlalchemy import Connection, exists, insert, select, update

from sandbox.attempt.links import Kept, LinkKind, chain
from sandbox.attempt.states import hold
from sandbox.contest import practised
from sandbox.store.sealing import repair_content
from sandbox.store.tables import ATTEMPT, DRAFT, ENTRY, SITTING, TIME_REPAIR


@dataclass(frozen=True, slots=True)
class Repair:
    """Time that was given back, as it is told."""

    turn: int
    minutes: int
    reason: str
    handed_in_ms: int
    """When it had been handed in; 0 where it was open."""
    before_ms: int
    until_ms: int
    made_ms: int


_COLUMNS = [each.name for each in fields(Repair)]


def give_time(
    connection: Connection, sitting_id: int, minutes: int, reason: str, now: int
) -> Repair:
    """Give a sitting so many minutes more; from now on where it had ended, from its end on where it
    goes on."""
    hold(connection, ATTEMPT.c.sitting_id == sitting_id)
    sitting = connection.execute(select(SITTING).where(SITTING.c.id == sitting_id)).one()
    ended_ms = sitting.handed_in_ms or min(sitting.until_ms, now)
    goes_on = not sitting.handed_in_ms and sitting.until_ms > now
    until_ms = (sitting.until_ms if goes_on else now) + minutes * 60_000
    given = (minutes, reason, sitting.handed_in_ms, sitting.until_ms, until_ms, now)
    repair = Repair(len(repairs_of(connection, sitting.id)) + 1, *given)
    row = {"sitting_id": sitting.id, **asdict(repair)}
    connection.execute(insert(TIME_REPAIR), row)  # first: without it no sitting is opened again
    _open_again(connection, sitting.id, until_ms, 0 if goes_on else max(0, now - ended_ms))
    mine = select(ATTEMPT.c.id).where(ATTEMPT.c.sitting_id == sitting.id).order_by(ATTEMPT.c.id)
    content = repair_content(row)
    chain(
        connection,
        [
            Kept(id, LinkKind.REPAIR, repair.turn, content)
            for id in connection.execute(mine).scalars()
        ],
    )
    return repair


def repairs_of(connection: Connection, sitting_id: int) -> Sequence[Repair]:
    """What a sitting was given back, in order."""
    wanted = select(TIME_REPAIR).where(TIME_REPAIR.c.sitting_id == sitting_id)
    rows = connection.execute(wanted.order_by(TIME_REPAIR.c.turn)).mappings()
    return [Repair(**{name: row[name] for name in _COLUMNS}) for row in rows]


def _open_again(connection: Connection, sitting_id: int, until_ms: int, stood_ms: int) -> None:
    """Open a sitting until then. For `stood_ms` nobody could work at it: the clocks of attempts that
    had begun stood, and what is typed in them is as old as it was."""
    sitting, mine = SITTING.c.id == sitting_id, ATTEMPT.c.sitting_id == sitting_id
    begun = exists().where(ENTRY.c.attempt_id == ATTEMPT.c.id)
    drafted = DRAFT.c.attempt_id.in_(select(ATTEMPT.c.id).where(mine))
    longer = ATTEMPT.c.stood_ms + stood_ms
    for each in (
        update(SITTING).where(sitting).values(until_ms=until_ms, handed_in_ms=0),
        update(ATTEMPT).where(mine).values(sealed_ms=0),
        update(ATTEMPT).where(mine, begun).values(stood_ms=longer),
        update(DRAFT).where(drafted).values(saved_ms=DRAFT.c.saved_ms + stood_ms),
    ):
        connection.execute(each)
    practised.forget(connection, sitting_id)
