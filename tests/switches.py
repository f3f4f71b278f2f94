"""What decides by how a thing is called: lists of tables, kinds told by their names, beginnings of
names, codes of law. Each takes a text and gives line and finding."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from mock_systems.kinds import KINDS, Code, Codes, Kind, KindName, Months
from mock_systems.records import TABLES
from tests.names import dotted, own, parts
from tests.offences import Found, nodes, said_in_jinja

TABLE_OF = {record.__name__: table for table, record in TABLES.items()}
ALL_KINDS: Sequence[type[Kind]] = (*map(type, KINDS.values()), Code, Codes, Months)
CALLED = {name for each in ALL_KINDS for name in (each.title, each.__name__)}
KINDS_OF_VALUES = (*get_args(KindName), *CALLED)
EDGES = ("startswith", "endswith")
PLACES_IN = (*EDGES, "find", "rfind", "index", "rindex", "count", "__contains__")
FUNCTIONS = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
PATTERNS = r"re\.(match|fullmatch|search|compile|findall|finditer|sub)"


def lists_of_tables(text: str) -> Found:
    """What names two tables or more, or their classes, and hardly anything else, whoever asks for
    the class of a record, and whoever asks a `table` or `record` for one by its text. By keys only
    what is kept under a name, looked up at once or told of each: what a function gives or an
    operation tells has keys of its own, often called as tables are. Not seen are a table that is
    filled line by line, and a class that is asked for by `is` where it is not its record's `type`."""
    kept = [n.value for n in nodes(text) if isinstance(n, ast.Assign | ast.AnnAssign) and n.value]
    dicts = {inner for value in kept for inner in ast.walk(value) if isinstance(inner, ast.Dict)}
    pairs = {key for node in nodes(text) if isinstance(node, ast.Dict) for key in node.keys}
    for node in nodes(text):
        yield from (*_classes(node), *_by_text(node))
        match node:
            case ast.Set(names) | ast.Tuple(names) | ast.List(names) if node not in pairs:
                pass
            case ast.Subscript(ast.Dict(names)) | ast.Call(ast.Attribute(ast.Dict(names), "get")):
                pass
            case ast.Dict(names, told) if node in dicts or all(map(_is_text, told)):
                pass
            case ast.Match(_, cases):
                names = [name for case in cases for name in _cased(case.pattern)]
            case _:
                continue
        yield from ((node.lineno, tables) for tables in _listed(names))
    for line, names in _compared(text):
        yield from ((line, tables) for tables in _listed(names))


def _listed(names: Iterable[ast.AST | None]) -> Iterator[str]:
    """The tables among these, where they are two or more and hardly anything else is there."""
    named = [_table(name) for name in names]
    tables = {*named} & {*TABLES}
    if len(tables) > 1 and "" not in named and len(named) <= len(tables) + 1:
        yield ", ".join(sorted(tables))


def _table(node: ast.AST | None) -> str:
    """The table that a text, a class or the `table` of one stands for; a text that is none as it
    is."""
    match node:
        case ast.Constant(str(name)):
            return name or "nothing"
    return TABLE_OF.get(dotted(node).removesuffix(".table").rpartition(".")[2], "")


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _classes(node: ast.AST) -> Found:
    """The tables whose class something is asked to be."""
    match node:
        case ast.Call(ast.Name("isinstance" | "issubclass"), [_, *asked]):
            pass
        case ast.Compare(ast.Call(ast.Name("type")) | ast.Attribute(attr="__class__"), _, asked):
            pass
        case ast.MatchClass(one):
            asked = [one]
        case _:
            return
    for each in (inner for one in asked for inner in ast.walk(one) if isinstance(inner, ast.expr)):
        if table := not _is_text(each) and _table(each):
            yield each.lineno, table


def _by_text(node: ast.AST) -> Found:
    """The tables, or the names of their classes, that what is called so is compared with."""
    sides: Sequence[ast.AST]
    match node:
        case ast.Compare(left, _, others):
            asked = sides = [left, *others]
        case ast.Match(subject, cases):
            asked, sides = [subject], [each.pattern for each in cases]
        case _:
            return
    inner = (each for side in sides for each in ast.walk(side))
    said = [each for each in inner if isinstance(each, ast.Constant)]
    for form, known in ((r"(^|\.)(table|record|key_name)$", TABLES), (r"\.__name__$", TABLE_OF)):
        if any(re.search(form, _path(each)) for each in asked):
            yield from ((each.lineno, str(each.value)) for each in said if each.value in known)


def _path(node: ast.AST) -> str:
    """The path of an attribute, or of what is kept in a table under a text or asked for by one."""
    match node:
        case ast.Subscript(value, ast.Constant(str(name))) | ast.Call(
            ast.Name("getattr"), [value, ast.Constant(str(name)), *_]
        ):
            return f"{dotted(value)}.{name}"
        case ast.Call(asked, []):
            return dotted(asked)
    return dotted(node)


