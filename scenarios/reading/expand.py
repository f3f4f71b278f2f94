"""Expanding: a script written short as the same script written long.

One pure step between reading and validating. An entry of a list that holds the name of a fragment
is a call of it: `{ read = "citizen", points = "5" }`. What the fragment brings for that list takes
the place of the call, all else goes to the end of its own section; what it brings may be calls
again. A call that has no place in a list stands in `use`, `people` or `firms`. An entry that the
script itself writes under the name of one that a fragment brought is written over it. Everything
that can be written short can be written long beside it (docs/authoring.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from typing import Any, NoReturn

from mock_systems.hints import nearest
from scenarios.reading.calls import FOR_ITEM, LESS, Calls, Items
from scenarios.reading.fill import ABSENT, Misfit, size
from scenarios.reading.fragments import CALLS_ONLY, Library
from scenarios.reading.gaps import ALL, Gaps, LeftOut
from scenarios.reading.joining import joined, over_of, overridden
from scenarios.reading.origins import Entry, Origin, called, item, told
from scenarios.reading.problems import BadScript, Place, Problem
from scenarios.reading.script import CaseScript
from scenarios.reading.sentences import keys_at, needed_at
from scenarios.reading.shorthand import SHORT, Shorthand, entries

CALLING = (
    "walkthrough", "papers", "expect", "rules", "service", "mistakes", "other_ways", "harmless",
    "allowed", "remarks", *CALLS_ONLY,
)  # fmt: skip
"""Lists in which a fragment may be called."""
DEEPEST = 8
"""How many fragments may bring one another; more is a circle. One may well stand in its own chain:
a life of two persons brings another person, whose life it is not."""
MOST = 2000
"""How many calls one file may make, those of its fragments counted: far more than any case has."""
LARGEST = 20_000
"""How many values all calls of one file may bring: far more than any case has."""


@dataclass(slots=True)
class _Bounds:
    """What all calls of a file have made so far, in every expansion of it together."""

    calls: int = 0
    values: int = 0


def expanded(said: Entry, library: Library) -> Entry:
    """The long form of what a file says; `BadScript` with every problem of its calls, or where a
    fragment has the name of a key, by which entries would be taken for calls."""
    made, slips = expanded_without(said, library)
    if slips:
        raise BadScript(told_of(slips))
    return made


@dataclass(frozen=True, slots=True)
class Miscall:
    """What is wrong with an entry, and what a script lacks by it."""

    problem: Problem
    gap: LeftOut


def told_of(slips: Sequence[Miscall]) -> Sequence[Problem]:
    """What is told of slips: not what only follows from another."""
    return [each.problem for each in slips if not _beside(each, slips).explain(each.problem)]


def _beside(slip: Miscall, slips: Sequence[Miscall]) -> Gaps:
    """What is lacking by other slips than those of an entry, and than those that may follow themselves."""
    others = (e for e in slips if e.gap.said is not slip.gap.said and not e.problem.named)
    return Gaps(tuple(each.gap for each in others))


def expanded_without(said: Entry, library: Library) -> tuple[Entry, Sequence[Miscall]]:
    """The long form of what a file says, without the calls that are wrong, and what that is;
    `BadScript` where it cannot be read any further."""
    _demand_names(library)
    expansion = _Expansion(library, Items.named(said, library), _Bounds())
    for section, value in said.items():
        expansion.add(section, value, said.origin)
    origin = replace(said.origin, elsewhere=expansion.brought)
    return Entry.at(origin, expansion.long_form()), expansion.slips


def _demand_names(library: Library) -> None:
    what, mend = "做法不能与脚本里的键同名", "请给这个文件改名"
    wrong = sorted(KEYS & library.calls.keys())
    if wrong:
        raise BadScript(
            Problem(told(library.calls[name].file), (), f"{what}（{name}）", mend) for name in wrong
        )


class _Expansion:
    """The long form of one file in the making, and what is wrong with its calls."""

    def __init__(self, library: Library, items: Items, made: _Bounds) -> None:
        self.fragments, self.items = library, items
        self.calls = Calls(library, items, self._complain)
        self.slips: list[Miscall] = []
        self.made = made
        self.sections: dict[str, Any] = {}
        self.brought: dict[str, Origin] = {}
        """Where sections that are values were brought from."""
        self.misspelt: list[tuple[str, Entry, str]] = []

    def add(self, section: str, value: Any, at: Origin) -> None:
        """A section of the file, or of what a fragment brings, behind what is there."""
        if section in CALLS_ONLY and not isinstance(value, list) and value is not ABSENT:
            mend = f"用方括号括起：{section} = [{{ … }}]"
            problem = at.problem(f"{section} 应为一列", mend, (section,))
            self.slips.append(Miscall(problem, LeftOut(ALL, value, is_call=True)))
            return
        there = self.sections.get(section, value)
        if value is not ABSENT and isinstance(there, list) != isinstance(value, list):
            what = f"{section} 一处写成一列（[[{section}]]），一处不是"
            problem = at.problem(what, "请写成一样的", () if at.place else (section,))
            self.slips.append(Miscall(problem, LeftOut({section}, value, is_call=True)))
        elif section in CALLING and isinstance(value, list):
            for number, each in enumerate(value):
                self._put(section, _bare_call(each, at, (section, number)))
        elif isinstance(value, list):
            here = (at.inner(n) if at.through else at.inner(section).inner(n) for n in count())
            value = [item(*each) for each in zip(here, value, strict=False)]
            self.sections[section] = joined(self.sections.get(section), value)
        elif isinstance(value, dict):
            self.sections[section] = joined(self.sections.get(section), value)
        elif value is not ABSENT and (not at.through or section not in self.sections):
            self.sections[section] = value
            self.brought |= {section: at} if at.through else {}

    def long_form(self) -> dict[str, Any]:
        """All sections, what the script itself says written over what was brought."""
        self._tell_misspelt()
        for section in CALLING:
            if isinstance(said := self.sections.get(section), list):
                over = over_of(said)
                self._demand_single(over)
                self._demand_found(said, dict(over))
                self.sections[section] = overridden(said, dict(over))
        return Shorthand(self._brought, self._complain).long(self.sections)

    def _demand_single(self, over: Sequence[tuple[str, Entry]]) -> None:
        """Complains of a second entry over one that was brought: only one can stand there."""
        for number, (name, each) in enumerate(over):
            if name in dict(over[:number]):
                self._complain(each, f"已有一项“{name}”改写带出的那一项", "请合成一项，或改名")

    def _demand_found(self, said: Sequence[Any], over: Mapping[str, Entry]) -> None:
        """Complains of another content of a paper that was brought with what is found of it: that
        would be said of the content that is gone."""
        brought = {called(e) for e in entries(said) if e.origin.through and "found" in e}
        for name, own in over.items():
            if name in brought and "content" in own and "found" not in own:
                what = "改写了 content，核验应得的结论要重新写明"
                self._complain(own, what, '请补上 found，没有毛病的写 ["ok"]')

    def _put(self, section: str, said: Any) -> None:
        if self.calls.name(said):
            self._bring(said)
        elif isinstance(said, Entry) and (key := _strange(section, said)):
            self.misspelt.append((section, said, key))
        else:
            self.sections.setdefault(section, []).append(said)

    def _tell_misspelt(self) -> None:
        """Complains of keys nobody knows once it is known what was brought: their entries may be
        meant to be written over it."""
        for section, said, key in self.misspelt:
            over = dict(over_of([*self.sections.get(section, ()), said])).get(called(said))
            self._complain(over or said, f"没有名为“{key}”的做法或键", self._meant(key, section))

    def _meant(self, key: str, section: str) -> str:
        """The way out of an unknown key: a key, or a call; of calls, where the section is not of
        these only, those that bring such entries."""
        calls, keys = self.fragments.calls, long_keys(section)
        bringing = [name for name, each in calls.items() if section in each.sections]
        return nearest(key, [*(calls if section in CALLS_ONLY else bringing), *keys])

    def _stop(self, at: Entry, what: str, mend: str) -> NoReturn:
        """Raises at once what would be said without end."""
        self._complain(at, what, mend)
        raise BadScript(told_of(self.slips))

    def _bring(self, said: Entry) -> None:
        """What a call brings, each part into its own section."""
        self.made.calls += 1
        if self.made.calls > MOST:
            self._stop(said, f"引用做法超过 {MOST} 次", "请核对做法是否成倍地相引")
        if len(said.origin.through) > DEEPEST:
            around = max(said.origin.through, key=said.origin.through.count)
            self._stop(said, "做法层层相引，没有尽头", f"请改 {around} 的文件")
        if (call := self.calls.read(said)) is None:
            return
        try:
            brought = call.brought()
        except Misfit as misfit:
            self._complain(call.entry, *misfit.args)
            return
        self.made.values += size(brought)
        if self.made.values > LARGEST:
            self._stop(said, f"做法带出的内容超过 {LARGEST} 项", "请核对做法是否成倍地相引")
        listed = [each for part in brought.values() if isinstance(part, list) for each in part]
        said_of = [called(each) if isinstance(each, dict) else str(each) for each in listed]
        names = list(filter(None, said_of))
        for less in call.less:
            if less not in names:
                self._complain(said, f"{call.fragment.name} 没有带出 {less}", nearest(less, names))
        for section, part in brought.items():
            kept = [each for each in part if call.brings(each)] if isinstance(part, list) else part
            self.add(section, kept, call.origin(section))

    def _brought(self, said: Entry, section: str) -> list[Entry] | None:
        """What a call brings for one section alone; None where it calls nothing. Steps have the
        names the call gives them, no others: they are put in beside those of the walkthrough."""
        name = self.calls.name(said)
        if not name:
            return None
        alone = _Expansion(self.fragments, self.items, self.made)
        alone.add(section, [said], said.origin)
        alone._tell_misspelt()
        own = {said.origin.section}
        self.slips += (replace(e, gap=replace(e.gap, sections=own)) for e in alone.slips)
        found = entries(alone.sections.get(section))
        if section != "walkthrough":
            return found
        given = [value for key, value in said.items() if key != name]
        return [_unnamed(step, given) for step in found]

    def _complain(self, at: Entry, what: str, mend: str, named: str = "", key: str = "") -> None:
        problem = replace(at.origin.problem(what, mend, written=(key,) if key else ()), named=named)
        self.slips.append(Miscall(problem, self._gap(at)))

    def _gap(self, at: Entry) -> LeftOut:
        """What is lacking where an entry is wrong: what it calls brings or, of one that is not near
        the long form either, what it may have meant to; else the entry itself."""
        own = at.origin.section
        if name := self.calls.name(at):
            fragment = self.fragments.calls.get(name)
            sections = {*(fragment.sections if fragment else ALL)}
            return LeftOut(ALL if sections & {*CALLS_ONLY} else sections or ALL, at, is_call=True)
        if own not in CALLING or _is_long(own, at):
            return LeftOut({own}, at)
        brought = (e.sections.keys() for e in self.fragments.calls.values() if own in e.sections)
        return LeftOut(
            ALL if own in CALLS_ONLY else {own}.union(*brought), at, is_call=True, surely={own}
        )


def _is_long(section: str, said: Entry) -> bool:
    """Whether an entry is of the long form but for a key: what it must have is there, but for one."""
    needed = {*needed_at(CaseScript, (section, 0))}
    return len(needed - said.keys()) <= 1 and bool(needed & said.keys())


@cache
def long_keys(section: str) -> Sequence[str]:
    """The keys an entry of a section may have in the long form; none where it is of calls only."""
    return keys_at(CaseScript, (section, 0))


KEYS = {key for section in CALLING for key in (*long_keys(section), *SHORT.get(section, ()))} | {
    LESS,
    FOR_ITEM,
}
"""What no fragment may be called."""


def _strange(section: str, said: Entry) -> str:
    """A key by which an entry is neither a call nor written long, empty where it is long, or where
    the house brought it. An entry of ways may be written with the keys of its only edit."""
    if said.origin.through and not said.origin.source and section not in CALLS_ONLY:
        return ""
    known = {*long_keys(section), *SHORT.get(section, ())}
    return next((key for key in said if key not in known), "")


def _bare_call(said: Any, at: Origin, place: Place) -> Any:
    """A name alone is a call without arguments."""
    origin = at if at.place else replace(at, place=place).named(str(said))
    return Entry.at(origin, {said: ""}) if isinstance(said, str) else said


def _unnamed(step: Entry, given: Sequence[Any]) -> Entry:
    """A step without a name that was not given to it: edits may do a thing that is done already."""
    if step.get("as") in given:
        return step
    return Entry.at(step.origin, {key: each for key, each in step.items() if key != "as"})
