"""Checking a case script: everything that can be known to be wrong, each with its place.

First what reading it shows, then, where that is nothing, what the grader says of the marks and
what a rehearsal shows (`scenarios.checking.dress`). What only a proof can show is the affair of `prove`.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

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
    for variant in range(VARIANTS):
        if read := list(_read(loaded, variant)):
            return list(dict.fromkeys(read))
    return list(dict.fromkeys(rehearsed_problems(loaded)))


def _read(loaded: Loaded, variant: int) -> Iterator[Problem]:
    """What reading a variant shows; what only another than the first shows names it."""
    story = Story(loaded, variant)
    found = list(story.ground()) or [*story.contents(), *Marks(loaded, variant).problems()]
    for each in found:
        yield replace(each, what=f"{each.what}（变式{variant}）") if variant else each
