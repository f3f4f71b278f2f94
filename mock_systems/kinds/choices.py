"""Choices: codes of a list, yes or no; and tables, which nobody types."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from mock_systems.codes import CodeList
from mock_systems.hints import nearest
from mock_systems.kinds.kind import Kind, Misread
from mock_systems.sentence import Sentence
from mock_systems.spelling import folded

OWN_CODE = "^[a-z][a-z0-9_]{0,59}$"
"""What a code looks like that a case adds to a list."""
_TICKED = ("1", "on")
"""What a browser sends for a tick."""
_LONGEST = 40
"""How much of a wrong code is said again."""


def unlisted(value: Any, labels: Mapping[str, str]) -> str:
    """Why a code, or one of several, is none of those with labels; empty where it is one."""
    for code in value if isinstance(value, list) else [value]:
        if not isinstance(code, str) and str(code) in labels:
            return f'代码写成加引号的文本，如 "{code}"'
        if str(code) not in labels:
            return f"“{code}”不在代码表中，{nearest(str(code), labels)}"
    return ""


class Code(Kind):
    """One code of a list."""

    name = "code"
    title = "代码"
    compared = "code"
    free = True
    box = "choice"

    def __init__(self, codes: CodeList) -> None:
        self.codes = codes

    def kept(self, value: Any) -> Any:
        if value and value not in self.codes and not self._may_be_added(value):
            raise self._unlisted(value)
        return value

    def demand_known(self, value: Any, added: Callable[[str, str], bool]) -> None:
        table = self.codes.widened_by
        if value and table and value not in self.codes and not added(table, value):
            raise self._unlisted(value)

    def _unlisted(self, value: str) -> ValueError:
        return ValueError(
            Sentence(
                "“{value}”不在代码表中，可选：{codes}",
                value=value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…",
                codes=tuple(self.codes),
            )
        )

    def why_not(self, value: Any) -> str:
        return unlisted(value, self.codes.labels)

    def _may_be_added(self, value: str) -> bool:
        """Whether a case may have the code as its own: only its world knows."""
        return bool(self.codes.widened_by) and re.fullmatch(OWN_CODE, value) is not None

    def shown(self, value: Any) -> str:
        return self.codes.label(value)

    def otherwise(self, value: Any) -> Iterator[Any]:
        codes = list(self.codes)
        yield codes[(codes.index(value) + 1) % len(codes)] if value in codes else codes[0]

    def likely(self, on: date) -> Any:
        return next(iter(self.codes))

    def schema(self, *, may_be_empty: bool) -> Mapping[str, Any]:
        listed = {"enum": [*([""] if may_be_empty else []), *self.codes]}
        return {"anyOf": [listed, {"pattern": OWN_CODE}]} if self.codes.widened_by else listed


class Codes(Code):
    """Some codes of a list, in its order."""

    name = "codes"
    title = "代码"
    stored = tuple[str, ...]
    empty = ()
    compared = "set"
    several = True
    box = "ticks"

    def read(self, *boxes: Sequence[str]) -> Any:
        return list(boxes[0])

    def kept(self, value: Any) -> Any:
        chosen = {super(Codes, self).kept(each) for each in value}
        return tuple(code for code in self.codes if code in chosen)

    def written(self, value: Any) -> Sequence[Sequence[str]]:
        return [list(value or ())]

    def shown(self, value: Any) -> str:
        return Sentence("{all}", all=tuple(map(super().shown, value)))

    def otherwise(self, value: Any) -> Iterator[Any]:
        codes = list(self.codes)
        yield value[1:] if len(value) > 1 else codes[:2]
        yield from ([*value, code] for code in codes[:1] if code not in value)

    def likely(self, on: date) -> Any:
        return [super().likely(on)]


class Flag(Kind):
    """Yes or no."""

    name = "flag"
    title = "是否"
    form = "true 或 false"
    stored = bool
    empty = False
    compared = "flag"
    may_be_empty = False
    free = True
    box = "tick"

    def read(self, *boxes: Sequence[str]) -> Any:
        return any(map(self.of, boxes[0]))

    def _of(self, text: str) -> bool:
        said = folded(text)
        if said and said not in _TICKED:
            raise Misread("应为勾选或者不勾选。")
        return bool(said)

    def misgiven(self, value: Any) -> str:
        return "" if isinstance(value, bool) else "应为 true 或 false。"

    def _fits(self, value: Any) -> bool:
        return isinstance(value, bool)

    def written(self, value: Any) -> Sequence[Sequence[str]]:
        return [["1"] if value else []]

    def shown(self, value: Any) -> str:
        return Sentence("是") if value else Sentence("否")

    def otherwise(self, value: Any) -> Iterator[Any]:
        yield not value

    def likely(self, on: date) -> Any:
        return True


class Table(Kind):
    """Values by name, as papers keep what stands on them."""

    name = "json"
    title = "表"
    stored = dict[str, Any]
    empty: ClassVar[Any] = {}
    form = "表"

    def _fits(self, value: Any) -> bool:
        return isinstance(value, dict)
