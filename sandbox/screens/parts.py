"""Parts of a list that may be long: a page draws one of them and leads to those beside it.

Parts keep their places while a list grows: each has as many lines as the others but the last,
which has what is left over as well, so that the newest lines never stand alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Excerpt(Generic[T]):
    """Some lines of a list: the part with this number, from 1, of so many."""

    lines: Sequence[T]
    number: int
    of: int
    before: int
    """How many lines stand before it."""
    all: int
    """How many lines there are in all."""

    @classmethod
    def numbered(cls, lines: Sequence[T], number: int, size: int) -> Self:
        """A part of at least `size` lines, if there are so many; the last where no part has that
        number."""
        of = max(1, len(lines) // size)
        number = number if 0 < number < of else of
        before = (number - 1) * size
        after = len(lines) if number == of else before + size
        return cls(lines[before:after], number, of, before, len(lines))

    @classmethod
    def holding(cls, lines: Sequence[T], place: int, size: int) -> Self:
        """The part that holds the line at a place, from 0."""
        return cls.numbered(lines, max(0, place) // size + 1, size)

    def read(self, reading: Callable[[T], U]) -> "Excerpt[U]":
        """The same part of what is read from the lines; the others are not read."""
        return Excerpt(list(map(reading, self.lines)), self.number, self.of, self.before, self.all)

    @property
    def last(self) -> bool:
        """Whether the newest lines are in it."""
        return self.number == self.of
