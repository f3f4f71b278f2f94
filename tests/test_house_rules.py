"""The rules of the house: what no file may do, why, and an offence that each rule is seen to catch.

A rule reads syntax, not behaviour; what can be tested as behaviour stands in the other tests.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from tests.kinds_of_paper import papers_named
from tests.offences import (
    BY_NAME,
    HOSTS,
    KINDS_OF_VALUES,
    PLACES,
    Found,
    by_beginning,
    calls,
    empty_names,
    floats,
    imports,
    imports_beside,
    leans_on,
    lines_past,
    lists_of_tables,
    matches,
    parts_of_texts,
    roundabout,
    switches_on_kinds,
    undocumented,
)

ROOT = Path(__file__).parents[1]
OURS = ("mock_systems", "grader", "scenarios", "sandbox")
FOLDERS = (*OURS, "tests", "docs", "requirements", ".ci")
TEXT = ("", ".py", ".toml", ".md", ".txt", ".html", ".css", ".js", ".svg", ".po", ".mako", ".json")
MODELS = ("pydantic", "pydantic_core")
READ = ("tomlkit", "tree_sitter", "tree_sitter_toml")
SERVED = (
    *("alembic", "argon2", "babel", "fastapi", "jinja2", "markupsafe", "python_multipart"),
    *("rich", "sqlalchemy", "sqlmodel", "starlette", "uvicorn"),
)
LAWFUL = ("policy", "social_insurance", "social_card", "employment", "outside", "hall")


@dataclass(frozen=True, slots=True)
class Rule:
    """What `finds` may find nowhere in the files under `holds_in`, except those in `but_for`.

    `finds` takes a file's text and gives line and finding; `offence` is a text it must catch, or
    several; `passes` are some that look alike and are none.
    """

    reason: str
    finds: Callable[[str], Found]
    holds_in: Sequence[str]
    offence: str | Sequence[str]
    but_for: Sequence[str] = ()
    kinds: Sequence[str] = (".py",)
    passes: Sequence[str] = ()

    @property
    def offences(self) -> Sequence[str]:
        return [self.offence] if isinstance(self.offence, str) else self.offence

    def speaks_of(self, path: str) -> bool:
        return path.endswith(tuple(self.kinds)) and path.startswith(tuple(self.holds_in))

    def applies(self, path: str) -> bool:
        return self.speaks_of(path) and not path.startswith(tuple(self.but_for))


@cache
def texts() -> dict[str, str]:
    """Every text file of the project by its path from the root."""
    inside = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    at_root = [path for path in ROOT.iterdir() if path.suffix or path.name == ".gitignore"]
    kept = [path for path in inside + at_root if path.is_file() and path.suffix in TEXT]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in kept}


RULES = {
    "the mock systems know nothing of web, points or scripts": Rule(
        "an imitation of the hall's systems must be usable without any of them",
        imports_beside("mock_systems", *MODELS),
        ["mock_systems/"],
        ["from starlette.requests import Request", "import grader", "import requests"],
    ),
    "imports say in full from where": Rule(
        "rooms and packages are held apart by reading imports: one that cannot be read holds nothing",
        roundabout,
        [*(f"{name}/" for name in OURS), "docs/"],
        [
            "from ..counter import page",
            "from importlib import import_module\nimport_module('sandbox.counter.page')",
        ],
        but_for=["sandbox/papers/notices/__init__.py"],
    ),
    "the product knows nothing of its tests and lists": Rule(
        "what is served must run without them, and on what is named: docs/dependencies.md says why",
        imports_beside(*OURS, *MODELS, *SERVED),
        ["sandbox/"],
        ["from tests.sample import everything", "import docs.lists", "import requests"],
    ),
    "the grader stands alone": Rule(
        "a mark must be recomputable anywhere from two files with nothing installed",
        imports_beside("grader"),
        ["grader/"],
        "import pydantic",
    ),
    **{
        f"the parts of {name} do not lean on its whole": Rule(
            "the package's root may import them: that were a circle, and hides where a thing is",
            leans_on(name, *(path.stem for path in (ROOT / name).iterdir())),
            [f"{name}/"],
            [f"from {name} import mark", f"import {name}"],
        )
        for name in OURS
    },
    "dev.py needs nothing installed": Rule(
        "it is what installs everything else",
        imports_beside(),
        ["dev.py"],
        "import rich",
    ),
    "case scripts know no web": Rule(
        "scripts are checked and proved without a server",
        imports_beside("scenarios", "mock_systems", "grader", *MODELS, *READ),
        ["scenarios/"],
        ["import sandbox.attempt.door", "import requests", "from jinja2 import Template"],
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
        but_for=["sandbox/store/"],
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
        [
            'match field.kind:\n    case "money": ...',
            "from mock_systems.kinds.amounts import Money\nplain = isinstance(field.kind, Money)",
            "from mock_systems import kinds\nplain = issubclass(type(kind), kinds.Money)",
            "from mock_systems.kinds.times import Date\nplain = type(field.kind) is Date",
            "from mock_systems.kinds.times import Date\nmatch kind:\n    case Date(): ...",
        ],
        but_for=[
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
    "a kind of paper is known in its folder alone": Rule(
        "what is done with some papers only is a key of their form.toml (mock_systems.papers)",
        papers_named,
        [f"{name}/" for name in OURS],
        [
            'reads = paper.kind == "id_card"',
            'FITS = {"other_term": frozenset({"labour_contract", "authorization"})}',
            'keys = PAPER_FORMS["social_card"].keys',
            "{% if desk.paper.kind == 'bank_card' %}",
            'CHIPS = ("greet", "ask_id_card")',
        ],
        kinds=[".py", ".html", ".js"],
        passes=[
            'item = find("social_card.find")',
            'account = column("银行账号", kind="bank_card")',
        ],
    ),
    "only commands print": Rule(
        "a library that prints talks to nobody and spoils the command's own words",
        calls("print"),
        [f"{name}/" for name in OURS],
        "print('ok')",
        but_for=[
            "sandbox/cli.py",
            "sandbox/commands/",
            "grader/__main__.py",
        ],
    ),
    "records say what they are": Rule(
        "a list of tables must be signed by every new record: ask its class (records/base.py)",
        lists_of_tables,
        [f"{name}/" for name in (*OURS, "docs")],
        [
            'TITLES: Mapping[str, str] = {"person": "人员", "levy": "核定"}',
            'TITLES = {"person": "人员", "levy": "核定", "": "无"}',
            'KEPT = ["person", "levy", "employer"]',
            'def kept():\n    return [one(each) for each in ("person", "levy")]',
            "def kept():\n    return (Person, Employer)",
            'class Titles:\n    of = {"person": "人员", "levy": "核定"}',
        ],
        passes=[
            'def facts():\n    return {"person": key, "employer": firm}',
            'shown = ["person", "name", "sex", "born"]',
        ],
    ),
    "an operation says what it is": Rule(
        "what begins or ends alike need not be alike: ask what it declares, its part or its system",
        matches(BY_NAME),
        [*(f"{name}/" for name in OURS), "tests/"],
        [
            'queries = [each for each in OPERATIONS if each.startswith("social_card.find")]',
            'asked = name.startswith("social_card.find")',
            'asked = event["operation"].split(".")[1].startswith("find")',
        ],
        but_for=["tests/test_house_rules.py"],
        kinds=[".py", ".html", ".toml"],
    ),
    "nothing is decided by how a name begins": Rule(
        "a part of a name is no fact of what it names: ask what that declares, or list the names",
        by_beginning,
        [f"{name}/" for name in (*OURS, "docs")],
        [
            'ours = op.split(".")[0] == "social_card"',
            'system, _, verb = name.partition(".")\nours = verb in ("find", "open")',
            'ours = name[:4] == "hall"',
            'ended = reason.startswith("64")',
            'paid = [amount for name, amount in items if name.endswith("employer")]',
        ],
        passes=[
            'system = name.partition(".")[0]',
            'kept = path.name.endswith(".toml") and not text.startswith("#")',
            "valid = number[14:17] != '000' and len(number[2:]) == 16",
        ],
    ),
    "law is said, not spelt": Rule(
        "what a code or a decision means stands in a field of its entry or row, with its basis",
        parts_of_texts,
        [f"mock_systems/{room}/" for room in LAWFUL],
        [
            'state = ENDED if reason.startswith("64") else SUSPENDED',
            'allowed = row.then == "可以受理"',
            "allowed = row.then in (EARLY, LATE)",
            'late = month[:4] < "2026"',
            'town = "10" == kind[:2]',
        ],
        but_for=[
            "mock_systems/hall/topics/",
            "mock_systems/policy/load.py",
            "mock_systems/policy/identifier.py",
        ],
    ),
    "files stay small": Rule(
        "past 400 lines a file holds two things: give each its noun",
        lines_past(400),
        [*(f"{name}/" for name in (*OURS, "docs", "tests")), "dev.py"],
        "\n" * 401,
    ),
    "files of the product stay smaller": Rule(
        "past 320 lines a file holds two nouns",
        lines_past(320),
        [f"{name}/" for name in OURS],
        "\n" * 321,
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
    for offence in rule.offences:
        assert list(rule.finds(offence)), f"this rule would let through: {offence}"


@each_rule
def test_the_rule_lets_pass_what_is_no_offence(rule: Rule) -> None:
    for innocent in rule.passes:
        assert not list(rule.finds(innocent)), f"this rule would catch: {innocent}"


@each_rule
def test_the_rule_is_about_files_that_are_there(rule: Rule) -> None:
    assert any(rule.applies(path) for path in texts())


@each_rule
def test_whoever_is_exempt_from_the_rule_needs_to_be(rule: Rule) -> None:
    for exempt in rule.but_for:
        kept = [text for path, text in texts().items() if path.startswith(exempt)]
        assert any(list(rule.finds(text)) for text in kept if text), f"{exempt} needs no exemption"


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
