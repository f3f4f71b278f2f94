"""The notice that says at once all that is missing."""

from collections.abc import Mapping
from typing import Any

from mock_systems.hall.applications import TELL_ONCE
from mock_systems.papers import PAPER_KIND
from sandbox.papers.notices.case import Case


def said(case: Case) -> Mapping[str, Any]:
    """The papers still to be brought."""
    missing = [PAPER_KIND.label(kind) for kind in case.notice.missing.split()]
    return {"missing": missing or ["见下列说明"], "basis": TELL_ONCE}
