"""Expanding: a script written short as the same script written long.

One pure step between reading and validating. An entry of a list that holds the name of a fragment
is a call of it: `{ read = "citizen", points = "5" }`. What the fragment brings for that list takes
the place of the call, all else goes to the end of its own section; what it brings may be calls
again. A call that has no place in a list stands in `use`, `people` or `firms`. An entry that the
script itself writes under the name of one that a fragment brought is written over it. Everything
that can be written short can be written long beside it (docs/authoring.md).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_systems.hints import nearest
from scenarios.reading.fill import ABSENT, filled
from scenarios.reading.fragments import Fragment, Library
from scenarios.reading.origins import Entry, called
from scenarios.reading.problems import BadScript, Problem
from scenarios.reading.shorthand import Shorthand

CALLS_ONLY = ("people", "firms", "use")
"""Sections of calls only, which the long form does not have."""
CALLING = (
    "walkthrough", "papers", "expect", "rules", "service", "mistakes", "other_ways", "harmless",
    "allowed", "remarks", *CALLS_ONLY,
)  # fmt: skip
"""Lists in which a fragment may be called."""
FOR_ITEM = "for_item"
"""The call of a service item's defaults: its principal argument names the item's fragment."""
DEEPEST = 8
"""How many fragments may bring one another; more is a circle."""


def expanded(said: Entry, library: Library) -> Entry:
    """The long form of what a file says; `BadScript` with every problem of its calls."""
    expansion = _Expansion(said, library)
    made = expansion.made()
    if expansion.problems:
        raise BadScript(expansion.problems)
    return made


class _Expansion:
    """The expansion of one file; what is wrong with its calls goes into `problems`."""

    def __init__(self, said: Entry, library: Library) -> None:
        self.said, self.library = said, library
        self.problems: list[Problem] = []
        self.long: dict[str, Any] = {}
        items = (each.get(FOR_ITEM) for each in said.get("use", ()) if isinstance(each, dict))
        self.item = next(filter(None, items), None)

    def made(self) -> Entry:
        for section, value in self.said.items():
            self._add(section, value)
        self._overridden()
        return Entry.at(self.said.origin, Shorthand(self._steps_of).long(self.long))

    def _add(self, section: str, value: Any) -> None:
        """A section of the file, or of what a fragment brings, behind what is there."""
        if section in CALLING and isinstance(value, list):
            for each in value:
                self._put(section, each)
        else:
            self.long[section] = _joined(self.long.get(section), value)

    def _put(self, section: str, said: Any, deep: int = 0) -> None:
        said = Entry.at(self.said.origin, {said: ""}) if isinstance(said, str) else said
        name = self._called_in(said)
        if name:
            self._bring(section, name, said, deep)
        elif section in CALLS_ONLY and isinstance(said, Entry):
            self._problem(said, "这里应调用做法", nearest(next(iter(said), ""), self.library.calls))
        else:
            self.long.setdefault(section, []).append(said)

    def _called_in(self, said: Any) -> str:
        """The fragment that an entry calls, empty where it is written long."""
        if not isinstance(said, Entry):
            return ""
        return next((key for key in said if key == FOR_ITEM or key in self.library.calls), "")

    def _bring(self, home: str, name: str, call: Entry, deep: int) -> None:
        """What a call brings, into the section it stands in and the others."""
        fragment = self._fragment(name, call)
        if fragment is None or (given := self._arguments(fragment, name, call)) is None:
            return
        if deep > DEEPEST:
            self._problem(call, f"{name} 层层相引，没有尽头", "请核对")
            return
        less = call.get("less", [])
        for section, value in fragment.sections.items():
            part = self._from(call, name, section, filled(value, given))
            if section in CALLING and isinstance(part, list):
                for each in part:
                    if called(each) not in less:
                        self._put(section, each, deep + 1)
            elif part is not ABSENT:
                self._add(section, part)

    def _fragment(self, name: str, call: Entry) -> Fragment | None:
        if name != FOR_ITEM:
            return self.library.calls[name]
        item = str(call[FOR_ITEM])
        if item not in self.library.items:
            what = f"事项 {item} 没有写过共用的部分"
            self._problem(call, what, nearest(item, self.library.items))
        return self.library.items.get(item)

    def _from(self, call: Entry, name: str, section: str, part: Any) -> Any:
        """A part that a call brings, every table of it with the call's origin."""
        if isinstance(part, dict):
            inner = {key: self._from(call, name, section, each) for key, each in part.items()}
            return Entry.at(call.origin.bringing(name, section, called(part)), inner)
        if isinstance(part, list):
            return [self._from(call, name, section, each) for each in part]
        return part

    def _arguments(self, fragment: Fragment, name: str, call: Entry) -> Mapping[str, Any] | None:
        """What the parameters of a fragment are in a call; None where the call is wrong."""
        found = len(self.problems)
        said: dict[str, Any] = {key: value for key, value in call.items() if key != "less"}
        principal = "" if name == FOR_ITEM else call[name]
        said.pop(name)
        if fragment.principal and principal != "":
            said = {fragment.principal: principal, **said}
        elif principal != "":
            self._problem(call, f"{name} 后面不写内容", f'写成 "{name}" 即可')
        for key in said.keys() - fragment.parameters.keys():
            what = f"{name} 没有名为“{key}”的参数"
            self._problem(call, what, nearest(key, fragment.parameters))
        given = self._with_defaults(fragment, said, call)
        return given if len(self.problems) == found else None

    def _with_defaults(
        self, fragment: Fragment, said: Mapping[str, Any], call: Entry
    ) -> Mapping[str, Any]:
        given: dict[str, Any] = {}
        of_item = self._defaults(fragment, said)
        for key, parameter in fragment.parameters.items():
            value = said.get(key, filled(of_item.get(key, parameter.default), given))
            if value is None or value is ABSENT:
                if parameter.needed:
                    what = f"{fragment.name} 缺少 {key}（{parameter.about}）"
                    self._problem(call, what, "请补上")
                continue
            if parameter.choices and isinstance(value, str):
                if value not in parameter.choices:
                    what = f"{key} 没有名为“{value}”的一种"
                    self._problem(call, what, nearest(value, parameter.choices))
                    continue
                value = filled(parameter.choices[value], given)
            given[key] = value
        return given

    def _defaults(self, fragment: Fragment, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the service item that a call is about says for this fragment."""
        item = self.library.items.get(str(said.get("item", self.item)))
        if item is None:
            return {}
        own = {"item": item.name} if "item" in fragment.parameters else {}
        return {**own, **item.heading.defaults.get(fragment.name, {})}

    def _overridden(self) -> None:
        """What the script itself says of an entry that a fragment brought, written over it."""
        for section in CALLING:
            entries = self.long.get(section)
            if isinstance(entries, list):
                self.long[section] = _overridden(entries)

    def _steps_of(self, call: Entry) -> list[Entry] | None:
        """The steps alone that a call brings, for an edit; None where it calls nothing."""
        name = self._called_in(call)
        if not name:
            return None
        alone = _Expansion(Entry.at(self.said.origin, {}), self.library)
        alone.item = self.item
        alone._put("walkthrough", call)
        self.problems += alone.problems
        steps: list[Entry] = alone.long.get("walkthrough", [])
        return [_unnamed(step, keep=call.get("as")) for step in steps]

    def _problem(self, at: Entry, what: str, mend: str) -> None:
        self.problems.append(at.origin.problem(what, mend))


def _unnamed(step: Entry, keep: Any) -> Entry:
    """A step without a name that was not given to it: edits may do a thing that is done already."""
    return step if keep else Entry.at(step.origin, {k: v for k, v in step.items() if k != "as"})


def _joined(below: Any, value: Any) -> Any:
    """Two parts of one section: lists follow one another, of two values the later stands."""
    if isinstance(below, list) and isinstance(value, list):
        return below + value
    if isinstance(below, dict) and isinstance(value, dict):
        both = {**below, **{key: _joined(below.get(key), each) for key, each in value.items()}}
        origin = getattr(below, "origin", None) or getattr(value, "origin", None)
        return Entry.at(origin, both) if origin else both
    return value


def _overridden(entries: Sequence[Any]) -> list[Any]:
    own = {called(each): each for each in entries if _is_own(each) and called(each)}
    brought = {called(each) for each in entries if isinstance(each, Entry) and not _is_own(each)}
    made: list[Any] = []
    for each in entries:
        name = called(each) if isinstance(each, Entry) else ""
        if name in own and name in brought:
            if not _is_own(each):
                made.append(_joined(each, own[name]))
        else:
            made.append(each)
    return made


def _is_own(each: Any) -> bool:
    return isinstance(each, Entry) and not each.origin.brought
