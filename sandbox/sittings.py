"""Sittings: starting one, opening its attempts, handing in, marking.

A sitting over a paper opens all its attempts at once, under one clock. Handing in seals every open
attempt and marks it in the same transaction: a mark is never waited for.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

import grader
from mock_systems.world import Change, Source
from sandbox.attempts import Head, heads_of_sitting
from sandbox.declined import NoSuchAttempt, NoSuchRound, NotOpen
from sandbox.journal import attempt_document, canonical, change_rows, genesis
from sandbox.store.contest import CONTEST as CONTEST_MODE
from sandbox.store.tables import (
    ACCOUNT,
    ANSWER_KEY,
    ATTEMPT,
    CHANGE,
    MARKING,
    ROUND,
    SITTING,
)
from scenarios.shelf import all_cases
from scenarios.shelf import open_attempt as scripted

VARIANTS = 100
"""Variants a draw chooses from."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a case script gives an attempt to start with, for one variant."""

    case_id: str
    variant: int
    script_hash: str
    business_date: str
    cast: list[Change]
    compiled: Mapping[str, Any]


def opening(case_id: str, variant: int, source: Source) -> Opening:
    """Cast a case script onto a population."""
    script = all_cases()[case_id]
    cast, compiled = scripted(script, variant, source)
    day = script.business_date.isoformat()
    return Opening(case_id, variant, str(compiled["script_hash"]), day, cast, compiled)


def draw(round_id: int, number: str, place: int, turn: int) -> int:
    """The variant of a contestant's case: anyone can recompute it from the four facts."""
    seed = hashlib.sha256(f"{round_id}/{number}/{place}/{turn}".encode()).digest()
    return int.from_bytes(seed[:8], "big") % VARIANTS


def start(
    connection: Connection,
    round_id: int,
    account_id: int,
    now: int,
    source: Callable[[str], Source],
    case_id: str = "",
) -> int:
    """Start a sitting and open its attempts; the id of the sitting.

    In practice `case_id` names the case to work. In a contest the whole paper is opened, and a
    contestant who has a sitting already is brought back to it.
    """
    drawn = connection.execute(select(ROUND).where(ROUND.c.id == round_id)).one_or_none()
    if drawn is None:
        raise NoSuchRound
    if now < drawn.opens_ms or (drawn.closes_ms and now >= drawn.closes_ms):
        raise NotOpen
    turn = _turns(connection, round_id, account_id) + 1
    if drawn.mode == CONTEST_MODE and turn > 1:
        return _sitting(connection, round_id, account_id)
    paper = json.loads(drawn.paper)
    if drawn.mode != CONTEST_MODE:
        if case_id not in paper:
            raise NoSuchRound(f"本场次没有案例 {case_id}。")
        paper = [case_id]
    until = now + drawn.minutes * 60_000
    until = min(until, drawn.closes_ms) if drawn.closes_ms else until
    made = connection.execute(
        insert(SITTING).returning(SITTING.c.id),
        {
            "round_id": round_id,
            "account_id": account_id,
            "turn": turn,
            "started_ms": now,
            "until_ms": until,
            "handed_in_ms": 0,
        },
    ).scalar_one()
    number = connection.execute(select(ACCOUNT.c.number).where(ACCOUNT.c.id == account_id)).scalar()
    for place, case in enumerate(paper, 1):
        variant = draw(round_id, number or str(account_id), place, turn)
        opened = opening(case, variant, source(drawn.population_hash))
        open_attempt(connection, made, place, opened, drawn.population_hash, now)
    return int(made)