def _cased(pattern: ast.pattern) -> Iterator[ast.expr]:
    match pattern:
        case ast.MatchValue(value) | ast.MatchClass(value):
            yield value
        case ast.MatchOr(patterns):
            yield from (found for each in patterns for found in _cased(each))


def _compared(text: str) -> Iterator[tuple[int, list[ast.expr]]]:
    """The texts that a function holds each thing against."""
    for function in filter(lambda node: isinstance(node, FUNCTIONS), nodes(text)):
        found: dict[str, list[ast.expr]] = {}
        for node in own(function):
            match node:
                case ast.Compare(
                    asked, [ast.Eq() | ast.NotEq()], [ast.Constant(str()) as said]
                ) | ast.Compare(ast.Constant(str()) as said, [ast.Eq() | ast.NotEq()], [asked]):
                    found.setdefault(ast.dump(asked), []).append(said)
        yield from ((said[0].lineno, said) for said in found.values())


def switches_on_kinds(text: str) -> Found:
    """Comparisons and cases that ask for a kind by its name, title or class, tables kept by kind, and
    whoever asks for `money` or `fen` by whatever way. By what it is filled in with (`kind.box`) a
    form may choose: that is a question to the kind, though few kinds share an answer."""
    for node in nodes(text):
        match node:
            case ast.Call(ast.Name("isinstance" | "issubclass"), [_, asked]):
                yield from _kind_classes(asked)
            case ast.Compare(
                ast.Call(ast.Name("type")) | ast.Attribute(attr="__class__"), _, others
            ):
                yield from (found for each in others for found in _kind_classes(each))
            case ast.MatchClass(asked):
                yield from _kind_classes(asked)
        match node:
            case ast.Compare(left, _, others):
                yield from _kinds_in([left, *others], [left, *others])
                if any(map(asks_for_kinds, [left, *others])):
                    yield from (found for each in [left, *others] for found in _kind_classes(each))
            case ast.Match(subject, cases):
                yield from _kinds_in([subject], [each.pattern for each in cases])
            case ast.Subscript(ast.Dict(keys), asked) | ast.Call(
                ast.Attribute(ast.Dict(keys), "get"), [asked, *_]
            ) if asks_for_kinds(asked):
                yield from _kinds_in([asked], list(filter(None, keys)))
            case ast.Dict(keys):
                named = [each.value for each in keys if isinstance(each, ast.Constant)]
                if "money" in named and len({*named} & {*KINDS_OF_VALUES}) > 1:
                    yield node.lineno, ", ".join(map(str, named))


def _kind_classes(asked: ast.expr) -> Found:
    for each in ast.walk(asked):
        if re.search(r"(^|\.|_)kinds\.(\w+\.)?[A-Z]\w+$", dotted(each)):
            yield asked.lineno, dotted(each)


def _kinds_in(asked: Sequence[ast.expr], nodes: Sequence[ast.AST]) -> Found:
    named = KINDS_OF_VALUES if any(map(asks_for_kinds, asked)) else ("money", "fen")
    for each in (inner for node in nodes for inner in ast.walk(node)):
        if isinstance(each, ast.Constant) and each.value in named:
            yield each.lineno, str(each.value)


def asks_for_kinds(node: ast.expr) -> bool:
    """Whether something is asked for its kind, or a column for the kind of its values."""
    return any(re.search(r"(^|\.)kind(_of|_name)?$", dotted(inner)) for inner in ast.walk(node))


def kinds_in_templates(text: str) -> Found:
    """Comparisons of a page that ask for a kind by its name or title, under whatever name it was
    set."""
    names = "|".join(KINDS_OF_VALUES)
    for line, said in said_in_jinja(text):
        asked = rf"\w*kind(\.name|\.title)?|{'|'.join(texts_set(text)) or 'kind'}"
        for pattern in (
            rf"\b({asked})\s*(==|!=|in|not in)\s[^%]*['\"]({names})['\"]",
            rf"['\"]({names})['\"][^%]*\s(==|!=)\s*([\w.]+\.)?({asked})\b",
        ):
            if found := re.search(pattern, said):
                yield line, found[0]


def texts_set(text: str) -> list[str]:
    """The names that a page gives to a kind or its name."""
    return re.findall(r"\{%-? *set (\w+) *= *[\w.]*\bkind(?:\.name|\.title)? *-?%\}", text)


