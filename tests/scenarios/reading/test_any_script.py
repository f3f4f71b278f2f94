"""Whatever an author writes, a check answers with what is wrong, never with a fault of ours."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random, sample
from typing import Any

import pytest

from scenarios.checking.check import check
from scenarios.folders import CASES
from scenarios.reading.load import long_form
from scenarios.reading.origins import within
from scenarios.reading.problems import Place, Problem
from scenarios.reading.written import written
from scenarios.shelf import case_files
from tests.sample import examples, sampled

MUTANTS, OF_OTHERS = examples(10, 3), examples(10, 1)
"""Of each script of the sample, and of each other; the same ones always."""
ODD = ("\"\"", "\"x\"", "1", "-1", "true", "[]", "{}", "[[]]", "{ a = 1 }", "1.5", "\"$nobody\"",
       "\"$citizen\"", "\"$citizen.born\"", "\"$$\"", "\"39019C99\"", "2026-06-15", "\"2026-02-30\"",
       "9999-12-31", "99999999999999999999", "\"person\"", "10:30:00",
       "[\"$nobody\"]", "[3, 1, 0]", "{ x = { y = 1 } }")  # fmt: skip
VALUE = re.compile(r"= *(\"[^\"]*\"|\d[\w-]*|true|false|\[[^\[\]]*\]|\{[^{}]*\})")


def mutated(text: str, random: Random) -> str:
    """The script with one of its lines left out, said twice, or with one of its values odd."""
    lines = text.split("\n")
    said = [number for number, line in enumerate(lines) if "=" in line]
    place = random.choice(said)
    match random.randrange(6):
        case 0:
            del lines[place]
        case 1:
            lines.insert(place, lines[random.choice(said)])
        case _:
            values = list(VALUE.finditer(lines[place]))
            if values:
                start, end = random.choice(values).span(1)
                lines[place] = lines[place][:start] + random.choice(ODD) + lines[place][end:]
    return "\n".join(lines)


UNREAD = {("harmless", "reason"), ("harmless", "field"), ("harmless", "other")}
"""Where a name may stand for nothing: remarks of authors to authors, and patterns."""
SPOILED, SPOILED_OF_OTHERS = examples(1000, 5), examples(1000, 1)
"""Of how many texts that no script before it has at such a place: of a script of the sample, and of
each other."""


@cache
def first_places() -> Mapping[Path, Sequence[Place]]:
    """Every place of a text in the cases as they are written long, once: the same field of the form
    of an operation is one place, wherever it stands."""
    seen: set[tuple[str, ...]] = set()
    found: dict[Path, list[Place]] = {}
    for file in case_files():
        said = long_form(file)
        for place, text in within(said):
            if isinstance(text, str) and (sort := _sort(said, place)) not in seen:
                seen.add(sort)
                found.setdefault(file, []).append(place)
    return found


def in_sample(file: Path) -> bool:
    return file.stem.partition("_")[0].upper() in sampled()


def _sort(said: Any, place: Place) -> tuple[str, ...]:
    parts = []
    for part in place:
        said = said[part]
        does = str(said.get("do", "")) if isinstance(said, dict) else ""
        parts.append(does if isinstance(part, int) else part)
    return tuple(parts)


def _with(said: Any, place: Place, text: str) -> Any:
    """What a script says, with another text at a place."""
    if not place:
        return text
    inner = {place[0]: _with(said[place[0]], place[1:], text)}
    if isinstance(said, dict):
        return {**said, **inner}
    return [inner.get(number, each) for number, each in enumerate(said)]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder for cases, with the common frame."""
    (tmp_path / "common.toml").write_text((CASES / "common.toml").read_text("utf-8"), "utf-8")
    return tmp_path


@pytest.mark.parametrize("file", first_places(), ids=lambda file: file.stem)
def test_a_name_for_nothing_is_told_wherever_it_stands(file: Path, home: Path) -> None:
    script, said, places = (
        home / file.parent.name / file.name,
        long_form(file),
        first_places()[file],
    )
    script.parent.mkdir()
    most = SPOILED if in_sample(file) else SPOILED_OF_OTHERS
    for place in sample(places, min(most, len(places))):
        script.write_text(written(_with(said, place, "$nobody.name")), "utf-8")
        unread = tuple(part for part in place if isinstance(part, str)) in UNREAD
        assert unread or check(script), place
        script.write_text(written(_with(said, place, "nonsense")), "utf-8")
        assert all(isinstance(each, Problem) for each in check(script)), place


@pytest.mark.parametrize("file", case_files(), ids=lambda file: file.stem)
def test_every_mutilated_script_is_checked(file: Path, home: Path) -> None:
    script, random = home / "social_insurance" / file.name, Random(file.stem)
    script.parent.mkdir()
    for _ in range(MUTANTS if in_sample(file) else OF_OTHERS):
        script.write_text(mutated(file.read_text("utf-8"), random), "utf-8")
        assert all(isinstance(each, Problem) for each in check(script))
