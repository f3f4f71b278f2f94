"""The counter as it is shown: a pure function of an attempt's state and where the contestant looks.

Nothing is remembered between pages: what was queried, who is open and what stands in the way is
read from the log, by asking the same operations again on the world as it is now.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from mock_systems.hall.conversation import papers_on_desk
from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.operation import (
    OPERATIONS,
    Answer,
    Operation,
)
from mock_systems.records import (
    Application,
    Employer,
    Notice,
    Paper,
    Printout,
    Record,
    Ticket,
    Visitor,
    parties,
)
from mock_systems.sentence import Sentence
from mock_systems.world import World
from sandbox.attempt.states import AttemptState
from sandbox.attempt.talk import Spoken, talk_in
from sandbox.counter.address import Where
from sandbox.counter.drafts import KeptDraft
from sandbox.counter.filling import (
    Event,
    Unsent,
    draft_stands,
    form_of,
    last_by,
    last_of,
    part_of,
    system_of,
    tried,
)
from sandbox.counter.menus import HALL, Menu, in_menu, menu_of, step_named, systems
from sandbox.forms.views import FormView
from sandbox.screens.parts import Excerpt

T = TypeVar("T")
TALK_PART, CASE_PART = 100, 50
"""Sentences of a part of the talk; matters, or notices, of a part of the case."""


@dataclass(frozen=True, slots=True)
class HallView:
    """The visitor, what lies on the desk, and the case as far as it is."""

    ticket: Ticket | None
    waiting: int
    visitor: Visitor | None
    papers: Sequence[Paper]
    applications: Sequence[Application]
    notices: Sequence[Notice]
    printouts: Mapping[str, Printout]
    """By notice."""

    def printed(self, notice: Notice) -> Printout | None:
        """The printout of a notice, if it was printed."""
        return self.printouts.get(notice.notice)


@dataclass(frozen=True, slots=True)
class SystemView:
    """One system of the middle column."""

    name: str
    menu: Menu
    operation: type[Operation]
    query: FormView | None
    found: Answer | None
    opened: Sequence[Answer]
    current: Sequence[tuple[str, str]]
    """What is open: label, and key with name."""
    form: FormView | None
    answer: Answer | None
    done: str
    """What was saved, if that was the last of all operations and its form is the one shown."""


def hall_view(world: World) -> HallView:
    """The hall's side of the page."""
    tickets = world.find(Ticket)
    serving = next((t for t in tickets if t.state == "serving"), None)
    visitor = world.one(Visitor, serving.visitor) if serving else None
    return HallView(
        serving,
        sum(t.state == "waiting" for t in tickets),
        visitor,
        papers_on_desk(world),
        world.find(Application),
        world.find(Notice),
        {each.notice: each for each in reversed(world.find(Printout))},
    )


def known(where: Where, state: AttemptState, elapsed_ms: int) -> Where:
    """Where an address looks, without a paper that nobody took up and parts that there are not, or
    that are the newest."""
    paper = where.paper if where.paper in state.seen.papers else ""
    hall = hall_view(state.world)
    return replace(
        where,
        paper=paper,
        talk=where.talk and _place(talk_part(state, where.talk, elapsed_ms)),
        matters=where.matters and _place(case_part(hall.applications, where.matters)),
        notices=where.notices and _place(case_part(hall.notices, where.notices)),
    )


def _place(part: Excerpt[Any]) -> int:
    return 0 if part.last else part.number


def case_part(lines: Sequence[T], number: int) -> Excerpt[T]:
    """A part of the matters or of the notices; the newest where there is none with that number."""
    return Excerpt.numbered(lines, number, CASE_PART)


def talk_part(state: AttemptState, number: int, elapsed_ms: int) -> Excerpt[Spoken]:
    """A part of the talk by now; the newest where there is none with that number."""
    return Excerpt.numbered(talk_in(state.world, state.events, elapsed_ms), number, TALK_PART)


def system_view(state: AttemptState, where: Where, unsent: Unsent) -> SystemView:
    """The middle column: one system with its query line, answers and the form that is open."""
    name = where.system if where.system in systems() else systems()[0]
    menu = menu_of(name)
    operation = in_menu(where.operation, menu) or menu[0][1][0]
    events = [e for e in state.events if system_of(e) == name]
    chosen = keys_open(events)
    queries = [each for _, group in menu for each in group if each.declared.part == "query"]
    query = operation if operation in queries else next(iter(queries), None)
    shows_form = operation is not query and bool(operation.form())
    newest = state.events[-1] if state.events else None
    return SystemView(
        name,
        menu,
        operation,
        form_of(state, query, {}, unsent) if query else None,
        _found(state.world, events),
        _opened(state.world, events, filling=shows_form),
        _current(state.world, chosen),
        form_of(state, operation, chosen, unsent) if shows_form else None,
        _own_answer(state.world, events, operation) if shows_form else None,
        _done(newest, operation),
    )


