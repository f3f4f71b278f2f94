"""Dated parameters of policy: what figure holds where, from when, and who says so.

A parameter has one value at any date from its first value on; before it there is none, and asking
is an error. Figures are decimals, never floats. Nothing is decided here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from mock_systems.relied import rely
from mock_systems.sentence import Sentence

Status = Literal["reviewed", "unverified", "simulated"]
Unit = Literal[
    "yuan", "yuan/month", "yuan/year", "ratio", "days", "workdays", "months", "years",
    "day_of_month", "times", "flag", "rounding",
]  # fmt: skip
STATUSES = get_args(Status)
UNITS = get_args(Unit)
CHOICES: Mapping[str, Sequence[str]] = {
    "rounding": ("舍去", "四舍五入", "进位"),
    "flag": ("否", "是"),
}
"""Units whose figures say which and not how much, and what 0, 1 … stand for."""
NATION = "CN"
HOME = "3901"


def places(region: str) -> tuple[str, str, str]:
    """Where the figures of a region are looked for: there, in its province, in the nation."""
    return region, region[:2], NATION


class BadParameter(ValueError):
    """A parameter file is wrong, or a figure is asked for that no file gives."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a figure stands: title of the document, its number, the clause."""

    title: str
    number: str = ""
    clause: str = ""

    def __str__(self) -> str:
        return f"{self.title}{self.number}{self.clause}"


@dataclass(frozen=True, slots=True)
class Dated:
    """What a parameter is from one date on: one figure, or a table of figures by key.

    `known_from` is the day it was published, where that differs from the day it counts from.
    """

    since: date
    source: Citation
    status: Status
    value: Decimal | None = None
    table: Mapping[str, Decimal] = field(default_factory=dict)
    known_from: date | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure of policy in one region; its values are ordered by date."""

    id: str
    label: str
    unit: Unit
    region: str
    values: tuple[Dated, ...]

    @property
    def family(self) -> str:
        """What it is grouped under: the part of its id before the point."""
        return self.id.partition(".")[0]

    def on(self, day: date) -> Dated:
        """What holds on a day; `BadParameter` before the first value."""
        for dated in reversed(self.values):
            if dated.since <= day:
                return dated
        raise BadParameter(
            f"{self.id}（{self.region}）自 {self.values[0].since} 起才有数值，{day} 无值可用："
            "请在参数文件中补上更早的值，或核对所用日期。"
        )


@dataclass(frozen=True, slots=True)
class Used:
    """A figure as a calculation used it: which, how much, since when, by what source."""

    id: str
    label: str
    unit: Unit
    region: str
    value: Decimal
    since: date
    source: Citation
    status: Status


class Parameters:
    """All parameters, looked up by name, place and date; a region falls back to the nation."""

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        self._by_place = {(each.id, each.region): each for each in parameters}

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self._by_place.values())

    def nearest(self, name: str, region: str) -> Parameter:
        """The parameter of a name that counts in a region: its own, its province's, the nation's."""
        for place in places(region):
            if (name, place) in self._by_place:
                return self._by_place[name, place]
        raise BadParameter(f"没有名为“{name}”、适用于 {region} 的参数，请核对名称或补上参数文件。")

    def dated(self, name: str, on: date, region: str) -> tuple[Parameter, Dated]:
        """The parameter of a name that counts in a region, and what it is on a day."""
        rely("figure", name, region, on.isoformat())
        parameter = self.nearest(name, region)
        return parameter, parameter.on(on)

    def used(self, name: str, on: date, *, key: str = "", region: str = HOME) -> Used:
        """The figure that holds on a day in a region; `key` chooses from a table."""
        parameter, dated = self.dated(name, on, region)
        value = dated.table.get(key) if key else dated.value
        if value is None:
            raise BadParameter(
                f"{parameter.label}（{name}）自 {dated.since} 起没有“{key}”一项，"
                f"只有 {'、'.join(dated.table)}；请改用其中一项，或在参数文件中补上。"
            )
        return self._used(parameter, dated, key, value)

    def reached(self, name: str, on: date, number: int | Decimal, *, region: str = HOME) -> Used:
        """Of a table whose keys are numbers, the figure of the highest one that `number` reaches."""
        parameter, dated = self.dated(name, on, region)
        rows = [key for key in dated.table if Decimal(key) <= number]
        if not rows:
            raise BadParameter(
                f"{name} 自 {dated.since} 起没有 {number} 适用的一项，请核对参数文件。"
            )
        key = max(rows, key=Decimal)
        return self._used(parameter, dated, key, dated.table[key])

    def _used(self, parameter: Parameter, dated: Dated, key: str, value: Decimal) -> Used:
        return Used(
            parameter.id,
            Sentence("{label} {key}", label=Sentence(parameter.label), key=key)
            if key
            else parameter.label,
            parameter.unit,
            parameter.region,
            value,
            dated.since,
            dated.source,
            dated.status,
        )
