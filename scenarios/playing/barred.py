"""Deeds that were refused: which they are, and what each must be told to be done all the same."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from mock_systems.fields import FormField
from mock_systems.hall.applications import Refuse
from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES, Person, Record
from scenarios.playing.rehearse import Rehearsal
from scenarios.reading.ways import Step

Form = dict[str, Any]
Records = Callable[[str], Sequence[Record]]
"""The records of a table that the story knows of."""


def barred(main: Rehearsal, number: int) -> Iterator[str]:
    """The deeds of the service item that a step refuses."""
    step, event = main.played[number].step, main.played[number].event
    if step.do != Refuse.declared.name or not event:
        return
    for name, operation in sorted(OPERATIONS.items()):
        declared = operation.declared
        if (
            declared.part == "deed"
            and declared.item
            and declared.item == event["facts"].get("item")
        ):
            yield name


def done_for(
    person: Record, operation: str, main: Rehearsal, number: int, bystanders: Sequence[Record]
) -> Step | None:
    """The step by which an operation is done for a person after the step of that number; one that
    is refused where all are, None where it cannot be told enough."""
    moment, step = main.moments[number + 1], None
    for form in forms_at(person, operation, main, number, bystanders):
        step = Step(do=operation, form=form)
        if moment.after(step, stubborn=True).played[-1].accepted:
            break
    return step


def undoable(main: Rehearsal, bystanders: Sequence[Record]) -> Iterator[str]:
    """The deeds that were refused and can be done for nobody of the story: they ask for a record
    that nobody there has."""
    people = main.stage.cast.of_table(Person.table)
    for number in range(len(main.played)):
        for name in barred(main, number):
            if not any(any(forms_at(each, name, main, number, bystanders)) for each in people):
                yield name


def forms_at(
    person: Record, operation: str, main: Rehearsal, number: int, bystanders: Sequence[Record]
) -> Iterator[Form]:
    """Forms with the records of the story as they stand after the step of that number, or with a
    bystander's where nobody there has any."""
    world = main.moments[number + 1].world

    def records(table: str) -> Sequence[Record]:
        others = [each for each in bystanders if each.table == table]
        return [world.one(type(e), e.key) for e in (*main.stage.cast.of_table(table), *others)]

    now = world.one(type(person), person.key)
    return forms(operation, now, records, main.stage.script.business_date)


def forms(operation: str, person: Record, records: Records, today: date) -> Iterator[Form]:
    """Forms of an operation for a person, what it least has to be told first: what it requires, and
    one column where it is there to change some; then all it can be told. None where it requires a
    record that there is none of."""
    fields = OPERATIONS[operation].form()
    every = {field.name: _value(field, person, records, today) for field in fields}
    least = {field.name: every[field.name] for field in fields if field.required}
    if None not in least.values():
        changes = [{field.name: every[field.name]} for field in fields if field.changes]
        listed = [{**least, **change} for change in changes or [{}]]
        listed.append({name: value for name, value in every.items() if value is not None})
        yield from (form for number, form in enumerate(listed) if form not in listed[:number])


def _value(field: FormField, person: Record, records: Records, today: date) -> Any:
    """What a field may say of a person, None where that is a record there is none of. A day that
    may be left out comes after those that may not."""
    if field.record:
        return next((each.key for each in _of(person, field.record, records)), None)
    if field.kind is Person.kind_of(str(Person.told_by)):
        return getattr(person, str(Person.told_by))
    return field.kind.likely(today if field.required else today + timedelta(1))


def _of(person: Record, table: str, records: Records) -> Sequence[Record]:
    """The records of a table that are a person's own, those that have ended last; all of them where
    nobody's are."""
    known = records(table)
    if Person.key_name() in TABLES[table].model_fields:
        known = [each for each in known if getattr(each, Person.key_name()) == person.key]
    return sorted(known, key=lambda each: each.closed)
