"""How people say a value, so that it is known again in what they say, in the many ways a day, an
amount or a number is said and written."""

import re
from datetime import date
from functools import lru_cache
from typing import Any

from mock_systems.identifiers import in_digits
from mock_systems.kinds import Kind
from mock_systems.spelling import folded

_POINT = re.compile(r"(?<=\d)·(?=\d)")
"""A folded text has the dot of names for every dot."""
_JOINTS = re.compile(r"(?<=\d)[-‐‑‒–—−]+(?=\d)")
_GROUPS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_NUMERAL = re.compile("[〇零一二两三四五六七八九十百千万]+")
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_FIGURES = {**dict(zip("零一二三四五六七八九", range(10), strict=True)), "〇": 0, "两": 2}


def heard(text: str) -> str:
    """What a text says, for values to be looked for: each line and word of it as it stands, with
    figures for the amounts in it that are told in words, and with each long number in one."""
    return "\n".join(dict.fromkeys(map(_heard, text.split("\n"))))


@lru_cache(20_000)
def _heard(line: str) -> str:
    said = (folded(line), *map(folded, line.split())) if " " in line else (folded(line),)
    plain = _GROUPS.sub("", _POINT.sub(".", "\n".join(said)))
    figures = _NUMERAL.sub(lambda found: _figures(found[0]), plain)
    joined = _POINT.sub(".", _JOINTS.sub("", in_digits(plain).lower()))
    return "\n".join(dict.fromkeys((plain, figures, joined)))


@lru_cache(20_000)
def spoken(kind: Kind, value: Any, on: date) -> re.Pattern[str]:
    """The ways of saying a value of a kind, in what was `heard` on a day."""
    return re.compile("|".join(kind.ways(value, on)))


def _figures(numeral: str) -> str:
    """A number in words, such as 三千九 or 一万二千, in figures; as it stands where it is none."""
    if not set(numeral) & {*_UNITS, "万"}:
        return numeral
    total, part, figure, unit = 0, 0, 0, 0
    for sign in numeral:
        if sign in _FIGURES:
            figure, unit = _FIGURES[sign], 0 if sign in "零〇" else unit
        elif sign == "万":
            total, part, figure, unit = (part + figure) * 10_000, 0, 0, 10_000
        else:
            part, figure, unit = part + (figure or 1) * _UNITS[sign], 0, _UNITS[sign]
    return str(total + part + figure * (unit // 10 if unit > 10 else 1))
