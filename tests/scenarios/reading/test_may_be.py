"""What a fragment may have brought: a value beside a template whose parameters could be anything."""

from time import process_time
from typing import Any

import pytest

from scenarios.reading.fill import may_be

FITTING: list[tuple[Any, Any]] = [
    ("$citizen.person", "$%who.person"),
    ("$citizen.person", "$%{who}.person"),
    ("ask_id_card", "ask_%material"),
    ("2026-05", "%until.month"),
    ({"item": "H02", "person": "$mate.person"}, {"item": "%only", "person": "$%who.person"}),
    ({"person": "$mate.person"}, {"item": "%only", "person": "$%who.person"}),
    (["a"], ["a"]),
]
OTHER: list[tuple[Any, Any]] = [
    ("$citizen.employer", "$%who.person"),
    ("a", "[%{x}]"),
    ({"kind": "pin"}, {"kind": "activate"}),
    ({"person": "$mate.person"}, {"kind": "pin", "person": "$%who.person"}),
    ({"person": "$mate.person", "kind": "pin"}, {"person": "$%who.person"}),
    (1, "%x.month"),
]


@pytest.mark.parametrize(("said", "template"), FITTING)
def test_a_value_may_be_a_template_filled_in(said: Any, template: Any) -> None:
    assert may_be(said, template)


@pytest.mark.parametrize(("said", "template"), OTHER)
def test_a_value_that_no_argument_makes_is_another(said: Any, template: Any) -> None:
    assert not may_be(said, template)


@pytest.mark.parametrize(
    "template", ["(a+)+b", "%{x}" * 60 + "b", "a%{x}" * 60 + "b", "a*" * 60 + "b"]
)
def test_no_template_of_an_author_s_takes_long(template: str) -> None:
    began = process_time()
    assert not may_be("a" * 5_000, template)
    assert process_time() - began < 0.2
