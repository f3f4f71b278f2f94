"""The journal of an attempt: canonical bytes, the hash chain, and the document the grader reads.

Each entry's hash covers the entry, its changes and the hash before it; the chain starts from the
attempt's genesis, which covers the case, variant, population and cast. Nothing here decides.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection, Select, Table, select
from sqlalchemy.exc import DatabaseError

from grader import canonical
from mock_systems.world import Change
from sandbox.store.tables import ATTEMPT, CHANGE, ENTRY

FORMAT = 1
_IN_ORDER = (CHANGE.c.seq, CHANGE.c.place)
_PARTS = frozenset('\n /"')


def genesis(facts: Mapping[str, Any], cast: Iterable[Mapping[str, Any]]) -> str:
    """Where an attempt's chain starts; `facts` are case, variant, hashes and business date, `cast`
    the stored columns of the changes of seq 0."""
    return _sealed(canonical(dict(facts)), cast)


def entry_hash(
    previous: str, event: Mapping[str, Any], changes: Iterable[Mapping[str, Any]]
) -> str:
    """The hash of an entry: its predecessor, its event (as the grader reads it) and the stored
    columns of its changes."""
    return _sealed(f"{previous}\n{canonical(event)}", changes)


def _sealed(text: str, changes: Iterable[Mapping[str, Any]]) -> str:
    lines = [text, *map(_change_text, changes)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _change_text(row: Mapping[str, Any]) -> str:
    # The values are canonical JSON already: they are encoded once, for the hash and the table.
    place = f"{row['seq']}/{_parted(row['record_table'])}/{_parted(row['record_key'])}"
    return f"{place} {row['before'] or 'null'} {row['after']}"


def _parted(name: str) -> str:
    """A table or a key. The program's have nothing that parts texts or lines here: one that has would
    hide other changes in itself, and the hash be the same."""
    return name if _PARTS.isdisjoint(name) else canonical(name)


def event_of(row: Any) -> dict[str, Any]:
    """A stored entry as an event of the log."""
    return {
        "seq": row.seq,
        "at_ms": row.at_ms,
        "operation": row.operation,
        "data": from_json(row.form),
        "facts": from_json(row.facts),
        "confirmed": from_json(row.confirmed),
        "accepted": bool(row.accepted),
        "reason": row.reason,
        "message": row.message,
    }


def change_of(row: Any) -> Change:
    """A stored change."""
    before = None if row.before is None else from_json(row.before)
    return Change(row.seq, row.record_table, row.record_key, before, from_json(row.after))


def entry_values(
    attempt_id: int, made_ms: int, event: Mapping[str, Any], previous: str, hash_: str
) -> dict[str, Any]:
    """The columns of an entry to be stored."""
    kept = ("seq", "at_ms", "operation", "accepted", "reason", "message")
    return {
        **{name: event[name] for name in kept},
        "attempt_id": attempt_id,
        "made_ms": made_ms,
        "form": canonical(event["data"]),
        "facts": canonical(event["facts"]),
        "confirmed": canonical(event["confirmed"]),
        "previous": previous,
        "hash": hash_,
    }


def change_rows(attempt_id: int, changes: Sequence[Change]) -> list[dict[str, Any]]:
    """The columns of changes to be stored, in order."""
    return [
        {
            "attempt_id": attempt_id,
            "seq": change.seq,
            "place": place,
            "record_table": change.table,
            "record_key": change.key,
            "before": None if change.before is None else canonical(change.before),
            "after": canonical(change.after),
        }
        for place, change in enumerate(changes)
    ]


def changes_of(connection: Connection, attempt_id: int, last: int | None = None) -> list[Change]:
    """The changes of an attempt with its cast, in order, up to those of action `last`."""
    wanted = _until(CHANGE, attempt_id, last).order_by(*_IN_ORDER)
    return [change_of(row) for row in connection.execute(wanted)]


def entries(connection: Connection, attempt_id: int, last: int | None = None) -> list[Any]:
    """The stored entries of an attempt, in order, up to number `last`."""
    return list(connection.execute(_until(ENTRY, attempt_id, last).order_by(ENTRY.c.seq)))


def _until(table: Table, attempt_id: int, last: int | None) -> Select[Any]:
    # Bounded, because on PostgreSQL another server may have acted since the head was read.
    wanted = select(table).where(table.c.attempt_id == attempt_id)
    return wanted if last is None else wanted.where(table.c.seq <= last)


def stored_event(connection: Connection, attempt_id: int, seq: int) -> dict[str, Any] | None:
    """The event with this number, or None."""
    wanted = select(ENTRY).where(ENTRY.c.attempt_id == attempt_id, ENTRY.c.seq == seq)
    row = connection.execute(wanted).one_or_none()
    return None if row is None else event_of(row)


def attempt_document(
    connection: Connection, attempt_id: int, last: int | None = None
) -> dict[str, Any]:
    """The attempt as the grader reads it (docs/architecture.md), up to action `last`."""
    attempt = connection.execute(select(ATTEMPT).where(ATTEMPT.c.id == attempt_id)).one()
    rows = entries(connection, attempt_id, last)
    changes = changes_of(connection, attempt_id, last)
    return {
        "format": FORMAT,
        "attempt": attempt.number,
        "case": attempt.case_id,
        "variant": attempt.variant,
        "business_date": attempt.business_date,
        "script_hash": attempt.script_hash,
        "population_hash": attempt.population_hash,
        "last_hash": rows[-1].hash if rows else attempt.genesis,
        "sealed_ms": attempt.sealed_ms,
        "events": [event_of(row) for row in rows],
        "changes": [
            {"seq": c.seq, "table": c.table, "key": c.key, "before": c.before, "after": c.after}
            for c in changes
        ],
    }


def broken_link(connection: Connection, attempt_id: int) -> int | None:
    """The first entry whose hash does not follow from what is stored, or None: 0 for the cast. Where
    only changes of no entry are left over, the one before them."""
    attempt = connection.execute(select(ATTEMPT).where(ATTEMPT.c.id == attempt_id)).one()
    changes: dict[int, list[Any]] = {}
    for row in connection.execute(_until(CHANGE, attempt_id, None).order_by(*_IN_ORDER)).mappings():
        changes.setdefault(row["seq"], []).append(row)
    previous = genesis(genesis_facts(attempt), changes.pop(0, ()))
    if previous != attempt.genesis:
        return 0
    for entry in entries(connection, attempt_id):
        hash_ = entry_hash(previous, event_of(entry), changes.pop(entry.seq, ()))
        if (entry.previous, entry.hash) != (previous, hash_):
            return int(entry.seq)
        previous = hash_
    return int(min(changes)) if changes else None


def soundness(connection: Connection) -> dict[str, bool]:
    """Of every attempt whose number can be read, whether all of it can, and follows from itself."""
    rows = connection.execute(select(ATTEMPT.c.id, ATTEMPT.c.number).order_by(ATTEMPT.c.id))
    return {number: _is_sound(connection, attempt_id) for attempt_id, number in rows.all()}


def _is_sound(connection: Connection, attempt_id: int) -> bool:
    try:
        return broken_link(connection, attempt_id) is None
    except (DatabaseError, ValueError):
        return False


def genesis_facts(attempt: Any) -> dict[str, Any]:
    """What of an attempt enters its genesis."""
    names = ("number", "case_id", "variant", "script_hash", "population_hash", "business_date")
    return {name: getattr(attempt, name) for name in names}
