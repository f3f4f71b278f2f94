"""Panels of a screen, and how they are drawn from records: the columns themselves say how."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mock_systems.records import Record
from mock_systems.sentence import Sentence
from mock_systems.wording import InLists, OnScreen, heading
from mock_systems.world import World


@dataclass(frozen=True, slots=True)
class Facts:
    """A read-only panel of labelled values."""

    title: str
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Rows:
    """A read-only list; `opens` names the operation that opens the row with the key in `keys`,
    and `field` the form field the key goes into. `numbers` are the columns of amounts and counts,
    which stand to the right."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    keys: Sequence[str] = ()
    opens: str = ""
    field: str = ""
    numbers: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Remarked:
    """A note under a panel: `kind` is `stop`, `care` or `done`."""

    kind: Literal["stop", "care", "done"]
    text: str


Panel = Facts | Rows | Remarked


def headed(name: str, number: str) -> Sentence:
    """The heading of a page about a person or an employer."""
    return Sentence("{name}（{number}）", name=name, number=number)


def facts_of(title: str, world: World, record: Record, *names: str) -> Facts:
    """A panel of some columns of one record."""
    screen = OnScreen(world)
    return Facts(title, [(record.facts(n)["label"], screen.of(record, n)) for n in names])


def rows_of(
    title: str, world: World, records: Sequence[Record], kind: type[Record], *names: str
) -> Rows:
    """A list of some columns of some records of a kind; of those it lists where none are named."""
    columns, wording = names or kind.listed(), InLists(world)
    rows = [[wording.of(record, name) for name in columns] for record in records]
    numbers = [heading(kind, name) for name in columns if kind.kind_of(name).counts]
    return Rows(title, [heading(kind, name) for name in columns], rows, numbers=numbers)
