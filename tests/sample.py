"""How much of what there is a test run works: a sample, or with `ALL_CASES=1` everything.

Of case scripts, what takes long works one of each domain, and every one that a proof is due of
again: the others have not changed, nor what they rest on, since they were proved.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from scenarios import shelf
from scenarios.proofs import is_proved_here
from scenarios.reading.load import load
from scenarios.reading.problems import BadScript
from scenarios.reading.script import CaseScript
from scenarios.shelf import all_cases

FILES = shelf.case_files()
"""The files of all cases, whether they can be read or not."""


def leave_out_what_cannot_be_read() -> None:
    """Take off the shelf of this run what would take all others with it: cases that cannot be read,
    and of two with one id the second. Their own tests are of their files, and fail."""
    try:
        all_cases()
    except BadScript:
        kept = list({script.id: path for path, script in reversed([*readable()])}.values())
        shelf.case_files = lambda folder=shelf.CASES: kept


def readable() -> Iterator[tuple[Path, CaseScript]]:
    """The cases that can be read, with their files."""
    for path in FILES:
        with suppress(BadScript):
            yield path, load(path).script


def everything() -> bool:
    """Whether all is asked for, however long it takes."""
    return bool(os.environ.get("ALL_CASES"))


def examples(all_of_them: int, some: int) -> int:
    """How many random examples are asked: some, other ones in each run, or all."""
    return all_of_them if everything() else some


def sample(cases: Mapping[str, CaseScript]) -> Sequence[str]:
    """The ids of the cases to work, in order."""
    first = {script.domain: id for id, script in sorted(cases.items(), reverse=True)}
    due = {id for id, script in cases.items() if not is_proved_here(script)}
    return sorted(cases if everything() else {*first.values(), *due})


def sampled() -> Sequence[str]:
    """The sample of the product's cases."""
    return sample(all_cases())
