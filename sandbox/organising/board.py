"""The board of a round of a contest: who has not begun, is at work, has handed in; and, once nobody sits
any more, what judges still have to do.

An organiser knows contestants by name and number. Of points the board tells nothing, and of what waits
for judges nothing before the contest is over: who organises may sit beside who still works.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from sandbox.contest.rounds import RoundLine, all_rounds
from sandbox.declined import NoSuchRound
from sandbox.judging.attempt_list import Tally, handed_in
from sandbox.store.contest import CONTEST as CONTEST_MODE
from sandbox.store.tables import ACCOUNT, ATTEMPT, ENTRANT, ENTRY, RULING, SITTING

STILL_MS = 10 * 60_000
"""How long somebody at work does nothing before the board says so."""
TURNS = ("overdue", "still", "absent", "working", "handed_in")
"""How a contestant can stand, those first whom an organiser looks after first: the time is over and nothing
handed in; at work, and nothing done for long; not begun."""


@dataclass(frozen=True, slots=True)
class Seated:
    """A contestant in a round: how they stand, since when, and what is left to judge of them."""

    login: str
    number: str
    name: str
    unit: str
    state: str
    """One of `TURNS`."""
    sitting_id: int
    started_ms: int
    until_ms: int
    handed_in_ms: int
    steps: int
    touched: int
    """How many cases something was done in."""
    last_ms: int
    """The hall's time of the last step; 0 where there is none."""
    waiting: int
    red_lines: int
    not_gradable: int


@dataclass(frozen=True, slots=True)
class JudgeLine:
    """What a judge has done in a round: rulings, on how many attempts, and the last."""

    number: str
    name: str
    rulings: int
    attempts: int
    last_ms: int


@dataclass(frozen=True, slots=True)
class Board:
    """A round of a contest as it stands now."""

    round: RoundLine
    places: Sequence[Seated]
    """Whoever may sit it or has sat it, by `TURNS` and number."""
    judges: Sequence[JudgeLine]
    """Nobody before the contest is over."""

    def standing(self, *states: str) -> Sequence[Seated]:
        """The contestants in one of these states; all where none is named."""
        return [each for each in self.places if each.state in (states or TURNS)]

    @property
    def waiting(self) -> int:
        """How many marks wait for a judge, red lines among them."""
        return sum(each.waiting for each in self.places)

    @property
    def red_lines(self) -> int:
        """How many red lines wait for a judge."""
        return sum(each.red_lines for each in self.places)

    @property
    def not_gradable(self) -> int:
        """How many attempts could not be marked."""
        return sum(each.not_gradable for each in self.places)


def contest_round(reader: Connection, round_id: int, now: int) -> RoundLine:
    """A round of a contest; `NoSuchRound` where there is none with this number."""
    found = (r for r in all_rounds(reader, now) if (r.id, r.mode) == (round_id, CONTEST_MODE))
    if line := next(found, None):
        return line
    raise NoSuchRound


def board_of(reader: Connection, round_id: int, now: int) -> Board:
    """A round of a contest as it stands `now`."""
    line = contest_round(reader, round_id, now)
    asked = {"round_id": round_id}
    worked: dict[int, list[Any]] = {}
    for row in reader.execute(_WORKED, asked):
        worked.setdefault(row.sitting_id, []).append(row)
    listed = handed_in(reader, now) if line.judged else []
    tallies = {each.number: each.tally for each in listed if each.round_id == round_id}
    places = [
        _place(row, worked.get(row.sitting_id, []), tallies, now)
        for row in reader.execute(_SEATED, asked)
    ]
    judges = [JudgeLine(*row) for row in reader.execute(_JUDGES, asked)] if line.judged else []
    return Board(line, sorted(places, key=lambda each: TURNS.index(each.state)), judges)


