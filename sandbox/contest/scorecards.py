"""Scorecards of an attempt: the machine's latest, and as it stands under the rulings that count."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

import grader
from sandbox.declined import Declined
from sandbox.store.tables import ACCOUNT, ENTRY, MARKING, RULING


class NotMarked(Declined):
    """The attempt has not been handed in, so there is nothing to judge."""

    code, status = "not_marked", 404
    message = "没有这份已交卷的作答。"
    remedy = "请从评审台的列表进入。"


class NotGradable(Declined):
    """The grader failed on the attempt: it has no marks, which is not zero. `reason` is for judges."""

    code = "not_gradable"
    message = "评分程序未能完成评分，这份作答暂时没有得分，也不记零分。"
    remedy = "作答已完整保存，裁判查明原因后会重新评分。"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


def latest_scorecard(connection: Connection, attempt_id: int) -> dict[str, Any]:
    """The machine's latest scorecard of an attempt; declined as what is stored of it is."""
    card: dict[str, Any] = json.loads(stored_scorecard(connection, attempt_id))
    return card


def stored_scorecard(connection: Connection, attempt_id: int) -> str:
    """The same as it is stored, JSON; `NotMarked` where there is none, `NotGradable` where the grader
    failed."""
    wanted = (
        select(MARKING.c.scorecard, MARKING.c.fault)
        .where(MARKING.c.attempt_id == attempt_id)
        .order_by(MARKING.c.run.desc())
        .limit(1)
    )
    marking = connection.execute(wanted).one_or_none()
    if marking is None:
        raise NotMarked
    if marking.fault:
        raise NotGradable(marking.fault)
    card: str = marking.scorecard
    return card


def rulings_of(connection: Connection, attempt_id: int) -> list[Any]:
    """The stored rulings on an attempt in the order they were made. One after which the attempt was
    worked on, in time that was given back, no longer `counts`: it was made on other work."""
    last = select(ENTRY.c.made_ms).where(ENTRY.c.attempt_id == attempt_id)
    last = last.order_by(ENTRY.c.seq.desc()).limit(1)
    counts = RULING.c.made_ms >= func.coalesce(last.scalar_subquery(), 0)
    wanted = (
        select(RULING, ACCOUNT.c.number.label("judge_number"), counts.label("counts"))
        .join(ACCOUNT, ACCOUNT.c.id == RULING.c.judge_id)
        .where(RULING.c.attempt_id == attempt_id)
        .order_by(RULING.c.id)
    )
    return list(connection.execute(wanted))


def current_scorecard(card: Mapping[str, Any], rulings: Sequence[Any]) -> dict[str, Any]:
    """The scorecard as it stands under the rulings that count."""
    return grader.current(card, [plain(row) for row in rulings if row.counts])


def plain(row: Any) -> dict[str, Any]:
    """A stored ruling as the grader reads it."""
    return {
        "mark": row.mark,
        "judge": row.judge_id,
        "kind": row.kind,
        "points": row.points,
        "level": row.level,
        "id": row.id,
    }
