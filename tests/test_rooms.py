"""Rooms and floors: who may lean on whom within a package, and an offence that is seen to be caught.

A room is a folder of a package, or a file beside the folders. `docs/architecture.md` says on which
floor each stands; a room imports from the floors below it alone, so there is no way round in a circle.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import pytest

from tests.house import OURS, texts
from tests.offences import tree

TAKEN = re.compile(r"\{%-?\s*(?:from|import|include|extends)\s*(['\"])([^'\"]+)\1(?!\s*~)")
Floors = Sequence[Sequence[str]]
"""The rooms of each floor, the top floor first."""


def floors_of(package: str) -> Floors:
    """The floors of a package as the guide draws them."""
    section = texts()["docs/architecture.md"].partition("\n## Rooms\n")[2]
    drawn = section.partition(f"```\n{package}\n")[2].partition("```")[0]
    return [line.split() for line in drawn.splitlines()]


def rooms_of(package: str, sources: Mapping[str, str]) -> set[str]:
    """The rooms there are."""
    return {room_of(path) for path in sources if is_in_a_room(package, path)}


def is_in_a_room(package: str, path: str) -> bool:
    return path.startswith(f"{package}/") and path.endswith(".py") and room_of(path) != "__init__"


def room_of(path: str) -> str:
    return PurePosixPath(path).parts[1].removesuffix(".py")


def arrows(package: str, sources: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Every import across rooms: where it stands, the room that leans, the room it leans on."""
    rooms = rooms_of(package, sources)
    for path in filter(lambda path: is_in_a_room(package, path), sources):
        for line, name in named(sources[path]):
            there = (*name.split("."), "")[:2]
            if there[0] == package and there[1] in rooms - {room_of(path)}:
                yield f"{path}:{line}", room_of(path), there[1]


def takings(package: str, sources: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Everything a template takes from another across rooms; from nowhere where its package has no
    such template. What stands in no folder is for all, what is named for a kind is found by it."""
    named = {path: name for path in sources if (name := template(package, path))}
    for path, name in named.items():
        room = name.partition("/")[0]
        for line, said in enumerate(sources[path].splitlines(), 1):
            for _, taken in TAKEN.findall(said):
                folder, within, _ = taken.partition("/")
                below = folder if taken in named.values() else "nowhere"
                if below == "nowhere" or (within and below != room):
                    yield f"{path}:{line}", room, below


def template(package: str, path: str) -> str:
    """A template as others of its package name it; empty for any other file."""
    ours = path.startswith(f"{package}/") and path.endswith(".html")
    return path.removeprefix(f"{package}/").removeprefix("templates/") if ours else ""


def named(text: str) -> Iterator[tuple[int, str]]:
    """Every module, or name of a module, that a text imports, wherever in it."""
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def offences(package: str, sources: Mapping[str, str], floors: Floors) -> list[str]:
    """The imports that do not lead to a floor below."""
    heights = {room: -place for place, floor in enumerate(floors) for room in floor}
    return [
        f"{where}: {room} leans on {below}"
        for where, room, below in (*arrows(package, sources), *takings(package, sources))
        if below not in heights or heights[below] >= heights[room]
    ]


@pytest.mark.parametrize("package", OURS)
def test_every_room_stands_on_one_floor(package: str) -> None:
    drawn = sorted(room for floor in floors_of(package) for room in floor)
    assert drawn == sorted(rooms_of(package, texts())), (
        'docs/architecture.md, "Rooms": give a new room the floor above all it imports'
    )


@pytest.mark.parametrize("package", OURS)
def test_a_room_leans_on_the_floors_below_it_alone(package: str) -> None:
    found = offences(package, texts(), floors_of(package))
    assert not found, "move what both need down, or the room up:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "offence",
    [
        pytest.param("from hall.counter import page", id="upward"),
        pytest.param("import hall.counter.page", id="upward, by its whole name"),
        pytest.param("from hall import counter", id="upward, the room itself"),
        pytest.param("from hall.journal import entries", id="along a floor"),
        pytest.param("def late():\n    from hall.counter import page", id="upward, when called"),
    ],
)
def test_an_import_that_leads_nowhere_below_is_caught(offence: str) -> None:
    house = {"hall/counter/page.py": "from hall.store import engine", "hall/journal.py": ""}
    floors = [["counter"], ["store", "journal"]]
    assert not offences("hall", {**house, "hall/store/engine.py": ""}, floors)
    assert offences("hall", {**house, "hall/store/engine.py": offence}, floors)


@pytest.mark.parametrize(
    "offence",
    [
        pytest.param('{% import "counter/form.html" as form %}', id="upward"),
        pytest.param("{%- from 'counter/form.html' import box %}", id="upward, a part"),
        pytest.param('{% include "journal/line.html" %}', id="along a floor"),
        pytest.param('{% extends "notices/parts.html" %}', id="of another package"),
    ],
)
def test_a_template_that_takes_from_nowhere_below_is_caught(offence: str) -> None:
    house = {
        "hall/templates/counter/form.html": '{% extends "base.html" %}{% import "store/a.html" %}',
        "hall/templates/base.html": "",
        "hall/journal/line.html": "",
        "office/notices/parts.html": "",
    }
    floors = [["counter"], ["store", "journal"]]
    right = '{% import "store/b.html" %}{% import "papers/" ~ kind ~ ".html" %}'
    store = {"hall/templates/store/a.html": right, "hall/templates/store/b.html": ""}
    assert not offences("hall", {**house, **store}, floors)
    assert offences("hall", {**house, **store, "hall/templates/store/b.html": offence}, floors)
