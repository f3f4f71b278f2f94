"""Comparing values by type: what counts as the same, and nothing more.

Each kind brings a value into one canonical form. A value that has none is unlike every expected
one; an expected value that has none is the script's fault (see `check`).
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

# What Unicode draws as nothing, the controls that are no blanks, and the dots of a name.
_IGNORABLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800),
    (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3), (0x1D159, 0x1D159), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F),
)  # fmt: skip
_SPELLING: dict[int, Any] = {
    code: None for low, high in _IGNORABLE for code in range(low, high + 1)
}
# Full-width forms U+FF01–FF5E stand 0xFEE0 above ASCII. NFKC would do more: it also merges
# rare characters of names with their compatibility twins.
_SPELLING |= {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPELLING |= dict.fromkeys(map(ord, "．.・･•‧∙⋅\u0387"), "·")


def equal(kind: str, expected: Any, actual: Any) -> bool:
    """Whether an actual value is what is expected, compared as this kind."""
    if type(expected) is type(actual) and expected == actual:
        return True
    return None not in (expected, actual) and _alike(kind, expected, actual)


def alike(one: Any, other: Any) -> bool:
    """Whether two values of a log or a record say the same: texts whatever their spelling."""
    if type(one) is str and type(other) is str:
        return one == other or _text(one) == _text(other)
    return bool(one == other)


def met(where: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Whether a row has all values that are asked for."""
    for name, wanted in where.items():
        if name not in row or not (row[name] == wanted or alike(row[name], wanted)):
            return False
    return True


def comparable(kind: str, expected: Any) -> bool:
    """Whether a value can be expected as this kind."""
    if kind == "band" and isinstance(expected, dict):
        return all(_alike(kind, expected, expected.get(end)) for end in ("low", "high"))
    return expected is None or _alike(kind, expected, expected)


def _alike(kind: str, expected: Any, actual: Any) -> bool:
    try:
        if kind == "band":
            return _in_band(expected, actual)
        return bool(KINDS[kind](actual) == KINDS[kind](expected))
    except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation):
        return False


@lru_cache(maxsize=4096)
def _text(value: str) -> str:
    """Full and half width, blanks, characters nobody can see, the dot between the parts of a name,
    the case of Latin letters and a full stop at the end do not matter."""
    said = "".join(value.translate(_SPELLING).split()).lower()
    return said.rstrip("。") or said


def _is(*types: type) -> Callable[[Any], Any]:
    def same(value: Any) -> Any:
        if type(value) not in types:
            raise TypeError(value)
        return value

    return same


def _number(value: Any) -> Decimal:
    return Decimal(_is(int, str)(value))


def _month(value: str) -> date | None:
    """A month, or none where there is no longer one: a record keeps it as a text."""
    return date.fromisoformat(f"{value}-01") if value != "" else None


def _items(value: Any) -> Iterable[str]:
    """The items of a list, or of a text that separates them by blanks."""
    items = value.split() if isinstance(value, str) else value
    return [_text(i) if isinstance(i, str) else json.dumps(i, sort_keys=True) for i in items]


def _set(value: Any) -> frozenset[str]:
    return frozenset(_items(value))


def _multiset(value: Any) -> Counter[str]:
    return Counter(_items(value))


def _in_band(band: Mapping[str, Any], value: Any) -> bool:
    """Whole numbers, or dates as text, from `low` to `high`, both included."""
    kinds = {type(value), type(band["low"]), type(band["high"])}
    return kinds in ({int}, {str}) and bool(band["low"] <= value <= band["high"])


KINDS: Mapping[str, Callable[[Any], Any]] = {
    "text": _text,
    "fen": _is(int),
    "date": date.fromisoformat,
    "month": _month,
    "code": _is(str),
    "number": _number,
    "flag": _is(bool),
    "set": _set,
    "multiset": _multiset,
}
NAMES = (*KINDS, "band")
"""Every word `as` may have."""
