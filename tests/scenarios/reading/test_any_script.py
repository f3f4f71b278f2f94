"""Whatever an author writes, a check answers with what is wrong, never with a fault of ours."""

import re
from pathlib import Path
from random import Random

import pytest

from scenarios.checking.check import check
from scenarios.folders import CASES
from scenarios.reading.problems import Problem
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


@pytest.mark.parametrize("file", case_files(), ids=lambda file: file.stem)
def test_every_mutilated_script_is_checked(file: Path, tmp_path: Path) -> None:
    frame = (CASES / "common.toml").read_text("utf-8")
    (tmp_path / "common.toml").write_text(frame, "utf-8")
    script, random = tmp_path / "social_insurance" / file.name, Random(file.stem)
    script.parent.mkdir()
    in_sample = file.stem.partition("_")[0].upper() in sampled()
    for _ in range(MUTANTS if in_sample else OF_OTHERS):
        script.write_text(mutated(file.read_text("utf-8"), random), "utf-8")
        assert all(isinstance(each, Problem) for each in check(script))
