"""The words of the screens: Chinese as written in the code, English from the catalogue.

The catalogue is gettext's (`locale/en.po`, Chinese msgids). It is read into memory at start, so no
compiled copy can be out of date. A word without English stays Chinese, and fails a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"
CHINESE, ENGLISH = "zh_CN", "en"


class Sentence(str):
    """A Chinese sentence with its values filled in, which can still be said in another language.

    `Sentence("请在 {seconds} 秒后再试。", seconds=8)` is the text itself wherever a text is wanted.
    Words written in a module's body are marked by it too, so that the catalogue finds them.
    """

    __slots__ = ("msgid", "values")

    msgid: str
    values: Mapping[str, Any]

    def __new__(cls, msgid: str, **values: Any) -> Self:
        sentence = super().__new__(cls, msgid.format(**values) if values else msgid)
        sentence.msgid, sentence.values = msgid, values
        return sentence


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the screens: `say` is `_` in templates."""

    code: str
    tag: str
    """As HTML's `lang` takes it."""
    name: str
    catalogue: Mapping[str, str]

    def say(self, text: str, **values: Any) -> str:
        """The text in this language, with its `{values}` filled in."""
        if isinstance(text, Sentence):
            values = {**text.values, **values}
            text = text.msgid
        said = self.catalogue.get(text, text)
        return said.format(**values) if values else said

    def official(self, title: str) -> str:
        """An official name: never translated away, English stands beside it."""
        said = self.say(title)
        return title if said == title else f"{title} {said}"


@cache
def languages() -> Mapping[str, Language]:
    """Every language of the screens by its code, Chinese first."""
    return {
        CHINESE: Language(CHINESE, "zh-CN", "中文", {}),
        ENGLISH: Language(ENGLISH, "en", "English", _messages(LOCALE / "en.po")),
    }


def language_of(code: str | None) -> Language:
    """The language with this code; Chinese for any other code."""
    return languages().get(code or CHINESE) or languages()[CHINESE]


def _messages(path: Path) -> Mapping[str, str]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=ENGLISH, abort_invalid=True)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}
