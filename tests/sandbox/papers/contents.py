"""Contents in which every value of a paper or notice can be told from every other."""

from html.parser import HTMLParser
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import sandbox
from mock_systems.hall.paper_kinds import CONTENTS
from sandbox.papers import drawing

TEMPLATES = f"{sandbox.__path__[0]}/templates"


def environment():
    made = Environment(
        loader=FileSystemLoader([TEMPLATES, drawing.DRAWINGS]),
        autoescape=True,
        undefined=StrictUndefined,
    )
    drawing.install(made)
    return made


ENVIRONMENT = environment()


def draw(kind, content, holder=""):
    """The paper or notice as HTML."""
    folder, macro = ("papers", "paper") if kind in drawing.PAPER_FORMS else ("notices", "notice")
    module = ENVIRONMENT.get_template(f"{folder}/{macro}.html").module
    thing = SimpleNamespace(kind=kind, content=content, holder=holder)
    return str(getattr(module, macro)(thing))


def thumbnail(kind, content, holder=""):
    """The small picture of a paper as HTML."""
    thing = SimpleNamespace(kind=kind, content=content, holder=holder)
    return str(ENVIRONMENT.get_template("papers/paper.html").module.thumbnail(thing))


class _Told(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text = ""

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        self.text += f"〈{dict(attrs)['aria-label']}〉" if "aria-label" in dict(attrs) else ""


def told(html):
    """What a reader of the page or a screen reader is told, without white space."""
    reader = _Told()
    reader.feed(html)
    return "".join(reader.text.split())


def distinct(keys, only_required=False):
    """A content with a different value for every key, and the words each must be drawn with:
    a list of (key, alternatives)."""
    made, words = {}, []
    for number, key in enumerate(keys.values(), 11):
        if key.kind.of_the_sheet or (only_required and not key.required):
            continue
        made[key.name], expected = _VALUES[key.kind](key, number)
        words += expected
    return made, words


def _text(key, number):
    if key.codes:
        code = list(key.codes)[number % len(list(key.codes))]
        return code, [(key.name, (key.codes.label(code),))]
    value = str(number) if key.name == "age" else f"{key.label[:2]}{number}之言"
    return value, [(key.name, (value,))]


def _date(key, number):
    year, day = 1990 + number, 1 + number % 28
    drawn = (f"{year}年4月{day}日", f"{year}.04.{day:02d}")
    return f"{year}-04-{day:02d}", [(key.name, drawn)]


def _month(key, number):
    year = 1990 + number
    return f"{year}-04", [(key.name, (f"{year}年4月",))]


def _money(key, number):
    return 123400 + number, [(key.name, (f"1,234.{number:02d}",))]


def _lines(key, number):
    lines = [f"第{number}甲行", f"第{number}乙行"]
    return lines, [(key.name, (line,)) for line in lines]


def _rows(key, number):
    made, words = distinct(key.of)
    return [made, made], [(f"{key.name}.{name}", drawn) for name, drawn in words]


_VALUES = {
    CONTENTS["text"]: _text,
    CONTENTS["date"]: _date,
    CONTENTS["month"]: _month,
    CONTENTS["money"]: _money,
    CONTENTS["lines"]: _lines,
    CONTENTS["rows"]: _rows,
    CONTENTS["flag"]: lambda key, number: (True, [(key.name, ("指印",))]),
}
