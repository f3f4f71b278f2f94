"""The cases there are, and what may be done with them: check, rehearse, prove, stage for an attempt."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from weakref import WeakKeyDictionary

from mock_systems.records import TABLES, is_party
from mock_systems.world import Change, Nothing, Query, Source, World
from scenarios.checking.check import check
from scenarios.folders import folders, is_beside, published
from scenarios.folders import lay_beside as folders_beside
from scenarios.ids import doubled, holders, lent, meant, rivals
from scenarios.playing.marking import Marked, full, unearned
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.playing.why_not import undone
from scenarios.proving.proof import CaseProof, Fault
from scenarios.proving.prove import prove
from scenarios.proving.report import Report
from scenarios.reading.load import Loaded, load, read_from
from scenarios.reading.origins import USUAL
from scenarios.reading.problems import BadScript, Problem
from scenarios.reading.script import CaseScript


class Unworkable(Exception):
    """A variant that nobody could work to the end, or get all points for: why."""


class CastMeetsPopulation(Unworkable):
    """Somebody of the story has a number that somebody of the population has, too."""


def case_files(*places: Path) -> list[Path]:
    """The files of case scripts, of all folders where none is named: in the folders of their
    domains; frames and fragments lie beside those."""
    found = (sorted(folder.glob("*/*.toml")) for folder in places or folders())
    return [file for each in found for file in each if file.parent.name != USUAL]


def lay_beside(folder: Path | None) -> None:
    """Have the cases of a folder beside the program's (`scenarios.folders`)."""
    if folders_beside(folder):
        _shelf.cache_clear()
        all_cases.cache_clear()


def is_unpublished(id: str) -> bool:
    """Whether a case is kept from practice: it lies beside the program's and was not published."""
    return id in files() and is_beside(file_of(id)) and id not in published()


def files() -> Mapping[str, Path]:
    """The file of each case, usable or not, by its id."""
    return _shelf().files


@cache
def all_cases() -> Mapping[str, CaseScript]:
    """Every case that can be used, by its id. Read once."""
    return dict(sorted(_shelf().cases.items()))


def unusable() -> Mapping[str, BadScript]:
    """What is wrong with the other cases' files, by the id that each would be asked for by; by its
    name that of a file whose id is another's."""
    return _shelf().unusable


def case(id: str) -> CaseScript:
    """The case of an id. `BadScript` where its file is not usable, `LookupError` where there is
    none."""
    if id in unusable():
        raise unusable()[id]
    return all_cases()[id]


@dataclass(frozen=True, slots=True)
class _Shelf:
    cases: Mapping[str, CaseScript]
    unusable: Mapping[str, BadScript]
    files: Mapping[str, Path]


@cache
def _shelf() -> _Shelf:
    """A file that is not usable costs itself alone."""
    found = {path: _read(path) for path in case_files()}
    read = _readable(found)
    files = holders(read)
    cases = {id: read[path] for id, path in files.items()}
    ill = {path.name: BadScript([problem]) for path, problem in doubled(read).items()}
    for path, each in found.items():
        if isinstance(each, BadScript) and (id := meant(path)) not in cases:
            ill[id], files[id] = each, path
    return _Shelf(cases, ill, files)


def _read(path: Path) -> CaseScript | BadScript:
    read = _loaded(path)
    return read if isinstance(read, BadScript) else read.script


def _loaded(path: Path) -> Loaded | BadScript:
    try:
        return load(path)
    except BadScript as bad:
        return bad
    except Exception as fault:  # whatever the program has not thought of
        return BadScript([_broken_down(path, fault)])


def _readable(found: Mapping[Path, CaseScript | BadScript]) -> dict[Path, CaseScript]:
    return {path: each for path, each in found.items() if isinstance(each, CaseScript)}


def check_cases(paths: Iterable[Path] = ()) -> list[Problem]:
    """Everything wrong with the given files; with those of the product where none is given. What
    the program cannot bring to its end costs that file alone."""
    files = [path.resolve() for path in paths] or case_files()
    twice = doubled({path: _read(path) for path in [*files, *rivals(files, case_files())]})
    found = (each for path in files for each in (*_found(path, check), twice.get(path)))
    return [each for each in found if each]


def lent_ids(paths: Iterable[Path]) -> Iterator[Problem]:
    """Of files that lie elsewhere, those whose id a case of the product has."""
    return lent([path.resolve() for path in paths], case_files())


def _found(path: Path, checked: Callable[[Path], Sequence[Problem]]) -> Sequence[Problem]:
    try:
        return checked(path)
    except Exception as fault:  # whatever the program has not thought of
        return [_broken_down(path, fault)]


