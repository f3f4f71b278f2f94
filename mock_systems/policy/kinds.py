"""The kinds of values that rules of policy take and give.

They are read as everywhere in the hall, but are what rules work with: days as dates, shares as
decimals, ages and stays in months. As text they read back as the same value.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, localcontext
from typing import Any, ClassVar

from mock_systems.kinds import Kind, Misread
from mock_systems.kinds.amounts import Count, Money
from mock_systems.kinds.choices import Flag
from mock_systems.kinds.texts import Text
from mock_systems.kinds.times import Date, Month
from mock_systems.months import year_of
from mock_systems.sentence import Sentence
from mock_systems.spelling import narrow

FIRST_YEAR, LAST_YEAR = 1900, 2099
MOST = 999_999_999
"""Of a count that has no limit of its own."""
_DECIMAL = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_AGE = re.compile(r"([0-9]{1,3})(?:y|岁)?(?:([0-9]{1,2})(?:m|个月))?")
_STAY = re.compile(r"(\w+):([0-9]{1,3}(?:y|年))?([0-9]{1,3}(?:m|个月))?")
_PARTED = re.compile(r"[\s,、]+")


class Figure(Kind):
    """A kind of facts and results of rules, with the choices or bounds a key gives it."""

    scripted: ClassVar[type] = str
    """The type of value a script writes."""
    echoed: ClassVar[bool] = True
    """Whether a slip says a value in words beside its text."""

    def __init__(self, choices: Mapping[str, str], least: int = 0, most: int = MOST) -> None:
        self.choices, self.least, self.most = choices, least, most

    def text(self, value: Any) -> str:
        """A value as text, which reads back as the same value."""
        return str(value)

    def said(self, value: Any) -> str:
        """A value as people say it, where that differs from its text."""
        return ""

    def plain(self, value: Any) -> Any:
        """A value as JSON says it."""
        return self.text(value)

    @property
    def asked(self) -> Sentence:
        """What a value looks like, in words."""
        return Sentence(self.form)


class Yuan(Figure, Money):
    """An amount: fen for rules, yuan in text."""

    form = Sentence("以元为单位的金额，如 4680.00")
    scripted = int
    echoed = False

    def _of(self, text: str) -> int:
        fen = super()._of(text)
        if fen < self.least:
            raise Misread(text)
        return fen

    def text(self, value: Any) -> str:
        return f"{Decimal(value) / 100:.2f}"

    def said(self, value: Any) -> str:
        return Sentence("{amount}元", amount=self.shown(value))


class Day(Figure, Date):
    """A day, a date for rules."""

    form = Sentence("日期，如 2026-06-15")

    def _of(self, text: str) -> date:
        day = date.fromisoformat(super()._of(text))
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Misread(text)
        return day


class MonthOf(Figure, Month):
    """A month, `YYYY-MM`."""

    form = Sentence("年月，如 2026-06")

    def _of(self, text: str) -> str:
        month: str = super()._of(text)
        if not FIRST_YEAR <= year_of(month) <= LAST_YEAR:
            raise Misread(text)
        return month


class Whole(Figure, Count):
    """A whole number within its bounds."""

    form = Sentence("整数")
    scripted = int

    def _of(self, text: str) -> int:
        number = super()._of(text)
        if not self.least <= number <= self.most:
            raise Misread(text)
        return number

    def plain(self, value: Any) -> Any:
        return value

    @property
    def asked(self) -> Sentence:
        if self.most == MOST:
            return Sentence("不小于 {least} 的整数", least=self.least)
        return Sentence("{least} 至 {most} 的整数", least=self.least, most=self.most)


class Share(Figure):
    """A decimal of at most six places."""

    form = Sentence("不超过六位小数的数，如 0.8523")
    counts = True

    def _of(self, text: str) -> Decimal:
        return Decimal(_matched(_DECIMAL, text)[0])

    def text(self, value: Any) -> str:
        with localcontext(prec=30):
            return f"{value.normalize():f}"


class Age(Figure):
    """An age, in months for rules."""

    form = Sentence("年龄，如 60y4m（60岁4个月）")
    scripted = int

    def _of(self, text: str) -> int:
        years, months = _matched(_AGE, text).groups(default="0")
        if int(months) > 11:
            raise Misread(text)
        return int(years) * 12 + int(months)

    def text(self, value: Any) -> str:
        return f"{value // 12}y{value % 12}m"

    def said(self, value: Any) -> str:
        return spoken(value)


class YesOrNo(Figure, Flag):
    """Yes or no, written out."""

    form = Sentence("yes 或 no")
    scripted = bool

    def _of(self, text: str) -> bool:
        said = narrow(text).strip().lower()
        if said not in _YES | _NO:
            raise Misread(text)
        return said in _YES

    def text(self, value: Any) -> str:
        return "yes" if value else "no"

    def said(self, value: Any) -> str:
        return self.shown(value)

    def plain(self, value: Any) -> Any:
        return value


class Choice(Figure):
    """One of the choices of its key, by code."""

    form = Sentence("所列代码之一")
    box = "choice"

    def _of(self, text: str) -> str:
        code = self.spelt(text)
        if code not in self.choices:
            raise Misread(text)
        return code

    def said(self, value: Any) -> str:
        return self._labels((value,)) if value else ""

    def _labels(self, codes: tuple[str, ...]) -> str:
        return Sentence("{all}", all=tuple(Sentence(self.choices[code]) for code in codes))

    @property
    def asked(self) -> Sentence:
        named = tuple(
            Sentence("{name}（{number}）", name=code, number=Sentence(label))
            for code, label in self.choices.items()
        )
        return Sentence("{choices}", choices=named)


class Choices(Choice):
    """Some of the choices of its key, by code."""

    form = Sentence("所列代码，用空格隔开")
    longest = 0
    box = "line"
    scripted = list

    def _of(self, text: str) -> Any:
        chosen = {super(Choices, self)._of(each) for each in _PARTED.split(narrow(text)) if each}
        return tuple(code for code in self.choices if code in chosen)

    def text(self, value: Any) -> str:
        return " ".join(value)

    def said(self, value: Any) -> str:
        return self._labels(tuple(value)) if value else ""

    def plain(self, value: Any) -> Any:
        return list(value)


class Stays(Figure):
    """Places with the time somebody has paid there, in months for rules."""

    form = Sentence("各地缴费年月，如 A:6y B:11y2m")
    longest = 0

    def _of(self, text: str) -> tuple[tuple[str, int], ...]:
        return tuple(map(_stay, _PARTED.split(narrow(text).strip())))

    def text(self, value: Any) -> str:
        return " ".join(f"{place}:{months}m" for place, months in value)


class Words(Figure, Text):
    """Any text."""

    form = Sentence("文字")
    echoed = False

    def said(self, value: Any) -> str:
        told: str = value
        return told


KINDS: Mapping[str, type[Figure]] = {
    "money": Yuan,
    "day": Day,
    "month": MonthOf,
    "age": Age,
    "count": Whole,
    "number": Share,
    "flag": YesOrNo,
    "choice": Choice,
    "choices": Choices,
    "stays": Stays,
    "text": Words,
}
"""The kinds by the words of `keys.toml`."""
_YES, _NO = {"yes", "true", "1", "是"}, {"no", "false", "0", "否"}


def spoken(age: int) -> Sentence:
    """An age in months as people say it."""
    return Sentence("{years}岁{months}个月", years=age // 12, months=age % 12)


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(narrow(text).strip())
    if not found:
        raise Misread(text)
    return found


def _stay(text: str) -> tuple[str, int]:
    place, *spans = _matched(_STAY, text).groups(default="0")
    years, months = (int(re.sub(r"\D", "", span)) for span in spans)
    if not years and not months:
        raise Misread(text)
    return place, years * 12 + months
