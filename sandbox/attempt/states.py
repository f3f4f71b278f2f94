"""Attempts as they stand: who owns them, their clock, and the world after the last action.

A state is a pure function of the stored journal, so states are kept in a small cache whose entries
are believed only when the last hash in the database is theirs.
"""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, exists, func, select

from mock_systems.looked import Looked, looked
from mock_systems.world import Change, Source, World
from sandbox.attempt.journal import changes_of, entries, event_of
from sandbox.declined import NoSuchAttempt
from sandbox.store.tables import (
    ATTEMPT,
    CHANGE,
    CONTEST,
    DRAFT,
    ENTRY,
    HANDING_IN,
    HINT,
    ROUND,
    SITTING,
)

HAND_IN_MS = 30_000
"""How long a hand-in keeps steps out: that of a server which stopped in between is over by then, even
by a clock that was set back. Whoever grades for longer begins anew."""
MOST_KEPT = 50_000
"""The size of all states that are kept, together: some 230 MB, for a step takes 2.3 KB, and up to twice as
much once its records were read."""
MOST_OF_ONE = 12_000
"""The same of one account: two attempts as long as they may be. Whoever works at ten makes others read none anew."""
LONG = 300
"""The steps, or the changes by threes, from which an attempt is long: five times what a case takes. To read one anew takes
30 ms, and up to seven times that."""
_last_seq = (
    select(ENTRY.c.seq)
    .where(ENTRY.c.attempt_id == ATTEMPT.c.id)
    .order_by(ENTRY.c.seq.desc())
    .limit(1)
    .scalar_subquery()
    .label("last_seq")
)
_last_hash = (
    select(ENTRY.c.hash)
    .where(ENTRY.c.attempt_id == ATTEMPT.c.id)
    .order_by(ENTRY.c.seq.desc())
    .limit(1)
    .scalar_subquery()
    .label("last_hash")
)
_first_ms = (
    select(ENTRY.c.made_ms)
    .where(ENTRY.c.attempt_id == ATTEMPT.c.id, ENTRY.c.seq == 1)
    .scalar_subquery()
)
_drafts = exists().where(DRAFT.c.attempt_id == ATTEMPT.c.id).label("drafts")
_hinted = exists().where(HINT.c.attempt_id == ATTEMPT.c.id).label("hinted")
_asked_ms = (
    select(HANDING_IN.c.asked_ms)
    .where(HANDING_IN.c.sitting_id == ATTEMPT.c.sitting_id)
    .scalar_subquery()
)
_heads = (
    select(
        ATTEMPT.c.id,
        ATTEMPT.c.number,
        ATTEMPT.c.sitting_id,
        ATTEMPT.c.place,
        SITTING.c.account_id,
        SITTING.c.round_id,
        CONTEST.c.title.label("contest"),
        ROUND.c.title,
        ROUND.c.mode,
        ATTEMPT.c.case_id,
        ATTEMPT.c.variant,
        ATTEMPT.c.business_date,
        ATTEMPT.c.script_hash,
        ATTEMPT.c.population_hash,
        (func.coalesce(_first_ms, ATTEMPT.c.started_ms) + ATTEMPT.c.stood_ms).label("started_ms"),
        SITTING.c.until_ms,
        SITTING.c.handed_in_ms,
        func.coalesce(_asked_ms, 0).label("asked_ms"),
        ATTEMPT.c.sealed_ms,
        _drafts,
        _hinted,
        ATTEMPT.c.genesis,
        _last_seq,
        _last_hash,
    )
    .select_from(ATTEMPT)
    .join(SITTING, SITTING.c.id == ATTEMPT.c.sitting_id)
    .join(ROUND, ROUND.c.id == SITTING.c.round_id)
    .join(CONTEST, CONTEST.c.id == ROUND.c.contest_id)
)
"""The columns of a `Head` in its order, then what its seq and hash are made of."""
_changes = (
    select(func.count()).select_from(CHANGE).where(CHANGE.c.attempt_id == bindparam("attempt_id"))
)
_one_head = _heads.where(ATTEMPT.c.id == bindparam("attempt_id"))
_heads_of_sitting = _heads.where(ATTEMPT.c.sitting_id == bindparam("sitting_id")).order_by(
    ATTEMPT.c.place
)
_some_heads = (
    _heads.where(ATTEMPT.c.id.in_(bindparam("attempt_ids", expanding=True)))
    .order_by(ATTEMPT.c.id)
    .with_for_update(read=True, of=ATTEMPT)
)


@dataclass(frozen=True, slots=True)
class Head:
    """An attempt without its world: what decides who may act, and the end of the chain."""

    id: int
    number: str
    sitting_id: int
    place: int
    account_id: int
    round_id: int
    contest: str
    """Its title."""
    round_title: str
    mode: str
    case_id: str
    variant: int
    business_date: str
    script_hash: str
    population_hash: str
    started_ms: int
    """Hall clock: of the first action or, before that, of the sitting's start; later by as long as
    the attempt's clock stood."""
    until_ms: int
    handed_in_ms: int
    """Hall clock; 0 while the sitting goes on."""
    asked_ms: int
    """Hall clock: when a hand-in began that is under way; 0 where none is."""
    sealed_ms: int
    drafts: bool
    """Whether something is typed and not sent."""
    hinted: bool
    """Whether anything of the right way was told."""
    seq: int
    hash: str

    @property
    def sealed(self) -> bool:
        """Whether it was handed in."""
        return self.sealed_ms > 0

    def being_handed_in(self, now_ms: int) -> bool:
        """Whether a hand-in is under way that takes no longer than one may."""
        return abs(now_ms - self.asked_ms) < HAND_IN_MS

    @property
    def ran_out(self) -> bool:
        """Whether it was handed in because its time was over."""
        return self.sealed and self.handed_in_ms >= self.until_ms

    def clock_ms(self, now_ms: int) -> int:
        """The attempt's clock: milliseconds since its first action. A paper's cases are opened
        together and worked one after another; each has its own time. It stands once it is sealed."""
        return self.sealed_ms - 1 if self.sealed else max(0, now_ms - self.started_ms)

    def left_ms(self, now_ms: int) -> int:
        """The time that is left, in milliseconds: none once it is sealed."""
        return 0 if self.sealed else max(0, self.until_ms - now_ms)


