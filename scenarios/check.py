"""Checking a case script: everything that can be known to be wrong, each with its place.

First what reading it shows, then, where that is nothing, what the grader says of the marks and
what a rehearsal shows (`scenarios.dress`). What only a proof can show is the affair of `prove`.
"""

from pathlib import Path

from scenarios.check_marks import Marks
from scenarios.check_story import Story
from scenarios.dress import rehearsed_problems
from scenarios.load import load
from scenarios.problems import BadScript, Problem


def check(path: Path) -> list[Problem]:
    """Everything wrong with the case script in a file."""
    try:
        loaded = load(path)
    except BadScript as bad:
        return list(bad.problems)
    story = Story(loaded)
    read = list(story.ground()) or [*story.told(), *Marks(loaded).problems()]
    return read or list(rehearsed_problems(loaded))
