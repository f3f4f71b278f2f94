"""Checking a case script: everything that can be known to be wrong, each with its place.

First what reading it shows, then, where that is nothing, what the grader says of the marks and
what a rehearsal shows (`scenarios.checking.dress`). What only a proof can show is the affair of `prove`.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from scenarios.casting.cast import drafted
from scenarios.casting.corners import CORNER, Draws, corners
from scenarios.casting.vary import NOTHING, pool, too_few
from scenarios.checking.blame import blamed
from scenarios.checking.dress import rehearsed_problems
from scenarios.checking.marks import Marks
from scenarios.checking.story import Story
from scenarios.checking.written_out import written_out
from scenarios.reading.load import Loaded, load, playable
from scenarios.reading.problems import BadScript, Problem
from scenarios.reading.script import CaseScript

VARIANTS = 16
"""How many variants are read at least: the base story, every corner of what is drawn but for words
of pools, which are names alone, and others up to that number."""


def check(path: Path) -> list[Problem]:
    """Everything wrong with the case script in a file."""
    with _all_kept():
        try:
            loaded = load(path)
        except BadScript as bad:
            return list(dict.fromkeys([*bad.problems, *_beside(path)]))
        return list(dict.fromkeys(_of(loaded)))


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


def _of(loaded: Loaded) -> Iterable[Problem]:
    """What is wrong with a script that could be read; its sums beside whatever else is, which is
    played as if they were right."""
    if few := _too_few(loaded):
        return few
    sums = [*Marks(loaded).sums()]
    played = _balanced(loaded) if sums else loaded
    return [*(_read(loaded) or rehearsed_problems(played)), *sums]


def _balanced(loaded: Loaded) -> Loaded:
    """The script with the total its lines make up."""
    script = loaded.script
    worth = sum(each.worth for each in script.expect)
    worth += sum(each.points for each in script.rules) + sum(e.points for e in script.service)
    return replace(loaded, script=script.model_copy(update={"total": worth}))


def _beside(path: Path) -> Iterator[Problem]:
    """What is wrong beside mistakes that could not be read, where nothing else could not; but for
    what they alone may have used."""
    try:
        loaded, left_out = playable(path)
    except BadScript:
        return
    if {part for each in left_out for part in each.place[:1]} == {"mistakes"}:
        yield from (each for each in _of(loaded) if each.place[0] not in ("vary", "topics"))


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


def _read(loaded: Loaded) -> Sequence[Problem]:
    """What reading the variants shows, one after another until one has a problem; what only another
    than the first shows names it, and what is drawn there."""
    read = _reader(loaded)
    if found := read(0, NOTHING):
        return found
    for variant, draws in _others(loaded.script):
        if found := read(variant, draws):
            return blamed(loaded.script, found, variant, draws, partial(_alone, loaded))
    return ()


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
