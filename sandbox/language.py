"""The words of the screens: Chinese as written in the code, English from the catalogue.

The catalogue is gettext's (Chinese msgids): `locale/en.<part>.po` has the texts of one system or one
part of the product, `locale/en.po` those of several. Kinds of paper, kinds of notice, service items
and legal bases have their English name beside their Chinese one. All are read as one into memory at start, so
no compiled copy can be out of date. A word without English stays Chinese, and fails a test.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from mock_systems import notices, papers
from mock_systems.bases import LAWS
from mock_systems.hall import topics
from mock_systems.items import ITEMS
from mock_systems.sentence import Official, Sentence, Typed

LOCALE = Path(__file__).parent / "locale"
CHINESE, ENGLISH = "zh_CN", "en"


class SaidTwice(ValueError):
    """Two files of a catalogue say the same text, and nobody could tell which one counts."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the screens: `say` is `_` in templates."""

    code: str
    tag: str
    """As HTML's `lang` takes it."""
    name: str
    catalogue: Mapping[str, str]

    comma: str
    """Between the members of a list."""

    def say(self, text: str, **values: Any) -> str:
        """The text in this language, with its `{values}` filled in, themselves in this language
        where they are words of the hall."""
        if isinstance(text, Typed):
            return text
        return self.official(text) if isinstance(text, Official) else self._said(text, values)

    def official(self, title: str) -> str:
        """An official name: never translated away, English stands beside it."""
        said = self._said(title, {})
        return title if said == title else f"{title} {said}"

    def _said(self, text: str, values: Mapping[str, Any]) -> str:
        if isinstance(text, Sentence):
            values = {**text.values, **values}
            text = text.msgid
        said = self.catalogue.get(text, text)
        return said.format(**{n: self._value(v) for n, v in values.items()}) if values else said

    def _value(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return self.comma.join(map(self.say, value))
        return self.say(value) if isinstance(value, str) else value


@cache
def languages() -> Mapping[str, Language]:
    """Every language of the screens by its code, Chinese first."""
    return {
        CHINESE: Language(CHINESE, "zh-CN", "中文", {}, "、"),
        ENGLISH: Language(
            ENGLISH, "en", "English", {**named(), **read_catalogue(files(ENGLISH))}, ", "
        ),
    }


def language_of(code: str | None) -> Language:
    """The language with this code; Chinese for any other code."""
    return languages().get(code or CHINESE) or languages()[CHINESE]


def named() -> Mapping[str, str]:
    """The English of what says it in a file of its own: papers, notices, service items, legal bases,
    topics."""
    books = [form["pages"] for form in papers.FORMS.values() if "pages" in form]
    forms = (*papers.FORMS.values(), *notices.FORMS.values(), *books)
    items = {item.name: item.english for item in ITEMS.values()}
    laws = {law.whole: law.english for law in LAWS.values()}
    return {**topics.ENGLISH, **items, **laws, **{form["title"]: form["english"] for form in forms}}


def files(code: str) -> list[Path]:
    """The files of a language's catalogue, its own before those of parts."""
    return sorted(LOCALE.glob(f"{code}*.po"))


def read_catalogue(paths: Iterable[Path]) -> Mapping[str, str]:
    """The files of a catalogue as one; `SaidTwice` where two of them say the same text."""
    said: dict[str, str] = {}
    found_in: dict[str, str] = {}
    for path in paths:
        for text, words in _messages(path).items():
            if text in said:
                raise SaidTwice(
                    f"“{text}”在 {found_in[text]} 和 {path.name} 中都有译文，请只保留一处。"
                )
            said[text], found_in[text] = words, path.name
    return said


def _messages(path: Path) -> Mapping[str, str]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=ENGLISH, abort_invalid=True)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}
