"""Selectors: which events of a log a rule speaks of."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from grader.comparison import alike, met
from grader.events import EMPTY, MISSING, Event, Log
from grader.reading import FLAG, LIST, MAP, REQUIRED, TEXT, Columns, columns, misfit

TOPIC, LEFT_OUT = "topic", "left_out"
"""What the log tells of a sentence: the topic it was recorded as, and those it had beside it."""

SELECTOR = Columns(
    {
        "operation": (TEXT, REQUIRED),
        "where": (MAP, {}),
        "tried": (FLAG, False),
        "among": (MAP, {}),
        "except": (MAP, {}),
    }
)


class Selector(NamedTuple):
    """An operation, the values its fields must have, those one of which they must have where they
    have any, and those they must not have. Of a list, `among` and `except` ask its members, of
    a table what they name of it.

    Refused tries are seen only where `tried` says so.
    """

    operation: str
    where: Mapping[str, Any]
    tried: bool
    among: Mapping[str, Sequence[Any]]
    barred: Mapping[str, Sequence[Any]]

    @classmethod
    def read(cls, raw: Any) -> "Selector":
        """A selector from plain JSON."""
        operation, where, tried, among, barred = columns(raw, SELECTOR)
        for key, lists in (("among", among), ("except", barred)):
            for name, values in lists.items():
                if type(values) not in LIST:
                    raise misfit(f"{key} › {name}", values, LIST)
        return cls(operation, where, tried, among, barred)

    def __call__(self, event: Event) -> bool:
        if event.operation != self.operation or not (event.accepted or self.tried):
            return False
        for name, wanted in self.where.items():
            value = event.value(name)
            if value != wanted and not alike(value, wanted):
                return False
        for name, values in self.among.items():
            if _strange(event.value(name), values):
                return False
        return not any(_among(event.value(name), barred) for name, barred in self.barred.items())

    @property
    def topics(self) -> Sequence[Any]:
        """The topics it speaks of; none where it speaks of no sentence."""
        return [self.where[TOPIC]] if TOPIC in self.where else self.among.get(TOPIC, ())

    @property
    def says(self) -> bool:
        """Whether it speaks of a sentence, by its topic."""
        return bool(self.topics)

    def akin(self, event: Event) -> bool:
        """Whether an event of the operation has anything to do with it. Sentences do only where
        they have a topic of it, or had it beside the one they were recorded as."""
        topics, beside = self.topics, event.facts.get(LEFT_OUT, ())
        return not topics or any(each in topics for each in (event.value(TOPIC), *beside))

    def of(self, log: Log) -> list[Event]:
        """The events of a log that it fits, in order."""
        return [event for event in log.tries(self.operation) if self(event)]

    def differs(self, event: Event) -> Iterator[tuple[str, Any, Any]]:
        """Where an event of the operation does not fit: field, wanted, found (as `NearMiss`)."""
        for name, wanted in self.where.items():
            if not alike(event.value(name), wanted):
                yield name, wanted, found(event, name)
        for name, values in self.among.items():
            if _strange(event.value(name), values):
                yield name, {"one_of": list(values)}, found(event, name)
        for name, barred in self.barred.items():
            if _among(event.value(name), barred):
                yield name, {"not": list(barred)}, found(event, name)


def overlap(a: Selector, b: Selector) -> bool:
    """Whether one event can fit both selectors."""
    mine, theirs = _possible(a), _possible(b)
    shared = ((mine[name], theirs[name]) for name in mine.keys() & theirs.keys())
    return (
        a.operation == b.operation
        and all(_meet(values, others) or _meet(others, values) for values, others in shared)
        and not _shut_out(mine, b.barred)
        and not _shut_out(theirs, a.barred)
    )


def _meet(values: Sequence[Any], others: Sequence[Any]) -> bool:
    """Whether what has one of these values can have one of the others."""
    return any(_among(value, others) for value in values)


def _possible(selector: Selector) -> Mapping[str, Sequence[Any]]:
    """The values a field can have, of each field it names."""
    among = {name: ["", *values] for name, values in selector.among.items()}
    return {**among, **{name: [value] for name, value in selector.where.items()}}


def _shut_out(possible: Mapping[str, Sequence[Any]], barred: Mapping[str, Sequence[Any]]) -> bool:
    return any(
        all(_among(value, values) for value in possible[name])
        for name, values in barred.items()
        if name in possible
    )


def _strange(value: Any, values: Sequence[Any]) -> bool:
    """Whether a field has a value, and none of these."""
    return value not in EMPTY and not _among(value, values)


def _among(value: Any, values: Sequence[Any]) -> bool:
    if isinstance(value, list) and any(_among(each, values) for each in value):
        return True
    return any(alike(value, each) or _has(value, each) for each in values)


def _has(value: Any, wanted: Any) -> bool:
    """Whether a value is a table that has all that another asks for."""
    return isinstance(value, dict) and isinstance(wanted, dict) and met(wanted, value)


def agree(one: Event, other: Event, same: Sequence[str]) -> bool:
    """Whether two events have equal values in these fields; one that is absent or was left empty
    never agrees."""
    for name in same:
        value = one.value(name)
        if value in EMPTY or not alike(value, other.value(name)):
            return False
    return True


def found(event: Event, name: str) -> Any:
    """The value of a field, None where it is absent."""
    value = event.value(name)
    return None if value is MISSING else value
