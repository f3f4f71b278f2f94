"""The notice that an application was refused."""

from collections.abc import Mapping
from typing import Any

from mock_systems.bases import NOTHING
from mock_systems.hall.applications import Refuse
from mock_systems.items import ITEMS
from mock_systems.reasons import BASES, REFUSAL_REASON
from sandbox.papers.notices.case import Case


def said(case: Case) -> Mapping[str, Any]:
    """Why, on what articles, and who may be appealed to."""
    item, own = ITEMS.get(case.notice.item), BASES.get(case.notice.reason)
    return {
        "reason": REFUSAL_REASON.label(case.notice.reason),
        "basis": (own or (item.basis if item else NOTHING)) | Refuse.declared.basis,
        "reconsideration": "云屿市人民政府",
        "court": "云屿市望澜区人民法院",
    }
