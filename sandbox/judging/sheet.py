"""The sheet of an attempt that is printed and signed: one page of A4, however much was ruled.

It lists every item with its points, and of each judge what they said last. Reasons are cut where they
would not fit, and it says so: the whole of them stands at the judging desk. A sheet is of one reader:
a judge's has no more than the judge is shown, and names no contestant (`whose` is None); an
organiser's has all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from grader.sheet import SIGNS
from sandbox.attempt.states import Head, head_of
from sandbox.contest.scorecards import current_scorecard, latest_scorecard, rulings_of
from sandbox.contest.sealing import receipts_of
from sandbox.judging.order import waiting_in
from sandbox.judging.review import ListedGroup, groups_of, red_line_confirmed
from sandbox.judging.rulings import seen_by

MOST_TOLD_RULINGS = 10
"""Lines of what judges said."""
LEAST_TOLD, MOST_TOLD = 40, 700
"""Characters of a reason that always fit, and of all reasons together."""

Mark = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose attempt it is, and when it was handed in: for the organiser alone."""

    number: str
    name: str
    unit: str
    handed_in_ms: int


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the sheet: `place` is its number there, by which opinions name it."""

    place: int
    sign: str
    title: str
    worth: int
    machine: int
    earned: int
    pending: bool
    red: str
    """Of a red line that was crossed: `confirmed`, `waiting` or `dropped`; empty for all else."""
    levels: Sequence[int]


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """A group of items, and how many deductions never arose."""

    title: str
    worth: int
    earned: int
    lines: Sequence[Item]
    spared: int


@dataclass(frozen=True, slots=True)
class ToldRuling:
    """What one judge said last, alike of all the items at these places."""

    judge: str
    kind: str
    points: int | None
    level: int | None
    places: str
    reason: str
    cut: bool
    red_line: bool


@dataclass(frozen=True, slots=True)
class SignedSheet:
    """All that stands on the page."""

    head: Head
    title: str
    version: int
    grader: str
    receipt: str
    whose: Whose | None
    earned: int
    total: int
    machine: int
    ceiling: int
    capped: bool
    waiting: Sequence[str]
    unseen: int
    """How many items others ruled on whose opinions this reader is not shown yet."""
    groups: Sequence[SheetGroup]
    rulings: Sequence[ToldRuling]
    left_out: int
    """How many more there are."""
    lapsed: int
    """How many rulings were made on other work and count no longer."""

    @property
    def final(self) -> bool:
        """Whether there is nothing to wait for before it is signed."""
        return not self.waiting and not self.unseen


def sheet_of(
    reader: Connection, attempt_id: int, *, judge_id: int = 0, whose: Whose | None = None
) -> SignedSheet:
    """The sheet of an attempt as a judge is shown it, or with all rulings where none is named;
    `NotGradable` where there are no points to sign."""
    machine = latest_scorecard(reader, attempt_id)
    every = rulings_of(reader, attempt_id)
    shown = seen_by(every, judge_id) if judge_id else every
    card = current_scorecard(machine, shown)
    listed = groups_of(card)
    every_mark = (mark["id"] for group in listed for mark in group.marks)
    places = {id: place for place, id in enumerate(every_mark, 1)}
    opinions = _opinions([row for row in shown if row.counts], places, machine)
    return SignedSheet(
        head=head_of(reader, attempt_id),
        title=card["title"],
        version=card["version"],
        grader=card["grader"],
        receipt=receipts_of(reader, [attempt_id])[attempt_id],
        whose=whose,
        earned=card["earned"],
        total=card["total"],
        machine=machine["earned"],
        ceiling=card["ceiling"],
        capped=any(map(red_line_confirmed, card["marks"])),
        waiting=[mark["title"] for mark in waiting_in(card)],
        unseen=len({row.mark for row in every if row.counts and row not in shown}),
        groups=list(_groups(listed, {m["id"]: m for m in machine["marks"]}, places)),
        rulings=[_cut(each, len(opinions)) for each in opinions[:MOST_TOLD_RULINGS]],
        left_out=max(0, len(opinions) - MOST_TOLD_RULINGS),
        lapsed=sum(not row.counts for row in shown),
    )


def _groups(
    listed: Sequence[ListedGroup], machine: Mapping[str, Mark], places: Mapping[str, int]
) -> Iterator[SheetGroup]:
    for group in listed:
        lines = [_item(mark, machine[mark["id"]], places[mark["id"]]) for mark in group.marks]
        yield SheetGroup(group.title, group.worth, group.earned, lines, len(group.spared))


def _item(mark: Mark, machine: Mark, place: int) -> Item:
    red = ""
    if machine["breached"]:
        red = "waiting" if not mark["ruling"] else "dropped"
        red = "confirmed" if red_line_confirmed(mark) else red
    return Item(
        place,
        SIGNS[mark["state"]],
        mark["title"],
        mark["worth"],
        machine["earned"],
        mark["earned"],
        mark["state"] == "pending",
        red,
        mark["judged"],
    )


def _opinions(
    rulings: Sequence[Any], places: Mapping[str, int], machine: Mapping[str, Any]
) -> list[ToldRuling]:
    """What each judge said last of each mark, those of one judge that say the same together; what only
    confirms the machine comes last."""
    red_lines = {mark["id"] for mark in machine["marks"] if mark["breached"]}
    last = {(row.judge_id, row.mark): row for row in rulings}
    alike: dict[tuple[Any, ...], list[Any]] = {}
    for row in last.values():
        said = row.judge_number, row.kind, row.points, row.level, row.reason, row.mark in red_lines
        alike.setdefault(said, []).append(row)
    found = [
        ToldRuling(judge, kind, points, level, _told(rows, places), reason, False, red)
        for (judge, kind, points, level, reason, red), rows in alike.items()
    ]
    return sorted(found, key=lambda each: (not each.red_line, each.kind == "confirm"))


def _told(rows: Sequence[Any], places: Mapping[str, int]) -> str:
    """The places of marks in words: “1–4、7”. Deductions that never arose are on no sheet."""
    found = sorted(places[row.mark] for row in rows if row.mark in places)
    spans: list[list[int]] = []
    for place in found:
        if spans and place == spans[-1][1] + 1:
            spans[-1][1] = place
        else:
            spans.append([place, place])
    return "、".join(f"{a}–{b}" if a < b else f"{a}" for a, b in spans)


def _cut(opinion: ToldRuling, count: int) -> ToldRuling:
    """An opinion whose reason takes no more room than its share."""
    most = max(LEAST_TOLD, MOST_TOLD // min(count, MOST_TOLD_RULINGS))
    reason = " ".join(opinion.reason.split())
    if len(reason) <= most:
        return opinion
    return replace(opinion, reason=reason[:most], cut=True)
