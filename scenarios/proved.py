"""The lists of proved cases, one in each folder of cases: by them a case may be used in a round."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from shutil import copymode

from scenarios.folders import CASES, folders, is_beside
from scenarios.reading.script import CaseScript

KEPT = CASES / "proved.txt"
"""A line for each case: its id, the hash of the script that was proved, and of the program."""


def lists() -> Sequence[Path]:
    """The list of the program's cases, and that of the unpublished ones."""
    return [KEPT, *(folder / KEPT.name for folder in folders() if folder != CASES)]


def list_of(file: Path) -> Path:
    """The list that a case in a file is kept in."""
    return lists()[is_beside(file)]


def is_proved(script: CaseScript) -> bool:
    """Whether this very script was proved."""
    return any(each.get(script.id, ("", ""))[0] == script.digest for each in map(kept, lists()))


def kept(file: Path | None = None) -> Mapping[str, tuple[str, str]]:
    """The hashes of script and program that a list holds, by the id of the case; that of the
    program's cases where none is named."""
    return _read(file or KEPT)


def keep(hashes: Mapping[str, tuple[str, str]], file: Path | None = None) -> None:
    """Write a list anew. `OSError` where it cannot be written, which then stays as it was."""
    file = file or KEPT
    lines = [" ".join(filter(None, (id, *each))) for id, each in sorted(hashes.items())]
    beside = file.with_suffix(".part")
    beside.write_text("\n".join([*lines, ""]), "utf-8")
    if file.is_file():
        copymode(file, beside)
    beside.replace(file)
    _read.cache_clear()


@cache
def _read(path: Path) -> Mapping[str, tuple[str, str]]:
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    found = (line.split() for line in lines if line.strip())
    return {id: (script, more[0] if more else "") for id, script, *more in found}
