"""The judge's pages: the list of attempts by number, one attempt with its evidence, rulings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from grader.sheet import SIGNS
from mock_systems.sentence import Sentence
from sandbox import security
from sandbox.attempt.journal import broken_link, changes_of, entries, event_of
from sandbox.attempt.states import head_of
from sandbox.contest.keys import answer_key
from sandbox.contest.marker import marker_of
from sandbox.contest.scorecards import NotGradable, current_scorecard, latest_scorecard, rulings_of
from sandbox.declined import Declined
from sandbox.forms.typed import counted
from sandbox.judging.alike import alike
from sandbox.judging.attempt_list import (
    STATES,
    Wanted,
    attempt_numbered,
    beside,
    chosen,
    counts,
    handed_in,
    work_out,
)
from sandbox.judging.course import course_of
from sandbox.judging.documents import MOST_SHOWN, Documents
from sandbox.judging.labels import names_in
from sandbox.judging.look import Look
from sandbox.judging.order import mark_named, waiting_beside, waiting_in
from sandbox.judging.review import (
    ASKED,
    applications_left,
    first_seq,
    groups_of,
    levels_of,
    log_lines,
    log_part,
    lost_part,
    met_lines,
    records_at,
    rested_on,
)
from sandbox.judging.rulings import (
    KINDS,
    BadRuling,
    RulingOvertaken,
    WorkedOn,
    confirm_unruled,
    differed_on,
    latest_of,
    made_on,
    marks_ruled,
    rule,
    seen_by,
    unruled,
)
from sandbox.judging.talk import talk_part
from sandbox.judging.wishes import wish_of
from sandbox.papers.notices import clerk_numbered
from sandbox.screens.beside import made_beside
from sandbox.screens.frame import form, go_to, page, render
from sandbox.server import reader_of, server_of
from sandbox.store.contest import PRACTICE

JUDGE = "judge"
CLERK = clerk_numbered("***")
"""What notices call the contestant before a judge."""
ON_A_PAGE = 50
"""Attempts on a page of the list."""


@dataclass(frozen=True, slots=True)
class FromList:
    """An attempt as a judge came to it from the list, and the addresses of its pages. Its id is for
    the database alone."""

    number: str
    attempt_id: int
    choice: Wanted

    @property
    def posts(self) -> str:
        """Where its forms are posted; the kind of form follows."""
        return f"/judging/attempts/{self.number}"

    @property
    def query(self) -> str:
        """What leads back to the same list."""
        return _asking(self.choice.query())

    def look(self, **named: Any) -> str:
        """The page at a mark or a step."""
        return self.posts + _asking(self.choice.query(**named))

    def attempt(self, number: str, mark: str = "") -> str:
        """Another attempt of the same list, at a mark."""
        return replace(self, number=number).look(mark=mark)


def _asking(query: str) -> str:
    return f"?{query}" if query else ""


async def attempts(request: Request) -> Response:
    """Every attempt that was handed in, by its number."""
    choice = Wanted.of(request.query_params)
    reader, now = reader_of(request), server_of(request).now_ms()
    judge_id = security.signed_in(request).account_id
    await work_out(reader, now, judge_id)
    lines = handed_in(reader, now, judge_id)
    of_mode = chosen(lines, Wanted(mode=choice.mode))
    of_round_and_case = chosen(lines, replace(choice, state=""))
    listed = chosen(lines, choice)
    last = max(0, len(listed) - 1) // ON_A_PAGE
    number = min(counted(request.query_params.get("page", ""), otherwise=0), last)
    return render(
        request,
        "judging/list.html",
        choice=choice,
        lines=listed[number * ON_A_PAGE : (number + 1) * ON_A_PAGE],
        found=len(listed),
        number=number,
        last=last,
        states=STATES,
        counts=counts(of_round_and_case),
        all=len(of_round_and_case),
        practised=len(chosen(lines, Wanted(mode=PRACTICE))),
        contested=len(chosen(lines, Wanted())),
        rounds={line.round_id: line.round for line in of_mode},
        cases=sorted({line.case_id for line in of_mode}),
        scripts=server_of(request).cases,
    )


async def review(request: Request) -> Response:
    """One attempt: marks, evidence, log, and the records as they were."""
    judge_id = security.signed_in(request).account_id
    await work_out(reader_of(request), server_of(request).now_ms(), judge_id)
    return await made_beside(request, _review, Look.of(request.query_params))


async def ruling(request: Request) -> Response:
    """Rule on a mark and go on to the next that waits; what is refused is shown again with
    everything that was written."""
    server, judge = server_of(request), security.signed_in(request)
    place, sent = _place(request), await _sent(request)
    now, work = server.now_ms(), sent.get("work", "")
    try:
        wish = wish_of(sent)
        card = await server.writer.run(
            lambda c: rule(c, place.attempt_id, judge.account_id, wish, now, work)
        )
    except (RulingOvertaken, WorkedOn, BadRuling) as declined:
        return await made_beside(request, _review, Look(sent.get("mark", ""), wish=sent), declined)
    _, after = waiting_beside(card, wish.mark)
    return go_to(place.look(mark=after or wish.mark, done=wish.mark))


async def confirmation(request: Request) -> Response:
    """Confirm at once every machine mark that nobody has ruled on."""
    server, judge = server_of(request), security.signed_in(request)
    place, sent = _place(request), await _sent(request)
    reason, seen = sent.get("reason", "").strip(), counted(sent.get("seen", ""), otherwise=0)
    now, asked = server.now_ms(), Look(sent.get("mark", ""), wish={"all": reason})
    try:
        overtaken = await server.writer.run(
            lambda c: confirm_unruled(
                c, place.attempt_id, judge.account_id, reason, seen, now, sent.get("work", "")
            )
        )
    except (WorkedOn, BadRuling) as declined:
        return await made_beside(request, _review, asked, declined)
    if overtaken:
        refused = RulingOvertaken(_left_out(overtaken))
        return await made_beside(request, _review, asked, refused)
    return go_to(place.look(mark=asked.mark))


def _left_out(titles: Sequence[str]) -> str:
    return Sentence(
        "以下各项在您评定期间已有新的评定，没有确认：{titles}。其余各项已经确认。",
        titles=tuple(titles),
    )


async def _sent(request: Request) -> Mapping[str, str]:
    return {name: str(value) for name, value in (await request.form()).items()}


def _place(request: Request) -> FromList:
    number, now = request.path_params["number"], server_of(request).now_ms()
    attempt_id = attempt_numbered(reader_of(request), number, now)
    return FromList(number, attempt_id, Wanted.of(request.query_params))


def _review(request: Request, asked: Look, declined: Declined | None = None) -> Response:
    reader, place = reader_of(request), _place(request)
    attempt_id = place.attempt_id
    try:
        machine = latest_scorecard(reader, attempt_id)
    except NotGradable as fault:
        return _not_gradable(request, place, fault)
    head = head_of(reader, attempt_id)
    judge_id = security.signed_in(request).account_id
    every = rulings_of(reader, attempt_id)
    stored = seen_by(every, judge_id)
    events = [event_of(row) for row in entries(reader, attempt_id)]
    changes = changes_of(reader, attempt_id)
    names = names_in(changes)
    card = current_scorecard(machine, stored)
    mark = mark_named(card, asked.mark)
    key = answer_key(reader, head.script_hash, head.variant)
    today = date.fromisoformat(head.business_date)
    source = partial(server_of(request).source, head.population_hash)
    documents = Documents(source, today, events, changes, CLERK, unread=True)
    wanted = rested_on(key, mark)
    resting = documents.of_kinds(wanted) if mark["levels"] else documents.of_mark(mark)
    last = len(events)
    seq = min(first_seq(mark, last) if asked.seq is None else asked.seq, last)
    made = made_on(stored, mark["id"])
    ruled = marks_ruled(stored)
    return render(
        request,
        "judging/review.html",
        declined.status if declined else 200,
        place=place,
        head=head,
        card=card,
        key=key,
        documents=documents.listed(),
        document=asked.document,
        resting={*resting},
        drawings=documents.all_as_of(
            [asked.document] if asked.document else resting[:MOST_SHOWN], seq
        ),
        missing=documents.missing(wanted),
        machine=machine,
        groups=groups_of(card),
        signs=SIGNS,
        asked_for=ASKED,
        mark=mark,
        levels=levels_of(mark),
        lost=lost_part(mark, asked.lost),
        met_lines=met_lines(mark, names.after(last)),
        talk=talk_part(events, changes, asked.talk, asked.seq) if mark["levels"] else None,
        made=made,
        kinds=KINDS,
        seen=made[-1].id if made else 0,
        others_ruled={r.judge_id for r in every if r.mark == mark["id"] and r not in stored},
        unseen={r.mark for r in every if r not in stored},
        differ=mark["id"] in differed_on(stored),
        alike=alike(reader, head, mark["id"], judge_id),
        mine=latest_of(stored, mark["id"], judge_id),
        newest=every[-1].id if every else 0,
        work=machine["last_hash"],
        unruled=unruled(card, marks_ruled(every)),
        first=waiting_in(card),
        waiting=waiting_beside(card, mark["id"]),
        done=mark_named(card, asked.done) if asked.done in ruled else None,
        log=log_part(events, seq),
        log_lines=partial(log_lines, names=names),
        seq=seq,
        last=last,
        records=records_at(changes, seq),
        applications=applications_left(changes),
        broken=broken_link(reader, attempt_id),
        course=course_of(reader, head),
        others=_neighbours(request, place),
        wish={**_BLANK, **(asked.wish or {})},
        declined=declined,
    )


def _not_gradable(request: Request, place: FromList, fault: NotGradable) -> Response:
    reader = reader_of(request)
    return render(
        request,
        "judging/not_gradable.html",
        place=place,
        head=head_of(reader, place.attempt_id),
        fault=fault,
        others=_neighbours(request, place),
    )


def _neighbours(request: Request, place: FromList) -> tuple[str, str]:
    judge_id = security.signed_in(request).account_id
    lines = handed_in(reader_of(request), server_of(request).now_ms(), judge_id)
    return beside(chosen(lines, place.choice, keep=place.number), place.number)


async def marking(request: Request) -> Response:
    """Mark again an attempt on which the grader failed."""
    place = _place(request)
    await marker_of(server_of(request)).mark_again(place.attempt_id)
    return go_to(place.look())


_BLANK = {"kind": "", "points": "", "level": "", "reason": "", "all": ""}


routes = [
    page("/judging", attempts, JUDGE),
    page("/judging/attempts/{number:number}", review, JUDGE),
    form("/judging/attempts/{number:number}/rulings", ruling, JUDGE),
    form("/judging/attempts/{number:number}/confirmations", confirmation, JUDGE),
    form("/judging/attempts/{number:number}/markings", marking, JUDGE),
]
