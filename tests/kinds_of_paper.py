"""What gives away that a kind of paper or notice is known outside its folder."""

import ast
import re
from collections.abc import Iterable

from mock_systems.catalogue import SYSTEMS
from mock_systems.kinds import KINDS
from mock_systems.notices import NOTICE_KIND
from mock_systems.papers import PAPER_KIND
from tests.names import dotted
from tests.offences import Found, matches, nodes
from tests.switches import asks_for_kinds, texts_set

KEPT_BY_KIND = ("Paper", "Notice")
FORMS = r"(^|\.)\w*FORMS$"
OWN = {*PAPER_KIND} - {*SYSTEMS, *KINDS}
"""Kinds of paper whose names nothing else has: they speak of papers wherever they stand."""
PAPERS_ALONE = OWN | {f"ask_{kind}" for kind in PAPER_KIND}
KINDS_OF_BOTH = {*PAPER_KIND, *NOTICE_KIND}
ANY = "|".join(KINDS_OF_BOTH)


def papers_named(text: str) -> Found:
    """Texts that are the code of a kind of paper, or of the topic that asks for it; of a kind of
    notice where one is compared with what is called a kind, matched by it, looked up for it, or
    asked of papers and notices. That an operation declares which notice it issues is none."""
    for node in nodes(text):
        match node:
            case ast.Constant(str(name)) if name in PAPERS_ALONE:
                yield node.lineno, name
            case ast.Compare(left, _, others) if any(map(_of_a_kind, sides := [left, *others])):
                yield from _named(sides)
            case ast.Match(subject, cases) if _of_a_kind(subject):
                yield from _named(each.pattern for each in cases)
            case ast.Subscript(ast.Dict(keys), asked) | ast.Call(
                ast.Attribute(ast.Dict(keys), "get"), [asked, *_]
            ) if _of_a_kind(asked):
                yield from _named(filter(None, keys))
            case ast.Subscript(forms, asked) | ast.Call(
                ast.Attribute(forms, "get"), [asked, *_]
            ) if re.search(FORMS, dotted(forms)):
                yield from _named([asked])
            case ast.Call(made, found, said) if any(map(_keeps_kinds, [made, *found])):
                yield from _named(each.value for each in said if each.arg == "kind")


def _of_a_kind(asked: ast.expr) -> bool:
    """Whether something is asked for its kind, be it under that text."""
    texts = (each.value for each in ast.walk(asked) if isinstance(each, ast.Constant))
    return asks_for_kinds(asked) or "kind" in texts


def _keeps_kinds(node: ast.expr) -> bool:
    return dotted(node).rpartition(".")[2] in KEPT_BY_KIND


def _named(said: Iterable[ast.AST]) -> Found:
    for each in (inner for one in said for inner in ast.walk(one)):
        if isinstance(each, ast.Constant) and each.value in KINDS_OF_BOTH:
            yield each.lineno, str(each.value)


def papers_in_pages(text: str) -> Found:
    """The same in a page or a script, as far as one line says it or a `switch`; under whatever name
    a page set the kind."""
    asked = "|".join(("kind", *texts_set(text)))
    yield from matches(
        rf"""(['"`])({"|".join(PAPERS_ALONE)})\1"""
        rf"""|\b({asked})\b\s*([=!]==?|(not )?in\b).*(['"`])({ANY})\6"""
        rf"""|(['"`])({ANY})\8\s*[=!]==?\s*[\w.]*\b({asked})\b"""
        rf"""|(['"`])({ANY})\11.*[\]\}}](\[|\.\w+\()\s*[\w.]*\bkind\b"""
    )(text)
    for found in re.finditer(
        rf"""\bswitch\s*\([\w.\s]*\bkind\s*\)[^}}]*?\bcase\s*(['"`])({ANY})\1""", text
    ):
        yield text.count("\n", 0, found.end()) + 1, found[2]
