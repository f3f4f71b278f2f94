"""The folders in which cases lie: the program's own, and one beside it for unpublished cases.

Whoever has the program has all its cases with their answers. A contest needs cases that nobody has
seen: they lie in a folder of the hall's, with frame, fragments and a list of what is proved of
their own, and are kept from practice until they are written down there as published.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

CASES = Path(__file__).with_name("cases")
PUBLISHED = "published.txt"
"""In the folder of unpublished cases: the ids of those that everybody may see by now."""

_beside: list[Path] = []


def folders() -> Sequence[Path]:
    """The program's folder, then the one beside it, if there is one."""
    return [CASES, *_beside]


def lay_beside(folder: Path | None) -> bool:
    """Have the cases of a folder beside the program's, in place of any before; whether that is new."""
    wanted = [folder.resolve()] if folder else []
    if wanted == _beside:
        return False
    _beside[:] = wanted
    return True


def is_beside(file: Path) -> bool:
    """Whether a file lies in the folder beside the program's, be it by a link that leads out of it."""
    places = file.absolute(), file.resolve()
    return any(place.is_relative_to(folder) for folder in _beside for place in places)


def published() -> Collection[str]:
    """The ids that are written down as published."""
    lists = (folder / PUBLISHED for folder in _beside)
    return {id for each in lists if each.is_file() for id in each.read_text("utf-8").split()}


def publish(id: str) -> None:
    """Write an id down as published, for good."""
    for folder in _beside:
        lines = sorted({*published(), id})
        (folder / PUBLISHED).write_text("\n".join([*lines, ""]), "utf-8")
