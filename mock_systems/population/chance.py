"""Chance: draws that come out the same on every machine and in every version of Python.

Only `random()` of the standard generator is promised to stay what it is, so everything here is
made of it. Seeds are hashed texts: no two blocks of people share a stream.
"""

import random
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


class Chance(random.Random):
    """A stream of draws; the same words give the same stream."""

    def __init__(self, *words: object) -> None:
        super().__init__(number(*words))

    def happens(self, share: float) -> bool:
        """True with this probability."""
        return self.random() < share

    def pick(self, offered: Sequence[T]) -> T:
        """One of those offered, each as likely as the others."""
        return offered[int(self.random() * len(offered))]

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.random() * (high - low + 1))


def number(*words: object) -> int:
    """A large number that depends on every word and nothing else."""
    return int.from_bytes(sha256("|".join(map(str, words)).encode()).digest()[:16], "big")


def weighted(weights: Mapping[T, int]) -> list[T]:
    """Each key as often as its weight, so that `pick` respects the weights."""
    return [key for key, weight in weights.items() for _ in range(weight)]
