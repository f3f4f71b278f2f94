"""How practice attempts stand, kept with each marking and ruling, so that a home page over thousands of
them reads no scorecards.

What is kept follows from the attempt; nothing rests on it. What an older program left out is made
up for when the hall opens.
"""

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, func, select

from sandbox.attempt.states import hold
from sandbox.contest import reminders
from sandbox.contest.hints import taken
from sandbox.contest.scorecards import (
    NotGradable,
    NotMarked,
    current_scorecard,
    latest_scorecard,
    rulings_of,
)
from sandbox.refusals import UNUSABLE
from sandbox.server import Server
from sandbox.store.contest import PRACTICE
from sandbox.store.engine import or_instead
from sandbox.store.tables import ATTEMPT, PRACTISED, ROUND, SITTING

log = logging.getLogger("sandbox")

LATEST = 10
"""Attempts of a case that its trend is drawn of."""
AT_ONCE = 50
"""Attempts that are made up for in one transaction."""


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """What a contestant made of a case in a round: how often, the best without a red line, a guide or what
    hints cost (None where there is none), the best of what could be earned at that time, which is another
    for every attempt, in hundredths, and the latest, the newest first."""

    times: int
    best: int | None
    best_share: float | None
    latest: Sequence[Any]

    @property
    def last(self) -> Any:
        """How the newest attempt stands."""
        return self.latest[0]

    @property
    def trend(self) -> Sequence[int]:
        """The latest in whole hundredths of what could be earned, the oldest first."""
        return [share(without_hints(each), each.decided) for each in reversed(self.latest)]


def without_hints(attempt: Any) -> int:
    """What an attempt that was practised earned without its hints, in hundredths."""
    return max(0, int(attempt.earned - attempt.hints))


def share(earned: int, decided: int) -> int:
    """Points in whole hundredths of those there were, none of which there may be."""
    return round(100 * earned / decided) if decided else 0


def keep(connection: Connection, attempt_id: int) -> None:
    """Keep how a practice attempt stands by its latest marking and the rulings that count; nothing of
    any other, or where the grader failed."""
    row: Any = connection.execute(_FACTS, {"attempt_id": attempt_id}).one_or_none()
    if row is None:
        return
    with suppress(NotMarked, NotGradable):
        card = current_scorecard(
            latest_scorecard(connection, attempt_id), rulings_of(connection, attempt_id)
        )
        waiting = sum(mark["worth"] for mark in card["marks"] if mark["state"] == "pending")
        helped = taken(connection, attempt_id)
        stands = {
            "took_ms": row.sealed_ms - 1,
            "earned": card["earned"],
            "decided": card["total"] - waiting,
            "red_line": any(mark["breached"] for mark in card["marks"]),
            "hints": helped.price,
            "guided": helped.guided,
        }
        whose = {name: getattr(row, name) for name in ("account_id", "round_id", "case_id")}
        new = or_instead(connection.dialect.name, PRACTISED, "attempt_id")
        connection.execute(new, {"attempt_id": attempt_id, **whose, **stands})
        reminders.keep(connection, row, card, alone=helped.nothing)


def forget(connection: Connection, sitting_id: int) -> None:
    """Keep nothing of a sitting that is open again."""
    mine = select(ATTEMPT.c.id).where(ATTEMPT.c.sitting_id == sitting_id)
    connection.execute(delete(PRACTISED).where(PRACTISED.c.attempt_id.in_(mine)))
    reminders.forget(connection, sitting_id)


def records_of(reader: Connection, account_id: int) -> Mapping[tuple[int, str], CaseRecord]:
    """What a contestant made of each case they have practised, by round and case."""
    asked = {"account_id": account_id}
    latest: dict[tuple[int, str], list[Any]] = {}
    for row in reader.execute(_LATEST, asked):
        latest.setdefault((row.round_id, row.case_id), []).append(row)
    sums = reader.execute(_SUMS, asked).all()
    return {
        (each.round_id, each.case_id): CaseRecord(
            each.times,
            each.best,
            None if each.best_share is None else float(each.best_share),
            latest[each.round_id, each.case_id],
        )
        for each in sums
    }


def newest(reader: Connection, account_id: int, most: int, after: int) -> Sequence[Any]:
    """The newest of a contestant's practice attempts `after` so many, and `most` so many."""
    asked = {"account_id": account_id, "most": most, "after": after}
    return reader.execute(_NEWEST, asked).all()


async def make_up(server: Server) -> None:
    """Keep how those practice attempts stand of which nothing is kept, a few at a time, once."""
    after = 0
    try:
        while left := _left_out(server, after):
            await server.writer.run(partial(_keep_all, attempt_ids=left))
            after = left[-1]
    except UNUSABLE as refused:
        server.refusals.add("making up for practice of an older version", refused)
    except Exception:
        log.exception("practice of an older version was not made up for")


def _keep_all(connection: Connection, attempt_ids: Sequence[int]) -> None:
    hold(connection, ATTEMPT.c.id.in_(attempt_ids))
    for each in attempt_ids:
        keep(connection, each)


def _left_out(server: Server, after: int) -> Sequence[int]:
    with server.reader.connect() as reader:
        return reader.execute(_LEFT_OUT, {"after": after, "most": AT_ONCE}).scalars().all()


_of_practice = (
    select(
        ATTEMPT.c.id,
        ATTEMPT.c.case_id,
        ATTEMPT.c.sealed_ms,
        ATTEMPT.c.started_ms,
        ATTEMPT.c.stood_ms,
        SITTING.c.account_id,
        SITTING.c.round_id,
    )
    .join(SITTING, SITTING.c.id == ATTEMPT.c.sitting_id)
    .join(ROUND, ROUND.c.id == SITTING.c.round_id)
    .where(ROUND.c.mode == PRACTICE, ATTEMPT.c.sealed_ms > 0)
)
_FACTS = _of_practice.where(ATTEMPT.c.id == bindparam("attempt_id"))
_LEFT_OUT = (
    _of_practice.with_only_columns(ATTEMPT.c.id)
    .where(ATTEMPT.c.id > bindparam("after"), ATTEMPT.c.id.not_in(select(PRACTISED.c.attempt_id)))
    .order_by(ATTEMPT.c.id)
    .limit(bindparam("most"))
)
_case = PRACTISED.c.round_id, PRACTISED.c.case_id
_mine = PRACTISED.c.account_id == bindparam("account_id")
_left = case(
    (PRACTISED.c.hints < PRACTISED.c.earned, PRACTISED.c.earned - PRACTISED.c.hints), else_=0
)
_own_work = ~PRACTISED.c.red_line, ~PRACTISED.c.guided
_share = _left * 100.0 / func.nullif(PRACTISED.c.decided, 0)
_SUMS = (
    select(
        *_case,
        func.count().label("times"),
        func.max(_left).filter(*_own_work).label("best"),
        func.max(_share).filter(*_own_work).label("best_share"),
    )
    .where(_mine)
    .group_by(*_case)
)
_NEWEST = (
    select(PRACTISED)
    .where(_mine)
    .order_by(PRACTISED.c.attempt_id.desc())
    .limit(bindparam("most"))
    .offset(bindparam("after"))
)
_place = func.row_number().over(partition_by=_case, order_by=PRACTISED.c.attempt_id.desc())
_placed = select(PRACTISED, _place.label("place")).where(_mine).subquery()
_LATEST = select(_placed).where(_placed.c.place <= LATEST).order_by(_placed.c.attempt_id.desc())
