"""The receipt for changed data of a card's holder."""

from collections.abc import Mapping
from typing import Any

from mock_systems.social_card.changes import ChangeHolder
from mock_systems.standing import newest_card
from sandbox.papers.notices.case import Case
from sandbox.papers.registered import by_column


def said(case: Case) -> Mapping[str, Any]:
    """What the step changed that made the receipt, and the bank that has an account on the card."""
    card = newest_card(case.world, case.notice.person)
    return {
        "bank": card.bank if card else "",
        "changes": list(by_column(case.world, case.step)),
        "basis": ChangeHolder.declared.basis,
    }
