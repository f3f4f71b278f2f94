"""The ids of cases: which file holds which, and whose id is another's."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from scenarios.folders import is_beside
from scenarios.proved import is_proved
from scenarios.reading.document import document
from scenarios.reading.lines import line_of
from scenarios.reading.problems import BadScript, Problem
from scenarios.reading.script import CaseScript


def holders(found: Mapping[Path, CaseScript | BadScript]) -> dict[str, Path]:
    """The file of each id: of several the program's own, of several of these the one whose script
    was proved, else the first that can be read, else the first."""
    held: dict[str, list[Path]] = {}
    for path in sorted(found, key=lambda path: (is_beside(path), path)):
        held.setdefault(_id(path, found[path]), []).append(path)
    return {id: _first(paths, found) for id, paths in held.items()}


def _first(paths: Sequence[Path], found: Mapping[Path, CaseScript | BadScript]) -> Path:
    """Of the files of an id the one that holds it. What was proved is asked of rivals alone: that
    takes a moment."""
    if len(paths) == 1:
        return paths[0]
    return min(paths, key=lambda path: (is_beside(path), _rank(found[path]), path))


def _rank(each: CaseScript | BadScript) -> int:
    return 2 if isinstance(each, BadScript) else int(not is_proved(each))


def _id(path: Path, each: CaseScript | BadScript) -> str:
    return _said(path) if isinstance(each, BadScript) else each.id


def doubled(found: Mapping[Path, CaseScript | BadScript]) -> Mapping[Path, Problem]:
    """What is wrong with each file whose id is another's."""
    held = holders(found)
    return {
        path: Problem(
            path.name,
            ("id",),
            f"编号“{id}”已是 {held[id].name} 的",
            "请改为没有用过的编号",
            line_of(path, ("id",)),
        )
        for path, each in found.items()
        if (id := _id(path, each)) and path != held[id]
    }


def meant(path: Path) -> str:
    """The id of a case that may not be usable: as it says, else as its file is called."""
    return _said(path) or path.stem.partition("_")[0].upper()


def _said(path: Path) -> str:
    """The id that a file says; empty where it says none or cannot be read."""
    try:
        return str(document(path).get("id", ""))
    except BadScript:
        return ""


def rivals(files: Collection[Path], known: Collection[Path]) -> Iterator[Path]:
    """Files of the product that have the id of one of those given that lie among them."""
    ids = {meant(path) for path in files if path in known}
    others = (path for path in known if path not in files)
    # Most files can be told apart without reading what they say.
    return (path for path in others if _mentions(path, ids) and meant(path) in ids)


def _mentions(path: Path, ids: Collection[str]) -> bool:
    """Whether one of some ids stands in a file; in what is none, such as a folder, nothing does."""
    try:
        said = path.read_bytes() if path.is_file() else b""
    except OSError:  # Told where it is read itself.
        return False
    return any(id.encode() in said for id in ids)


def lent(files: Collection[Path], known: Collection[Path]) -> Iterator[Problem]:
    """What is to be known of files that lie elsewhere and have the id of a case of the product: there
    it may stay, but not among the cases."""
    others = [path for path in files if path not in known]
    held = {meant(path): path for path in known} if others else {}
    for path in others:
        if holder := held.get(id := _said(path)):
            what = f"编号“{id}”是案例文件夹里 {holder.name} 的"
            line = line_of(path, ("id",))
            yield Problem(path.name, ("id",), what, "放进去以前请改编号", line)