def _broken_down(path: Path, fault: Exception) -> Problem:
    what = f"检查中断（{type(fault).__name__}：{fault}），这是程序的毛病"
    return Problem(path.name, (), what, "请把脚本和这句话一起交给维护人员")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a case's file said; `digest` is that of the script in it, empty where it
    cannot be read."""

    file: Path
    digest: str
    problems: Sequence[Problem]


def file_of(id: str) -> Path:
    """The file of a case, usable or not."""
    return files()[id]


def check_case(id: str) -> Checked:
    """The check of a case as its file is now."""
    path = file_of(id)
    loaded = _loaded(path)
    if isinstance(loaded, BadScript):
        return Checked(path, "", loaded.problems)
    times = tuple((file, file.stat().st_mtime_ns) for file in read_from(loaded))
    return Checked(path, loaded.script.digest, _found(path, partial(_problems, times)))


@lru_cache
def _problems(_: Sequence[tuple[Path, int]], path: Path) -> Sequence[Problem]:
    """A check takes a while; what it says, lines included, follows from the files as they were at
    their times. One that breaks down may go through when it is asked for again."""
    return check(path)


def rehearse_case(id: str, variant: int = 0, population: Source | None = None) -> Rehearsal:
    """The walkthrough of a case, played."""
    return rehearsed(case(id), variant, population)


def rehearsed(script: CaseScript, variant: int, population: Source | None = None) -> Rehearsal:
    """The walkthrough of a script, played (`scenarios.proving.report.told` prints it)."""
    return rehearse(Stage(script, variant, population or Nothing()), script.walkthrough)


def prove_cases(files: Iterable[Path], variants: int, population: Source | None = None) -> Report:
    """The proofs of the cases in some files; one that the program cannot bring to its end costs its
    case alone."""
    return Report([_proof(load(file), variants, population) for file in files])


def _proof(loaded: Loaded, variants: int, population: Source | None) -> CaseProof:
    try:
        return prove(loaded, variants, population)
    except Exception as fault:  # whatever the program has not thought of
        proof = CaseProof(loaded, variants)
        what = f"证明中断（{type(fault).__name__}：{fault}），这是程序的毛病"
        proof.found[Fault((), what, "请把脚本和这句话一起交给维护人员")] = []
        return proof


def stage_for(script: CaseScript, variant: int, source: Source, population_hash: str = "") -> Stage:
    """A variant ready for a new attempt, its right way gone once on this source, by whoever asked
    first. Raises `Unworkable` where that does not earn everything, `CastMeetsPopulation` where
    somebody has a number of the cast."""
    stage = Stage(script, variant, source, population_hash)
    try:
        if (script.digest, variant) not in _worked.get(source, ()):
            _demand_workable(stage)
        _ = stage.compiled  # and cast, here and not by the writer
    except _OF_A_SCRIPT as fault:
        why = f"{type(fault).__name__}：{fault}"
        raise Unworkable(f"{script.id} 变式{variant}：{why}") from fault
    remember_workable(source, script.digest, variant)
    return stage


def remember_workable(source: Source, digest: str, variant: int) -> None:
    """Have the right way of a script's variant not gone again on a source, on which it was gone to the
    end and earned everything."""
    _worked.setdefault(source, set()).add((digest, variant))


_worked: WeakKeyDictionary[Source, set[tuple[str, int]]] = WeakKeyDictionary()
"""What can be worked, by digest and variant: as long as a source is open, nothing that makes a difference
to it changes. Of a stage no more is kept, for that takes a hundred kilobytes."""
_OF_A_SCRIPT = (LookupError, ValueError, TypeError, ArithmeticError, AttributeError)
"""What a script raises that makes nothing of its draws, but not what an unreadable file does."""


def _demand_workable(stage: Stage) -> None:
    called, world = f"{stage.script.id} 变式{stage.variant}", stage.world()
    for change in stage.cast.changes:
        if is_party(change.table) and _shared(change, stage, world):
            raise CastMeetsPopulation(f"{called}：{change.table} {change.key}")
    played = rehearse(stage, stage.script.walkthrough)
    if played.stopped:
        raise Unworkable(f"{called}：标准做法的{undone(played.stopped)}")
    if lost := _unearned(stage, played):
        raise Unworkable(f"{called}：标准做法{lost}")


def _unearned(stage: Stage, played: Rehearsal) -> str:
    """What the right way does not earn. A grader that breaks down is no fault of the variant: what
    is worked is kept, and marked when the grader was mended."""
    _ = stage.key  # where the grader cannot read the script, that is the fault of the script
    try:
        marked = Marked(played)
    except Exception:
        return ""
    return unearned(marked, full(stage.script))


def _shared(change: Change, stage: Stage, world: World) -> bool:
    """Whether somebody who is not of the story has a number by which one of it may be found."""
    kind = TABLES[change.table]
    own = {each.key for each in stage.cast.changes if each.table == change.table}
    for number in (kind.numbered_by, *kind.found_by):
        if number in kind.drawn and change.after[number]:
            wanted = Query({number: change.after[number]}, number, limit=len(own) + 1)
            if any(row[kind.key_name()] not in own for row in world.rows(change.table, wanted)):
                return True
    return False
