"""Checking a case script: everything that can be known to be wrong, each with its place.

First what its shape and reading it show, then what the grader says of the marks and what a rehearsal
shows (`scenarios.checking.dress`). What is wrong is left out and the rest is looked at without it; what
only follows is left unsaid (`scenarios.reading.gaps`). What only a proof can show is the affair of `prove`.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from scenarios.casting.cast import drafted
from scenarios.casting.corners import CORNER, Draws, corners
from scenarios.casting.vary import NOTHING, pool, too_few
from scenarios.checking.blame import blamed
from scenarios.checking.dress import rehearsed_problems
from scenarios.checking.marks import Marks
from scenarios.checking.reader import Reader
from scenarios.checking.story import Story
from scenarios.checking.sums import sums
from scenarios.checking.written_out import written_out
from scenarios.reading.load import Loaded, readable
from scenarios.reading.problems import BadScript, Problem
from scenarios.reading.script import CaseScript

T = TypeVar("T")
_NOTHING: Sequence[Problem] = ()
VARIANTS = 16
"""How many variants are read at least: the base story, every corner of what is drawn but for words
of pools, which are names alone, and others up to that number."""


def check(path: Path) -> list[Problem]:
    """Everything wrong with the case script in a file."""
    with _all_kept():
        try:
            loaded, wrong = readable(path)
        except BadScript as bad:
            return list(bad.problems)
        return list(dict.fromkeys([*wrong, *_beside(bool(wrong), lambda: _of(loaded), _NOTHING)]))


def _beside(is_wrong: bool, look: Callable[[], T], instead: T) -> T:
    """What is found beside what is known to be wrong; where that breaks down by it, something instead."""
    try:
        return look()
    except Exception:  # whatever the program has not thought of where a part is wrong
        if is_wrong:
            return instead
        raise


@contextmanager
def _all_kept() -> Iterator[None]:
    """No garbage is looked for: a check keeps what it makes, and to go through that again and again
    is a fourteenth of its time."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def _of(loaded: Loaded) -> Sequence[Problem]:
    """What is wrong with a script that could be read; its sums beside whatever else is, which is
    played as if they were right."""
    if few := _too_few(loaded):
        return few
    wrong = [*sums(Reader(loaded))]
    found, left = _read(loaded)
    played = left.balanced() if wrong or left.gaps else left
    is_wrong = bool(found or left.gaps)
    shown = _beside(is_wrong, lambda: [*rehearsed_problems(played)], _NOTHING)
    named = {each.named for each in found} - {""}
    new = (each for each in shown if not (each.named in named or left.gaps.explain(each)))
    return [*found, *new, *wrong]


def _too_few(loaded: Loaded) -> Sequence[Problem]:
    """Pools that cannot give each name a word of its own."""
    return [
        loaded.layout.problem(
            ("vary", name, "pool"),
            f"词库 {words} 只有 {len(pool(words))} 个词，前面已取完",
            "请少用几次，或改写成 choose",
        )
        for name, words in too_few(loaded.script).items()
    ]


def _read(loaded: Loaded) -> tuple[Sequence[Problem], Loaded]:
    """What reading the variants shows, one after another until one has a problem, and the script as
    it can be played: without the marks and ways that are wrong. What only another variant than the
    first shows names it, and what is drawn there."""
    read, gaps = _reader(loaded), loaded.gaps
    if found := read(0, NOTHING):
        told: Sequence[Problem] = [each for each in found if not gaps.explain(each)]
        left = _beside(True, lambda: _left(loaded, found), loaded)
        if left.script == loaded.script:
            return told, left
        more, left = _beside(True, lambda: _read(left), (_NOTHING, left))
        return [*told, *more], left
    for variant, draws in _others(loaded.script):
        if found := [each for each in read(variant, draws) if not gaps.explain(each)]:
            told = blamed(loaded.script, found, variant, draws, partial(_alone, loaded))
            return told, loaded.apart_from(each.at for each in found if each.at)
    return (), loaded


def _left(loaded: Loaded, found: Sequence[Problem]) -> Loaded:
    """What can be looked at where something is wrong: what all else is made of is left out, too."""
    places = [each.at for each in found if each.at]
    is_ground = bool([*Story(loaded).ground()])
    return loaded.without(places) if is_ground else loaded.apart_from(places)


def _reader(loaded: Loaded) -> Callable[[int, Draws], Sequence[Problem]]:
    """How variants are read, the first one first: what one has shown is not told of another."""
    first, marked = Story(loaded), Marks(loaded)

    def read(variant: int, draws: Draws) -> Sequence[Problem]:
        names, _ = drafted(loaded.script, variant, draws)
        story, marks = first.with_(names), marked.with_(names)
        if found := list(story.ground()):
            return found
        spelt = () if variant else written_out(story)
        return [*story.contents(), *marks.problems(), *spelt]

    return read


def _alone(loaded: Loaded, draws: Draws) -> Sequence[Problem]:
    """What is wrong with a corner, whatever was read before."""
    read = _reader(loaded)
    return read(0, NOTHING) or read(CORNER, draws)


def _others(script: CaseScript) -> Iterator[tuple[int, Draws]]:
    """What is read beside the base story: a variant, and what is drawn whatever it draws."""
    known = [*corners(script, words=False)]
    yield from ((CORNER, draws) for draws in known)
    yield from ((variant, NOTHING) for variant in range(1, VARIANTS - len(known)))
