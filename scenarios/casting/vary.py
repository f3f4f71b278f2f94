"""Variation: what a variant of a case draws, the same for the same case and variant number.

Variant 0 is the base story. Every draw depends on the case, the variant and the name, and on what
entries above it have drawn from the same pool: a new entry at the end leaves the others as they were.
"""

import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mock_systems.months import later, month_of
from scenarios.casting.likeness import bank_account, lot, phone
from scenarios.reading.script import CaseScript
from scenarios.reading.variation import Variation

NUMBERS: Mapping[str, Callable[[str, int, int], str]] = {
    "phone": phone,
    "bank_account": bank_account,
}
"""The pools of numbers, from which stories are filled up as well."""
NOTHING: Mapping[str, Any] = MappingProxyType({})


def drawn(script: CaseScript, variant: int, pinned: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
    """What each name of `[vary]` stands for in a variant, but for those that are pinned to a value
    (`scenarios.casting.corners`). One pool never gives a value twice."""
    values: dict[str, Any] = {}
    used: dict[str, set[str]] = {}
    for name, variation in script.vary.items():
        taken = used.setdefault(variation.pool, set())
        if numbered := NUMBERS.get(variation.pool):
            values[name] = numbered(script.id, variant, len(taken))
        else:
            number = lot(script.id, variant, name)
            values[name] = _draw(variation, script.business_date, number, not variant, taken)
        if variation.pool:
            taken.add(values[name])
    return {**values, **pinned}


def too_few(script: CaseScript) -> Mapping[str, str]:
    """The names of `[vary]` for which their pool has no word left, and that pool."""
    asked: dict[str, int] = {}
    found: dict[str, str] = {}
    for name, each in script.vary.items():
        if each.pool and each.pool not in NUMBERS:
            asked[each.pool] = asked.get(each.pool, 0) + 1
            found |= {name: each.pool} if asked[each.pool] > len(pool(each.pool)) else {}
    return found


@cache
def pools() -> Mapping[str, Sequence[str]]:
    """Every list of words that stories draw from."""
    text = Path(__file__).with_name("pools.toml").read_text(encoding="utf-8")
    return {name: tuple(words.split()) for name, words in tomllib.loads(text).items()}


def pool(name: str) -> Sequence[str]:
    """One of those lists."""
    return pools()[name]


def _draw(
    variation: Variation, today: date, number: int, base: bool, taken: Collection[str]
) -> Any:
    match variation.way:
        case "choose" | "rows":
            options = variation.choose or variation.rows
            return options[0 if base else number % len(options)]
        case "pool":
            return _from_pool(variation, number, base, taken)
        case "between":
            return variation.first if base else _day_between(variation.between, number)
        case "days":
            return today + timedelta(_offset(variation, variation.days, number, base))
        case "months":
            return later(month_of(today), _offset(variation, variation.months, number, base))
    low, high, step = variation.amounts
    return variation.first if base else low + number % ((high - low) // step + 1) * step


def _from_pool(variation: Variation, number: int, base: bool, taken: Collection[str]) -> str:
    if base:
        return str(variation.first)
    free = [word for word in pool(variation.pool) if word not in taken]
    return free[number % len(free)]


def _day_between(ends: Sequence[date], number: int) -> date:
    return ends[0] + timedelta(number % ((ends[1] - ends[0]).days + 1))


def _offset(variation: Variation, ends: Sequence[int], number: int, base: bool) -> int:
    return int(variation.first) if base else ends[0] + number % (ends[1] - ends[0] + 1)
