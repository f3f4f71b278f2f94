"""What people type, made into the plain values of an operation's form, and back.

Typing is read kindly: full-width digits, thousands separators and the usual spellings of dates
and months are understood. What cannot be understood is answered field by field; nothing is lost.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from mock_systems.fields import FormField
from mock_systems.money import ungrouped, yuan
from mock_systems.months import length, span
from mock_systems.operation import Operation
from mock_systems.sentence import Sentence
from mock_systems.step import form_of

Typed = Mapping[str, Sequence[str]]
"""Values as a browser sends them: several for one name. Months are `name.first`, `name.last`."""

_WIDE = range(0xFF01, 0xFF5F)
_NARROW = {wide: wide - 0xFEE0 for wide in _WIDE if chr(wide - 0xFEE0).isalnum()} | {0x3000: " "}
"""Full-width letters, digits and blanks in prose; its Chinese punctuation is meant."""
_DAY = re.compile(r"(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?")
_MONTH = re.compile(r"(\d{4})[-./年]?(\d{1,2})月?")
_AMOUNT = re.compile(r"\d{1,11}(\.\d{1,2})?")

SENTENCES = {
    "missing": "此项必填。",
    "string_too_short": "此项必填。",
    "too_short": "至少选择一项。",
    "string_too_long": "文字过长，请精简。",
    "too_long": "所列过多，请减少后重新填写。",
    "greater_than_equal": "不能小于零。",
    "less_than_equal": "数额过大，请核对。",
    "date_from_datetime_parsing": "日期不存在，应为 2026-06-15 的形式。",
    "date_parsing": "日期不存在，应为 2026-06-15 的形式。",
    "int_parsing": "应为整数。",
    "int_type": "应为整数。",
    "model_attributes_type": "应为 JSON 对象，以 Content-Type: application/json 发送。",
    "extra_forbidden": "本表没有此项。",
}


class Misread(ValueError):
    """A typed text that cannot stand for the field's kind of value."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was filled in: the values that could be read, and what is wrong by field."""

    form: Mapping[str, Any]
    errors: Mapping[str, str] = field(default_factory=dict)


def read(operation: type[Operation], typed: Typed) -> Filled:
    """Read a filled-in form. Empty fields are left to their defaults. Where something cannot be
    read, all else that is wrong is told with it."""
    form: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for each in operation.form():
        try:
            value = _read(each, typed)
        except Misread as misread:
            errors[each.name] = misread.args[0]
            continue
        if value not in ("", None, []):
            form[each.name] = value
    return Filled(form, {**_unfit(operation.declared.name, form), **errors} if errors else errors)


def _unfit(operation: str, form: Mapping[str, Any]) -> dict[str, str]:
    try:
        form_of(operation, form)
    except ValidationError as invalid:
        return complaints(invalid)
    return {}


def complaints(invalid: ValidationError) -> dict[str, str]:
    """What is wrong by field, in Chinese, from pydantic's findings."""
    found: dict[str, str] = {}
    for error in invalid.errors():
        name = str(error["loc"][0]) if error["loc"] else ""
        found.setdefault(name, complaint(error))
    return found


def complaint(error: Mapping[str, Any]) -> str:
    """One of pydantic's findings as a sentence."""
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, ValueError):
        said: str = cause.args[0]
        return said
    return SENTENCES.get(error["type"], "填写有误。")


def written(each: FormField, value: Any) -> dict[str, list[str]]:
    """A plain value as the browser would have sent it, so that a form can show it again."""
    match each.kind:
        case "money":
            return {each.name: [yuan(value)] if value is not None else []}
        case "months":
            ends = [f"{each.name}.first", f"{each.name}.last"]
            return {end: [month] for end, month in zip(ends, _ends(value), strict=False)}
        case "codes":
            return {each.name: list(value or ())}
        case "flag":
            return {each.name: ["1"] if value else []}
    return {each.name: [] if value in (None, "") else [str(value)]}


def _ends(months: Sequence[str]) -> Sequence[str]:
    return (months[0], months[-1]) if months else ()


def _read(each: FormField, typed: Typed) -> Any:
    if each.kind == "codes":
        return list(typed.get(each.name, ()))
    if each.kind == "months":
        ends = (_plain(typed, f"{each.name}.{end}") for end in ("first", "last"))
        return _months(*ends, most=each.most)
    text = _plain(typed, each.name)
    if each.kind == "flag":
        return bool(text)
    if not text:
        return ""
    match each.kind:
        case "text" | "long_text":
            return typed[each.name][-1].translate(_NARROW).strip()
        case "money":
            return _fen(text)
        case "date":
            return _day(text)
        case "month":
            return _month(text)
        case "number":
            return _whole(text)
    return text


def _plain(typed: Typed, name: str) -> str:
    values = typed.get(name, ())
    return unicodedata.normalize("NFKC", values[-1]).strip() if values else ""


def counted(text: str, otherwise: int) -> int:
    """A number that a page of ours wrote: nine plain digits at most; anything else is `otherwise`."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else otherwise


def hundredths(text: str, wrong: str = "分数至多两位小数，如 6.50。") -> int:
    """A number with at most two decimals, in hundredths; `Misread` says what is `wrong`."""
    number = unicodedata.normalize("NFKC", text).strip()
    sign = -1 if number.startswith("-") else 1
    if not _AMOUNT.fullmatch(number.lstrip("-")):
        raise Misread(wrong)
    return sign * int(Decimal(number.lstrip("-")) * 100)


def _fen(text: str) -> int:
    amount = ungrouped(re.sub(r"[\s¥元]", "", text))
    return hundredths(amount, "金额应为元，至多两位小数，如 3,900.00。")


def _day(text: str) -> str:
    match = _DAY.fullmatch(text)
    if not match:
        raise Misread("日期应为 2026-06-15 的形式。")
    year, month, day = match.groups()
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _month(text: str) -> str:
    match = _MONTH.fullmatch(text)
    if not match:
        raise Misread("年月应为 2026-06 的形式。")
    return f"{match[1]}-{int(match[2]):02d}"


def _months(first: str, last: str, *, most: int) -> list[str]:
    if not first and not last:
        return []
    start, end = _month(first or last), _month(last or first)
    if not ("01" <= start[5:] <= "12" and "01" <= end[5:] <= "12"):
        raise Misread("月份应为 01 至 12。")
    if not 1 <= length(start, end) <= most:
        raise Misread(Sentence("起止年月应先后有序，至多 {most} 个月。", most=most))
    return list(span(start, end))


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text):
        raise Misread("应为整数。")
    return int(text)
