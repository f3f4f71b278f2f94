"""How others did at the same item: the attempts of one round at the same case, as one judge sees them.

A judge who holds points beside those of others gives the same for the same. Of what others ruled they
see no more here than anywhere: their own rulings, and those on items they have ruled on.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from sandbox.attempt.states import Head
from sandbox.contest.scorecards import (
    NotGradable,
    current_scorecard,
    latest_scorecard,
    rulings_of,
)
from sandbox.judging.attempt_list import shown_by
from sandbox.judging.rulings import marks_ruled, seen_by
from sandbox.store.tables import ATTEMPT, MARKING, RULING, SITTING

MOST_COMPARED = 300
"""Attempts that are looked through: more than sit in one round of a contest."""


@dataclass(frozen=True, slots=True)
class OtherMark:
    """The same item of another attempt: its points (None while it waits), and whether a judge ruled."""

    number: str
    earned: int | None
    breached: bool
    ruled: bool
    said: str
    """What was lost, in a sentence; empty where nothing was."""


@dataclass(frozen=True, slots=True)
class SamePoints:
    """The attempts that have the same points of an item; None where they wait for a judge."""

    earned: int | None
    lines: Sequence[OtherMark]


@dataclass(frozen=True, slots=True)
class Alike:
    """An item in all other attempts: by points, the most first, those that wait at the end."""

    groups: Sequence[SamePoints]
    count: int
    """How many others there are; how many of them are not looked through is `left_out`."""
    left_out: int
    mean: int | None
    """Of those that have points; None where none has."""


def alike(reader: Connection, head: Head, mark: str, judge_id: int) -> Alike:
    """An item of an attempt in the others of its round and case, in the version it was worked in."""
    asked = {"attempt_id": head.id, "round_id": head.round_id}
    rows = reader.execute(
        _OTHERS, {**asked, "case_id": head.case_id, "script_hash": head.script_hash}
    )
    others = rows.all()
    looked = [_marks(reader, row, judge_id) for row in others[:MOST_COMPARED]]
    found = [marks[mark] for marks in looked if mark in marks]
    by_points: dict[int | None, list[OtherMark]] = {}
    for each in found:
        by_points.setdefault(each.earned, []).append(each)
    known = [each.earned for each in found if each.earned is not None]
    ranked = sorted(by_points, key=lambda earned: (earned is None, -(earned or 0)))
    return Alike(
        [SamePoints(earned, by_points[earned]) for earned in ranked],
        len(others),
        max(0, len(others) - MOST_COMPARED),
        round(sum(known) / len(known)) if known else None,
    )


MOST_KEPT = 2_000
"""Attempts whose items are kept, at some twenty kilobytes each."""
_kept: OrderedDict[tuple[str, int, int, int], Mapping[str, OtherMark]] = OrderedDict()


def _marks(reader: Connection, row: Any, judge_id: int) -> Mapping[str, OtherMark]:
    key = shown_by(row, judge_id)
    if (marks := _kept.get(key)) is None:  # Whoever reads beside may take away what was just kept.
        marks = _kept[key] = _worked_out(reader, row, judge_id)
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return marks


def _worked_out(reader: Connection, row: Any, judge_id: int) -> Mapping[str, OtherMark]:
    try:
        machine = latest_scorecard(reader, row.id)
    except NotGradable:
        return {}
    shown = seen_by(rulings_of(reader, row.id), judge_id)
    card, ruled = current_scorecard(machine, shown), marks_ruled(shown)
    return {each["id"]: _other(row.number, each, each["id"] in ruled) for each in card["marks"]}


def _other(number: str, mark: Mapping[str, Any], ruled: bool) -> OtherMark:
    said = (f["explanation"]["sentence"] for f in mark["findings"] if f["explanation"])
    earned = None if mark["state"] == "pending" else mark["earned"]
    return OtherMark(number, earned, mark["breached"], ruled, next(said, ""))


_run = select(func.max(MARKING.c.run)).where(MARKING.c.attempt_id == ATTEMPT.c.id).scalar_subquery()
_ruling = select(func.max(RULING.c.id)).where(RULING.c.attempt_id == ATTEMPT.c.id).scalar_subquery()
_OTHERS = (
    select(
        ATTEMPT.c.id,
        ATTEMPT.c.number,
        ATTEMPT.c.genesis,
        _run.label("run"),
        _ruling.label("ruling"),
    )
    .join(SITTING, SITTING.c.id == ATTEMPT.c.sitting_id)
    .where(
        SITTING.c.round_id == bindparam("round_id"),
        ATTEMPT.c.case_id == bindparam("case_id"),
        ATTEMPT.c.script_hash == bindparam("script_hash"),
        ATTEMPT.c.sealed_ms > 0,
        ATTEMPT.c.id != bindparam("attempt_id"),
        _run.is_not(None),
    )
    .order_by(ATTEMPT.c.number)
)
