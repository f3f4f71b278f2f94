"""Fields of forms: how an operation declares one, and what values it takes.

A field is declared once; screens, the JSON API, the check of case scripts and the log's words are
all made from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from mock_systems.codes import LISTS, CodeList
from mock_systems.kinds import KINDS, NAME, Code, Codes, Kind, Months, kind_of
from mock_systems.records import Record
from mock_systems.sentence import Sentence
from mock_systems.spelling import keepable

Bound = Literal["birth", "age", "first", "last", "today", "happened", "life"]
"""What a day or month of a form may be held to (`mock_systems.bounds`)."""


@dataclass(frozen=True, slots=True)
class FormField:
    """What screens and scripts know of one field of a form.

    `code` is the national field code, `codes` the list of values, `record` the table whose keys
    it takes, `most` how many characters or members it may have (0 where its kind says), `width` how
    many of the form's two columns it spans. `changes` is the column whose value it replaces, of the
    record that the form's first record field names; its label then says so. `bounds` are those of
    `mock_systems.bounds` that hold for its day or months.
    """

    name: str
    label: str
    kind: Kind
    required: bool
    default: Any = None
    code: str = ""
    codes: CodeList | None = None
    record: str = ""
    hint: str = ""
    most: int = 0
    width: int = 1
    changes: str = ""
    bounds: Sequence[Bound] = ()

    @property
    def pattern(self) -> str:
        """The form its value has, each of several values; empty where any text may stand."""
        return str(self._value_schema().get("pattern", ""))

    @property
    def described(self) -> str:
        """What a program has to know of its value, in words."""
        return " ".join(filter(None, (self.kind.told, self.hint)))

    def schema(self) -> dict[str, Any]:
        """What JSON Schema says of the field beside its type: the values it takes with their
        labels, the form, the unit, and what to know of it."""
        value = self._value_schema()
        facts: dict[str, Any] = {"description": self.described} if self.described else {}
        if self.codes:
            facts["labels"] = dict(self.codes.labels)
        if self.kind.unit:
            facts["unit"] = self.kind.unit
        if self.kind.several:
            return {**facts, "items": {"type": "string", **value}}
        return {**facts, **value}

    def _value_schema(self) -> Mapping[str, Any]:
        return self.kind.schema(may_be_empty=self.default == "")


def _declared(
    kind: Kind, label: str, default: Any, check: Mapping[str, Any], *, most: int = 0, **facts: Any
) -> Any:
    if facts.get("changes"):
        label = Sentence("变更后{label}", label=label)
    extra = {"kind": kind.name, "label": label, "most": most, **facts}
    if most:
        check = {**check, "max_length": most}
    if kind.may_be_empty and default not in ("", ()):
        check = {**check, "min_length": 1}
    return Field(default, title=label, json_schema_extra=extra, **check)


def text(
    label: str,
    default: Any = ...,
    *,
    code: str = "",
    most: int = 60,
    hint: str = "",
    width: int = 1,
    changes: str = "",
) -> Any:
    """A line of text, at most `most` characters."""
    facts = {"code": code, "hint": hint, "width": width, "changes": changes}
    return _declared(KINDS["text"], label, default, {}, most=most, **facts)


def named(
    label: str,
    default: Any = ...,
    *,
    code: str = "AAC003",
    most: int = 30,
    hint: str = "",
    changes: str = "",
) -> Any:
    """The name of a person, at most `most` characters."""
    facts = {"code": code, "hint": hint, "changes": changes}
    return _declared(NAME, label, default, {}, most=most, **facts)


def numbered(
    label: str,
    kind: Kind,
    default: Any = ...,
    *,
    code: str = "",
    most: int = 20,
    changes: str = "",
    bounds: Sequence[Bound] = (),
) -> Any:
    """A number that names somebody or something: a citizen number, a mobile number …"""
    facts: dict[str, Any] = {"code": code, "changes": changes, "bounds": bounds}
    return _declared(kind, label, default, {}, most=most, **facts)


def addressed(
    label: str, default: Any = ..., *, code: str = "", most: int = 80, changes: str = ""
) -> Any:
    """An address, at most `most` characters."""
    facts = {"code": code, "changes": changes}
    return _declared(KINDS["address"], label, default, {}, most=most, width=2, **facts)


def long_text(label: str, default: Any = ..., *, most: int = 500) -> Any:
    """A paragraph, at most `most` characters."""
    return _declared(KINDS["long_text"], label, default, {}, most=most, width=2)


def number(label: str, default: Any = ...) -> Any:
    """A whole number of at most nine digits, not negative."""
    return _declared(KINDS["number"], label, default, {"ge": 0, "le": 999_999_999})


def coded(
    label: str, codes: CodeList, default: Any = ..., *, code: str = "", changes: str = ""
) -> Any:
    """One value of a code list."""
    named = code or codes.national
    return _declared(Code(codes), label, default, {}, code=named, codes=codes.name, changes=changes)


def several(label: str, codes: CodeList, default: Any = ..., *, code: str = "") -> Any:
    """Some values of a code list, a `tuple[str, ...]` kept in the list's order."""
    return _declared(
        Codes(codes),
        label,
        default,
        {},
        most=len(codes.labels),
        code=code or codes.national,
        codes=codes.name,
        width=2,
    )


