"""The rules of the house for what is not Python: templates, styles, scripts, data, translations.

As there, every rule says why it stands and is seen to catch an offence. Some look at one file,
some at all of a kind together: what is said twice is mostly said in two files.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import pytest

from tests.beginnings import CAUGHT, LET_PASS, by_beginning
from tests.house import TEXT, texts
from tests.styles import (
    Files,
    Found,
    bare_colours,
    bodies_twice,
    lines,
    selectors_twice,
    styled_in_place,
    too_new,
    unknown_colours,
    unused_classes,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What `finds` may find in no files of these kinds under `holds_in`.

    `finds` takes texts by their paths and tells place and finding; `offence` are such texts it must
    catch, or several of them, `passes` some that look alike and are none.
    """

    reason: str
    finds: Callable[[Files], Found]
    kinds: tuple[str, ...]
    offence: Files | Sequence[Files]
    holds_in: tuple[str, ...] = ("",)
    passes: Files = field(default_factory=dict)

    def files(self) -> Files:
        return {
            path: text
            for path, text in texts().items()
            if path.endswith(self.kinds) and path.startswith(self.holds_in)
        }


def wider_than(most: int) -> Callable[[Files], Found]:
    """Lines with more characters, pictures within a style left out."""
    bare = re.compile(r'url\("data:[^"]*"\)')
    return lambda files: (p for p, line in lines(files) if len(bare.sub("", line)) > most)


def longer_than(most: int) -> Callable[[Files], Found]:
    """Files with more lines."""
    return lambda files: (path for path, text in files.items() if text.count("\n") > most)


def ragged(files: Files) -> Found:
    """Tabs, blanks at the end of a line, an end of file without its one line end."""
    yield from (place for place, line in lines(files) if "\t" in line or line != line.rstrip())
    yield from (path for path, text in files.items() if text and text != text.rstrip("\n") + "\n")


def without_neighbour(files: Files) -> Found:
    """Rows before this one that are asked for anything, and not only where this is not the first."""
    asked = re.compile(r"(?<!loop\.first or not )(?<!not loop\.first and )loop\.previtem")
    return (place for place, line in lines(files) if asked.search(line))


def imports_astray(files: Files) -> Found:
    """Imports of anything but a module beside this one: only those get an address that lasts."""
    beside = {PurePosixPath(path).name for path in files}
    for place, line in lines(files):
        for named in re.findall(r"""(?:\bfrom|^import)\s*["']([^"']+)["']|\bimport\(""", line):
            if not (named.startswith("./") and named[2:] in beside):
                yield f"{place} {named}"


def in_a_circle(files: Files) -> Found:
    """Scripts that reach themselves by their imports."""
    reached = {
        PurePosixPath(path).name: set(re.findall(r"""\b(?:from|import)\s*["']\./([^"']+)""", text))
        for path, text in files.items()
    }
    for _ in reached:
        reached = {
            name: others.union(*(reached.get(o, set()) for o in others))
            for name, others in reached.items()
        }
    yield from (name for name, others in reached.items() if name in others)


ENTRY = re.compile(r'((?:^#.*\n)*)^msgid ((?:".*"\n)+)^msgstr ((?:".*"\n)+)', re.M)


def entries(files: Files) -> Iterator[tuple[str, str, str, str]]:
    """Every entry of the catalogues but the head: place, Chinese, English, remarks."""
    for path, text in files.items():
        for entry in ENTRY.finditer(text):
            chinese, english = ("".join(re.findall(r'"(.*)"', part)) for part in entry.groups()[1:])
            if chinese:
                yield (
                    f"{path}:{text.count(chr(10), 0, entry.start()) + 1}",
                    chinese,
                    english,
                    entry[1],
                )


def said_twice(files: Files) -> Found:
    """Texts with two translations, in one catalogue or in two."""
    seen: dict[str, str] = {}
    for place, chinese, _english, _remarks in entries(files):
        if seen.setdefault(chinese, place) != place:
            yield f"{place} {chinese} (as in {seen[chinese]})"


