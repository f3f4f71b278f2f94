"""Who is told the number of a decision finds one decision."""

import re
from pathlib import Path

DECISIONS = sorted((Path(__file__).parents[1] / "docs" / "decisions").glob("*.md"))


def test_each_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:3] for path in DECISIONS]
    assert numbers and sorted({*numbers}) == numbers


def test_a_title_has_the_number_of_its_file() -> None:
    for path in DECISIONS:
        titled = re.match(r"# ([0-9]+) ", path.read_text("utf-8"))
        assert titled is None or titled[1] == path.name[:3], path.name
