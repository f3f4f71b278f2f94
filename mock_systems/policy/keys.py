"""Keys: what the facts and results of rules are called, and how they are read and written.

A key means the same in every rule. People write money as yuan (`9350.55`), months as `2026-06`,
ages as `60y4m`; rules see integer fen, `YYYY-MM` text and months. Words stand in `keys.toml`, those of
one family alone in a `keys_*.toml`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

import mock_systems.endings
import mock_systems.records  # noqa: F401  (declare the lists that keys name)
from mock_systems.codes import LISTS
from mock_systems.policy.kinds import KINDS, Figure
from mock_systems.sentence import Sentence

Value = int | str | bool | date | Decimal | tuple[Any, ...] | None
_FILES = sorted(Path(__file__).parent.glob("keys*.toml"))


class Unreadable(ValueError):
    """A text that is no value of its key; says what one looks like."""


@dataclass(frozen=True, slots=True)
class Key:
    """A fact or result: its name, its label, and its kind with the choices or bounds it has."""

    name: str
    label: str
    kind: Figure

    def read(self, text: str) -> Value:
        """The value a text stands for; `Unreadable` where it is none."""
        try:
            return cast(Value, self.kind.of(text))
        except ValueError as wrong:
            raise Unreadable(self.looks_like(text)) from wrong

    def write(self, value: Value) -> str:
        """The text of a value, which reads back as the same value; empty for none."""
        return "" if value is None else self.kind.text(value)

    def looks_like(self, text: str) -> Sentence:
        """What is wrong with a text, and what a right one looks like."""
        return Sentence(
            "{label} {name}=“{text}”不可用，应为{form}。",
            label=Sentence(self.label),
            name=self.name,
            text=text,
            form=self.kind.asked,
        )


@cache
def keys() -> Mapping[str, Key]:
    """Every key there is, by name."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in _FILES]
    return {name: _key(name, **said) for words in files for name, said in words.items()}


def _key(
    name: str,
    *,
    label: str,
    kind: str,
    choices: Mapping[str, str] | None = None,
    codes: str = "",
    **bounds: int,
) -> Key:
    """A key as the file tells it: `codes` names the list of its choices; bounds are the `least` and
    `most` of its values."""
    return Key(name, label, KINDS[kind](LISTS[codes].labels if codes else choices or {}, **bounds))
