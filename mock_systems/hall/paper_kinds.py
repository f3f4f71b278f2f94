"""The kinds of what stands on papers and notices.

They are written in case scripts, not typed: a kind says what is wrong with a content and tells it
to people. How a drawing looks is not known here.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from mock_systems.hints import nearest
from mock_systems.kinds import Kind
from mock_systems.kinds.amounts import Money
from mock_systems.kinds.choices import Flag
from mock_systems.kinds.texts import Text
from mock_systems.kinds.times import MONTH

DEFECTS: Mapping[str, str] = {"copy": "复印件", "torn": "右下角缺损", "stained": "有水渍"}
"""What can be wrong with the paper itself, as it is seen."""
ENDLESS = "长期"
_DAY = re.compile(r"[12]\d{3}-\d\d(-\d\d)?")


class Content(Kind):
    """A kind of content; `labels` are what the keys beside it are called, by name."""

    dated: ClassVar[bool] = False
    """Whether it tells a day or month."""
    nothing: ClassVar[Any] = ""
    """What a drawing takes where it is left out."""
    of_the_sheet: ClassVar[bool] = False
    """Whether it is about the paper itself, not part of its text."""

    def why_not(self, value: Any) -> str:
        return "" if self._fits(value) else f"应为{self.form}，现为 {value!r}"

    def in_drawing(self, value: Any) -> Any:
        """A value as a drawing takes it."""
        return self.shown(value)

    def faults(self, value: Any, labels: Mapping[str, str]) -> Iterator[str]:
        """What is wrong within a value of the kind."""
        yield from ()

    def ahead(self, value: str, today: date) -> bool:
        """Whether a value tells a time still to come."""
        return False

    def read_out(self, value: Any, labels: Mapping[str, str]) -> str:
        """A value as judges read it."""
        return self.shown(value)


class Words(Content, Text):
    """A text; a number stands for its digits."""

    title = form = "文字"

    def _fits(self, value: Any) -> bool:
        return isinstance(value, str) or type(value) is int


class Day(Content):
    """A day, a month, or 长期 where something has no end."""

    title = "日期"
    form = "日期（如 2026-06-10、2026-06 或 长期）"
    words = True
    dated = True

    def _fits(self, value: Any) -> bool:
        return isinstance(value, str) and (value == ENDLESS or bool(_DAY.fullmatch(value)))

    def ahead(self, value: str, today: date) -> bool:
        return bool(_DAY.fullmatch(value)) and value > today.isoformat()


class MonthOnly(Day):
    """A month."""

    title = "年月"
    form = "年月（如 2026-06）"

    def _fits(self, value: Any) -> bool:
        return isinstance(value, str) and bool(re.fullmatch(MONTH, value))


class Fen(Content, Money):
    """An amount in fen."""

    title = "金额（分）"
    form = "整数（单位为分）"

    def _fits(self, value: Any) -> bool:
        return type(value) is int


class Yes(Content, Flag):
    """Whether something stands there."""

    title = "是/否"
    nothing = False

    def in_drawing(self, value: Any) -> Any:
        return value


class Lines(Content):
    """Some lines of text."""

    title = "多行文字"
    form = "文字的列表"
    several = True

    def _fits(self, value: Any) -> bool:
        return _all(value, str)

    def shown(self, value: Any) -> str:
        return "；".join(value)


class Rows(Content):
    """Some rows, each with keys of its own."""

    title = "多项"
    form = "表的列表"
    several = True

    def _fits(self, value: Any) -> bool:
        return _all(value, Mapping)


class Corrections(Content):
    """What was changed by hand, by the key it was written over."""

    title = "表"
    form = "表（键 = 手写改成的内容）"
    of_the_sheet = True

    def _fits(self, value: Any) -> bool:
        return isinstance(value, Mapping)

    def faults(self, value: Any, labels: Mapping[str, str]) -> Iterator[str]:
        for name in value:
            if name not in labels:
                yield f"没有名为“{name}”的内容，{nearest(name, labels)}"

    def read_out(self, value: Any, labels: Mapping[str, str]) -> str:
        return "；".join(f"{labels[name]} {text}" for name, text in value.items())


class Defects(Lines):
    """What is wrong with the paper itself."""

    title = "多个词"
    of_the_sheet = True

    def faults(self, value: Any, labels: Mapping[str, str]) -> Iterator[str]:
        for word in value:
            if word not in DEFECTS:
                yield f"没有“{word}”，可写：{'、'.join(DEFECTS)}"

    def shown(self, value: Any) -> str:
        return "；".join(DEFECTS[word] for word in value)


CONTENTS: Mapping[str, Content] = {
    "text": Words(),
    "date": Day(),
    "month": MonthOnly(),
    "money": Fen(),
    "flag": Yes(),
    "lines": Lines(),
    "rows": Rows(),
    "corrections": Corrections(),
    "defects": Defects(),
}
"""The kinds by the words of a form."""


def _all(value: Any, kind: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(each, kind) for each in value)
