"""Links: what is kept of an attempt after its journal, chained.

A sealing follows the last entry of the journal; markings, rulings and time given back follow it,
each with the hash before it. All links of the hall are one chain besides, in order of commit: its
head, once written down elsewhere, stands for everything before it. Nothing here decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, bindparam, func, insert, select, text

from sandbox.store.sealing import NOTHING, head_hash, link_hash
from sandbox.store.tables import ACCOUNT, ATTEMPT, ENTRY, LINK
from sandbox.store.writer import end

_last = select(LINK.c.seq, LINK.c.head).order_by(LINK.c.seq.desc()).limit(1)
_last_link = (
    select(LINK.c.hash)
    .where(LINK.c.attempt_id == ATTEMPT.c.id)
    .order_by(LINK.c.seq.desc())
    .limit(1)
)
_last_entry = (
    select(ENTRY.c.hash)
    .where(ENTRY.c.attempt_id == ATTEMPT.c.id)
    .order_by(ENTRY.c.seq.desc())
    .limit(1)
)
_kept_last = func.coalesce(
    _last_link.scalar_subquery(), _last_entry.scalar_subquery(), ATTEMPT.c.genesis
)
_ends = select(ATTEMPT.c.id, _kept_last.label("hash")).where(
    ATTEMPT.c.id.in_(bindparam("attempt_ids", expanding=True))
)
_new_links = insert(LINK)
_IN_TURN = text("SELECT pg_advisory_xact_lock(3901)")


class LinkKind(StrEnum):
    """What is kept of an attempt after its journal."""

    SEALING = "sealing"
    MARKING = "marking"
    RULING = "ruling"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True)
class HallHead:
    """The head of the hall's chain, and how many links it stands for."""

    count: int
    hash: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What a link stands for: which of an attempt's, and its text."""

    attempt_id: int
    kind: LinkKind
    place: int
    content: str


def judge_told(connection: Connection, judge_id: int) -> str:
    """Who ruled, as the chain says it: number and login."""
    wanted = select(ACCOUNT.c.number, ACCOUNT.c.login).where(ACCOUNT.c.id == judge_id)
    row = connection.execute(wanted).one_or_none()
    return f"{row.number}/{row.login}" if row else ""


def chain(connection: Connection, kept: Sequence[Kept]) -> None:
    """Append links, the first first. Those of other servers come before or after all of them."""
    if not kept:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(_IN_TURN)
        end(connection)
    last = hall_head(connection)
    head = last.hash
    ends = _ends_of(connection, {each.attempt_id for each in kept})
    rows = []
    for seq, each in enumerate(kept, last.count + 1):
        previous = ends[each.attempt_id]
        hash_ = link_hash(previous, each.kind, each.place, each.content)
        ends[each.attempt_id], head = hash_, head_hash(head, hash_)
        where = {"attempt_id": each.attempt_id, "kind": each.kind, "place": each.place}
        rows.append({"seq": seq, **where, "previous": previous, "hash": hash_, "head": head})
    connection.execute(_new_links, rows)


def hall_head(connection: Connection) -> HallHead:
    """The head of the hall's chain as it is now."""
    return HallHead(*(connection.execute(_last).one_or_none() or (0, NOTHING)))


def _ends_of(connection: Connection, attempt_ids: Iterable[int]) -> dict[int, str]:
    """The hash that the next link of each attempt follows."""
    found = connection.execute(_ends, {"attempt_ids": [*attempt_ids]})
    return {row.id: row.hash for row in found}
