"""Plots of parameters as geometry for a drawing: steps over time, or a table over its keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mock_systems.policy.parameter import Dated, Parameter
from sandbox.policy.tree import shown

WIDTH, HEIGHT = 620, 190
LEFT, RIGHT, TOP, BOTTOM = 62, 70, 12, 24
MOST_LINES, TICK_ROOM = 12, 36
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where, and what it says."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: the label at its end, its corners, and its dots with what each says."""

    label: str
    corners: Sequence[Point]
    dots: Sequence[tuple[float, float, str]]

    @property
    def path(self) -> str:
        """The corners as SVG's `points`."""
        return " ".join(f"{x},{y}" for x, y in self.corners)


@dataclass(frozen=True, slots=True)
class Plot:
    """Lines with two axes, `WIDTH` by `HEIGHT`."""

    lines: Sequence[Curve]
    across: Sequence[Tick]
    up: Sequence[Tick]
    over_keys: bool


def plot_of(parameter: Parameter, until: date) -> Plot:
    """Values over time up to a day; a table that never changed is drawn over its keys."""
    keys = list(parameter.values[-1].table)
    if len(parameter.values) == 1 and len(keys) > 1 and all(key.isdigit() for key in keys):
        return _over_keys(parameter.values[0], parameter.unit)
    return _over_time(parameter, keys[:MOST_LINES] or [""], until)


def _over_keys(dated: Dated, unit: str) -> Plot:
    wide = _across([Decimal(key) for key in dated.table])
    high = _upward(list(dated.table.values()), unit)
    dots = [(wide.at(Decimal(k)), high.at(v), f"{k}：{v:f}") for k, v in dated.table.items()]
    ticks = _apart([Tick(wide.at(Decimal(key)), key) for key in dated.table])
    return Plot([Curve("", [(x, y) for x, y, _ in dots], dots)], ticks, high.ticks, True)


def _over_time(parameter: Parameter, keys: Sequence[str], until: date) -> Plot:
    values = parameter.values
    end = max(until, values[-1].since.replace(month=12, day=31))
    wide = _across([_ordinal(values[0].since), _ordinal(end)])
    found = {
        key: [(d.since, v) for d in values if (v := _value(d, key)) is not None] for key in keys
    }
    high = _upward([value for steps in found.values() for _, value in steps], parameter.unit)
    lines = [_steps(key, steps, wide, high) for key, steps in found.items()]
    ticks = _apart([Tick(wide.at(_ordinal(d.since)), str(d.since.year)) for d in values])
    return Plot(lines, ticks, high.ticks, False)


def _steps(
    key: str, steps: Sequence[tuple[date, Decimal]], wide: "_Scale", high: "_Scale"
) -> Curve:
    """A line that holds each value until the next begins."""
    dots = [(wide.at(_ordinal(day)), high.at(v), f"{day}：{v:f}") for day, v in steps]
    corners: list[Point] = []
    for x, y, _ in dots:
        corners += [(x, corners[-1][1]), (x, y)] if corners else [(x, y)]
    return Curve(key, [*corners, (float(wide.end), corners[-1][1])], dots)


def _value(dated: Dated, key: str) -> Decimal | None:
    return dated.table.get(key) if key else dated.value


def _ordinal(day: date) -> Decimal:
    return Decimal(day.toordinal())


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values from `low` to `high` on places from `start` to `end`."""

    low: Decimal
    high: Decimal
    start: int
    end: int
    unit: str = ""

    def at(self, value: Decimal) -> float:
        """Where a value lies."""
        share = (value - self.low) / (self.high - self.low)
        return round(float(self.start + share * (self.end - self.start)), 1)

    @property
    def ticks(self) -> Sequence[Tick]:
        """A low, a middle and a high mark."""
        margin = (self.high - self.low) / 12
        marks = (self.low + margin, (self.low + self.high) / 2, self.high - margin)
        return [Tick(self.at(mark), shown(_rounded(mark), self.unit)) for mark in marks]


def _across(places: Sequence[Decimal]) -> _Scale:
    return _Scale(min(places), max(places), LEFT, WIDTH - RIGHT)


def _upward(values: Sequence[Decimal], unit: str) -> _Scale:
    low, high = min(values), max(values)
    margin = (high - low) / 10 or abs(high) / 2 or Decimal(1)
    return _Scale(low - margin, high + margin, HEIGHT - BOTTOM, TOP, unit)


def _rounded(value: Decimal) -> Decimal:
    """Four significant digits, as much as an axis needs."""
    return Decimal(f"{value:.4g}")


def _apart(ticks: Sequence[Tick]) -> Sequence[Tick]:
    """The ticks that have room, from the last one back."""
    kept: list[Tick] = []
    for tick in reversed(ticks):
        if not kept or kept[-1].at - tick.at >= TICK_ROOM:
            kept.append(tick)
    return kept
