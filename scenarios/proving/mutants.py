"""Mutants: the walkthrough with one thing wrong, made by machine.

A step dropped, doubled, swapped with its neighbour, done for another of the story's people, a
field altered, another code said of the same record afterwards, a record moved to another state than
it should be, an unlinked record opened, another's printed, an extra change, what was refused done
all the same. Each must cost points, or the script must say why it need not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mock_systems.fields import FormField
from mock_systems.hall.conversation import visitor_at_desk
from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES, Person, Record
from mock_systems.records.moves import Moves
from mock_systems.social_insurance.rights import NOT_THE_PERSON
from mock_systems.world import Change
from scenarios.casting.places import expected
from scenarios.playing.barred import barred, done_for
from scenarios.playing.rehearse import Rehearsal
from scenarios.reading.ways import Step

Of = tuple[str, str, str]
"""The kind of a mutant, its step and field."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A wrong walkthrough: how it was made, at which step, and the steps.

    `field` and `other` say what else it concerns: the field and its value, the fields and the one
    they name, the operation and name of the step it is swapped with, the operation done instead and
    the state it leads to. `added` is the place of a
    step that was put in, None where none was.
    """

    kind: str
    step: Step
    steps: tuple[Step, ...]
    field: str = ""
    other: str = ""
    added: int | None = None

    @property
    def of(self) -> Of:
        """What is the same of one whoever is drawn."""
        return self.kind, self.step.called, self.field

    def __str__(self) -> str:
        return _TOLD[self.kind].format(
            step=f"“{self.step.called}”（{self.step.do}）", field=self.field, other=self.other
        )


_TOLD = {
    "drop": "漏做{step}",
    "double": "重复做{step}",
    "swap": "{step}与后一步“{other}”颠倒",
    "namesake": "{step}错办给{other}",
    "alter": "{step}的 {field} 改为 {other}",
    "again": "{step}之后又做一遍，{field} 改为 {other}",
    "move": "{step}改做 {field}，办成“{other}”",
    "open": "在{step}之后用 {field} 打开无关记录 {other}",
    "extra": "在{step}之后又为{other}办了一遍",
    "print": "在{step}之后用 {field} 把{other}的记录打给来访人",
    "refused": "在{step}之后仍用 {field} 为{other}办理",
}


def mutants(main: Rehearsal, bystanders: Sequence[Record]) -> Iterator[Mutant]:
    """Every mutant of a rehearsed walkthrough. `bystanders` are people and employers who have
    nothing to do with the story."""
    steps = tuple(each.step for each in main.played)
    for number, step in enumerate(steps):
        yield Mutant("drop", step, _without(steps, number))
        yield Mutant("double", step, _with(steps, number + 1, step), added=number + 1)
        yield from _swapped(main, steps, number)
        yield from _for_others(main, steps, number, bystanders)
        yield from _altered(main, steps, number)
        yield from _moved(main, steps, number)
        yield from _refused(main, steps, number, bystanders)
    yield from _opened(main, steps, bystanders)
    yield from _printed(main, steps, bystanders)


def _without(steps: tuple[Step, ...], number: int) -> tuple[Step, ...]:
    return steps[:number] + steps[number + 1 :]


def _with(steps: tuple[Step, ...], number: int, step: Step) -> tuple[Step, ...]:
    """The steps with one put in; a copy gives its name up, so that `$names` mean the first."""
    return (*steps[:number], step.model_copy(update={"name": ""}), *steps[number:])


def _instead_of(steps: tuple[Step, ...], number: int, step: Step) -> tuple[Step, ...]:
    return (*steps[:number], step, *steps[number + 1 :])


def _replaced(steps: tuple[Step, ...], number: int, form: Mapping[str, Any]) -> tuple[Step, ...]:
    step = steps[number]
    return _instead_of(steps, number, step.model_copy(update={"form": {**step.form, **form}}))


def _swapped(main: Rehearsal, steps: tuple[Step, ...], number: int) -> Iterator[Mutant]:
    if number + 1 == len(steps):
        return
    one, other = steps[number], steps[number + 1]
    free = main.stage.script.independent
    if any(one.called in group and other.called in group for group in free):
        return
    turned = (*steps[:number], other, one, *steps[number + 2 :])
    yield Mutant("swap", one, turned, other.do, other.called)


def _form(main: Rehearsal, number: int) -> Mapping[str, Any]:
    event = main.played[number].event
    return event["data"] if event else {}


def _for_others(
    main: Rehearsal, steps: tuple[Step, ...], number: int, bystanders: Sequence[Record]
) -> Iterator[Mutant]:
    """The step done for somebody else instead, and, where it changes records, as well."""
    step, form = steps[number], _form(main, number)
    cast = [r for r in main.stage.cast.records if r.asked_by()]
    for record in cast:
        named = _fields_naming(record, form)
        others = [r for r in (*cast, *bystanders) if type(r) is type(record) and r != record]
        for other in others if named else ():
            instead = {field: getattr(other, column) for field, column in named.items()}
            if {**form, **instead} == dict(form) or not all(instead.values()):
                continue
            who, replaced = _named(main, other), _replaced(steps, number, instead)
            yield Mutant("namesake", step, replaced, ",".join(named), who)
            if main.played[number].changes:
                extra = _with(steps, number + 1, replaced[number])
                yield Mutant("extra", step, extra, ",".join(named), who, number + 1)


def _fields_naming(record: Record, form: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form that name a record, with the column each names it by."""
    return {
        field: column
        for field, value in form.items()
        for column in record.asked_by()
        if value and type(record).kind_of(column).same(value, getattr(record, column))
    }


