"""Attempts with a long log: as the door would have written it, in a fraction of the time."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert

from mock_systems.records import Utterance
from sandbox.attempt.journal import (
    change_rows,
    changes_of,
    entry_hash,
    entry_values,
    stored_event,
)
from sandbox.attempt.states import head_of
from sandbox.store.tables import CHANGE, ENTRY
from tests.servers import NOON, Seat


def talk_until(seat: Seat, last: int) -> None:
    """Say 第2句 in the second step, and so on until the last; the citizen was called in the first."""
    seat.act("hall.say", 1, text="第2句")
    seat.server.writer.run_now(lambda connection: _go_on(connection, seat.attempt_id, last))


def _go_on(connection: Connection, attempt_id: int, last: int) -> None:
    """Repeat the second step under the numbers that follow."""
    event, hash_ = stored_event(connection, attempt_id, 2), head_of(connection, attempt_id).hash
    said = [each for each in changes_of(connection, attempt_id, 2) if each.seq == 2]
    entries: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []
    for seq in range(3, last + 1):
        text = f"第{seq}句"
        made = []
        for turn, each in enumerate(said, 1):
            key = f"{Utterance.prefix}{seq:04d}{turn:02d}"
            heard = text if each.after["speaker"] == "clerk" else each.after["text"]
            after = {**each.after, "utterance": key, "text": heard}
            made.append(replace(each, seq=seq, key=key, after=after))
        rows = change_rows(attempt_id, made)
        now = {**event, "seq": seq, "data": {**event["data"], "text": text}} if event else {}
        previous, hash_ = hash_, entry_hash(hash_, now, rows)
        entries.append(entry_values(attempt_id, NOON, now, previous, hash_))
        changes += rows
    connection.execute(insert(ENTRY), entries)
    connection.execute(insert(CHANGE), changes)
