"""The receipt for changed data of a card's holder."""

from collections.abc import Mapping
from typing import Any

from mock_systems.operation import OPERATIONS
from mock_systems.standing import newest_card
from sandbox.papers.notices.case import Case
from sandbox.papers.registered import registered


def said(case: Case) -> Mapping[str, Any]:
    """What the step changed that made the receipt, and the bank that has an account on the card."""
    made = next(c.seq for c in case.work.changes if c.key == case.notice.notice and not c.before)
    own = [c for c in case.work.changes if c.seq == made and c.table == "card_holder"]
    card = newest_card(case.world, case.notice.person)
    return {
        "bank": card.bank if card else "",
        "changes": list(registered(case.world, own)),
        "basis": OPERATIONS["social_card.change_holder"].declared.basis,
    }
