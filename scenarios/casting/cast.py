"""Casting: the people, firms, papers and words of a story as records, ready to be placed.

What a script leaves out of a person, firm or card is filled in and valid, and looks like anybody's
of the population (`likeness`): numbers agree with birth date and sex.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from mock_systems.hall.topics import TOPICS, Topic
from mock_systems.months import later, month_of
from mock_systems.records import TABLES, Record
from mock_systems.world import Change
from scenarios.casting.answers import needless_papers, unfounded
from scenarios.casting.computed import computed
from scenarios.casting.filling import Filling
from scenarios.casting.likeness import paper_key
from scenarios.casting.names import Names, Template, is_open, template
from scenarios.casting.vary import NOTHING, drawn
from scenarios.reading.problems import Place
from scenarios.reading.script import CaseScript
from scenarios.reading.story import OwnTopic


@dataclass(frozen=True)
class Unfilled:
    """A record to be: where the script says it, its table, its name, its columns unfilled."""

    place: Place
    table: str
    name: str
    columns: Mapping[str, Any]

    def record(self, names: Names) -> Record:
        """The record itself. Raises `UnknownName`, or pydantic's `ValidationError`."""
        return self.of(self.filled(names)) if self.open else self._same

    def of(self, filled: Mapping[str, Any]) -> Record:
        """The record with its columns filled; raises pydantic's `ValidationError`."""
        return TABLES[self.table].of(filled)

    @cached_property
    def open(self) -> Collection[str]:
        """The columns that may be others in each variant; without any it is the same record in all."""
        return {name for name, value in self.columns.items() if is_open(value)}

    @cached_property
    def _same(self) -> Record:
        return self.of(self.filled(Names({})))

    @cached_property
    def filled(self) -> Template:
        """Its columns by what names stand for."""
        return template(self.columns)


@dataclass(frozen=True)
class Cast:
    """A story placed: what its names stand for, its records, and how the script calls them, by
    key."""

    names: Names
    records: tuple[Record, ...]
    own_names: Mapping[str, str]

    def called(self, record: Record) -> str:
        """What the script calls a record, its key where it has no name."""
        return self.own_names.get(record.key, record.key)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The first block of changes of an attempt."""
        return tuple(Change(0, type(r).table, r.key, None, r.row()) for r in self.records)

    def of_table(self, table: str) -> list[Record]:
        return [record for record in self.records if type(record).table == table]


def cast(script: CaseScript, variant: int, pinned: Mapping[str, Any] = NOTHING) -> Cast:
    """The story of a variant as records. The script must have passed its check."""
    names, drafts = drafted(script, variant, pinned)
    records = tuple(draft.record(names) for draft in drafts)
    named = zip(drafts, records, strict=True)
    return Cast(names, records, {each.key: draft.name for draft, each in named if draft.name})


def drafted(
    script: CaseScript, variant: int, pinned: Mapping[str, Any] = NOTHING
) -> tuple[Names, Sequence[Unfilled]]:
    """The names of a variant, some of them `pinned`, and the records to be made with them."""
    drafts, named = _of_every_variant(script)
    return Names({**named, **drawn(script, variant, pinned)}, variant), drafts


@lru_cache
def _of_every_variant(script: CaseScript) -> tuple[Sequence[Unfilled], Mapping[str, Any]]:
    """What is the same in every variant: the records to be, and all names but the drawn ones."""
    drafts = [*_cast_drafts(script), *_story_drafts(script)]
    named = {draft.name: draft.columns for draft in drafts if draft.name}
    always = {name: of(script) for name, of in ALWAYS.items()}
    return drafts, {**always, **computed(script), **named}


def _askable(script: CaseScript) -> Sequence[str]:
    return [
        *(code for code, topic in TOPICS.items() if _may_ask(script, topic)),
        *(topic.code for topic in script.topics),
    ]


ALWAYS: Mapping[str, Callable[[CaseScript], Any]] = {
    "today": lambda script: script.business_date,
    "last_month": lambda script: later(month_of(script.business_date), -1),
    "linked": lambda script: template(script.linked),
    "printable": lambda script: template([script.conversation.person, *script.printable]),
    "needed_papers": lambda script: script.needed_papers,
    "needless_papers": needless_papers,
    "askable": _askable,
    "unfounded": unfounded,
}
"""The names every script has, beside those of its story."""


def _may_ask(script: CaseScript, topic: Topic) -> bool:
    return not topic.paper or topic.paper in script.needed_papers


def _key(table: str, ordinal: int) -> str:
    return f"{TABLES[table].prefix}C{ordinal + 1:02d}"


def _cast_drafts(script: CaseScript) -> Iterator[Unfilled]:
    filling = Filling(script)
    for table, entries in script.cast.items():
        for ordinal, said in enumerate(entries):
            columns = {k: v for k, v in said.items() if k != "as"}
            filled = {**filling.of(table, ordinal, columns), **columns}
            yield Unfilled(("cast", table, ordinal), table, str(said.get("as", "")), filled)


def _story_drafts(script: CaseScript) -> Iterator[Unfilled]:
    """The visitor with ticket, papers, replies and remarks, the local rules and topics of the
    case."""
    visitor = _key("visitor", 0)
    talk = script.conversation
    said = {k: getattr(talk, k) for k in ("person", "call_name", "role", "opening", "mood")}
    place: Place = ("conversation",)
    yield Unfilled(place, "visitor", "visitor", {"visitor": visitor, **said})
    taken = {"business": talk.business, "visitor": visitor}
    yield Unfilled(place, "ticket", "ticket", {"ticket": talk.ticket, **taken})
    yield from _papers(script, visitor)
    yield from _replies(script, visitor)
    for ordinal, line in enumerate(script.local_rules):
        columns = {"rule": _key("local_rule", ordinal), "text": line}
        yield Unfilled(("local_rules", ordinal), "local_rule", "", columns)
    for ordinal, topic in enumerate(script.topics):
        yield Unfilled(("topics", ordinal), "own_topic", "", _own_topic(topic))
    for ordinal, remark in enumerate(script.remarks):
        columns = {"remark": _key("remark", ordinal), "visitor": visitor, **remark.model_dump()}
        yield Unfilled(("remarks", ordinal), "remark", "", columns)


def _own_topic(topic: OwnTopic) -> Mapping[str, Any]:
    said = {name: getattr(topic, name) for name in ("kind", "label", "sentence")}
    heard = "\n".join(topic.keywords)
    return {"own_topic": topic.code, **said, "keywords": heard, "answer": topic.reply}


def _papers(script: CaseScript, visitor: str) -> Iterator[Unfilled]:
    for ordinal, paper in enumerate(script.papers):
        said = paper.model_dump(exclude={"name", "found", "apart"})
        columns = {"paper": _paper_key(script.id, ordinal), "visitor": visitor, **said}
        yield Unfilled(("papers", ordinal), "paper", paper.name, columns)


def _paper_key(case: str, ordinal: int) -> Template:
    return lambda names: paper_key(case, names.variant, ordinal)


def _replies(script: CaseScript, visitor: str) -> Iterator[Unfilled]:
    """Answers to one topic are given one after another, in the order of their keys."""
    for ordinal, reply in enumerate(script.conversation.replies):
        papers = " ".join(f"${name}.paper" for name in reply.hands_over)
        said = {name: getattr(reply, name) for name in ("topic", "text", "mood", "decided")}
        columns = {"reply": _key("reply", ordinal), "visitor": visitor, **said}
        columns["hands_over"] = papers
        yield Unfilled(("conversation", "replies", ordinal), "reply", "", columns)
