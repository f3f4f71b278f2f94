"""Marking attempts: the grader's word on one, kept beside those before it.

Where the grader fails, the reason is kept instead: the attempt is handed in, not gradable, and can
be marked again. Grading writes nothing, so it needs no writer (`marker`): what it says of how an
attempt closes is kept where it does close so.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import DBAPIError

import grader
from grader import canonical
from sandbox.attempt.journal import attempt_document, stored_event
from sandbox.attempt.links import Kept, LinkKind, chain
from sandbox.attempt.states import Head, head_of, hold
from sandbox.contest import practised
from sandbox.contest.keys import answer_key
from sandbox.store.sealing import marking_content
from sandbox.store.tables import ATTEMPT, MARKING

log = logging.getLogger("sandbox")


class MovedOn(Exception):
    """An attempt does not close as it was graded."""


@dataclass(frozen=True, slots=True)
class Closing:
    """How an attempt closes. Its marks come of this and of what never changes."""

    attempt_id: int
    seq: int
    last_hash: str
    sealed_ms: int


@dataclass(frozen=True, slots=True)
class Graded:
    """The grader's word: a scorecard as canonical JSON or, where it failed, why."""

    scorecard: str = ""
    fault: str = ""


AllGraded = Mapping[Closing, Graded]


def closing_of(connection: Connection, head: Head, now: int) -> Closing:
    """How an attempt was closed or, where it is open, would be now."""
    sealed_ms = head.sealed_ms or _sealed_ms(connection, head, now)
    return Closing(head.id, head.seq, head.hash, sealed_ms)


def _sealed_ms(connection: Connection, head: Head, now: int) -> int:
    """After the last action by the attempt's clock: another server's may go ahead of ours."""
    last = stored_event(connection, head.id, head.seq)
    return max(head.clock_ms(min(now, head.until_ms)), int(last["at_ms"]) if last else 0) + 1


def grade(connection: Connection, closing: Closing) -> Graded:
    """Run the grader over an attempt. A fault of it is not gradable, never zero, and never stops a
    hand-in."""
    try:
        return Graded(scorecard=canonical(_scorecard(connection, closing)))
    except DBAPIError:
        raise
    except Exception as failure:
        log.exception("attempt %s was not marked", closing.attempt_id)
        return Graded(fault=f"{type(failure).__name__}: {failure}")


def _scorecard(connection: Connection, closing: Closing) -> Mapping[str, Any]:
    document = attempt_document(connection, closing.attempt_id, closing.seq)
    key = answer_key(connection, document["script_hash"], document["variant"])
    return grader.mark({**document, "sealed_ms": closing.sealed_ms}, key)


def mark(
    connection: Connection, closing: Closing, now: int, graded: AllGraded | None = None
) -> Kept:
    """Keep the grader's word on an attempt as its next marking, still to be chained. It is in what
    was graded, or the attempt has `MovedOn`; where nothing was, it is graded here."""
    word = grade(connection, closing) if graded is None else graded.get(closing)
    if word is None:
        raise MovedOn
    made = select(func.count()).where(MARKING.c.attempt_id == closing.attempt_id)
    run = connection.execute(made).scalar_one() + 1
    marking = {"run": run, **asdict(word), "made_ms": now}
    connection.execute(insert(MARKING), {"attempt_id": closing.attempt_id, **marking})
    practised.keep(connection, closing.attempt_id)
    return Kept(closing.attempt_id, LinkKind.MARKING, run, marking_content(marking))


def not_gradable(connection: Connection, attempt_id: int) -> Sequence[Head]:
    """The attempt, where it is handed in and its last marking failed."""
    wanted = select(MARKING.c.fault).where(MARKING.c.attempt_id == attempt_id)
    failed = connection.execute(wanted.order_by(MARKING.c.run.desc()).limit(1)).scalar()
    head = head_of(connection, attempt_id)
    return [head] if failed and head.sealed else []


def mark_again(
    connection: Connection, attempt_id: int, now: int, graded: AllGraded | None = None
) -> None:
    """Mark an attempt whose last marking failed; one that has its marks is left alone."""
    hold(connection, ATTEMPT.c.id == attempt_id)
    for head in not_gradable(connection, attempt_id):
        chain(connection, [mark(connection, closing_of(connection, head, now), now, graded)])
