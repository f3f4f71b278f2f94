"""The cases there are, and what may be done with them: check, rehearse, prove, stage for an attempt."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from mock_systems.records import TABLES, is_party
from mock_systems.world import Change, Nothing, Query, Source
from scenarios.checking.check import check
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.proving.prove import CaseProof, prove
from scenarios.proving.report import Report
from scenarios.reading.document import document
from scenarios.reading.fragments import FOLDER
from scenarios.reading.load import load, read_from
from scenarios.reading.problems import BadScript, Problem
from scenarios.reading.script import CaseScript

CASES = Path(__file__).with_name("cases")


class CastMeetsPopulation(Exception):
    """Somebody of the story has a key or number that somebody of the population has already."""


def case_files(folder: Path = CASES) -> list[Path]:
    """The files of case scripts: in the folders of their domains; frames and fragments lie
    beside those."""
    return sorted(f for f in folder.glob("*/*.toml") if f.parent.name != FOLDER)


@cache
def all_cases() -> Mapping[str, CaseScript]:
    """Every case that can be read, by its id; of two with one id the first file's. Read once."""
    return {id: script for id, (_, script) in _shelf().cases.items()}


def unusable() -> Mapping[str, BadScript]:
    """What is wrong with the other cases' files, by the id that each would be asked for by."""
    return _shelf().unusable


def case(id: str) -> CaseScript:
    """The case of an id. `BadScript` where its file is not usable or another has the id too,
    `LookupError` where there is none."""
    if id in unusable():
        raise unusable()[id]
    return all_cases()[id]


@dataclass(frozen=True, slots=True)
class _Shelf:
    cases: Mapping[str, tuple[Path, CaseScript]]
    unusable: Mapping[str, BadScript]


@cache
def _shelf() -> _Shelf:
    """A file that is not usable costs itself alone."""
    found: dict[str, tuple[Path, CaseScript]] = {}
    broken: dict[str, BadScript] = {}
    twice: dict[str, BadScript] = {}
    for path in case_files():
        try:
            script = load(path).script
        except BadScript as bad:
            broken[_meant(path)] = bad
            continue
        if script.id in found:
            twice[script.id] = BadScript(same_ids([found[script.id], (path, script)]))
        found.setdefault(script.id, (path, script))
    broken = {id: bad for id, bad in broken.items() if id not in found}
    return _Shelf(dict(sorted(found.items())), {**broken, **twice})


def _meant(path: Path) -> str:
    """The id of a case that is not usable: as it says, else as its file is called."""
    try:
        return str(document(path)["id"])
    except (BadScript, KeyError):
        return path.stem.partition("_")[0].upper()


def check_cases(paths: Iterable[Path] = ()) -> list[Problem]:
    """Everything wrong with the given files; with those of the product where none is given."""
    files = list(paths) or case_files()
    found = [problem for path in files for problem in check(path)]
    return found or list(same_ids([(path, load(path).script) for path in files]))


def same_ids(found: Iterable[tuple[Path, CaseScript]]) -> Iterator[Problem]:
    """Cases with the id of another, which would hide it."""
    first: dict[str, Path] = {}
    for path, script in found:
        if script.id in first:
            what = f"编号“{script.id}”已是 {first[script.id].name} 的"
            yield Problem(path.name, ("id",), what, "请改为没有用过的编号")
        first.setdefault(script.id, path)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a case's file said; `digest` is that of the script in it, empty where it
    cannot be read."""

    file: Path
    digest: str
    problems: Sequence[Problem]


def file_of(id: str) -> Path:
    """The file of a case."""
    return _shelf().cases[id][0]


def check_case(id: str) -> Checked:
    """The check of a case as its file is now."""
    path = file_of(id)
    try:
        loaded = load(path)
    except BadScript as bad:
        return Checked(path, "", bad.problems)
    times = tuple((file, file.stat().st_mtime_ns) for file in read_from(loaded))
    return Checked(path, loaded.script.digest, _problems(path, times))


@lru_cache
def _problems(path: Path, _: Sequence[tuple[Path, int]]) -> Sequence[Problem]:
    """A check takes a while; what it says, lines included, follows from the files as they were at
    their times."""
    return check(path)


def rehearse_case(id: str, variant: int = 0, population: Source | None = None) -> Rehearsal:
    """The walkthrough of a case, played."""
    return rehearsed(case(id), variant, population)


def rehearsed(script: CaseScript, variant: int, population: Source | None = None) -> Rehearsal:
    """The walkthrough of a script, played (`scenarios.proving.report.told` prints it)."""
    return rehearse(Stage(script, variant, population or Nothing()), script.walkthrough)


def prove_cases(
    scripts: Iterable[CaseScript], variants: int, population: Source | None = None
) -> Report:
    """The proofs of the given cases; one that the program cannot bring to its end costs its case
    alone."""
    return Report([_proof(script, variants, population) for script in scripts])


def _proof(script: CaseScript, variants: int, population: Source | None) -> CaseProof:
    try:
        return prove(script, variants, population)
    except Exception as fault:  # whatever the program has not thought of
        what = f"证明中断（{type(fault).__name__}：{fault}），这是程序的毛病"
        told = f"{what}：请把脚本和这句话一起交给维护人员"
        return CaseProof(script.id, variants, faults=[told])


def stage_for(script: CaseScript, variant: int, source: Source, population_hash: str = "") -> Stage:
    """A variant ready for a new attempt.

    Raises `CastMeetsPopulation` where the population uses what is kept for casts.
    """
    stage = Stage(script, variant, source, population_hash)
    for change in stage.cast.changes:
        if is_party(change.table) and _taken(change, source):
            raise CastMeetsPopulation(f"{script.id} 变式{variant}：{change.table} {change.key}")
    return stage


def _taken(change: Change, source: Source) -> bool:
    number = TABLES[change.table].numbered_by
    wanted = Query({number: change.after[number]}, number, limit=1)
    return bool(source.row(change.table, change.key) or source.rows(change.table, wanted))