def step_view(state: AttemptState, where: Where, unsent: Unsent) -> FormView | None:
    """The form of the hall operation that is open in the right column."""
    operation = step_named(where.step)
    if operation is None:
        return None
    return form_of(state, operation, hall_keys(state), unsent)


@cache
def decisions() -> Sequence[type[Operation]]:
    """The operations that decide an application: each leads the one it is about to another state."""
    leading = [OPERATIONS[way.by] for way in Application.moves.ways if way.after]
    return [each for each in leading if any(f.record == Application.table for f in each.form())]


def keys_open(events: Iterable[Event]) -> dict[str, str]:
    """The person and employer opened last in a system, by table. A paper taken up opens nobody:
    whose it is must be found in the systems."""
    chosen: dict[str, str] = {}
    for event in events:
        if event["accepted"] and part_of(event) == "page" and system_of(event) != HALL:
            known = {**event["facts"], **event["data"]}
            chosen |= {p.table: known[p.table] for p in parties() if known.get(p.table)}
    return chosen


def hall_keys(state: AttemptState) -> dict[str, str]:
    """What the forms of the hall start with: the person opened last, the employer opened last or
    else the one whose authorization was read, by the number that stands on it, the newest
    application."""
    applications = state.world.find(Application)
    newest = {"application": applications[-1].application} if applications else {}
    return {**_authorizing(state), **keys_open(state.events), **newest}


def waiting(state: AttemptState, drafts: Mapping[str, KeptDraft]) -> Sequence[type[Operation]]:
    """The operations whose forms hold what was typed and not sent."""
    typed = [(OPERATIONS[name], draft) for name, draft in drafts.items()]
    # Once for each system: they are looked for in the whole log.
    keys = {name: _keys(state, name) for name in {each.declared.system for each, _ in typed}}
    return [e for e, draft in typed if draft_stands(state, e, keys[e.declared.system], draft)]


def _keys(state: AttemptState, system: str) -> Mapping[str, str]:
    if system == HALL:
        return hall_keys(state)
    return keys_open(e for e in state.events if system_of(e) == system)


def _authorizing(state: AttemptState) -> dict[str, str]:
    for paper in papers_on_desk(state.world):
        if (
            paper.paper in state.seen.papers
            and PAPER_FORMS[paper.kind].authorizes == Employer.table
        ):
            return {"employer": str(paper.content.get("credit_code", ""))}
    return {}


def _done(newest: Event | None, operation: type[Operation]) -> str:
    if newest is None or newest["operation"] != operation.declared.name:
        return ""
    return newest["message"] if newest["accepted"] and not operation.declared.reads else ""


def again(world: World, event: Event | None) -> Answer | None:
    """What a reading operation answers on the world as it is now."""
    return tried(world, event).answer if event else None


def _found(world: World, events: Sequence[Event]) -> Answer | None:
    """What the search found; nothing of an earlier one once another was refused."""
    asked = next((e for e in reversed(events) if part_of(e) == "query"), None)
    return again(world, asked) if asked and asked["accepted"] else None


def _opened(world: World, events: Sequence[Event], *, filling: bool) -> Sequence[Answer]:
    """The page opened since the last query; where a form is filled in, whichever was last."""
    queried = last_by(events, "query")
    opened = last_by(events, "page")
    if opened is None or (not filling and queried and queried["seq"] > opened["seq"]):
        return ()
    answer = again(world, opened)
    return (answer,) if answer else ()


def _current(world: World, chosen: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Who is open: what they are, and by what they are known."""
    current = []
    for kind in parties():
        if key := chosen.get(kind.table):
            record: Record = world.one(kind, key)
            known = (kind.key_name(), kind.told_by, kind.numbered_by)
            label = Sentence("当前{party}", party=kind.title)
            current.append((label, " ".join(getattr(record, name) for name in known)))
    return current


def _own_answer(world: World, events: Sequence[Event], operation: type[Operation]) -> Answer | None:
    if not operation.declared.reads:
        return None
    return again(world, last_of(events, operation.declared.name))