def unsaid(files: Files) -> Found:
    """Translations that are empty, or marked as guessed."""
    for place, chinese, english, remarks in entries(files):
        if not english or "fuzzy" in remarks:
            yield f"{place} {chinese}"


def unused(files: Files) -> Found:
    """Translations of texts that no source has, but for what is filled in and the figures in them."""
    said = "\n".join(text for path, text in files.items() if not path.endswith(".po"))
    sources = re.sub(r'(?<=[^\s(])"\s+f?"(?=[^\s,])', "", said)
    for place, chinese, _english, _remarks in entries(
        {path: text for path, text in files.items() if path.endswith(".po")}
    ):
        pieces = re.split(r"第\{seq\}步|\{\w*\}|\d+|[“”，]", chinese)
        if any(piece.strip() not in sources for piece in pieces):
            yield f"{place} {chinese}"


def scripts_in_pages(files: Files) -> Found:
    """Scripts written into a page, and pages written by a script as text."""
    shape = (
        r"""<[^>]*\son\w+\s*=|^\s*on\w+=["']|javascript:|<(?i:script)(?![^>]*\bsrc=)|\bsrcdoc\b"""
        r"""|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\(|\bFunction\(|DOMParser"""
        r"""|createContextualFragment|setAttribute\(\s*["']on|[\w)\]]\s*\|\s*safe\b"""
    )
    for place, line in lines(files):
        if found := re.search(shape, line):
            yield f"{place} {found[0]}"


