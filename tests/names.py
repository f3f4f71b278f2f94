"""Names said in full: a module as it reads with its aliases, constants and short names put back.

A rule that looks for an offence finds it in `plain(text)` however it is spelt: an imported name is
its dotted path (`import random as r` makes `r.choice` `random.choice`), a name that is bound once in
its scope to a literal, to an attribute or to a part of a text is that, and so are
`"a b".split()`, `dict(a=1)`, `dict([("a", 1)])` and `"a" + "b"` what they come to. A text that
another module of ours has under a name is that text where the name is imported from there. What a
function is given or gives back is not followed, nor a name of a module's after a dot.
"""

import ast
from collections import ChainMap, Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PARTING = ("split", "rsplit", "partition", "rpartition", "removeprefix", "removesuffix")
"""Methods that give parts of a text."""
COLLECTED = {"frozenset": ast.Set, "set": ast.Set, "tuple": ast.Tuple, "list": ast.List}
MOST = 60
"""How many nodes a value may have to be put where its name stands."""
LEAVES = (ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop)
"""What says how a node is meant, not what it is of."""
_OPEN = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_SCOPES = (*_OPEN, ast.ClassDef)
_BINDING = (
    *(ast.Name, ast.arg, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler),
    *(ast.MatchAs, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.NamedExpr),
)
_SAID = (
    *(
        ast.Constant,
        ast.Name,
        ast.Attribute,
        ast.Subscript,
        ast.Slice,
        ast.Tuple,
        ast.List,
        ast.Set,
    ),
    *(ast.Dict, ast.JoinedStr, ast.FormattedValue, ast.BinOp, ast.Add, ast.UnaryOp, ast.USub),
    *(ast.keyword, ast.expr_context),
)


def plain(text: str) -> ast.Module:
    """The tree of a module in which every name is said in full."""
    module = ast.parse(text)
    _InFull().visit(module)
    return module


def dotted(node: ast.AST | None) -> str:
    """The path of names that an expression is; `?` for what is none of its parts."""
    match node:
        case ast.Name(name):
            return name
        case ast.Attribute(value, name):
            return f"{dotted(value)}.{name}"
    return "?"


def parts(node: ast.AST) -> bool:
    """Whether a call gives parts of a text."""
    match node:
        case ast.Call(ast.Attribute(attr=name)):
            return name in PARTING
    return False


class _InFull(ast.NodeTransformer):
    def __init__(self) -> None:
        self.known: ChainMap[str, ast.expr | None] = ChainMap()

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, LEAVES):
            return node
        return self.scope(node) if isinstance(node, _OPEN) else super().visit(node)

    def scope(self, node: ast.AST) -> ast.AST:
        self.known = self.known.new_child()
        inside = [each for each in own(node) if isinstance(each, _BINDING)]
        bound = Counter(name for each in inside for name in _bound(each))
        self.known.update(dict.fromkeys(bound))
        for name, value in sorted(
            (found for each in inside for found in _values(each)), key=lambda f: f[1].lineno
        ):
            if bound[name] == 1:
                self.known[name] = self.visit(value)
        found = self.generic_visit(node)
        self.known = self.known.parents
        return found

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return (isinstance(node.ctx, ast.Load) and self.known.get(node.id)) or node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.BinOp(ast.Constant(str(first)), ast.Add(), ast.Constant(str(then))):
                return ast.copy_location(ast.Constant(first + then), node)
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        self.generic_visit(node)
        texts = [_text(each) for each in node.values]
        joined = "".join(filter(None, texts))
        return node if None in texts else ast.copy_location(ast.Constant(joined), node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        made: ast.expr = node
        match node:
            case ast.Call(ast.Attribute(ast.Constant(str(text)), "split"), [*by]):
                words = text.split(_text(by[0]) if by else None)
                made = ast.List([ast.copy_location(ast.Constant(word), node) for word in words])
            case ast.Call(ast.Name("dict"), [], [*named]) if all(each.arg for each in named):
                keys = [ast.copy_location(ast.Constant(each.arg), node) for each in named]
                made = ast.Dict([*keys], [each.value for each in named])
            case ast.Call(ast.Name("dict"), [ast.List(pairs) | ast.Tuple(pairs)], []):
                said = [p.elts for p in pairs if isinstance(p, ast.Tuple) and len(p.elts) == 2]
                made = ast.Dict([key for key, _ in said], [value for _, value in said])
            case ast.Call(
                ast.Name("frozenset" | "set" | "tuple" | "list" as kind),
                [ast.Set(members) | ast.Tuple(members) | ast.List(members)],
            ):
                made = COLLECTED[kind](members)
        return ast.copy_location(made, node)


def own(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a scope and in no scope within it."""
    left = [node]
    while left:
        for child in ast.iter_child_nodes(left.pop()):
            yield child
            if not isinstance(child, _SCOPES):
                left.append(child)


def _bound(node: ast.AST) -> Iterator[str]:
    """The names that a node binds."""
    match node:
        case ast.Name(name, ast.Store() | ast.Del()) | ast.arg(name):
            yield name
        case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
            yield name
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
            yield name
        case ast.Import() | ast.ImportFrom():
            yield from (name for name, _ in _values(node))


def _values(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """The names that a statement gives, each with what it stands for."""
    match node:
        case ast.Import(names):
            yield from ((n.asname, _name(n.name, node)) for n in names if n.asname)
        case ast.ImportFrom(str(module), names, 0):
            kept = _texts_in(module)
            for n in names:
                said = kept.get(n.name) or ast.Name(f"{module}.{n.name}", ast.Load())
                yield n.asname or n.name, ast.copy_location(said, node)
        case (
            ast.Assign([ast.Name(name)], value)
            | ast.AnnAssign(ast.Name(name), value=ast.expr() as value)
            | ast.NamedExpr(ast.Name(name), value)
        ) if _is_said(value):
            yield name, value
        case ast.Assign([ast.Tuple(targets)], value) if parts(value):
            yield from ((each.id, value) for each in targets if isinstance(each, ast.Name))


@cache
def _texts_in(module: str) -> Mapping[str, ast.expr]:
    """The texts that a module of ours has under names."""
    path = ROOT / f"{module.replace('.', '/')}.py"
    found = {}
    for node in ast.parse(path.read_text("utf-8")).body if path.is_file() else ():
        match node:
            case ast.Assign([ast.Name(name)], ast.Constant(str()) as text):
                found[name] = text
    return found


def _name(name: str, node: ast.AST) -> ast.Name:
    return ast.copy_location(ast.Name(name, ast.Load()), node)


def _is_said(value: ast.expr) -> bool:
    """Whether a value says no more than what it is or which part of a text it is."""
    inner = [*ast.walk(value)]
    return len(inner) <= MOST and all(isinstance(each, _SAID) or _is_made(each) for each in inner)


def _is_made(node: ast.AST) -> bool:
    return parts(node) or (
        isinstance(node, ast.Call) and dotted(node.func) in ("dict", "type", *COLLECTED)
    )


def _text(node: ast.expr) -> str | None:
    """The text that a part of an f-string comes to, where that is known."""
    match node:
        case ast.Constant(str(text)) | ast.FormattedValue(ast.Constant(str(text))):
            return text
    return None
