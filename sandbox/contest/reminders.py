"""When a mark that was lost in practice is to be recalled: the next day, then after more and more days, each
time it comes back right; the next day again, once it does not.

A day counts once, by the worst that came of the mark on it: whoever loses a point and earns it an hour later
has not recalled it yet. How many days lie between is the model's of `fsrs`, in whole days and without chance,
so that the same days give the same day. Nothing but practice leaves a trace here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from fsrs import Card, Rating, Scheduler
from sqlalchemy import Connection, bindparam, delete, func, insert, select

from sandbox.clock import on_the_wall
from sandbox.store.engine import or_instead
from sandbox.store.tables import ATTEMPT, REMINDER, REVISIT, SITTING

AT_MOST_DAYS = 30
"""A contest is never further away than that: what is known well still comes back every month."""
MOST_A_DAY = 10
"""Of one's own word; who was away for weeks is not met with all of it at once."""
MOST_DAYS = 40
"""Of one mark that the model is told of."""
LOST, EARNED = int(Rating.Again), int(Rating.Good)
RATINGS = (int(Rating.Again), int(Rating.Good), int(Rating.Easy))
_SCHEDULE = Scheduler(
    learning_steps=(), relearning_steps=(), maximum_interval=AT_MOST_DAYS, enable_fuzzing=False
)
Day = tuple[date, int]
"""A day on which something came of a mark, and the worst of it."""


@dataclass(frozen=True, slots=True)
class Due:
    """A lost mark to be recalled, and the newest attempt that lost it."""

    case_id: str
    mark: str
    attempt_id: int


def today_of(now: int) -> date:
    """The day it is in the hall."""
    return on_the_wall(now).date()


def due_after(days: Iterable[Day]) -> date:
    """When a mark is to be recalled after these days, the first of which lost it."""
    card = Card(card_id=0, due=datetime.min.replace(tzinfo=UTC))  # or it asks the clock
    for day, rating in days:
        card, _ = _SCHEDULE.review_card(card, Rating(rating), datetime.combine(day, time(), UTC))
    return card.due.date()


def keep(connection: Connection, attempt: Any, card: Mapping[str, Any], *, alone: bool) -> None:
    """Take in what an attempt at practice lost by its scorecard as it stands, and what it earned that was
    lost before, in place of what was taken in of it. With hints nothing was recalled: unless it was done
    `alone`, only what it lost."""
    whose = {"account_id": attempt.account_id, "case_id": attempt.case_id}
    there, before = _known(connection, whose), _forgotten(connection, whose, attempt.id)
    day = today_of(attempt.started_ms + attempt.stood_ms + attempt.sealed_ms - 1).isoformat()
    ratings = {
        mark["id"]: LOST if is_lost(mark) else EARNED
        for mark in card["marks"]
        if is_lost(mark) or (alone and mark["state"] == "full" and mark["id"] in there)
    }
    fixed = {**whose, "day": day, "attempt_id": attempt.id}
    if rows := [{**fixed, "mark": mark, "rating": rating} for mark, rating in ratings.items()]:
        connection.execute(insert(REVISIT), rows)
    _remind(connection, whose, {*before, *ratings})


def forget(connection: Connection, sitting_id: int) -> None:
    """Take in nothing of a sitting that is open again."""
    wanted = select(ATTEMPT.c.id, ATTEMPT.c.case_id, SITTING.c.account_id).join(SITTING)
    for each in connection.execute(wanted.where(SITTING.c.id == sitting_id)).all():
        whose = {"account_id": each.account_id, "case_id": each.case_id}
        _remind(connection, whose, _forgotten(connection, whose, each.id))


def rate(
    connection: Connection, account_id: int, case_id: str, mark: str, rating: int, today: date
) -> None:
    """Take somebody's own word for how they recalled a mark that is due; nothing of any other, so that a
    form sent twice counts once."""
    asked = {"account_id": account_id, "case_id": case_id, "mark": mark}
    due = connection.execute(_DUE_DAY, asked).scalar()
    if due is None or due > today.isoformat() or rating not in RATINGS:
        return
    new = or_instead(
        connection.dialect.name, REVISIT, "account_id", "case_id", "mark", "day", "attempt_id"
    )
    row = {**asked, "day": today.isoformat(), "attempt_id": 0, "rating": rating}
    connection.execute(new, row)
    _remind(connection, {"account_id": account_id, "case_id": case_id}, {mark})


def due_now(reader: Connection, account_id: int, today: date, cases: Collection[str]) -> list[Due]:
    """What somebody is to recall today of these cases, the longest due first: no more than is left of a
    day's."""
    asked = {"account_id": account_id, "today": today.isoformat()}
    done = reader.execute(_DONE, asked).scalar_one()
    wanted = _DUE.where(REMINDER.c.case_id.in_(cases)).limit(max(0, MOST_A_DAY - done))
    rows = reader.execute(wanted, asked)
    return [Due(row.case_id, row.mark, row.attempt_id) for row in rows]


