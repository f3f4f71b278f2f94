"""The shapes the JSON API takes and gives, and how the hall's own values become them."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, field_validator

from mock_systems.fields import FormField
from mock_systems.kinds import KindName
from mock_systems.operation import Caution, Operation, Part, Refusal
from mock_systems.panels import Panel
from mock_systems.sentence import Sentence
from mock_systems.spelling import kept
from mock_systems.step import Step
from sandbox.attempt.door import Acted
from sandbox.attempt.states import Head
from sandbox.contest.rounds import RoundLine
from sandbox.forms.typed import SENTENCES
from sandbox.store.contest import PRACTICE

F = TypeVar("F", bound=Operation)

MOST_UNKNOWN = 20
"""Names that no form has and that are told one by one."""
MOST_MEMBERS, MOST_CONFIRMED = 500, 20
"""Of any list in a form, and of the cautions that are confirmed."""

Text = Annotated[str, BeforeValidator(lambda text: kept(text) if isinstance(text, str) else text)]
"""What is looked up as it is: with what no database keeps it is one more that is not known. Fields of
forms have their own idea (`mock_systems.fields`)."""


class Asked(BaseModel, Generic[F]):
    """An operation asked for: its form, and the number of the last entry that was seen. A form of
    many more names than there are is refused for that, before each of them is looked at."""

    form: F
    seen: int = Field(strict=True, ge=0, le=10**9)
    confirmed: tuple[Annotated[Text, Field(max_length=40)], ...] = Field(
        (), max_length=MOST_CONFIRMED
    )
    """Codes of the cautions that are confirmed."""

    @field_validator("form", mode="before")
    @classmethod
    def _of_names_there_are(cls, form: Any) -> Any:
        fields = getattr(cls.model_fields["form"].annotation, "model_fields", {})
        if isinstance(form, dict) and len(form) > len(fields) + MOST_UNKNOWN:
            raise ValueError(Sentence("本表没有这么多项。"))
        for value in form.values() if isinstance(form, dict) else ():
            _of_members_there_may_be(value, MOST_MEMBERS)
        return form

    @field_validator("confirmed", mode="before")
    @classmethod
    def _as_many_as_there_may_be(cls, confirmed: Any) -> Any:
        return _of_members_there_may_be(confirmed, MOST_CONFIRMED)


def _of_members_there_may_be(value: Any, most: int) -> Any:
    """The value, where it is no list of more than so many; each of them would be told if wrong."""
    if isinstance(value, list | dict) and len(value) > most:
        raise ValueError(SENTENCES["too_long"])
    return value


class StartOf(BaseModel):
    """What to start: in practice one case of the round, in a contest nothing is chosen."""

    case: Text = Field("", max_length=20)


class Offered(BaseModel):
    """A round as the contestant may see it."""

    id: int
    contest: str
    title: str
    mode: str
    state: str
    minutes: int
    cases: tuple[str, ...]
    """The cases one may choose from: none in a contest."""
    sittings: tuple[int, ...]
    """The newest twenty, and the newest of each case."""
    commitment: str
    """The SHA-256 of the seed that variants are drawn by."""
    seed: str
    """Empty until it is revealed."""


class AttemptShape(BaseModel):
    """An attempt as it is now: `seq` is the number of its last entry."""

    attempt: int
    sitting: int
    place: int
    case: str
    """Empty in a contest, where the case is not named."""
    business_date: str
    seq: int
    hash: str
    clock_ms: int
    left_ms: int
    """As clock_ms, it stands once the attempt is handed in: nothing is left."""
    sealed: bool
    number: str
    """By which judges and receipts know it (作答编号); empty until it is handed in."""
    check_code: str
    """The check code of the receipt (校验码); empty until it is handed in."""


class Stopped(BaseModel):
    """A refusal or a caution; a caution's code can be confirmed."""

    code: str
    message: str
    basis: str


class FactsPanel(BaseModel):
    """Labelled values: pairs of label and value."""

    kind: Literal["facts"]
    title: str
    rows: tuple[tuple[str, str], ...]


class RowsPanel(BaseModel):
    """A list; the operation `opens` opens the row with the key in `keys`, given as its `field`.
    `numbers` are the columns of amounts and counts."""

    kind: Literal["rows"]
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...]
    opens: str
    field: str
    numbers: tuple[str, ...]


