"""What is wrong with a value of a script, in words an author can act on."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from mock_systems.hints import nearest
from scenarios.reading.origins import Entry, Layout, called
from scenarios.reading.points import CASE_ID, IDENTIFIER, KEYWORD, NAME
from scenarios.reading.problems import Place, Problem

_SENTENCES = {
    "missing": ("缺少这一项", "请补上"),
    "string_type": ("应为文本", "请加引号"),
    "int_type": ("应为整数", "不加引号"),
    "int_from_float": ("应为整数", "不写小数"),
    "bool_type": ("应为 true 或 false", "不加引号"),
    "bool_parsing": ("应为 true 或 false", "不加引号"),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        ("应为日期", "写成 2026-06-15，不加引号"),
    ),
    "list_type": ("应为列表", "用方括号括起"),
    "tuple_type": ("应为列表", "用方括号括起"),
    "int_parsing": ("应为整数", "不加引号"),
    "dict_type": ("应为表", "写成 { 名 = 值 }"),
    "model_type": ("应为表", "写成 { 名 = 值 }"),
    "string_too_short": ("不能为空", "请填写"),
}
_UNKNOWN, _EACH = "extra_forbidden", "each"
PATTERNS = {
    CASE_ID: "一个大写字母和两位数字，如 E09",
    KEYWORD: "写成连在一起的词，中间可以用…隔开，如 建立…临时",
    **dict.fromkeys((IDENTIFIER, NAME), "以小写字母开头，只用小写字母、数字和下划线"),
}


def problems(
    error: ValidationError, model: type[BaseModel], layout: Layout, reported: Container[str] = ()
) -> Iterator[Problem]:
    """Everything a model found wrong with what a file says, each at its place, but what it lacks of
    the sections `reported`, and keys that are there but for their spelling. What is missing of an entry that was meant to be written over another is
    told together."""
    missing: dict[Place, list[str]] = {}
    misspelt = {(e["loc"][:-1], _hint(e, model)) for e in error.errors() if e["type"] == _UNKNOWN}
    for detail in error.errors():
        *entry, key = detail["loc"]
        is_reported = not entry and key in reported
        is_misspelt = (tuple(entry), nearest(str(key), [str(key)])) in misspelt
        if detail["type"] == "missing" and (is_reported or is_misspelt):
            continue
        if detail["type"] == "missing" and _brought_beside(tuple(entry), layout):
            missing.setdefault(tuple(entry), []).append(str(key))
        else:
            yield _problem(detail, model, layout)
    for place, keys in missing.items():
        near = nearest(_named(place, layout), _brought_beside(place, layout))
        mend = f"要另写一项，请补上 {'、'.join(keys)}；要改写，{near}"
        problem = layout.problem(place, "没有带出这个名称的一项可以改写", mend)
        yield replace(problem, named=_named(place, layout))


def _brought_beside(place: Place, layout: Layout) -> Sequence[str]:
    """The names of what was brought into the list in which a script's own entry stands; none where
    the entry has no name or was brought itself."""
    if len(place) != 2 or not isinstance(place[1], int) or not _named(place, layout):
        return []
    listed, origin = layout.said[str(place[0])], layout.said[str(place[0])][place[1]].origin
    beside = [e for e in listed if isinstance(e, Entry) and e.origin.file == origin.file]
    return [] if origin.through else [called(each) for each in beside if each.origin.through]


def _named(place: Place, layout: Layout) -> str:
    section, number = place
    return called(layout.said[str(section)][number])


def _problem(detail: ErrorDetails, model: type[BaseModel], layout: Layout) -> Problem:
    place = detail["loc"]
    if detail["type"] == _UNKNOWN:
        return layout.problem(place, f"没有名为“{place[-1]}”的键", _hint(detail, model))
    missing = detail["type"] == "missing" and len(place) > 1
    return replace(
        layout.problem(place, *sentence(detail)), named=str(place[-1]) if missing else ""
    )


def _hint(detail: ErrorDetails, model: type[BaseModel]) -> str:
    """What a key that nobody knows may stand for."""
    *entry, key = detail["loc"]
    return nearest(str(key), keys_at(model, tuple(entry)))


def sentence(detail: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value, and the way out."""
    context, given = detail.get("ctx", {}), detail["input"]
    if detail["loc"][-1:] == (_EACH,):
        return "应写一列的名称", "如 $due.months"
    match detail["type"]:
        case "literal_error":
            wanted = str(context["expected"]).replace(" or ", ", ").split(", ")
            words = [each.strip("'") for each in wanted]
            return f"“{given}”不是可用的值", f"可用的有：{'、'.join(filter(None, words))}"
        case "greater_than_equal":
            return f"{given} 太小", f"至少写 {context['ge']}"
        case "less_than_equal":
            return f"{given} 太大", f"至多写 {context['le']}"
        case "string_too_long":
            return "文本太长", f"至多写 {context['max_length']} 字"
        case "too_short":
            return "项数太少", f"至少写 {context['min_length']} 项"
        case "too_long":
            return "项数太多", f"至多写 {context['max_length']} 项"
        case "value_error":
            return str(context["error"]), ""
        case "string_pattern_mismatch":
            pattern = context["pattern"]
            return f"“{given}”的写法不对", PATTERNS.get(pattern, f"应符合 {pattern}")
    return _SENTENCES.get(detail["type"], (detail["msg"], ""))


def keys_at(model: type[BaseModel], place: Place) -> list[str]:
    """The keys of the model that stands at a place of another."""
    return [field.alias or name for name, field in _fields_at(model, place).items()]


def needed_at(model: type[BaseModel], place: Place) -> list[str]:
    """Those of them that must be there."""
    fields = _fields_at(model, place).items()
    return [field.alias or name for name, field in fields if field.is_required()]


def _fields_at(model: type[BaseModel], place: Place) -> Mapping[str, FieldInfo]:
    found: Any = model
    for part in place:
        if isinstance(part, str) and _is_model(found):
            found = _field(found, part)
        found = _inner(found)
    return found.model_fields if _is_model(found) else {}


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