def due_days(reader: Connection, account_id: int) -> Mapping[tuple[str, str], date]:
    """When each mark that somebody lost is to be recalled, by case and mark."""
    rows = reader.execute(_ALL, {"account_id": account_id})
    return {(row.case_id, row.mark): date.fromisoformat(row.due) for row in rows}


def comes_back(reader: Connection, account_id: int, due: Due, today: date) -> Mapping[int, int]:
    """In how many days a mark that is due comes back, by each rating of today."""
    whose = {"account_id": account_id, "case_id": due.case_id}
    days = _days(reader, whose, {due.mark})[due.mark]
    return {each: (due_after([*days, (today, each)]) - today).days for each in RATINGS}


def is_lost(mark: Mapping[str, Any]) -> bool:
    """Whether a mark of a scorecard lost something."""
    return mark["state"] in ("lost", "part")


def _known(connection: Connection, whose: Mapping[str, Any]) -> set[str]:
    return {*connection.execute(_MARKS, whose).scalars()}


def _forgotten(connection: Connection, whose: Mapping[str, Any], attempt_id: int) -> set[str]:
    """The marks of which something was taken in from an attempt, and is no more."""
    of = (*(REVISIT.c[name] == value for name, value in whose.items()),)
    gone = delete(REVISIT).where(*of, REVISIT.c.attempt_id == attempt_id)
    return {*connection.execute(gone.returning(REVISIT.c.mark)).scalars()}


def _remind(connection: Connection, whose: Mapping[str, Any], marks: Collection[str]) -> None:
    """Work out anew when some marks of a case are to be recalled; those that were never lost, never."""
    days, newest = _days(connection, whose, marks), _newest(connection, whose, marks)
    of = (*(REMINDER.c[name] == value for name, value in whose.items()),)
    never = {*marks} - {*days}
    connection.execute(delete(REMINDER).where(*of, REMINDER.c.mark.in_(never)))
    rows = [
        {**whose, "mark": mark, "attempt_id": newest[mark], "due": due_after(came).isoformat()}
        for mark, came in days.items()
    ]
    if rows:
        new = or_instead(connection.dialect.name, REMINDER, "account_id", "case_id", "mark")
        connection.execute(new, rows)


def _days(
    connection: Connection, whose: Mapping[str, Any], marks: Collection[str]
) -> Mapping[str, Sequence[Day]]:
    """The days of some marks of a case, from the first on which an attempt lost it: the newest of them, for
    what was a year of days ago tells little, and a hand-in does not wait for it."""
    rows: dict[str, list[tuple[str, int]]] = {}
    for row in connection.execute(_DAYS.where(REVISIT.c.mark.in_(marks)), whose):
        if row.mark in rows or row.lost:
            rows.setdefault(row.mark, []).append((row.day, row.worst))
    return {
        mark: [(date.fromisoformat(day), worst) for day, worst in came[-MOST_DAYS:]]
        for mark, came in rows.items()
    }


def _newest(
    connection: Connection, whose: Mapping[str, Any], marks: Collection[str]
) -> Mapping[str, int]:
    rows = connection.execute(_NEWEST.where(REVISIT.c.mark.in_(marks)), whose)
    return {row.mark: row.attempt_id for row in rows}


_case = (
    REVISIT.c.account_id == bindparam("account_id"),
    REVISIT.c.case_id == bindparam("case_id"),
)
_lost = (REVISIT.c.rating == LOST) & (REVISIT.c.attempt_id > 0)
_DAYS = (
    select(
        REVISIT.c.mark,
        REVISIT.c.day,
        func.min(REVISIT.c.rating).label("worst"),
        func.count().filter(_lost).label("lost"),
    )
    .where(*_case)
    .group_by(REVISIT.c.mark, REVISIT.c.day)
    .order_by(REVISIT.c.day)
)
_NEWEST = (
    select(REVISIT.c.mark, func.max(REVISIT.c.attempt_id).label("attempt_id"))
    .where(*_case, _lost)
    .group_by(REVISIT.c.mark)
)
_mine = REMINDER.c.account_id == bindparam("account_id")
_MARKS = select(REMINDER.c.mark).where(_mine, REMINDER.c.case_id == bindparam("case_id"))
_DUE_DAY = select(REMINDER.c.due).where(
    _mine, REMINDER.c.case_id == bindparam("case_id"), REMINDER.c.mark == bindparam("mark")
)
_ALL = select(REMINDER).where(_mine)
_DUE = (
    _ALL.where(REMINDER.c.due <= bindparam("today"))
    .order_by(REMINDER.c.due, REMINDER.c.case_id, REMINDER.c.mark)
)  # fmt: skip
_DONE = select(func.count()).where(
    REVISIT.c.account_id == bindparam("account_id"),
    REVISIT.c.day == bindparam("today"),
    REVISIT.c.attempt_id == 0,
)
