"""The receipt for changed data of a card's holder."""

from collections.abc import Mapping
from typing import Any

from mock_systems.records import CardHolder
from mock_systems.social_card.changes import ChangeHolder
from mock_systems.standing import newest_card
from sandbox.papers.notices.case import Case
from sandbox.papers.registered import OnPaper, differing


def said(case: Case) -> Mapping[str, Any]:
    """What the step changed that made the receipt, and the bank that has an account on the card."""
    card = newest_card(case.world, case.notice.person)
    return {
        "bank": card.bank if card else "",
        "changes": _changed(case),
        "basis": ChangeHolder.declared.basis,
    }


def _changed(case: Case) -> list[Mapping[str, str]]:
    """A row for every column: what it said, what it says now."""
    changes, written = case.work.changes, OnPaper(case.world)
    made = next(c.seq for c in changes if c.key == case.notice.notice and not c.before)
    change = next(c for c in changes if c.seq == made and c.table == CardHolder.table)
    before, after = (CardHolder.of(row or {}) for row in (change.before, change.after))
    return [
        {
            "what": str(CardHolder.facts(name)["label"]),
            "before": written.of(before, name),
            "after": written.of(after, name),
        }
        for name in differing(before, after)
    ]
