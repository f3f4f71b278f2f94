"""Fragments: parts of scripts with parameters, kept once and brought by a call.

A fragment is a TOML file of the sections of a case script. It says what it is called, which
parameters it has, and, in those sections, `%name` where an argument goes. What of it a clerk does,
what follows in the records and what it costs to leave out stand together: a step brings its marks.
`scenarios/usual` holds the house's; a folder `usual` beside a case, or above it, holds an author's.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mock_systems.hints import nearest
from mock_systems.items import ITEMS as CATALOGUE
from scenarios.reading.document import document
from scenarios.reading.fill import CONDITIONS, EACH, REST, filled, may_be, names_in
from scenarios.reading.origins import USUAL, Layout, told, within
from scenarios.reading.points import Identifier, Text, Value
from scenarios.reading.problems import BadScript, Place, Problem
from scenarios.reading.script import CaseScript
from scenarios.reading.sentences import problems

HOUSE = Path(__file__).parents[1] / "usual"
CALLS_ONLY = ("people", "firms", "use")
"""Sections of calls only, which the long form does not have."""
SECTIONS = (*CaseScript.model_fields, "talk", *CALLS_ONLY)
"""What a fragment may bring something for."""
_NAMED = re.compile(r"\$%\{?([a-z][a-z0-9_]*)")
ITEMS = "items"
"""The folder of the fragments of service items, called by the code of the item."""


class Slot(BaseModel):
    """A parameter: what it is, whether it must be given, what it is where it is not.

    `choices` are arguments by name, such as the faults a paper may have. `asks` names the parameter
    that must be written where this one is, for its default would not hold any more.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    about: Text
    needed: bool = False
    default: Value = None
    choices: dict[Identifier, Value] = {}
    asks: str = ""


class Heading(BaseModel):
    """What a fragment says of itself; the rest of its file are sections of a script.

    The first parameter is the one a call gives right after the fragment's name. `defaults` are
    arguments for other fragments, of the service item that a call of theirs is about.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    title: Text
    about: Text
    example: Text = ""
    parameters: dict[Identifier, Slot] = Field(default={})
    defaults: dict[str, dict[str, Value]] = {}


@dataclass(frozen=True)
class Fragment:
    """A fragment as its file says it; `names` are the parameters that are names without a `$`."""

    name: str
    file: Path
    heading: Heading
    names: frozenset[str] = frozenset()

    @property
    def parameters(self) -> Mapping[str, Slot]:
        return self.heading.parameters

    @property
    def principal(self) -> str:
        """The parameter given right after the name, empty where there is none."""
        return next(iter(self.parameters), "")

    def overwritten(self, parameter: str, choice: str) -> set[str]:
        """The parameters that are seen nowhere once a choice is spread over what they fill."""
        over, seen = set[str](), set[str]()
        chosen = {parameter: self.parameters[parameter].choices[choice]}
        for table in (each for _, each in within(self.sections) if isinstance(each, dict)):
            brought = filled(table.get(REST), chosen)
            for key, value in table.items():
                is_over = isinstance(brought, dict) and key in brought
                (over if is_over else seen).update(_names_at(key, value))
        return over - seen

    @cached_property
    def bringing(self) -> Set[str]:
        """The parameters on which it hangs whether an entry is there at all."""
        said = (e.get("when", ()) for _, e in within(self.sections) if isinstance(e, dict))
        return {name for each in said for name in ([each] if isinstance(each, str) else each)}

    @property
    def is_own(self) -> bool:
        """Whether an author wrote it, and not the house."""
        return HOUSE not in self.file.parents

    @property
    def sections(self) -> Mapping[str, Any]:
        """What it brings, by section, unfilled."""
        return self.heading.model_extra or {}


@dataclass(frozen=True, slots=True)
class Library:
    """The fragments a script may call, those of service items by themselves; `broken` says of
    those whose files cannot be read what is wrong there."""

    calls: Mapping[str, Fragment]
    items: Mapping[str, Fragment]
    broken: Mapping[str, Sequence[Problem]] = field(default_factory=dict)

    def may_bring(self, section: str, entry: Mapping[str, Any], about: Sequence[str]) -> bool:
        """Whether a fragment of no item or one of these brings such an entry, its parameters filled in
        one way or another."""
        of_items = (self.items[item] for item in about if item in self.items)
        fragments = (*self.calls.values(), *of_items)
        known = (each for fragment in fragments for each in fragment.sections.get(section, ()))
        return any(may_be(entry, each) for each in known)


def library(script: Path) -> Library:
    """The house's fragments and those above and beside a script; of one name the nearest counts. A
    file that cannot be read is the affair of the scripts that call it."""
    calls: dict[str, Fragment] = {}
    items: dict[str, Fragment] = {}
    broken: dict[str, Sequence[Problem]] = {}
    for file, is_right in _lying(script):
        broken.pop(file.stem, None)
        if not is_right:
            what = "不是这个文件夹里的文件（是通向别处的链接，或不是普通文件）"
            broken[file.stem] = [Problem(told(file), (), what, "请把文件本身放进来")]
            continue
        try:
            known = items if file.parent.name == ITEMS else calls
            known[file.stem] = fragment(file, file.stat().st_mtime_ns)
        except BadScript as bad:
            broken[file.stem] = bad.problems
    return Library(calls, items, broken)


def files(script: Path) -> Sequence[Path]:
    """The files of the fragments a script may call."""
    return [file for file, is_right in _lying(script) if is_right]


def _lying(script: Path) -> Iterator[tuple[Path, bool]]:
    """All that is called like such a file, and whether it is one: the house's, and what lies in
    folders `usual` in the script's own folder and the one above, the nearest last."""
    yield from ((file, True) for file in sorted(HOUSE.rglob("*.toml")))
    above = [folder / USUAL for folder in script.absolute().parents[:2]]
    for folder in reversed([each for each in above if each.is_dir() and each != HOUSE]):
        yield from ((file, _is_inside(file)) for file in sorted(folder.rglob("*.toml")))


