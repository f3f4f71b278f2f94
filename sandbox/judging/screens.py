"""The judge's pages: the list of attempts by number, one attempt with its evidence, rulings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Connection, func, select
from starlette.requests import Request
from starlette.responses import Response

from sandbox import security, sittings
from sandbox.attempts import Head, head_of
from sandbox.declined import Declined
from sandbox.hall import hall_of, reader_of
from sandbox.journal import broken_link, changes_of, entries, event_of
from sandbox.judging.review import (
    SIGNS,
    WORDS,
    first_seq,
    groups_of,
    log_lines,
    mark_named,
    names_in,
    records_at,
)
from sandbox.judging.rulings import (
    KINDS,
    BadRuling,
    NotGradable,
    RulingOvertaken,
    Wish,
    current_scorecard,
    latest_scorecard,
    made_on,
    rule,
    rulings_of,
)
from sandbox.screens.frame import form, go_to, page, render
from sandbox.screens.typed import Misread, counted, hundredths
from sandbox.store.tables import ATTEMPT, MARKING, ROUND, SITTING

JUDGE = "judge"


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a judge looks, and what was being written when a ruling was refused."""

    mark: str = ""
    seq: int | None = None
    wish: Mapping[str, str] | None = None


async def attempts(request: Request) -> Response:
    """Every attempt that was handed in, by its number."""
    reader = reader_of(request)
    lines = _lines(reader)
    return render(request, "judging/list.html", lines=lines)


async def review(request: Request) -> Response:
    """One attempt: marks, evidence, log, and the records as they were."""
    named = request.query_params
    seq = counted(named.get("seq", ""), otherwise=-1)
    return _review(request, Asked(named.get("mark", ""), None if seq < 0 else seq))


async def ruling(request: Request) -> Response:
    """Rule on a mark; what is refused is shown again with everything that was written."""
    hall, judge = hall_of(request), security.signed_in(request)
    attempt_id = int(request.path_params["attempt_id"])
    posted = await request.form()
    sent = {name: str(value) for name, value in posted.items()}
    now = hall.now_ms()
    try:
        wish = _wish(sent)
        await hall.writer.run(
            lambda connection: rule(connection, attempt_id, judge.account_id, wish, now)
        )
    except (RulingOvertaken, BadRuling) as declined:
        return _review(request, Asked(sent.get("mark", ""), None, sent), declined)
    query = urlencode({"mark": wish.mark, "seq": sent.get("seq", "")})
    return go_to(f"/judging/attempts/{attempt_id}?{query}")


def _review(request: Request, asked: Asked, declined: Declined | None = None) -> Response:
    attempt_id = int(request.path_params["attempt_id"])
    reader = reader_of(request)
    try:
        machine = latest_scorecard(reader, attempt_id)
    except NotGradable as fault:
        return _not_gradable(request, attempt_id, fault)
    head = head_of(reader, attempt_id)
    stored = rulings_of(reader, attempt_id)
    events = [event_of(row) for row in entries(reader, attempt_id)]
    changes = changes_of(reader, attempt_id)
    broken = broken_link(reader, attempt_id)
    others = _neighbours(reader, head)
    card = current_scorecard(machine, stored)
    mark = mark_named(card, asked.mark)
    last = len(events)
    seq = min(first_seq(mark, last) if asked.seq is None else asked.seq, last)
    made = made_on(stored, mark["id"])
    return render(
        request,
        "judging/review.html",
        declined.status if declined else 200,
        head=head,
        card=card,
        key=sittings.answer_key(reader, head.script_hash, head.variant),
        machine=machine,
        groups=groups_of(card),
        signs=SIGNS,
        rule_words=WORDS,
        mark=mark,
        made=made,
        kinds=KINDS,
        seen=made[-1].id if made else 0,
        log=log_lines(events, names_in(changes)),
        seq=seq,
        last=last,
        records=records_at(changes, seq),
        broken=broken,
        others=others,
        wish={**_BLANK, **(asked.wish or {})},
        declined=declined,
        here=f"/judging/attempts/{attempt_id}",
    )


