"""Panels of a screen, and how they are drawn from records: labels, codes and units come from the columns themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mock_systems.codes import LISTS
from mock_systems.masking import masked_account, masked_phone
from mock_systems.population.places import AREAS
from mock_systems.records import Employer, Record
from mock_systems.sentence import Sentence
from mock_systems.world import World

NONE = "—"


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


def _place(area: str) -> str:
    return f"{area} {AREAS[area]}" if area in AREAS else area


WRITTEN = {"phone": masked_phone, "bank_account": masked_account, "hukou_area": _place}
"""Columns that are shown in a way of their own."""


def shown(world: World, record: Record, name: str) -> str:
    """One value as the systems show it: codes and employers with their names, money in yuan,
    areas by name, numbers of phones and accounts masked."""
    value, facts = getattr(record, name), record.facts(name)
    if value in (None, ""):
        return NONE
    if _names_employer(type(record), name):
        return f"{value} {world.one(Employer, value).name}"
    if facts["codes"]:
        return LISTS[facts["codes"]].described(value)
    return WRITTEN[name](value) if name in WRITTEN else record.kind_of(name).shown(value)


def listed(world: World, record: Record, name: str) -> str:
    """One value as lists show it: what has a name by that alone, without its number or code."""
    value, codes = getattr(record, name), record.facts(name)["codes"]
    if value and _names_employer(type(record), name):
        return world.one(Employer, value).name
    return LISTS[codes].label(value) if value and codes else shown(world, record, name)


def headed(name: str, number: str) -> Sentence:
    """The heading of a page about a person or an employer."""
    return Sentence("{name}（{number}）", name=name, number=number)


def facts_of(title: str, world: World, record: Record, *names: str) -> Facts:
    """A panel of some columns of one record."""
    return Facts(title, [(record.facts(n)["label"], shown(world, record, n)) for n in names])


def rows_of(
    title: str, world: World, records: Sequence[Record], kind: type[Record], *names: str
) -> Rows:
    """A list of some columns of some records of a kind."""
    columns = [_heading(kind, name) for name in names]
    rows = [[listed(world, record, name) for name in names] for record in records]
    numbers = [_heading(kind, name) for name in names if kind.model_fields[name].annotation is int]
    return Rows(title, columns, rows, numbers=numbers)


def _heading(kind: type[Record], name: str) -> str:
    return "单位" if _names_employer(kind, name) else str(kind.facts(name)["label"])


def _names_employer(kind: type[Record], name: str) -> bool:
    return name == "employer" and kind is not Employer