def open_attempt(
    connection: Connection,
    sitting_id: int,
    place: int,
    opened: Opening,
    population_hash: str,
    now: int,
) -> int:
    """Open one attempt: its row, its answer key and its cast; the id of the attempt."""
    facts = {
        "number": f"{secrets.randbelow(10**8):08d}",
        "case_id": opened.case_id,
        "variant": opened.variant,
        "script_hash": opened.script_hash,
        "population_hash": population_hash,
        "business_date": opened.business_date,
    }
    cast = change_rows(0, opened.cast)
    attempt_id = connection.execute(
        insert(ATTEMPT).returning(ATTEMPT.c.id),
        {
            **facts,
            "sitting_id": sitting_id,
            "place": place,
            "genesis": genesis(facts, cast),
            "started_ms": now,
            "sealed_ms": 0,
        },
    ).scalar_one()
    _keep_answer_key(connection, opened)
    connection.execute(insert(CHANGE), [{**row, "attempt_id": attempt_id} for row in cast])
    return int(attempt_id)


def hand_in(connection: Connection, sitting_id: int, account_id: int, now: int) -> None:
    """Seal and mark every open attempt of a sitting. Handing in twice changes nothing."""
    heads = heads_of_sitting(connection, sitting_id)
    if not heads or heads[0].account_id != account_id:
        raise NoSuchAttempt
    _seal(connection, heads, now)


def seal_overdue(connection: Connection, now: int) -> int:
    """Seal and mark all sittings whose time is over; how many there were."""
    wanted = select(SITTING.c.id).where(SITTING.c.handed_in_ms == 0, SITTING.c.until_ms < now)
    overdue = connection.execute(wanted).scalars().all()
    for sitting_id in overdue:
        _seal(connection, heads_of_sitting(connection, sitting_id), now)
    return len(overdue)


def _seal(connection: Connection, heads: list[Head], now: int) -> None:
    closing = min(now, heads[0].until_ms)
    for head in heads:
        if head.sealed:
            continue
        sealed = {"sealed_ms": head.clock_ms(closing) + 1}
        connection.execute(update(ATTEMPT).where(ATTEMPT.c.id == head.id).values(sealed))
        mark(connection, head.id, now)
    connection.execute(
        update(SITTING)
        .where(SITTING.c.id == heads[0].sitting_id, SITTING.c.handed_in_ms == 0)
        .values(handed_in_ms=closing)
    )


def mark(connection: Connection, attempt_id: int, now: int) -> Mapping[str, Any]:
    """Run the grader over an attempt and keep the scorecard as its next marking."""
    document = attempt_document(connection, attempt_id)
    key = answer_key(connection, document["script_hash"], document["variant"])
    scorecard = grader.mark(document, key)
    run = connection.execute(
        select(func.count()).select_from(MARKING).where(MARKING.c.attempt_id == attempt_id)
    ).scalar_one()
    connection.execute(
        insert(MARKING),
        {
            "attempt_id": attempt_id,
            "run": run + 1,
            "scorecard": canonical(scorecard),
            "made_ms": now,
        },
    )
    return scorecard


def answer_key(connection: Connection, script_hash: str, variant: int) -> Mapping[str, Any]:
    """The compiled script an attempt is marked by."""
    wanted = select(ANSWER_KEY.c.compiled).where(
        ANSWER_KEY.c.script_hash == script_hash, ANSWER_KEY.c.variant == variant
    )
    compiled: Mapping[str, Any] = json.loads(connection.execute(wanted).scalar_one())
    return compiled


def _keep_answer_key(connection: Connection, opened: Opening) -> None:
    known = select(ANSWER_KEY.c.variant).where(
        ANSWER_KEY.c.script_hash == opened.script_hash, ANSWER_KEY.c.variant == opened.variant
    )
    if connection.execute(known).first() is None:
        connection.execute(
            insert(ANSWER_KEY),
            {
                "script_hash": opened.script_hash,
                "variant": opened.variant,
                "compiled": canonical(opened.compiled),
            },
        )


def _turns(connection: Connection, round_id: int, account_id: int) -> int:
    wanted = (
        select(func.count())
        .select_from(SITTING)
        .where(SITTING.c.round_id == round_id, SITTING.c.account_id == account_id)
    )
    return int(connection.execute(wanted).scalar_one())


def _sitting(connection: Connection, round_id: int, account_id: int) -> int:
    wanted = select(SITTING.c.id).where(
        SITTING.c.round_id == round_id, SITTING.c.account_id == account_id
    )
    return int(connection.execute(wanted).scalar_one())
