"""The judge's list: attempts that were handed in, as a judge chooses and sorts them.

Contests are listed once they are over, and practice apart. An attempt is known by its random number
alone: no row of the database, no variant and no order tells whose it is, or which belong together.

How an attempt stands follows from its last marking and its rulings, which are never edited; so it
is worked out once and kept.
"""

from asyncio import sleep
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from sqlalchemy import Connection, bindparam, exists, func, select

from mock_systems.sentence import Sentence
from sandbox.contest.judged import JUDGED
from sandbox.contest.scorecards import (
    NotGradable,
    NotMarked,
    current_scorecard,
    latest_scorecard,
    rulings_of,
)
from sandbox.declined import Declined
from sandbox.judging.order import waiting_in
from sandbox.judging.rulings import differed_on, marks_ruled, seen_by
from sandbox.store.contest import PRACTICE
from sandbox.store.tables import ATTEMPT, MARKING, ROUND, RULING, SITTING

STATES = {
    "waiting": Sentence("待评定"),
    "red_line": Sentence("有红线"),
    "not_gradable": Sentence("不可评"),
    "judged": Sentence("已评"),
    "untouched": Sentence("未动"),
}
"""How an attempt can stand; one with a red line, or that nobody touched, may wait or be judged as well."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a judge wants to see, as the address says it: contests or practice, a round, a case, a
    state, an order."""

    mode: str = ""
    """`practice`, or empty for contests."""
    round: str = ""
    case: str = ""
    state: str = ""
    sort: str = ""
    """The name of a column, after `-` where the greatest comes first."""

    @classmethod
    def of(cls, named: Mapping[str, str]) -> Self:
        """The choice of an address; what nobody can choose is left out."""
        chosen = cls(**{name: named.get(name, "") for name in cls.__dataclass_fields__})
        return replace(
            chosen,
            mode=chosen.mode if chosen.mode == PRACTICE else "",
            state=chosen.state if chosen.state in STATES else "",
            sort=chosen.sort if chosen.sort.removeprefix("-") in COLUMNS else "",
        )

    def chosen(self) -> list[tuple[str, str]]:
        """What was chosen, by its names in the address."""
        return [(name, value) for name, value in asdict(self).items() if value]

    def query(self, **more: Any) -> str:
        """The choice for an address, with some of it changed and what else the page needs."""
        wanted = {**asdict(self), **more}
        return urlencode({name: value for name, value in wanted.items() if value != ""})

    def sorted_by(self, column: str) -> str:
        """What `sort` becomes when a column's heading is followed: the other way the second time."""
        return f"-{column}" if self.sort == column else column

    def order_of(self, column: str) -> str:
        """How a column is sorted now, in the words of ARIA."""
        orders = {column: "ascending", f"-{column}": "descending"}
        return orders.get(self.sort, "none")


