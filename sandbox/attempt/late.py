"""What was tried at an attempt once it was closed: after the deadline, or after it was handed in.

Such a try is no step: it is in no log, changes nothing and earns nothing. It leaves a trace, so that
a protest can be judged by what was asked for, and when. An attempt has room for twenty; the last
counts all that came after it, too. The database lets nobody change or remove one. No trace is worth
an action: one that cannot be written is logged and let go.
"""

import logging
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.exc import DBAPIError

from mock_systems.operation import OPERATIONS
from sandbox.store.engine import or_again
from sandbox.store.soundness import first_line
from sandbox.store.tables import LATE_TRY
from sandbox.store.writer import apart, is_crossed

log = logging.getLogger("sandbox")

MOST_KEPT = 20


@dataclass(frozen=True, slots=True)
class LateTry:
    """A try, or the first of several."""

    attempt_id: int
    made_ms: int
    operation: str
    """Empty for one that there is not."""
    code: str
    """Of the refusal it was answered with."""
    times: int = 1

    @property
    def title(self) -> str:
        """What was to be done, as screens call it; empty where there is no such operation."""
        known = OPERATIONS.get(self.operation)
        return known.declared.title if known else ""


def late_try(attempt_id: int, made_ms: int, operation: str, code: str) -> LateTry:
    """A try as it is kept: what it asked for is named only where that is an operation."""
    return LateTry(attempt_id, made_ms, operation if operation in OPERATIONS else "", code)


def keep(connection: Connection, tries: Sequence[LateTry]) -> None:
    """Keep a trace of some tries, if it can be written; the writer tries again where it `is_crossed`."""
    try:
        with apart(connection):
            _write(connection, tries)
    except DBAPIError as failure:
        if is_crossed(failure):
            raise
        log.error("late tries are not kept: %s", first_line(failure))


def late_tries_of(connection: Connection, attempt_id: int) -> Sequence[LateTry]:
    """What was tried at an attempt too late, in order."""
    kept = LATE_TRY.c
    wanted = select(kept.attempt_id, kept.made_ms, kept.operation, kept.code, kept.times)
    rows = connection.execute(wanted.where(kept.attempt_id == attempt_id).order_by(kept.turn))
    return [LateTry(*row) for row in rows]


def late_counts(connection: Connection) -> tuple[int, int]:
    """How many late tries there were, and at how many attempts."""
    attempts = func.count(LATE_TRY.c.attempt_id.distinct())
    times, at = connection.execute(select(func.sum(LATE_TRY.c.times), attempts)).one()
    return int(times or 0), at


def _write(connection: Connection, tries: Sequence[LateTry]) -> None:
    """Where another server keeps one in the same place meanwhile, the row counts both. They go in
    the order of attempts, so that two servers never wait for each other."""
    turns = _turns(connection, {each.attempt_id for each in tries})
    new = or_again(connection.dialect.name, LATE_TRY, ("attempt_id", "turn"), "times")
    for each in sorted(tries, key=lambda each: each.attempt_id):
        turn = turns.get(each.attempt_id, 0)
        if turn == MOST_KEPT:
            connection.execute(_ONCE_MORE, {"attempt": each.attempt_id})
        else:
            turns[each.attempt_id] = turn + 1
            connection.execute(new, {**asdict(each), "turn": turn + 1})


def _turns(connection: Connection, attempt_ids: Collection[int]) -> dict[int, int]:
    """The last turn of each of these attempts that has one."""
    turn = func.max(LATE_TRY.c.turn).label("turn")
    wanted = select(LATE_TRY.c.attempt_id, turn).where(LATE_TRY.c.attempt_id.in_(attempt_ids))
    rows = connection.execute(wanted.group_by(LATE_TRY.c.attempt_id))
    return {row.attempt_id: row.turn for row in rows}


_ONCE_MORE = (
    update(LATE_TRY)
    .where(LATE_TRY.c.attempt_id == bindparam("attempt"), LATE_TRY.c.turn == MOST_KEPT)
    .values(times=LATE_TRY.c.times + 1)
)
