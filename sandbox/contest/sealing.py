"""Sealing records: who worked what, when, by which key, and where the journal ended.

The record of an attempt is chained to its last entry, and everything that is kept of it later
follows the record. What it says must still be said by the database: `facts_of` tells it again.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, bindparam, func, insert, over, select

from grader import canonical
from sandbox.attempt.links import Kept, LinkKind
from sandbox.contest.draws import commitment
from sandbox.contest.keys import key_hash
from sandbox.store.tables import (
    ACCOUNT,
    ANSWER_KEY,
    ATTEMPT,
    CONTEST,
    ENTRY,
    LINK,
    ROUND,
    SEALING,
    SITTING,
)

_these: BindParameter[int] = bindparam("attempt_ids", expanding=True)
_facts = (
    select(
        ATTEMPT,
        ROUND.c.seed,
        ACCOUNT.c.login.label("login"),
        ACCOUNT.c.number.label("contestant"),
        SITTING.c.account_id,
        SITTING.c.round_id,
        SITTING.c.turn,
        SITTING.c.started_ms.label("sitting_started_ms"),
        SITTING.c.until_ms,
        SITTING.c.handed_in_ms,
        CONTEST.c.title.label("contest"),
        ROUND.c.title.label("round"),
        *(ROUND.c[name] for name in ("contest_id", "mode", "paper", "minutes")),
        ROUND.c.opens_ms,
        ROUND.c.closes_ms,
        ROUND.c.population_hash.label("round_population_hash"),
        ANSWER_KEY.c.compiled,
        ANSWER_KEY.c.vocabulary_hash,
    )
    .select_from(ATTEMPT)
    .join(SITTING, SITTING.c.id == ATTEMPT.c.sitting_id)
    .join(ACCOUNT, ACCOUNT.c.id == SITTING.c.account_id)
    .join(ROUND, ROUND.c.id == SITTING.c.round_id)
    .join(CONTEST, CONTEST.c.id == ROUND.c.contest_id)
    .outerjoin(
        ANSWER_KEY,
        (ANSWER_KEY.c.script_hash == ATTEMPT.c.script_hash)
        & (ANSWER_KEY.c.variant == ATTEMPT.c.variant),
    )
    .where(ATTEMPT.c.id.in_(_these))
)
_in_order = partial(over, partition_by=ENTRY.c.attempt_id, order_by=ENTRY.c.seq)
_begun = ENTRY.c.made_ms - ENTRY.c.at_ms
_entries = (
    select(
        ENTRY.c.attempt_id,
        ENTRY.c.seq,
        ENTRY.c.hash,
        _begun.label("begun_ms"),
        _in_order(func.row_number()).label("place"),
        _in_order(func.lag(_begun)).label("before_ms"),
        _in_order(func.lead(ENTRY.c.seq)).label("after"),
    )
    .where(ENTRY.c.attempt_id.in_(_these))
    .subquery()
    .c
)
_moments = (
    select(_entries.attempt_id, _entries.seq, _entries.hash, _entries.begun_ms, _entries.place)
    .where(_entries.before_ms.is_distinct_from(_entries.begun_ms) | _entries.after.is_(None))
    .order_by(_entries.attempt_id, _entries.seq)
)
"""Where a run of the clock begins, and the last entry: of a long log the writer reads no more."""
_turns = (
    select(SEALING.c.attempt_id, func.count().label("turns"))
    .where(SEALING.c.attempt_id.in_(_these))
    .group_by(SEALING.c.attempt_id)
)
_receipt = (
    select(LINK.c.hash)
    .where(LINK.c.attempt_id == bindparam("attempt_id"), LINK.c.kind == LinkKind.SEALING)
    .order_by(LINK.c.seq.desc())
    .limit(1)
)
_new_sealings = insert(SEALING)
_WITHHELD = ("seed", "compiled", "vocabulary_hash")


def keep_sealings(
    connection: Connection, attempt_ids: Sequence[int], **sealed: int
) -> Sequence[Kept]:
    """Keep the records of attempts that are handed in together. `sealed` is what is about to be
    written in their rows."""
    found = connection.execute(_turns, {"attempt_ids": attempt_ids})
    turns = {row.attempt_id: row.turns for row in found}
    facts = facts_of(connection, attempt_ids)
    kept = [
        Kept(each, LinkKind.SEALING, turns.get(each, 0) + 1, canonical({**facts[each], **sealed}))
        for each in attempt_ids
    ]
    rows = [{"attempt_id": k.attempt_id, "turn": k.place, "facts": k.content} for k in kept]
    if rows:
        connection.execute(_new_sealings, rows)
    return kept


def facts_of(connection: Connection, attempt_ids: Sequence[int]) -> Mapping[int, dict[str, Any]]:
    """What the database says of each attempt, its sitting, contestant, round and key, where nothing
    of it is missing; the seed of the round by its commitment, the key by its hash."""
    asked = {"attempt_ids": attempt_ids}
    moments: dict[int, list[Any]] = defaultdict(list)
    for moment in connection.execute(_moments, asked):
        moments[moment.attempt_id].append(moment)
    rows = connection.execute(_facts, asked).mappings()
    return {row["id"]: _facts_of(row, moments[row["id"]]) for row in rows}


def _facts_of(row: RowMapping, moments: Sequence[Any]) -> dict[str, Any]:
    kept = {str(name): value for name, value in row.items() if name not in _WITHHELD}
    return {
        **kept,
        "commitment": commitment(row["seed"]),
        "key_hash": key_hash(row["compiled"], row["vocabulary_hash"]),
        "entries": moments[-1].place if moments else 0,
        "last_hash": moments[-1].hash if moments else row["genesis"],
        "clock": clock_runs(moments),
    }


def clock_runs(moments: Sequence[Any]) -> list[list[int]]:
    """From which entry on the hall's clock was how far ahead of the attempt's: one run where
    neither was set."""
    runs: list[list[int]] = []
    for each in moments:
        if not runs or runs[-1][1] != each.begun_ms:
            runs.append([each.seq, each.begun_ms])
    return runs


def receipts_of(connection: Connection, attempt_ids: Sequence[int]) -> Mapping[int, str]:
    """The check code of each sealed attempt: the hash of its latest sealing record."""
    found = {
        each: connection.execute(_receipt, {"attempt_id": each}).scalar() for each in attempt_ids
    }
    return {each: code for each, code in found.items() if code}
