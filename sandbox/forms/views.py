"""Forms made from operations: one declaration, one form, on every screen.

A form shows what was typed last: the draft, or the values of a try that was refused, or what the
window already knows (the person and employer that are open, the papers on the desk). Of people and
employers it tells what was looked at, and nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from mock_systems.codes import LISTS, CodeList
from mock_systems.fields import FormField
from mock_systems.looked import Looked
from mock_systems.operation import Caution, Operation, Refusal
from mock_systems.records import TABLES, Card, Paper, Record, is_party
from mock_systems.sentence import Sentence
from mock_systems.standing import cards_of
from mock_systems.wording import InLists, OnScreen
from mock_systems.world import NoSuchRecord, World
from sandbox.forms.numbers import party
from sandbox.forms.typed import Typed, boxes, written

R = TypeVar("R", bound=Record)
NOTHING = Looked()


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field as it is shown."""

    declared: FormField
    values: Sequence[str]
    last: Sequence[str] = ()
    """The second box of a span of months."""
    options: Sequence[tuple[str, str]] = ()
    note: str = ""
    error: str = ""
    item: str = ""
    """The label of the column it changes."""
    before: str = ""
    """What that column holds now."""

    @property
    def wide(self) -> bool:
        """Whether it takes the whole width: long texts, and choices among records."""
        return self.declared.width > 1 or bool(self.declared.record and self.options)

    @property
    def value(self) -> str:
        """The value of a field with one box."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True, slots=True)
class FormView:
    """One operation's form as it is shown, with what stood in its way last time."""

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
    seen: Looked = NOTHING,
) -> FormView:
    """The form of an operation. `chosen` holds the keys that are open now, by table; `seen` is what
    was looked at."""
    faults = errors or {}
    known = _known(operation, world, chosen)
    changed = _changed(operation, world, known, typed)
    if changed and not seen.shows(changed, operation.declared.system):
        changed = None
    return FormView(
        operation,
        [
            _field_view(each, operation, world, known, typed, faults, changed, seen)
            for each in operation.form()
        ],
        [h for h in hindrances if isinstance(h, Refusal)],
        [h for h in hindrances if isinstance(h, Caution)],
        faults,
        drafted,
    )


def filled(
    operation: type[Operation], world: World, chosen: Mapping[str, str], typed: Typed | None = None
) -> Mapping[str, Sequence[Sequence[str]]]:
    """What stands in the boxes of a form's fields, by their names, without the choices: to list what can
    be chosen takes most of that where an attempt has hundreds of applications."""
    known = _known(operation, world, chosen)
    return {each.name: _boxes(each, known, typed) for each in operation.form()}


def typed_of(operation: type[Operation], form: Mapping[str, Any]) -> dict[str, list[str]]:
    """A form's plain values as a browser would have sent them."""
    typed: dict[str, list[str]] = {}
    for each in operation.form():
        if each.name in form:
            typed |= written(each, form[each.name])
    return typed


def described(world: World, record: Record) -> str:
    """A record in a few words, for lists of choices."""
    said = [name for name in record.chosen_by or record.apart_by if getattr(record, name)]
    values = {name: InLists(world).of(record, name) for name in said}
    return (
        Sentence(" · ".join(f"{{{name}}}" for name in values), **values) if values else record.key
    )


def _field_view(
    each: FormField,
    operation: type[Operation],
    world: World,
    chosen: Mapping[str, str],
    typed: Typed | None,
    errors: Mapping[str, str],
    changed: Record | None,
    seen: Looked,
) -> FieldView:
    values, *more = _boxes(each, chosen, typed)
    return FieldView(
        each,
        values,
        more[0] if more else (),
        _options(each, operation, world, chosen),
        _note(each, world, chosen, values[0] if values else "", seen),
        errors.get(each.name, ""),
        *(_held(world, changed, each.changes) if changed and each.changes else ()),
    )


def _changing(operation: type[Operation]) -> FormField | None:
    """The field that names the record whose values the form changes."""
    if not any(each.changes for each in operation.form()):
        return None
    return next((each for each in operation.form() if each.record), None)


