"""Teach the hall's ear: learn the weights in `mock_systems/hall/topics/ear.bin` from sentences.

    python -m tests.teach            learn, and write the weights
    python -m tests.teach --check    learn, and say whether they are those that stand there
    python -m tests.teach --parts N  learn N times without a part of the open book, and tell how
                                     precisely and how much of that part the ear then hears

Learned from are the open part of the book of sentences, what is written to be learned from
(`mock_systems/taught/`), `mock_systems/said.toml` and the standard sentences; each besides with slips
of the keyboard, as a dialect would say it, with another paper's name, and two in one. Never what is
held back. Only sums, products and roots are taken, in one order: the same sentences make the same
bytes, on every machine. What a sentence is varied by, and when its turn comes, is drawn by its own
text alone: a new kind of paper or topic leaves what the others are learned from as it is.
"""

import argparse
import hashlib
import random
import re
import sys
import tomllib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from mock_systems.hall import topics
from mock_systems.hall.topics import TOPICS, ear
from mock_systems.hall.topics.ear import FILE, VOICE, pieces, smooth
from mock_systems.papers import FORMS
from tests import book

SEED = "2"
"""By what, besides a sentence itself, is drawn."""
FOLDER = Path(__file__).parent / "mock_systems"
CODES = tuple(sorted(code for code in TOPICS if code != "other"))
AT = {code: place for place, code in enumerate(CODES)}
ROUNDS = 6
"""How often all sentences are gone through."""
STEP = 0.35
"""How far the first step goes towards what was missed."""
WIDE = 2.0
"""From which score on a sentence is rightly heard or not heard, so that nothing is to be learned."""
WANTED = 2.0
"""How much more it weighs to miss a topic than to imagine one."""
RARE = 3
"""In how many sentences a piece must stand."""
SLIGHT = 2
"""Up to how many steps a weight is as good as none."""


class Lesson(NamedTuple):
    """A sentence, the topics it must be heard as, and those it may."""

    wanted: frozenset[str]
    optional: frozenset[str]
    text: str


