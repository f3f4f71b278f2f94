"""Rounds as a contestant meets them: what may be started, what goes on, what is handed in.

What a contest's paper holds is not told before the contestant has started it, what came of it not
before all have handed in, and what was drawn by not before that is judged.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from sandbox.contest.draws import commitment
from sandbox.contest.entrants import may_sit
from sandbox.contest.judged import JUDGED
from sandbox.store.contest import CONTEST as CONTEST_MODE
from sandbox.store.tables import ATTEMPT, CONTEST, ROUND, SITTING

MOST_SHOWN = 20
"""Sittings of a round on a page."""


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One attempt in the list of a sitting."""

    id: int
    place: int
    case_id: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class SittingLine:
    """One sitting of a contestant in a round."""

    id: int
    turn: int
    started_ms: int
    until_ms: int
    handed_in_ms: int
    attempts: Sequence[AttemptLine]

    def goes_on(self, now: int) -> bool:
        """Whether its attempts can still be worked."""
        return not self.handed_in_ms and now <= self.until_ms


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round and what this contestant has made of it."""

    id: int
    contest: str
    title: str
    mode: str
    minutes: int
    opens_ms: int
    closes_ms: int
    state: str
    """`coming`, `open` or `over`."""
    length: int
    """How many cases the paper has."""
    offered: Sequence[str]
    """The cases one may choose from: none in a contest."""
    judged: bool
    """Whether judges see what was handed in."""
    commitment: str
    """What the seed is held to, by which the variants of a contest are drawn."""
    seed: str
    """Empty until it is revealed."""
    started: int
    """How many sittings there are of this contestant."""
    sittings: Sequence[SittingLine]
    """The newest `MOST_SHOWN` of them and the newest of each case, the newest first."""

    def may_start(self) -> bool:
        """Whether a sitting can be started now: in a contest, only one."""
        return self.state == "open" and (self.mode != CONTEST_MODE or not self.sittings)

    def minutes_from(self, now: int) -> int:
        """The whole minutes there are for whoever starts now: none is there after the end."""
        rest = (self.closes_ms - now) // 60_000 if self.closes_ms else self.minutes
        return min(self.minutes, rest)

    def recent(self) -> Sequence[SittingLine]:
        """The newest sittings, as many as a page shows."""
        return self.sittings[:MOST_SHOWN]

    def tried_first(self) -> Sequence[str]:
        """The cases that are offered, those never tried after the others."""
        return sorted(self.offered, key=lambda case: self.latest(case) is None)

    def latest(self, case_id: str) -> SittingLine | None:
        """The newest sitting that holds this case."""
        holding = (s for s in self.sittings if any(a.case_id == case_id for a in s.attempts))
        return next(holding, None)


@dataclass(frozen=True, slots=True)
class SittingCounts:
    """How many sittings of a round were started, go on, and were handed in."""

    started: int
    going_on: int
    handed_in: int


def rounds_of(connection: Connection, account_id: int, now: int) -> list[RoundLine]:
    """The rounds that are there for a contestant, with the newest of their sittings."""
    started, sittings = (
        _started(connection, account_id),
        _sittings(connection, account_id, _newest(account_id)),
    )
    rows = connection.execute(_THERE_FOR, {"account_id": account_id, "now": now})
    return [_round(row, sittings.get(row.id, []), now, started.get(row.id, 0)) for row in rows]


def earlier(
    connection: Connection, account_id: int, round_id: int, page: int
) -> Sequence[SittingLine]:
    """A page of a contestant's sittings in a round, from 1, the newest first."""
    first = _started(connection, account_id).get(round_id, 0) - (page - 1) * MOST_SHOWN
    on_page = (SITTING.c.round_id == round_id) & SITTING.c.turn.between(
        first - MOST_SHOWN + 1, first
    )
    return _sittings(connection, account_id, on_page).get(round_id, [])


def all_rounds(connection: Connection, now: int) -> list[RoundLine]:
    """Every round, for those who sit none."""
    return [_round(row, (), now) for row in connection.execute(_ROUNDS, {"now": now})]


