"""Orders that a script leaves open: the walkthrough with independent steps in others."""

from collections.abc import Iterator, Sequence
from math import factorial

from scenarios.playing.edits import place
from scenarios.reading.script import CaseScript
from scenarios.reading.ways import Step

ORDERS = 24
"""How many orders of a group of independent steps are tried, the walkthrough's own among them."""


def reordered(script: CaseScript) -> Iterator[tuple[int, list[Step]]]:
    """The walkthrough with the steps of each independent group in other orders, and which group."""
    steps = script.walkthrough
    for number, group in enumerate(script.independent):
        places = sorted(place(steps, called) for called in group)
        for order in orders(places):
            turned = list(steps)
            for where, taken in zip(places, order, strict=True):
                turned[where] = steps[taken]
            yield number, turned


def orders(places: Sequence[int]) -> list[list[int]]:
    """Other orders of some places, spread evenly from their own to its reverse; all of them where
    there are no more than `ORDERS`."""
    last = factorial(len(places)) - 1
    ranks = {turn * last // (ORDERS - 1) for turn in range(1, ORDERS)}
    return [_permutation(places, rank) for rank in sorted(ranks - {0})]


def _permutation(places: Sequence[int], rank: int) -> list[int]:
    """The permutation at a place in the list of all, which goes as in a dictionary."""
    left, order = list(places), []
    while left:
        turn, rank = divmod(rank, factorial(len(left) - 1))
        order.append(left.pop(turn))
    return order