@dataclass(frozen=True, slots=True)
class AttemptState:
    """An attempt with its log and its world after the last action.

    The world is shared: branch it before acting or asking it anything that could change it.
    """

    head: Head
    world: World
    events: tuple[Mapping[str, Any], ...]
    seen: Looked
    """What of people, employers and papers the log has told: screens tell no more."""
    changes: int = 0
    """How many changes there are of records, those that placed the cast with them."""

    @property
    def size(self) -> int:
        """How much it holds: its steps, or changes where these are many, and what was told."""
        steps = length(len(self.events), self.changes)
        return steps + len(self.seen.named) + len(self.seen.pages)


def length(steps: int, changes: int) -> int:
    """How long an attempt is: its steps, or changes by threes where these are more."""
    return max(steps, changes // 3)


def head_of(connection: Connection, attempt_id: int, account_id: int | None = None) -> Head:
    """The head of an attempt; `NoSuchAttempt` where it is not this contestant's."""
    row = connection.execute(_one_head, {"attempt_id": attempt_id}).one_or_none()
    if row is None or account_id not in (None, row.account_id):
        raise NoSuchAttempt
    return head_from(row)


def heads_of(connection: Connection, attempt_ids: Iterable[int]) -> dict[int, Head]:
    """The heads of several attempts by id, none of which another server can seal before this
    transaction ends; those that do not exist are left out."""
    rows = connection.execute(_some_heads, {"attempt_ids": list(set(attempt_ids))})
    return {row.id: head_from(row) for row in rows}


def head_from(row: Any) -> Head:
    """A head from a row of the heads query."""
    facts: list[Any] = [*row[:-3], row.last_seq or 0, row.last_hash or row.genesis]
    return Head(*facts)


def heads_of_sitting(connection: Connection, sitting_id: int) -> list[Head]:
    """The attempts of a sitting in the order of the paper."""
    rows = connection.execute(_heads_of_sitting, {"sitting_id": sitting_id})
    return [head_from(row) for row in rows]


def hold(connection: Connection, *which: ColumnElement[bool]) -> None:
    """Keep other servers from acting on, sealing or judging these attempts until the transaction
    ends. On SQLite a transaction that writes keeps everybody from it anyway."""
    wanted = select(ATTEMPT.c.id).where(*which).order_by(ATTEMPT.c.id).with_for_update()
    connection.execute(wanted).all()


class States:
    """The states of the attempts used last; safe for the writer and the readers together."""

    def __init__(self, source: Callable[[str], Source], most: int = 512) -> None:
        self._source = source
        self._most = most
        self._kept: OrderedDict[int, AttemptState] = OrderedDict()
        self._size = 0
        self._size_of = Counter[int]()
        self._lock = threading.Lock()

    def of(self, connection: Connection, head: Head) -> AttemptState:
        """The state that belongs to a head, from the cache or from the stored changes."""
        with self._lock:
            kept = self._kept.get(head.id)
        if kept and kept.head.hash == head.hash:
            return replace(kept, head=head)
        events = tuple(map(event_of, entries(connection, head.id, head.seq)))
        changes = changes_of(connection, head.id, head.seq)
        seen = looked(events, changes)
        return self.keep(AttemptState(head, self._world(head, changes), events, seen, len(changes)))

    def has(self, head: Head) -> bool:
        """Whether the state that belongs to a head is kept."""
        with self._lock:
            kept = self._kept.get(head.id)
        return kept is not None and kept.head.hash == head.hash

    def is_long(self, connection: Connection, head: Head) -> bool:
        """Whether to read an attempt, or make anything of it, takes long. That is told without reading it."""
        if head.seq >= LONG:
            return True
        with self._lock:
            kept = self._kept.get(head.id)
        if kept and kept.head.hash == head.hash:
            return length(head.seq, kept.changes) >= LONG
        changes = connection.execute(_changes, {"attempt_id": head.id}).scalar_one()
        return length(head.seq, changes) >= LONG

    def keep(self, state: AttemptState) -> AttemptState:
        """Remember a state, dropping those not used for longest, of an account that has many its own."""
        mine = state.head.account_id
        with self._lock:
            self._drop(state.head.id)
            self._kept[state.head.id] = state
            self._size += state.size
            self._size_of[mine] += state.size
            if self._size_of[mine] > MOST_OF_ONE:
                for other in [each for each in self._kept.values() if each.head.account_id == mine]:
                    if self._size_of[mine] > MOST_OF_ONE and other is not state:
                        self._drop(other.head.id)
            while len(self._kept) > self._most or self._size > MOST_KEPT:
                self._drop(next(iter(self._kept)))
        return state

    def _drop(self, attempt_id: int) -> None:
        if dropped := self._kept.pop(attempt_id, None):
            self._size -= dropped.size
            self._size_of[dropped.head.account_id] -= dropped.size
            if not self._size_of[dropped.head.account_id]:
                del self._size_of[dropped.head.account_id]

    def _world(self, head: Head, changes: Iterable[Change]) -> World:
        source = self._source(head.population_hash)
        return World(source, date.fromisoformat(head.business_date), changes, seq=head.seq)
