"""Amounts: whole numbers, and money as integer fen that people write in yuan."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from mock_systems.kinds.kind import Kind, Misread
from mock_systems.money import ungrouped, yuan
from mock_systems.sentence import Sentence
from mock_systems.spelling import narrow, unstopped

_AMOUNT = re.compile(r"[0-9]{1,11}(\.[0-9]{1,2})?")
_WHOLE = re.compile("[0-9]{1,9}")
_AROUND = re.compile(r"^(?:人民币)?\s*[¥￥]?\s*|(?<!\s)\s*(?:[元圆]整?|块钱?)$")
_COINS = re.compile(
    r"([0-9,]+)\s*[元圆块]\s*(?=[0-9零])(?:([0-9])\s*[角毛])?\s*(?:零?([0-9])\s*分)?整?"
)


class Count(Kind):
    """A whole number, not negative."""

    name = "number"
    title = "数"
    form = "不小于0的整数"
    stored = int
    empty = 0
    compared = "number"
    counts = True
    free = True
    may_be_empty = False

    def _of(self, text: str) -> int:
        digits = ungrouped(unstopped(narrow(text)))
        if not _WHOLE.fullmatch(digits):
            raise Misread("应为整数。")
        return int(digits)

    def misgiven(self, value: Any) -> str:
        return "" if type(value) is int else "应为整数。"

    def _fits(self, value: Any) -> bool:
        return type(value) is int and value >= 0

    def otherwise(self, value: Any) -> Iterator[Any]:
        yield value + 1

    def likely(self, on: date) -> Any:
        return 1


class Money(Count):
    """An amount in fen. People type it in yuan, with or without separators and unit."""

    name = "money"
    title = "金额（整数分）"
    form = "整数分，如 3_900_00"
    told = "金额，整数，单位为分：3,900.00元写作 390000。"
    unit = "分"
    sign = Sentence("元")
    compared = "fen"
    free = False
    keyboard = "decimal"

    def _of(self, text: str) -> int:
        plain = _AROUND.sub("", unstopped(narrow(text))).replace("。", ".")
        if coins := _COINS.fullmatch(plain):
            plain = _decimal(coins)
        if plain.startswith("-"):
            raise Misread("金额不能是负数。")
        return hundredths(ungrouped(plain), "金额应为元，至多两位小数，如 3,900.00。")

    def written(self, value: Any) -> Sequence[Sequence[str]]:
        return [[] if value in (None, "") else [yuan(value)]]

    def shown(self, value: Any) -> str:
        return yuan(value)

    def ways(self, value: Any, on: date) -> Iterator[str]:
        whole, rest = divmod(value, 100)
        coins = f"{rest:02d}" if rest % 10 else f"{rest // 10}0?"
        decimals = rf"\.{coins}" if rest else r"(?:\.00?)?"
        yield rf"(?<![\d.]){whole}{decimals}(?!\.?\d)"

    def otherwise(self, value: Any) -> Iterator[Any]:
        yield value + 100

    def likely(self, on: date) -> Any:
        return 5_000_00


def _decimal(coins: re.Match[str]) -> str:
    """An amount told in yuan, jiao and fen, in yuan."""
    yuan, jiao, fen = coins.groups("0")
    return f"{yuan}.{jiao}{fen}"


def hundredths(text: str, wrong: str) -> int:
    """A number with at most two decimals, in hundredths; `Misread` says what is `wrong`."""
    number = narrow(text).strip()
    if not _AMOUNT.fullmatch(number.removeprefix("-")):
        raise Misread(wrong)
    return int(Decimal(number) * 100)