def _place(row: Any, worked: Sequence[Any], tallies: Mapping[str, Tally], now: int) -> Seated:
    last_ms = max((each.last_ms or 0 for each in worked), default=0)
    mine = [tallies[each.number] for each in worked if each.number in tallies]
    return Seated(
        login=row.login,
        number=row.number,
        name=row.name,
        unit=row.unit,
        state=_state(row, last_ms, now),
        sitting_id=row.sitting_id or 0,
        started_ms=row.started_ms or 0,
        until_ms=row.until_ms or 0,
        handed_in_ms=row.handed_in_ms or 0,
        steps=sum(each.steps or 0 for each in worked),
        touched=sum(bool(each.steps) for each in worked),
        last_ms=last_ms,
        waiting=sum(each.waiting for each in mine),
        red_lines=sum(why.red_line for each in mine for why in each.why),
        not_gradable=sum(not each.total for each in mine),
    )


def _state(row: Any, last_ms: int, now: int) -> str:
    if not row.sitting_id:
        return "absent"
    if row.handed_in_ms:
        return "handed_in"
    if now > row.until_ms:
        return "overdue"
    return "still" if now - max(last_ms, row.started_ms) >= STILL_MS else "working"


_of_round = SITTING.c.round_id == bindparam("round_id")
_may_or_did = (
    select(ENTRANT.c.account_id)
    .where(ENTRANT.c.round_id == bindparam("round_id"))
    .union(select(SITTING.c.account_id).where(_of_round))
    .subquery()
)
_SEATED = (
    select(
        ACCOUNT.c.login,
        ACCOUNT.c.number,
        ACCOUNT.c.name,
        ACCOUNT.c.unit,
        SITTING.c.id.label("sitting_id"),
        SITTING.c.started_ms,
        SITTING.c.until_ms,
        SITTING.c.handed_in_ms,
    )
    .select_from(ACCOUNT)
    .join(_may_or_did, _may_or_did.c.account_id == ACCOUNT.c.id)
    .outerjoin(SITTING, (SITTING.c.account_id == ACCOUNT.c.id) & _of_round)
    .order_by(ACCOUNT.c.number, ACCOUNT.c.login, SITTING.c.turn)
)


def _last(column: Any, name: str) -> Any:
    # Of each attempt the end of its log alone is read, which its key leads to.
    mine = select(column).where(ENTRY.c.attempt_id == ATTEMPT.c.id)
    return mine.order_by(ENTRY.c.seq.desc()).limit(1).scalar_subquery().label(name)


_WORKED = (
    select(
        ATTEMPT.c.sitting_id,
        ATTEMPT.c.number,
        _last(ENTRY.c.seq, "steps"),
        _last(ENTRY.c.made_ms, "last_ms"),
    )
    .join(SITTING, SITTING.c.id == ATTEMPT.c.sitting_id)
    .where(_of_round)
)
_ruled = (
    select(
        RULING.c.judge_id,
        func.count(RULING.c.id).label("rulings"),
        func.count(RULING.c.attempt_id.distinct()).label("attempts"),
        func.max(RULING.c.made_ms).label("last_ms"),
    )
    .join(ATTEMPT, ATTEMPT.c.id == RULING.c.attempt_id)
    .join(SITTING, SITTING.c.id == ATTEMPT.c.sitting_id)
    .where(_of_round)
    .group_by(RULING.c.judge_id)
    .subquery()
)
_JUDGES = (
    select(
        ACCOUNT.c.number,
        ACCOUNT.c.name,
        func.coalesce(_ruled.c.rulings, 0),
        func.coalesce(_ruled.c.attempts, 0),
        func.coalesce(_ruled.c.last_ms, 0),
    )
    .outerjoin(_ruled, _ruled.c.judge_id == ACCOUNT.c.id)
    .where(ACCOUNT.c.role == "judge", (~ACCOUNT.c.locked) | (_ruled.c.rulings > 0))
    .order_by(ACCOUNT.c.number, ACCOUNT.c.login)
)
