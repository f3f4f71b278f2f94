"""Filling the parameters of a fragment: `%name` in what it brings.

A value that is one `%name` becomes the argument itself, of whatever type. Inside a text it is
written into it; what follows after a dot is kept, so that `$%who.person` becomes
`$citizen.person`, and `%until.month` becomes `$ended.month` or, of a day, `2026-05`. A value with
an argument in it that was not given is left out: its key, or its place in a list.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scenarios.reading.writings import WRITINGS

ABSENT = object()
"""What stands for an argument that was not given."""
CONDITIONS = ("when", "unless", "for")
REST = "..."
"""The key whose table is spread out among the keys beside it."""
_NAME = re.compile(r"%%|%([a-z][a-z0-9_]*)|%\{([a-z][a-z0-9_]*)\}")
_WRITTEN = re.compile(r"%(?:([a-z][a-z0-9_]*)|\{([a-z][a-z0-9_]*)\})\.([a-z_]+)")


def filled(value: Any, given: Mapping[str, Any]) -> Any:
    """A value with its parameters filled in, `ABSENT` where one that it needs was not given.

    Of a list, an entry stays away where a parameter it is there `when` was not given, or one it is
    there `unless` was; one that is `for` a list stands once for every value of it. A list of which
    nothing is left is left out.
    """
    if isinstance(value, str):
        return _text(value, given)
    if isinstance(value, list):
        return [made for each in value for made in _entries(each, given)]
    return _table(value, given) if isinstance(value, dict) else value


def _table(table: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, each in table.items():
        inner = filled(each, given)
        if key == REST:
            made |= {} if inner is ABSENT else inner
        elif inner is not ABSENT and (inner or not (each and isinstance(each, list))):
            made[str(filled(key, given))] = inner
    return made


def _entries(said: Any, given: Mapping[str, Any]) -> Iterator[Any]:
    """The entries that one of a list becomes."""
    if not isinstance(said, dict):
        yield from _element(said, given)
    elif all(map(given.get, _names(said, "when"))) and not any(
        map(given.get, _names(said, "unless"))
    ):
        entry = {key: each for key, each in said.items() if key not in CONDITIONS}
        values = given.get(said["for"], []) if "for" in said else [None]
        for value in values if isinstance(values, list) else [values]:
            yield from _for(entry, value, given)


def _names(said: Mapping[str, Any], key: str) -> Sequence[str]:
    names = said.get(key, [])
    return names if isinstance(names, list) else [names]


def _for(entry: Mapping[str, Any], value: Any, given: Mapping[str, Any]) -> Iterator[Any]:
    """An entry for one value of a list: a table joins it, any other is `%each`."""
    if isinstance(value, dict):
        yield {**value, **filled(dict(entry), given)}
    else:
        yield filled(dict(entry), {**given, "each": value})


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
    names = [found[1] or found[2] for found in _NAME.finditer(text) if found[0] != "%%"]
    if any(given.get(name, ABSENT) is ABSENT for name in names):
        return ABSENT
    return _NAME.sub(lambda f: "%" if f[0] == "%%" else str(given[f[1] or f[2]]), text)


def _written(value: Any, way: str) -> Any:
    """A value in a way of writing; a name goes on with it."""
    if value is ABSENT:
        return ABSENT
    if isinstance(value, dict):
        return value.get(way, ABSENT)
    writings = WRITINGS.get(type(value), {})
    if isinstance(value, str) and value.startswith("$"):
        return f"{value}.{way}"
    return writings[way](value) if way in writings else f"{value}.{way}"
