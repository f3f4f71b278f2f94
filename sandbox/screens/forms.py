"""Forms drawn from operations: one declaration, one form, on every screen.

A form shows what was typed last: the draft, or the values of a try that was refused, or what the
window already knows (the person and employer that are open, the papers on the desk).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mock_systems.codes import LISTS
from mock_systems.fields import FormField
from mock_systems.items import SERVICE_ITEM
from mock_systems.operation import Caution, Operation, Refusal
from mock_systems.records import TABLES, Employer, Paper, Person, Record
from mock_systems.sentence import Sentence
from mock_systems.world import NoSuchRecord, World
from sandbox.screens.typed import Typed, written

TYPED_KEYS: Mapping[str, type[Record]] = {"person": Person, "employer": Employer}
"""Tables so large that their keys are typed or filled in, not chosen from a list."""

DESCRIBED = {
    "application": ("item", "state"),
    "notice": ("kind", "item"),
    "printout": ("kind",),
    "paper": ("kind", "holder"),
    "card": ("number", "state"),
    "employment": ("employer", "started"),
    "unemployment": ("registered", "valid"),
    "participation": ("insurance", "state"),
}
"""What a record is told apart by in a list of choices."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field as it is drawn."""

    declared: FormField
    values: Sequence[str]
    last: Sequence[str] = ()
    """The second box of a span of months."""
    options: Sequence[tuple[str, str]] = ()
    note: str = ""
    error: str = ""

    @property
    def value(self) -> str:
        """The value of a field with one box."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True, slots=True)
class FormView:
    """One operation's form as it is drawn, with what stood in its way last time."""

    operation: type[Operation]
    fields: Sequence[FieldView]
    refusals: Sequence[Refusal] = ()
    cautions: Sequence[Caution] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    drafted: bool = False


def form_view(
    operation: type[Operation],
    world: World,
    chosen: Mapping[str, str],
    typed: Typed | None = None,
    *,
    errors: Mapping[str, str] | None = None,
    hindrances: Sequence[Refusal | Caution] = (),
    drafted: bool = False,
) -> FormView:
    """The form of an operation. `chosen` holds the keys that are open now, by table."""
    faults = errors or {}
    return FormView(
        operation,
        [_field_view(each, world, chosen, typed, faults) for each in operation.form()],
        [h for h in hindrances if isinstance(h, Refusal)],
        [h for h in hindrances if isinstance(h, Caution)],
        faults,
        drafted,
    )


def typed_of(operation: type[Operation], form: Mapping[str, Any]) -> dict[str, list[str]]:
    """A form's plain values as a browser would have sent them."""
    typed: dict[str, list[str]] = {}
    for each in operation.form():
        if each.name in form:
            typed |= written(each, form[each.name])
    return typed


def described(record: Record) -> str:
    """A record in a few words, for lists of choices."""
    names = DESCRIBED.get(type(record).table, ())
    told = {name: value for name in names if (value := shown(record, name))}
    return Sentence(" ".join(f"{{{name}}}" for name in told), **told) if told else record.key


def shown(record: Record, name: str) -> str:
    """One value of a record as people read it."""
    value = getattr(record, name)
    if name == "item" and value:
        return Sentence("{item} {title}", item=value, title=SERVICE_ITEM.label(value))
    codes = LISTS.get(str(record.facts(name).get("codes") or ""))
    return codes.label(value) if codes else str(value if value is not None else "")


def _field_view(
    each: FormField,
    world: World,
    chosen: Mapping[str, str],
    typed: Typed | None,
    errors: Mapping[str, str],
) -> FieldView:
    sent = typed if typed is not None else _start(each, chosen)
    values = list(sent.get(each.name, ()))
    first, last = f"{each.name}.first", f"{each.name}.last"
    return FieldView(
        each,
        list(sent.get(first, ())) if each.kind == "months" else values,
        list(sent.get(last, ())),
        _options(each, world, chosen),
        _note(each, world, values[0] if values else ""),
        errors.get(each.name, ""),
    )


def _start(each: FormField, chosen: Mapping[str, str]) -> Typed:
    if each.record and chosen.get(each.record):
        return {each.name: [chosen[each.record]]}
    return written(each, each.default)


def _options(each: FormField, world: World, chosen: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    if each.codes:
        return tuple(each.codes.labels.items())
    if not each.record or each.record in TYPED_KEYS:
        return ()
    return [(record.key, described(record)) for record in _choices(each.record, world, chosen)]


def _choices(table: str, world: World, chosen: Mapping[str, str]) -> list[Record]:
    kind: type[Record] = TABLES[table]
    if kind is Paper:
        return list(world.find(Paper, place="desk"))
    if kind.__module__.endswith("hall"):
        return list(world.find(kind))
    return list(world.find(kind, person=chosen.get("person", "")))


def _note(each: FormField, world: World, key: str) -> str:
    kind = TYPED_KEYS.get(each.record)
    if kind is None or not key:
        return ""
    try:
        return shown(world.one(kind, key), "name")
    except NoSuchRecord:
        return Sentence("查无此编号")
