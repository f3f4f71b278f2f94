"""Keys: what the facts and results of rules are called, and how they are read and written.

A key means the same in every rule. People write money as yuan (`9350.55`), months as `2026-06`,
ages as `60y4m`; rules see integer fen, `YYYY-MM` text and months. Words stand in `keys.toml`.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from functools import cache
from pathlib import Path
from typing import Any

import mock_systems.endings  # noqa: F401  (declares a list that keys name)
from mock_systems.codes import LISTS
from mock_systems.money import ungrouped
from mock_systems.sentence import Sentence

Value = int | str | bool | date | Decimal | tuple[Any, ...] | None
FIRST_YEAR, LAST_YEAR = 1900, 2099
MOST = 999_999_999
"""Of a count that has no limit of its own."""
_FILE = Path(__file__).with_name("keys.toml")
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_DECIMAL = re.compile(r"\d{1,9}(\.\d{1,6})?", re.ASCII)
_YUAN = re.compile(r"\d{1,12}(\.\d{1,2})?", re.ASCII)
_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])", re.ASCII)
_AGE = re.compile(r"(\d{1,3})(?:y|岁)?(?:(\d{1,2})(?:m|个月))?", re.ASCII)
_STAY = re.compile(r"(\w+)[:：](\d{1,3}(?:y|年))?(\d{1,3}(?:m|个月))?")
_DIGITS = re.compile(r"\D")


class Unreadable(ValueError):
    """A text that is no value of its key; says what one looks like."""


@dataclass(frozen=True, slots=True)
class Key:
    """A fact or result: its name, its label, its kind, the choices where it has some, for a
    count the least and the most, for money the least in fen."""

    name: str
    label: str
    kind: str
    choices: Mapping[str, str]
    least: int = 0
    most: int = MOST

    def read(self, text: str) -> Value:
        """The value a text stands for; `Unreadable` where it is none."""
        try:
            return _KINDS[self.kind].read(self, text.strip())
        except ValueError as wrong:
            raise Unreadable(self.looks_like(text)) from wrong

    def write(self, value: Value) -> str:
        """The text of a value, which reads back as the same value; empty for none."""
        return "" if value is None else _KINDS[self.kind].write(self, value)

    def looks_like(self, text: str) -> Sentence:
        """What is wrong with a text, and what a right one looks like."""
        return Sentence(
            "{label} {name}=“{text}”不可用，应为{form}。",
            label=Sentence(self.label),
            name=self.name,
            text=text,
            form=self.form,
        )

    @property
    def form(self) -> Sentence:
        """What a value looks like, in words."""
        if self.choices:
            named = tuple(
                Sentence("{name}（{number}）", name=code, number=Sentence(label))
                for code, label in self.choices.items()
            )
            return Sentence("{choices}", choices=named)
        if self.kind == "count" and self.most == MOST:
            return Sentence("不小于 {least} 的整数", least=self.least)
        if self.kind == "count":
            return Sentence("{least} 至 {most} 的整数", least=self.least, most=self.most)
        return _KINDS[self.kind].form


@dataclass(frozen=True, slots=True)
class _Kind:
    form: Sentence
    read: Callable[[Key, str], Value]
    write: Callable[[Key, Any], str]


@cache
def keys() -> Mapping[str, Key]:
    """Every key there is, by name."""
    words = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: _key(name, **said) for name, said in words.items()}


def _key(name: str, *, codes: str = "", **said: Any) -> Key:
    """A key whose choices may be a code list."""
    return Key(name, **{"choices": LISTS[codes].labels if codes else {}, **said})


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if not found:
        raise ValueError(text)
    return found


def _read_count(key: Key, text: str) -> int:
    number = int(_matched(_WHOLE, text)[0])
    if not key.least <= number <= key.most:
        raise ValueError(text)
    return number


def _read_money(key: Key, text: str) -> int:
    fen = int(Decimal(_matched(_YUAN, ungrouped(text))[0]) * 100)
    if fen < key.least:
        raise ValueError(text)
    return fen


def _write_money(_key: Key, fen: int) -> str:
    return f"{Decimal(fen) / 100:.2f}"


def _read_day(_key: Key, text: str) -> date:
    day = date.fromisoformat(text)
    if len(text) != 10 or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return day


def _read_age(_key: Key, text: str) -> int:
    years, months = _matched(_AGE, text).groups(default="0")
    if int(months) > 11:
        raise ValueError(text)
    return int(years) * 12 + int(months)


def _write_age(_key: Key, months: int) -> str:
    return f"{months // 12}y{months % 12}m"


def _read_flag(_key: Key, text: str) -> bool:
    return _FLAGS[text.lower()] if text.lower() in _FLAGS else _no(text)


def _no(text: str) -> bool:
    raise ValueError(text)


_FLAGS = {"yes": True, "true": True, "1": True, "是": True} | dict.fromkeys(
    ("no", "false", "0", "否"), False
)


def _read_choice(key: Key, text: str) -> str:
    if text not in key.choices:
        raise ValueError(text)
    return text


def _read_choices(key: Key, text: str) -> tuple[str, ...]:
    chosen = {_read_choice(key, each) for each in re.split(r"[ ,，、]+", text) if each}
    return tuple(code for code in key.choices if code in chosen)


def _read_stays(_key: Key, text: str) -> tuple[tuple[str, int], ...]:
    return tuple(map(_stay, re.split(r"[ ,，、]+", text)))


def _stay(text: str) -> tuple[str, int]:
    place, *spans = _matched(_STAY, text).groups(default="0")
    years, months = (int(_DIGITS.sub("", span)) for span in spans)
    if not years and not months:
        raise ValueError(text)
    return place, years * 12 + months


def _write_stays(_key: Key, stays: tuple[tuple[str, int], ...]) -> str:
    return " ".join(f"{place}:{months}m" for place, months in stays)


def _plain(_key: Key, value: Any) -> str:
    return str(value)


def _exact(_key: Key, value: Decimal) -> str:
    with localcontext(prec=30):
        return f"{value.normalize():f}"


_KINDS = {
    "money": _Kind(Sentence("以元为单位的金额，如 4680.00"), _read_money, _write_money),
    "day": _Kind(Sentence("日期，如 2026-06-15"), _read_day, _plain),
    "month": _Kind(Sentence("年月，如 2026-06"), lambda _, text: _matched(_MONTH, text)[0], _plain),
    "age": _Kind(Sentence("年龄，如 60y4m（60岁4个月）"), _read_age, _write_age),
    "count": _Kind(Sentence("整数"), _read_count, _plain),
    "number": _Kind(
        Sentence("不超过六位小数的数，如 0.8523"),
        lambda _, text: Decimal(_matched(_DECIMAL, text)[0]),
        _exact,
    ),
    "flag": _Kind(Sentence("yes 或 no"), _read_flag, lambda _, flag: "yes" if flag else "no"),
    "choice": _Kind(Sentence("所列代码之一"), _read_choice, _plain),
    "choices": _Kind(Sentence("所列代码，用空格隔开"), _read_choices, lambda _, v: " ".join(v)),
    "stays": _Kind(Sentence("各地缴费年月，如 A:6y B:11y2m"), _read_stays, _write_stays),
    "text": _Kind(Sentence("文字"), lambda _, text: text, _plain),
}
