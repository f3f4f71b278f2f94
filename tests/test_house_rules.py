"""The rules of the house: what no file may do, why, and an offence that each rule is seen to catch.

A rule reads syntax, not behaviour; what can be tested as behaviour stands in the other tests.
"""

import re
import tomllib
from pathlib import PurePosixPath

import pytest

from tests.house import FOLDERS, OURS, ROOT, TEXT, Rule, texts
from tests.offences import (
    HOSTS,
    PLACES,
    calls,
    divided_amounts,
    either,
    empty_names,
    floats,
    imports,
    imports_beside,
    leans_on,
    lines_past,
    matches,
    names,
    roundabout,
    texts_of,
    undocumented,
    unseeded,
)
from tests.switch_rules import SWITCHES

MODELS = ("pydantic", "pydantic_core")
READ = ("tomlkit", "tree_sitter", "tree_sitter_toml")
SERVED = (
    *("alembic", "argon2", "babel", "fastapi", "fsrs", "jinja2", "markupsafe", "psycopg"),
    *("python_multipart", "rich", "sqlalchemy", "sqlmodel", "starlette", "uvicorn"),
)
CLOCK = (
    r"datetime\.(datetime|date)\.(now|today|utcnow)|time\.(?!struct_time)\w+"
    r"|sqlalchemy\.func\.(now|current_\w+|localtime(stamp)?)"
)

