"""Which of the hall's topics a sentence sounds like, by weights that were learned from sentences.

A sentence is cut into `pieces`: its characters, pairs of neighbours as they are written and as they
sound (so that a slip of a keyboard which types by sound changes little), runs around the name of a
paper, marks of asking, denying, and of what is done or comes later, the senses of its words and what
two of them it has together. Each piece has small whole weights for some
topics; a sentence's score for a topic is the sum of its pieces' weights, made even for its length;
half of it is that of its best clause, where this is higher, so that two matters are heard as two.
Only integers are used: the same is heard on every machine. The weights are `ear.bin`, which
`python -m tests.teach` makes. Topics of a case's own are not known here.
"""

import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import combinations
from math import isqrt
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from mock_systems.papers import FORMS
from mock_systems.spelling import narrow

FILE = Path(__file__).with_name("ear.bin")
SOUNDS = Path(__file__).with_name("sounds.txt")
"""A line for each sound, of the characters that have it; near sounds (zh and z, ing and in) as one."""
SENSES = Path(__file__).with_name("senses.txt")
"""A line for each sense, of the words that have it at a counter."""
GRAIN = 14
"""How many steps of weight there are to one."""
UNIT = 1000
"""A score of one, in whole numbers."""
FAINT = -1000
"""The score of what does not sound at all."""
ALWAYS = crc32(b"")
"""The piece of every sentence."""
PAPER = "\ue7ff"
"""Stands for the name of any paper."""

_NAMES = sorted(
    {name for form in FORMS.values() for name in form["spoken"] if "…" not in name},
    key=len,
    reverse=True,
)
_NAME = re.compile("|".join(map(re.escape, _NAMES)))
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_PAUSES = re.compile(r"[,;:、]+|[.。!]+(?=.)")
_SIGNS = re.compile(r"[^\w,?\ue000-\ue7ff]+")
_CLAUSE = re.compile(r"(?<=[,?])")
_MARKS: Mapping[str, re.Pattern[str]] = {
    "\ue800": re.compile(
        r"吗|[?]|什么|啥|哪|谁|多少|几[个号月点]|怎么|咋|没有?$|[不伐没]$|(.)不\1"
    ),
    "\ue801": re.compile(r"不[用必要需是能得]|没|别|甭|莫|勿|无需|无须|未"),
    "\ue802": re.compile(
        r"等[^一下会]|以后|之后|回头|待会|等会|下次|下回|将来|到时|过[一两]|再(?!见)"
    ),
    "\ue803": re.compile(r"[了好完过]$|已经?|在[^这那哪吗]"),
}
"""Marks of asking, denying, what comes later, and what is done."""


def _voices() -> dict[int, str]:
    lines = SOUNDS.read_text("utf-8").splitlines()
    return {ord(each): chr(0xE000 + at) for at, line in enumerate(lines) for each in line}


VOICE: Mapping[int, str] = _voices()


def _senses() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for sense, line in enumerate(SENSES.read_text("utf-8").splitlines()):
        for word in line.split():
            found.setdefault(_sounded(word), []).append(sense)
    return found


def _sounded(word: str) -> str:
    """A word as it sounds; one of a single character as it is written, as too many sound like it."""
    return word.translate(VOICE) if len(word) > 1 else word


_SENSES: Mapping[str, list[int]] = _senses()
_WORD = max(map(len, _SENSES))


class Weights(NamedTuple):
    """What was learned: the topics, and of what lessons (`lessons` is their hash); the pieces by
    their checksums in rising order; where the weights of each begin, and where the last end; for
    each weight its topic's place and its steps."""

    lessons: str
    topics: tuple[str, ...]
    pieces: "array[int]"
    begins: "array[int]"
    places: bytes
    steps: "array[int]"

    def packed(self) -> bytes:
        """As the file has it: a line of what it was learned from, how many pieces and weights there
        are, and the topics; then pieces, beginnings, places and steps one behind the other."""
        head = " ".join((self.lessons, str(len(self.pieces)), str(len(self.steps)), *self.topics))
        numbers = (_little(self.pieces), _little(self.begins), self.places, self.steps.tobytes())
        return b"".join((head.encode(), b"\n", *numbers))


