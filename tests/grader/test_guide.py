"""The guide for judges and authors names everything the grader knows."""

from pathlib import Path

import pytest

from grader import comparison, expectations, outcomes, rules, rulings
from grader.__main__ import PRINTED

GUIDE = (Path(__file__).parents[2] / "docs" / "grading.md").read_text("utf-8")
WORDS = [*rules.WORDS, *outcomes.ASSESSED, *comparison.NAMES, *rulings.KINDS, *rules.RULE.names]


@pytest.mark.parametrize("word", sorted(set(WORDS) - {"id", "group", "title", "basis", "word"}))
def test_the_guide_names_the_word(word) -> None:
    assert f"`{word}" in GUIDE or f'`"{word}"`' in GUIDE


@pytest.mark.parametrize("command", PRINTED)
def test_the_guide_names_the_command(command) -> None:
    assert f"python -m grader {command} ATTEMPT.json SCRIPT.json" in GUIDE


def test_the_words_of_a_rule_are_the_eight() -> None:
    assert list(rules.WORDS) == list(rules.LETTERS)
    assert len(rules.WORDS) == 8


def test_every_word_of_an_expectation_is_assessed() -> None:
    assert tuple(outcomes.ASSESSED) == expectations.WORDS
