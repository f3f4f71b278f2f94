"""After hand-in: the marks with their evidence and the right way in practice, a receipt always.

In a contest a contestant sees the receipts of the whole sitting and nothing of the marks.
"""

from asyncio import sleep
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from grader.sheet import SIGNS
from sandbox import security
from sandbox.attempt.journal import changes_of, entries, event_of
from sandbox.attempt.states import Head, head_of, heads_of_sitting
from sandbox.contest.hints import taken
from sandbox.contest.keys import answer_key
from sandbox.contest.reminders import is_lost
from sandbox.contest.repairs import repairs_of
from sandbox.contest.scorecards import current_scorecard, latest_scorecard, rulings_of
from sandbox.contest.sealing import receipts_of
from sandbox.contest.secrecy import demand_no_contest
from sandbox.counter.consequences import carried_by, losses, roots_of, together
from sandbox.counter.drafts import drafts_of
from sandbox.counter.notice import clerk_called
from sandbox.counter.right_way import matched, right_way, undone
from sandbox.counter.self_rating import field, levels_in, self_rated
from sandbox.counter.view import waiting
from sandbox.declined import Declined
from sandbox.forms.typed import counted
from sandbox.judging.documents import MOST_SHOWN, Documents
from sandbox.judging.labels import names_in
from sandbox.judging.review import (
    LOG_PART,
    LOST_PART,
    applications_left,
    groups_of,
    levels_of,
    log_lines,
    red_line_confirmed,
    rested_on,
)
from sandbox.judging.rulings import KINDS, given_by_judges
from sandbox.judging.talk import said_in_steps
from sandbox.screens.beside import made_beside, made_of
from sandbox.screens.frame import go_to, language, page, render
from sandbox.screens.parts import Excerpt
from sandbox.server import reader_of, server_of
from sandbox.store.contest import PRACTICE

PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Sum:
    """Points by who decides on them: earned of those decided, and those open to the judges."""

    title: str
    earned: int
    decided: int
    open: int


async def result(request: Request) -> Response:
    """What a contestant sees of a sealed attempt."""
    holder, attempt_id = security.signed_in(request), int(request.path_params["attempt_id"])
    head = head_of(reader_of(request), attempt_id, holder.account_id)
    return await handed_in(request, head) if head.sealed else go_to(f"/attempts/{attempt_id}")


async def handed_in(request: Request, head: Head, declined: Declined | None = None) -> Response:
    """The same, told with why something tried just now was not carried out."""
    reader = reader_of(request)
    status = declined.status if declined else 200
    values = {"head": head, "declined": declined, "given": repairs_of(reader, head.sitting_id)}
    if head.mode != PRACTICE:
        sitting = heads_of_sitting(reader, head.sitting_id)
        return render(
            request,
            "counter/receipt.html",
            status,
            **values,
            sitting=sitting,
            codes=receipts_of(reader, [each.id for each in sitting]),
            unsent={each.id: await _unsent(request, each) for each in sitting},
        )
    return await made_beside(request, _practised, status, values)


def _practised(request: Request, status: int, values: Mapping[str, Any]) -> Response:
    """What came of an attempt in practice."""
    server, reader, head = server_of(request), reader_of(request), values["head"]
    demand_no_contest(reader, head.account_id, server.now_ms())
    attempt_id = head.id
    machine = latest_scorecard(reader, attempt_id)
    stored = rulings_of(reader, attempt_id)
    card = current_scorecard(machine, stored)
    every = list(map(event_of, entries(reader, attempt_id)))
    done = Excerpt.numbered(every, _asked(request, "log"), LOG_PART)
    changes = changes_of(reader, attempt_id)
    key = answer_key(reader, head.script_hash, head.variant)
    today, source = (
        date.fromisoformat(head.business_date),
        partial(server.source, head.population_hash),
    )
    documents = Documents(source, today, every, changes, clerk_called(security.signed_in(request)))
    judged = {mark["id"]: rested_on(key, mark) for mark in card["marks"] if mark["levels"]}
    open_ = [mark for mark in card["marks"] if mark["state"] == PENDING]
    levels = levels_in(request.query_params, open_)
    rated = self_rated(machine, stored, levels)
    right = right_way(server, head)
    passed, lost = undone(right.steps, every), _lost(card)
    roots = roots_of(passed, {mark["id"] for mark, _ in lost}, carried_by(server, head))
    shown = Excerpt.numbered(together(lost, roots), _asked(request, "lost"), LOST_PART)
    asked, seq = request.query_params.get("document", ""), _asked(request, "seq")
    return render(
        request,
        "counter/result.html",
        status,
        **values,
        code=receipts_of(reader, [attempt_id])[attempt_id],
        card=card,
        whole=_sum("", card["earned"], card["total"], card["marks"]),
        applications=applications_left(changes),
        parts=[
            _sum(group.title, group.earned, group.worth, group.marks) for group in groups_of(card)
        ],
        capped=any(map(red_line_confirmed, card["marks"])),
        open=open_,
        levels=levels,
        levels_of=levels_of,
        field=field,
        self_rated=_sum("", rated["earned"], rated["total"], rated["marks"]) if levels else None,
        machine=machine,
        ruled=given_by_judges(card, stored),
        kinds=KINDS,
        groups=groups_of(card),
        signs=SIGNS,
        lost=shown,
        losses=losses(shown.lines, roots),
        done=done,
        log_asked="log" in request.query_params,
        documents=documents.listed(),
        document=documents.as_of(asked, seq),
        among=documents.among,
        of_step=documents.of_step,
        of_mark=documents.of_mark,
        beside={
            id: documents.all_as_of(documents.of_kinds(kinds)[:MOST_SHOWN], head.seq)
            for id, kinds in judged.items()
        },
        missing={id: documents.missing(kinds) for id, kinds in judged.items()},
        log=log_lines(done.lines, names_in(changes)),
        said=said_in_steps(every, changes, [event["seq"] for event in done.lines]),
        right=right,
        part_of=lambda seq: (seq - 1) // LOG_PART + 1,
        mine=matched(right.steps, every),
        passed={each.number for each in passed},
        helped=taken(reader, attempt_id),
        noted=sum(map(is_lost, card["marks"])),
    )


def _asked(request: Request, part: str) -> int:
    """The number of a part that is asked for; the first where none is."""
    return counted(request.query_params.get(part, ""), otherwise=0) or 1


def _lost(card: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """Each mark that lost something with one thing that is not met, and with the next."""
    marks = [mark for group in groups_of(card) for mark in group.marks]
    return [
        (mark, finding)
        for mark in marks
        if mark["state"] in ("lost", "part")
        for finding in [each for each in mark["findings"] if not each["met"]] or [None]
    ]


async def _unsent(request: Request, head: Head) -> Sequence[str]:
    """The titles of the forms that held something typed and not sent."""
    if not head.drafts:
        return []
    await sleep(0)  # others do not wait for all cases of a paper
    return await made_of(request, [head], _titles_unsent, head)


def _titles_unsent(request: Request, head: Head) -> Sequence[str]:
    state = server_of(request).states.of(reader_of(request), head)
    left = waiting(state, drafts_of(reader_of(request), head.id))
    return [language(request).official(each.declared.title) for each in left]


def _sum(title: str, earned: int, worth: int, marks: Sequence[Mapping[str, Any]]) -> Sum:
    left = sum(mark["worth"] for mark in marks if mark["state"] == PENDING)
    return Sum(title, earned, worth - left, left)


routes = [page("/attempts/{attempt_id:id}/result", result, "contestant")]
