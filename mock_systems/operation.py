"""An operation: one name for the screen, the log, the case script and the grade.

An operation is a form (a frozen pydantic model) that declares its name, official title, service
item and legal basis, and that can `check` itself against a world and `run` in it. The counter's
screens, the JSON API, the editor for authors and the check of case scripts are all made from
this one declaration.

Money is integer fen, months are `YYYY-MM`, and nothing is random. A mock refuses what a real
system would refuse and lets the rest through: most wrong answers must be possible.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar, Literal, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    ValidationInfo,
    field_validator,
)
from pydantic_core import CoreSchema

from mock_systems.bases import NOTHING, Basis
from mock_systems.facts import Fact, fact_of
from mock_systems.fields import FormField, form_field, form_fields, spelt
from mock_systems.panels import Panel, Rows
from mock_systems.records import TABLES, Record
from mock_systems.sentence import Sentence
from mock_systems.world import NoSuchRecord, World

OPERATIONS: dict[str, "type[Operation]"] = {}
Part = Literal["query", "page", "trial", "check", "deed"]
"""What an operation is to who works with it:

- a `query` finds records and lists them;
- a `page` opens one record, or takes up one paper, and shows it;
- a `trial` calculates and saves nothing;
- a `check` asks what is not ours: another department, or the chip of an identity card;
- a `deed` changes records, if only by a sentence said or a finding noted.

All but deeds only look.
"""
LISTED = "listed"
"""The fact that has the keys of all whom an answer listed, of an operation that declares it."""


class Undeclared(TypeError):
    """An operation without what it must declare: which, and what to write."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a real system would not do this: a code, a sentence with a way out, the basis, where it is
    nearer than what the operation rests on."""

    code: str
    message: str
    basis: Basis = NOTHING


@dataclass(frozen=True, slots=True)
class Caution:
    """Why a real system would warn and ask first; it goes on when the code is confirmed. `wrong` where
    it says that what was typed is not as it has to be, and does not only ask whether it is meant."""

    code: str
    message: str
    basis: Basis = NOTHING
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the screen shows after an operation: a sentence and panels. It is not stored: running
    the operation again on the same world gives the same answer."""

    message: str = ""
    panels: Sequence[Panel] = ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """What an operation is: its name, its part, official title, service item, legal basis.

    `menu` is the group it stands under in its system's menu, empty where it has no entry there.
    `facts` are those it may add to the log, `cautions` the codes of all it may warn of, `shows` the
    table of the record it shows as it is, which its field of that name holds the key of. `also` are
    other items it is done as rightly under.
    """

    name: str
    part: Part
    title: str
    item: str
    basis: Basis
    menu: str
    facts: Mapping[str, Fact]
    cautions: frozenset[str]
    shows: str = ""
    also: tuple[str, ...] = ()

    @property
    def reads(self) -> bool:
        """Whether it only looks."""
        return self.part != "deed"

    @property
    def system(self) -> str:
        """The system it belongs to: the part of its name before the dot."""
        return self.name.partition(".")[0]


