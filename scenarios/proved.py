"""The list of proved cases, which lies beside them: by it a case may be used in a round."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from shutil import copymode

from scenarios.reading.script import CaseScript

KEPT = Path(__file__).with_name("cases") / "proved.txt"
"""A line for each case: its id, the hash of the script that was proved, and of the program."""


def is_proved(script: CaseScript) -> bool:
    """Whether this very script was proved."""
    return kept().get(script.id, ("", ""))[0] == script.digest


def kept() -> Mapping[str, tuple[str, str]]:
    """The hashes of script and program that the list holds, by the id of the case."""
    return _read(KEPT)


def keep(hashes: Mapping[str, tuple[str, str]]) -> None:
    """Write the list anew. `OSError` where it cannot be written, which then stays as it was."""
    lines = [" ".join(filter(None, (id, *each))) for id, each in sorted(hashes.items())]
    beside = KEPT.with_suffix(".part")
    beside.write_text("\n".join([*lines, ""]), "utf-8")
    if KEPT.is_file():
        copymode(KEPT, beside)
    beside.replace(KEPT)
    _read.cache_clear()


@cache
def _read(path: Path) -> Mapping[str, tuple[str, str]]:
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    found = (line.split() for line in lines if line.strip())
    return {id: (script, more[0] if more else "") for id, script, *more in found}
