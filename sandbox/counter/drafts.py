"""Drafts: what a contestant has typed into a form and not sent. Never part of the journal."""

import json

from sqlalchemy import Connection, delete, insert, select

from grader import canonical
from sandbox.screens.typed import Typed
from sandbox.store.tables import DRAFT


def drafts_of(connection: Connection, attempt_id: int) -> dict[str, Typed]:
    """The drafts of an attempt by operation."""
    wanted = select(DRAFT.c.operation, DRAFT.c.form).where(DRAFT.c.attempt_id == attempt_id)
    return {operation: json.loads(form) for operation, form in connection.execute(wanted)}


def keep_draft(
    connection: Connection, attempt_id: int, operation: str, typed: Typed, now: int
) -> None:
    """Keep a draft in place of the one before. That a form was emptied is kept, too: it does not
    go back to what was refused."""
    forget_draft(connection, attempt_id, operation)
    connection.execute(
        insert(DRAFT),
        {
            "attempt_id": attempt_id,
            "operation": operation,
            "form": canonical(typed if any(map(any, typed.values())) else {}),
            "saved_ms": now,
        },
    )


def forget_draft(connection: Connection, attempt_id: int, operation: str) -> None:
    """Forget a draft, if there is one."""
    connection.execute(
        delete(DRAFT).where(DRAFT.c.attempt_id == attempt_id, DRAFT.c.operation == operation)
    )
