"""Reading the two JSON documents: every value is checked, every fault says where it is.

Faults are told to judges and authors, so they are in Chinese: place, what is wrong, the way out.
Keys that are not asked for are left alone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from operator import contains, itemgetter
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


class Columns:
    """What an object holds: name → the types its value may have, and its default.

    A column that is `NUMBER` and nothing else is a whole number of at least 0.
    """

    def __init__(self, kinds: Mapping[str, tuple[tuple[type, ...], Any]]) -> None:
        self.names = tuple(kinds)
        self.types = tuple(types for types, _ in kinds.values())
        self.defaults = tuple(default for _, default in kinds.values())
        self.kinds = [frozenset(types) for types in self.types]
        self.numbers = [place for place, types in enumerate(self.types) if types == NUMBER]

    def fit(self, place: int, values: Sequence[Any]) -> bool:
        """Whether all these values fit one column."""
        return self.kinds[place].issuperset(map(type, values)) and (
            place not in self.numbers or min(values) >= 0
        )


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
    """The values of one object in the order of its columns; `Malformed` where one does not fit."""
    if type(raw) is not dict:
        raise Malformed("", f"应为对象，现为{quoted(raw)}", "请按 docs/architecture.md 的格式给出")
    # Thousands of values are read for one mark: `map` keeps the loop out of Python.
    values: list[Any] = list(map(raw.get, kinds.names, kinds.defaults))
    if not all(map(contains, kinds.types, map(type, values))):
        raise _first_misfit(values, kinds)
    for place in kinds.numbers:
        if values[place] < 0:
            raise misfit(kinds.names[place], values[place], NUMBER)
    return values


def rows(raw: Mapping[str, Any], name: str, kinds: Columns) -> Sequence[Sequence[Any]]:
    """The values of every object in the list `raw[name]`.

    A log has thousands of values: they are checked column by column, and one by one only where
    some object is not as it should be, to say which.
    """
    try:
        picked = list(map(itemgetter(*kinds.names), _listed(raw, name)))
        if all(map(kinds.fit, range(len(kinds.names)), zip(*picked, strict=True))):
            return picked
    except (KeyError, TypeError, IndexError):
        pass
    return each(raw, name, lambda item: columns(item, kinds))


def named(raw: Any, kinds: Columns) -> dict[str, Any]:
    """The same values by name."""
    return dict(zip(kinds.names, columns(raw, kinds), strict=True))


def each(raw: Mapping[str, Any], name: str, read: Callable[[Any], T]) -> tuple[T, ...]:
    """Every item of the list `raw[name]`, read; a fault tells the number of its item."""
    items = _listed(raw, name)
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


def texts(name: str, values: Sequence[Any]) -> Sequence[str]:
    """The values of a list, all of which must be texts."""
    for place, value in enumerate(values, 1):
        if type(value) is not str:
            raise misfit(f"{name} › 第{place}项", value, TEXT)
    return values


def known(name: str, value: str, words: Iterable[str]) -> str:
    """The value, which must be one of the words; else a fault that offers the nearest."""
    if value in words:
        return value
    near = get_close_matches(value, list(words), 1)
    hint = f"是否想写“{near[0]}”？可用" if near else "可用"
    raise Malformed(name, f"不认识“{value}”", f"{hint}：{'、'.join(words)}")


def quoted(value: Any) -> str:
    """A value as a fault shows it: short."""
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…"


def misfit(name: str, value: Any, types: tuple[type, ...]) -> Malformed:
    """The fault of a value that is missing or not of these types."""
    wanted = "或".join(_NAMES[kind] for kind in types if kind in _NAMES)
    if value is REQUIRED:
        return Malformed(name, "缺少此项", f"请补上，应为{wanted}")
    return Malformed(name, f"应为{wanted}，现为{quoted(value)}", "请改正后重试")


def _listed(raw: Mapping[str, Any], name: str) -> Sequence[Any]:
    items = raw.get(name, REQUIRED)
    if type(items) not in LIST:
        raise misfit(name, items, LIST)
    listed: Sequence[Any] = items
    return listed


def _first_misfit(values: Iterable[Any], kinds: Columns) -> Malformed:
    cells = zip(kinds.names, values, kinds.types, strict=True)
    return next(misfit(*each) for each in cells if type(each[1]) not in each[2])