def by_beginning(text: str) -> Found:
    """Words of code by which a name is told from others though they are but a part of it: what it
    begins or ends with, what stands before or behind a point in it, its first letters, a pattern.
    Not followed are a part that another function gives back or a pattern leaves over, and order
    (`"hall." < op`)."""
    for node in nodes(text):
        yield from _in_turn(node)
        match node:
            case ast.Call(ast.Attribute(attr=name), [*sought]) | ast.Call(
                _, [ast.Attribute(attr=name), *sought]
            ) if name in PLACES_IN:
                yield from (found for each in sought for found in _words(each, r"\w[\w.]+"))
            case ast.Call(called, [sought, *_]) if re.fullmatch(PATTERNS, dotted(called)):
                yield from _words(
                    sought, r"\^?(\.\*)?\\?\.?[a-z]{2}[a-z_]*(\\?\.)?(\.\*|\w|_|\(|$).*"
                )
            case ast.Call(called, [_, pattern]) if dotted(called).startswith("fnmatch."):
                yield from _words(pattern, r"(\*\.)?[a-z]\w*[._*?].*")
            case ast.Compare(ast.Constant() as part, [ast.In() | ast.NotIn()], [whole]):
                if not isinstance(whole, ast.Set | ast.Tuple | ast.List | ast.Dict):
                    yield from _words(part, r"[a-z]\w+" if parts(whole) else r"\.\w+|\w+[_.]|_\w+")
            case ast.Compare(left, _, others):
                sides = [left, *others]
                yield from ((node.lineno, ast.unparse(node)) for s in sides if _cut(s, sides))
                if any(map(_is_letter, sides)):
                    yield from (found for side in sides for found in _words(side, r"[a-z\d]"))
                if any(_is_part(side) for side in sides):
                    yield from (found for side in sides for found in _words(side, r"[a-z][\w.]+"))
            case ast.Match(subject, cases) if _is_part(subject):
                inside = [inner for case in cases for inner in ast.walk(case.pattern)]
                yield from (found for each in inside for found in _words(each, r"[a-z][\w.]+"))
            case ast.Subscript(ast.Dict(keys), asked) | ast.Call(
                ast.Attribute(ast.Dict(keys), "get"), [asked, *_]
            ) if _is_part(asked):
                yield from (found for key in keys for found in _words(key, r"[a-z][\w.]+"))


def _in_turn(node: ast.AST) -> Found:
    """Words that a loop goes through for a name to be asked whether it has one as a part."""
    for loop in [node] if isinstance(node, ast.For) else getattr(node, "generators", ()):
        for inner in ast.walk(node):
            match inner:
                case ast.Call(ast.Attribute(attr=name), [ast.Name() as sought, *_]):
                    if name in PLACES_IN and dotted(sought) == dotted(loop.target):
                        yield from _words(loop.iter, r"\w[\w.]+")


def _is_part(node: ast.expr) -> bool:
    match node:
        case ast.Call(ast.Attribute(value, "pop" | "lower" | "upper" | "strip" | "title")):
            return _is_part(value)
        case ast.Call(ast.Name("list" | "tuple" | "iter" | "next"), [value, *_]):
            return _is_part(value)
        case ast.Subscript(value, place):
            return isinstance(place, ast.Slice) or _is_part(value)
    return parts(node)


def _is_letter(node: ast.expr) -> bool:
    """Whether it is one character of a text, by its place."""
    return isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant | ast.UnaryOp)


def _cut(node: ast.expr, sides: Sequence[ast.expr]) -> bool:
    """Whether one of these texts is compared with itself without a part of it."""
    match node:
        case ast.Call(ast.Attribute(whole, "removeprefix" | "removesuffix" | "replace")):
            return ast.dump(whole) in map(ast.dump, sides)
    return False


def _words(node: ast.AST | None, form: str) -> Found:
    for each in node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]:
        match each:
            case ast.Constant(str(word)) | ast.JoinedStr([ast.Constant(str(word)), *_]):
                if re.fullmatch(form, word, re.ASCII):
                    yield each.lineno, repr(word)


def parts_of_texts(text: str) -> Found:
    """Where something is decided by how a text begins or ends, by a code written out, or by what a
    row of a decision table says."""
    for node in nodes(text):
        match node:
            case ast.Attribute(attr=name) if name in EDGES:
                yield node.lineno, ast.unparse(node)
            case ast.Call(called, [ast.Constant(str(sought)), *_]) if re.fullmatch(
                PATTERNS, dotted(called)
            ) and re.match(r"\^?\d", sought):
                yield node.lineno, repr(sought)
            case (ast.MatchValue(each) as at) | ast.Subscript(ast.Dict([each, *_]) as at):
                yield from (found for found in _words(each, r"\d{2,3}") if at.lineno <= found[0])
            case ast.Compare(left, _, others):
                yield from (
                    (node.lineno, ast.unparse(node))
                    for each in (left, *others)
                    if (isinstance(each, ast.Attribute) and each.attr == "then")
                    or (isinstance(each, ast.Subscript) and isinstance(each.slice, ast.Slice))
                    or any(node.lineno <= line for line, _ in _words(each, r"\d{2,3}"))
                )
