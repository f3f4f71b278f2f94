"""The authors' guide: its example is proved, and it leaves nothing out."""

import re
from pathlib import Path
from typing import get_args

import pytest

from scenarios.casting.names import WRITINGS
from scenarios.checking.check import check
from scenarios.folders import CASES
from scenarios.proving.prove import prove
from scenarios.reading.fragments import HOUSE, library
from scenarios.reading.load import load
from scenarios.reading.marks import Expectation, Rule
from scenarios.reading.variation import Variation
from scenarios.reading.ways import Edit, Harmless
from tests.scenarios.conftest import GUIDE

TEXT = GUIDE.read_text("utf-8")
EDITS = ("drop", "replace", "insert", "move", "alter")


def literals(kind) -> tuple[str, ...]:
    return tuple(value for value in get_args(kind) if value)


@pytest.mark.parametrize(
    "word",
    [
        *literals(Rule.model_fields["word"].annotation),
        *literals(Rule.model_fields["credit"].annotation),
        *literals(Expectation.model_fields["is_"].annotation),
        *literals(get_args(Harmless.model_fields["mutants"].annotation)[0]),
        *literals(Variation.model_fields["pool"].annotation),
        *EDITS,
    ],
)
def test_every_word_a_script_may_use_is_explained(word: str) -> None:
    assert f"`{word}`" in TEXT or f"`{{ {word} = " in TEXT or f'`pool = "{word}"`' in TEXT, word


@pytest.mark.parametrize("writing", sorted({w for ways in WRITINGS.values() for w in ways}))
def test_every_way_of_writing_a_value_is_explained(writing: str) -> None:
    assert f"`.{writing}`" in TEXT


@pytest.mark.parametrize("way", [name for name in Variation.model_fields if name != "first"])
def test_every_way_to_vary_is_explained(way: str) -> None:
    assert f"`{way} = " in TEXT


def test_every_edit_there_is_is_known_here() -> None:
    assert set(EDITS) < set(Edit.model_fields)


@pytest.mark.parametrize("command", ["check", "expand", "rehearse", "prove"])
def test_every_command_is_shown(command: str) -> None:
    assert f"python3 dev.py cases {command}" in TEXT


def test_the_complete_case_of_the_guide_is_right_and_proved(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", TEXT, re.S)
    assert found, "the guide shows a complete case"
    (tmp_path / "common.toml").write_text((CASES / "common.toml").read_text("utf-8"), "utf-8")
    path = tmp_path / "social_insurance" / "z01.toml"
    path.parent.mkdir()
    path.write_text(found[1], "utf-8")
    assert [str(problem) for problem in check(path)] == []
    proof = prove(load(path), 5)
    assert proof.proved, [*proof.faults, *(str(each.mutant) for each in proof.survivors)]


def test_every_fragment_the_guide_names_is_there() -> None:
    section = TEXT[TEXT.index("## 简写") : TEXT.index("## 写法")]
    named = set(re.findall(r"`\{ ([a-z_]+) = (?:…|\"(?:citizen|H02)\")", section))
    assert named and named - {"for_item"} <= library(HOUSE / "none.toml").calls.keys()
