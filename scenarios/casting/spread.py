"""Expectations told once and meant for every value of a list, such as each month that is due.

The list may be of another length in every variant; the points stay the same and are shared out.
"""

from collections.abc import Iterator

from scenarios.casting.names import Names
from scenarios.reading.marks import Expectation

EACH = "each"
"""The name by which the expectation calls the value: `$each`."""


def spread(expectation: Expectation, names: Names) -> Iterator[tuple[Expectation, Names]]:
    """The expectation once for each value of its list, with its share of the points and names that
    know the value; itself where it has no list. Hundredths that cannot be shared go to the first.
    """
    if not expectation.each:
        yield expectation, names
        return
    values = names.fill(expectation.each)
    for number, value in enumerate(values):
        yield _share(expectation, number, len(values)), names.with_(**{EACH: value})


def root(id: str) -> str:
    """The id in the script of a mark in the scorecard."""
    return id.partition(".")[0]


def _share(whole: Expectation, number: int, count: int) -> Expectation:
    fields = [
        field.model_copy(update={"points": _part(field.points, number, count)})
        for field in whole.fields
    ]
    points = _part(whole.points, number, count)
    return whole.model_copy(
        update={"id": f"{whole.id}.{number + 1}", "points": points, "fields": fields}
    )


def _part(points: int, number: int, count: int) -> int:
    return points // count + (number < points % count)
