"""The one door: the only way to act on an attempt.

Screens, the JSON API and load tests enter here. Within one transaction: load the attempt, refuse
if it is not theirs, handed in or out of time, refuse a form drawn from an older state, check and
run the operation, append the entry and its changes. The answer is given after the commit. What is
refused as too late leaves a trace beside the log (`late`). While a hand-in is under way, at whichever
server, its sitting takes no actions; one that fails leaves it open.

A caution is confirmed by whoever has read it: what the log has not shown is asked first, whatever
was confirmed with the form. The entry keeps what counted, so that a replay needs nothing else.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError

from mock_systems.operation import Operation
from mock_systems.step import Step, UnknownOperation, form_of, take
from mock_systems.world import World
from sandbox.attempt.journal import change_rows, entry_hash, entry_values, stored_event
from sandbox.attempt.late import LateTry, keep, late_try
from sandbox.attempt.states import AttemptState, Head, States, heads_of
from sandbox.declined import (
    BeingHandedIn,
    Declined,
    Full,
    NoSuchAttempt,
    NotSaved,
    OutOfTime,
    Overtaken,
    Sealed,
)
from sandbox.refusals import UNUSABLE, Refusals, is_ours
from sandbox.store.tables import CHANGE, ENTRY
from sandbox.store.writer import Writer

MOST_ACTIONS = 2_000
"""Some thirty times what a case takes. Whatever reads a whole attempt, for a page or to grade it, costs
by the action; the keys of new records have room for 9,999."""
MOST_CHANGES = 6_000
"""Three for each of these: some month by month make sixty with one action, and what reads an attempt costs by
them, too."""
_new_entries, _new_changes = insert(ENTRY), insert(CHANGE)


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody asks for: `seen` is the number of the last entry on their screen."""

    attempt_id: int
    account_id: int
    operation: str
    form: Mapping[str, Any]
    seen: int
    confirmed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of it, durably: the event, and the step with its answer.

    `step` is None when the very same action had been applied already (a double click, a retry
    after a lost reply): it was not applied again.
    """

    event: Mapping[str, Any]
    step: Step | None


class Door:
    """Where actions come in. Those that arrive together are read and written together."""

    def __init__(
        self,
        writer: Writer,
        states: States,
        now_ms: Callable[[], int],
        refusals: Refusals | None = None,
    ) -> None:
        self._writer = writer
        self._states = states
        self._now_ms = now_ms
        self._refusals = refusals or Refusals(now_ms)

    async def act(self, action: Action) -> Acted:
        """Do what is asked, durably, or raise `Declined`, `UnknownOperation` or pydantic's
        `ValidationError`; none of these is in the log."""
        try:
            return await asyncio.wrap_future(self.put(action))
        except (*UNUSABLE, NotSaved) as failure:
            self._refusals.add(f"attempt {action.attempt_id} {action.operation}", failure)
            if is_ours(failure):
                raise
            raise NotSaved from failure

    def put(self, action: Action) -> "Future[Acted]":
        """The same for callers without an event loop: wait for the future's result."""
        return self._writer.put(self._act_together, action)

    def _act_together(
        self, connection: Connection, actions: Sequence[Action]
    ) -> list[Acted | Exception]:
        batch = _Batch(connection, self._states, self._now_ms(), actions)
        results = [batch.act(action) for action in actions]
        batch.write()
        return results


