"""Texts that remember how they were made, so that a screen can say them in another language.

Wherever a text is wanted they are plain Chinese text; the log and records keep nothing else.
"""

from collections.abc import Mapping
from typing import Any, Self


class Sentence(str):
    """A Chinese sentence with its values filled in, which can still be said in another language.

    `Sentence("请在 {seconds} 秒后再试。", seconds=8)` is the text itself wherever a text is wanted.
    A value may be a sentence again; a tuple is a list of texts. Words written in a module's body
    are marked by it too, so that the catalogue finds them.
    """

    __slots__ = ("msgid", "values")

    msgid: str
    values: Mapping[str, Any]

    def __new__(cls, msgid: str, **values: Any) -> Self:
        spoken = {n: "、".join(v) if isinstance(v, tuple) else v for n, v in values.items()}
        sentence = super().__new__(cls, msgid.format(**spoken) if values else msgid)
        sentence.msgid, sentence.values = msgid, values
        return sentence


class Official(str):
    """An official name: never translated away, another language stands beside it."""

    __slots__ = ()


class Typed(str):
    """What somebody typed, or the name of a place: the same in every language, even where it is a word
    of the hall."""

    __slots__ = ()
