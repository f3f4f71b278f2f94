"""Which cases are proved: only they may be used in a round.

A proof takes many seconds, so what was proved is kept by the hash of the script beside the cases
and looked up: a script that has been changed since is not proved any more.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from scenarios.reading.script import CaseScript
from scenarios.shelf import CASES, all_cases

KEPT = CASES / "proved.txt"
"""A line for each case: its id and the hash of the script that was proved."""
ENOUGH = 5
"""How many variants a proof must have gone through to be kept."""


def is_proved(script: CaseScript) -> bool:
    """Whether this very script was proved."""
    return _kept(KEPT).get(script.id) == script.digest


def keep(proved: Sequence[CaseScript]) -> bool:
    """Keep scripts of the shelf as proved; whether there were any. `OSError` where the list cannot
    be written, which then stays as it was."""
    own = {script.id: script.digest for script in proved if all_cases().get(script.id) == script}
    if not own:
        return False
    known = {id: digest for id, digest in _kept(KEPT).items() if id in all_cases()}
    lines = [f"{id} {digest}\n" for id, digest in sorted({**known, **own}.items())]
    beside = KEPT.with_suffix(".part")
    beside.write_text("".join(lines), "utf-8")
    beside.replace(KEPT)
    _kept.cache_clear()
    return True


@cache
def _kept(path: Path) -> Mapping[str, str]:
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return dict(line.split() for line in lines if line.strip())
