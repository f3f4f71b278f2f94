"""Where each part of a script was written, and by what it was brought.

Every table of a script that is read is an `Entry`: a dictionary that knows its file and place. A
table that a fragment brings has the place of the call and the chain of what brought it, so that a
mistake in it is told where an author can mend it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from mock_systems.toml.reading import DEEPEST, TOO_BIG, TOO_DEEP
from scenarios.reading.lines import line_of
from scenarios.reading.problems import BadScript, Place, Problem, entry

USUAL = "usual"
"""The folders in which fragments lie."""
IDENTITIES = ("id", "as", "name", "topic", "code")
"""Keys an entry may be called by, in the order they are looked for."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file and the place in it, what the entry there calls itself, or of a part of one what that
    does, and, where a fragment brought it, the fragments by their names, outermost first, with the section it is for."""

    file: Path
    place: Place
    called: str = ""
    through: tuple[str, ...] = ()
    brought: str = ""
    elsewhere: Mapping[str, Self] = field(default_factory=dict, compare=False)
    """The keys of the entry that another place says, and that place."""
    line_at: Place = ()
    """Where its line is, when a call says what stands here further in."""
    source: Self | None = None
    """Where the innermost fragment of an author's own has it, by which it was brought."""
    over: str = ""
    """The fragments that brought the entry of this name, which is written over."""

    def inner(self, part: str | int) -> Self:
        """The place of a part of this entry; what a fragment brought has the place of its call."""
        if there := self.elsewhere.get(str(part)):
            return there.inner(part)
        if self.through:
            return self
        called = "" if isinstance(part, int) else self.called
        return replace(self, place=(*self.place, part), called=called)

    def joined(self, own: Iterable[str], more: Self, said: Iterable[str]) -> Self:
        """Where an entry stands that is written in two places, with the keys that each says: in the
        script itself where one is there, and what the other alone says in that other."""
        here, there, keys = self, more, set(said)
        if self.through and not more.through:
            here, there, keys = more, self, {*own} - keys
        return replace(here, elsewhere={**here.elsewhere, **dict.fromkeys(keys, there)})

    def bringing(self, fragment: str, section: str, called: str) -> Self:
        """The same place, of an entry that a fragment brought into a section."""
        brought = f"{section}“{called}”" if called else section
        return replace(self, through=(*self.through, fragment), brought=brought)

    @property
    def section(self) -> str:
        """The section of the script that the entry is for."""
        return self.brought.partition("“")[0] or str(next(iter(self.place), ""))

    def told(self) -> Iterator[str]:
        """The parts of the place in words, with the entry's own name and what brought it."""
        numbered = [at for at, part in enumerate(self.place, 1) if isinstance(part, int)]
        for number, part in enumerate(self.place, 1):
            last = number == len(self.place)
            name = f"“{self.called}”" if self.called and [number] == numbered[-1:] else ""
            by = f"（由 {' › '.join(self.through)} 带出的 {self.brought}）" if self.through else ""
            by = by or (f"（改写 {self.over} 带出的同名一项）" if self.over else "")
            yield f"{_part(part)}{name}{by if last else ''}"

    def problem(self, what: str, mend: str = "", rest: Place = ()) -> Problem:
        """What is wrong at this place, or at a place inside it."""
        if rest and (there := self.elsewhere.get(str(rest[0]))):
            return there.problem(what, mend, rest)
        *outer, last = (*self.told(), *map(_part, rest)) or ("",)
        if self.source:
            last += _there(self.source.problem("", rest=rest))
        line = self._line(() if self.through else rest)
        return Problem(told(self.file), tuple(filter(None, (*outer, last))), what, mend, line)

    def _line(self, rest: Place) -> int:
        """The line of the innermost part of a place that is in the file."""
        place = (*(self.line_at or self.place), *rest)
        found = (line_of(self.file, place[:length]) for length in range(len(place), 0, -1))
        return next(filter(None, found), 0)


class Entry(dict[str, Any]):
    """A table of a script, and where it was written."""

    origin: Origin

    @classmethod
    def at(cls, origin: Origin, said: Mapping[str, Any]) -> Self:
        """A table written at a place."""
        made = cls(said)
        made.origin = origin
        return made


class Brought(str):
    """A text of a list of texts that a fragment brought, and where its call was written."""

    origin: Origin

    @classmethod
    def at(cls, origin: Origin, said: str) -> Self:
        """A text brought at a place."""
        made = cls(said)
        made.origin = origin
        return made


