"""Reading the months that a script tells from the one to the other, and how many, where it works out a
list of them: what is written by hand holds in every variant.

Visitors may misremember, and papers and lives tell of other months.
"""

import re
from collections.abc import Collection, Iterator
from functools import partial
from typing import Any, NamedTuple

from mock_systems.bases import number_of
from mock_systems.months import length
from scenarios.casting.computed import month_list
from scenarios.casting.names import UnknownName, is_open, name_of, named_in
from scenarios.checking.reader import Reader
from scenarios.reading.problems import Place, Problem
from scenarios.reading.writings import WRITINGS

_NOT_HERE = ("conversation", "remarks", "topics", "papers", "cast", "vary", "compute", "unlikely")
"""Where visitors speak, and where other months are told."""
_BY_HAND = re.compile(
    r"(?<!\d)\d{1,2}月份?起?[至到]|[至到](?:\d{4}年)?\d{1,2}月(?!\d)|共计?\w{1,3}个月"
)
_MONTH = r"(?<!\d)(?:(\d{4})年)?(\d{1,2})月份?"
_SPAN = re.compile(rf"{_MONTH}起?[至到]{_MONTH}(?!\d)")
_COUNT = re.compile(r"共计?(\d+|[一二两三四五六七八九十]+)个月")


class _Months(NamedTuple):
    """Months that a script works out: the first, the last, what it calls them."""

    first: str
    last: str
    name: str

    @property
    def number(self) -> int:
        return length(self.first, self.last)

    def written(self, reader: Reader) -> str:
        """How a script tells them, right in every variant."""
        asked = reader.script.compute[self.name].model_extra or {}
        ends = [str(asked.get(each, "")) for each in self._fields[:2]]
        return "至".join(
            f"{e}.chinese" if is_open(e) else WRITINGS[str]["chinese"](e) for e in ends
        )


def spans_said(reader: Reader) -> Iterator[Problem]:
    """What is told of months and is not so in a variant."""
    by = [name for name, each in reader.script.compute.items() if each.by == month_list.__name__]
    told = [each for each in reader.texts if by and _is_told(*each)]
    for place, text in told:
        reader.open(partial(_untrue, place=place, text=text, by=by))
        yield from _untrue(reader, place, text, by)


def _is_told(place: Place, text: str) -> bool:
    return place[0] not in _NOT_HERE and bool(_BY_HAND.search(text))


def _untrue(reader: Reader, place: Place, text: str, by: Collection[str]) -> Iterator[Problem]:
    """What is not so of a text in the variant that is read."""
    try:
        filled = str(reader.names.fill(text))
        lists = [_Months(*_ends(reader, name), name) for name in by]
    except UnknownName:  # told where names are read
        return
    for found in _SPAN.finditer(filled):
        first, last = _of(reader, found[1], found[2]), _of(reader, found[3] or found[1], found[4])
        alike = [each for each in lists if first == each.first or last == each.last]
        if alike and (first, last) not in [each[:2] for each in alike]:
            named, written = alike[0], alike[0].written(reader)
            what = f"“{found[0]}”，${named.name} 是从 {named.first} 到 {named.last}"
            yield reader.at(place, what, f"请写“{written}”")
    is_of_them = _COUNT.search(text) and bool(_roots(text) & _beside(reader, by))
    for said in _COUNT.finditer(filled) if is_of_them else ():
        if number_of(said[1].replace("两", "二")) not in [each.number for each in lists]:
            what = f"“{said[0]}”，${lists[0].name}.count 是 {lists[0].number}"
            yield reader.at(place, what, f"请写“共${lists[0].name}.count.text个月”")


def _beside(reader: Reader, by: Collection[str]) -> set[str]:
    """The names that tell something of the lists: theirs, of what goes into them, and of what they go into."""
    given = {name: _roots(each.model_extra) for name, each in reader.script.compute.items()}
    into = {name for name, roots in given.items() if roots & {*by}}
    return {*by, *into}.union(*(given[name] for name in by))


def _roots(said: Any) -> set[str]:
    return {name_of(each) for each in named_in(said)}


def _ends(reader: Reader, name: str) -> tuple[str, str]:
    months = reader.names.of(f"{name}.months")
    return months[0], months[-1]


def _of(reader: Reader, year: str | None, month: str) -> str:
    return f"{year or reader.script.business_date.year}-{int(month):02d}"
