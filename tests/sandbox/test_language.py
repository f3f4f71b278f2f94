"""Every word of the screens has English, and the switch works without JavaScript."""

import ast
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

import sandbox
from mock_systems.catalogue import SYSTEMS
from mock_systems.codes import LISTS
from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.hall.topics import TOPICS
from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS
from mock_systems.policy.catalogue import RULES
from mock_systems.policy.keys import keys
from mock_systems.policy.load import families, parameters, regions
from mock_systems.records import TABLES
from mock_systems.sentence import Sentence, Typed
from sandbox.app import make_app
from sandbox.declined import Declined
from sandbox.language import (
    CHINESE,
    ENGLISH,
    Language,
    SaidTwice,
    files,
    language_of,
    languages,
    named,
    read_catalogue,
)
from sandbox.store.accounts import ROLES
from scenarios.shelf import all_cases
from tests.sandbox.conftest import Browser

HERE = Path(sandbox.__file__).parent
MARKS = {"_": None, "official": None, "say": None, "Sentence": None}


def _written(pattern: str, extract: Callable[..., Iterator[tuple]]) -> Iterator[str]:
    """The literal texts that the files of the package mark for translation."""
    for path in HERE.rglob(pattern):
        for _line, _mark, text, _notes in extract(io.BytesIO(path.read_bytes()), MARKS, (), {}):
            first = text[0] if isinstance(text, tuple) else text
            if first is not None:
                yield first


def msgid(text: str) -> str:
    """What the catalogue calls a text."""
    return text.msgid if isinstance(text, Sentence) else text


def in_templates() -> Iterator[str]:
    return _written("*.html", babel_extract)


def in_python() -> Iterator[str]:
    return _written("*.py", extract_python)


def of_mistakes() -> Iterator[str]:
    """What is told when something is declined."""
    assert make_app, "importing the application registers every mistake"
    kinds = [Declined]
    for kind in kinds:
        kinds += kind.__subclasses__()
        yield from (kind.message, kind.remedy)


def of_operations() -> Iterator[str]:
    """Titles, menus, labels and hints of operations, and the systems they stand in."""
    yield from SYSTEMS.values()
    for operation in OPERATIONS.values():
        yield from (operation.declared.title, operation.declared.menu)
        for field in operation.form():
            yield from (
                msgid(field.label),
                *getattr(field.label, "values", {}).values(),
                field.hint,
            )


def of_moves() -> Iterator[str]:
    """Why the state of a record stands in the way."""
    for moves in filter(None, (record.moves for record in TABLES.values())):
        yield moves.told
        yield from (why for move in moves.ways for why in move.stopped.values())


def of_records() -> Iterator[str]:
    """Titles of records and labels of their columns."""
    for record in TABLES.values():
        yield record.title
        yield from (str(record.facts(name).get("label", "")) for name in record.model_fields)


def of_codes() -> Iterator[str]:
    """The labels of every code list, brief ones too, but names of places, and of roles."""
    yield from ROLES.values()
    for codes in LISTS.values():
        labels = (*codes.labels.values(), *codes.brief.values())
        yield from (msgid(label) for label in labels if not isinstance(label, Typed))


def of_topics() -> Iterator[str]:
    """What a clerk can say."""
    for topic in TOPICS.values():
        yield from (msgid(topic.label), msgid(topic.sentence))


def of_items() -> Iterator[str]:
    """Names of service items and their time limits."""
    for item in ITEMS.values():
        yield from (item.name, item.legal, item.promised, item.terms)


def of_card_reader() -> Iterator[str]:
    """What the reader shows of an identity card; papers themselves stay in Chinese."""
    yield from (key.label for key in PAPER_FORMS["id_card"].keys.values())


def of_rules() -> Iterator[str]:
    """Titles of rules, and what their facts and results are called and may be."""
    yield from (rule.title for rule in RULES.values())
    for key in keys().values():
        yield from (key.label, *key.kind.choices.values())


def of_parameters() -> Iterator[str]:
    """Labels of parameters, where they count, and the packs that simulated ones stand in."""
    yield from (*regions().values(), *families().values())
    for parameter in parameters():
        yield parameter.label
        yield from (str(each.source) for each in parameter.values if each.status == "simulated")


def of_groups() -> Iterator[str]:
    """The parts of a scorecard."""
    for script in all_cases().values():
        yield from (group.title for group in script.groups.values())


