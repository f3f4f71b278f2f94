"""Making the counter page: the words its templates need, and the four parts of the page."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from math import inf
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from mock_systems.catalogue import SYSTEMS
from mock_systems.guards import allowed
from mock_systems.hall.closing import Close
from mock_systems.hall.conversation import mood
from mock_systems.hall.own_topics import own_topics, topic_in
from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.hall.talk import Say, recorded_as
from mock_systems.hall.topics import GROUPS, QUICK, TOPICS, Own, Topic
from mock_systems.items import SERVICE_ITEM
from mock_systems.notices import NOTICE_KIND
from mock_systems.papers import PAPER_KIND
from mock_systems.records import LocalRule, Remark
from mock_systems.records.hall import APPLICATION_STATE
from mock_systems.records.story import MOOD
from mock_systems.sentence import Sentence
from sandbox.attempt.states import AttemptState, Head
from sandbox.contest.repairs import Repair, repairs_of
from sandbox.counter.address import At, Where
from sandbox.counter.desk import DeskView, desk_view, materials_of
from sandbox.counter.filling import Unsent
from sandbox.counter.functions import codes, functions
from sandbox.counter.guidance import guidance_of
from sandbox.counter.kept import CLOCK, LEFT, KeptPage, keep
from sandbox.counter.menus import systems
from sandbox.counter.progress import LIGHTS, PROGRESS, Progress, light_of
from sandbox.counter.rule_sheet import rule_sheet
from sandbox.counter.view import (
    SystemView,
    case_part,
    decisions,
    hall_view,
    keys_open,
    step_view,
    system_view,
    talk_part,
    waiting,
)
from sandbox.declined import Declined
from sandbox.language import language_of
from sandbox.screens.frame import common, language, rendered, templates
from sandbox.server import Server, reader_of

SAY = Say.declared.name
WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")


def counter_page(
    request: Request,
    server: Server,
    state: AttemptState,
    where: Where,
    unsent: Unsent,
    sitting: Sequence[tuple[Head, Progress]],
    declined: Declined | None = None,
    status: int = 200,
) -> Response:
    """The whole counter page, with the attempts of its sitting and how far each is."""
    head, now = state.head, server.now_ms()
    page = _page(request, state, where, unsent, sitting, declined, head.clock_ms(now))
    if unsent.nothing and declined is None and not head.hinted:
        keep(request, head, where, [other for other, _ in sitting], page)
    return HTMLResponse(page.with_clock(head, now), status)


def _page(
    request: Request,
    state: AttemptState,
    where: Where,
    unsent: Unsent,
    sitting: Sequence[tuple[Head, Progress]],
    declined: Declined | None,
    elapsed_ms: int,
) -> KeptPage:
    head = state.head
    at = At(head.id, head.seq, where, _open(state))
    words = _words(request, state, at)
    words["guidance"] = guidance_of(request, state)
    words["left_open"] = [
        other for other, far in sitting if far in ("waiting", "serving") and other.id != head.id
    ]
    business_day = date.fromisoformat(head.business_date)
    text = rendered(
        request,
        "counter/page.html",
        **_parts(words, state, where, unsent, elapsed_ms),
        head=head,
        attempts=sitting,
        progress=PROGRESS,
        light=light_of(state),
        typed=_typed(state, unsent),
        lights=LIGHTS,
        at=at,
        words=words,
        given=_given(request, state),
        left_ms=LEFT,
        left=CLOCK,
        business_day=Sentence(
            "{day}（周{weekday}）", day=business_day, weekday=WEEKDAYS[business_day.weekday()]
        ),
        notice=_banner(declined),
    )
    return KeptPage.of(text, _next_remark_ms(state, elapsed_ms))


def _next_remark_ms(state: AttemptState, elapsed_ms: int) -> float:
    times = (remark.at * 1000 for remark in state.world.find(Remark))
    return min((at for at in times if at > elapsed_ms), default=inf)


def _parts(
    words: Mapping[str, Any], state: AttemptState, where: Where, unsent: Unsent, elapsed_ms: int
) -> Mapping[str, Markup]:
    hall = hall_view(state.world)
    system: SystemView = system_view(state, where, unsent)
    desk: DeskView | None = desk_view(state, where, unsent)
    step = step_view(state, where, unsent)
    closing = _hindered(state, Close.declared.name, unsent)
    known = {**words, "hall": hall, "desk": desk, "step": step, "system": system}
    known["talk"] = talk_part(state, where.talk, elapsed_ms)
    known["matters"] = case_part(hall.applications, where.matters)
    known["notices"] = case_part(hall.notices, where.notices)
    known["cards"] = [e for e in hall.papers if hall.visitor and PAPER_FORMS[e.kind].chip]
    known["materials"] = materials_of(state)
    known["rule_sheet"] = rule_sheet(date.fromisoformat(state.head.business_date), system.name)
    known["local_rules"] = [line.text for line in state.world.find(LocalRule)]
    return {
        "citizen": _part(
            "citizen", {**known, "spoken": _spoken(unsent), "unsaid": _unsaid(unsent)}
        ),
        "middle": _part("system", known),
        "case": _part("case", {**known, "closing": closing, "hindered": _stopped(state, unsent)}),
        "taken": _part("desk", known) if desk else Markup(),
    }


def _part(name: str, known: Mapping[str, Any]) -> Markup:
    # The text is a template's own output, escaped where it had to be.
    return Markup(templates.get_template(f"counter/{name}.html").render(known))


def _words(request: Request, state: AttemptState, at: At) -> dict[str, Any]:
    own = own_topics(state.world)
    words = {
        **common(request),
        "at": at,
        "systems": [(name, SYSTEMS[name]) for name in systems()],
        "systems_by_name": SYSTEMS,
        "decisions": decisions(),
        "chips": QUICK,
        "topic_options": _topic_options(language(request).code, own),
        "codes": codes(),
        "function_options": _function_options(language(request).code),
        "recorded_as": lambda topic, said: recorded_as(topic_in(state.world, topic), said, own),
        "feeling": lambda visitor: mood(state.world, visitor),
        "mood": MOOD.label,
        "item_title": SERVICE_ITEM.label,
        "state_title": APPLICATION_STATE.label,
        "allowed": allowed,
        "paper_title": PAPER_KIND.label,
        "notice_title": NOTICE_KIND.label,
        "hand_in": at.hand_in(state.head.sitting_id),
    }
    return {**words, "words": words}


def _open(state: AttemptState) -> frozenset[str]:
    return frozenset(keys_open(state.events).values())


def _spoken(unsent: Unsent) -> str:
    draft = unsent.drafts.get(SAY)
    typed = unsent.typed if unsent.operation == SAY else draft and draft.typed
    return (typed or {}).get("text", [""])[-1]


def _unsaid(unsent: Unsent) -> str:
    """Why what stands in the box for one's own words was not said."""
    errors = unsent.errors if unsent.operation == SAY else None
    return next(iter((errors or {}).values()), "")


