"""Filling the parameters of a fragment: `%name` in what it brings.

A value that is one `%name` becomes the argument itself, of whatever type. Inside a text it is
written into it; what follows after a dot is kept, so that `$%who.person` becomes
`$citizen.person`, and `%until.month` becomes `$ended.month` or, of a day, `2026-05`. A value with
an argument in it that was not given is left out: its key, or its place in a list.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from glob import escape
from typing import Any

from scenarios.reading.origins import Entry, within
from scenarios.reading.writings import WRITINGS

LONGEST = 20_000
"""Characters of a filled text, entries of a filled list, and what an argument may hold of both."""


class Misfit(Exception):
    """An argument that does not go where a fragment has it; says what is wrong and the way out."""


ABSENT = object()
"""What stands for an argument that was not given."""
CONDITIONS = ("when", "unless", "for")
EACH = "each"
"""The parameter that is one value of a list, in an entry that is there for each."""
REST = "..."
"""The key whose table is spread out among the keys beside it."""
_NAME = re.compile(r"%%|%([a-z][a-z0-9_]*)|%\{([a-z][a-z0-9_]*)\}")
_WRITTEN = re.compile(r"%(?:([a-z][a-z0-9_]*)|\{([a-z][a-z0-9_]*)\})\.([a-z_]+)")
_WAYS = {way for ways in WRITINGS.values() for way in ways}


def names_in(text: str) -> Iterator[str]:
    """The parameters a text has in it."""
    return (found[1] or found[2] for found in _NAME.finditer(text) if found[0] != "%%")


def may_be(said: Any, template: Any) -> bool:
    """Whether a value is a template with its parameters filled in, by whatever it be; of a table, what
    is one parameter alone may be left out."""
    if isinstance(template, str) and isinstance(said, str):
        # An author's text is no expression: what it looks for is found in one go.
        bare = _WRITTEN.sub(lambda way: "\0" if way[3] in _WAYS else way[0], template)
        fixed = _NAME.sub("\0", bare).split("\0")
        return fnmatchcase(said, "*".join(map(escape, fixed)))
    if isinstance(template, dict) and isinstance(said, dict):
        lacking = [str(template[key]) for key in template.keys() - said.keys()]
        known = all(_NAME.fullmatch(each) for each in lacking) and said.keys() <= template.keys()
        return known and all(may_be(said[key], template[key]) for key in said)
    return bool(said == template)


def filled(value: Any, given: Mapping[str, Any]) -> Any:
    """A value with its parameters filled in, `ABSENT` where one that it needs was not given.

    Of a list, an entry stays away where a parameter it is there `when` was not given, or one it is
    there `unless` was; one that is `for` a list stands once for every value of it. A list of which
    nothing is left is left out.
    """
    if isinstance(value, str):
        return _text(value, given)
    if isinstance(value, list):
        return _listed(made for each in value for made in _entries(each, given))
    return _table(value, given) if isinstance(value, dict) else value


def _table(table: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, each in table.items():
        inner = filled(each, given)
        if key == REST:
            made |= _spread(each, inner)
        elif inner is not ABSENT and (inner or not (each and isinstance(each, list))):
            made[str(filled(key, given))] = inner
    return _like(table, made)


def _spread(said: Any, inner: Any) -> Mapping[str, Any]:
    if inner is ABSENT:
        return {}
    if not isinstance(inner, dict):
        raise Misfit(f"{said} 要展开成几个键，这里填的不是一张表", "请写成 { 键 = 值 }")
    return inner


def _listed(made: Iterator[Any]) -> list[Any]:
    """A list of what is made; `Misfit` where it has no bounds, what is in its entries counted."""
    found: list[Any] = []
    held = 0
    for each in made:
        found.append(each)
        held += size(each)
        if held > LONGEST:
            raise Misfit(f"填好的一列超过 {LONGEST} 项", "请减少重复")
    return found


def size(value: Any) -> int:
    """How many values a value holds, itself counted."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + len(inner) + sum(size(e) - 1 for e in inner if isinstance(e, (dict, list)))


def demand_size(value: Any) -> None:
    """Raises `Misfit` where a value holds more than `LONGEST` values and characters."""
    size, rest = 0, [value]
    while rest:
        each = rest.pop()
        size += len(each) if isinstance(each, str) else 1
        if size > LONGEST:
            raise Misfit(f"参数的内容超过 {LONGEST} 字", "请写短些，减少重复")
        rest += each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()


