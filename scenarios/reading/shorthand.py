"""Short ways of writing that need no fragment: talk by topic, edits, steps in rules, alternatives."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from scenarios.reading.origins import Entry

DEEDS = ("drop", "replace", "insert", "move", "alter")
EDIT = (*DEEDS, "step", "form", "confirm", "before", "after")
"""Keys of an edit, which a way of one edit may have itself."""
StepsOf = Callable[[Entry], list[Entry] | None]


class Shorthand:
    """The last part of an expansion: what is left when every fragment has been brought."""

    def __init__(self, steps_of: StepsOf) -> None:
        self.steps_of = steps_of

    def long(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """The sections of the long form."""
        made = {key: value for key, value in said.items() if key not in ("talk",)}
        if isinstance(said.get("talk"), dict):
            talk = list(_replies(said["talk"]))
            conversation = made.get("conversation", {})
            made["conversation"] = _with(
                conversation, replies=[*conversation.get("replies", []), *talk]
            )
        for section in ("mistakes", "other_ways"):
            if isinstance(made.get(section), list):
                made[section] = [self._way(each) for each in made[section]]
        marks = _marks(made.get("walkthrough"))
        if isinstance(made.get("rules"), list):
            made["rules"] = [_with_steps(rule, marks) for rule in made["rules"]]
        if isinstance(made.get("walkthrough"), list):
            made["walkthrough"] = [_without(step, "where") for step in made["walkthrough"]]
        if isinstance(made.get("alternatives"), list):
            expect = made.get("expect", [])
            made["alternatives"] = [_alternative(each, expect) for each in made["alternatives"]]
        return made

    def _way(self, way: Any) -> Any:
        """A way whose only edit stands in it, or whose edits are written short."""
        if not isinstance(way, Entry):
            return way
        own = {key: way[key] for key in EDIT if key in way}
        edits = way.get("edits", [])
        if own and any(key in own for key in DEEDS):
            way, edits = _without(way, *EDIT), [Entry.at(way.origin, own), *edits]
        if not isinstance(edits, list):
            return way
        return _with(way, edits=[part for each in edits for part in self._edits(each)])

    def _edits(self, edit: Any) -> Iterator[Any]:
        """One edit as it is written long: of one step, and of a step that is no call."""
        if not isinstance(edit, Entry):
            yield edit
        elif isinstance(edit.get("drop"), list):
            yield from (_with(edit, drop=each) for each in edit["drop"])
        elif isinstance(edit.get("insert"), Entry) and (steps := self.steps_of(edit["insert"])):
            # Behind a step each goes right behind it, so the last is put in first.
            order = steps[::-1] if "after" in edit else steps
            yield from (_with(edit, insert=_without(step, "where")) for step in order)
        elif isinstance(edit.get("step"), Entry) and (steps := self.steps_of(edit["step"])):
            yield _with(edit, step=_without(steps[0], "where"))
        else:
            yield edit


def _with(said: Any, **more: Any) -> Any:
    made = {**said, **more}
    return Entry.at(said.origin, made) if isinstance(said, Entry) else made


def _without(said: Any, *keys: str) -> Any:
    if not isinstance(said, Entry) or not any(key in said for key in keys):
        return said
    return Entry.at(said.origin, {key: each for key, each in said.items() if key not in keys})


def _replies(talk: Entry) -> Iterator[Entry]:
    """What is said on each topic: a text, a table, or several for one time after another."""
    for topic, said in talk.items():
        for each in said if isinstance(said, list) else [said]:
            if isinstance(each, Entry):
                yield Entry.at(each.origin, {"topic": topic, **each})
            else:
                yield Entry.at(talk.origin, {"topic": topic, "text": each})


def _marks(steps: Any) -> Mapping[str, Mapping[str, Any]]:
    """What rules call each named step by: its operation and the values that tell it from others."""
    named = [step for step in steps or [] if isinstance(step, Entry)]
    return {
        str(step.get("as") or step.get("do")): {
            "do": step.get("do"),
            "where": step.get("where", {}),
        }
        for step in named
    }


def _with_steps(rule: Any, marks: Mapping[str, Mapping[str, Any]]) -> Any:
    """A rule whose selectors name steps, as one whose selectors name operations."""
    if not isinstance(rule, Entry):
        return rule
    found = {k: v for k in ("a", "b", "x") if isinstance(v := rule.get(k), Entry) and "step" in v}
    return _with(rule, **{key: _selector(each, marks) for key, each in found.items()})


def _selector(selector: Entry, marks: Mapping[str, Mapping[str, Any]]) -> Any:
    mark = marks.get(str(selector["step"]))
    if mark is None:
        return selector
    made = {"do": mark["do"], "where": selector.get("where", mark["where"])}
    return _with(_without(selector, "step"), **made)


def _alternative(said: Any, expect: Sequence[Any]) -> Any:
    """Another outcome as differences from the main one, written out."""
    if not isinstance(said, Entry) or not any(k in said for k in ("instead", "without")):
        return said
    instead = {each.get("id"): each for each in said.get("instead", [])}
    without = said.get("without", [])
    kept = [each for each in expect if each.get("id") not in without]
    outcome = [_changed(each, instead.get(each.get("id"))) for each in kept]
    more = said.get("expect", [])
    return _with(_without(said, "instead", "without"), expect=[*outcome, *more])


def _changed(expectation: Entry, instead: Entry | None) -> Any:
    if instead is None:
        return expectation
    inner = {key: each for key, each in instead.items() if key != "where"}
    where = {**expectation.get("where", {}), **instead.get("where", {})}
    return _with(expectation, **inner, where=where)
