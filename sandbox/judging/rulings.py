"""Rulings: append-only, with a reason, and each judge's first on a mark given blind.

The machine's mark is not touched. What others ruled on a mark is shown to whoever has ruled on it. From then
on a judge sends along the latest ruling on the mark that was on the screen; if another one was made
meanwhile, the ruling is refused and nothing is lost.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

import grader
from mock_systems.money import yuan
from mock_systems.sentence import Sentence
from sandbox.attempt.links import Kept, LinkKind, chain, judge_told
from sandbox.attempt.states import hold
from sandbox.contest import practised
from sandbox.contest.scorecards import (
    NotMarked,
    current_scorecard,
    latest_scorecard,
    plain,
    rulings_of,
)
from sandbox.declined import Declined
from sandbox.store.sealing import ruling_content
from sandbox.store.tables import ATTEMPT, RULING

KINDS = {"confirm": "确认机评", "change": "改分", "void": "不扣分"}
_new_rulings = insert(RULING).returning(RULING.c.id, sort_by_parameter_order=True)
LEAST_REASON, MOST_REASON = 2, 1000
"""Characters of a reason."""


class RulingOvertaken(Declined):
    """Another ruling on the same mark was made since the page was made."""

    code = "ruling_overtaken"
    message = "在您评定期间，这一项已有新的评定，您的评定没有保存。"
    remedy = "请看过新的评定后再决定；您写的理由还在。"


class WorkedOn(Declined):
    """The attempt was worked on since the page was made, in time that was given back."""

    code = "worked_on"
    message = "在您评定期间，这份作答补时后又有操作，您的评定没有保存。"
    remedy = "请看过新的作答后再决定；您写的理由还在。"


class BadRuling(Declined):
    """A ruling that cannot stand as it is: no reason, points out of range, an unknown mark."""

    code, status = "bad_ruling", 422
    message = "这次评定填写不完整，没有保存。"
    remedy = "请改正后再保存。"


@dataclass(frozen=True, slots=True)
class Wish:
    """A ruling as a judge asks for it; points in hundredths, `seen` the latest ruling's id or 0."""

    mark: str
    kind: str
    points: int | None
    level: int | None
    reason: str
    seen: int


@dataclass(frozen=True, slots=True)
class Made:
    """A ruling as it stands in the list below a mark."""

    id: int
    mark: str
    kind: str
    points: int | None
    level: int | None
    reason: str
    judge: str
    made_ms: int
    counts: bool


def marks_ruled(rulings: Sequence[Any]) -> set[str]:
    """The marks that have a ruling that counts."""
    return {row.mark for row in rulings if row.counts}


def seen_by(rulings: Sequence[Any], judge_id: int) -> list[Any]:
    """The rulings that a judge is shown: their own, all on marks they have ruled on, and what no longer
    counts. Of other marks they are to think for themselves."""
    own = {row.mark for row in rulings if row.judge_id == judge_id and row.counts}
    return [r for r in rulings if r.mark in own or r.judge_id == judge_id or not r.counts]


def differed_on(rulings: Sequence[Any]) -> set[str]:
    """The marks on which the latest rulings of two judges say other things."""
    said: dict[str, dict[int, Any]] = {}
    for row in rulings:
        if row.counts:
            said.setdefault(row.mark, {})[row.judge_id] = (row.kind, row.points, row.level)
    return {mark for mark, latest in said.items() if len({*latest.values()}) > 1}


def made_on(rulings: Sequence[Any], mark: str) -> list[Made]:
    """The rulings on one mark, the first first."""
    return [
        Made(
            row.id,
            row.mark,
            row.kind,
            row.points,
            row.level,
            row.reason,
            row.judge_number,
            row.made_ms,
            row.counts,
        )
        for row in rulings
        if row.mark == mark
    ]


def latest_of(rulings: Sequence[Any], mark: str, judge_id: int) -> int:
    """The id of a judge's own latest ruling on a mark; 0 where there is none."""
    return max((r.id for r in rulings if (r.mark, r.judge_id) == (mark, judge_id)), default=0)


def given_by_judges(
    card: Mapping[str, Any], rulings: Sequence[Any]
) -> list[tuple[Mapping[str, Any], list[Made]]]:
    """The marks of a current scorecard that judges gave or changed, red lines they confirmed among
    them, with their rulings; what was merely confirmed is left out."""
    counting = [row for row in rulings if row.counts]
    ruled = ((mark, made_on(counting, mark["id"])) for mark in card["marks"])
    return [
        (mark, made)
        for mark, made in ruled
        if made and (mark["levels"] or mark["breached"] or mark["earned"] != mark["machine"])
    ]