class RemarkedPanel(BaseModel):
    """A note under a panel."""

    kind: Literal["stop", "care", "done"]
    text: str


Shown = Annotated[FactsPanel | RowsPanel | RemarkedPanel, Field(discriminator="kind")]


class Outcome(BaseModel):
    """What came of an operation, durably. `repeated` says it had been applied before."""

    seq: int
    accepted: bool
    reason: str
    message: str
    repeated: bool
    refusals: tuple[Stopped, ...] = ()
    cautions: tuple[Stopped, ...] = ()
    panels: tuple[Shown, ...] = ()


class Entry(BaseModel):
    """One entry of the contestant's own journal."""

    seq: int
    at_ms: int
    operation: str
    data: dict[str, Any]
    accepted: bool
    reason: str
    message: str


class FieldShape(BaseModel):
    """One field of an operation's form, as OpenAPI describes it too. `code` is its national code,
    `codes` are the values it takes with their labels; money is whole fen (`unit` 分)."""

    name: str
    label: str
    kind: KindName
    required: bool
    code: str
    record: str
    codes: dict[str, str] | None
    unit: str
    pattern: str
    description: str


class OperationShape(BaseModel):
    """An operation and its form: what it is to who works with it (`part`), and whether that is only
    to look (`reads`)."""

    name: str
    title: str
    item: str
    basis: str
    part: Part
    reads: bool
    form: tuple[FieldShape, ...]


def offered(line: RoundLine) -> Offered:
    """A round as the API shows it."""
    return Offered(
        id=line.id,
        contest=line.contest,
        title=line.title,
        mode=line.mode,
        state=line.state,
        minutes=line.minutes,
        cases=tuple(line.offered),
        sittings=tuple(sitting.id for sitting in line.sittings),
        commitment=line.commitment,
        seed=line.seed,
    )


def attempt(head: Head, now: int, check_code: str) -> AttemptShape:
    """An attempt at a moment of the server's clock; with the check code of a sealed one."""
    return AttemptShape(
        attempt=head.id,
        sitting=head.sitting_id,
        place=head.place,
        case=head.case_id if head.mode == PRACTICE else "",
        business_date=head.business_date,
        seq=head.seq,
        hash=head.hash,
        clock_ms=head.clock_ms(now),
        left_ms=head.left_ms(now),
        sealed=head.sealed,
        number=head.number if head.sealed else "",
        check_code=check_code,
    )


def outcome(acted: Acted) -> Outcome:
    """What came of an action, with the panels the screen would show."""
    event, step = acted.event, acted.step
    more = _offered(step) if step else {}
    names = ("seq", "accepted", "reason", "message")
    return Outcome.model_validate({**{n: event[n] for n in names}, "repeated": not step, **more})


def _offered(step: Step) -> Mapping[str, Any]:
    tried = step.tried
    return {
        "refusals": [_stopped(each) for each in tried.refusals],
        "cautions": [_stopped(each) for each in tried.cautions],
        "panels": [_panel(each) for each in tried.answer.panels] if tried.answer else [],
    }


def _stopped(each: Refusal | Caution) -> Stopped:
    return Stopped(code=each.code, message=each.message, basis=each.basis)


def _panel(panel: Panel) -> dict[str, Any]:
    return {"kind": type(panel).__name__.lower(), **asdict(panel)}


def shape(operation: type[Operation]) -> OperationShape:
    """An operation and its form as the API lists them."""
    declared = operation.declared
    return OperationShape(
        name=declared.name,
        title=declared.title,
        item=declared.item,
        basis=declared.basis,
        part=declared.part,
        reads=declared.reads,
        form=tuple(_field_shape(each) for each in operation.form()),
    )


def _field_shape(each: FormField) -> FieldShape:
    codes = dict(each.codes.labels) if each.codes else None
    return FieldShape(
        name=each.name,
        label=each.label,
        kind=each.kind.name,
        required=each.required,
        code=each.code,
        record=each.record,
        codes=codes,
        unit=each.kind.unit,
        pattern=each.pattern,
        description=each.described,
    )