def in_systems() -> Iterator[str]:
    """Every text written in the mock systems and in what draws them, and every text made there
    without `Sentence`, which nobody could say in English."""
    for path in speaking():
        tree = ast.parse(path.read_text("utf-8"))
        unsaid = CONTENT | COMMAND_LINE.get(path.name, set())
        silent = {id(node) for each in ast.walk(tree) for node in _silent(each, unsaid)}
        for node in ast.walk(tree):
            match node:
                case ast.Constant(str(text)) if id(node) not in silent:
                    yield text
                case ast.JoinedStr() if id(node) not in silent:
                    yield ast.unparse(node)


def _silent(node: ast.AST, unsaid: set[str]) -> Iterator[ast.AST]:
    """Docstrings, the parts of a longer text, patterns, what a text is asked to begin with, and the
    functions whose texts no screen says."""
    match node:
        case ast.Expr(ast.Constant() as docstring):
            yield docstring
        case ast.JoinedStr(parts):
            yield from parts
        case ast.Call(ast.Attribute(ast.Name("re"))) as pattern:
            yield from ast.walk(pattern)
        case ast.Call(ast.Attribute(attr="startswith"), beginnings):
            yield from beginnings
        case ast.FunctionDef(name) if name in unsaid:
            yield from ast.walk(node)
        case ast.Assign([ast.Name(name)], ast.Constant()) if name in unsaid:
            yield node.value
        case ast.AnnAssign(ast.Name(name), value=ast.Constant()) if name in unsaid:
            yield from ast.walk(node)


CHINESE_ALONE = {
    "mock_systems/bases": "what is wrong with a basis; a law is cited by its name in every language",
    "mock_systems/codes.py": "labels, asked of the code lists themselves",
    "mock_systems/hall/paper_forms.py": "what is wrong with a paper of a script",
    "mock_systems/hall/paper_kinds.py": "what is wrong with a paper of a script",
    "mock_systems/hints.py": "the way out of a wrong word in a script or command",
    "mock_systems/identifiers.py": "digits as they are spoken",
    "mock_systems/policy/coverage.py": "what is wrong with a file of parameters",
    "mock_systems/policy/holidays.py": "what is wrong with a calendar",
    "mock_systems/policy/load.py": "what is wrong with a file of parameters",
    "mock_systems/policy/sound.py": "what is wrong with a file of parameters",
    "mock_systems/toml": "what is wrong with a file that people write",
    "mock_systems/policy/parameter.py": "a figure that no file gives",
    "mock_systems/population": "people, their papers, and the gates of a population",
    "mock_systems/records": "labels, asked of the records themselves; values that are content",
    "mock_systems/world.py": "a mistake in an operation",
    "sandbox/accounts.py": "the command line",
    "sandbox/api/app.py": "the description for programs, in both languages at once",
    "sandbox/api/sitter.py": "the description of the token, beside it",
    "sandbox/attempt/replay.py": "the command line",
    "sandbox/audit": "the command line",
    "sandbox/authoring/case_view.py": "what is wrong with a paper of a script",
    "sandbox/cli.py": "the command line",
    "sandbox/__main__.py": "the command line, in both languages",
    "sandbox/commands": "the command line",
    "sandbox/contest/demo.py": "names of the demo",
    "sandbox/counter/notice.py": "what a notice says",
    "sandbox/language.py": "the name of the language; what is wrong with a catalogue",
    "sandbox/papers": "what papers and notices say",
    "sandbox/recall.py": "patterns of Chinese",
    "sandbox/store/roles.py": "the command line",
    "sandbox/store/guards.py": "the command line",
    "sandbox/store/schema.py": "the command line",
}
"""Files and folders whose texts are content, or speak to authors and to who starts the hall."""
CONTENT = {"_about", "_summary"}
"""What visitors answer and notices say is written down: content of the case, in Chinese."""
IN_CHINESE = {"title", "form", "called", "why_not", "unlisted", "otherwise", "sample", "on_paper"}
"""How a kind of values is told to who writes a script, called in what it says, got wrong in mutants, and printed on papers."""
COMMAND_LINE = {
    "slip.py": {"_lines", "_told", "_step_lines"},
    **{f"{file}.py": IN_CHINESE for file in ("kind", "texts", "amounts", "times", "choices")},
}
"""The slip of a rule as plain text, and what only authors and papers say, by file."""


def speaking() -> Iterator[Path]:
    """The files of mock systems and screens, but for those that speak Chinese alone."""
    root = HERE.parent
    silent = tuple(root / path for path in CHINESE_ALONE)
    for path in (*(root / "mock_systems").rglob("*.py"), *HERE.rglob("*.py")):
        if not any(path.is_relative_to(each) for each in silent):
            yield path