def _entries(said: Any, given: Mapping[str, Any]) -> Iterator[Any]:
    """The entries that one of a list becomes."""
    if not isinstance(said, dict):
        yield from _element(said, given)
    elif all(map(given.get, _names(said, "when"))) and not any(
        map(given.get, _names(said, "unless"))
    ):
        entry = _like(said, {key: e for key, e in said.items() if key not in CONDITIONS})
        values = given.get(said["for"], []) if "for" in said else [None]
        for value in values if isinstance(values, list) else [values]:
            _demand_table(said, entry, value)
            yield from _for(entry, value, given)


def _names(said: Mapping[str, Any], key: str) -> Sequence[str]:
    names = said.get(key, [])
    return names if isinstance(names, list) else [names]


def _demand_table(said: Mapping[str, Any], entry: Mapping[str, Any], value: Any) -> None:
    """Raises `Misfit` where a value of a list is a text and could go nowhere, or is one that says
    itself what the entry it joins says."""
    named = {name for _, part in within(entry) if isinstance(part, str) for name in names_in(part)}
    if "for" not in said or EACH in named:
        return
    if isinstance(value, str):
        what = f"{said['for']} 里的“{value}”不是一张表"
        raise Misfit(what, f"写成 {said['for']} = [{{ … }}]，一列里每项一张表")
    for key in entry.keys() & value.keys() if isinstance(value, dict) else ():
        what = f"{said['for']} 里写了 {key}，它由外面的一项定，写了也不会用到"
        raise Misfit(what, f"请删去 {key}；是别人的，写到那里去")


def _for(entry: dict[str, Any], value: Any, given: Mapping[str, Any]) -> Iterator[Any]:
    """An entry for one value of a list: a table joins it, any other is `%each`."""
    if isinstance(value, dict):
        yield _both(value, filled(entry, given), entry)
    else:
        yield filled(entry, {**given, EACH: value})


def _both(argument: dict[str, Any], made: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    """An argument and what joins it: written where the argument is, its own keys where they are."""
    both = {**argument, **made}
    if not isinstance(argument, Entry):
        return _like(entry, both)
    there = dict.fromkeys(made, entry.origin) if isinstance(entry, Entry) else {}
    return Entry.at(replace(argument.origin, elsewhere=there), both)


def _like(said: Mapping[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    """What became of a table, written where that was."""
    return Entry.at(said.origin, made) if isinstance(said, Entry) else made


def _element(part: Any, given: Mapping[str, Any]) -> list[Any]:
    """A place of a list: none where it is left out, several where a list is filled into it."""
    made = filled(part, given)
    if made is ABSENT:
        return []
    return made if isinstance(made, list) and isinstance(part, str) else [made]


def _text(text: str, given: Mapping[str, Any]) -> Any:
    if "%" not in text:
        return text
    if (whole := _NAME.fullmatch(text)) and whole[0] != "%%":
        return given.get(whole[1] or whole[2], ABSENT)
    if (written := _WRITTEN.fullmatch(text)) is not None:
        return _written(given.get(written[1] or written[2], ABSENT), written[3])
    names = list(names_in(text))
    if any(given.get(name, ABSENT) is ABSENT for name in names):
        return ABSENT
    texts = {name: str(given[name]) for name in names}
    if len(text) + sum(len(texts[name]) for name in names) > LONGEST:
        raise Misfit(f"填好的文本超过 {LONGEST} 字", "请写短些，减少重复")
    return _NAME.sub(lambda f: "%" if f[0] == "%%" else texts[f[1] or f[2]], text)


def _written(value: Any, way: str) -> Any:
    """A value in a way of writing; a name goes on with it."""
    if value is ABSENT:
        return ABSENT
    if isinstance(value, dict):
        return value.get(way, ABSENT)
    writings = WRITINGS.get(type(value), {})
    if isinstance(value, str) and value.startswith("$"):
        return f"{value}.{way}"
    if way not in writings:
        if way in WRITINGS[date]:
            raise Misfit(f"“{value}”不能写成 {way}", "这里填日期，不加引号，如 2026-06-15")
        if isinstance(value, str) and way in WRITINGS[int]:
            raise Misfit(f"“{value}”应为整数（分）", "不加引号，如 500_00")
        return f"{value}.{way}"
    try:
        return writings[way](value)
    except ValueError:
        mend = (
            "这里填日期，或 2026-05 这样的月份" if way in WRITINGS[date] else "这里填停保原因的代码"
        )
        raise Misfit(f"“{value}”不能写成 {way}", mend) from None
