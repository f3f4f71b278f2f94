"""Random values, each drawn by a way that says what it is: thousands in the time a library that can
make a failing case smaller takes for a hundred. A case of a rule is small as it is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any


@dataclass(frozen=True, slots=True)
class Draw:
    """A way to draw a value."""

    of: Callable[[Random], Any]

    def __or__(self, other: "Draw") -> "Draw":
        return Draw(lambda random: random.choice((self, other)).of(random))

    def map(self, change: Callable[[Any], Any]) -> "Draw":
        """What becomes of the value."""
        return Draw(lambda random: change(self.of(random)))

    def filter(self, fits: Callable[[Any], object]) -> "Draw":
        """The first value that fits."""

        def fitting(random: Random) -> Any:
            while not fits(value := self.of(random)):
                pass
            return value

        return Draw(fitting)


def integers(first: int, last: int) -> Draw:
    """A whole number, now and then one of the two ends."""
    ends = (first, last)
    return Draw(lambda r: r.choice(ends) if r.random() < 0.05 else r.randint(first, last))


def dates(first: date, last: date) -> Draw:
    """A day, now and then one of the two ends."""
    return integers(first.toordinal(), last.toordinal()).map(date.fromordinal)


def sampled_from(values: Iterable[Any]) -> Draw:
    """One of the values."""
    some = list(values)
    return Draw(lambda random: random.choice(some))


def just(value: Any) -> Draw:
    """The value."""
    return Draw(lambda random: value)


def booleans() -> Draw:
    """Yes or no."""
    return sampled_from((False, True))


def tuples(*parts: Draw) -> Draw:
    """A value of each part."""
    return Draw(lambda random: tuple(part.of(random) for part in parts))


def builds(make: Callable[..., Any], *parts: Draw) -> Draw:
    """What is made of a value of each part."""
    return tuples(*parts).map(lambda drawn: make(*drawn))


def lists(part: Draw, min_size: int, max_size: int) -> Draw:
    """Some values of a part."""
    number = integers(min_size, max_size)
    return Draw(lambda random: [part.of(random) for _ in range(number.of(random))])


def fixed_dictionaries(parts: Mapping[str, Draw]) -> Draw:
    """A value of each part, by its name."""
    return Draw(lambda random: {name: part.of(random) for name, part in parts.items()})
