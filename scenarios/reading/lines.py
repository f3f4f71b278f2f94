"""The line of a file on which each part of it stands, for whoever has to find it there."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from scenarios.reading.problems import Place


def line_of(file: Path, place: Place) -> int:
    """The line of a place, counted from 1; 0 where it is nowhere in the file."""
    try:
        return _lines(file, file.stat().st_mtime_ns).get(place, 0)
    except (OSError, RecursionError):  # A file nested too deep is told without a line.
        return 0


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_toml.language()))


@cache
def _lines(file: Path, _: int) -> Mapping[Place, int]:
    """The line of every key and entry of a file, as it was at a time; of what is written only as
    the outer part of a heading or a dotted key, the line where it is first."""
    root = _parser().parse(file.read_bytes()).root_node
    found = {place: node.start_point.row + 1 for place, node in _document(root)}
    for place, line in [*found.items()]:
        for outer in (place[:length] for length in range(1, len(place))):
            found.setdefault(outer, line)
    return found


def _document(root: Node) -> Iterator[tuple[Place, Node]]:
    """The places of a document, with the node that opens each."""
    entries: Counter[Place] = Counter()
    for node in root.named_children:
        place: Place = ()
        if node.type in ("table", "table_array_element"):
            place = _under(_key(node.named_children[0]), entries)
            if node.type == "table_array_element":
                entries[place] += 1
                place = (*place, entries[place] - 1)
            yield place, node
        yield from _pairs(node if place else root, place) if place else _pair(node, ())


def _under(key: Place, entries: Mapping[Place, int]) -> Place:
    """The place that a heading names: below the last entry of each list on the way."""
    place: Place = ()
    for part in key:
        place = (*place, entries[place] - 1) if place in entries else place
        place = (*place, part)
    return place


def _pairs(node: Node, place: Place) -> Iterator[tuple[Place, Node]]:
    for child in node.named_children:
        yield from _pair(child, place)


def _pair(node: Node, place: Place) -> Iterator[tuple[Place, Node]]:
    if node.type == "pair":
        key, value = node.named_children[:2]
        yield from _value(value, (*place, *_key(key)), node)


def _value(value: Node, place: Place, node: Node) -> Iterator[tuple[Place, Node]]:
    yield place, node
    if value.type == "inline_table":
        yield from _pairs(value, place)
    elif value.type == "array":
        inner = [child for child in value.named_children if child.type != "comment"]
        for number, child in enumerate(inner):
            yield from _value(child, (*place, number), child)


def _key(node: Node) -> tuple[str, ...]:
    if node.type == "dotted_key":
        return tuple(part for child in node.named_children for part in _key(child))
    text = (node.text or b"").decode()
    return (text.strip("\"'"),)
