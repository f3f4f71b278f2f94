"""What people type, made into the plain values of an operation's form, and back.

Every kind of values reads its own (`mock_systems.kinds`). What cannot be understood is answered
field by field; nothing is lost.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from mock_systems.fields import FormField
from mock_systems.kinds import Misread
from mock_systems.operation import Operation
from mock_systems.sentence import Sentence
from mock_systems.step import form_of

Typed = Mapping[str, Sequence[str]]
"""Values as a browser sends them: several for one name. Months are `name.first`, `name.last`."""

SENTENCES = {
    "missing": "此项必填。",
    "string_too_short": "此项必填。",
    "too_short": "至少选择一项。",
    "too_long": "所列过多，请减少后重新填写。",
    "greater_than_equal": "不能小于零。",
    "less_than_equal": "数额过大，请核对。",
    "date_from_datetime_parsing": "没有这一天，或者不是 2026-06-15 的形式。",
    "date_parsing": "没有这一天，或者不是 2026-06-15 的形式。",
    "int_parsing": "应为整数。",
    "int_type": "应为整数。",
    "model_attributes_type": "应为 JSON 对象，以 Content-Type: application/json 发送。",
    "extra_forbidden": "本表没有此项。",
}


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
    if error["type"] == "string_too_long":
        most, count = error["ctx"]["max_length"], len(error["input"])
        return Sentence("文字过长：至多 {most} 字，现有 {count} 字。", most=most, count=count)
    if error["type"] == "greater_than_equal" and error["ctx"]["ge"]:
        return Sentence("不能小于 {least}。", least=error["ctx"]["ge"])
    return SENTENCES.get(error["type"], "填写有误。")


def boxes(each: FormField) -> Iterator[str]:
    """The names of a field's boxes."""
    return (f"{each.name}{end}" for end in each.kind.ends)


def written(each: FormField, value: Any) -> dict[str, list[str]]:
    """A plain value as the browser would have sent it, so that a form can show it again."""
    texts = each.kind.written(value)
    return {box: list(sent) for box, sent in zip(boxes(each), texts, strict=True)}


def _read(each: FormField, typed: Typed) -> Any:
    return each.kind.read(*(typed.get(box, ()) for box in boxes(each)))


def counted(text: str, otherwise: int) -> int:
    """A number that a page of ours wrote: nine plain digits at most; anything else is `otherwise`."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else otherwise
