"""Short ways of writing that need no fragment.

Talk by topic, a way whose only edit stands in it, several steps dropped at once, steps put in by a
call, selectors that name a step, alternatives as differences from the main outcome. What is not of
the shape these take is left as it is: validating says what is wrong with it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from mock_systems.hall.talk import Say
from mock_systems.hall.topics import TOPIC
from mock_systems.hints import nearest
from scenarios.reading.origins import Entry, Origin

DEEDS = ("drop", "replace", "insert", "move", "alter")
EDIT = (*DEEDS, "step", "form", "confirm", "before", "after")
"""Keys of an edit, which a way of one edit may have itself."""
SHORT: Mapping[str, tuple[str, ...]] = {
    "walkthrough": ("where",),
    "mistakes": EDIT,
    "other_ways": EDIT,
}
"""Keys that entries of a section have in the short form only."""
Brought = Callable[[Entry, str], list[Entry] | None]


class Complain(Protocol):
    """Takes what is wrong at an entry or a key of it, how to mend it and the name that nobody knows, if it
    is one."""

    def __call__(self, at: Entry, what: str, mend: str, named: str = "", key: str = "") -> None: ...


class Shorthand:
    """The last part of an expansion, when every fragment has been brought.

    `brought` gives what an entry calls for a section, None where it calls nothing; `complain`
    takes what is wrong at an entry, and how to mend it.
    """

    def __init__(self, brought: Brought, complain: Complain) -> None:
        self.brought, self.complain = brought, complain
        self.marks: dict[str, Mapping[str, Any]] = {}
        self.unheard: list[tuple[Entry, str, str]] = []

    def long(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """The sections of the long form."""
        made = dict(said)
        for step in entries(made.get("walkthrough")):
            name = str(step.get("as") or step.get("do"))
            self.marks[name] = {"do": step.get("do"), "where": step.get("where", {})}
        self.unheard = list(_unheard(made))
        self._each(made, "walkthrough", lambda step: [_without(step, "where")])
        for section in ("mistakes", "other_ways"):
            self._each(made, section, lambda way: [self._way(way)])
        self._each(made, "rules", lambda rule: [self._rule(rule)])
        expect = entries(made.get("expect"))
        self._each(made, "alternatives", lambda other: [self._alternative(other, expect)])
        _talk(made)
        return made

    def _each(self, made: dict[str, Any], section: str, long: Callable[[Entry], list[Any]]) -> None:
        """Every entry of a section as it is written long."""
        if isinstance(said := made.get(section), list):
            made[section] = [
                part
                for each in said
                for part in (long(each) if isinstance(each, Entry) else [each])
            ]

    def _way(self, way: Entry) -> Entry:
        own = {key: way[key] for key in EDIT if key in way}
        edits = way.get("edits", [])
        if any(key in own for key in DEEDS) and isinstance(edits, list):
            way, edits = _without(way, *EDIT), [Entry.at(way.origin, own), *edits]
        if not isinstance(edits, list) or not edits:
            return way
        return _with(way, edits=[part for each in edits for part in self._edits(each)])

    def _edits(self, edit: Any) -> Iterator[Any]:
        """The edits of one step each that an edit stands for."""
        if not isinstance(edit, Entry):
            yield edit
        elif isinstance(dropped := edit.get("drop"), list):
            yield from (_with(edit, drop=each) for each in dropped)
        elif steps := self._steps(edit.get("insert")):
            # Behind a step each goes right behind it, so the last is put in first.
            order = steps[::-1] if "after" in edit else steps
            yield from (_with(edit, insert=_without(step, "where")) for step in order)
        elif steps := self._steps(edit.get("step")):
            # The others stand behind it, before it is gone by whose name they are put in.
            for step in steps[:0:-1]:
                yield Entry.at(
                    edit.origin,
                    {"insert": _without(step, "where"), "after": edit.get("replace", "")},
                )
            yield _with(edit, step=_without(steps[0], "where"))
        else:
            yield edit

    def _steps(self, step: Any) -> list[Entry] | None:
        return self.brought(step, "walkthrough") if isinstance(step, Entry) else None

    def _alternative(self, said: Entry, expect: list[Entry]) -> Entry:
        """Another outcome with what it calls, its differences from the main one written out."""
        if isinstance(own := said.get("expect"), list):
            said = _with(said, expect=[part for each in own for part in self._expected(each)])
        for key, what in (("instead", "一列改动"), ("without", "一列编号")):
            if not isinstance(said.get(key, []), list):
                self.complain(said, f"{key} 应为{what}", f"写成 {key} = [ … ]")
                return said
        known = [str(each.get("id")) for each in expect]
        named = [each.get("id", "") for each in entries(said.get("instead"))]
        for name in map(str, [*named, *said.get("without", [])]):
            if name not in known:
                what = f"应有结果里没有编号“{name}”的一项"
                self.complain(said, what, nearest(name, known), name)
        return _alternative(said, expect)

    def _expected(self, each: Any) -> list[Any]:
        brought = self.brought(each, "expect") if isinstance(each, Entry) else None
        return [each] if brought is None else brought

    def _rule(self, rule: Entry) -> Entry:
        """A rule whose selectors name steps, as one whose selectors name operations."""
        named = {key: rule[key] for key in ("a", "b", "x") if isinstance(rule.get(key), Entry)}
        return _with(rule, **{k: self._selector(s) for k, s in named.items() if "step" in s})

    def _selector(self, selector: Entry) -> Entry:
        name = str(selector["step"])
        if name not in self.marks:
            # It may be missed because the step that is meant says a topic nobody knows.
            missed = (selector, f"标准做法没有名为“{name}”的步骤", nearest(name, self.marks))
            for what in self.unheard or [missed]:
                self.complain(*what, "" if self.unheard else name)
            return selector
        return _with(_without(selector, "step"), **{**self.marks[name], **_where(selector)})


def entries(value: Any) -> list[Entry]:
    """The tables of a list."""
    return [each for each in value if isinstance(each, Entry)] if isinstance(value, list) else []


def _unheard(said: Mapping[str, Any]) -> Iterator[tuple[Entry, str, str]]:
    """Steps that say a topic nobody knows, with what is wrong and the way out."""
    own = entries(said.get("topics"))
    known = {**TOPIC.labels, **{str(each.get("code")): str(each.get("label")) for each in own}}
    for step in entries(said.get("walkthrough")):
        form = step.get("form")
        topic = str(form.get("topic", "")) if isinstance(form, Entry) else ""
        if (
            step.get("do") == Say.declared.name
            and topic
            and "$" not in topic
            and topic not in known
        ):
            yield step, f"没有名为“{topic}”的话题", nearest(topic, known)


def _where(selector: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"where": selector["where"]} if "where" in selector else {}


def _with(said: Entry, **more: Any) -> Entry:
    return Entry.at(said.origin, {**said, **more})


def _without(said: Entry, *keys: str) -> Entry:
    return Entry.at(said.origin, {key: each for key, each in said.items() if key not in keys})


def _talk(made: dict[str, Any]) -> None:
    """What is said by topic, among the replies of the conversation."""
    talk, conversation = made.get("talk"), made.get("conversation")
    if isinstance(talk, Entry) and isinstance(conversation, Entry):
        replies = [*entries(conversation.get("replies")), *_replies(talk)]
        made["conversation"] = _with(conversation, replies=replies)
        del made["talk"]


def _replies(talk: Entry) -> Iterator[Entry]:
    """What is said on each topic: a text, a table, or several for one time after another."""
    for topic, said in talk.items():
        origin = talk.origin.inner(topic)
        if not isinstance(said, list):
            yield _reply(topic, said, origin)
        else:
            yield from (_reply(topic, e, origin.inner(n)) for n, e in enumerate(said))


def _reply(topic: str, said: Any, origin: Origin) -> Entry:
    if isinstance(said, Entry):
        return Entry.at(said.origin, {"topic": topic, **said})
    return Entry.at(origin, {"topic": topic, "text": said})


def _alternative(said: Entry, expect: list[Entry]) -> Entry:
    """Another outcome as differences from the main one, written out."""
    if "instead" not in said and "without" not in said:
        return said
    instead = {str(each.get("id")): each for each in entries(said.get("instead"))}
    without = said.get("without", [])
    kept = [each for each in expect if each.get("id") not in without]
    outcome = [_changed(each, instead.get(str(each.get("id")))) for each in kept]
    more = entries(said.get("expect"))
    return _with(_without(said, "instead", "without"), expect=[*outcome, *more])


def _changed(expectation: Entry, instead: Entry | None) -> Entry:
    if instead is None:
        return expectation
    changed = Entry.at(instead.origin, {**expectation, **instead})
    below, above = expectation.get("where", {}), instead.get("where", {})
    if isinstance(below, dict) and isinstance(above, dict):
        changed["where"] = {**below, **above}
    return changed