def placed(said: Any, file: Path, place: Place = (), of: str = "") -> Any:
    """What a file says, every table of it an `Entry`; `BadScript` where it is nested beyond reason
    or a number is none of TOML's."""
    if len(place) > DEEPEST:
        raise BadScript([Origin(file, place[:2]).problem(*TOO_DEEP)])
    if isinstance(said, int) and not -(2**63) <= said < 2**63:
        raise BadScript([Origin(file, place).problem(*TOO_BIG)])
    if isinstance(said, dict):
        name = called(said) or of
        inner = {key: placed(each, file, (*place, key), name) for key, each in said.items()}
        return Entry.at(Origin(file, place, name), inner)
    if isinstance(said, list):
        return [placed(each, file, (*place, number)) for number, each in enumerate(said)]
    return said


def called(said: Mapping[str, Any]) -> str:
    """What an entry calls itself, empty where it has no name; the value of a field by its `name`, for
    its `as` says how it is compared."""
    named = (said.get(key) for key in (("name",) if "value" in said else IDENTITIES))
    return next((name for name in named if isinstance(name, str) and name), "")


@dataclass(frozen=True)
class Layout:
    """Where each part of a script as it is checked was written."""

    script: Path
    said: Mapping[str, Any]

    def problem(self, place: Place, what: str, mend: str = "") -> Problem:
        """A problem at a place of the script as it is checked, told at the place in its file."""
        return replace(self._problem(place, what, mend), at=place)

    def _problem(self, place: Place, what: str, mend: str) -> Problem:
        lengths = range(len(place), 0, -1)
        known = next((n for n in lengths if self._tells(place[:n])), 0)
        if known:
            return self._by_place[place[:known]].problem(what, mend, place[known:])
        problem = Origin(self.script, ()).problem(what, mend, place)
        framed = next((n for n in lengths if place[:n] in self._by_place), 0)
        if not framed:
            return problem
        heading = self._by_place[place[:framed]].problem("", rest=place[framed:])
        *outer, last = problem.place
        return replace(problem, place=(*outer, f"{last}{_there(heading)}"))

    def brought_by(self, place: Place) -> str:
        """The fragment whose call brought the entry at a place, or a part of it; empty where none
        did."""
        origin = self._by_place.get(place)
        parts: list[Origin] = [origin, *origin.elsewhere.values()] if origin else []
        return next((each.through[0] for each in parts if each.through), "")

    def is_own(self, place: Place) -> bool:
        """Whether the script itself says the entry at a place, and no frame or fragment brought it."""
        origin = self._by_place.get(place)
        return origin is not None and origin.file == self.script and not origin.through

    def is_in_script(self, place: Place) -> bool:
        """Whether the entry at a place stands in the script's own file, be it by a call there."""
        origin = self._by_place.get(place)
        return origin is not None and origin.file == self.script

    @cached_property
    def texts(self) -> Sequence[tuple[Place, str]]:
        """Everything the script says in words, and its place there."""
        return [each for each in within(self.said) if isinstance(each[1], str)]

    @cached_property
    def _by_place(self) -> Mapping[Place, Origin]:
        """Told when something is wrong: most scripts are read to be used."""
        return dict(origins(self.said))

    def _tells(self, place: Place) -> bool:
        """Whether what is wrong at a place is the affair of where it was written: an entry of a
        frame is, but not a heading of it that a script fills wrongly."""
        origin = self._by_place.get(place)
        return origin is not None and (
            origin.file == self.script or any(isinstance(part, int) for part in place)
        )


def origins(said: Any) -> Iterator[tuple[Place, Origin]]:
    """The origin of every table of a script, and of texts that were brought, by its place there."""
    return (
        (place, each.origin) for place, each in within(said) if isinstance(each, Entry | Brought)
    )


def within(said: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """A value and everything in it, each with its place, the outer before the inner."""
    waiting = [(place, said)]
    while waiting:
        place, said = waiting.pop()
        yield place, said
        if isinstance(said, dict):
            waiting += (((*place, key), said[key]) for key in reversed(said))
        elif isinstance(said, list):
            waiting += (((*place, n), said[n]) for n in reversed(range(len(said))))


def told(file: Path) -> str:
    """A file as it is told: a fragment's with its folder, for several may be called alike."""
    usual = next((folder for folder in file.parents if folder.name == USUAL), None)
    return file.relative_to(usual.parents[1]).as_posix() if usual else file.name


def _there(written: Problem) -> str:
    return f"（写在 {written.file}:{written.line}）"


def _part(part: str | int) -> str:
    return entry(part) if isinstance(part, int) else part
