"""What the rules of the house look for in a file: each takes a text and gives line and finding."""

import ast
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from mock_systems.catalogue import SYSTEMS
from mock_systems.records import TABLES

# Libraries call these by name and say what they are: Starlette's static files, Alembic's steps.
ASKED_FOR = ("get_response", "upgrade", "downgrade")
Found = Iterator[tuple[int, str]]


@cache
def tree(text: str) -> ast.Module:
    return ast.parse(text)


def imports(*forbidden: str) -> Callable[[str], Found]:
    """Imports of these packages."""
    return lambda text: ((n, name) for n, name in imported(text) if name in forbidden)


def imports_beside(*allowed: str) -> Callable[[str], Found]:
    """Imports of anything but the standard library and these packages."""
    known = {*sys.stdlib_module_names, *allowed}
    return lambda text: ((n, name) for n, name in imported(text) if name not in known)


def imported(text: str) -> Found:
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.partition(".")[0]


def roundabout(text: str) -> Found:
    """Imports that do not say in full from where."""
    yield from calls(r"(importlib\.)?import_module|__import__")(text)
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, ast.unparse(node)


def calls(pattern: str) -> Callable[[str], Found]:
    """Calls of a function whose dotted name matches the pattern as a whole."""
    return lambda text: (
        (node.lineno, name)
        for node in ast.walk(tree(text))
        if isinstance(node, ast.Call) and re.fullmatch(pattern, name := ast.unparse(node.func))
    )


def floats(text: str) -> Found:
    """Float literals and calls of `float`."""
    yield from calls("float")(text)
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, repr(node.value)


def lists_of_tables(text: str) -> Found:
    """What stands at the top of a module and names two tables or more, and hardly anything else."""
    assigned = (s for s in tree(text).body if isinstance(s, ast.Assign | ast.AnnAssign))
    for node in (inner for statement in assigned for inner in ast.walk(statement)):
        match node:
            case ast.Dict(keys=names) | ast.Set(elts=names):
                pass
            case ast.Tuple(elts=names) | ast.List(elts=names):
                pass
            case _:
                continue
        named = [name.value for name in names if isinstance(name, ast.Constant)]
        tables = {name for name in named if name in TABLES}
        if len(tables) > 1 and len(named) == len(names) <= len(tables) + 1:
            yield node.lineno, ", ".join(sorted(tables))


def defined(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for node in ast.walk(tree(text)):
        if isinstance(node, kinds) and node.name not in ASKED_FOR:
            yield node


def empty_names(text: str) -> Found:
    """Definitions named for no noun of the hall."""
    for node in defined(text):
        if re.search(r"(?i)util|helper|manager|^(get|process|handle)_", node.name):
            yield node.lineno, node.name


def undocumented(text: str) -> Found:
    """A module, or a public function or class at its top, without a docstring."""
    module = tree(text)
    if ast.get_docstring(module) is None:
        yield 1, "the module"
    for node in defined(text):
        if node in module.body and node.name[0] != "_" and ast.get_docstring(node) is None:
            yield node.lineno, node.name


def lines_past(most: int) -> Callable[[str], Found]:
    """The line where a file gets too long."""
    return lambda text: iter([(most + 1, "")] if text.count("\n") > most else [])


def switches_on_kinds(text: str) -> Found:
    """Comparisons and cases that ask for a kind by its name, tables kept by kind, and whoever asks
    for `money` or `fen` by whatever way."""
    for node in ast.walk(tree(text)):
        match node:
            case ast.Compare(left, _, others):
                yield from _kinds_in(left, [left, *others])
            case ast.Match(subject, cases):
                yield from _kinds_in(subject, [each.pattern for each in cases])
            case ast.Dict(keys):
                found = [*_kinds_in(None, list(filter(None, keys)))]
                yield from (
                    found if len(found) > 1 and "money" in [name for _, name in found] else ()
                )


def parts_of_texts(text: str) -> Found:
    """Where something is decided by how a text begins or ends, or by what a row of a decision table
    says."""
    for node in ast.walk(tree(text)):
        match node:
            case ast.Attribute(attr="startswith" | "endswith"):
                yield node.lineno, ast.unparse(node)
            case ast.Compare(left, _, others):
                yield from (
                    (node.lineno, ast.unparse(node))
                    for each in (left, *others)
                    if (isinstance(each, ast.Attribute) and each.attr == "then")
                    or (isinstance(each, ast.Subscript) and isinstance(each.slice, ast.Slice))
                )


def _kinds_in(asked: ast.expr | None, nodes: Sequence[ast.AST]) -> Found:
    any_kind = asked is None or re.search(r"\bkind\b", ast.unparse(asked))
    named = KINDS_OF_VALUES if any_kind else ("money", "fen")
    for each in (inner for node in nodes for inner in ast.walk(node)):
        if isinstance(each, ast.Constant) and each.value in named:
            yield each.lineno, str(each.value)


def matches(pattern: str) -> Callable[[str], Found]:
    """Lines that match a pattern somewhere."""
    return lambda text: (
        (n, found[0])
        for n, line in enumerate(text.splitlines(), 1)
        if (found := re.search(pattern, line))
    )


# Written in two parts, so that this file keeps its own rule.
HOSTS = "|".join(
    re.escape(name + ".org")
    for name in ("py" + "pi", "python" + "hosted", "deb" + "ian", "npm" + "js")
)
PLACES = (
    r"(?<![\w.])/(?:ro" + r"ot|home/\w+|Users/\w+|tm" + r"p|work/(?:main|shared|\.\w+))(?:/|\b)"
)

BY_NAME = (
    r"(operation\b.{0,2}|declared\.name|OPERATIONS.*|\bverb|\.do)\.(starts|ends)with\("
    r"|\.((starts|ends)with|removeprefix)\(['\"]((" + "|".join(SYSTEMS) + r")\.|(find|open)['\"])"
    r"|\boperation\"?\]?\.r?split\("
    r"|operation\b.{0,2}\.r?partition\(|\" in [\w.]*declared\.name|\bdo = \"[^\"]*\*"
)
"""Where something is decided by how the name of an operation begins or ends."""

KINDS_OF_VALUES = ("money", "fen", "date", "month", "months", "flag", "codes", "long_text")
"""Names by which nobody outside the kinds tells one kind of values from another."""
