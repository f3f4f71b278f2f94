"""The notice that says at once all that is missing."""

from collections.abc import Mapping
from typing import Any

from mock_systems.hall.applications import MARKET_SUBJECTS, TELL_ONCE
from mock_systems.items import ITEMS
from mock_systems.papers import PAPER_KIND
from sandbox.papers.notices.case import Case


def said(case: Case) -> Mapping[str, Any]:
    """The papers still to be brought."""
    item = ITEMS.get(case.notice.item)
    basis = TELL_ONCE | MARKET_SUBJECTS if item and item.of_employer else TELL_ONCE
    missing = [PAPER_KIND.label(kind) for kind in case.notice.missing.split()]
    return {"missing": missing or ["见下列说明"], "basis": basis}
