"""Reading calls of fragments: which one an entry calls, and what its parameters are there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from mock_systems.hints import nearest
from mock_systems.items import ITEMS as CATALOGUE
from scenarios.reading.fill import ABSENT, Misfit, demand_size, filled, names_in
from scenarios.reading.fragments import Fragment, Library
from scenarios.reading.origins import Entry, Origin, called
from scenarios.reading.problems import BadScript, Place
from scenarios.reading.shorthand import Complain, entries

Wrong = tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, str]
"""What is wrong with a call, the way out, the name that nobody knows and the key, if it is one."""
FOR_ITEM = "for_item"
"""The call of a service item's defaults: its principal argument names the item's fragment."""
LESS = "less"
"""The key of a call under which stand the names of what it shall not bring."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a fragment with everything its parameters are."""

    fragment: Fragment
    entry: Entry
    given: Mapping[str, Any]

    def brought(self) -> Mapping[str, Any]:
        """What it brings, by section, every table with the call's origin; `ABSENT` what stays away.
        `Misfit` where an argument does not go where the fragment has it."""
        return {
            section: self._placed(section, filled(value, self.given))
            for section, value in self.fragment.sections.items()
        }

    def _placed(self, section: str, part: Any, name: str = "", inside: Place = ()) -> Any:
        """A part with its origin: what is in an entry of a list is told by the name of that."""
        if isinstance(part, list):
            return [
                self._placed(section, each, name or _name(each), inside and (*inside, number))
                for number, each in enumerate(part)
            ]
        if not isinstance(part, dict):
            return part
        inner = {k: self._placed(section, each, name, (*inside, k)) for k, each in part.items()}
        at = part.origin if isinstance(part, Entry) else None
        return Entry.at(self.origin(section, at, name, inside), inner)

    def origin(
        self, section: str, at: Origin | None = None, name: str = "", inside: Place = ()
    ) -> Origin:
        """Where what it brings into a section was written: the section, or an entry of it or a part
        of one that is `at` a place of the fragment or of an argument."""
        origin = self.entry.origin.bringing(self.fragment.name, section, name, inside)
        at = at or Origin(self.fragment.file, (section, *inside))
        made = self._written(origin, at)
        elsewhere = {key: self._written(origin, each) for key, each in at.elsewhere.items()}
        return replace(made, elsewhere=elsewhere)

    def _written(self, origin: Origin, at: Origin) -> Origin:
        """The origin of what the fragment has at a place, or an argument of its call."""
        if at.file == self.fragment.file:
            return replace(origin, source=at) if self.fragment.is_own else origin
        line_at, source = at.line_at or at.place, at.source or origin.source
        return replace(origin, line_at=line_at, source=source)

    def brings(self, part: Any) -> bool:
        """Whether an entry is not among those that the call shall not bring."""
        name = called(part) if isinstance(part, Entry) else part
        return not (isinstance(name, str) and name in self.less)

    @property
    def less(self) -> Sequence[str]:
        """The names of what it shall not bring."""
        less = self.entry.get(LESS, [])
        return [str(each) for each in less] if isinstance(less, list) else [str(less)]


@dataclass(frozen=True, slots=True)
class Items:
    """The service items a script is about: the one it uses, empty where it uses several, and what
    the steps say by which applications are opened, by their names."""

    only: str
    opened: Mapping[str, Entry]

    def applicant(self, step: str) -> Mapping[str, Any]:
        """Whom a step opens an application for, where another opens one of its item for somebody
        else; nothing where the item says enough."""
        own: Mapping[str, Any] = self.opened.get(step, {})
        same = [each for each in self.opened.values() if each["item"] == own.get("item")]
        others = any(each.get("who") != own.get("who") for each in same)
        return {"who": own["who"]} if others and isinstance(own.get("who"), str) else {}

    @classmethod
    def named(cls, said: Entry, library: Library) -> Self:
        """The items of a script as it is written; a step's is what it is called with. What has a
        step to go on from opens none."""
        used = {str(each[FOR_ITEM]) for each in entries(said.get("use")) if FOR_ITEM in each}
        steps = {
            str(step.get("as", fragment.parameters["as"].default)): Entry.at(
                step.origin.named(f"{name} {step[name]}"), {**step, "item": step[name]}
            )
            for step in entries(said.get("walkthrough"))
            for name, fragment in library.calls.items()
            if name in step and fragment.principal == "item"
            if "as" in fragment.parameters and "of" not in fragment.parameters
        }
        return cls(used.pop() if len(used) == 1 else "", steps)


