"""The notice that an application was accepted."""

from collections.abc import Mapping
from typing import Any

from mock_systems.papers import PAPER_KIND
from mock_systems.records import Paper
from sandbox.papers.notices.case import Case


def said(case: Case) -> Mapping[str, Any]:
    """The papers that were taken in."""
    visitor = case.application.visitor if case.application else ""
    papers = case.world.find(Paper, visitor=visitor, place="desk")
    received = [
        PAPER_KIND.label(paper.kind) + (f"（{paper.holder}）" if paper.holder else "")
        for paper in papers
    ]
    return {"papers": received or ["无"], "text": ""}
