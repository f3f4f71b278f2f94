"""Reading the two JSON documents: every value is checked, every fault says where it is.

Faults are told to judges and authors, so they are in Chinese: place, what is wrong, the way out.
Keys that are not asked for are left alone.
"""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Final, Self, TypeVar

T = TypeVar("T")

REQUIRED: Final = object()

FLAG = (bool,)
LIST = (list, tuple)
MAP = (dict,)
MAP_OR_NOTHING = (dict, type(None))
NUMBER = (int,)
TEXT = (str,)
ANYTHING: tuple[type, ...] = (str, int, bool, list, tuple, dict, type(None))

Columns = Mapping[str, tuple[tuple[type, ...], Any]]
"""Name → the types its value may have, and its default; all whole numbers are at least 0."""

_NAMES = {
    bool: "真或假",
    dict: "对象",
    int: "非负整数",
    list: "列表",
    str: "文字",
    type(None): "空",
}


class Malformed(ValueError):
    """A document that cannot be graded. Its text says the place, the fault and the way out."""

    def __init__(self, place: str, fault: str, remedy: str) -> None:
        super().__init__(f"{place}：{fault}。{remedy}。")
        self.place, self.fault, self.remedy = place, fault, remedy

    def under(self, place: str) -> Self:
        """The same fault, seen from the document one level up."""
        inner = f"{place} › {self.place}" if self.place else place
        return type(self)(inner, self.fault, self.remedy)


def columns(raw: Any, kinds: Columns) -> list[Any]:
    """The values of one object in the order of `kinds`; `Malformed` where one does not fit."""
    if type(raw) is not dict:
        raise Malformed("", f"应为对象，现为{shown(raw)}", "请按 docs/architecture.md 的格式给出")
    values = []
    for name, (types, default) in kinds.items():
        value = raw.get(name, default)
        if type(value) not in types or (type(value) is int and value < 0):
            raise _misfit(name, value, types)
        values.append(value)
    return values


def named(raw: Any, kinds: Columns) -> dict[str, Any]:
    """The same values by name."""
    return dict(zip(kinds, columns(raw, kinds), strict=True))


def each(raw: Mapping[str, Any], name: str, read: Callable[[Any], T]) -> tuple[T, ...]:
    """Every item of the list `raw[name]`, read; a fault tells the number of its item."""
    (items,) = columns(raw, {name: (LIST, REQUIRED)})
    done: list[T] = []
    try:
        for item in items:
            done.append(read(item))  # noqa: PERF401 - its length tells where a fault is
    except Malformed as fault:
        raise fault.under(f"{name} › 第{len(done) + 1}项") from None
    return tuple(done)


def inside(raw: Mapping[str, Any], name: str, read: Callable[[Any], T]) -> T:
    """The object `raw[name]`, read."""
    try:
        return read(raw.get(name))
    except Malformed as fault:
        raise fault.under(name) from None


def known(name: str, value: str, words: Iterable[str]) -> str:
    """The value, which must be one of the words; else a fault that offers the nearest."""
    if value in words:
        return value
    near = get_close_matches(value, list(words), 1)
    hint = f"是否想写“{near[0]}”？可用" if near else "可用"
    raise Malformed(name, f"不认识“{value}”", f"{hint}：{'、'.join(words)}")


def shown(value: Any) -> str:
    """A value as a fault shows it: short."""
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…"


def _misfit(name: str, value: Any, types: tuple[type, ...]) -> Malformed:
    wanted = "或".join(_NAMES[kind] for kind in types if kind in _NAMES)
    if value is REQUIRED:
        return Malformed(name, "缺少此项", f"请补上，应为{wanted}")
    return Malformed(name, f"应为{wanted}，现为{shown(value)}", "请改正后重试")
