"""What is wrong with a case script, and where: a sentence an author can act on."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

LISTED = 8
"""How many possible names a sentence lists where none is near."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the file, the place in it, what is wrong and the way out."""

    file: str
    place: tuple[str, ...]
    what: str
    mend: str = ""

    def __str__(self) -> str:
        sentence = f"{self.what}，{self.mend}" if self.mend else self.what
        return f"{' › '.join((self.file, *self.place))}：{sentence}"


class BadScript(Exception):
    """A case script that cannot be used, with everything found wrong in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def entry(number: int) -> str:
    """How a place names the entry of a list, counted from 0 here and from 1 for people."""
    return f"第{number + 1}项"


def nearest(name: str, known: Iterable[str]) -> str:
    """The way out of a name nobody knows: the nearest one, or the names there are."""
    names = sorted(set(known))
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"是否想写“{near[0]}”？"
    if not names:
        return "此处不能填写"
    more = " 等" if len(names) > LISTED else ""
    return f"可用的有：{'、'.join(names[:LISTED])}{more}"