def _is_inside(file: Path) -> bool:
    """Whether there is a file, and nowhere else than in the folder that its `usual` lies in."""
    try:
        inside = file.resolve().is_relative_to(_usual(file).parent.resolve())
        return inside and file.is_file()
    except (OSError, RuntimeError):  # Links that lead in a circle.
        return False


def _usual(file: Path) -> Path:
    return next(folder for folder in file.parents if folder.name == USUAL)


@lru_cache(1000)
def fragment(file: Path, _: int) -> Fragment:
    """The fragment in a file, as it was at a time."""
    said = document(file)
    layout = Layout(file, said)
    if wrong := [layout.problem(*each) for each in _misshapen(said)]:
        raise BadScript(wrong)
    try:
        heading = Heading.model_validate({**_catalogued(file), **said})
    except ValidationError as error:
        raise BadScript(problems(error, Heading, layout)) from None
    if wrong := [layout.problem(*each) for each in (*_unknown(heading), *_undeclared(heading))]:
        raise BadScript(wrong)
    texts = (each for _, each in within(said) if isinstance(each, str))
    names = frozenset(name for text in texts for name in _NAMED.findall(text))
    return Fragment(file.stem, file, heading, names)


def _catalogued(file: Path) -> Mapping[str, Any]:
    """What the catalogue says of the service item that a file is about: its name, the papers asked."""
    item = CATALOGUE.get(file.stem) if file.parent.name == ITEMS else None
    if item is None:
        return {}
    papers = {"needed_papers": list(item.materials)} if item.materials else {}
    return {"title": item.name, **papers}


def _unknown(heading: Heading) -> Iterator[tuple[Place, str, str]]:
    """Keys of a fragment's file that are neither its own nor sections of a script."""
    keys = (*Heading.model_fields, *SECTIONS)
    for key in (heading.model_extra or {}).keys() - {*SECTIONS}:
        yield (key,), f"没有名为“{key}”的键", nearest(key, keys)


def _undeclared(heading: Heading) -> Iterator[tuple[Place, str, str]]:
    """Parameters that a fragment brings something with, or asks for, and does not have."""
    known = {*heading.parameters, EACH}
    slots = heading.parameters.items()
    asked = [(("parameters", name, "asks"), [s.asks]) for name, s in slots if s.asks]
    for place, names in (*_named(heading.model_extra or {}), *asked):
        for name in sorted(set(names) - known):
            yield place, f"没有名为“{name}”的参数", nearest(name, known)


def _named(said: Any) -> Iterator[tuple[Place, Sequence[str]]]:
    """Where parameters are named, and which."""
    for place, part in within(said):
        if isinstance(part, str):
            yield place, list(names_in(part))
        elif isinstance(part, dict):
            yield place, [name for key in part for name in names_in(key)]
        if _is_condition(place):
            yield place, part if isinstance(part, list) else [part]


def _names_at(key: str, value: Any) -> Iterator[str]:
    """The parameters named by a key and right under it, not in the tables there."""
    texts = [
        each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)
    ]
    yield from texts if key in CONDITIONS else (name for each in texts for name in names_in(each))
    yield from names_in(key)


def _misshapen(said: Any) -> Iterator[tuple[Place, str, str]]:
    """Conditions and spreads, anywhere in a fragment, that are not of their shape."""
    for place, part in within(said):
        if _is_condition(place):
            condition = place[-1]
            several = condition != "for" and isinstance(part, list)
            if not all(isinstance(name, str) for name in (part if several else [part])):
                yield place, f"{condition} 应写参数的名称", f'如 {condition} = "points"'
        elif place[-1:] == (REST,) and not isinstance(part, (dict, str)):
            yield place, f"{REST} 应写一张表或一个参数", f'如 "{REST}" = "%form"'


def _is_condition(place: Place) -> bool:
    """Whether a key says when an entry of a list is there."""
    return len(place) > 1 and place[-1] in CONDITIONS and isinstance(place[-2], int)
