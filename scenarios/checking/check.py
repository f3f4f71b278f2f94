"""Checking a case script: everything that can be known to be wrong, each with its place.

First what reading it shows, then, where that is nothing, what the grader says of the marks and
what a rehearsal shows (`scenarios.checking.dress`). What only a proof can show is the affair of `prove`.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from scenarios.casting.cast import drafted
from scenarios.checking.dress import rehearsed_problems
from scenarios.checking.marks import Marks
from scenarios.checking.story import Story
from scenarios.reading.load import Loaded, load
from scenarios.reading.problems import BadScript, Problem

VARIANTS = 20
"""How many variants are read: enough to meet nearly every row of `[vary]`."""


def check(path: Path) -> list[Problem]:
    """Everything wrong with the case script in a file."""
    try:
        loaded = load(path)
    except BadScript as bad:
        return list(bad.problems)
    return list(dict.fromkeys(_read(loaded) or rehearsed_problems(loaded)))


def _read(loaded: Loaded) -> Sequence[Problem]:
    """What reading the variants shows, one after another until one has a problem; what only another
    than the first shows names it."""
    first, marked = Story(loaded), Marks(loaded)
    for variant in range(VARIANTS):
        names, _ = drafted(loaded.script, variant)
        story, marks = first.with_(names), marked.with_(names)
        if found := list(story.ground()) or [*story.contents(), *marks.problems()]:
            told = f"（变式{variant}）" if variant else ""
            return [replace(each, what=f"{each.what}{told}") for each in found]
    return ()
