"""A small case, whole or with changes, as a file beside the common frame."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mock_systems.relied import Relied
from scenarios.checking.check import check
from scenarios.folders import CASES
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.proving.bystanders import two_bystanders
from scenarios.proving.proof import CaseProof
from scenarios.proving.prove import ENOUGH
from scenarios.reading.load import Loaded, load
from scenarios.reading.origins import Layout
from scenarios.reading.problems import Problem
from scenarios.reading.script import CaseScript
from scenarios.reading.ways import Step

EXAMPLE = Path(__file__).with_name("z01.toml")
TWO_MATTERS = Path(__file__).with_name("z02.toml")
GUIDE = Path(__file__).parents[2] / "docs" / "authoring.md"


@pytest.fixture(scope="session")
def example() -> str:
    """A complete small case, written long."""
    return EXAMPLE.read_text("utf-8")


Written = Callable[..., Path]


@pytest.fixture
def written(example: str, tmp_path: Path) -> Written:
    """Writes the example with passages replaced and text added; returns its path."""
    return _writing(example, tmp_path, EXAMPLE.name)


@pytest.fixture
def two_matters(tmp_path: Path) -> Written:
    """Writes the case of one authorisation for two matters, likewise."""
    return _writing(TWO_MATTERS.read_text("utf-8"), tmp_path, TWO_MATTERS.name)


def _writing(case: str, home: Path, name: str) -> Written:
    def write(*changes: tuple[str, str], more: str = "") -> Path:
        text = case
        for old, new in changes:
            assert old in text, f"the case no longer says {old!r}"
            text = text.replace(old, new)
        shutil.copy(CASES / "common.toml", home)
        path = home / "social_insurance" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{text}\n{more}", "utf-8")
        return path

    return write


@pytest.fixture
def problems(written: Written) -> Callable[..., list[str]]:
    """What a check says of the example with changes."""
    return lambda *changes, more="": [plain(p) for p in check(written(*changes, more=more))]


def plain(problem: Problem) -> str:
    """A problem without the lines and names that would tie a test to the text of the example."""
    place = tuple(re.sub(r"(第\d+项)“.*”", r"\1", part) for part in problem.place)
    return str(replace(problem, place=place, line=0))


@pytest.fixture
def script(written: Written) -> CaseScript:
    return load(written()).script


@pytest.fixture
def layout(written: Written) -> Layout:
    return load(written()).layout


@pytest.fixture
def stage(script: CaseScript) -> Stage:
    return Stage(script, 0, two_bystanders())


@pytest.fixture
def steps(script: CaseScript) -> dict[str, Step]:
    """The steps of the walkthrough by what they are called."""
    return {step.called: step for step in script.walkthrough}


@pytest.fixture
def main(stage: Stage) -> Rehearsal:
    """The walkthrough, played."""
    return rehearse(stage, stage.script.walkthrough)


def proof_of(script: CaseScript, *relied: Relied) -> CaseProof:
    """A proof that rested on something."""
    return CaseProof(Loaded(script, Layout(Path("case.toml"), {})), ENOUGH, relied={*relied})