class Calls:
    """The calls a script may make; `items` tell which service item a call is about that does not
    say so, `complain` takes what is wrong with one."""

    def __init__(self, library: Library, items: Items, complain: Complain) -> None:
        self.fragments, self.items, self.complain = library, items, complain
        self.names = {FOR_ITEM, *library.calls, *library.broken}

    def name(self, said: Any) -> str:
        """The fragment that an entry calls, empty where it is written long."""
        if not isinstance(said, Entry):
            return ""
        return next((key for key in said if key in self.names), "")

    def read(self, said: Entry) -> Call | None:
        """The call that an entry is; None where it is wrong. `BadScript` where the file of what it
        calls cannot be read."""
        name = self.name(said)
        file = str(said[FOR_ITEM]) if name == FOR_ITEM else name
        if file in self.fragments.broken:
            raise BadScript(self.fragments.broken[file])
        fragment = self._of_item(said) if name == FOR_ITEM else self.fragments.calls[name]
        if fragment is None:
            return None
        arguments = {key: value for key, value in said.items() if key not in (name, LESS)}
        principal = "" if name == FOR_ITEM else said[name]
        if principal != "" and fragment.principal:
            arguments = {fragment.principal: principal, **arguments}
        named = f"{name} {said[name]}" if isinstance(said[name], str) else name
        if not said.origin.through:
            said = Entry.at(said.origin.named(named.strip()), said)
        wrong: list[Wrong] = [*self._unknown(fragment, arguments), *_misnamed(fragment, arguments)]
        wrong += [*_unasked(fragment, arguments), *self._elsewhere(arguments)]
        wrong += _emptied(fragment, arguments)
        if principal != "" and not fragment.principal:
            wrong.append((f"{name} 后面不写内容", f'写成 "{name}" 即可'))
        given: Mapping[str, Any] = {}
        try:
            given = self._given(fragment, arguments, wrong)
            wrong += _contradicted(fragment, arguments, given)
        except Misfit as misfit:
            wrong.append(misfit.args)
        for each in wrong:
            self.complain(said, *each)
        return None if wrong else Call(fragment, said, given)

    def _of_item(self, said: Entry) -> Fragment | None:
        item = str(said[FOR_ITEM])
        if item not in self.fragments.items:
            what = f"事项 {item} 没有写过通用的部分"
            titles = {code: each.heading.title for code, each in self.fragments.items.items()}
            self.complain(said, what, nearest(item, titles))
        return self.fragments.items.get(item)

    def _unknown(
        self, fragment: Fragment, arguments: Mapping[str, Any]
    ) -> Iterator[tuple[str, str, str, str]]:
        for key in arguments:
            if key not in fragment.parameters:
                what = f"{fragment.name} 没有名为“{key}”的参数"
                yield what, nearest(key, fragment.parameters), "", key

    def _given(
        self, fragment: Fragment, arguments: Mapping[str, Any], wrong: list[Wrong]
    ) -> Mapping[str, Any]:
        """Every parameter as the call says it, or the item it is about, or the fragment."""
        given: dict[str, Any] = {}
        of_item = self._of_its_item(fragment, arguments)
        over = dict(_overwritten(fragment, arguments))
        known = fragment.parameters
        misspelt = {nearest(key, known) for key in arguments if key not in known}
        wrong += [
            (f"{over[key]} 已写明这里是什么，{key} 不会用到", f"请删去 {key}")
            for key in arguments
            if key in over
        ]
        for key, parameter in fragment.parameters.items():
            value = arguments.get(key, filled(of_item.get(key, parameter.default), given))
            if key in arguments and parameter.choices and not isinstance(value, str):
                wrong.append((f"{key} 应写一种的名称", nearest("", parameter.choices)))
                continue
            if isinstance(value, str) and parameter.choices:
                if value not in parameter.choices:
                    what = f"{key} 没有名为“{value}”的一种"
                    wrong.append((what, nearest(value, parameter.choices)))
                    continue
                value = filled(parameter.choices[value], given)
            if value is not None and value is not ABSENT and not (parameter.needed and value == []):
                demand_size(value)
                given[key] = value
            elif parameter.needed and key not in over and nearest(key, [key]) not in misspelt:
                wrong.append(self._missing(fragment.name, key, parameter.about, arguments))
        return given

    def _missing(self, name: str, key: str, about: str, arguments: Mapping[str, Any]) -> Wrong:
        """That a parameter is missing: of a step that is named and opens no application, first the
        one that may be meant. What its item says of a call is called by the name of that."""
        step = arguments.get("of")
        named = key if key in ("item", "item_name", "who") else ""
        if not isinstance(step, str) or step in self.items.opened:
            return f"{name} 缺少 {key}（{about}）", "请补上", named
        what = f"of：“{step}”不是收件的步骤，不知道 {name} 的 {key}"
        return what, f"在别处收件的写明 {key}；{nearest(step, self.items.opened)}", step

    def _elsewhere(self, arguments: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What a call says of the application it goes on from, and its opening says otherwise."""
        of = str(arguments.get("of", ""))
        if (opened := self.items.opened.get(of)) is None:
            return
        for key in sorted({"item", "who"} & arguments.keys() & opened.keys()):
            said, due = arguments[key], opened[key]
            each = said if isinstance(said, list) else [said]
            if not isinstance(due, str) or due in each or "$" in f"{due}{said}":
                continue
            if key == "item" and due not in CATALOGUE:
                titles = {code: each.name for code, each in CATALOGUE.items()}
                self.complain(opened, f"没有名为“{due}”的事项", nearest(due, titles))
            else:
                what = f"{of} 收件时 {key} 是 {due}，这里写的是 {'、'.join(map(str, each))}"
                yield what, f"请改正 of、这里的 {key}，或者收件时的 {key}"

    def _of_its_item(self, fragment: Fragment, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a call is given by the item it is about: its own, that of the step it goes on from,
        or the only one; and how the catalogue calls it."""
        of = fragment.parameters.get("of")
        step = str(arguments.get("of", of.default)) if of else ""
        opened = self.items.opened.get(step, {"item": self.items.only})
        code = str(arguments.get("item", opened["item"]))
        name = CATALOGUE[code].name if code in CATALOGUE else ""
        known = {"item": code, "item_name": name, **self.items.applicant(step)}
        own = {key: said for key, said in known.items() if said and key in fragment.parameters}
        item = self.fragments.items.get(code)
        return {**own, **(item.heading.defaults.get(fragment.name, {}) if item else {})}


def _name(said: Any) -> str:
    return called(said) if isinstance(said, dict) else ""


def _misnamed(fragment: Fragment, arguments: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names that are given with a `$`, which stands in the fragment, or not as one name."""
    for key in sorted(fragment.names & arguments.keys()):
        name, about = arguments[key], fragment.parameters[key].about.partition("，")[0]
        if isinstance(name, list | dict):
            yield f"{key} 应写一个名称（{about}），不写成一列或一张表", "请改成加引号的文本"
        elif str(name).startswith("$"):
            yield f"{key} 这里写{about}，不带 $", f"写成 “{name[1:].partition('.')[0]}”"


def _unasked(fragment: Fragment, arguments: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Parameters that were not written beside one that asks for them."""
    for key in arguments:
        asked = fragment.parameters[key].asks if key in fragment.parameters else ""
        if asked and asked not in arguments:
            about = fragment.parameters[asked].about.partition("，")[0]
            yield f"写了 {key}，就要写明 {asked}（{about}）", f"请补上，或者删去 {key}"


def _emptied(fragment: Fragment, arguments: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Parameters that bring something where they are written, and are written empty."""
    for key, value in arguments.items():
        if key in fragment.bringing and value in ("", {}):
            yield f"{key} 是空的，什么也不带出", "请写明；不要的，整个删去"


def _contradicted(
    fragment: Fragment, arguments: Mapping[str, Any], given: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Lists that are written beside a choice of the call and lack what the choice has there; of a
    `$name` in one nobody knows yet what it stands for."""
    for key, parameter in fragment.parameters.items():
        default, said = parameter.default, arguments.get(key)
        chosen = arguments.keys() & set(names_in(default)) if isinstance(default, str) else ()
        has = filled(default, given) if chosen else None
        if not isinstance(has, list) or not isinstance(said, list) or "$" in str(said):
            continue
        if lacking := [str(each) for each in has if each not in said]:
            choice = "、".join(f"{name} = “{arguments[name]}”" for name in sorted(chosen))
            what = f"{choice} 的 {key} 还有 {'、'.join(lacking)}，这里没有写"
            yield what, f"请补上，或者删去 {key}"


def _overwritten(fragment: Fragment, arguments: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The parameters that a choice of a call makes idle, and the choice."""
    for key, value in arguments.items():
        parameter = fragment.parameters.get(key)
        if parameter and isinstance(value, str) and value in parameter.choices:
            chosen = f"{key} = “{value}”"
            yield from ((name, chosen) for name in fragment.overwritten(key, value))