def _not_gradable(request: Request, attempt_id: int, fault: NotGradable) -> Response:
    head = head_of(reader_of(request), attempt_id)
    return render(request, "judging/not_gradable.html", head=head, fault=fault)


async def marking(request: Request) -> Response:
    """Mark again an attempt on which the grader failed."""
    hall, attempt_id = hall_of(request), int(request.path_params["attempt_id"])
    await hall.writer.run(
        lambda connection: sittings.mark_again(connection, attempt_id, hall.now_ms())
    )
    return go_to(f"/judging/attempts/{attempt_id}")


_BLANK = {"kind": "", "points": "", "level": "", "reason": ""}


def _wish(sent: Mapping[str, str]) -> Wish:
    kind, level = sent.get("kind", ""), counted(sent.get("level", ""), otherwise=-1)
    if level >= 0:
        kind = "change"
    try:
        points = hundredths(sent.get("points", "")) if kind == "change" and level < 0 else None
    except Misread as misread:
        raise BadRuling(str(misread), where="points") from misread
    if kind not in KINDS:
        raise BadRuling("请选择评定意见。", where="kind")
    return Wish(
        sent.get("mark", ""),
        kind,
        points,
        level if level >= 0 else None,
        sent.get("reason", "").strip(),
        counted(sent.get("seen", ""), otherwise=0),
    )


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """One attempt in the judge's list; no card where the grader failed on it."""

    id: int
    number: str
    case_id: str
    variant: int
    round: str
    machine: int
    card: Mapping[str, Any] | None
    rulings: int


def _lines(reader: Connection) -> list[AttemptSummary]:
    latest = (
        select(MARKING.c.attempt_id, func.max(MARKING.c.run).label("run"))
        .group_by(MARKING.c.attempt_id)
        .subquery()
    )
    wanted = (
        select(
            ATTEMPT.c.id,
            ATTEMPT.c.number,
            ATTEMPT.c.case_id,
            ATTEMPT.c.variant,
            ROUND.c.title.label("round"),
        )
        .join(latest, latest.c.attempt_id == ATTEMPT.c.id)
        .join(SITTING, SITTING.c.id == ATTEMPT.c.sitting_id)
        .join(ROUND, ROUND.c.id == SITTING.c.round_id)
        .order_by(ROUND.c.id, ATTEMPT.c.number)
    )
    return [_summary(reader, row) for row in reader.execute(wanted)]


def _summary(reader: Connection, row: Any) -> AttemptSummary:
    try:
        machine = latest_scorecard(reader, row.id)
    except NotGradable:
        return AttemptSummary(**row._mapping, machine=0, card=None, rulings=0)
    stored = rulings_of(reader, row.id)
    card = current_scorecard(machine, stored) if stored else machine
    ruled = len({each.mark for each in stored})
    return AttemptSummary(**row._mapping, machine=machine["earned"], card=card, rulings=ruled)


def _neighbours(reader: Connection, head: Head) -> Mapping[str, int]:
    """The attempts of the same case before and after this one, by number; 0 for none."""
    wanted = (
        select(ATTEMPT.c.id)
        .where(ATTEMPT.c.case_id == head.case_id, ATTEMPT.c.sealed_ms > 0)
        .order_by(ATTEMPT.c.number)
    )
    ids = list(reader.execute(wanted).scalars())
    place = ids.index(head.id) if head.id in ids else 0
    return {
        name: ids[other] if 0 <= other < len(ids) else 0
        for name, other in (("before", place - 1), ("after", place + 1))
    }


routes = [
    page("/judging", attempts, JUDGE),
    page("/judging/attempts/{attempt_id:id}", review, JUDGE),
    form("/judging/attempts/{attempt_id:id}/rulings", ruling, JUDGE),
    form("/judging/attempts/{attempt_id:id}/markings", marking, JUDGE),
]
