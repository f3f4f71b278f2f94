"""Fragments: parts of scripts with parameters, kept once and brought by a call.

A fragment is a TOML file of the sections of a case script. It says what it is called, which
parameters it has, and, in those sections, `%name` where an argument goes. What of it a clerk does,
what follows in the records and what it costs to leave out stand together: a step brings its marks.
`scenarios/usual` holds the house's; a folder `usual` beside a case, or above it, holds an author's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scenarios.reading.document import document
from scenarios.reading.origins import Layout
from scenarios.reading.points import Identifier, Text, Value
from scenarios.reading.problems import BadScript
from scenarios.reading.sentences import problems

HOUSE = Path(__file__).parents[1] / "usual"
FOLDER = "usual"
ITEMS = "items"
"""The folder of the fragments of service items, called by the code of the item."""


class Parameter(BaseModel):
    """A parameter: what it is, whether it must be given, what it is where it is not.

    `choices` are arguments by name, such as the faults a paper may have.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    about: Text
    needed: bool = False
    default: Value = None
    choices: dict[Identifier, Value] = {}


class Heading(BaseModel):
    """What a fragment says of itself; the rest of its file are sections of a script.

    The first parameter is the one a call gives right after the fragment's name. `defaults` are
    arguments for other fragments, of the service item that a call of theirs is about.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    title: Text
    about: Text
    example: Text = ""
    parameters: dict[Identifier, Parameter] = Field(default={})
    defaults: dict[str, dict[str, Value]] = {}


@dataclass(frozen=True, slots=True)
class Fragment:
    """A fragment as its file says it."""

    name: str
    file: Path
    heading: Heading

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return self.heading.parameters

    @property
    def principal(self) -> str:
        """The parameter given right after the name, empty where there is none."""
        return next(iter(self.parameters), "")

    @property
    def sections(self) -> Mapping[str, Any]:
        """What it brings, by section, unfilled."""
        return self.heading.model_extra or {}


@dataclass(frozen=True, slots=True)
class Library:
    """The fragments a script may call, those of service items by themselves."""

    calls: Mapping[str, Fragment]
    items: Mapping[str, Fragment]


def library(script: Path) -> Library:
    """The house's fragments and those in folders `usual` beside and above a script, the nearest
    first. `BadScript` where one cannot be read."""
    above = [folder / FOLDER for folder in script.absolute().parents[:3]]
    own = [folder for folder in above if folder.is_dir() and folder != HOUSE]
    files = [file for folder in (HOUSE, *reversed(own)) for file in sorted(folder.rglob("*.toml"))]
    calls: dict[str, Fragment] = {}
    items: dict[str, Fragment] = {}
    for fragment in _read(files):
        (items if fragment.file.parent.name == ITEMS else calls)[fragment.name] = fragment
    return Library(calls, items)


def _read(files: Sequence[Path]) -> Iterator[Fragment]:
    for file in files:
        yield fragment(file, file.stat().st_mtime_ns)


@lru_cache(1000)
def fragment(file: Path, _: int) -> Fragment:
    """The fragment in a file, as it was at a time."""
    said = document(file)
    try:
        return Fragment(file.stem, file, Heading.model_validate(said))
    except ValidationError as error:
        layout = Layout(file, said)
        raise BadScript(problems(error, Heading, layout)) from None