PO = 'msgid "{}"\nmsgstr "{}"\n'
RULES = {
    "templates can be read in a difference": Rule(
        "a line of many elements hides what changed in it: break after each element",
        wider_than(200),
        (".html",),
        {"a.html": "x" * 201},
    ),
    "data can be read in a difference": Rule(
        "break an array after some entries, an inline table within its arrays",
        wider_than(200),
        (".toml",),
        {"a.toml": "x" * 201},
    ),
    "case scripts stay short": Rule(
        reason="a case of more lines tells the standard service again: call fragments",
        finds=longer_than(300),
        kinds=(".toml",),
        offence={"a.toml": "a = 1\n" * 301},
        holds_in=("scenarios/cases/",),
    ),
    "pages stay small": Rule(
        "past 200 lines a template draws two things: give each its own",
        longer_than(200),
        (".html",),
        {"a.html": "\n" * 201},
    ),
    "data stays small": Rule(
        "past 380 lines a file of data is of two things: give each its own",
        longer_than(380),
        (".toml",),
        {"a.toml": "\n" * 381},
        holds_in=("mock_systems/", "scenarios/", "sandbox/", "docs/"),
    ),
    "styles can be read in a difference": Rule(
        "break after a declaration",
        wider_than(200),
        (".css",),
        {"a.css": "x" * 201},
    ),
    "scripts can be read in a difference": Rule(
        "give what is long a name",
        wider_than(120),
        (".js",),
        {"a.js": "x" * 121},
    ),
    "scripts are modules of one noun": Rule(
        "past 150 lines a script holds two things: give each its module",
        longer_than(150),
        (".js",),
        {"a.js": "\n" * 151},
    ),
    "styles stay small": Rule(
        "past 340 lines a stylesheet is of two pages: give each its own",
        longer_than(340),
        (".css",),
        {"a.css": "\n" * 341},
    ),
    "no ragged edges": Rule(
        "blanks nobody sees are differences nobody meant",
        ragged,
        tuple(kind for kind in TEXT if kind not in ("", ".json")),
        {"a.toml": "x = 1 \n"},
    ),
    "colours have names": Rule(
        "say a colour once, as a variable: then it can be changed, and its contrast checked",
        bare_colours,
        (".css",),
        [
            {"a.css": ":root { --a: #fff; }\n.b { color: var(--a); background: #eee; }"},
            {"a.css": ".b { border: 1px solid darkgray; }"},
            {"a.css": ".b { color: tomato; }"},
        ],
        passes={"a.css": ".white .b { color: var(--red); background: transparent; }"},
    ),
    "templates ask for a neighbour where there is one": Rule(
        "the first row has none before it, and asking it for anything answers the page with 500",
        without_neighbour,
        (".html",),
        [{"a.html": "{% if loop.previtem.a %}"}, {"a.html": "loop.previtem and loop.previtem.a"}],
        passes={"a.html": "{% if loop.first or not loop.previtem.a %}"},
    ),
    "templates leave styles to stylesheets": Rule(
        "a style written into a page is found by nobody, and no stylesheet can change it",
        styled_in_place,
        (".css", ".html", ".js"),
        [
            {"a.html": '<b style="color: #c00">c</b>'},
            {"a.html": "<style>b { top: 0; }</style>"},
            {"a.html": '<td bgcolor="{{ c }}">c</td>'},
            {"a.js": 'box.style.color = "#c00";'},
            {"a.html": '<path fill="#c00"/>', "a.css": ":root { --a: #c00; }"},
        ],
        holds_in=("sandbox/", "mock_systems/"),
        passes={"a.html": '<path fill="#c01"/>', "a.css": ":root { --a: #c00; --b: var(--c); }"},
    ),
    "variables of styles are said and used": Rule(
        "a misspelt variable is no colour at all, an unused one is dead weight",
        unknown_colours,
        (".css",),
        {"a.css": ":root { --a: #fff; }\n.b { color: var(--c); }"},
    ),
    "each selector once": Rule(
        "who changes one of two rules changes half",
        selectors_twice,
        (".css",),
        [
            {"a.css": ".b { margin: 0; }", "c.css": ".b { top: 0; }"},
            {"a.css": ".b, .c { margin: 0; }", "c.css": ".d, .c { top: 0; }"},
            {"a.css": ".c { margin: 0; }\n.b, .c { top: 0; }"},
            {"a.css": ".b, .c { margin: 0; }\n.c { top: 0; }\n.c { left: 0; }"},
        ],
        passes={"a.css": ".b, .c { margin: 0; }\n.c { top: 0; }\n@media print { .c { top: 0; } }"},
    ),
    "styles are read by the oldest browser": Rule(
        "a selector it does not know costs it the whole rule, and nobody here would see it",
        too_new,
        (".css",),
        [
            {"a.css": ".b :is(.c, .d) { top: 0; }"},
            {"a.css": ".b:not(.c, .d) { top: 0; }"},
            {"a.css": "@layer b { .c { top: 0; } }"},
            {"a.css": ".b { .c { top: 0; } }"},
            {"a.css": "@media (width >= 40em) { .c { top: 0; } }"},
            {"a.css": ".b { color: color-mix(in srgb, var(--a), var(--c)); }"},
            {"a.css": ".b { inset: 0; }"},
        ],
        passes={
            "a.css": ".b > :not(.c), .b > :not(.d) { top: 0; }\n@media print { .b { top: 0; } }"
        },
    ),
    "each style once": Rule(
        "name what looks the same in one rule",
        bodies_twice,
        (".css",),
        {"a.css": ".b { top: 0; left: 0 }\n.c { left: 0; top: 0; }"},
        passes={"a.css": ".b { top: 0; }\n.c { top: 0; }\n.d { top: 0; left: 1px; }"},
    ),
    "every style is used": Rule(
        "a class nobody has is dead weight; where a value gives it, write it out in the template",
        unused_classes,
        (".css", ".html", ".js", ".py"),
        [
            {"a.css": ".b .c { top: 0; }", "a.html": '<b class="{% if x %}b{% endif %}">c</b>'},
            {"a.css": ".is-c { top: 0; }", "a.html": '<b class="is-{{ x }}">c</b>'},
        ],
        holds_in=("sandbox/", "mock_systems/"),
        passes={"a.css": ".is-torn { top: 0; }", "a.html": '<b class="is-{{ x }}">c</b>'},
    ),
    "scripts import what stands beside them": Rule(
        "other addresses change without their names changing, or are not ours",
        imports_astray,
        (".js",),
        {"a.js": 'import { b } from "/static/b.js";'},
    ),
    "scripts import in one direction": Rule(
        "in a circle nothing can be understood alone",
        in_a_circle,
        (".js",),
        [
            {"a.js": 'import { b } from "./b.js";', "b.js": 'import { a } from "./a.js";'},
            {"a.js": "import './b.js';", "b.js": "export * from './a.js';"},
        ],
    ),
    "pages and scripts decide nothing by how a name begins": Rule(
        "a part of a name is no fact of what it names: let the server say it in an attribute",
        by_beginning,
        (".html", ".js"),
        CAUGHT,
        holds_in=("sandbox/", "mock_systems/"),
        passes=LET_PASS,
    ),
    "pages keep their scripts in modules": Rule(
        "the pages allow no script of their own, and text written as a page lets anybody write one",
        scripts_in_pages,
        (".html", ".js"),
        [
            {"a.html": '<button onclick="send()">'},
            {"a.html": "<button\n  onclick='send()'>"},
            {"a.html": '<a href="javascript:send()">'},
            {"a.html": "<script>send()</script>"},
            {"a.html": "<p onclick=send()>"},
            {"a.html": "<SCRIPT>send()</SCRIPT>"},
            {"a.html": "<p>{{ text | safe }}</p>"},
            {"a.js": "box.innerHTML = text;"},
            {"a.js": 'box.setAttribute("onclick", text);'},
            {"a.js": 'box.insertAdjacentHTML("beforeend", text);'},
        ],
        holds_in=("sandbox/", "mock_systems/"),
        passes={"a.html": '<script type="module" src="a.js"></script>', "a.js": "one = 2;"},
    ),
    "a translation is of a text there is": Rule(
        "nobody reads it, and whoever changes the text next keeps it up for nothing",
        unused,
        (".po", ".py", ".html", ".toml", ".js"),
        [
            {"a.po": PO.format("办", "Do"), "a.html": '{{ _("受理") }}'},
            {"a.po": PO.format("{count} 件办", "{count} done"), "a.py": '_("{count} 件")'},
        ],
        holds_in=("sandbox/", "mock_systems/", "grader/", "scenarios/"),
        passes={"a.po": PO.format("第{n}步“{it}”", "Step"), "a.py": 'f"第{self.n}步{it}"'},
    ),
    "a text has one translation": Rule(
        "of two nobody could tell which one counts",
        said_twice,
        (".po",),
        {"a.po": PO.format("办", "Do"), "b.po": PO.format("办", "Serve")},
    ),
    "translations are there and meant": Rule(
        "an empty or guessed translation shows Chinese, or a wrong word, to whoever reads English",
        unsaid,
        (".po",),
        {"a.po": f"#, fuzzy\n{PO.format('办', 'Do')}"},
    ),
}
each_rule = pytest.mark.parametrize("rule", [pytest.param(r, id=name) for name, r in RULES.items()])


@each_rule
def test_the_texts_keep_the_rule(rule: Rule) -> None:
    offences = list(rule.finds(rule.files()))
    assert not offences, f"{rule.reason}\n" + "\n".join(offences)


@each_rule
def test_the_rule_catches_its_offence(rule: Rule) -> None:
    offences = [rule.offence] if isinstance(rule.offence, Mapping) else rule.offence
    for offence in offences:
        assert list(rule.finds(offence)), f"this rule would let through: {offence}"


@each_rule
def test_the_rule_lets_pass_what_is_no_offence(rule: Rule) -> None:
    assert not list(rule.finds(rule.passes))


@each_rule
def test_the_rule_is_about_files_that_are_there(rule: Rule) -> None:
    assert rule.files()


def test_every_entry_of_a_catalogue_is_looked_at() -> None:
    catalogues = {path: text for path, text in texts().items() if path.endswith(".po")}
    all_of_them = sum(text.count("\nmsgid ") for text in catalogues.values())
    assert len(list(entries(catalogues))) == all_of_them
