"""Joining parts of a section: what files bring for it one after another, and what a script itself
writes over what a fragment brought."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from scenarios.reading.origins import Entry, called
from scenarios.reading.shorthand import entries


def joined(below: Any, value: Any) -> Any:
    """Two parts of one section: lists follow one another, what has no name of its own stands once,
    of two values the script's own stands, and else the later."""
    if isinstance(below, list) and isinstance(value, list):
        return [*below, *(each for each in value if isinstance(each, Entry) or each not in below)]
    if isinstance(below, Entry) and isinstance(value, Entry):
        own_wins = value.origin.through and not below.origin.through
        kept = {key for key, each in below.items() if own_wins and _is_value(each)}
        inner = {k: below[k] if k in kept else joined(below.get(k), e) for k, e in value.items()}
        return Entry.at(below.origin.joined(below, value.origin, value), {**below, **inner})
    return value


def _is_value(said: Any) -> bool:
    """Whether something is said that nothing can be joined to."""
    return said is not None and not isinstance(said, list | dict)


def over_of(said: Sequence[Any]) -> list[tuple[str, Entry]]:
    """What a script itself says under the name of an entry that was brought, by that name, every
    part of it known to be written over that."""
    tables = entries(said)
    brought = {called(each): each.origin.through for each in tables if each.origin.through}
    own = [(called(each), each) for each in tables if not each.origin.through]
    return [(name, _marked(each, brought[name])) for name, each in own if name and name in brought]


def overridden(said: Sequence[Any], own: Mapping[str, Entry]) -> list[Any]:
    """A list in which what the script says itself is written over what was brought."""
    return [
        joined(each, own[called(each)])
        if isinstance(each, Entry) and each.origin.through and called(each) in own
        else each
        for each in said
        if not (isinstance(each, Entry) and not each.origin.through and called(each) in own)
    ]


def _marked(own: Any, over: tuple[str, ...]) -> Any:
    """What is written over what fragments brought, every table of it known to be."""
    if isinstance(own, list):
        return [_marked(each, over) for each in own]
    if not isinstance(own, Entry):
        return own
    made = {key: _marked(each, over) for key, each in own.items()}
    return Entry.at(replace(own.origin, over=over), made)
