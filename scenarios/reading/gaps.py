"""What is left out of a script because it is wrong, so that the rest is read and played without it.

An entry is left out whole: a misspelt key may be the one that tells what it means. What the rest
lacks by that is nobody's mistake, and is left unsaid.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scenarios.reading.origins import IDENTITIES, Entry, within
from scenarios.reading.problems import Place, Problem
from scenarios.reading.script import CaseScript
from scenarios.reading.sentences import keys_at

NAMED = (
    "walkthrough", "papers", "expect", "rules", "topics", "cast", "vary", "compute", "groups", "other_ways",
)  # fmt: skip
"""Sections whose entries have names by which others call them."""
ALL = frozenset(CaseScript.model_fields)
"""All sections of the long form."""
MARKS = ("expect", "alternatives", "allowed", "rules", "side_effects")
"""Sections by which ways earn and cost what they do."""
TELLING = ("remarks", "local_rules")
"""Sections in which something may be told, beside those that are played."""
PLAYED = (
    "walkthrough", "cast", "papers", "vary", "compute", "conversation", "topics", "linked", "printable",
    "needed_papers", "business_date", "holiday",
)  # fmt: skip
"""Sections by which what is played may come out otherwise."""
_NAMED = re.compile(r"\$\{?([a-z][a-z0-9_]*)")
_NUMBER = re.compile(r"(?:[0-9０-９〇零幺一二三四五六七八九][\s-]*){4}")
SCORED = ("expect", "rules", "service")
"""Sections whose entries have points."""
KEYED = ("vary", "compute", "groups", "cast")
"""Sections that are tables, of entries by their names or, of the cast, of lists."""
STAND_INS: Mapping[str, Any] = {
    "title": "本案", "point": "本案", "story": "本案", "level": "easy", "minutes": 24 * 60, "version": 1,
    "total": "0", "ceiling": "0", "conversation": {},
}  # fmt: skip
"""What is read where a script says something of another shape, or lacks it."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something left out: the sections that lack something by it, what it says and, of what is no
    entry of a list, its place. What a call would have brought nobody knows: it `is_call`; what calls nothing
    that is known may have meant to, and `surely` lacks something in its own section alone."""

    sections: Collection[str]
    said: Any
    place: Place = ()
    is_call: bool = False
    surely: Collection[str] = ()

    def names(self, name: str) -> bool:
        """Whether it may be what a name stands for."""
        if not {*NAMED}.intersection(self.sections):
            return False
        return self.is_call or name in self.own_names()

    def own_names(self) -> Iterator[Any]:
        """What it may be called by: a misspelt key may be that of its name."""
        yield from self.place[-1:]
        known = {key for each in self.sections for key in keys_at(CaseScript, (each, 0))}
        said = self.said if isinstance(self.said, Mapping) else {}
        own = {*IDENTITIES, "do"}
        yield from (value for key, value in said.items() if key in own or key not in known)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Everything that is left out of a script."""

    all: tuple[LeftOut, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.all)

    def more(self, gaps: Iterable[LeftOut]) -> "Gaps":
        """These and others."""
        return Gaps((*self.all, *gaps))

    def of(self, *sections: str) -> bool:
        """Whether something is left out of one of some sections."""
        return any(not {*sections}.isdisjoint(each.sections) for each in self.all)

    def mention(self, text: str, *sections: str) -> bool:
        """Whether something left out, of some sections or any, has one of the names of a text or,
        where that has none, the text itself, or may have brought what does."""
        gaps = [each for each in self.all if not sections or {*sections} & {*each.sections}]
        return any(each.is_call or _tells(each.said, text) for each in gaps)

    def number(self, *sections: str) -> bool:
        """Whether something left out, or wrong, of some sections has a number written out: it may stand
        where another was to be told."""
        gaps = [each.said for each in self.all if {*sections} & {*each.sections}]
        return any(_NUMBER.search(e) for _, e in within(gaps) if isinstance(e, str))

    def pay(self, group: str) -> bool:
        """Whether something left out may have had points of a group: one that says no other."""
        scored = (each for each in self.all if {*SCORED} & {*each.sections})
        return any(each.is_call or _part(each.said, "group") in (group, None) for each in scored)

    def named(self, section: str) -> Collection[str]:
        """What entries that are left out of a section may be called."""
        gaps = (each for each in self.all if section in each.sections)
        return {str(name) for each in gaps for name in each.own_names()}

    def bring(self, problem: Problem) -> bool:
        """Whether what was to be written over may have been brought by what is left out."""
        brought = (each for each in self.all if each.is_call)
        return bool(problem.named) and any({*problem.at[:1]} & {*each.sections} for each in brought)

    def explain(self, problem: Problem) -> bool:
        """Whether a problem only follows from what is left out: a name that stood there, or what it
        said itself."""
        name, at = problem.named, problem.at
        placed = [each.place for each in self.all if each.place]
        return bool(name and any(each.names(name) for each in self.all)) or any(
            at[: len(place)] == place for place in placed
        )


