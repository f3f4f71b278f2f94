"""Where a thing ends that a check reads: the first day of a term, a no some words before a promise."""

from datetime import date

import pytest

from mock_systems.hall.paper_forms import PAPER_FORMS
from scenarios.checking.claims import Sight
from scenarios.checking.forbidden import promised

TODAY = date(2026, 6, 15)


def shown(finding: str, **content: str) -> bool:
    sight = Sight(PAPER_FORMS["authorization"], content, frozenset(), frozenset(), TODAY)
    return sight.shows(finding)


@pytest.mark.parametrize(
    ("begins", "ends", "fails"),
    [
        ("2026-06-15", "2026-06-15", False),
        ("2026-06-16", "2026-07-15", True),
        ("2026-05-15", "2026-06-14", True),
    ],
)
def test_a_term_holds_on_its_first_day_and_on_its_last(begins: str, ends: str, fails: bool) -> None:
    assert shown("other_term", valid_from=begins, valid_until=ends) is fails


def test_that_a_term_is_not_over_is_told_by_the_findings_alone() -> None:
    assert shown("expired", valid_until="2026-07-15") and not shown("expired")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("没问题我保证三天办好", "保证"),
        ("这个不能保证三天办好", ""),
        ("不急，保证三天办好", "保证"),
    ],
)
def test_a_no_some_words_before_does_not_take_a_promise_back(text: str, word: str) -> None:
    assert promised(text) == word


def test_a_name_for_nothing_among_what_is_meant_to_differ_is_told(problems) -> None:
    card = 'as = "card"\nkind = "id_card"'
    [problem] = problems((card, f'{card}\napart = ["$nobody.name"]'))
    assert problem.startswith(
        "z01.toml › papers › 第1项 › apart：“$nobody.name”中的“nobody”没有所指"
    )