@dataclass(frozen=True, slots=True)
class Why:
    """A mark that waits for a judge."""

    title: str
    red_line: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How an attempt stands: the machine's points and today's as one judge sees them, what waits for
    judges, how many marks have been ruled on, whether not one step was done. Without a total it could not
    be marked."""

    machine: int = 0
    earned: int = 0
    total: int = 0
    waiting: int = 0
    red_line: bool = False
    ruled: int = 0
    untouched: bool = False
    why: Sequence[Why] = ()
    """What a judge has to look at, red lines first."""
    opened: int = 0
    """How many marks waited before anybody ruled."""
    differed: int = 0
    """On how many marks judges differ."""

    def turn(self, unruled: bool = False) -> int:
        """When it comes in a list: what could not be marked, red lines that wait, what judges differ on,
        what waits, the rest; or when it came while it was `unruled`."""
        waiting = self.opened if unruled else self.waiting
        red = self.red_line if unruled else any(each.red_line for each in self.why)
        apart = not self.total, bool(waiting and red), bool(self.differed), bool(waiting), True
        return apart.index(True)

    @property
    def states(self) -> Sequence[str]:
        """Every state it is in."""
        if not self.total:
            return ("not_gradable",)
        apart = {"red_line": self.red_line, "untouched": self.untouched}
        here = "waiting" if self.waiting else "judged"
        return (*(state for state, is_so in apart.items() if is_so), here)


@dataclass(frozen=True, slots=True)
class ListedAttempt:
    """One attempt in the list."""

    number: str
    case_id: str
    round_id: int
    round: str
    mode: str
    tally: Tally


COLUMNS: Mapping[str, Callable[[ListedAttempt], Any]] = {
    "number": lambda line: line.number,
    "round": lambda line: line.round_id,
    "case": lambda line: line.case_id,
    "machine": lambda line: line.tally.machine,
    "earned": lambda line: line.tally.earned,
    "waiting": lambda line: line.tally.waiting,
    "ruled": lambda line: line.tally.ruled,
}
"""What the list can be sorted by."""


class NotOver(Declined):
    """The attempt was handed in, and others of its contest are still sitting."""

    code, status = "not_over", 403
    message = "本场次还没有结束，结束后才能评审。"
    remedy = "请在全场交卷以后，从评审台的列表进入。"


async def work_out(reader: Connection, now: int, judge_id: int) -> None:
    """Work out how attempts stand of which that is not kept, thousands after a start, one at a time: who
    works at another round meanwhile does not wait for all of them."""
    for row in _judged(reader, now):
        if shown_by(row, judge_id) not in _kept:
            _tally(reader, row, judge_id)
            await sleep(0)


def handed_in(reader: Connection, now: int, judge_id: int = 0) -> list[ListedAttempt]:
    """Every attempt that judges may see, round by round, by its random number; with the points this judge
    is shown, or all rulings count for where none is named."""
    return [_line(reader, row, judge_id) for row in _judged(reader, now)]


def _judged(reader: Connection, now: int) -> list[Any]:
    judged = set(reader.execute(JUDGED, {"now": now}).scalars())
    return [row for row in reader.execute(_HANDED_IN) if row.round_id in judged]


def attempt_numbered(reader: Connection, number: str, now: int) -> int:
    """The id of an attempt that judges may see; `NotMarked` where there is none with this number
    that was handed in, `NotOver` where its contest goes on."""
    found = reader.execute(_NUMBERED, {"number": number, "now": now}).one_or_none()
    if found is None:
        raise NotMarked
    if not found.judged:
        raise NotOver
    return int(found.id)


def chosen(lines: Sequence[ListedAttempt], choice: Wanted, keep: str = "") -> list[ListedAttempt]:
    """The lines of a choice in its order, where none is chosen those first that need a judge most; one that
    is looked at (`keep`) stays, whatever became of it since, and where it stood before anybody ruled."""
    found = [line for line in lines if line.number == keep or _fits(line, choice)]
    if not choice.sort:
        return sorted(found, key=lambda line: line.tally.turn(line.number == keep))
    column = COLUMNS[choice.sort.removeprefix("-")]
    return sorted(found, key=column, reverse=choice.sort.startswith("-"))


def counts(lines: Sequence[ListedAttempt]) -> Mapping[str, int]:
    """How many lines are in each state."""
    return {state: sum(state in line.tally.states for line in lines) for state in STATES}


def beside(lines: Sequence[ListedAttempt], number: str) -> tuple[str, str]:
    """The attempts before and after one in a list; empty for none."""
    numbers = ["", *(line.number for line in lines), ""]
    place = numbers.index(number)
    return numbers[place - 1], numbers[place + 1]


def _fits(line: ListedAttempt, choice: Wanted) -> bool:
    return (
        (line.mode == PRACTICE) == (choice.mode == PRACTICE)
        and choice.round in ("", str(line.round_id))
        and choice.case in ("", line.case_id)
        and (not choice.state or choice.state in line.tally.states)
    )


def _line(reader: Connection, row: Any, judge_id: int) -> ListedAttempt:
    kept = {name: getattr(row, name) for name in ListedAttempt.__slots__ if name != "tally"}
    return ListedAttempt(**kept, tally=_tally(reader, row, judge_id))


MOST_KEPT = 50_000
_kept: OrderedDict[tuple[str, int, int, int], Tally] = OrderedDict()


def shown_by(row: Any, judge_id: int) -> tuple[str, int, int, int]:
    """What a judge is shown of an attempt hangs on, and on nothing else: its genesis, which is its own in every
    database; run and ruling, which only ever grow; and whose page it is, once there is a ruling."""
    return row.genesis, row.run, row.ruling or 0, judge_id if row.ruling else 0


def _tally(reader: Connection, row: Any, judge_id: int) -> Tally:
    key = shown_by(row, judge_id)
    if key not in _kept:
        _kept[key] = _worked_out(reader, row, judge_id)
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return _kept[key]


def _worked_out(reader: Connection, row: Any, judge_id: int) -> Tally:
    try:
        machine = latest_scorecard(reader, row.id)
    except NotGradable:
        return Tally()
    stored = rulings_of(reader, row.id)
    whole = current_scorecard(machine, stored)
    card = current_scorecard(machine, seen_by(stored, judge_id)) if judge_id else whole
    left = {each["mark"] for each in whole["pending"]}
    return Tally(
        machine["earned"],
        card["earned"],
        card["total"],
        len(left),
        any(mark["breached"] for mark in card["marks"]),
        len(marks_ruled(stored)),
        machine["last_hash"] == row.genesis,
        [Why(each["title"], each["red_line"]) for each in waiting_in(card) if each["id"] in left],
        len(machine["pending"]),
        len(differed_on(stored)),
    )


_latest_marking = (
    select(MARKING.c.attempt_id, func.max(MARKING.c.run).label("run"))
    .group_by(MARKING.c.attempt_id)
    .subquery()
)
_latest_ruling = (
    select(RULING.c.attempt_id, func.max(RULING.c.id).label("ruling"))
    .group_by(RULING.c.attempt_id)
    .subquery()
)
_HANDED_IN = (
    select(
        ATTEMPT.c.id,
        ATTEMPT.c.number,
        ATTEMPT.c.case_id,
        ATTEMPT.c.genesis,
        SITTING.c.round_id,
        ROUND.c.title.label("round"),
        ROUND.c.mode,
        _latest_marking.c.run,
        _latest_ruling.c.ruling,
    )
    .join(_latest_marking, _latest_marking.c.attempt_id == ATTEMPT.c.id)
    .outerjoin(_latest_ruling, _latest_ruling.c.attempt_id == ATTEMPT.c.id)
    .join(SITTING, SITTING.c.id == ATTEMPT.c.sitting_id)
    .join(ROUND, ROUND.c.id == SITTING.c.round_id)
    .where(ATTEMPT.c.sealed_ms > 0)
    .order_by(ROUND.c.id, ATTEMPT.c.number)
)
_NUMBERED = (
    select(ATTEMPT.c.id, SITTING.c.round_id.in_(JUDGED).label("judged"))
    .join(SITTING)
    .where(ATTEMPT.c.number == bindparam("number"), ATTEMPT.c.sealed_ms > 0)
    .where(exists().where(MARKING.c.attempt_id == ATTEMPT.c.id))
)
