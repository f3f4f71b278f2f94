"""Long lists are drawn in parts that keep their places."""

import pytest

from sandbox.screens.parts import Excerpt


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 7, 8, 9, 23])
def test_parts_have_every_line_once_and_in_order(count: int) -> None:
    lines = list(range(count))
    of = Excerpt.numbered(lines, 0, 4).of
    parts = [Excerpt.numbered(lines, number, 4) for number in range(1, of + 1)]
    assert [line for part in parts for line in part.lines] == lines
    assert [part.before for part in parts] == [4 * place for place in range(of)]
    assert all(4 <= len(part.lines) < 8 for part in parts) or count < 4
    assert [part.last for part in parts] == [False] * (of - 1) + [True]


@pytest.mark.parametrize("number", [-1, 0, 6, 999])
def test_a_part_that_there_is_not_is_the_newest(number: int) -> None:
    assert Excerpt.numbered(range(23), number, 4) == Excerpt.numbered(range(23), 5, 4)


@pytest.mark.parametrize(("place", "number"), [(-1, 1), (0, 1), (3, 1), (4, 2), (22, 5), (99, 5)])
def test_a_line_is_in_the_part_that_holds_it(place: int, number: int) -> None:
    assert Excerpt.holding(range(23), place, 4).number == number
