"""Sittings: starting one, opening its attempts, handing in, marking.

A sitting over a paper opens all its attempts at once, under one clock. Handing in seals every open
attempt and marks it in the same transaction: a mark is never waited for. Where the grader fails,
the reason is kept instead: the attempt is handed in, not gradable, and can be marked again.
"""

import hashlib
import json
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, exists, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

import grader
from grader import canonical
from mock_systems.sentence import Sentence
from mock_systems.world import Source
from sandbox.attempt.journal import attempt_document, change_rows, genesis
from sandbox.attempt.states import Head, heads_of_sitting, hold
from sandbox.declined import NoSuchAttempt, NoSuchCase, NoSuchRound, NotOpen, NotProved
from sandbox.store.contest import CONTEST as CONTEST_MODE
from sandbox.store.tables import (
    ACCOUNT,
    ANSWER_KEY,
    ATTEMPT,
    CHANGE,
    MARKING,
    ROUND,
    SITTING,
    VOCABULARY,
)
from scenarios.casting.words import vocabulary
from scenarios.playing.rehearse import Stage
from scenarios.proofs import is_proved
from scenarios.shelf import all_cases, stage_for

log = logging.getLogger("sandbox")

VARIANTS = 100
"""Variants a draw chooses from."""

_held_account = select(ACCOUNT.c.number).where(ACCOUNT.c.id == bindparam("id")).with_for_update()
_sittings = select(func.count(SITTING.c.id)).where(
    SITTING.c.round_id == ROUND.c.id, SITTING.c.account_id == bindparam("account_id")
)
_round = select(ROUND, _sittings.scalar_subquery().label("sittings")).where(
    ROUND.c.id == bindparam("round_id")
)
_key = (
    select(ANSWER_KEY.c.compiled, VOCABULARY.c.words)
    .join(VOCABULARY)
    .where(
        ANSWER_KEY.c.script_hash == bindparam("script_hash"),
        ANSWER_KEY.c.variant == bindparam("variant"),
    )
)
_kept = select(
    exists().where(
        ANSWER_KEY.c.script_hash == bindparam("script_hash"),
        ANSWER_KEY.c.variant == bindparam("variant"),
    ),
    exists().where(VOCABULARY.c.hash == bindparam("vocabulary_hash")),
)
_new_sitting = insert(SITTING).returning(SITTING.c.id)
_new_changes = insert(CHANGE)
"""Made once: making a statement costs more than running it, and a round starts in one second."""


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
    # Held before anything is counted, so that a second server starts no second sitting.
    number = connection.execute(_held_account, {"id": account_id}).scalar()
    wanted = {"round_id": round_id, "account_id": account_id}
    drawn = connection.execute(_round, wanted).one_or_none()
    if drawn is None:
        raise NoSuchRound
    if now < drawn.opens_ms or (drawn.closes_ms and now >= drawn.closes_ms):
        raise NotOpen
    turn = drawn.sittings + 1
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
        _new_sitting,
        {
            **wanted,
            "turn": turn,
            "started_ms": now,
            "until_ms": until,
            "handed_in_ms": 0,
        },
    ).scalar_one()
    for place, case in enumerate(paper, 1):
        variant = draw(round_id, number or str(account_id), place, turn)
        hash_ = drawn.population_hash
        open_attempt(connection, made, place, stage_of(case, variant, hash_, source(hash_)), now)
    return int(made)


def stage_of(case_id: str, variant: int, population_hash: str, source: Source) -> Stage:
    """A case script cast onto a population; `NoSuchCase` where this server has not got it,
    `NotProved` where it has been changed since it was proved."""
    if case_id not in all_cases():
        raise NoSuchCase(where=case_id)
    if not is_proved(all_cases()[case_id]):
        raise NotProved(where=case_id)
    return stage_for(all_cases()[case_id], variant, source, population_hash)