def rule(
    connection: Connection, attempt_id: int, judge_id: int, wish: Wish, now: int, work: str = ""
) -> dict[str, Any]:
    """Append a ruling; the scorecard as this judge then sees it. `work` is the last hash of the log that the
    judge's screen showed. The same one sent again is made once. Raises `RulingOvertaken`, `WorkedOn`,
    `NotMarked` or `BadRuling` and leaves everything as it is."""
    _hold(connection, attempt_id)
    card = latest_scorecard(connection, attempt_id)
    stored = rulings_of(connection, attempt_id)
    seen = reversed(seen_by(stored, judge_id))
    latest = next((row for row in seen if row.mark == wish.mark), None)
    if latest and _says(latest, wish, judge_id):
        return current_scorecard(card, seen_by(stored, judge_id))
    if wish.seen != (latest.id if latest else 0):
        raise RulingOvertaken
    _demand_same(card, work)
    _demand_reason(wish.reason)
    _demand_level(wish, card["marks"])
    _demand_range(wish, card["marks"])
    asked = {name: value for name, value in asdict(wish).items() if name != "seen"}
    try:
        before = [plain(row) for row in stored if row.counts]
        grader.current(card, [*before, {**asked, "judge": judge_id}])
    except grader.Malformed as malformed:
        raise BadRuling(str(malformed)) from malformed
    _keep(connection, [_row(wish, attempt_id, judge_id, now)])
    return current_scorecard(card, seen_by(rulings_of(connection, attempt_id), judge_id))


def unruled(card: Mapping[str, Any], ruled: Collection[str]) -> list[Mapping[str, Any]]:
    """The machine's marks that nobody has ruled on, without red lines and what people judge."""
    return [
        mark
        for mark in card["marks"]
        if not mark["red_line"] and not mark["levels"] and mark["id"] not in ruled
    ]


def confirm_unruled(
    connection: Connection,
    attempt_id: int,
    judge_id: int,
    reason: str,
    seen: int,
    now: int,
    work: str = "",
) -> list[str]:
    """Confirm every machine mark that was `unruled` on the judge's screen, each by a ruling of its
    own; `seen` is the attempt's latest ruling there, `work` the last hash of its log. The titles of
    marks that another judge has ruled on since: those are left as they are."""
    _hold(connection, attempt_id)
    card = latest_scorecard(connection, attempt_id)
    _demand_same(card, work)
    _demand_reason(reason)
    stored = rulings_of(connection, attempt_id)
    waiting = unruled(card, marks_ruled([row for row in stored if row.id <= seen]))
    since = {row.mark: row for row in stored if row.id > seen}
    wishes = {mark["id"]: Wish(mark["id"], "confirm", None, None, reason, 0) for mark in waiting}
    rows = [
        _row(wish, attempt_id, judge_id, now) for mark, wish in wishes.items() if mark not in since
    ]
    if rows:
        _keep(connection, rows)
    return [
        mark["title"]
        for mark in waiting
        if mark["id"] in since and not _says(since[mark["id"]], wishes[mark["id"]], judge_id)
    ]


def _hold(connection: Connection, attempt_id: int) -> None:
    """Nobody else changes an attempt before this transaction ends; `NotMarked` where it was opened
    again since the judge looked."""
    hold(connection, ATTEMPT.c.id == attempt_id)
    sealed = select(ATTEMPT.c.sealed_ms).where(ATTEMPT.c.id == attempt_id)
    if not connection.execute(sealed).scalar():
        raise NotMarked


def _demand_same(card: Mapping[str, Any], work: str) -> None:
    """Points are for what the judge saw, not for what was done since."""
    if work not in {"", card["last_hash"]}:
        raise WorkedOn


def _demand_reason(reason: str) -> None:
    if len(reason.strip()) < LEAST_REASON:
        raise BadRuling("请写明理由。", where="reason")
    if len(reason) > MOST_REASON:
        raise BadRuling("理由过长，请精简到 1000 字以内。", where="reason")


def _demand_level(wish: Wish, marks: Sequence[Mapping[str, Any]]) -> None:
    """A level, of a mark that has levels: whatever else one judge said would put aside what all others
    gave. The grader takes points of it, for whoever decides an appeal."""
    if wish.level is None and any(mark["id"] == wish.mark and mark["levels"] for mark in marks):
        raise BadRuling(Sentence("这一项按等级评定，请选 0 至 3 级。"), where="level")


def _demand_range(wish: Wish, marks: Sequence[Mapping[str, Any]]) -> None:
    """Points that the mark can have. The grader refuses others as well, in words for authors."""
    for mark in marks:
        within = wish.points is None or mark["least"] <= wish.points <= mark["worth"]
        if mark["id"] == wish.mark and not within:
            least, most = yuan(mark["least"]), yuan(mark["worth"])
            said = Sentence("这一项的分数应在 {least} 至 {most} 之间。", least=least, most=most)
            raise BadRuling(said, where="points")


def _says(row: Any, wish: Wish, judge_id: int) -> bool:
    """Whether a stored ruling is this very wish of the judge: it was sent twice."""
    kept = {name: getattr(row, name) for name in asdict(wish)}
    return row.judge_id == judge_id and Wish(**kept) == wish


def _row(wish: Wish, attempt_id: int, judge_id: int, now: int) -> dict[str, Any]:
    return {**asdict(wish), "attempt_id": attempt_id, "judge_id": judge_id, "made_ms": now}


def _keep(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep rulings of one judge on an attempt, chained, and how it stands by them."""
    judge = judge_told(connection, rows[0]["judge_id"])
    ids = connection.execute(_new_rulings, rows).scalars().all()
    practised.keep(connection, rows[0]["attempt_id"])
    made = [{"id": id_, **row} for id_, row in zip(ids, rows, strict=True)]
    chain(
        connection,
        [
            Kept(row["attempt_id"], LinkKind.RULING, row["id"], ruling_content(row, judge))
            for row in made
        ],
    )
