"""Faults of papers chosen by name: each is seen on the paper as drawn, and is what it is called."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.hall.papers import findings
from mock_systems.records import Paper
from mock_systems.world import Nothing
from scenarios.playing.rehearse import Stage
from scenarios.reading.fragments import HOUSE, library
from scenarios.reading.load import load
from scenarios.shelf import CASES, case_files
from tests.sandbox.papers.contents import draw, told


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands on a paper with a fault, on a day, beside what should stand there."""

    fault: str
    kind: str
    paper: Mapping[str, Any]
    right: Mapping[str, Any]
    today: str

    def lacks(self, key: str) -> bool:
        return bool(self.right.get(key)) and not self.paper.get(key)


FAULTS: Mapping[str, tuple[str, Callable[[Seen], bool]]] = {
    "expired": ("expired", lambda seen: seen.paper["valid_until"] < seen.today),
    "unsealed": ("no_seal", lambda seen: seen.lacks("seal")),
    "unsigned": ("no_seal", lambda seen: seen.lacks("signature")),
    "signed_by_agent": ("mismatch", lambda seen: seen.paper["signature"] == seen.paper["agent"]),
    "other_matter": ("other_matter", lambda seen: seen.paper["matter"] != seen.right["matter"]),
}
"""What a clerk finds of a paper with a fault, and where it is to be seen."""
FRAGMENTS = library(HOUSE / "none.toml").calls
CHOICES = [
    (name, fault)
    for name, fragment in FRAGMENTS.items()
    if "fault" in fragment.parameters
    for fault in fragment.parameters["fault"].choices
]


@cache
def cast(folder: Path, name: str, fault: str = "") -> tuple[Sequence[Paper], str]:
    """The papers of a case that calls a fragment, with a fault or with none, and its day."""
    call = re.compile(rf'(?<=\{{ ){name} = "\w+",')
    file = next(each for each in case_files() if call.search(each.read_text("utf-8")))
    text = call.sub(rf'\g<0> fault = "{fault}",' if fault else r"\g<0>", file.read_text("utf-8"))
    path = folder / file.parent.name / file.name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    (folder / "common.toml").write_text((CASES / "common.toml").read_text("utf-8"), "utf-8")
    stage = Stage(load(path).script, 0, Nothing())
    return stage.cast.of_table("paper"), str(stage.script.business_date)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cases")


@pytest.fixture(scope="module", params=CHOICES, ids="-".join)
def seen(request: pytest.FixtureRequest, folder: Path) -> Seen:
    """The one paper that a fault changes."""
    name, fault = request.param
    (right, today), (papers, _) = cast(folder, name), cast(folder, name, fault)
    [(good, paper)] = [pair for pair in zip(right, papers, strict=True) if pair[0] != pair[1]]
    return Seen(fault, paper.kind, paper.content, good.content, today)


def test_a_fault_is_what_it_is_called_and_the_right_paper_has_none(seen: Seen) -> None:
    finding, at_fault = FAULTS[seen.fault]
    assert at_fault(seen)
    assert not at_fault(replace(seen, paper=seen.right))
    assert finding in findings(seen.kind)


def test_a_fault_is_seen_on_the_paper_that_is_drawn_and_breaks_no_form(seen: Seen) -> None:
    assert told(draw(seen.kind, seen.paper)) != told(draw(seen.kind, seen.right))
    form, today = PAPER_FORMS[seen.kind], date.fromisoformat(seen.today)
    for content in (seen.paper, seen.right):
        assert not [*form.faults(content), *form.ahead(content, today)]


def test_every_fault_has_a_paper() -> None:
    assert {fault for _, fault in CHOICES} == set(FAULTS)
