"""Contents in which every value of a paper or notice can be told from every other."""

from collections.abc import Callable, Mapping, Sequence
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import sandbox
from mock_systems.hall import paper_kinds
from mock_systems.hall.paper_forms import PAPER_FORMS, ContentKey
from sandbox.papers import drawing

TEMPLATES = f"{sandbox.__path__[0]}/templates"
Content = Mapping[str, Any]
Words = tuple[str, Sequence[str]]
"""A key, and the words of which one must be drawn for it."""
Made = tuple[Any, Sequence[Words]]


def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader([TEMPLATES, drawing.DRAWINGS]),
        autoescape=True,
        undefined=StrictUndefined,
    )
    drawing.install(made)
    return made


ENVIRONMENT = environment()


def rendered(kind: str, content: Content, holder: str = "") -> str:
    """The paper or notice as HTML."""
    macro = "paper" if kind in PAPER_FORMS else "notice"
    module = ENVIRONMENT.get_template(f"papers/{macro}.html").module
    thing = SimpleNamespace(kind=kind, content=content, holder=holder)
    return str(getattr(module, macro)(thing))


def thumbnail(kind: str, content: Content, holder: str = "") -> str:
    """The small picture of a paper as HTML."""
    thing = SimpleNamespace(kind=kind, content=content, holder=holder)
    paper: Any = ENVIRONMENT.get_template("papers/paper.html").module
    return str(paper.thumbnail(thing))


class _Told(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.folded = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self.folded else data

    def handle_endtag(self, tag: str) -> None:
        self.folded = tag == "summary" or (self.folded and tag != "details")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += f"〈{dict(attrs)['aria-label']}〉" if "aria-label" in dict(attrs) else ""


def told(html: str) -> str:
    """What a reader of the page or a screen reader is told, without white space; what stays folded is
    not."""
    reader = _Told()
    reader.feed(html)
    return "".join(reader.text.split())


def distinct(
    keys: Mapping[str, ContentKey], only_required: bool = False
) -> tuple[dict[str, Any], list[Words]]:
    """A content with a different value for every key, and the words each must be drawn with:
    a list of (key, alternatives)."""
    made: dict[str, Any] = {}
    words: list[Words] = []
    for number, key in enumerate(keys.values(), 11):
        if key.kind.of_the_sheet or (only_required and not key.required):
            continue
        made[key.name], expected = _VALUES[key.kind](key, number)
        words += expected
    return made, words


def _text(key: ContentKey, number: int) -> Made:
    if key.codes:
        code = list(key.codes)[number % len(list(key.codes))]
        return code, [(key.name, (key.codes.label(code),))]
    value = str(number) if key.name == "age" else f"{key.label[:2]}{number}之言"
    return value, [(key.name, (value,))]


def _date(key: ContentKey, number: int) -> Made:
    year, day = 1990 + number, 1 + number % 28
    drawn = (f"{year}年4月{day}日", f"{year}.04.{day:02d}")
    return f"{year}-04-{day:02d}", [(key.name, drawn)]


def _month(key: ContentKey, number: int) -> Made:
    year = 1990 + number
    return f"{year}-04", [(key.name, (f"{year}年4月",))]


def _money(key: ContentKey, number: int) -> Made:
    return 123400 + number, [(key.name, (f"1,234.{number:02d}",))]


def _lines(key: ContentKey, number: int) -> Made:
    lines = [f"第{number}甲行", f"第{number}乙行"]
    return lines, [(key.name, (line,)) for line in lines]


def _rows(key: ContentKey, number: int) -> Made:
    made, words = distinct(key.of)
    return [made, made], [(f"{key.name}.{name}", drawn) for name, drawn in words]


_VALUES: Mapping[paper_kinds.Content, Callable[[ContentKey, int], Made]] = {
    paper_kinds.CONTENTS["text"]: _text,
    paper_kinds.CONTENTS["date"]: _date,
    paper_kinds.CONTENTS["month"]: _month,
    paper_kinds.CONTENTS["money"]: _money,
    paper_kinds.CONTENTS["lines"]: _lines,
    paper_kinds.CONTENTS["rows"]: _rows,
    paper_kinds.CONTENTS["flag"]: lambda key, number: (True, [(key.name, ("指印",))]),
}
