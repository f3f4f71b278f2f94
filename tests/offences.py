"""What the rules of the house look for in a file: each takes a text and gives line and finding."""

import ast
import re
import sys
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache

from mock_systems.catalogue import SYSTEMS
from mock_systems.records import TABLES

# Libraries call these by name and say what they are: Starlette's static files, Alembic's steps.
ASKED_FOR = ("get_response", "upgrade", "downgrade")
Found = Iterator[tuple[int, str]]
TABLE_OF = {record.__name__: table for table, record in TABLES.items()}


@cache
def tree(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def nodes(text: str) -> Sequence[ast.AST]:
    """Every node of a text, however deep."""
    return tuple(ast.walk(tree(text)))


def imports(*forbidden: str) -> Callable[[str], Found]:
    """Imports of these packages."""
    return lambda text: ((n, name) for n, name in imported(text) if name in forbidden)


def imports_beside(*allowed: str) -> Callable[[str], Found]:
    """Imports of anything but the standard library and these packages."""
    known = {*sys.stdlib_module_names, *allowed}
    return lambda text: ((n, name) for n, name in imported(text) if name not in known)


def imported(text: str) -> Found:
    for node in nodes(text):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.partition(".")[0]


def leans_on(package: str, *parts: str) -> Callable[[str], Found]:
    """Imports of the package as a whole, or of what its root has from one of its parts."""
    return lambda text: (
        (node.lineno, ast.unparse(node))
        for node in nodes(text)
        if (isinstance(node, ast.Import) and package in [each.name for each in node.names])
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == package
            and not {each.name for each in node.names} <= {*parts}
        )
    )


def roundabout(text: str) -> Found:
    """Imports that do not say in full from where."""
    yield from calls(r"(importlib\.)?import_module|__import__")(text)
    for node in nodes(text):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, ast.unparse(node)


def calls(pattern: str) -> Callable[[str], Found]:
    """Calls of a function whose dotted name matches the pattern as a whole."""
    return lambda text: (
        (node.lineno, name)
        for node in nodes(text)
        if isinstance(node, ast.Call) and re.fullmatch(pattern, name := ast.unparse(node.func))
    )


def floats(text: str) -> Found:
    """Float literals and calls of `float`."""
    yield from calls("float")(text)
    for node in nodes(text):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, repr(node.value)


def lists_of_tables(text: str) -> Found:
    """What names two tables or more, or their classes, and hardly anything else. By keys only what
    is kept under a name: what a function gives or an operation tells has keys of its own, often
    called as tables are."""
    kept = [n.value for n in nodes(text) if isinstance(n, ast.Assign | ast.AnnAssign) and n.value]
    dicts = {inner for value in kept for inner in ast.walk(value) if isinstance(inner, ast.Dict)}
    for node in nodes(text):
        match node:
            case ast.Set(elts=names) | ast.Tuple(elts=names) | ast.List(elts=names):
                pass
            case ast.Dict(keys=names) if node in dicts:
                pass
            case _:
                continue
        named = [_table(name) for name in names]
        tables = {*named} & {*TABLES}
        if len(tables) > 1 and "" not in named and len(named) <= len(tables) + 1:
            yield node.lineno, ", ".join(sorted(tables))


def _table(node: ast.expr | None) -> str:
    """The table that a text or a class stands for; a text that is none as it is."""
    match node:
        case ast.Constant(str(name)):
            return name or "nothing"
        case ast.Name(name):
            return TABLE_OF.get(name, "")
    return ""


def defined(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for node in nodes(text):
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
    """Comparisons and cases that ask for a kind by its name or class, tables kept by kind, and
    whoever asks for `money` or `fen` by whatever way."""
    classes = "|".join(_from_kinds(text))
    for node in nodes(text):
        match node:
            case ast.Call(ast.Name("isinstance" | "issubclass"), [_, asked]):
                yield from _named(asked, classes)
            case ast.Compare(ast.Call(ast.Name("type")), _, others):
                yield from (found for each in others for found in _named(each, classes))
            case ast.MatchClass(asked):
                yield from _named(asked, classes)
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


def _from_kinds(text: str) -> Iterator[str]:
    """The classes a text has from a module of kinds; `kinds.X` is one by the look of it."""
    yield r"\w*kinds\.[A-Z]\w+"
    for node in nodes(text):
        if isinstance(node, ast.ImportFrom) and "kinds" in (node.module or ""):
            yield from (each.asname or each.name for each in node.names)


def _named(asked: ast.expr, pattern: str) -> Found:
    if found := re.search(rf"\b({pattern})\b", ast.unparse(asked)):
        yield asked.lineno, found[0]


def by_beginning(text: str) -> Found:
    """Words of code by which a name is told from others though they are but a part of it: what it
    begins or ends with, what stands before or behind a point in it, its first few letters."""
    parted = {name for node in nodes(text) for name in _parted(node)}
    for node in nodes(text):
        match node:
            case ast.Call(ast.Attribute(attr="startswith" | "endswith"), [sought, *_]):
                yield from _words(sought, r"\w[\w.]+")
            case ast.Compare(left, _, others):
                sides = [left, *others]
                if any(_is_part(side, parted) for side in sides):
                    yield from (found for side in sides for found in _words(side, r"[a-z][\w.]+"))


def _parted(node: ast.AST) -> Iterator[str]:
    """The names that parts of a name are given."""
    if isinstance(node, ast.Assign) and _splits(node.value):
        for target in node.targets:
            yield from (n.id for n in ast.walk(target) if isinstance(n, ast.Name))


def _is_part(node: ast.expr, parted: Container[str]) -> bool:
    match node:
        case ast.Name(name):
            return name in parted
        case ast.Subscript(value, place):
            return isinstance(place, ast.Slice) or _splits(value)
    return False


def _splits(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("split", "rsplit", "partition", "rpartition")
    )


def _words(node: ast.expr, form: str) -> Found:
    for each in node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]:
        match each:
            case ast.Constant(str(word)) if re.fullmatch(form, word, re.ASCII):
                yield each.lineno, repr(word)


def parts_of_texts(text: str) -> Found:
    """Where something is decided by how a text begins or ends, or by what a row of a decision table
    says."""
    for node in nodes(text):
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