def _hindered(state: AttemptState, name: str, unsent: Unsent) -> Any:
    """The form of a hall operation with one button, if it was stopped just now."""
    newest = state.events[-1] if state.events else None
    if newest is None or newest["operation"] != name or newest["accepted"]:
        return None
    return step_view(state, Where(step=name), unsent)


def _typed(state: AttemptState, unsent: Unsent) -> bool:
    """Whether something is typed and not sent. What was stopped just now is told as that."""
    newest = state.events[-1] if state.events else None
    stopped = newest["operation"] if newest and not newest["accepted"] and not unsent.errors else ""
    return any(each.declared.name != stopped for each in waiting(state, unsent.drafts))


def _stopped(state: AttemptState, unsent: Unsent) -> Any:
    newest = state.events[-1]["operation"] if state.events else ""
    return _hindered(state, newest, unsent)


def _given(request: Request, state: AttemptState) -> Repair | None:
    """The time that was given back to the sitting since the attempt's last step."""
    last_ms = state.head.started_ms + state.events[-1]["at_ms"] if state.events else 0
    last = next(reversed(repairs_of(reader_of(request), state.head.sitting_id)), None)
    return last if last and last_ms <= last.made_ms else None


def _banner(declined: Declined | None) -> Mapping[str, str] | None:
    if declined is None:
        return None
    return {"kind": "stop", "text": declined.args[0], "remedy": declined.remedy}


@lru_cache
def _topic_options(code: str, own: Own) -> Markup:
    """What a clerk can say, as the choices of a list: the same in every case but for its own."""
    groups: dict[str, list[Topic]] = {}
    for topic in (*TOPICS.values(), *own):
        if topic.sentence:
            groups.setdefault(GROUPS[topic.kind], []).append(topic)
    template = templates.get_template("counter/topics.html")
    return Markup(template.render(groups=groups, _=language_of(code).say))


@lru_cache
def _function_options(code: str) -> Markup:
    """What the box for functions offers to whoever types in it."""
    template = templates.get_template("counter/functions.html")
    return Markup(
        template.render(functions=functions().values(), official=language_of(code).official)
    )
