"""What `$names` stand for: variation, computed facts, cast records, and what steps have made.

A value that is one `$name` becomes the value itself; names inside a text are written into it,
in braces where a letter or digit follows (`${house.text}A`).
Nothing is calculated here: a name may only be followed by a part of what it names, or by a way of
writing it (`$wage.yuan`).
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Self

from scenarios.reading.fill import LONGEST
from scenarios.reading.writings import WRITINGS

_DOTTED = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
DEEPEST = 50
"""How many names may stand for one another; no case comes near it."""
_NAME = re.compile(rf"\$\$|\$({_DOTTED})|\$\{{({_DOTTED})\}}")

_CAPITAL = re.compile(rf"(?<!\$)\$(?:{_DOTTED}|\{{{_DOTTED}\}})\.[A-Z]")
"""A part of a name that begins with a capital, and so is none."""


class UnknownName(LookupError):
    """A `$name` that stands for nothing; `known` are the names that would do in its place."""

    def __init__(self, name: str, part: str, known: list[str]) -> None:
        self.name, self.part, self.known = name, part, known
        super().__init__(f"“${name}”中的“{part}”没有所指")


class Boundless(UnknownName):
    """Names that stand for one another so often that what they come to has no bounds."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(name, name, [])
        self.args = (f"“{name}”{what}",)


class Unparted(UnknownName):
    """A name for a record or a row, where one of its parts was meant; `known` are these, first what
    it is called by."""

    def __init__(self, name: str, parts: Collection[str]) -> None:
        ordered = sorted(parts, key=lambda part: part != "name")
        super().__init__(name, name, [f"{name}.{part}" for part in ordered])
        self.args = (f"“${name}”有好几项内容",)


class Unwritten(Unparted):
    """A number inside a text that does not say how it is to be written: money is kept in fen."""

    def __init__(self, name: str) -> None:
        super().__init__(name, WRITINGS[int])
        self.args = (f"“${name}”是数，写进文字有几种写法",)


class Names:
    """What each name stands for in a variant. A value may be a function of the names, worked out
    when it is asked for, and once."""

    def __init__(
        self,
        given: Mapping[str, Any],
        variant: int = 0,
        known: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self.variant = variant
        self._given = dict(given)
        self._known = dict(known)
        self._under_way: list[str] = []

    def with_(self, **more: Any) -> Self:
        """The same names and some more, none of which was there."""
        return type(self)({**self._given, **more}, self.variant, self._known)

    def reads(self, text: str) -> bool:
        """Whether a text is a name with a part, such as `citizen.name`, but for the `$`."""
        first, dot, _ = text.partition(".")
        return bool(dot) and first in self._given and bool(re.fullmatch(_DOTTED, text))

    def fill(self, value: Any) -> Any:
        """A value with every `$name` in it replaced, as plain JSON (dates as YYYY-MM-DD)."""
        if isinstance(value, str):
            return _text(value)(self) if "$" in value else value
        if isinstance(value, dict):
            return {key: self.fill(each) for key, each in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.fill(each) for each in value]
        return value(self) if callable(value) else _plain(value)

    def of(self, name: str) -> Any:
        """What a dotted name stands for; `UnknownName` where it stands for nothing."""
        if name in self._known:
            return self._known[name]
        if name in self._under_way:
            raise UnknownName(name, name, [])
        if len(self._under_way) > DEEPEST:
            raise Boundless(f"${name}", f"由名称一层套一层写成，超过 {DEEPEST} 层")
        self._under_way.append(name)
        try:
            return self._follow(name)
        finally:
            self._under_way.pop()

    def value(self, name: str) -> Any:
        """The same as plain JSON; a record must be followed by one of its columns."""
        value = self.of(name)
        if isinstance(value, Mapping):
            raise Unparted(name, value)
        return _plain(value)

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
        try:
            return writings[part](found)
        except ValueError:  # A text that is no month cannot be written as one.
            raise UnknownName(name, part, [way for way in writings if way != part]) from None

    def _worked_out(self, value: Any) -> Any:
        if callable(value):
            return value(self)
        if isinstance(value, str) and "$" in value:
            whole = _whole_name(value)
            return self.of(whole) if whole else _text(value)(self)
        return value


def has_stray(text: str) -> bool:
    """Whether a text has a `$` in it that begins no name and stands for none itself."""
    return "$" in text and ("$" in _NAME.sub("", text) or bool(_CAPITAL.search(text)))


def named_in(value: Any) -> Collection[str]:
    """The names that are written in a value."""
    return {bare or braced for bare, braced in _NAME.findall(str(value))}


def name_of(value: Any) -> str:
    """The name that a `$name.column` begins with."""
    return str(value).strip("${}").partition(".")[0]


Template = Callable[[Names], Any]
"""A value that becomes plain JSON by what the names stand for in a variant."""


def template(value: Any) -> Template:
    """A value with `$names` in it, gone through once to be filled in many variants: where it holds
    no name it stays the same object. A function of the names gives what is plain already."""
    if not is_open(value):
        plain = _plain(value)
        return lambda _: plain
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        same = _plain(value)
        filled = {key: template(each) for key, each in value.items() if is_open(each)}
        return lambda names: {**same, **{key: fill(names) for key, fill in filled.items()}}
    if isinstance(value, (list, tuple)):
        parts = [template(each) for each in value]
        return lambda names: [fill(names) for fill in parts]
    worked_out: Template = value
    return worked_out


def as_written(value: Any) -> Any:
    """A value for a template in which `$` stands for itself."""
    return (lambda _: value) if is_open(value) else value


def is_open(value: Any) -> bool:
    """Whether there is anything to fill in a value."""
    if isinstance(value, str):
        return "$" in value
    if isinstance(value, dict):
        return any(map(is_open, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(is_open, value))
    return callable(value)


@lru_cache(20_000)
def _text(text: str) -> Template:
    """A text with names in it; one that is all of it gives its value itself."""
    if whole := _whole_name(text):
        return lambda names: names.value(whole)
    said, *rest = _NAME.split(text)
    split = zip(rest[::3], rest[1::3], rest[2::3], strict=True)
    named = [(bare or braced, more) for bare, braced, more in split]

    def filled(names: Names) -> str:
        parts, left = [said], LONGEST - len(said)
        for name, more in named:
            if isinstance(value := names.value(name) if name else "$", int):
                raise Unwritten(name)
            parts.append(part := f"{value}{more}")
            if (left := left - len(part)) < 0:
                raise Boundless(text[:40], f"写出来超过 {LONGEST} 字")
        return "".join(parts)

    return filled


@lru_cache(20_000)
def _whole_name(text: str) -> str:
    """The name that is all of a text, empty where it is more or none."""
    found = _NAME.fullmatch(text)
    return (found[1] or found[2] or "") if found else ""


def _plain(value: Any) -> Any:
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
