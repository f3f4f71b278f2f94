"""Reading case script files: every problem of a file at once, each with its place.

A script names the frame it stands in; the frame's entries come first in every list, and what the
script says itself wins.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mock_systems.hints import nearest
from scenarios.reading.points import IDENTIFIER, NAME
from scenarios.reading.problems import BadScript, Problem, entry
from scenarios.reading.script import CASE_ID, CaseScript

_SENTENCES = {
    "missing": ("缺少这一项", "请补上"),
    "string_type": ("应为文本", "请加引号"),
    "int_type": ("应为整数", "不加引号"),
    "int_from_float": ("应为整数", "不写小数"),
    "bool_type": ("应为 true 或 false", "不加引号"),
    "bool_parsing": ("应为 true 或 false", "不加引号"),
    "date_type": ("应为日期", "写成 2026-06-15，不加引号"),
    "list_type": ("应为列表", "用方括号括起"),
    "tuple_type": ("应为列表", "用方括号括起"),
    "int_parsing": ("应为整数", "不加引号"),
    "string_too_long": ("文本太长", "请删减"),
    "dict_type": ("应为表", "写成 { 名 = 值 }"),
    "model_type": ("应为表", "写成 { 名 = 值 }"),
    "string_too_short": ("不能为空", "请填写"),
}
_PATTERNS = {
    CASE_ID: "一个大写字母和两位数字，如 E09",
    **dict.fromkeys((IDENTIFIER, NAME), "以小写字母开头，只用小写字母、数字和下划线"),
}


@dataclass(slots=True)
class Layout:
    """Which file each list entry of a merged script came from."""

    script: Path
    frame: Path | None = None
    from_frame: dict[tuple[str, ...], int] = field(default_factory=dict)

    def problem(self, place: tuple[str | int, ...], what: str, mend: str = "") -> Problem:
        """A problem at a place of the merged script, told in the words of the file it is in."""
        file, said = self.script, list[str]()
        path: tuple[str, ...] = ()
        for part in place:
            if isinstance(part, int):
                framed = self.from_frame.get(path, 0)
                file = self.frame if self.frame and part < framed else file
                said.append(entry(part if part < framed else part - framed))
            else:
                said.append(part)
            path = (*path, str(part))
        return Problem(file.name, tuple(said), what, mend)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A script as its files say it, and where each part of it stands."""

    script: CaseScript
    layout: Layout


def load(path: Path) -> Loaded:
    """The case script in a file; `BadScript` with every problem of its shape."""
    layout = Layout(path)
    said = _toml(path)
    if frame := said.get("frame"):
        layout.frame = path.parent / str(frame)
        if not layout.frame.is_file():
            what, mend = f"没有“{frame}”这个文件", '请核对，如 "../common.toml"'
            raise BadScript([layout.problem(("frame",), what, mend)])
        said = _merged(_toml(layout.frame), said, layout, ())
    try:
        return Loaded(CaseScript.model_validate(said), layout)
    except ValidationError as error:
        raise BadScript(_problems(error, layout)) from None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise BadScript([Problem(path.name, (), "读不到这个文件", "请核对文件名和位置")]) from None
    except UnicodeDecodeError:
        raise BadScript([Problem(path.name, (), "不是 UTF-8 文本", "请另存为 UTF-8")]) from None
    except tomllib.TOMLDecodeError as error:
        raise BadScript([_not_toml(path, str(error))]) from None


def _not_toml(path: Path, said: str) -> Problem:
    """The parser says what and, in brackets, where; at the end of the file it says no number."""
    what, _, where = said.partition(" (at ")
    numbers = re.findall(r"\d+", where)
    place = (f"第{numbers[0]}行第{numbers[1]}列",) if len(numbers) == 2 else ("文件末尾",)
    mend = "常见的是引号、括号没有配对，或者同一个键写了两次"
    return Problem(path.name, place, f"不是合法的 TOML（{what}）", mend)


def _merged(
    frame: Mapping[str, Any], said: Mapping[str, Any], layout: Layout, path: tuple[str, ...]
) -> dict[str, Any]:
    merged = dict(frame)
    for key, value in said.items():
        below = frame.get(key)
        if isinstance(below, list) and isinstance(value, list):
            merged[key] = below + value
        elif isinstance(below, dict) and isinstance(value, dict):
            merged[key] = _merged(below, value, layout, (*path, key))
        else:
            merged[key] = value
    for key, value in frame.items():
        if isinstance(value, list) and isinstance(said.get(key, []), list):
            layout.from_frame[(*path, key)] = len(value)
    return merged


def _problems(error: ValidationError, layout: Layout) -> Iterator[Problem]:
    for detail in error.errors():
        yield _problem(detail, layout)


def _problem(detail: ErrorDetails, layout: Layout) -> Problem:
    place = detail["loc"]
    if detail["type"] == "extra_forbidden":
        known = _keys_at(place[:-1])
        return layout.problem(place, f"没有名为“{place[-1]}”的键", nearest(str(place[-1]), known))
    return layout.problem(place, *sentence(detail))


def sentence(detail: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value, and the way out."""
    context, given = detail.get("ctx", {}), detail["input"]
    match detail["type"]:
        case "literal_error":
            wanted = str(context["expected"]).replace("'", "").replace(" or ", "、")
            return f"“{given}”不是可用的值", f"可用的有：{wanted.replace(', ', '、')}"
        case "greater_than_equal":
            return f"{given} 太小", f"至少写 {context['ge']}"
        case "too_short":
            return "项数太少", f"至少写 {context['min_length']} 项"
        case "too_long":
            return "项数太多", f"至多写 {context['max_length']} 项"
        case "value_error":
            return str(context["error"]), ""
        case "string_pattern_mismatch":
            pattern = context["pattern"]
            return f"“{given}”的写法不对", _PATTERNS.get(pattern, f"应符合 {pattern}")
        case kind if kind.startswith("date_"):
            kind = "date_type"
    return _SENTENCES.get(kind, (detail["msg"], ""))


def _keys_at(place: tuple[str | int, ...]) -> list[str]:
    """The keys of the model that stands at a place."""
    model: Any = CaseScript
    for part in place:
        if isinstance(part, str) and _is_model(model):
            model = _field(model, part)
        model = _inner(model)
    return [f.alias or name for name, f in model.model_fields.items()] if _is_model(model) else []


def _field(model: type[BaseModel], key: str) -> Any:
    return next(
        (f.annotation for name, f in model.model_fields.items() if key in (name, f.alias)), None
    )


def _inner(kind: Any) -> Any:
    """The model inside a list, a table or an optional of it."""
    while not _is_model(kind) and get_args(kind):
        kind = next((each for each in get_args(kind) if _is_model(each) or get_args(each)), None)
    return kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