def sitting_counts(connection: Connection, now: int) -> dict[int, SittingCounts]:
    """How many sittings each round has by now."""
    started, open_ = func.count(SITTING.c.id), SITTING.c.handed_in_ms == 0
    going_on = started.filter(open_, SITTING.c.until_ms >= now)
    wanted = select(ROUND.c.id, started, going_on, started.filter(SITTING.c.handed_in_ms > 0))
    joined = wanted.outerjoin(SITTING, SITTING.c.round_id == ROUND.c.id).group_by(ROUND.c.id)
    return {id: SittingCounts(*counted) for id, *counted in connection.execute(joined)}


def _round(row: Any, sittings: Sequence[SittingLine], now: int, started: int = 0) -> RoundLine:
    paper = json.loads(row.paper)
    return RoundLine(
        id=row.id,
        contest=row.contest,
        title=row.title,
        mode=row.mode,
        minutes=row.minutes,
        opens_ms=row.opens_ms,
        closes_ms=row.closes_ms,
        state=_state(row.opens_ms, row.closes_ms, now),
        length=len(paper),
        offered=() if row.mode == CONTEST_MODE else tuple(paper),
        judged=row.judged,
        commitment=commitment(row.seed),
        seed=row.seed if row.revealed_ms else "",
        started=started,
        sittings=sittings,
    )


def _state(opens_ms: int, closes_ms: int, now: int) -> str:
    if closes_ms and now >= closes_ms:
        return "over"
    return "coming" if now < opens_ms else "open"


def _started(connection: Connection, account_id: int) -> dict[int, int]:
    """How many sittings a contestant has by round: turns are counted without a gap."""
    counted = select(SITTING.c.round_id, func.max(SITTING.c.turn))
    mine = counted.where(SITTING.c.account_id == account_id).group_by(SITTING.c.round_id)
    return {row[0]: row[1] for row in connection.execute(mine)}


def _sittings(
    connection: Connection, account_id: int, which: ColumnElement[bool]
) -> dict[int, list[SittingLine]]:
    """Some sittings of a contestant by round."""
    attempts = _attempts(connection, account_id, which)
    wanted = (
        select(SITTING)
        .where(SITTING.c.account_id == account_id, which)
        .order_by(SITTING.c.round_id, SITTING.c.turn.desc())
    )
    lines: dict[int, list[SittingLine]] = {}
    for row in connection.execute(wanted):
        line = SittingLine(
            row.id,
            row.turn,
            row.started_ms,
            row.until_ms,
            row.handed_in_ms,
            attempts.get(row.id, []),
        )
        lines.setdefault(row.round_id, []).append(line)
    return lines


def _newest(account_id: int) -> ColumnElement[bool]:
    """What a home page shows of a contestant's sittings."""
    other, held = SITTING.alias(), ATTEMPT.alias()
    mine = other.c.account_id == account_id
    turns = select(func.max(other.c.turn)).where(mine, other.c.round_id == SITTING.c.round_id)
    by_case = select(func.max(other.c.id)).join(held, held.c.sitting_id == other.c.id).where(mine)
    of_cases = by_case.group_by(other.c.round_id, held.c.case_id)
    return (SITTING.c.turn > turns.scalar_subquery() - MOST_SHOWN) | SITTING.c.id.in_(of_cases)


def _attempts(
    connection: Connection, account_id: int, which: ColumnElement[bool]
) -> dict[int, list[AttemptLine]]:
    """The attempts of a contestant by sitting."""
    wanted = (
        select(ATTEMPT)
        .join(SITTING, SITTING.c.id == ATTEMPT.c.sitting_id)
        .where(SITTING.c.account_id == account_id, which)
        .order_by(ATTEMPT.c.sitting_id, ATTEMPT.c.place)
    )
    lines: dict[int, list[AttemptLine]] = {}
    for row in connection.execute(wanted):
        line = AttemptLine(row.id, row.place, row.case_id, row.sealed_ms > 0)
        lines.setdefault(row.sitting_id, []).append(line)
    return lines


_ROUNDS = (
    select(ROUND, CONTEST.c.title.label("contest"), ROUND.c.id.in_(JUDGED).label("judged"))
    .join(CONTEST, CONTEST.c.id == ROUND.c.contest_id)
    .order_by(ROUND.c.id)
)
_THERE_FOR = _ROUNDS.where(may_sit(bindparam("account_id")))
