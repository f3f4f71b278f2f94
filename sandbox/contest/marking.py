"""Marking attempts: the grader's word on one, kept beside those before it.

Where the grader fails, the reason is kept instead: the attempt is handed in, not gradable, and can
be marked again.
"""

import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import DBAPIError

import grader
from grader import canonical
from sandbox.attempt.journal import attempt_document
from sandbox.attempt.links import Kept, LinkKind, chain
from sandbox.attempt.states import hold
from sandbox.contest.keys import answer_key
from sandbox.store.sealing import marking_content
from sandbox.store.tables import ATTEMPT, MARKING

log = logging.getLogger("sandbox")


def mark(connection: Connection, attempt_id: int, now: int) -> Kept:
    """Run the grader over an attempt and keep the scorecard as its next marking or, where the
    grader fails, the reason: a fault is not gradable, never zero, and never stops a hand-in. What
    was kept is still to be chained."""
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
    marking = {"run": run + 1, "scorecard": scorecard, "fault": fault, "made_ms": now}
    connection.execute(insert(MARKING), {"attempt_id": attempt_id, **marking})
    return Kept(attempt_id, LinkKind.MARKING, run + 1, marking_content(marking))


def _graded(connection: Connection, attempt_id: int) -> Mapping[str, Any]:
    document = attempt_document(connection, attempt_id)
    key = answer_key(connection, document["script_hash"], document["variant"])
    return grader.mark(document, key)


def mark_again(connection: Connection, attempt_id: int, now: int) -> None:
    """Mark an attempt whose last marking failed; one that has its marks is left alone."""
    hold(connection, ATTEMPT.c.id == attempt_id)
    wanted = select(MARKING.c.fault).where(MARKING.c.attempt_id == attempt_id)
    if connection.execute(wanted.order_by(MARKING.c.run.desc()).limit(1)).scalar():
        chain(connection, [mark(connection, attempt_id, now)])