NONE = Gaps()


def _tells(said: Any, text: str) -> bool:
    """Whether something that was said has what a text names or, where that is nothing, the text."""
    every = [each for _, each in within(said) if isinstance(each, str)]
    named = _NAMED.findall(text) or [text]
    return any(name in each for each in every for name in named)


def left_out(
    said: Mapping[str, Any], places: Iterable[Place]
) -> tuple[Mapping[str, Any], list[LeftOut]]:
    """What a script says without the entries in which some places are, and what these are."""
    made, gaps = said, list[LeftOut]()
    for place in sorted({_entry(place) for place in places if place}, key=_number, reverse=True):
        gaps.append(_gap(place, _at(made, place)))
        made = _without(made, place)
    return made, gaps


def doubted(said: Mapping[str, Any], places: Iterable[Place]) -> list[LeftOut]:
    """What stays in a script and is wrong, with its place."""
    entries = [_entry(place) for place in places if place]
    return [replace(_gap(each, _at(said, each)), place=each) for each in entries]


def _gap(place: Place, said: Any) -> LeftOut:
    """What is lacking without what stands at a place: anything, without a section that nobody knows."""
    section = str(place[0])
    if section in ALL:
        return LeftOut({section}, said, () if isinstance(place[-1], int) else place)
    several = isinstance(said, Mapping | list)
    return LeftOut(ALL if several else {"holiday"}, said, place, is_call=several)


def _number(place: Place) -> int:
    return place[-1] if isinstance(place[-1], int) else -1


def _entry(place: Place) -> Place:
    """The entry of a list in which a place is, or of a table of named entries; else the key that the
    script, or its conversation, has there."""
    listed = next((n for n, part in enumerate(place, 1) if isinstance(part, int)), 0)
    if listed:
        return place[:listed]
    return place[:2] if place[0] in (*KEYED, "conversation") else place[:1]


def _at(said: Any, place: Place) -> Any:
    for part in place:
        said = _part(said, part)
    return said


def _part(said: Any, part: str | int) -> Any:
    """A part of what a script says, None where it has none."""
    try:
        return said[part]
    except (KeyError, IndexError, TypeError):
        return None


def _without(said: Any, place: Place) -> Any:
    """A copy of a part of a script without what stands at a place in it, or with what stands in for
    it."""
    part: Any
    part, *rest = place
    if isinstance(said, list):
        inner = [_without(said[part], tuple(rest))] if rest else []
        return [*said[:part], *inner, *said[part + 1 :]]
    if not isinstance(said, Mapping):
        return said
    if rest:
        made = {key: _without(e, tuple(rest)) if key == part else e for key, e in said.items()}
    else:
        stands = {part: STAND_INS[part]} if part in STAND_INS else {}
        made = {**{key: each for key, each in said.items() if key != part}, **stands}
    return Entry.at(said.origin, made) if isinstance(said, Entry) else made