SOURCES = [
    in_templates, in_python, in_systems, of_mistakes, of_operations, of_records, of_moves, of_codes, of_topics,
    of_items, of_card_reader, of_rules, of_parameters, of_groups,
]  # fmt: skip


def _chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def missing(source: Callable[[], Iterator[str]]) -> list[str]:
    """The Chinese texts of a source that have no English."""
    english = languages()[ENGLISH].catalogue
    return sorted({text for text in source() if _chinese(text) and text not in english})


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.__name__)
def test_every_word_has_english(source: Callable[[], Iterator[str]]) -> None:
    assert any(map(_chinese, source())), "a source without any text cannot miss one"
    assert missing(source) == []


def test_a_text_without_english_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = {text: said for text, said in languages()[ENGLISH].catalogue.items() if text != "登录"}
    poorer = Language(ENGLISH, "en", "English", fewer, ", ")
    monkeypatch.setattr(f"{__name__}.languages", lambda: {ENGLISH: poorer})
    assert missing(in_templates) == ["登录"]


def test_what_speaks_chinese_alone_is_there() -> None:
    assert [path for path in CHINESE_ALONE if not (HERE.parent / path).exists()] == []


def test_a_text_said_in_two_files_is_found(tmp_path: Path) -> None:
    for name, text in (("en.po", "登录"), ("en.policy.po", "登录"), ("en.other.po", "退出")):
        (tmp_path / name).write_text(f'msgid "{text}"\nmsgstr "{name}"\n', "utf-8")
    apart = read_catalogue([tmp_path / "en.po", tmp_path / "en.other.po"])
    assert apart == {"登录": "en.po", "退出": "en.other.po"}
    with pytest.raises(SaidTwice, match=r"“登录”在 en\.po 和 en\.policy\.po 中都有译文"):
        read_catalogue([tmp_path / "en.po", tmp_path / "en.policy.po"])


def test_what_is_named_in_a_file_of_its_own_is_named_there_alone() -> None:
    assert not named().keys() & read_catalogue(files(ENGLISH)).keys()


@pytest.mark.parametrize("path", files(ENGLISH), ids=lambda path: path.name)
def test_english_fills_in_the_same_values(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=ENGLISH, abort_invalid=True)
    for message in catalogue:
        names = [set(re.findall(r"{(\w*)}", text)) for text in (message.id, message.string)]
        assert names[0] == names[1], message.id


def test_a_sentence_is_its_own_chinese_and_can_be_said_in_english() -> None:
    sentence = Sentence("第 {seconds} 秒主动说", seconds=8)
    assert sentence == "第 8 秒主动说"
    assert "8 s" in languages()[ENGLISH].say(sentence)
    assert languages()[CHINESE].say(sentence) == sentence


def test_an_official_name_is_never_translated_away() -> None:
    chinese, english = languages()[CHINESE], languages()[ENGLISH]
    assert chinese.official("失业登记") == "失业登记"
    assert english.official("失业登记") == "失业登记 Unemployment registration"


def test_an_unknown_language_is_chinese() -> None:
    assert language_of("tlh").code == language_of(None).code == CHINESE


def test_the_switch_says_the_page_in_english_and_back(client: Browser) -> None:
    english = client.submit("/language", code=ENGLISH, next="/sign-in?next=/x")
    assert str(english.url).endswith("/sign-in?next=/x")
    assert '<html lang="en">' in english.text and "Sign in" in english.text
    assert '<html lang="zh-CN">' in client.submit("/language", code=CHINESE, next="/").text


def test_the_language_stays_with_the_account(
    client: Browser, browsers: Callable[..., Browser]
) -> None:
    client.sign_in("xs001")
    client.submit("/language", code=ENGLISH, next="/")
    assert "Sign out" in browsers("xs001").get("/").text
    assert "退出登录" in browsers("xs002").get("/").text


def test_mistakes_are_told_in_the_language_of_the_account(client: Browser) -> None:
    client.sign_in("xs001")
    client.submit("/language", code=ENGLISH, next="/")
    assert "There is no such page." in client.get("/nowhere").text


@pytest.mark.parametrize("fields", [{"code": "tlh"}, {}, {"code": ENGLISH, "next": "//evil.test"}])
def test_the_switch_leads_nowhere_else(client: Browser, fields: dict[str, str]) -> None:
    answer = client.submit("/language", **fields)
    assert answer.url.host == "testserver"