def written() -> Iterator[Lesson]:
    """What is learned from beside the book."""
    for topic in TOPICS.values():
        if topic.sentence:
            yield Lesson(frozenset([topic.code]), frozenset(), str(topic.sentence))
    for code, texts in tomllib.loads((FOLDER / "said.toml").read_text("utf-8")).items():
        yield from (Lesson(frozenset({code} - {"other"}), frozenset(), text) for text in texts)
    for path in sorted((FOLDER / "taught").glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                codes, texts = line.split(": ", 1)
                yield from (_lesson(codes, text) for text in texts.split("|"))


def _lesson(named: str, text: str) -> Lesson:
    codes = [] if named == "none" else named.split()
    optional = frozenset(code[1:] for code in codes if code[0] == "?")
    return Lesson(frozenset(code for code in codes if code[0] != "?"), optional, text)


def opened() -> Sequence[Lesson]:
    """The part of the book that may be learned from."""
    return [_of_the_book(line) for line in book.book() if line.part == "open"]


def _of_the_book(line: book.Line) -> Lesson:
    return Lesson(line.wanted, line.optional, line.text)


def taught(lessons: Sequence[Lesson]) -> str:
    """The hash of lessons, and of what they are varied and cut into pieces by."""
    told = (f"{sorted(one.wanted)} {sorted(one.optional)} {one.text}" for one in lessons)
    files = (path.read_text("utf-8") for path in (_VARIED_BY, ear.SENSES, ear.SOUNDS))
    return hashlib.sha256("\n".join((*told, str(PAPERS), *files)).encode()).hexdigest()


# How a sentence varies.

_SAME_SOUND: Mapping[str, Sequence[str]] = {
    voice: [chr(code) for code, other in VOICE.items() if other == voice]
    for voice in sorted(set(VOICE.values()))
}
_VARIED_BY = FOLDER / "taught" / "dialects.toml"
_WORDS: Mapping[str, Any] = tomllib.loads(_VARIED_BY.read_text("utf-8"))
_ALIKE: Mapping[str, str] = {
    one: alike.replace(one, "") for alike in _WORDS["alike"] for one in alike
}
_DIALECTS = [(said, others.split()) for said, others in _WORDS["said"].items()]
_CALLED: Mapping[str, str] = {
    name: kind
    for kind, form in sorted(FORMS.items())
    for name in (*form["spoken"], *_WORDS["papers"].get(kind, ()))
    if "…" not in name
}
_NAME = re.compile("|".join(map(re.escape, sorted(_CALLED, key=len, reverse=True))))


def _names(called: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """What kinds of paper are called, those that have a name of their own."""
    names: dict[str, list[str]] = {}
    for name, kind in sorted(called.items()):
        names.setdefault(kind, []).append(name)
    return names


PAPERS = _names(_CALLED)
"""Those of the hall."""


def _chance(*of: object) -> random.Random:
    """The chance of these alone."""
    return random.Random(_lot(*of))


def _lot(*of: object) -> bytes:
    return hashlib.sha256(repr(of).encode()).digest()


def varied(
    lessons: Sequence[Lesson], seed: str, names: Mapping[str, Sequence[str]] = PAPERS
) -> list[Lesson]:
    """The lessons, and beside them what slips, dialects, other papers and company make of them."""
    swapped = [new for old in lessons for new in _with_another_paper(old, seed, names)]
    listed = [new for old in lessons for new in _with_more_papers(old, seed, names)]
    plain = [*lessons, *swapped, *listed]
    slipped = [
        one._replace(text=_slipped(one.text, _chance(seed, "slip", one.text))) for one in plain
    ]
    spoken = [
        one._replace(text=_as_dialect(one.text, _chance(seed, "dialect", one.text)))
        for one in plain
    ]
    return [*plain, *slipped, *spoken, *_addressed(lessons, seed), *_in_company(lessons, seed)]


def _addressed(lessons: Sequence[Lesson], seed: str) -> Iterator[Lesson]:
    """Every third, with what people are called before it."""
    for one in lessons:
        chance = _chance(seed, "called", one.text)
        if chance.random() < 1 / 3:
            yield one._replace(text=chance.choice(_WORDS["before"]) + one.text)


def _in_company(lessons: Sequence[Lesson], seed: str) -> Iterator[Lesson]:
    """Every other, with another behind it: the next in an order in which a new one changes only
    who stands before it."""
    circle = sorted(lessons, key=lambda one: _lot(seed, "place", one.text))
    for one, other in zip(circle, [*circle[1:], *circle[:1]], strict=True):
        chance = _chance(seed, "company", one.text)
        if chance.random() < 1 / 2:
            yield _together(one, other, chance)


def _slipped(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    kind = chance.random()
    if kind < 0.2 and text[at] in _ALIKE:
        return text[:at] + chance.choice(_ALIKE[text[at]]) + text[at + 1 :]
    if kind < 0.75 and ord(text[at]) in VOICE:
        return text[:at] + chance.choice(_SAME_SOUND[VOICE[ord(text[at])]]) + text[at + 1 :]
    if kind < 0.88:
        return text[:at] + text[at] + text[at:]
    return text[:at] + text[at + 1 :] or text


def _as_dialect(text: str, chance: random.Random) -> str:
    for said, others in chance.sample(_DIALECTS, len(_DIALECTS)):
        if said in text and chance.random() < 0.7:
            text = text.replace(said, chance.choice(others))
    return f"{text.rstrip('。？！?!')}{chance.choice(_WORDS['behind'])}"


def _with_another_paper(
    one: Lesson, seed: str, names: Mapping[str, Sequence[str]]
) -> Iterator[Lesson]:
    named = _NAME.findall(one.text)
    if len(named) == 1 and not one.wanted - {f"ask_{_CALLED[named[0]]}"}:
        chance = _chance(seed, "another paper", one.text)
        [new] = _others(named[0], one, seed, names, 1)
        text = one.text.replace(named[0], chance.choice(names[new]))
        yield Lesson(frozenset(f"ask_{new}" for _ in one.wanted), one.optional, text)


def _with_more_papers(
    one: Lesson, seed: str, names: Mapping[str, Sequence[str]]
) -> Iterator[Lesson]:
    """Who asks for one paper asks for others behind it in the same words."""
    named = _NAME.findall(one.text)
    if len(named) == 1 and one.wanted == {f"ask_{_CALLED[named[0]]}"}:
        chance = _chance(seed, "more papers", one.text)
        others = _others(named[0], one, seed, names, 3)[1:]
        said = [named[0], *(chance.choice(names[kind]) for kind in others)]
        text = "".join(f"{name}{chance.choice('、、和跟，')}" for name in said[:-1]) + said[-1]
        wanted = one.wanted | {f"ask_{kind}" for kind in others}
        yield Lesson(wanted, one.optional - wanted, one.text.replace(named[0], text))


def _others(name: str, one: Lesson, seed: str, names: Iterable[str], many: int) -> Sequence[str]:
    """Other kinds of paper than the named one, drawn so that a new kind takes the place of one
    here and there, and leaves the rest as they are."""
    others = [kind for kind in names if kind != _CALLED[name]]
    return sorted(others, key=lambda kind: _lot(seed, kind, one.text))[:many]


def _together(one: Lesson, other: Lesson, chance: random.Random) -> Lesson:
    wanted = one.wanted | other.wanted
    text = one.text.rstrip("。？！?!") + chance.choice("，，，？。；") + other.text
    return Lesson(wanted, (one.optional | other.optional) - wanted, text)


# Learning.


def learned(lessons: Sequence[Lesson], seed: str = SEED) -> ear.Weights:
    """What the lessons teach."""
    said = varied(lessons, seed)
    weighed_by = [pieces(smooth(one.text)) for one in said]
    often = Counter(piece for found in weighed_by for piece in found)
    known = {p: at for at, p in enumerate(sorted(p for p, n in often.items() if n >= RARE))}
    rows = [
        np.array(sorted(known[p] for p in found if p in known), np.int64) for found in weighed_by
    ]
    even = [1 / np.sqrt(max(1, len(found))) for found in weighed_by]
    targets = [_target(one) for one in said]
    weight = np.zeros((len(known) + 1, len(CODES)), np.float32)
    walked = np.full_like(weight, 0.1)
    weight[-1] = -1.0
    order = list(range(len(said)))
    for turn in range(ROUNDS):
        order.sort(key=lambda at: _lot(seed, turn, said[at].text))
        pace = np.float32(STEP * min(1.0, 1.2 - turn / ROUNDS))
        for at in order:
            _step(weight, walked, rows[at], np.float32(even[at]), targets[at], pace)
    return _whole(weight, list(known), lessons)


def _target(one: Lesson) -> tuple[np.ndarray, np.ndarray]:
    return (
        np.array([AT[code] for code in sorted(one.wanted)], np.int64),
        np.array([AT[code] for code in sorted(one.optional)], np.int64),
    )


def _step(
    weight: np.ndarray,
    walked: np.ndarray,
    row: np.ndarray,
    even: np.float32,
    target: tuple[np.ndarray, np.ndarray],
    pace: np.float32,
) -> None:
    """One step of each topic that a sentence is not yet rightly heard or not heard as, shorter where
    many were taken; the last row is that of every sentence."""
    wanted, optional = target
    every = len(weight) - 1
    score = weight[row].sum(0) * even + weight[every]
    fault = np.clip((score + np.float32(WIDE)) / np.float32(2 * WIDE), 0, 1)
    fault[wanted] = (fault[wanted] - 1) * np.float32(WANTED)
    fault[optional] = 0
    wrong = np.flatnonzero(fault)
    if not len(wrong):
        return
    push = fault[wrong]
    cells = np.ix_(row, wrong)
    walked[cells] += push * push
    weight[cells] -= pace * push / np.sqrt(walked[cells])
    walked[every, wrong] += push * push
    weight[every, wrong] -= pace * push / np.sqrt(walked[every, wrong])


def _whole(weight: np.ndarray, known: Sequence[int], lessons: Sequence[Lesson]) -> ear.Weights:
    steps = np.clip(np.rint(weight * np.float32(ear.GRAIN)), -127, 127).astype(np.int8)
    steps[:-1][abs(steps[:-1]) <= SLIGHT] = 0
    pieces = np.array([*known, ear.ALWAYS], np.uint32)
    steps, pieces = steps[np.argsort(pieces)], np.sort(pieces)
    some = steps.any(1)
    steps, pieces = steps[some], pieces[some]
    row, place = np.nonzero(steps)
    begins = np.searchsorted(row, np.arange(len(pieces) + 1))
    return ear.Weights(
        taught(lessons),
        CODES,
        array("I", pieces.tolist()),
        array("I", begins.tolist()),
        place.astype(np.uint8).tobytes(),
        array("b", steps[row, place].tolist()),
    )


def unlearned(parts: int) -> Iterator[str]:
    """For each kind of sentence, how precisely and how much of the open part of the book the ear
    alone hears, each of so many parts by what was learned from the others. Keywords were written
    from all of it, and so tell nothing here."""
    lines = [line for line in book.book() if line.part == "open"]
    scored = dict.fromkeys((*book.KINDS, "all"), book.Score(0, 0, 0))
    for part in range(parts):
        rest = [line for at, line in enumerate(lines) if at % parts != part]
        _hear_by(learned([*map(_of_the_book, rest), *written()]))
        for line in lines[part::parts]:
            for kind in (line.kind, "all"):
                scored[kind] = book.Score(*map(sum, zip(scored[kind], _heard(line), strict=True)))
    yield from (f"{kind}\t{score.precision}\t{score.recall}" for kind, score in scored.items())


def _hear_by(weights: ear.Weights) -> None:
    ear.weights = lambda: weights  # type: ignore[assignment]
    ear.scores.cache_clear()


def _heard(line: book.Line) -> book.Score:
    found = {code for code, score in ear.scores(line.text).items() if score > topics.ALONE}
    right, wrong = found & line.wanted, found - line.wanted - line.optional
    return book.Score(len(line.wanted), len(right), len(wrong))


def main(arguments: Sequence[str]) -> int:
    """Learn; write, compare, or tell how what was not learned from is heard."""
    parser = argparse.ArgumentParser(prog="python -m tests.teach")
    parser.add_argument("--check", action="store_true", help="only say whether the file is this")
    parser.add_argument("--parts", type=int, help="tell how what was not learned from is heard")
    chosen = parser.parse_args(arguments)
    if chosen.parts:
        print(*unlearned(chosen.parts), sep="\n")
        return 0
    new = learned([*opened(), *written()]).packed()
    if chosen.check:
        return int(new != FILE.read_bytes())
    FILE.write_bytes(new)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
