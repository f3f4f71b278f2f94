"""What a word of a command has to be."""

import argparse
from collections.abc import Callable
from contextlib import suppress

from mock_systems.population.allotment import LARGEST
from mock_systems.population.build import SEEDS
from mock_systems.spelling import narrow


def code(text: str) -> str:
    """A login, a number or a case as it is kept: an input method may have made it full width."""
    return narrow(text).strip()


def _within(low: int, high: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        with suppress(ValueError):
            if low <= int(text) <= high:
                return int(text)
        raise argparse.ArgumentTypeError(f"“{text}”应为 {low} 至 {high} 的整数")

    return number


port = _within(1, 65_535)
people = _within(1, LARGEST)
seed = _within(SEEDS[0], SEEDS[-1])
minutes = _within(1, 24 * 60)
positive = _within(1, 1_000)
not_negative = _within(0, 10**9)
