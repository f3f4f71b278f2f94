"""Writing the long form of a script as TOML, with a word beside every entry that was brought."""

from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, InlineTable, Item, Table

from scenarios.reading.origins import Entry

MOST_SHOWN = 4
"""How many names are told with what they stood for."""


def written(said: Mapping[str, Any]) -> str:
    """A script as TOML: read again it says the same."""
    document = tomlkit.document()
    for key, each in said.items():
        if not _is_table(each):
            document.add(key, value(each))
    for key, each in said.items():
        if _is_table(each):
            document.add(key, _section(each))
    return tomlkit.dumps(document)


def line(said: Mapping[str, Any]) -> str:
    """An entry of a list on one line."""
    return _inline(said).as_string()


def drew(draws: Mapping[str, Any]) -> str:
    """What some names of `[vary]` stood for, each as an entry says it; empty where there are none."""
    more = " 等" if len(draws) > MOST_SHOWN else ""
    said = [line({name: each})[1:-1].strip() for name, each in [*draws.items()][:MOST_SHOWN]]
    return f"取到 {'、'.join(said)}{more} 时" if said else ""


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or _is_tables(value)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(e, dict) for e in value)


def _section(said: Any) -> Table | AoT:
    """A section of a script: its tables under headings, what is in them on their lines."""
    if isinstance(said, list):
        entries = tomlkit.aot()
        for each in said:
            entries.append(_entry(each))
        return entries
    table = tomlkit.table(is_super_table=bool(said) and all(map(_is_tables, said.values())))
    for key, each in said.items():
        table.add(key, _section(each) if _is_tables(each) else value(each))
    return table


def _entry(said: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for key, each in said.items():
        table.add(key, value(each))
    if isinstance(said, Entry) and said.origin.through:
        table.comment(f"{' › '.join(said.origin.through)} 带出")
    elif isinstance(said, Entry) and said.origin.over:
        table.comment(f"改写 {' › '.join(said.origin.over)} 带出的同名一项")
    return table


def value(said: Any) -> Item:
    """A value of a key, a text of several lines on its lines."""
    if isinstance(said, dict):
        return _inline(said)
    if isinstance(said, list):
        return _array(said)
    if isinstance(said, str) and "\n" in said and said[0] != "\n" and "\r" not in said:
        return tomlkit.string(said, multiline=True)
    item: Item = tomlkit.item(said)
    return item


def _inline(said: Mapping[str, Any]) -> InlineTable:
    table = tomlkit.inline_table()
    for key, each in said.items():
        table.append(key, _flat(each))
    return table


def _array(said: Sequence[Any]) -> Array:
    array = tomlkit.array()
    for each in said:
        array.append(_flat(each))
    return array.multiline(_is_tables(said) and len(said) > 1)


def _flat(value: Any) -> Item:
    """A value inside an inline table, which may not break its line."""
    if isinstance(value, dict):
        return _inline(value)
    if isinstance(value, list):
        array = tomlkit.array()
        for each in value:
            array.append(_flat(each))
        return array
    item: Item = tomlkit.item(value)
    return item
