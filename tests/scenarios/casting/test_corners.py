"""Corners: every end of what a case draws is drawn on purpose."""

from datetime import date
from typing import Any

import pytest

from scenarios.casting.cast import cast
from scenarios.casting.corners import CORNER, corners, ends, least
from scenarios.casting.vary import NUMBERS, drawn, pool
from scenarios.reading.variation import Variation
from scenarios.shelf import all_cases

TODAY = date(2026, 6, 15)


def test_the_ends_of_what_is_drawn_are_its_least_and_its_most() -> None:
    def of(**said: Any) -> list[Any]:
        return list(ends(Variation.model_validate(said), TODAY))

    assert of(choose=["a", "b"]) == ["a", "b"]
    assert of(rows=[{"a": 1}, {"a": 2}]) == [{"a": 1}, {"a": 2}]
    assert of(amounts=[100, 1_000, 400], first=100) == [100, 900], "the last that can be drawn"
    assert of(days=[-14, -3], first=-3) == [date(2026, 6, 1), date(2026, 6, 12)]
    assert of(months=[-6, 1], first=0) == ["2025-12", "2026-07"]
    assert of(pool="phone") == of(pool="firm", first="甲") == []


@pytest.mark.parametrize(
    ("first", "last", "leap"),
    [
        (date(1981, 3, 1), date(1984, 2, 28), None),
        (date(1981, 3, 1), date(1984, 2, 29), date(1984, 2, 29)),
        (date(1984, 2, 29), date(1999, 1, 1), date(1984, 2, 29)),
        (date(1897, 1, 1), date(1999, 1, 1), date(1904, 2, 29)),
    ],
)
def test_a_day_has_the_29th_of_february_beside_its_ends(
    first: date, last: date, leap: date | None
) -> None:
    found = ends(Variation(between=[first, last], first=first), TODAY)
    assert found == [first, last, *([leap] if leap else [])]


@pytest.mark.parametrize("case_id", all_cases())
def test_the_corners_of_a_case_have_every_end_and_every_word(case_id: str) -> None:
    script = all_cases()[case_id]
    for words in (False, True):
        found = [*corners(script, words=words)]
        for name, each in script.vary.items():
            wanted = pool(each.pool) if each.pool not in ("", *NUMBERS) and words else []
            wanted = [*ends(each, script.business_date), *wanted]
            assert all(value in [draws.get(name) for draws in found] for value in wanted), name


@pytest.mark.parametrize("case_id", all_cases())
def test_no_corner_gives_two_names_the_same_word_of_a_pool(case_id: str) -> None:
    script = all_cases()[case_id]
    for draws in corners(script):
        words = [(script.vary[name].pool, word) for name, word in draws.items()]
        asked = [each for each in words if each[0]]
        assert len({*asked}) == len(asked)


def test_what_is_pinned_is_cast_whatever_the_variant_draws() -> None:
    script = all_cases()["E09"]
    names = cast(script, CORNER, {"hired": date(2026, 6, 1)}).names
    assert names.of("hired") == date(2026, 6, 1)
    assert names.of("surname") == drawn(script, CORNER)["surname"]


def test_of_what_makes_something_wrong_the_fewest_are_told() -> None:
    script = all_cases()["E09"]
    draws = drawn(script, 7)

    def fewest(*names: str) -> set[str]:
        return {*least(script, draws, lambda tried: all(tried[n] == draws[n] for n in names))}

    assert fewest("hired") == {"hired"}
    assert fewest("hired", "wage") == {"hired", "wage"}
    assert least(script, draws, lambda _: False) == {}, "it hangs on keys or numbers"