def _asked_for(field: FormField) -> bool:
    """Whether a field takes the keys of records that have names or numbers beside."""
    return bool(field.record and TABLES[field.record].asked_by())


def _named(main: Rehearsal, record: Record) -> str:
    """By name, and as the script calls it: keys are others in each variant."""
    name = getattr(record, record.told_by) if record.told_by else record.title
    return f"{name}（{main.stage.cast.called(record)}）"


def _altered(main: Rehearsal, steps: tuple[Step, ...], number: int) -> Iterator[Mutant]:
    step, form = steps[number], _form(main, number)
    if step.do not in OPERATIONS:
        return
    for field in OPERATIONS[step.do].form():
        for value in _other_values(main, field, form.get(field.name)):
            changed = _replaced(steps, number, {field.name: value})
            yield Mutant("alter", step, changed, field.name, str(value))
            if field.codes and _taken_back(main, number, changed[number]):
                again = _with(steps, number + 1, changed[number])
                yield Mutant("again", step, again, field.name, str(value), number + 1)


def _taken_back(main: Rehearsal, number: int, step: Step) -> bool:
    """Whether a step, done after the one of that number, changes a record that this one left."""
    left = {(each.table, each.key) for each in main.played[number].changes}
    after = main.moments[number + 1].after(step, stubborn=True).played[-1].changes
    return any((each.table, each.key) in left for each in after)


def _other_values(main: Rehearsal, field: FormField, value: Any) -> Iterator[Any]:
    """A wrong value that the screen could produce, where there is one."""
    if field.record:
        yield from _other_records(main, field.record, value)
    elif value not in (None, "", []):
        others = [*field.kind.otherwise(value), *_band_ends(main, value)]
        yield from (each for n, each in enumerate(others) if each not in [value, *others[:n]])


def _band_ends(main: Rehearsal, value: Any) -> Iterator[Any]:
    """Both ends of each band that a value lies in: whoever types one is right, or the band is wide."""
    for _, each in expected(main.stage.script):
        bands = [field.value for field in each.fields if field.as_ == "band" and not each.each]
        for band in map(main.stage.cast.names.fill, bands):
            ends = [band.get("low"), band.get("high")] if isinstance(band, dict) else []
            if {*map(type, ends)} == {type(value)} and ends[0] <= value <= ends[1]:
                yield from ends


def _other_records(main: Rehearsal, table: str, value: Any) -> Iterator[Any]:
    if TABLES[table].asked_by() or not value:
        return
    known = [r.key for r in main.stage.cast.of_table(table)]
    known += [c.key for each in main.played for c in each.changes if c.table == table]
    others = [key for key in dict.fromkeys(known) if key != value]
    yield from others[:1]


