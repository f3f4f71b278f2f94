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
_DEEPEST_USUAL = 2
"""How deep below such a folder they lie."""
_ENTRY = 2
"""How long the place of an entry of a section is."""
IDENTITIES = ("id", "as", "name", "topic", "code")
"""Keys an entry may be called by, in the order they are looked for."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a part of a script was written, and what it is told by.

    | `file`, `place` | in the script or a frame; of what a fragment brought, where it is called |
    | `inside` | in the entry that was brought |
    | `line_at` | of its line, where an argument of the call says it further in |
    | `source` | in the innermost fragment of an author's own that has it, or in the frame |
    | `elsewhere` | the keys that another place says, and that place |
    """

    file: Path
    place: Place
    names: tuple[tuple[int, str], ...] = ()
    """What the entries of lists on the way call themselves, by how long their places are."""
    through: tuple[str, ...] = ()
    """The fragments that brought it, outermost first."""
    brought: str = ""
    """The section they brought it for, and what the entry is called there."""
    inside: Place = ()
    line_at: Place = ()
    source: "Origin | None" = None
    over: tuple[str, ...] = ()
    """The fragments that brought the entry of the same name, over which it is written."""
    elsewhere: Mapping[str, "Origin"] = field(default_factory=dict, compare=False)

    def inner(self, part: str | int) -> "Origin":
        """The place of a part of this entry; what a fragment brought keeps the place of its call."""
        if there := self.elsewhere.get(str(part)):
            return there.inner(part)
        if self.through:
            source = self.source.inner(part) if self.source else None
            return replace(self, inside=(*self.inside, part), source=source)
        return replace(self, place=(*self.place, part))

    def joined(self, own: Iterable[str], more: Self, said: Iterable[str]) -> Self:
        """Where an entry stands that is written in two places, with the keys that each says: in the
        script itself where one is there, and what the other alone says in that other."""
        here, there, keys = self, more, set(said)
        if self.through and not more.through:
            here, there, keys = more, self, {*own} - keys
        elif more.through and not self.through:
            keys -= {*own}
        return replace(here, elsewhere={**here.elsewhere, **dict.fromkeys(keys, there)})

    def named(self, name: str) -> Self:
        """The same place, of an entry that is called so."""
        names = {**dict(self.names), len(self.place): name}
        return replace(self, names=tuple(names.items()))

    def bringing(self, fragment: str, section: str, called: str, inside: Place) -> Self:
        """The same place, of an entry that a fragment brought into a section, or of a part of it."""
        brought = f"{section}“{called}”" if called else section
        return replace(self, through=(*self.through, fragment), brought=brought, inside=inside)

    @property
    def section(self) -> str:
        """The section of the script that the entry is for."""
        return self.brought.partition("“")[0] or str(next(iter(self.place), ""))

    def told(self) -> Iterator[str]:
        """The parts of the place in words, with what the entries are called and what brought them."""
        names = dict(self.names)
        for number, part in enumerate(self.place, 1):
            name = f"“{names[number]}”" if number in names else ""
            how = ""
            if self.through and number == len(self.place):
                how = f"（由 {' › '.join(self.through)} 带出的 {self.brought}）"
            elif self.over and number == _ENTRY:
                how = f"（改写 {' › '.join(self.over)} 带出的同名一项）"
            yield f"{_part(part)}{name}{how}"
        yield from map(_part, self.inside)

    def problem(
        self, what: str, mend: str = "", rest: Place = (), *, written: Place = ()
    ) -> Problem:
        """What is wrong at this place, or at a place inside it; with the line of that or of another."""
        if rest and (there := self.elsewhere.get(str(rest[0]))):
            return there.problem(what, mend, rest)
        said = [*self.told(), *map(_part, rest)]
        if said and self.source:
            said[-1] += self.source.note(rest or written)
        line = self.line(() if self.through else rest or written)
        return Problem(told(self.file), tuple(said), what, mend, line)

    def note(self, rest: Place) -> str:
        """In words, that a part of something is written here; empty where it is nowhere here."""
        line = self.line(rest)
        return f"（写在 {told(self.file)}:{line}）" if line else ""

    def line(self, rest: Place) -> int:
        """The line of the innermost part of a place inside this one that is in the file; 0 where
        nothing of it is."""
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


class ListedText(str):
    """A text of a list, and where it was written."""

    origin: Origin


class Listed(list[Any]):
    """A list within a list, and where it was written."""

    origin: Origin


def item(origin: Origin, said: Any) -> Any:
    """An entry of a list that is no table, which knows where it was written; a number does not."""
    if not isinstance(said, str | list):
        return said
    made: ListedText | Listed = ListedText(said) if isinstance(said, str) else Listed(said)
    made.origin = origin
    return made


def placed(
    said: Any, file: Path, place: Place = (), names: tuple[tuple[int, str], ...] = ()
) -> Any:
    """What a file says, every table of it an `Entry`; `BadScript` where it is nested beyond reason
    or a number is none of TOML's."""
    if len(place) > DEEPEST:
        raise BadScript([Origin(file, place[:2]).problem(*TOO_DEEP)])
    if isinstance(said, int) and not -(2**63) <= said < 2**63:
        raise BadScript([Origin(file, place).problem(*TOO_BIG)])
    if isinstance(said, dict):
        if place and isinstance(place[-1], int) and (name := called(said)):
            names = (*names, (len(place), name))
        inner = {key: placed(each, file, (*place, key), names) for key, each in said.items()}
        return Entry.at(Origin(file, place, names), inner)
    if isinstance(said, list):
        return [placed(each, file, (*place, number), names) for number, each in enumerate(said)]
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
        problem = self._by_place.get((), Origin(self.script, ())).problem(what, mend, place)
        framed = next((n for n in lengths if place[:n] in self._by_place), 0)
        if not framed:
            return problem
        *outer, last = problem.place
        note = self._by_place[place[:framed]].note(place[framed:])
        return replace(problem, place=(*outer, f"{last}{note}"))

    def brought_by(self, place: Place) -> str:
        """The fragment whose call brought the entry at a place, or a part of it; empty where none
        did."""
        return next(iter(self.brought(place).through), "")

    def brought(self, place: Place) -> Origin:
        """Where the entry at a place was brought, or a part of it; else where it was written."""
        origin = self._by_place.get(place, Origin(self.script, place))
        return next((each for each in (origin, *origin.elsewhere.values()) if each.through), origin)

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
    """The origin of every table of a script, and of entries of lists that are none, by its place
    there."""
    known = Entry | ListedText | Listed
    return ((place, each.origin) for place, each in within(said) if isinstance(each, known))


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
    around = file.absolute().parents[:_DEEPEST_USUAL]
    usual = next((folder for folder in around if folder.name == USUAL), None)
    return file.absolute().relative_to(usual.parent.parent).as_posix() if usual else file.name


def _part(part: str | int) -> str:
    return entry(part) if isinstance(part, int) else part
