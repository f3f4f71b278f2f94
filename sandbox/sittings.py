"""Sittings: starting one, opening its attempts, handing in, marking.

A sitting over a paper opens all its attempts at once, under one clock. Handing in seals every open
attempt and marks it in the same transaction: a mark is never waited for. Where the grader fails,
the reason is kept instead: the attempt is handed in, not gradable, and can be marked again.
"""

import hashlib
import json
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

import grader
from mock_systems.sentence import Sentence
from mock_systems.world import Change, Source
from sandbox.attempts import Head, heads_of_sitting, hold
from sandbox.declined import NoSuchAttempt, NoSuchCase, NoSuchRound, NotOpen
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

log = logging.getLogger("sandbox")

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
    """Cast a case script onto a population; `NoSuchCase` where this server has not got it."""
    if case_id not in all_cases():
        raise NoSuchCase(where=case_id)
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
    # Held, so that a second server starts no second sitting.
    of = select(ACCOUNT.c.number).where(ACCOUNT.c.id == account_id).with_for_update()
    number = connection.execute(of).scalar()
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
            raise NoSuchRound(Sentence("本场次没有案例 {case}。", case=case_id))
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
        "number": _free_number(connection),
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
    hold(connection, ATTEMPT.c.sitting_id == sitting_id)
    heads = heads_of_sitting(connection, sitting_id)
    if not heads or heads[0].account_id != account_id:
        raise NoSuchAttempt
    _seal(connection, heads, now)


def seal_overdue(connection: Connection, now: int) -> int:
    """Seal and mark all sittings whose time is over; how many there were."""
    wanted = select(SITTING.c.id).where(SITTING.c.handed_in_ms == 0, SITTING.c.until_ms < now)
    overdue = connection.execute(wanted).scalars().all()
    for sitting_id in overdue:
        hold(connection, ATTEMPT.c.sitting_id == sitting_id)
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


def mark(connection: Connection, attempt_id: int, now: int) -> None:
    """Run the grader over an attempt and keep the scorecard as its next marking or, where the
    grader fails, the reason: a fault is not gradable, never zero, and never stops a hand-in."""
    scorecard, fault = "", ""
    try:
        scorecard = canonical(_graded(connection, attempt_id))
    except DBAPIError:
        raise
    except Exception as failure:
        log.exception("attempt %s was not marked", attempt_id)
        fault = f"{type(failure).__name__}: {failure}"
    run = connection.execute(
        select(func.count()).select_from(MARKING).where(MARKING.c.attempt_id == attempt_id)
    ).scalar_one()
    connection.execute(
        insert(MARKING),
        {
            "attempt_id": attempt_id,
            "run": run + 1,
            "scorecard": scorecard,
            "fault": fault,
            "made_ms": now,
        },
    )


def _graded(connection: Connection, attempt_id: int) -> Mapping[str, Any]:
    document = attempt_document(connection, attempt_id)
    key = answer_key(connection, document["script_hash"], document["variant"])
    return grader.mark(document, key)


def mark_again(connection: Connection, attempt_id: int, now: int) -> None:
    """Mark an attempt whose last marking failed; one that has its marks is left alone."""
    hold(connection, ATTEMPT.c.id == attempt_id)
    wanted = select(MARKING.c.fault).where(MARKING.c.attempt_id == attempt_id)
    if connection.execute(wanted.order_by(MARKING.c.run.desc()).limit(1)).scalar():
        mark(connection, attempt_id, now)


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
    if connection.execute(known).first() is not None:
        return
    values = {"script_hash": opened.script_hash, "variant": opened.variant}
    compiled = canonical(opened.compiled)
    try:
        with connection.begin_nested():
            connection.execute(insert(ANSWER_KEY), {**values, "compiled": compiled})
    except IntegrityError:
        log.info("another server kept this answer key at the same time")


def _free_number(connection: Connection) -> str:
    """A random number that no attempt has."""
    while True:
        number = f"{secrets.randbelow(10**8):08d}"
        taken = select(ATTEMPT.c.id).where(ATTEMPT.c.number == number)
        if connection.execute(taken).first() is None:
            return number


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
