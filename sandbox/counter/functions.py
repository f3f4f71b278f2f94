"""Functions: how whoever knows the work calls an entry of a menu, without looking for it.

A function has a number of three digits: its system, the group of its menu, its place there, each
counted from 1. It is known by the first letters of its name, too, as they are typed for Chinese.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mock_systems.operation import Operation
from sandbox.counter.menus import menu_of, systems

_LETTERS = "abcdefghjklmnopqrstwxyz"
_FIRST = bytes.fromhex(
    "b0a1 b0c5 b2c1 b4ee b6ea b7a2 b8c1 b9fe bbf7 bfa6 c0ac c2e8 "
    "c4c3 c5b6 c5be c6da c8bb c8f6 cbfa cdda cef4 d1b9 d4d1"
)
"""Where each letter begins in GB 2312, whose usual 3,755 characters stand in the order of pinyin."""
_USUAL = range(0xB0A1, 0xD7FA)


@dataclass(frozen=True, slots=True)
class Function:
    """An entry of a menu: its number, the first letters of its name, what it opens."""

    code: str
    letters: str
    operation: type[Operation]


@cache
def functions() -> Mapping[str, Function]:
    """Every entry of every menu, by its number."""
    return {each.code: each for each in _numbered()}


@cache
def codes() -> Mapping[type[Operation], str]:
    """The number of every entry of a menu."""
    return {each.operation: code for code, each in functions().items()}


def _numbered() -> Iterator[Function]:
    for system, name in enumerate(systems(), 1):
        for group, (_, operations) in enumerate(menu_of(name), 1):
            for place, each in enumerate(operations, 1):
                yield Function(f"{system}{group}{place}", letters(each.declared.title), each)


def letters(title: str) -> str:
    """The first letters of a name's characters; a character that is none of the usual ones has no
    letter, one that is read in several ways that of its commonest."""
    encoded = (int.from_bytes(each.encode("gb2312", "replace"), "big") for each in title)
    return "".join(_letter(each) for each in encoded if each in _USUAL)


def _letter(encoded: int) -> str:
    return _LETTERS[bisect_right(_bounds(), encoded) - 1]


@cache
def _bounds() -> list[int]:
    return [int.from_bytes(_FIRST[at : at + 2], "big") for at in range(0, len(_FIRST), 2)]
