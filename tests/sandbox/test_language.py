"""Every word of the screens has English, and the switch works without JavaScript."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_python
from jinja2.ext import babel_extract

import sandbox
from mock_systems.catalogue import SYSTEMS
from mock_systems.codes import LISTS
from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES
from sandbox.app import make_app
from sandbox.declined import Declined
from sandbox.language import ENGLISH, languages
from sandbox.store.accounts import ROLES

HERE = Path(sandbox.__file__).parent
MARKS = {"_": None, "official": None, "say": None, "Sentence": None}


def _written(pattern: str, extract: Callable[..., Iterator[tuple]]) -> Iterator[str]:
    """The literal texts that the files of the package mark for translation."""
    for path in HERE.rglob(pattern):
        for _line, _mark, text, _notes in extract(io.BytesIO(path.read_bytes()), MARKS, (), {}):
            first = text[0] if isinstance(text, tuple) else text
            if first is not None:
                yield first


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
            yield from (field.label, field.hint)


def of_records() -> Iterator[str]:
    """Titles of records and labels of their columns."""
    for record in TABLES.values():
        yield record.title
        yield from (str(record.facts(name).get("label", "")) for name in record.model_fields)


def of_codes() -> Iterator[str]:
    """The labels of every code list, and of roles."""
    yield from ROLES.values()
    for codes in LISTS.values():
        yield from codes.labels.values()


SOURCES = [in_templates, in_python, of_mistakes, of_operations, of_records, of_codes]


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
