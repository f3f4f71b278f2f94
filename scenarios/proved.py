"""The lists of proved cases, one in each folder of cases: by them a case may be used in a round."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import copymode

from mock_systems.relied import Relied
from scenarios.folders import CASES, folders, is_beside
from scenarios.reading.script import CaseScript
from scenarios.rests import Rests, changed

KEPT = CASES / "proved.txt"
"""A line for each case: its id, the hash of the script that was proved, and of the program. Under it
a line for all else the proof rests on: its name and its hash."""


@dataclass(frozen=True, slots=True)
class KeptProof:
    """The hashes of a proof: of the script, of the program, of what it rests on by name. Lists that
    were written before these were kept have none."""

    script: str
    program: str
    rests: Rests


def lists() -> Sequence[Path]:
    """The list of the program's cases, and that of the unpublished ones."""
    return [KEPT, *(folder / KEPT.name for folder in folders() if folder != CASES)]


def list_of(file: Path) -> Path:
    """The list that a case in a file is kept in."""
    return lists()[is_beside(file)]


def is_proved(script: CaseScript) -> bool:
    """Whether this very script was proved, and all it rests on but the program is as it was then."""
    return any(not changed(each.rests) for each in _of(script))


def shifted(script: CaseScript) -> Collection[Relied]:
    """What this very script's proof rests on that is not as it was; none where the script
    itself was changed since."""
    return next((changed(each.rests) for each in _of(script)), ())


def _of(script: CaseScript) -> Iterator[KeptProof]:
    found = (each.get(script.id) for each in map(kept, lists()))
    return (each for each in found if each and each.script == script.digest)


def kept(file: Path | None = None) -> Mapping[str, KeptProof]:
    """The proofs that a list holds, by the id of the case; that of the program's cases where none
    is named."""
    return _read(file or KEPT)


def keep(proofs: Mapping[str, KeptProof], file: Path | None = None) -> None:
    """Write a list anew. `OSError` where it cannot be written, which then stays as it was."""
    file = file or KEPT
    lines = [line for id, each in sorted(proofs.items()) for line in _lines(id, each)]
    beside = file.with_suffix(".part")
    beside.write_text("\n".join([*lines, ""]), "utf-8")
    if file.is_file():
        copymode(file, beside)
    beside.replace(file)
    _read.cache_clear()


def _lines(id: str, each: KeptProof) -> Iterator[str]:
    yield " ".join(filter(None, (id, each.script, each.program)))
    for name, hash_ in each.rests.items():
        yield f"  {' '.join(name)} {hash_}"


@cache
def _read(path: Path) -> Mapping[str, KeptProof]:
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    found: dict[str, KeptProof] = {}
    rests: dict[Relied, str] = {}
    for line in filter(str.strip, lines):
        if line.startswith(" "):
            *name, hash_ = line.split()
            rests[tuple(name)] = hash_
        else:
            rests = {}
            id, script, *program = line.split()
            found[id] = KeptProof(script, "".join(program), rests)
    return found
