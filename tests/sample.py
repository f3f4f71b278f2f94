"""How much of what there is a test run works: a sample, or with `ALL_CASES=1` everything.

Of case scripts, what takes long works one of each domain, and every one that a proof is due of
again: the others have not changed, nor what they rest on, since they were proved.
"""

import os
from collections.abc import Mapping, Sequence

from scenarios.proofs import is_proved_here
from scenarios.reading.script import CaseScript
from scenarios.shelf import all_cases


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
