"""What an attempt has looked at: the people, employers and papers its log has told whoever works it.

Looking is evidence. Forms, drafts, notices, the desk and the API tell of a record of the register
or of a paper only what an accepted entry of the log told before. What counts is said here and
nowhere else, from the log alone; nothing here shows anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_systems.operation import LISTED, OPERATIONS
from mock_systems.records import Paper, Person, Record, is_party, parties
from mock_systems.world import Change, World

Event = Mapping[str, Any]
_HALL = "hall"
"""The system that keeps no register: what is done there with a number shows nobody."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at; without anything, nothing."""

    pages: frozenset[tuple[str, str, str]] = frozenset()
    """System, table and key of every record that was shown as it is: on a page, or in answer to
    what was written into a party."""
    named: frozenset[tuple[str, str]] = frozenset()
    """Table and key of every party whose name was told: shown, listed, or in a deed of a system."""

    @property
    def papers(self) -> frozenset[str]:
        """The papers that were taken up or read."""
        return frozenset(key for _, table, key in self.pages if table == Paper.table)

    def names(self, party: Record) -> bool:
        """Whether it was told how a party is called."""
        return (party.table, party.key) in self.named

    def shows(self, record: Record, system: str) -> bool:
        """Whether a system has shown what it holds of a record, which is on the page of its party."""
        if is_party(record.table):
            return (system, record.table, record.key) in self.pages
        return (system, Person.table, getattr(record, "person", "")) in self.pages

    def after(self, event: Event, changes: Iterable[Change]) -> "Looked":
        """What was looked at with one more entry and the changes it made."""
        pages = {*_pages(event, changes)}
        return Looked(self.pages | pages, self.named | _places(pages) | {*_named(event)})


def looked(events: Sequence[Event], changes: Iterable[Change]) -> Looked:
    """What a log has shown, with the changes of its entries; those of the cast are none."""
    made: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        made[change.seq].append(change)
    pages = frozenset(page for event in events for page in _pages(event, made[event["seq"]]))
    named = frozenset(place for event in events for place in _named(event))
    return Looked(pages, named | _places(pages))


def known_by_name(world: World, seen: Looked, party: Record) -> bool:
    """Whether it was told how a party is called, in the systems or on a paper that was taken up or
    read, where number and name stand together."""
    wanted = {getattr(party, party.numbered_by), getattr(party, party.told_by)}
    read = (world.one(Paper, key).content for key in seen.papers)
    return seen.names(party) or any(wanted <= {*_texts(content)} for content in read)


def _pages(event: Event, changes: Iterable[Change]) -> Iterator[tuple[str, str, str]]:
    declared = OPERATIONS[event["operation"]].declared
    if declared.shows and event["accepted"]:
        yield declared.system, declared.shows, event["data"][declared.shows]
    yield from ((declared.system, c.table, c.key) for c in changes if is_party(c.table))


def _places(pages: Iterable[tuple[str, str, str]]) -> set[tuple[str, str]]:
    return {(table, key) for _, table, key in pages}


def _named(event: Event) -> Iterator[tuple[str, str]]:
    declared = OPERATIONS[event["operation"]].declared
    if not event["accepted"]:
        return
    if LISTED in declared.facts:
        listed = event["facts"].get(LISTED, ())
        yield from ((declared.facts[LISTED].record, key) for key in listed)
    if declared.part == "deed" and declared.system != _HALL:
        tables = (party.table for party in parties())
        yield from ((table, event["data"][table]) for table in tables if event["data"].get(table))


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for each in content.values():
            yield from _texts(each)
    elif isinstance(content, list | tuple):
        for each in content:
            yield from _texts(each)
