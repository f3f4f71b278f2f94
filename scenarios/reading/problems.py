"""What is wrong with a case script, and where: a sentence an author can act on."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Place = tuple[str | int, ...]
"""Keys and numbers of entries, counted from 0 through the whole script, its frame included."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the file, the place and line in it, what is wrong and the way out; and, where
    that is known, the place in the script as it is checked, and the name that nobody knows."""

    file: str
    place: tuple[str, ...]
    what: str
    mend: str = ""
    line: int = 0
    at: Place = field(default=(), compare=False)
    named: str = field(default="", compare=False)

    def __str__(self) -> str:
        sentence = f"{self.what}，{self.mend}" if self.mend else self.what
        file = f"{self.file}:{self.line}" if self.line else self.file
        return f"{' › '.join((file, *self.place))}：{sentence}"


class BadScript(Exception):
    """A case script that cannot be used, with everything found wrong in it, once each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(map(str, self.problems)))


def entry(number: int) -> str:
    """How a place names the entry of a list, counted from 0 here and from 1 for people."""
    return f"第{number + 1}项"
