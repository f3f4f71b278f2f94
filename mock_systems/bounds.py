"""Bounds: what a person's life, and a form's own facts, leave open to the days and months of a form.

Each field declares which bounds hold for it, and `out_of_bounds` says why a value lies outside:

- `birth`, `age`: not before the person was born, or was old enough to work;
- `first`, `last`: not outside a `Limit`, which the operation takes from its own facts;
- `today`: not after the business date, on which it may be done then;
- `happened`: not after the business date, as nobody can know it before;
- `life`: not when one is too old to work or pay for anything.

That somebody is dead is no bound of a day: the registers keep no day of death (`guards.dead`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mock_systems import guards
from mock_systems.bases import NOTHING, Basis
from mock_systems.fields import FormField
from mock_systems.months import first_day, last_day
from mock_systems.operation import Caution, Operation, Refusal
from mock_systems.records import Person
from mock_systems.sentence import Sentence
from mock_systems.world import World

Findings = Iterator[Refusal | Caution]


@dataclass(frozen=True, slots=True)
class Limit:
    """The `first` or the `last` day or month that the facts of an operation leave open to a field,
    none where they leave any open, and what there is to say `otherwise`."""

    field: str
    otherwise: Refusal | Caution
    first: date | str | None = None
    last: date | str | None = None


class Young(NamedTuple):
    """What an operation says of a day on which one was too young to work, with `{years}`, and the
    basis of it."""

    told: str
    basis: Basis


_AHEAD = {
    "today": "“{label}”晚于业务日期，请对照材料核对；确是以后的，到时再办理。",
    "happened": "“{label}”晚于业务日期，不可能已经发生，请对照材料改正。",
}
"""What is told of a day after the business date, by the bound that excludes it."""
NEVER_YOUNG = Young("", NOTHING)
"""For forms in which no field is held to the working age."""


def out_of_bounds(
    form: Operation,
    world: World,
    person: Person | None,
    *limits: Limit,
    young: Young = NEVER_YOUNG,
) -> Findings:
    """What speaks against the days and months of a filled form about a person, if about anybody yet,
    by the bounds of its fields: one thing at most for a day that is too early, and one for a day
    too late."""
    for field in form.form():
        edges = field.kind.edges(getattr(form, field.name)) if field.bounds else None
        if edges is not None:
            own = [each for each in limits if each.field == field.name]
            yield from _first(_too_early(world, person, field, edges[0], own, young))
            yield from _first(_too_late(world, person, field, edges[1], own))


def _too_early(
    world: World,
    person: Person | None,
    field: FormField,
    day: date,
    own: Sequence[Limit],
    young: Young,
) -> Findings:
    if person and "birth" in field.bounds and day < person.born:
        told = Sentence(
            "“{label}”早于该人员的出生日期，请对照材料核对日期和人员。", label=field.label
        )
        yield Refusal(f"{field.name}_before_birth", told)
    if person and "age" in field.bounds:
        yield from guards.too_young(world, person, "working", *young, by=day)
    if "first" in field.bounds:
        yield from (each.otherwise for each in own if each.first and day < _begin(each.first))


def _too_late(
    world: World, person: Person | None, field: FormField, day: date, own: Sequence[Limit]
) -> Findings:
    for told in (_AHEAD[each] for each in field.bounds if each in _AHEAD):
        if day > world.today:
            label = field.kind.day_called(field.label)
            yield Refusal(f"{field.name}_in_future", Sentence(told, label=label))
    if person and "life" in field.bounds:
        yield from guards.too_old(person, day, field.label)
    if "last" in field.bounds:
        yield from (each.otherwise for each in own if each.last and day > _end(each.last))


def _first(found: Findings) -> Findings:
    """What is found first, where anything is."""
    yield from [*found][:1]


def _begin(first: date | str) -> date:
    return first if isinstance(first, date) else first_day(first)


def _end(last: date | str) -> date:
    return last if isinstance(last, date) else last_day(last)