RULES = {
    "the mock systems know nothing of web, points or scripts": Rule(
        "an imitation of the hall's systems must be usable without any of them",
        imports_beside("mock_systems", *MODELS),
        ["mock_systems/"],
        ["from starlette.requests import Request", "import grader", "import requests"],
    ),
    "imports say in full what from where": Rule(
        "rooms and packages are held apart by reading imports: one that cannot be read holds nothing",
        roundabout,
        [*(f"{name}/" for name in OURS), "docs/"],
        [
            "from ..counter import page",
            "from importlib import import_module\nimport_module('sandbox.counter.page')",
            "from time import *\nclock = time()",
        ],
        but_for=["mock_systems/records/__init__.py", "sandbox/papers/notices/__init__.py"],
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
        either(names(CLOCK), calls(r"(.*\.)?(now|today|utcnow|localtime|gmtime)")),
        ["mock_systems/"],
        [
            "from datetime import date\nstarted = date.today()",
            "from time import time\nstarted = time()",
            "from datetime import date as day\nclock = day.today",
            "import time as t\nstarted = t.monotonic()",
        ],
        passes=["started = world.today"],
    ),
    "the hall has one clock": Rule(
        "what reads its own cannot be tried at another time: take `now`, or ask the server's",
        either(names(CLOCK), texts_of(r"(?s).*\bCURRENT_(TIMESTAMP|DATE|TIME)\b.*")),
        [f"{name}/" for name in (*OURS, "docs")],
        [
            "import time\nclock = time.time_ns",
            "from datetime import datetime\nat = datetime.now()",
            "from sqlalchemy import Column, DateTime, func\nat = Column(DateTime, default=func.now())",
            'at = text("SELECT CURRENT_TIMESTAMP")',
        ],
        but_for=["sandbox/clock.py", "sandbox/commands/policy.py"],
    ),
    "the mock systems throw no dice": Rule(
        "a replay must give the same changes; only the population draws, from its seed",
        imports("random", "secrets", "uuid"),
        ["mock_systems/", "grader/"],
        ["import random", "from random import choice"],
        but_for=["mock_systems/population/"],
    ),
    "whoever draws, draws from a seed alone": Rule(
        "the same seed must give the same bytes: make a random.Random(seed) and draw from that",
        either(
            names(
                r"random\.(?!Random$)\w+|secrets\.(?!compare_digest$)\w+|uuid\.uuid\d|os\.urandom"
            ),
            unseeded,
        ),
        [f"{name}/" for name in (*OURS, "docs")],
        [
            "import random\nrandom.choice('ab')",
            "from random import choice\none = choice('ab')",
            "from random import choice as one\ndraw = one",
            "from os import urandom\nseed = urandom(8)",
            "import random\ndice = random.Random()",
            "from random import Random as Dice\ndice = Dice()",
            "import random\ndice = random.Random(None)",
            "import random\ndice = random.Random(hash(case))",
        ],
        but_for=[
            "sandbox/accounts.py",
            "sandbox/contest/sittings.py",
            "sandbox/passwords.py",
            "sandbox/security.py",
            "sandbox/sign_ins.py",
            "sandbox/store/contest.py",
        ],
    ),
    "no floats where money is": Rule(
        "money is integer fen and rates are Decimal; a float loses fen",
        floats,
        ["mock_systems/"],
        "rate = 0.08",
        but_for=["mock_systems/population/"],
    ),
    "an amount is not torn into a float": Rule(
        "a share of whole fen is a float: multiply a Decimal, or divide with `//` and say the rest",
        divided_amounts,
        [f"{name}/" for name in OURS],
        [
            "half = fen / 2",
            "each = (levy.amount + row['fen']) / 2",
            "mean = sum(amounts) / n",
            "half = total / 2",
        ],
        passes=[
            "yuan = Decimal(fen) / 100",
            "each = fen / Decimal(3)",
            "months = paid_fen // 2",
            "folder = root / name",
        ],
    ),
    "one door commits": Rule(
        "who commits elsewhere splits an action in two: leave it to the door and the store",
        either(
            names(r".*\.(commit|rollback|begin|begin_nested|executescript)"),
            texts_of(
                r"(?is)(.*;)?\s*((begin|commit|rollback)( (deferred|immediate|exclusive|isolation|transaction|work|to|and)\b"
                r"[\w ]*)?|(start|end) transaction|(savepoint|release)( savepoint)? \w+)\s*;?\s*|autocommit"
            ),
        ),
        ["sandbox/", "scenarios/"],
        [
            "session.commit()",
            "done = session.commit",
            'connection.execute(text("COMMIT"))',
            "with connection.begin(): ...",
            'getattr(session, "commit")()',
            *(
                f'connection.execute(text("{said}"))'
                for said in (
                    "DELETE FROM turn; END TRANSACTION",
                    "BEGIN IMMEDIATE",
                    "SAVEPOINT one",
                )
            ),
            'engine = create_engine(address, isolation_level="AUTOCOMMIT")',
            "connection.executescript(statements)",
        ],
        but_for=["sandbox/store/", "sandbox/commands/audits.py"],
        passes=['label = "Begin the exercise"', 'told = "Release of the paper"'],
    ),
    "names are nouns of the hall": Rule(
        "a name that fits anything says nothing: name what it is or does in the hall",
        empty_names,
        [f"{name}/" for name in (*OURS, "docs")],
        [
            "def get_person(): ...",
            "def getPerson(): ...",
            "def personOf(): ...",
            "class DataService: ...",
            "class FooManager: ...",
            "class Of_persons: ...",
        ],
        passes=["class ServiceItem: ...", "def forget(): ..."],
    ),
    "everything public says what it is": Rule(
        "a reader at the border must not have to read the body",
        undocumented,
        [*(f"{name}/" for name in (*OURS, "docs")), "dev.py"],
        '"""A module."""\nclass Ticket: ...',
    ),
    "tests say what they are about": Rule(
        "a test file opens with what it promises",
        lambda text: iter([] if text.startswith('"""') or not text else [(1, "the module")]),
        ["tests/"],
        "import pytest",
    ),
    "only commands print": Rule(
        "a library that prints talks to nobody and spoils the command's own words",
        names(
            r"((rich|builtins|pprint|traceback)\.)?p?print(_\w+)?|sys\.std(out|err)|rich.*\.Console"
        ),
        [f"{name}/" for name in OURS],
        [
            "print('ok')",
            "say = print\nsay('ok')",
            "from sys import stdout\nstdout.write('ok')",
            "from rich import print\nprint('ok')",
            "from rich.console import Console\nConsole().log('ok')",
            "import sys\nsys.stderr.writelines(['ok'])",
        ],
        but_for=[
            "sandbox/cli.py",
            "sandbox/commands/",
            "grader/__main__.py",
            "sandbox/__main__.py",
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
    **SWITCHES,
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


def test_the_rules_are_about_every_folder_with_code() -> None:
    ignored = {line.strip("/") for line in texts()[".gitignore"].split()}
    folders = [each for each in ROOT.iterdir() if each.is_dir() and each.name not in ignored]
    own = {each.name for each in folders if each.name[0] != "." and any(each.rglob("*.py"))}
    assert own <= {*FOLDERS}, "give a new folder its place in FOLDERS (tests/house.py)"


def test_no_module_is_named_for_nothing() -> None:
    named = [p for p in texts() if re.search(r"utils?|helpers?|manager", PurePosixPath(p).stem)]
    assert not named, "a module is a noun of the hall"


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(texts()["pyproject.toml"])
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    names = {re.split(r"[\[><=~ ]", each)[0] for each in wanted}
    page = texts()["docs/dependencies.md"].partition("## Not Python")[0]
    named = set(re.findall(r"^\| `([\w.-]+)`", page, re.MULTILINE))
    assert named == names, "docs/dependencies.md tells why each dependency is there, and no other"
