"""Whether a field or column can take a value at all, said in words an author can act on."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from mock_systems.codes import LISTS, CodeList
from mock_systems.hints import nearest
from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES
from scenarios.casting.words import column_kind


def _is_date(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False


def _is_month(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])", value))


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


_SHAPES: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "text": (_is_text, "加引号的文本"),
    "long_text": (_is_text, "加引号的文本"),
    "record": (_is_text, "记录编号（加引号的文本或 $名称）"),
    "date": (_is_date, "日期，如 2026-06-15"),
    "month": (_is_month, "年月，如 2026-06"),
    "months": (
        lambda v: isinstance(v, list) and all(map(_is_month, v)),
        '年月的列表，如 ["2026-06"]',
    ),
    "money": (_is_number, "整数分，如 3_900_00"),
    "number": (_is_number, "不小于0的整数"),
    "flag": (lambda v: isinstance(v, bool), "true 或 false"),
    "json": (lambda v: isinstance(v, dict), "表"),
}


def impossible(kind: str, codes: CodeList | None, value: Any) -> str:
    """Why a value is none that a field of this kind can have; empty where it is one."""
    if kind in ("code", "codes") and codes is not None:
        chosen = value if isinstance(value, list) else [value]
        wrong = [code for code in chosen if code not in codes]
        return f"“{wrong[0]}”不在代码表中，{nearest(str(wrong[0]), codes)}" if wrong else ""
    fits, shape = _SHAPES[kind]
    return "" if fits(value) else f"“{value}”不是可能的值，应为{shape}"


def impossible_in_column(table: str, name: str, value: Any) -> str:
    """Why a column of a record cannot have a value. Empty is possible where it is the default."""
    record = TABLES[table]
    if value in ("", None) and not record.model_fields[name].is_required():
        return ""
    codes = record.facts(name)["codes"]
    return impossible(column_kind(record, name), LISTS[codes] if codes else None, value)


def impossible_in_event(operation: str, name: str, value: Any) -> str:
    """Why a field of an operation's form cannot have a value, or a fact that has a code list."""
    declared = OPERATIONS[operation]
    field = next((f for f in declared.form() if f.name == name), None)
    if field is None:
        fact = declared.declared.facts.get(name)
        return impossible("code", fact.codes, value) if fact and fact.codes else ""
    if value in ("", None) and not field.required:
        return ""
    return impossible(field.kind, field.codes, value)
