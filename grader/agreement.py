"""How far judges agree: percent and Gwet's AC1 for met or not met, Krippendorff's alpha for levels.

A unit is one mark of one attempt, with the ratings its judges gave. Units with fewer than two
ratings say nothing of agreement and are left out; `n` is always the number of those that count.
These figures find rules to discuss; they never alter marks. No command or page asks for them yet:
while one judge settles a mark (`docs/decisions/070-one-judge-settles-a-mark-for-now.md`) hardly any has two ratings.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TypeVar

T = TypeVar("T")

MET = (True, False)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient and the number of units it rests on; None where it is not defined."""

    value: float | None
    n: int


def percent(units: Iterable[Sequence[Hashable]]) -> Agreement:
    """The mean over units of the share of pairs of ratings that are equal."""
    rated = _rated(units)
    return _agreement(_observed(rated) if rated else None, rated)


def ac1(units: Iterable[Sequence[Hashable]], categories: Collection[Hashable] = MET) -> Agreement:
    """Gwet's AC1: agreement beyond chance, where chance is taken from how mixed the ratings are.

    Unlike kappa it does not fall when nearly everything is met. (Gwet 2008, several raters.)
    """
    rated = _rated(units)
    if not rated:
        return _agreement(None, rated)
    shares = [_share(category, rated) for category in categories]
    chance = sum((share * (1 - share) for share in shares), Fraction()) / (len(categories) - 1)
    return _agreement((_observed(rated) - chance) / (1 - chance), rated)


def alpha(units: Iterable[Sequence[int]]) -> Agreement:
    """Krippendorff's alpha for interval values: one minus observed by expected disagreement.

    Not defined where all ratings are equal: there was nothing to disagree about.
    """
    rated = _rated(units)
    pooled = [rating for unit in rated for rating in unit]
    if len(set(pooled)) < 2:
        return _agreement(None, rated)
    inner = sum((Fraction(_spread(unit), len(unit) - 1) for unit in rated), Fraction())
    observed = 2 * inner / len(pooled)
    expected = Fraction(2 * _spread(pooled), len(pooled) * (len(pooled) - 1))
    return _agreement(1 - observed / expected, rated)


def _rated(units: Iterable[Sequence[T]]) -> list[Sequence[T]]:
    return [unit for unit in units if len(unit) > 1]


def _share(category: Hashable, rated: Sequence[Sequence[Hashable]]) -> Fraction:
    return sum((Fraction(u.count(category), len(u)) for u in rated), Fraction()) / len(rated)


def _observed(rated: Sequence[Sequence[Hashable]]) -> Fraction:
    return sum((_alike(unit) for unit in rated), Fraction()) / len(rated)


def _alike(unit: Sequence[Hashable]) -> Fraction:
    pairs = list(combinations(unit, 2))
    return Fraction(sum(a == b for a, b in pairs), len(pairs))


def _spread(values: Sequence[int]) -> int:
    """The sum of squared differences over all pairs, without making them."""
    return len(values) * sum(v * v for v in values) - sum(values) ** 2


def _agreement(value: Fraction | None, rated: Sequence[object]) -> Agreement:
    return Agreement(None if value is None else round(float(value), 6), len(rated))
