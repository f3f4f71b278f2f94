"""The counter's forms as they stand: as sent, as refused and corrected since, as drafted, or fresh.

What was filled in for somebody is not shown once somebody else is opened: one key would then do to
the one what was meant for the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mock_systems.operation import (
    OPERATIONS,
    Caution,
    Declaration,
    Operation,
    Part,
    Refusal,
    Tried,
    attempt,
)
from mock_systems.records import TABLES, Paper
from mock_systems.world import NoSuchRecord, World
from sandbox.attempt.states import AttemptState
from sandbox.counter.drafts import KeptDraft
from sandbox.counter.menus import HALL
from sandbox.forms.numbers import keyed
from sandbox.forms.typed import Typed
from sandbox.forms.views import FormView, filled, form_view, typed_of

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unsent:
    """What is typed and not applied: drafts by operation, and the try that could not be read."""

    drafts: Mapping[str, KeptDraft]
    operation: str = ""
    typed: Typed | None = None
    errors: Mapping[str, str] | None = None

    @property
    def nothing(self) -> bool:
        """Whether everything that was typed has been applied."""
        return not self.drafts and self.typed is None


def form_of(
    state: AttemptState, operation: type[Operation], chosen: Mapping[str, str], unsent: Unsent
) -> FormView:
    """An operation's form; `chosen` holds the keys that are open, by table."""
    name, world, seen = operation.declared.name, state.world, state.seen
    if unsent.operation == name:
        sent = keyed(operation, unsent.typed, world, seen.names) if unsent.typed else None
        return form_view(operation, world, chosen, sent, errors=unsent.errors, seen=seen)
    draft = _own_draft(state, operation, chosen, unsent.drafts.get(name))
    emptied = draft == {} and bool(operation.form())
    kept = keyed(operation, draft, world, seen.names) if draft else None
    stopped = _own_stop(state, operation, chosen)
    if stopped and not emptied:
        now = tried(world, stopped)
        typed = kept or typed_of(operation, stopped["data"])
        stands: list[Refusal | Caution] = [*now.refusals, *now.cautions]
        left = stopped is not state.events[-1]
        return form_view(
            operation, world, chosen, typed, hindrances=stands, drafted=left, seen=seen
        )
    if kept:
        return form_view(operation, world, chosen, kept, drafted=True, seen=seen)
    if operation.declared.reads and (last := last_of(state.events, name)):
        return form_view(operation, world, chosen, typed_of(operation, last["data"]), seen=seen)
    return form_view(operation, world, chosen, seen=seen)


def draft_stands(
    state: AttemptState, operation: type[Operation], chosen: Mapping[str, str], draft: KeptDraft
) -> bool:
    """Whether a draft changes what its form would hold without it: something was typed, and not for
    somebody else than who is open. Which paper it is about was not typed."""
    own = _own_draft(state, operation, chosen, draft)
    if not own:
        return False
    kept = keyed(operation, own, state.world, state.seen.names)
    fresh, typed = (filled(operation, state.world, chosen, each) for each in (None, kept))
    asked = (each.name for each in operation.form() if each.record != Paper.table)
    return any(fresh[name] != typed[name] for name in asked)


def last_of(events: Sequence[Event], name: str) -> Event | None:
    """The last time an operation was carried out."""
    return next((e for e in reversed(events) if e["operation"] == name and e["accepted"]), None)


def tried(world: World, event: Event) -> Tried:
    """What comes of an event's operation, tried again on a world."""
    operation = OPERATIONS[event["operation"]].model_validate(event["data"])
    return attempt(operation, world.branch(world.seq + 1), event["confirmed"])


def last_by(events: Sequence[Event], part: Part) -> Event | None:
    """The last action carried out by an operation of a part."""
    done = (e for e in reversed(events) if e["accepted"])
    return next((e for e in done if part_of(e) == part), None)


def part_of(event: Event) -> Part:
    """The part of an event's operation."""
    return declared_of(event).part


def system_of(event: Event) -> str:
    """The system of an event's operation."""
    return declared_of(event).system


def declared_of(event: Event) -> Declaration:
    """What an event's operation is."""
    return OPERATIONS[event["operation"]].declared


def _own_draft(
    state: AttemptState,
    operation: type[Operation],
    chosen: Mapping[str, str],
    draft: KeptDraft | None,
) -> Typed | None:
    """What is drafted, if not for somebody else before who is open was opened."""
    if draft is None:
        return None
    opened = _opened_there(state, operation)
    if opened is None:
        return draft.typed
    opened_ms = state.head.started_ms + int(opened["at_ms"])
    apart = _others(state.world, operation, chosen, draft.typed)
    return None if apart and draft.saved_ms < opened_ms else draft.typed


def _own_stop(
    state: AttemptState, operation: type[Operation], chosen: Mapping[str, str]
) -> Event | None:
    """The try that was stopped last, if not for somebody else before who is open was opened."""
    stopped, opened = _stopped(state.events, operation), _opened_there(state, operation)
    if stopped is None or opened is None or opened["seq"] < stopped["seq"]:
        return stopped
    typed = typed_of(operation, stopped["data"])
    return None if _others(state.world, operation, chosen, typed) else stopped


def _opened_there(state: AttemptState, operation: type[Operation]) -> Event | None:
    """The page opened last in an operation's system. The hall's own forms outlast it: in the course
    of one case several people are looked up."""
    system = operation.declared.system
    if system == HALL:
        return None
    pages = _pages(system)
    opened = (e for e in reversed(state.events) if e["operation"] in pages and e["accepted"])
    return next(opened, None)


@cache
def _pages(system: str) -> frozenset[str]:
    """The operations of a system that open a page."""
    declared = (each.declared for each in OPERATIONS.values())
    return frozenset(d.name for d in declared if d.part == "page" and d.system == system)


def _others(
    world: World, operation: type[Operation], chosen: Mapping[str, str], typed: Typed
) -> bool:
    """Whether a form is about people, and the one who is open is not among them."""
    keys = keyed(operation, typed, world)
    named = {_person(world, each.record, keys.get(each.name)) for each in operation.form()}
    return bool(named - {""}) and chosen.get("person", "") not in named


def _person(world: World, table: str, values: Sequence[str] | None) -> str:
    """Whom a record that a form names is of; empty where it names none."""
    if not table or not values:
        return ""
    try:
        return str(getattr(world.one(TABLES[table], values[-1]), "person", ""))
    except NoSuchRecord:
        return ""


def _stopped(events: Sequence[Event], operation: type[Operation]) -> Event | None:
    """The last try of an operation, where it was not accepted: what was only asked is not asked
    again once something else was done."""
    tries = [e for e in events if e["operation"] == operation.declared.name]
    if not tries or tries[-1]["accepted"]:
        return None
    return tries[-1] if tries[-1] is events[-1] or not operation.declared.reads else None