def record(
    label: str,
    table: type[Record],
    default: Any = ...,
    *,
    code: str = "",
    hint: str = "",
    changes: str = "",
) -> Any:
    """The key of a record of a table, at most 40 characters."""
    facts = {"code": code, "record": table.table, "hint": hint, "changes": changes}
    return _declared(KINDS["record"], label, default, {}, most=40, **facts)


def day(
    label: str,
    default: Any = ...,
    *,
    code: str = "",
    changes: str = "",
    bounds: Sequence[Bound] = (),
) -> Any:
    """A date."""
    facts: dict[str, Any] = {"code": code, "changes": changes, "bounds": bounds}
    return _declared(KINDS["date"], label, default, {}, **facts)


def expiry(
    label: str,
    default: Any = ...,
    *,
    code: str = "",
    hint: str = "",
    changes: str = "",
    bounds: Sequence[Bound] = (),
) -> Any:
    """The day until which something is good, which may be for good."""
    facts: dict[str, Any] = {"code": code, "hint": hint, "changes": changes, "bounds": bounds}
    return _declared(KINDS["expiry"], label, default, {}, **facts)


def month(label: str, default: Any = ..., *, code: str = "", bounds: Sequence[Bound] = ()) -> Any:
    """A month `YYYY-MM`."""
    return _declared(KINDS["month"], label, default, {}, code=code, bounds=bounds)


def months(label: str, default: Any = ..., *, most: int = 60, bounds: Sequence[Bound] = ()) -> Any:
    """Some months, at most `most`, a `tuple[str, ...]` kept in order without doubles."""
    return _declared(Months(most), label, default, {}, most=most, width=2, bounds=bounds)


def money(label: str, default: Any = ..., *, code: str = "") -> Any:
    """An amount in fen, not negative; screens read and write it as yuan."""
    return _declared(KINDS["money"], label, default, {"ge": 0, "le": 10**13}, code=code)


def flag(label: str, default: Any = False) -> Any:
    """Yes or no."""
    return _declared(KINDS["flag"], label, default, {})


def spelt(value: Any, declared: FormField) -> Any:
    """A text in the one spelling of its kind; anything else as it is. Raises `ValueError` where no
    database can keep it, or where it could be taken for a value that it is not."""
    if isinstance(value, str):
        if not keepable(value):
            raise ValueError("文字中有无法保存的字符，请删去后重新填写。")
        value = declared.kind.spelt(value)
    if wrong := declared.kind.misgiven(value):
        raise ValueError(wrong)
    return value


@cache
def form_fields(form: type[BaseModel]) -> Sequence[FormField]:
    """The fields of a form, in the order they were declared."""
    return tuple(_form_field(name, declared) for name, declared in form.model_fields.items())


@cache
def form_field(form: type[BaseModel], name: str) -> FormField:
    """One field of a form."""
    return next(each for each in form_fields(form) if each.name == name)


def given(form: BaseModel, record: Record, **instead: Any) -> dict[str, Any]:
    """The columns to which a filled form gives something else than its record says: by the fields
    that change one and are not empty, or by `instead` where a column keeps no such value as was typed."""
    fields = [each for each in form_fields(type(form)) if each.changes]
    typed = {each.changes: getattr(form, each.name) for each in fields if getattr(form, each.name)}
    asked = {**typed, **instead}
    return {name: value for name, value in asked.items() if not record.says(name, value)}


def _form_field(name: str, declared: FieldInfo) -> FormField:
    facts = {**_facts(declared)}
    listed = facts.pop("codes", "")
    codes = LISTS[listed] if listed else None
    return FormField(
        name=name,
        required=declared.is_required(),
        default=None if declared.is_required() else declared.get_default(),
        codes=codes,
        **{**facts, "kind": kind_of(facts["kind"], codes, facts["most"])},
    )


def _facts(declared: FieldInfo) -> Mapping[str, Any]:
    extra = declared.json_schema_extra
    return extra if isinstance(extra, dict) else {}
