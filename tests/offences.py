"""What the rules of the house look for in a file: each takes a text and gives line and finding."""

import ast
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from mock_systems.catalogue import SYSTEMS
from tests.names import LEAVES, dotted, plain

# Libraries call these by name and say what they are: Starlette's static files, Alembic's steps.
ASKED_FOR = ("get_response", "upgrade", "downgrade")
Found = Iterator[tuple[int, str]]


@cache
def tree(text: str) -> ast.Module:
    """The tree of a text, its names said in full."""
    return plain(text)


@cache
def nodes(text: str) -> Sequence[ast.AST]:
    """Every node of a text, however deep, that says what something is."""
    return tuple(node for node in ast.walk(tree(text)) if not isinstance(node, LEAVES))


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
    """Imports that do not say in full from where, or not what."""
    yield from calls(r"(importlib\.)?import_module|__import__")(text)
    for node in nodes(text):
        if isinstance(node, ast.ImportFrom) and (node.level or node.names[0].name == "*"):
            yield node.lineno, ast.unparse(node)


def calls(pattern: str) -> Callable[[str], Found]:
    """Calls of a function whose dotted name matches the pattern as a whole."""
    return lambda text: (
        (node.lineno, name)
        for node in nodes(text)
        if isinstance(node, ast.Call) and re.fullmatch(pattern, name := dotted(node.func))
    )


def names(pattern: str) -> Callable[[str], Found]:
    """Uses of what has a dotted name that matches the pattern as a whole, called or not."""
    matched = re.compile(pattern).fullmatch
    return lambda text: ((line, name) for line, name in _used(text) if matched(name))


@cache
def _used(text: str) -> Sequence[tuple[int, str]]:
    return [(n.lineno, dotted(n)) for n in nodes(text) if isinstance(n, ast.Name | ast.Attribute)]


def either(*finds: Callable[[str], Found]) -> Callable[[str], Found]:
    """What any of these finds."""
    return lambda text: (found for each in finds for found in each(text))


def texts_of(pattern: str) -> Callable[[str], Found]:
    """Texts that match the pattern as a whole."""
    return lambda text: (
        (node.lineno, node.value)
        for node in nodes(text)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(pattern, node.value)
    )


def unseeded(text: str) -> Found:
    """Dice that nobody gives a seed, or only a hash, which is another in every process."""
    for node in nodes(text):
        match node:
            case ast.Call(called, [] | [ast.Constant(None)] | [ast.Call(ast.Name("hash"))], []) if (
                dotted(called) == "random.Random"
            ):
                yield node.lineno, dotted(called)


def divided_amounts(text: str) -> Found:
    """True divisions of what is named for an amount, but of or by a Decimal."""
    for node in nodes(text):
        match node:
            case ast.BinOp(divided, ast.Div(), by) | ast.AugAssign(divided, ast.Div(), by):
                if not any(_is_decimal(each) for side in (divided, by) for each in ast.walk(side)):
                    named = filter(AMOUNT.search, _bare(divided))
                    yield from ((node.lineno, name) for name in named)


def _is_decimal(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "Decimal"


def _bare(node: ast.expr) -> Iterator[str]:
    """The names in a sum that no call has made something else of."""
    match node:
        case ast.BinOp(left, _, right):
            yield from (*_bare(left), *_bare(right))
        case ast.Name() | ast.Attribute():
            yield dotted(node)
        case ast.Subscript(value, ast.Constant(str(name))):
            yield f"{dotted(value)}.{name}"
        case ast.Call(ast.Name("sum" | "int" | "abs" | "max" | "min"), [first, *_]):
            yield from _bare(first)


def floats(text: str) -> Found:
    """Float literals and calls of `float`."""
    yield from calls("float")(text)
    for node in nodes(text):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, repr(node.value)


def defined(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for node in nodes(text):
        if isinstance(node, kinds) and node.name not in ASKED_FOR:
            yield node


def empty_names(text: str) -> Found:
    """Definitions named for no noun of the hall, or not as the language writes names."""
    for node in defined(text):
        of_class = isinstance(node, ast.ClassDef)
        if re.search(EMPTY, node.name) or re.search(
            "._" if of_class else CAMEL, node.name.strip("_")
        ):
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


def said_in_jinja(text: str) -> Found:
    """What a template says to be evaluated: line and text of each tag."""
    for found in re.finditer(r"\{[{%](.*?)[%}]\}", text, re.DOTALL):
        yield text.count("\n", 0, found.start()) + 1, found[1]


def matches(pattern: str) -> Callable[[str], Found]:
    """Lines that match a pattern somewhere."""
    return lambda text: (
        (n, found[0])
        for n, line in enumerate(text.splitlines(), 1)
        if (found := re.search(pattern, line))
    )


AMOUNT = re.compile(r"(^|[._])(fen|amount|money|price|total|paid|due|owed)s?$")
"""What names an amount in fen."""
EMPTY = (
    r"(?i)util|helper|manager|handler|^_?(get|process|handle)(_|$)"
    r"|(?-i:(Service|Data|Info|Processor)$|^_?(Data[A-Z]|(get|process|handle)[A-Z]))"
)
CAMEL = r"[a-z][A-Z]"

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
    r"|operation\b.{0,2}\.r?partition\(|\" in [\w.]*declared\.name"
)
"""Where something is decided by how the name of an operation begins or ends."""
