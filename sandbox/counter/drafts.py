"""Drafts: what a contestant has typed into a form and not sent. Never part of the journal."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from grader import canonical
from sandbox.forms.typed import Typed
from sandbox.store.engine import or_instead
from sandbox.store.tables import DRAFT


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What stands in a form, and when it was kept (server clock)."""

    typed: Typed
    saved_ms: int


def drafts_of(connection: Connection, attempt_id: int) -> dict[str, KeptDraft]:
    """The drafts of an attempt by operation."""
    wanted = select(DRAFT).where(DRAFT.c.attempt_id == attempt_id)
    rows = connection.execute(wanted)
    return {row.operation: KeptDraft(json.loads(row.form), row.saved_ms) for row in rows}


def keep_draft(
    connection: Connection, attempt_id: int, operation: str, typed: Typed, now: int
) -> None:
    """Keep a draft in place of the one before. That a form was emptied is kept, too: it does not
    go back to what was refused."""
    connection.execute(
        or_instead(connection.dialect.name, DRAFT, "attempt_id", "operation"),
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
