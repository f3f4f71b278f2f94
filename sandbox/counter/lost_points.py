"""The points one lost in practice: what is to be recalled today, one at a time, and all of them by the article
they rest on, the newest first: what to read up, and what to practise again. A page reads so many attempts and
no more, however many there are. Who sits a contest sees none of it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from mock_systems.bases import read_back
from sandbox import security
from sandbox.contest.practised import newest, records_of
from sandbox.contest.reminders import (
    MOST_A_DAY,
    Due,
    comes_back,
    due_days,
    due_now,
    is_lost,
    rate,
    today_of,
)
from sandbox.contest.rounds import rounds_of
from sandbox.contest.scorecards import current_scorecard, latest_scorecard, rulings_of
from sandbox.contest.secrecy import demand_no_contest
from sandbox.forms.typed import counted
from sandbox.screens.beside import made_beside
from sandbox.screens.frame import form, go_to, page, render
from sandbox.server import reader_of, server_of

READ = 30
"""Attempts that a page reads."""
Mark = Mapping[str, Any]
Card = tuple[Any, Mapping[str, Any]]
"""An attempt that was practised, and its scorecard as it stands."""


@dataclass(frozen=True, slots=True)
class LostPoint:
    """A mark of a case that lost something: the newest loss, how often in how many attempts, and whether
    nothing was lost on it the last time the case was practised."""

    attempt: Any
    mark: Mark
    times: int
    of: int
    right_now: bool

    @property
    def lost(self) -> int:
        """The points, in hundredths."""
        return int(self.mark["worth"] - self.mark["earned"])

    @property
    def sentence(self) -> str:
        """What was wrong, in one sentence; empty where judges gave the points."""
        unmet = (each["explanation"] for each in self.mark["findings"] if not each["met"])
        return str(next(unmet, {"sentence": ""})["sentence"])


@dataclass(frozen=True, slots=True)
class Recollection:
    """A lost mark that is to be recalled now, as it was lost the last time, and how many are left today."""

    due: Due
    mark: Mark
    left: int
    days: Mapping[int, int]
    """In how many days it comes back, by rating."""

    @property
    def finding(self) -> Mark | None:
        """The first thing that was not met; None where judges gave the points."""
        return next((each for each in self.mark["findings"] if not each["met"]), None)


async def lost_points(request: Request) -> Response:
    """A page of them."""
    return await made_beside(request, _page)


async def recalled(request: Request) -> Response:
    """Take somebody's own word for how they recalled what was due, and go on to the next."""
    server, holder, sent = server_of(request), security.signed_in(request), await request.form()
    today = today_of(server.now_ms())
    demand_no_contest(reader_of(request), holder.account_id, server.now_ms())
    case_id, mark = str(sent.get("case", "")), str(sent.get("mark", ""))
    rating = counted(str(sent.get("rating", "")), otherwise=0)
    await server.writer.run(lambda c: rate(c, holder.account_id, case_id, mark, rating, today))
    return go_to("/lost-points#today")


def _recollection(request: Request, account_id: int, today: date) -> Recollection | None:
    """The first that is to be recalled today."""
    reader = reader_of(request)
    due = due_now(reader, account_id, today, server_of(request).cases)
    for each in due[:1]:
        marks = {mark["id"]: mark for mark in _card(reader, each)["marks"]}
        back = comes_back(reader, account_id, each, today)
        return Recollection(each, marks[each.mark], len(due), back)
    return None


def _page(request: Request) -> Response:
    holder, reader = security.signed_in(request), reader_of(request)
    now = server_of(request).now_ms()
    demand_no_contest(reader, holder.account_id, now)
    today = today_of(now)
    number = max(1, counted(request.query_params.get("page", ""), otherwise=1))
    attempts = newest(reader, holder.account_id, READ + 1, (number - 1) * READ)
    cards = [(each, _card(reader, each)) for each in attempts[:READ]]
    last = {
        each.last.attempt_id: each.last for each in records_of(reader, holder.account_id).values()
    }
    known = {each.attempt_id: card for each, card in cards}
    lasting = [(last[id], known.get(id) or _card(reader, last[id])) for id in sorted(last)]
    found = lost_in(cards, {each.case_id: _kept_whole(card) for each, card in lasting})
    return render(
        request,
        "counter/lost_points.html",
        recall=_recollection(request, holder.account_id, today) if number == 1 else None,
        days=due_days(reader, holder.account_id),
        today=today,
        most=MOST_A_DAY,
        open=by_article(each for each in found if not each.right_now),
        right=by_article(each for each in found if each.right_now),
        read=len(cards),
        number=number,
        more=len(attempts) > READ,
        rounds={each.id: each for each in rounds_of(reader, holder.account_id, now)},
        cases=server_of(request).cases,
    )


def _card(reader: Connection, attempt: Any) -> Mapping[str, Any]:
    """A scorecard as it stands, and of each mark no more than is shown: a page reads many, and one may have
    a thousand findings."""
    machine = latest_scorecard(reader, attempt.attempt_id)
    card = current_scorecard(machine, rulings_of(reader, attempt.attempt_id))
    return {"marks": [{**mark, "findings": _first_unmet(mark)} for mark in card["marks"]]}


def _first_unmet(mark: Mark) -> Sequence[Mark]:
    return [each for each in mark["findings"] if not each["met"]][:1] if is_lost(mark) else []


def lost_in(cards: Sequence[Card], whole: Mapping[str, Collection[str]]) -> list[LostPoint]:
    """What was lost in some attempts, the newest of them first: once for each mark of a case. `whole` has
    the marks by case on which nothing was lost the last time."""
    asked: dict[tuple[str, str], list[tuple[Any, Mark]]] = {}
    for attempt, card in cards:
        for mark in card["marks"]:
            asked.setdefault((attempt.case_id, mark["id"]), []).append((attempt, mark))
    found = [
        LostPoint(*lost[0], len(lost), len(met), mark in whole.get(case, ()))
        for (case, mark), met in asked.items()
        if (lost := [each for each in met if is_lost(each[1])])
    ]
    return sorted(found, key=lambda each: -each.attempt.attempt_id)


def by_article(points: Iterable[LostPoint]) -> Mapping[str, Sequence[LostPoint]]:
    """The same by the first article that each rests on, as it is printed; empty where it names none."""
    articles: dict[str, list[LostPoint]] = {}
    for each in points:
        articles.setdefault(article_of(each.mark["basis"]), []).append(each)
    return articles


def article_of(basis: str) -> str:
    """The first article of a printed basis, or its document, where the whole of it is cited."""
    cite = next(read_back(basis), None)
    if cite is None:
        return basis
    first = cite.articles[0].told(cite.law.unit) if cite.articles else ""
    return f"{cite.law.printed}{first}"


def _kept_whole(card: Mapping[str, Any]) -> Collection[str]:
    return {mark["id"] for mark in card["marks"] if not is_lost(mark)}


routes = [
    page("/lost-points", lost_points, "contestant"),
    form("/lost-points", recalled, "contestant"),
]