class _Batch:
    """Actions of one transaction: heads read once, entries and changes written once."""

    def __init__(
        self,
        connection: Connection,
        states: States,
        now: int,
        actions: Sequence[Action],
    ) -> None:
        self._connection = connection
        self._states = states
        self._now = now
        self._heads = heads_of(connection, (action.attempt_id for action in actions))
        self._entries: list[dict[str, Any]] = []
        self._changes: list[dict[str, Any]] = []
        self._late: list[LateTry] = []
        self._done: dict[tuple[int, int], Mapping[str, Any]] = {}

    def act(self, action: Action) -> Acted | Exception:
        try:
            return self._act(action)
        except (Sealed, OutOfTime) as late:
            tried = late_try(action.attempt_id, self._now, action.operation, late.code)
            self._late.append(tried)
            return late
        except (Declined, UnknownOperation, ValidationError) as refused:
            return refused

    def write(self) -> None:
        """Append all of it. Where another node was faster on one attempt the whole batch fails;
        the writer then tries each action alone, and the one that lost is `Overtaken`."""
        try:
            if self._entries:
                self._connection.execute(_new_entries, self._entries)
            if self._changes:
                self._connection.execute(_new_changes, self._changes)
        except IntegrityError as clash:
            raise Overtaken from clash
        if self._late:
            keep(self._connection, self._late)

    def _act(self, action: Action) -> Acted:
        head = self._heads.get(action.attempt_id)
        if head is None or head.account_id != action.account_id:
            raise NoSuchAttempt
        if action.seen != head.seq and (event := self._already_done(action)):
            return Acted(event, None)
        _demand_open(head, self._now)
        if head.being_handed_in(self._now):
            raise BeingHandedIn
        if action.seen != head.seq:
            raise Overtaken
        if not head.seq:
            head = replace(head, started_ms=self._now)
        state = self._states.of(self._connection, head)
        if state.changes >= MOST_CHANGES:
            raise Full
        world = state.world.branch(head.seq + 1)
        step = _taken(world, state, action)
        event = step.event(head.seq + 1, _at_ms(state, self._now))
        self._append(state, event, step, world)
        return Acted(event, step)

    def _append(
        self, state: AttemptState, event: Mapping[str, Any], step: Step, world: World
    ) -> None:
        head = state.head
        changes = change_rows(head.id, step.changes)
        hash_ = entry_hash(head.hash, event, changes)
        self._entries.append(entry_values(head.id, self._now, event, head.hash, hash_))
        self._changes += changes
        self._done[head.id, head.seq + 1] = event
        self._heads[head.id] = after = replace(head, seq=head.seq + 1, hash=hash_)
        seen = state.seen.after(event, step.changes)
        made = state.changes + len(changes)
        self._states.keep(AttemptState(after, world, (*state.events, event), seen, made))

    def _already_done(self, action: Action) -> Mapping[str, Any] | None:
        """The event of this very action if it stands right after what was seen."""
        place = (action.attempt_id, action.seen + 1)
        event = self._done.get(place) or stored_event(self._connection, *place)
        return event if event and _same(event, action) else None


def _taken(world: World, state: AttemptState, action: Action) -> Step:
    """The step; of what was confirmed with it counts what was shown before."""
    step = take(world, action.operation, action.form)
    read = _read(state, step, action.confirmed)
    return take(world, action.operation, action.form, read) if read else step


def _read(state: AttemptState, step: Step, confirmed: Sequence[str]) -> list[str]:
    """The cautions of a step that are confirmed and were shown before, in the same words."""
    asked = {each.code: each.message for each in step.tried.cautions}
    if not asked.keys() & {*confirmed}:
        return []
    said = _said_before(state, step)
    return [code for code in confirmed if asked.get(code) in said]


def _said_before(state: AttemptState, step: Step) -> set[str]:
    """The sentences by which the same operation was stopped for the same records, since it was last
    carried out."""
    name, same = step.operation.declared.name, _records(step.operation, step.form)
    tries = (e for e in reversed(state.events) if e["operation"] == name)
    stopped = takewhile(lambda event: not event["accepted"], tries)
    alike = (e for e in stopped if _records(step.operation, e["data"]) == same)
    return {sentence for event in alike for sentence in event["message"].split("\n")}


def _records(operation: Operation, form: Mapping[str, Any]) -> list[Any]:
    """The records that a form names."""
    return [form.get(each.name) for each in operation.form() if each.record]


def _at_ms(state: AttemptState, now: int) -> int:
    """The contest clock. It never runs backwards, though a server's may: it is set right, or
    another server's goes ahead."""
    last = state.events[-1]["at_ms"] if state.events else 0
    return max(state.head.clock_ms(now), int(last))


def _demand_open(head: Head, now: int) -> None:
    if head.ran_out or (now > head.until_ms and not head.sealed):
        raise OutOfTime
    if head.sealed:
        raise Sealed
    if head.seq >= MOST_ACTIONS:
        raise Full


def _same(event: Mapping[str, Any], action: Action) -> bool:
    """Whether the event is of this very action: the same form once filled in, not part of it. Of
    what was confirmed the event has what counted."""
    return bool(
        event["operation"] == action.operation
        and event["data"] == form_of(action.operation, action.form).data()
        and {*event["confirmed"]} <= {*action.confirmed}
    )
