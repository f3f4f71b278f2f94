"""Texts: people's own words, names and addresses, and numbers that name somebody or something."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from mock_systems import identifiers
from mock_systems.kinds.kind import Kind
from mock_systems.masking import masked_account, masked_phone
from mock_systems.sentence import Sentence
from mock_systems.spelling import dotted, line, narrow, same, seen, unstopped

_BLANK_BESIDE_HAN = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
_JOINTS = re.compile(r"[\s\-‐‑‒–—−]+")
"""What people part a long number with."""
_OF_CHINA = re.compile(r"^(?:\((?:\+|00)?86\)|(?:\+|00)?86)(?=[0-9]{11}$)")
"""The country before a mobile number."""


class Text(Kind):
    """A line of people's own words."""

    name = "text"
    title = "文本"
    words = True
    longest = 0
    sample = "无"
    """One of its values, of nobody."""

    def spelt(self, text: str) -> str:
        return line(text)

    def same(self, one: Any, other: Any) -> bool:
        both = isinstance(one, str) and isinstance(other, str)
        return same(one, other) if both else bool(one == other)

    def otherwise(self, value: Any) -> Iterator[Any]:
        yield f"{value}误"

    def likely(self, on: date) -> Any:
        return self.sample


class LongText(Text):
    """A paragraph: its lines are kept apart."""

    name = "long_text"
    title = "文本"
    box = "area"
    free = True

    def spelt(self, text: str) -> str:
        return "\n".join(map(line, seen(text).splitlines())).strip()


class Registered(Text):
    """A text that registers hold in its one spelling, so that it is found however it is typed."""

    def why_not(self, value: Any) -> str:
        return super().why_not(value) or (
            "" if value == self.spelt(value) else f"“{value}”应写作“{self.spelt(value)}”"
        )


class Name(Registered):
    """The name of a person or firm: no blank stands beside a Chinese character, the dot
    between the parts of a name is always the same one, and no full stop closes it."""

    name = "name"
    title = "姓名或名称"
    sample = "某人"

    def spelt(self, text: str) -> str:
        return unstopped(_BLANK_BESIDE_HAN.sub("", dotted(line(narrow(text)))))


class Address(Registered):
    """Where somebody lives: blanks beside Chinese characters and a full stop at the end mean nothing."""

    name = "address"
    title = "地址"
    sample = "某街道1号"

    def spelt(self, text: str) -> str:
        return unstopped(_BLANK_BESIDE_HAN.sub("", line(text)))


class Number(Registered):
    """A number that names something: parted by blanks or dashes or not, its letters capitals.
    `valid` says which texts can be one."""

    def spelt(self, text: str) -> str:
        return unstopped(_JOINTS.sub("", narrow(text))).upper()

    def same(self, one: Any, other: Any) -> bool:
        both = isinstance(one, str) and isinstance(other, str)
        return self.spelt(one) == self.spelt(other) if both else bool(one == other)

    def possible(self, text: str) -> bool:
        """Whether a text, however it is spelt, can be such a number."""
        return self.valid(self.spelt(text))

    def valid(self, number: str) -> bool:
        """Whether a number in its one spelling can be one."""
        return bool(number)

    def _fits(self, value: Any) -> bool:
        return isinstance(value, str) and self.possible(value)


class CitizenNumber(Number):
    """An 18-digit citizen number."""

    name = "citizen_number"
    called = "身份号码|身份证号码"
    title = "公民身份号码"
    form = "18位公民身份号码，校验码正确"
    sample = identifiers.citizen_number("390199", date(1990, 1, 1), 999)

    def valid(self, number: str) -> bool:
        return identifiers.is_citizen_number(number)

    def edges(self, value: Any) -> tuple[date, date] | None:
        """The birth date inside the number."""
        born = identifiers.birth_in(value) if self.valid(value) else None
        return (born, born) if born else None

    def day_called(self, label: str) -> str:
        return Sentence("{label}中的出生日期", label=label)


class CreditCode(Number):
    """A unified social credit code."""

    name = "credit_code"
    title = "统一社会信用代码"
    form = "18位统一社会信用代码，校验码正确"
    sample = identifiers.credit_code("390199", "MAX99999")

    def valid(self, number: str) -> bool:
        return identifiers.is_credit_code(number)


class Mobile(Number):
    """A mobile number of eleven digits."""

    name = "mobile"
    called = "手机号|电话号码"
    title = "手机号码"
    form = "11位手机号码"
    sample = identifiers.mobile(99_999_999)
    keyboard = "numeric"

    def _of(self, text: str) -> Any:
        return _OF_CHINA.sub("", super()._of(text))

    def on_screen(self, value: Any) -> str:
        return masked_phone(value)

    def valid(self, number: str) -> bool:
        return bool(re.fullmatch("[0-9]{11}", number))


class BankCard(Number):
    """The number of a bank card."""

    name = "bank_card"
    title = "银行卡号"
    form = "16至19位银行卡号，校验位正确"
    sample = identifiers.bank_card(99_999_999_999_999)
    keyboard = "numeric"

    def on_screen(self, value: Any) -> str:
        return masked_account(value)

    def valid(self, number: str) -> bool:
        return identifiers.is_bank_card(number)


class RecordKey(Number):
    """The key of a record."""

    name = "record"
    title = "记录编号"
    form = "记录编号（加引号的文本或 $名称）"
    told = "记录的编号，见查询结果或窗口现状。"
    sample = ""
    words = False