def read(packed: bytes) -> Weights:
    """The weights that a file of them has."""
    head, _, body = packed.partition(b"\n")
    lessons, pieces, weights, *topics = head.decode().split(" ")
    known, many = int(pieces), int(weights)
    begins, places = 4 * known, 4 * (2 * known + 1)
    return Weights(
        lessons,
        tuple(topics),
        _numbers(body[:begins]),
        _numbers(body[begins:places]),
        body[places : places + many],
        array("b", body[places + many :]),
    )


def _numbers(little: bytes) -> "array[int]":
    found = array("I", little)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def _little(numbers: "array[int]") -> bytes:
    return _numbers(numbers.tobytes()).tobytes()


def smooth(text: str) -> str:
    """A text in which only what matters for hearing is left: small letters, any number as nought,
    any pause as a comma."""
    said = _DIGITS.sub("0", narrow(text).lower())
    return _SIGNS.sub("", _PAUSES.sub(",", said)).strip(",")


def pieces(said: str) -> frozenset[int]:
    """What a smooth text is weighed by, each piece by its checksum."""
    return frozenset(crc32(piece.encode()) for piece in _pieces(said))


def _pieces(said: str) -> Iterator[str]:
    voiced = said.translate(VOICE)
    yield from _runs(f"^{said}$", 1, 2)
    yield from _runs(f"\ue7fe{voiced}\ue7fd", 2, 2)
    named = _NAME.sub(PAPER, said)
    if named != said:
        yield from (run for run in _runs(f"^{named}$", 1, 3) if PAPER in run)
    yield from (mark for mark, sign in _MARKS.items() if sign.search(said))
    senses = sorted(set(_meant(said, voiced)))
    yield from map(str, senses)
    yield from map(str, combinations(senses, 2))


def _runs(text: str, least: int, most: int) -> Iterator[str]:
    for long in range(least, most + 1):
        for at in range(len(text) - long + 1):
            yield text[at : at + long]


def _meant(said: str, voiced: str) -> Iterator[int]:
    """The senses of a text's words, of two at one place those of the longer."""
    at = 0
    while at < len(said):
        words = (voiced[at : at + long] for long in range(min(_WORD, len(said) - at), 1, -1))
        word = next((word for word in words if word in _SENSES), said[at])
        yield from _SENSES.get(word, ())
        at += len(word)


@cache
def weights() -> Weights:
    """What was learned."""
    return read(FILE.read_bytes())


@lru_cache(4096)
def scores(text: str) -> Mapping[str, int]:
    """How much topics sound in a sentence, in thousandths, nought where it is as likely as not; of
    those that do not sound at all (`FAINT`), nothing."""
    said = smooth(text)
    whole = _weighed(said)
    clauses = [clause for part in _CLAUSE.split(said) if (clause := part.strip(","))]
    parts = [whole] if len(clauses) < 2 else [whole, *map(_weighed, clauses)]
    best = map(max, zip(*parts, strict=True))
    even = ((one + other) // 2 for one, other in zip(whole, best, strict=True))
    return {
        topic: score for topic, score in zip(weights().topics, even, strict=True) if score > FAINT
    }


def _weighed(said: str) -> list[int]:
    learned, found = weights(), pieces(said)
    sums, always = [0] * len(learned.topics), [0] * len(learned.topics)
    for piece in found:
        _add(learned, piece, sums)
    _add(learned, ALWAYS, always)
    even = isqrt(GRAIN * GRAIN * len(found)) or 1
    return [
        each * UNIT // even + every * UNIT // GRAIN
        for each, every in zip(sums, always, strict=True)
    ]


def _add(learned: Weights, piece: int, sums: list[int]) -> None:
    at = bisect_left(learned.pieces, piece)
    if at == len(learned.pieces) or learned.pieces[at] != piece:
        return
    for weight in range(learned.begins[at], learned.begins[at + 1]):
        sums[learned.places[weight]] += learned.steps[weight]
