"""Fields of forms: how an operation declares one, and what values it takes.

A field is declared once; screens, the JSON API, the check of case scripts and the log's words are
all made from it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from mock_systems.codes import LISTS, CodeList
from mock_systems.records import Record
from mock_systems.sentence import Sentence

Kind = Literal[
    "text", "long_text", "number", "code", "codes", "record", "date", "month", "months", "money",
    "flag",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FormField:
    """What screens and scripts know of one field of a form.

    `code` is the national field code, `codes` the list of values, `record` the table whose keys
    it takes, `most` how many characters or members it may have (0 where its kind says), `width` how
    many of the form's two columns it spans. `changes` is the column whose value it replaces, of the
    record that the form's first record field names.
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

    @property
    def unit(self) -> str:
        """What its numbers count in, empty where they have no unit."""
        return "分" if self.kind == "money" else ""

    @property
    def pattern(self) -> str:
        """The form its value has, each of several values; empty where any text may stand."""
        if self.kind not in ("month", "months"):
            return ""
        return f"^({_MONTH})?$" if self.kind == "month" and self.default == "" else f"^{_MONTH}$"

    @property
    def described(self) -> str:
        """What a program has to know of its value, in words."""
        return " ".join(filter(None, (_TOLD.get(self.kind), self.hint)))

    def schema(self) -> dict[str, Any]:
        """What JSON Schema says of the field beside its type: the values it takes with their
        labels, the form, the unit, and what to know of it."""
        value: dict[str, Any] = {"pattern": self.pattern} if self.pattern else {}
        facts: dict[str, Any] = {"description": self.described} if self.described else {}
        if self.codes:
            left_empty = [""] if self.kind == "code" and self.default == "" else []
            value = {"enum": [*left_empty, *self.codes]}
            facts["labels"] = dict(self.codes.labels)
        if self.unit:
            facts["unit"] = self.unit
        several = self.kind in ("codes", "months")
        return {**facts, "items": {"type": "string", **value}} if several else {**facts, **value}


_TOLD: Mapping[str, str] = {
    "money": "金额，整数，单位为分：3,900.00元写作 390000。",
    "date": "日期，YYYY-MM-DD，如 2026-06-15。",
    "month": "年月，YYYY-MM，如 2026-06。",
    "months": "年月的列表，各为 YYYY-MM，如 2026-06。",
    "record": "记录的编号，见查询结果或窗口现状。",
}
"""How values of a kind are written, for a program: a screen writes them for people."""
_MAY_BE_EMPTY = ("text", "long_text", "record", "code", "codes", "month", "months")
"""Kinds of fields that may be left empty where that is their default, and only there."""
_MONTH = "[12][0-9]{3}-(0[1-9]|1[0-2])"
_UNKEPT = re.compile("[\0\ud800-\udfff]")
"""What no PostgreSQL text takes: NUL, and halves of characters."""


def _declared(
    kind: Kind, label: str, default: Any, check: Mapping[str, Any], *, most: int = 0, **facts: Any
) -> Any:
    extra = {"kind": kind, "label": label, "most": most, **facts}
    if most:
        check = {**check, "max_length": most}
    if kind in _MAY_BE_EMPTY and default not in ("", ()):
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
    return _declared("text", label, default, {}, most=most, **facts)


def long_text(label: str, default: Any = ..., *, most: int = 500) -> Any:
    """A paragraph, at most `most` characters."""
    return _declared("long_text", label, default, {}, most=most, width=2)


def number(label: str, default: Any = ...) -> Any:
    """A whole number of at most nine digits, not negative."""
    return _declared("number", label, default, {"ge": 0, "le": 999_999_999})


def coded(label: str, codes: CodeList, default: Any = ..., *, code: str = "") -> Any:
    """One value of a code list."""
    return _declared("code", label, default, {}, code=code or codes.national, codes=codes.name)


def several(label: str, codes: CodeList, default: Any = ..., *, code: str = "") -> Any:
    """Some values of a code list, a `tuple[str, ...]` kept in the list's order."""
    return _declared(
        "codes",
        label,
        default,
        {},
        most=len(codes.labels),
        code=code or codes.national,
        codes=codes.name,
        width=2,
    )


def record(
    label: str, kind: type[Record], default: Any = ..., *, code: str = "", hint: str = ""
) -> Any:
    """The key of a record of a table, at most 40 characters."""
    facts = {"code": code, "record": kind.table, "hint": hint}
    return _declared("record", label, default, {}, most=40, **facts)


def day(label: str, default: Any = ..., *, code: str = "", changes: str = "") -> Any:
    """A date."""
    return _declared("date", label, default, {}, code=code, changes=changes)


def month(label: str, default: Any = ..., *, code: str = "") -> Any:
    """A month `YYYY-MM`."""
    return _declared("month", label, default, {}, code=code)


def months(label: str, default: Any = ..., *, most: int = 60) -> Any:
    """Some months, at most `most`, a `tuple[str, ...]` kept in order without doubles."""
    return _declared("months", label, default, {}, most=most, width=2)


def money(label: str, default: Any = ..., *, code: str = "") -> Any:
    """An amount in fen, not negative; screens read and write it as yuan."""
    return _declared("money", label, default, {"ge": 0, "le": 10**13}, code=code)


def flag(label: str, default: Any = False) -> Any:
    """Yes or no."""
    return _declared("flag", label, default, {})


def checked(value: Any, declared: FieldInfo) -> Any:
    """The value, made sure to be one that the field can take and every database can keep.

    Raises `ValueError` with a sentence for people."""
    if isinstance(value, str) and _UNKEPT.search(value):
        raise ValueError("文字中有无法保存的字符，请删去后重新填写。")
    facts = _facts(declared)
    match facts.get("kind"):
        case "code" if value:
            return _in_list(LISTS[facts["codes"]], value)
        case "codes":
            codes = LISTS[facts["codes"]]
            chosen = {_in_list(codes, code) for code in value}
            return tuple(code for code in codes if code in chosen)
        case "month" if value:
            return _month(value)
        case "months":
            return tuple(sorted({_month(each) for each in value}))
    return value


def _in_list(codes: CodeList, value: str) -> str:
    if value not in codes:
        shown = value if len(value) <= 40 else f"{value[:40]}…"
        raise ValueError(
            Sentence("“{value}”不在代码表中，可选：{codes}", value=shown, codes=tuple(codes))
        )
    return value


def _month(value: str) -> str:
    if not re.fullmatch(_MONTH, value):
        raise ValueError("年月应为 YYYY-MM，如 2026-06")
    return value


@cache
def form_fields(form: type[BaseModel]) -> Sequence[FormField]:
    """The fields of a form, in the order they were declared."""
    return tuple(_form_field(name, declared) for name, declared in form.model_fields.items())


def _form_field(name: str, declared: FieldInfo) -> FormField:
    facts = {**_facts(declared)}
    codes = facts.pop("codes", "")
    return FormField(
        name=name,
        required=declared.is_required(),
        default=None if declared.is_required() else declared.get_default(),
        codes=LISTS[codes] if codes else None,
        **facts,
    )


def _facts(declared: FieldInfo) -> Mapping[str, Any]:
    extra = declared.json_schema_extra
    return extra if isinstance(extra, dict) else {}