class Operation(BaseModel):
    """The form of one operation, filled in.

    Subclasses give their declaration as keywords:
    `class CallNext(Operation, name="hall.call_next", part="deed", title="叫号"): ...`.
    A fact that is a record's key is declared by the record's class. A subclass has the facts and
    cautions of its parents beside its own.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    declared: ClassVar[Declaration]
    _facts: ClassVar[Mapping[str, Fact]] = {}
    _cautions: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(
        cls,
        *,
        name: str = "",
        part: Part | None = None,
        item: str = "",
        basis: Basis = NOTHING,
        menu: str = "",
        facts: Mapping[str, Fact | type[Record]] = MappingProxyType({}),
        cautions: Iterable[str] = (),
        shows: type[Record] | None = None,
        also: tuple[str, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init_subclass__(**kwargs)
        cls._facts = {**cls._facts, **{each: fact_of(said) for each, said in facts.items()}}
        cls._cautions = cls._cautions.union(cautions)
        if name:
            if part is None or part not in get_args(Part):
                raise Undeclared(f"{name}: write part=, one of {', '.join(get_args(Part))}")
            # Pydantic keeps the keyword `title` for itself, as a setting of the model.
            title = cls.model_config.get("title") or ""
            table = shows.table if shows else ""
            cls.declared = Declaration(
                name, part, title, item, basis, menu, cls._facts, cls._cautions, table, also
            )
            OPERATIONS[name] = cls

    @field_validator("*", mode="before")
    @classmethod
    def _every_value_spelt(cls, value: Any, info: ValidationInfo) -> Any:
        return spelt(value, form_field(cls, str(info.field_name)))

    @field_validator("*")
    @classmethod
    def _every_value_kept(cls, value: Any, info: ValidationInfo) -> Any:
        """As its kind keeps it; with a world as context, no code that its list and the case lack."""
        declared = form_field(cls, str(info.field_name))
        kept, world = declared.kind.kept(value), info.context
        if isinstance(world, World):
            declared.kind.demand_known(kept, partial(_has, world))
        return kept

    @classmethod
    def form(cls) -> Sequence[FormField]:
        """The fields of the form, in the order screens show them."""
        return form_fields(cls)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Its JSON Schema, in which every field says what its declaration does."""
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for each in cls.form():
            properties[each.name] |= each.schema()
        return schema

    def facts(self, world: World) -> Mapping[str, Any]:
        """What the log adds to the typed values, such as the person behind a number: plain JSON
        values of facts that were declared, made before the operation runs, for refused tries
        too."""
        return {}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        """What stands in the way: refusals first."""
        return iter(())

    def run(self, world: World) -> Answer:
        """Make the changes and answer. Called only when `check` found nothing that stops it."""
        raise NotImplementedError

    def data(self) -> dict[str, Any]:
        """The form as plain JSON values, as the log keeps them."""
        return self.model_dump(mode="json")


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one try: refused with a reason, asked back with cautions, or done; `warned` are
    the codes of all that was warned of, confirmed or not, `against` the sentences of those that say
    it is wrong."""

    answer: Answer | None
    facts: Mapping[str, Any]
    refusals: Sequence[Refusal] = ()
    cautions: Sequence[Caution] = ()
    warned: Sequence[str] = ()
    against: Sequence[str] = ()

    @property
    def accepted(self) -> bool:
        return self.answer is not None

    @property
    def hindrances(self) -> list[str]:
        """The sentences of all refusals and cautions, refusals first."""
        return [r.message for r in self.refusals] + [c.message for c in self.cautions]

    @property
    def reason(self) -> str:
        """The code of the first refusal or caution that stopped it, empty where none did."""
        if self.refusals:
            return self.refusals[0].code
        return self.cautions[0].code if self.cautions else ""


def attempt(operation: Operation, world: World, confirmed: Iterable[str] = ()) -> Tried:
    """Check an operation and, where nothing stops it, run it.

    Nothing stops it when `check` finds no refusal and every caution's code is in `confirmed`.
    A key that names no record is refused like any other mistake. Raises `Undeclared` where a fact
    or caution was not declared.
    """
    try:
        _look_up(operation, world)
        found = [_grounded(each, operation) for each in operation.check(world)]
        facts = _facts(operation, world)
    except NoSuchRecord as absent:
        missing = Sentence("未找到{record}，请核对编号后重新填写。", record=absent.args[0])
        return Tried(None, {}, [Refusal("no_record", missing, operation.declared.basis)])
    refusals = [f for f in found if isinstance(f, Refusal)]
    cautions = [f for f in found if isinstance(f, Caution)]
    warned, against = [f.code for f in cautions], [f.message for f in cautions if f.wrong]
    if undeclared := set(warned) - operation._cautions:
        raise Undeclared(f"{type(operation).__name__}: declare {sorted(undeclared)} in cautions=")
    asked = [f for f in cautions if f.code not in set(confirmed)]
    answer = None if refusals or asked else operation.run(world)
    return Tried(answer, {**facts, **_listed(operation, answer)}, refusals, asked, warned, against)


def _grounded(found: Refusal | Caution, operation: Operation) -> Refusal | Caution:
    """One that names no basis of its own rests on what its operation does."""
    return found if found.basis else replace(found, basis=operation.declared.basis)


def _facts(operation: Operation, world: World) -> Mapping[str, Any]:
    facts = operation.facts(world)
    if undeclared := facts.keys() - operation._facts.keys():
        raise Undeclared(f"{type(operation).__name__}: declare {sorted(undeclared)} in facts=")
    return facts


def _listed(operation: Operation, answer: Answer | None) -> Mapping[str, Any]:
    if answer is None or LISTED not in operation._facts:
        return {}
    lists = (panel for panel in answer.panels if isinstance(panel, Rows))
    return {LISTED: [key for rows in lists for key in rows.keys]}


def _has(world: World, table: str, key: str) -> bool:
    kind = TABLES[table]
    return world.first(kind, **{kind.key_name(): key}) is not None


def _look_up(operation: Operation, world: World) -> None:
    """Raise `NoSuchRecord` where a record field names a record that is not there. What is kept back
    is not looked up."""
    for declared in operation.form():
        key = getattr(operation, declared.name)
        if declared.record and key and not TABLES[declared.record].kept_back:
            world.one(TABLES[declared.record], key)