def open_attempt(
    connection: Connection, sitting_id: int, place: int, stage: Stage, now: int
) -> int:
    """Open one attempt: its row, its answer key and its cast; the id of the attempt."""
    facts = {
        "case_id": stage.script.id,
        "variant": stage.variant,
        "script_hash": stage.script.digest,
        "population_hash": stage.population_hash,
        "business_date": stage.script.business_date.isoformat(),
    }
    where = {"sitting_id": sitting_id, "place": place, "started_ms": now, "sealed_ms": 0}
    cast = change_rows(0, stage.cast.changes)
    new = _unless_there(connection.dialect.name, ATTEMPT, "number").returning(ATTEMPT.c.id)
    attempt_id = None
    while attempt_id is None:  # until the number is one that no attempt has
        numbered = {"number": f"{secrets.randbelow(10**8):08d}", **facts}
        values = {**numbered, **where, "genesis": genesis(numbered, cast)}
        attempt_id = connection.execute(new, values).scalar()
    _keep_answer_key(connection, stage)
    connection.execute(_new_changes, [{**row, "attempt_id": attempt_id} for row in cast])
    return int(attempt_id)


def hand_in(connection: Connection, sitting_id: int, account_id: int, now: int) -> None:
    """Seal and mark every open attempt of a sitting. Handing in twice changes nothing."""
    hold(connection, ATTEMPT.c.sitting_id == sitting_id)
    heads = heads_of_sitting(connection, sitting_id)
    if not heads or heads[0].account_id != account_id:
        raise NoSuchAttempt
    _seal(connection, heads, now)


def overdue(connection: Connection, now: int) -> Sequence[int]:
    """The sittings whose time is over and that are not handed in, the first to end first."""
    wanted = select(SITTING.c.id).where(SITTING.c.handed_in_ms == 0, SITTING.c.until_ms < now)
    return connection.execute(wanted.order_by(SITTING.c.until_ms, SITTING.c.id)).scalars().all()


def seal_overdue(connection: Connection, sitting_id: int, now: int) -> None:
    """Seal and mark a sitting whose time is over, as if it were handed in at the end of it."""
    hold(connection, ATTEMPT.c.sitting_id == sitting_id)
    _seal(connection, heads_of_sitting(connection, sitting_id), now)


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
    wanted = {"script_hash": script_hash, "variant": variant}
    compiled, words = connection.execute(_key, wanted).one()
    key = json.loads(compiled)
    return {**key, "words": {**_read(words), **key["words"]}}


@lru_cache(8)
def _read(words: str) -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads(words)
    return read


def _keep_answer_key(connection: Connection, stage: Stage) -> None:
    """Keep the compiled script of a variant, made for its first attempt only, with the words that
    this version of the program has for it: a later one marks with the same."""
    words, vocabulary_hash = _own_words()
    variant = {"script_hash": stage.script.digest, "variant": stage.variant}
    key = {**variant, "vocabulary_hash": vocabulary_hash}
    known_key, known_words = connection.execute(_kept, key).one()
    if known_key:
        return
    dialect = connection.dialect.name
    if not known_words:
        new_words = _unless_there(dialect, VOCABULARY, "hash")
        connection.execute(new_words, {"hash": vocabulary_hash, "words": words})
    people = {"people": stage.compiled["words"]["people"]}
    compiled = canonical({**stage.compiled, "words": people})
    new_key = _unless_there(dialect, ANSWER_KEY, *variant)
    connection.execute(new_key, {**key, "compiled": compiled})


@cache
def _own_words() -> tuple[str, str]:
    """The vocabulary of this program as it is kept, and its hash."""
    words = canonical(vocabulary())
    return words, hashlib.sha256(words.encode()).hexdigest()


@cache
def _unless_there(dialect: str, table: Table, *columns: str) -> sqlite.Insert | postgresql.Insert:
    """Inserts a row, or nothing where one has these values already, even one that another server
    inserts at the same time. SQLAlchemy says this in the words of each database only."""
    made = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return made(table).on_conflict_do_nothing(index_elements=columns)


def _sitting(connection: Connection, round_id: int, account_id: int) -> int:
    wanted = select(SITTING.c.id).where(
        SITTING.c.round_id == round_id, SITTING.c.account_id == account_id
    )
    return int(connection.execute(wanted).scalar_one())
