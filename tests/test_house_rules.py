"""The rules of the house: what no file may do, why, and an offence that each rule is seen to catch.

A rule reads syntax, not behaviour; what can be tested as behaviour stands in the other tests.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from mock_systems.records import TABLES

ROOT = Path(__file__).parents[1]
OURS = ("mock_systems", "grader", "scenarios", "sandbox")
FOLDERS = (*OURS, "tests", "docs", "requirements", ".ci")
TEXT = ("", ".py", ".toml", ".md", ".txt", ".html", ".css", ".js", ".svg", ".po", ".mako", ".json")
WEB = ("fastapi", "starlette", "jinja2", "uvicorn")
# Libraries call these by name and say what they are: Starlette's static files, Alembic's steps.
ASKED_FOR = ("get_response", "upgrade", "downgrade")
Found = Iterator[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """What `finds` may find nowhere in the files under `holds_in`, except those in `but_for`.

    `finds` takes a file's text and gives line and finding; `offence` is a text it must catch.
    """

    reason: str
    finds: Callable[[str], Found]
    holds_in: Sequence[str]
    offence: str
    but_for: Sequence[str] = ()
    kinds: Sequence[str] = (".py",)

    def applies(self, path: str) -> bool:
        return (
            path.endswith(tuple(self.kinds))
            and path.startswith(tuple(self.holds_in))
            and not path.startswith(tuple(self.but_for))
        )


@cache
def texts() -> dict[str, str]:
    """Every text file of the project by its path from the root."""
    inside = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    at_root = [path for path in ROOT.iterdir() if path.suffix or path.name == ".gitignore"]
    kept = [path for path in inside + at_root if path.is_file() and path.suffix in TEXT]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in kept}


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
    """What stands at the top of a module and names two tables or more, and nothing else."""
    for statement in tree(text).body:
        for node in (
            ast.walk(statement) if isinstance(statement, ast.Assign | ast.AnnAssign) else ()
        ):
            match node:
                case ast.Dict(keys=names) | ast.Set(elts=names) | ast.Tuple(elts=names):
                    named = {name.value for name in names if isinstance(name, ast.Constant)}
                    if len(named) == len(names) > 1 and named <= TABLES.keys():
                        yield node.lineno, ", ".join(sorted(named))


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
    r"|operation\b.{0,2}\.r?partition\(|\" in [\w.]*declared\.name|\bdo = \"[^\"]*\*"
)
"""Where something is decided by how the name of an operation begins or ends."""

KINDS_OF_VALUES = ("money", "fen", "date", "month", "months", "flag", "codes", "long_text")
"""Names by which nobody outside the kinds tells one kind of values from another."""

RULES = {
    "the mock systems know nothing of web, points or scripts": Rule(
        "an imitation of the hall's systems must be usable without any of them",
        imports("sandbox", "grader", "scenarios", *WEB),
        ["mock_systems/"],
        "from starlette.requests import Request",
    ),
    "the grader stands alone": Rule(
        "a mark must be recomputable anywhere from two files with nothing installed",
        imports_beside("grader"),
        ["grader/"],
        "import pydantic",
    ),
    "dev.py needs nothing installed": Rule(
        "it is what installs everything else",
        imports_beside(),
        ["dev.py"],
        "import rich",
    ),
    "case scripts know no web": Rule(
        "scripts are checked and proved without a server",
        imports("sandbox", *WEB),
        ["scenarios/"],
        "import sandbox.attempt.door",
    ),
    "the mock systems read no clock": Rule(
        "a replay on another day must give the same changes: use the world's business date",
        calls(r"(.*\.)?(now|today|utcnow|localtime|gmtime)|time\.\w+|(monotonic|perf_counter)"),
        ["mock_systems/"],
        "from datetime import date\nstarted = date.today()",
    ),
    "the mock systems throw no dice": Rule(
        "a replay must give the same changes; only the population draws, from its seed",
        imports("random", "secrets", "uuid"),
        ["mock_systems/"],
        "import random",
        but_for=["mock_systems/population/"],
    ),
    "the population draws from its seed alone": Rule(
        "the same seed must give the same bytes: make a random.Random(seed) and draw from that",
        calls(r"random\.(?!Random$)\w+|random\.Random\(\)|secrets\.\w+|uuid\.\w+|(os\.)?urandom"),
        ["mock_systems/population/"],
        "import random\nrandom.choice('ab')",
    ),
    "no floats where money is": Rule(
        "money is integer fen and rates are Decimal; a float loses fen",
        floats,
        ["mock_systems/"],
        "rate = 0.08",
        but_for=["mock_systems/population/"],
    ),
    "one door commits": Rule(
        "who commits elsewhere splits an action in two: leave it to the door and the store",
        calls(r".*\.commit"),
        ["sandbox/", "scenarios/"],
        "session.commit()",
        but_for=["sandbox/attempt/door.py", "sandbox/store/"],
    ),
    "names are nouns of the hall": Rule(
        "a name that fits anything says nothing: name what it is or does in the hall",
        empty_names,
        [f"{name}/" for name in (*OURS, "docs")],
        "def get_person(): ...",
    ),
    "everything public says what it is": Rule(
        "a reader at the border must not have to read the body",
        undocumented,
        [*(f"{name}/" for name in (*OURS, "docs")), "dev.py"],
        '"""A module."""\nclass Ticket: ...',
    ),
    "tests say what they are about": Rule(
        "a test file opens with what it promises",
        lambda text: (each for each in undocumented(text) if text and each[1] == "the module"),
        ["tests/"],
        "import pytest",
    ),
    "a kind of values is asked, not switched on": Rule(
        "what differs from kind to kind is said once, with the kind (mock_systems.kinds)",
        switches_on_kinds,
        ["mock_systems/", "scenarios/", "sandbox/", "docs/"],
        'match field.kind:\n    case "money": ...',
        but_for=[
            "mock_systems/kinds/",
            "mock_systems/policy/kinds.py",
            "mock_systems/hall/paper_kinds.py",
        ],
    ),
    "templates ask a kind as well": Rule(
        "what differs from kind to kind is said once, with the kind (mock_systems.kinds)",
        matches(
            r"kind(\.name)? (==|in|not in) [^%]*['\"](" + "|".join(KINDS_OF_VALUES) + r")['\"]"
        ),
        ["sandbox/templates/"],
        '{% if d.kind == "money" %}',
        kinds=[".html"],
    ),
    "only commands print": Rule(
        "a library that prints talks to nobody and spoils the command's own words",
        calls("print"),
        [f"{name}/" for name in OURS],
        "print('ok')",
        but_for=[
            "sandbox/cli.py",
            "sandbox/commands/",
            "sandbox/__main__.py",
            "grader/__main__.py",
        ],
    ),
    "records say what they are": Rule(
        "a list of tables must be signed by every new record: ask its class (records/base.py)",
        lists_of_tables,
        [f"{name}/" for name in (*OURS, "docs")],
        'TITLES: Mapping[str, str] = {"person": "人员", "levy": "核定"}',
    ),
    "an operation says what it is": Rule(
        "what begins or ends alike need not be alike: ask what it declares, its part or its system",
        matches(BY_NAME),
        [*(f"{name}/" for name in OURS), "tests/"],
        'queries = [each for each in OPERATIONS if each.startswith("social_card.find")]',
        but_for=["tests/test_house_rules.py"],
        kinds=[".py", ".html", ".toml"],
    ),
    "files stay small": Rule(
        "past 400 lines a file holds two things: give each its noun",
        lines_past(400),
        [*(f"{name}/" for name in (*OURS, "docs", "tests")), "dev.py"],
        "\n" * 401,
    ),
    "files of the product stay smaller": Rule(
        "past 320 lines a room holds two nouns; the vocabulary of scripts is one, of many tables",
        lines_past(320),
        [f"{name}/" for name in OURS],
        "\n" * 321,
        but_for=["scenarios/reading/script.py", "mock_systems/codes.py"],
    ),
    "no file names this or that machine": Rule(
        "what works on one machine only is broken on the others",
        matches(PLACES),
        [""],
        "see /ro" + "ot/notes",
        kinds=TEXT,
    ),
    "no file names a registry": Rule(
        "venues install from mirrors, proxies or a wheelhouse, whichever they have",
        matches(HOSTS),
        [""],
        "--index-url py" + "pi.org",
        kinds=TEXT,
    ),
}
each_rule = pytest.mark.parametrize("rule", [pytest.param(r, id=name) for name, r in RULES.items()])


@each_rule
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    offences = [
        f"{path}:{line} {what}"
        for path, text in texts().items()
        if rule.applies(path)
        for line, what in rule.finds(text)
    ]
    assert not offences, f"{rule.reason}\n" + "\n".join(offences)


@each_rule
def test_the_rule_catches_its_offence(rule: Rule) -> None:
    assert list(rule.finds(rule.offence)), "this rule would let anything through"


@each_rule
def test_the_rule_is_about_files_that_are_there(rule: Rule) -> None:
    assert any(rule.applies(path) for path in texts())


def test_no_module_is_named_for_nothing() -> None:
    named = [p for p in texts() if re.search(r"utils?|helpers?|manager", PurePosixPath(p).stem)]
    assert not named, "a module is a noun of the hall"


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(texts()["pyproject.toml"])
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    names = {re.split(r"[\[><=~ ]", each)[0] for each in wanted}
    page = texts()["docs/dependencies.md"].partition("## Not Python")[0]
    told = set(re.findall(r"^\| `([\w.-]+)`", page, re.MULTILINE))
    assert told == names, "docs/dependencies.md tells why each dependency is there, and no other"
