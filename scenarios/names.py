"""What `$names` stand for: variation, computed facts, cast records, and what steps have made.

A value that is one `$name` becomes the value itself; names inside a text are written into it,
in braces where a letter or digit follows (`${house.text}A`).
Nothing is calculated here: a name may only be followed by a part of what it names, or by a way of
writing it (`$wage.yuan`).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Self

_DOTTED = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
_NAME = re.compile(rf"\$\$|\$({_DOTTED})|\$\{{({_DOTTED})\}}")


class UnknownName(LookupError):
    """A `$name` that stands for nothing; `known` are the names that would do in its place."""

    def __init__(self, name: str, part: str, known: list[str]) -> None:
        self.name, self.part, self.known = name, part, known
        super().__init__(f"“${name}”中的“{part}”没有所指")


def _chinese(value: Any) -> str:
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    year, month = str(value).split("-")
    return f"{int(year)}年{int(month)}月"


WRITINGS: Mapping[type, Mapping[str, Callable[[Any], Any]]] = {
    int: {"yuan": lambda fen: f"{fen // 100:,}.{fen % 100:02d}", "text": str},
    str: {"chinese": _chinese, "upper": str.upper},
    date: {
        "chinese": _chinese,
        "month": lambda day: f"{day:%Y-%m}",
        "month_day": lambda day: f"{day.month}月{day.day}日",
        "year": lambda day: f"{day.year}",
        "compact": lambda day: f"{day:%Y%m%d}",
    },
}
"""Ways of writing a value: an amount in yuan, a date or month in Chinese."""


class Names:
    """What each name stands for. A value may be a function of the names, worked out when it is
    asked for, and once."""

    def __init__(
        self, given: Mapping[str, Any], known: Mapping[str, Any] = MappingProxyType({})
    ) -> None:
        self._given = dict(given)
        self._known = dict(known)
        self._under_way: list[str] = []

    def with_(self, **more: Any) -> Self:
        """The same names and some more, none of which was there."""
        return type(self)({**self._given, **more}, self._known)

    def reads(self, text: str) -> bool:
        """Whether a text is a name with a part, such as `citizen.name`, but for the `$`."""
        first, dot, _ = text.partition(".")
        return bool(dot) and first in self._given and bool(re.fullmatch(_DOTTED, text))

    def fill(self, value: Any) -> Any:
        """A value with every `$name` in it replaced, as plain JSON (dates as YYYY-MM-DD)."""
        if isinstance(value, str):
            return self._fill_text(value) if "$" in value else value
        if isinstance(value, dict):
            return {key: self.fill(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.fill(each) for each in value]
        return _plain(value)

    def of(self, name: str) -> Any:
        """What a dotted name stands for; `UnknownName` where it stands for nothing."""
        if name in self._known:
            return self._known[name]
        if name in self._under_way:
            raise UnknownName(name, name, [])
        self._under_way.append(name)
        try:
            return self._follow(name)
        finally:
            self._under_way.pop()

    def _follow(self, name: str) -> Any:
        found: Any = self._given
        path = ""
        for part in name.split("."):
            path = f"{path}.{part}" if path else part
            if path not in self._known:
                self._known[path] = self._part(found, part, name)
            found = self._known[path]
        return found

    def _part(self, found: Any, part: str, name: str) -> Any:
        if isinstance(found, Mapping):
            if part not in found:
                raise UnknownName(name, part, list(found))
            return self._worked_out(found[part])
        writings = WRITINGS.get(type(found), {})
        if part not in writings:
            raise UnknownName(name, part, list(writings))
        return writings[part](found)

    def _worked_out(self, value: Any) -> Any:
        if callable(value):
            return value(self)
        if isinstance(value, str) and "$" in value:
            whole = _whole_name(value)
            return self.of(whole) if whole else self._fill_text(value)
        return value

    def _fill_text(self, text: str) -> Any:
        if name := _whole_name(text):
            return _whole_value(self.of(name), name)
        return _NAME.sub(lambda found: self._written(found[1] or found[2]), text)

    def _written(self, name: str | None) -> str:
        return str(_whole_value(self.of(name), name)) if name else "$"


def _whole_name(text: str) -> str:
    """The name that is all of a text, empty where it is more or none."""
    found = _NAME.fullmatch(text)
    return (found[1] or found[2] or "") if found else ""


def _whole_value(value: Any, name: str) -> Any:
    """The value of a name used as it is; a record must be followed by one of its columns."""
    if isinstance(value, Mapping):
        raise UnknownName(name, name.rpartition(".")[2], [f"{name}.{part}" for part in value])
    return _plain(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