def _moved(main: Rehearsal, steps: tuple[Step, ...], number: int) -> Iterator[Mutant]:
    """Instead of the step that moved a record, each operation that would have moved it to another
    state, one for each state that is reached so. Where the record stays as it was, the step is
    dropped."""
    for change in main.played[number].changes:
        moves, before = TABLES[change.table].moves, change.before
        if moves is None or before is None:
            continue
        reached = {moves.state(before[moves.column]), moves.state(change.after[moves.column])}
        for way in moves.ways_from(moves.state(before[moves.column])):
            step = _doing(steps[number], way.by, change, main.stage.script.business_date)
            moment = main.moments[number].after(step, stubborn=True)
            made = [each for each in moment.played[-1].changes if each.key == change.key]
            if way.after not in reached and way.after in _states(moves, made):
                reached.add(way.after)
                moved = _instead_of(steps, number, step)
                yield Mutant("move", steps[number], moved, way.by, moves.states[way.after])


def _states(moves: Moves, changes: Sequence[Change]) -> list[str]:
    return [moves.state(change.after[moves.column]) for change in changes]


def _doing(step: Step, operation: str, change: Change, today: date) -> Step:
    """Another operation with the record and all else that a step says, and what is likely for what
    it asks for beside that."""
    form: dict[str, Any] = {}
    for field in OPERATIONS[operation].form():
        if field.name in step.form:
            form[field.name] = step.form[field.name]
        elif field.record == change.table:
            form[field.name] = change.key
        elif not field.record and (field.required or field.default == ()):
            form[field.name] = field.kind.likely(today)
    return step.model_copy(update={"do": operation, "form": form})


def _refused(
    main: Rehearsal, steps: tuple[Step, ...], number: int, bystanders: Sequence[Record]
) -> Iterator[Mutant]:
    """The deeds of a service item that was refused, done for each person of the story."""
    for name in barred(main, number):
        for person in main.stage.cast.of_table(Person.table):
            if step := done_for(person, name, main, number, bystanders):
                done = _with(steps, number + 1, step)
                yield Mutant("refused", steps[number], done, name, _named(main, person), number + 1)


def _opened(
    main: Rehearsal, steps: tuple[Step, ...], bystanders: Sequence[Record]
) -> Iterator[Mutant]:
    """A record of somebody unlinked opened by each operation that can open it."""
    at = _first_look(main)
    for name, operation in sorted(OPERATIONS.items()):
        fields = [f for f in operation.form() if _asked_for(f)]
        others = [f for f in operation.form() if f.required and f not in fields]
        if not operation.declared.reads or not fields or others:
            continue
        for other in bystanders:
            form = {f.name: other.key for f in fields if TABLES[f.record] is type(other)}
            if form:
                look = Step(do=name, form=form)
                opened = _with(steps, at + 1, look)
                yield Mutant("open", steps[at], opened, name, _named(main, other), at + 1)


def _printed(
    main: Rehearsal, steps: tuple[Step, ...], bystanders: Sequence[Record]
) -> Iterator[Mutant]:
    """The record of each other person of the story handed to the visitor, by each operation that
    warns of it."""
    at = _first_look(main)
    visitor = visitor_at_desk(main.moments[at + 1].world)
    people = main.stage.cast.of_table(Person.table)
    others = [each for each in people if visitor and each.key != visitor.person]
    for name, operation in sorted(OPERATIONS.items()):
        for person in others if NOT_THE_PERSON in operation.declared.cautions else ():
            if step := done_for(person, name, main, at, bystanders):
                handed = _with(steps, at + 1, step)
                yield Mutant("print", steps[at], handed, name, _named(main, person), at + 1)


def _first_look(main: Rehearsal) -> int:
    """The step after which a curious clerk would look further: the first that opens a record."""
    for number, played in enumerate(main.played):
        operation = OPERATIONS.get(played.step.do)
        if operation and operation.declared.reads and any(map(_asked_for, operation.form())):
            return number
    return len(main.played) // 2
