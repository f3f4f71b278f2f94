"""The one door: the only way to act on an attempt.

Screens, the JSON API and load tests enter here. Within one transaction: load the attempt, refuse
if it is not theirs, handed in or out of time, refuse a form drawn from an older state, check and
run the operation, append the entry and its changes. The answer is given after the commit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, insert, select

from mock_systems.step import Step, take
from sandbox.attempts import AttemptState, Head, States, head_of
from sandbox.declined import OutOfTime, Overtaken, Sealed
from sandbox.journal import change_rows, entry_hash, entry_values, event_of
from sandbox.store.tables import CHANGE, ENTRY
from sandbox.store.writer import Writer


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
    """Where actions come in."""

    def __init__(self, writer: Writer, states: States, now_ms: Callable[[], int]) -> None:
        self._writer = writer
        self._states = states
        self._now_ms = now_ms

    async def act(self, action: Action) -> Acted:
        """Do what is asked, durably, or raise `Declined` (or pydantic's `ValidationError`)."""
        return await self._writer.run(lambda connection: self._act(connection, action))

    def act_now(self, action: Action) -> Acted:
        """The same for callers without an event loop."""
        return self._writer.run_now(lambda connection: self._act(connection, action))

    def _act(self, connection: Connection, action: Action) -> Acted:
        head = head_of(connection, action.attempt_id, action.account_id)
        now = self._now_ms()
        if action.seen != head.seq:
            return _already_done(connection, head, action)
        _demand_open(head, now)
        state = self._states.of(connection, head)
        world = state.world.branch(head.seq + 1)
        step = take(world, action.operation, action.form, action.confirmed)
        event = step.event(head.seq + 1, head.clock_ms(now))
        after = _append(connection, head, now, event, step)
        self._states.keep(AttemptState(after, world))
        return Acted(event, step)


def _demand_open(head: Head, now: int) -> None:
    if head.sealed:
        raise Sealed
    if now > head.until_ms:
        raise OutOfTime


def _append(
    connection: Connection, head: Head, now: int, event: Mapping[str, Any], step: Step
) -> Head:
    hash_ = entry_hash(head.hash, event, step.changes)
    values = entry_values(head.id, now, event, head.hash, hash_)
    connection.execute(insert(ENTRY), values)
    if step.changes:
        connection.execute(insert(CHANGE), change_rows(head.id, step.changes))
    return replace(head, seq=head.seq + 1, hash=hash_)


def _already_done(connection: Connection, head: Head, action: Action) -> Acted:
    """The event of this very action if it stands right after what was seen, else `Overtaken`."""
    wanted = select(ENTRY).where(ENTRY.c.attempt_id == head.id, ENTRY.c.seq == action.seen + 1)
    row = connection.execute(wanted).one_or_none()
    if row is None or not _same(event_of(row), action):
        raise Overtaken
    return Acted(event_of(row), None)


def _same(event: Mapping[str, Any], action: Action) -> bool:
    typed = {**event["data"], **action.form}
    return bool(
        event["operation"] == action.operation
        and event["data"] == typed
        and event["confirmed"] == list(action.confirmed)
    )