def _known(
    operation: type[Operation], world: World, chosen: Mapping[str, str]
) -> Mapping[str, str]:
    """What is open, and of each kind of record that the form asks for there the one that the
    operation is for, if there is one alone: a form of changes begins as old beside new."""
    alone = dict(chosen)
    for table in {each.record for each in operation.form() if each.record}:
        if not is_party(table) and not TABLES[table].of_hall:
            fit = [each for each in _choices(table, world, chosen) if _fits(operation, each)]
            alone |= {table: fit[0].key} if len(fit) == 1 else {}
    return alone


def _changed(
    operation: type[Operation], world: World, chosen: Mapping[str, str], typed: Typed | None
) -> Record | None:
    """That record, once it is named."""
    if (named := _changing(operation)) is None:
        return None
    key = next(iter(_sent(named, chosen, typed).get(named.name, ())), "")
    return _one(world, TABLES[named.record], key)


def _held(world: World, changed: Record, column: str) -> tuple[str, str]:
    return str(changed.facts(column)["label"]), OnScreen(world).of(changed, column)


def _sent(each: FormField, chosen: Mapping[str, str], typed: Typed | None) -> Typed:
    return typed if typed is not None else _start(each, chosen)


def _boxes(
    each: FormField, chosen: Mapping[str, str], typed: Typed | None
) -> Sequence[Sequence[str]]:
    sent = _sent(each, chosen, typed)
    return [list(sent.get(box, ())) for box in boxes(each)]


def _start(each: FormField, chosen: Mapping[str, str]) -> Typed:
    """What is open fills its fields; what a form registers anew is never who is open already."""
    if not each.changes and chosen.get(each.record):
        return {each.name: [chosen[each.record]]}
    return written(each, each.default)


def _options(
    each: FormField, operation: type[Operation], world: World, chosen: Mapping[str, str]
) -> Sequence[tuple[str, str]]:
    """The choices of a field; records that the operation is for stand before those it is not for."""
    if each.codes:
        return [*_coded(each.codes.name, each.kind.several), *_own(each.codes, world)]
    if not each.record or is_party(each.record):
        return ()
    choices = _choices(each.record, world, chosen)
    choices.sort(key=lambda record: not _fits(operation, record))
    return [(record.key, described(world, record)) for record in choices]


def _fits(operation: type[Operation], record: Record) -> bool:
    """Whether the operation is for a record in the state it is in."""
    return not record.moves or record.moves.open_to(operation.declared.name, record.stands_in)


def _own(codes: CodeList, world: World) -> Iterator[tuple[str, str]]:
    """What the case adds to the choices of a code list."""
    if codes.widened_by:
        for record in world.find(TABLES[codes.widened_by]):
            yield record.key, described(world, record)


@cache
def _coded(name: str, several: bool) -> Sequence[tuple[str, str]]:
    """The choices of a code list: with official codes where one is chosen, by name where several
    are ticked."""
    codes = LISTS[name]
    words = codes.label if several else codes.described
    return tuple((code, words(code)) for code in codes)


def _choices(table: str, world: World, chosen: Mapping[str, str]) -> list[Record]:
    kind: type[Record] = TABLES[table]
    if kind is Paper:
        return list(world.find(Paper, place="desk"))
    if kind.of_hall:
        return list(world.find(kind))
    person = chosen.get("person", "")
    return list(cards_of(world, person) if kind is Card else world.find(kind, person=person))


def _note(
    each: FormField, world: World, chosen: Mapping[str, str], number: str, seen: Looked
) -> str:
    kind = TABLES.get(each.record)
    if kind is None or kind.of_hall:
        return ""
    if not is_party(each.record):
        return "" if chosen.get("person") else Sentence("请先查询、打开当事人")
    if not number:
        return ""
    if not (named := party(world, kind.table, number)):
        return Sentence("查无此编号")
    return OnScreen(world).of(named, kind.told_by) if seen.names(named) else Sentence("尚未查询")


def _one(world: World, kind: type[R], key: str) -> R | None:
    try:
        return world.one(kind, key)
    except NoSuchRecord:
        return None
