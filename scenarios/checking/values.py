"""Whether a field or column can take a value at all, said in words an author can act on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mock_systems.codes import LISTS, CodeList
from mock_systems.facts import Fact
from mock_systems.fields import FormField
from mock_systems.hints import nearest
from mock_systems.kinds.choices import Code, unlisted
from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES

Own = Mapping[str, Mapping[str, str]]


def impossible_in_column(table: str, name: str, value: Any, own: Own | None = None) -> str:
    """Why a column of a record cannot have a value. Empty is possible where it is the default. Words of
    a list are asked of where the case's `own` are given."""
    record = TABLES[table]
    if value in ("", None) and not record.model_fields[name].is_required():
        return ""
    if among := record.facts(name)["among"]:
        return Code(LISTS[among]).why_not(str(value))
    if own is not None and (words := record.facts(name)["words"]):
        return _unlisted(LISTS[words], value, own)
    return record.kind_of(name).why_not(value)


def impossible_in_event(operation: str, name: str, value: Any, own: Own) -> str:
    """Why a field of an operation's form cannot have a value, or a fact that has a code list.
    `own` are the codes that the case adds to lists, by the table that holds them."""
    known = _field_or_fact(operation, name)
    if known is None:
        return ""
    if known.codes and not _is_several(known) and isinstance(value, list | dict):
        return not_one(name, known.label)
    if isinstance(known, Fact):
        return _unlisted(known.codes, value, own) if known.codes else ""
    if value in ("", None) and not known.required:
        return ""
    return _unlisted(known.codes, value, own) if known.codes else known.kind.why_not(value)


def day_told(said: Any) -> date | None:
    """The day that stands on a paper; nothing where it is a month, 长期 or no day."""
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return None


def not_one(name: str, label: str) -> str:
    """What is wrong with several values, or a table of them, where one code was meant."""
    return f"{name} 应写一个{label}的代码，不写成一列或一张表"


def impossible_in_where(operation: str, name: str, value: Any, own: Own) -> str:
    """Why a field or fact can never be a value: a list is never one of its members, and a table in
    it never some of its parts."""
    known = _field_or_fact(operation, name)
    if _is_several(known) and not isinstance(value, list):
        return f"{name} 是一列，写成一列（要与它全部相同）；有其中一个就算的，写在 among 里"
    parts = known.parts if isinstance(known, Fact) else {}
    for each in value if parts else ():
        if wrong := impossible_among(operation, name, each, own):
            return wrong
        if each.keys() != parts.keys():
            return f"{name} 的每一张表要写全 {'、'.join(parts)}；只看其中几项的，写在 among 里"
    return impossible_in_event(operation, name, value, own)


def impossible_among(operation: str, name: str, value: Any, own: Own) -> str:
    """Why a member of a list of values for a field or fact cannot be one of them."""
    known = _field_or_fact(operation, name)
    if isinstance(known, Fact) and known.parts:
        return _impossible_table(name, known.parts, value, own)
    if isinstance(value, list | dict):
        return not_one(name, known.label if known else name)
    return impossible_in_event(operation, name, [value] if _is_several(known) else value, own)


def _impossible_table(name: str, parts: Mapping[str, Fact], value: Any, own: Own) -> str:
    """Why a table, or what is no table, cannot be one that has some of these parts."""
    if not isinstance(value, dict) or not value:
        return f"{name} 的每一个是一张表，写成 {{ {'、'.join(f'{part} = …' for part in parts)} }}"
    for part, said in value.items():
        if part not in parts:
            return f"{name} 没有名为“{part}”的内容，{nearest(part, parts)}"
        if isinstance(said, list | dict):
            return not_one(part, parts[part].label)
        if (codes := parts[part].codes) and (wrong := _unlisted(codes, said, own)):
            return wrong
    return ""


def _field_or_fact(operation: str, name: str) -> FormField | Fact | None:
    """What an event tells under a name: a field of the form, or else a fact, if any."""
    known = OPERATIONS[operation]
    field = next((each for each in known.form() if each.name == name), None)
    return field or known.declared.facts.get(name)


def _is_several(known: FormField | Fact | None) -> bool:
    if isinstance(known, FormField):
        return known.kind.several
    return known is not None and known.several


def _unlisted(codes: CodeList, value: Any, own: Own) -> str:
    """Why a code, or one of several, is none that the case can have."""
    return unlisted(value, {**codes.labels, **codes.aside, **own.get(codes.widened_by, {})})
