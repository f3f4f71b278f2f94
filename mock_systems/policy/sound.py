"""Figures that are hardly meant: a slip of the hand is asked back before somebody is paid by it.

Nothing is refused for good here: whoever means such a figure says so beside it.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from mock_systems.policy.parameter import CHOICES, Dated, Unit

_WHOLE: Mapping[Unit, str] = {
    "days": "天数",
    "workdays": "天数",
    "months": "月数",
    "years": "年数",
    "day_of_month": "日子",
}
"""Units of what is counted whole, and how it is called."""


def doubts(dated: Dated, unit: Unit, before: Dated | None) -> Iterator[str]:
    """What is strange about each figure of a value, by itself and beside the value before it."""
    earlier = dict(figures(before)) if before else {}
    for name, figure in figures(dated):
        yield from (f"{name}{doubt}" for doubt in _alone(figure, unit))
        if name in earlier and unit not in CHOICES and _leaps(earlier[name], figure):
            yield f"{name}从 {earlier[name]} 到 {figure}，变动超过三分之一"


def _alone(figure: Decimal, unit: Unit) -> Iterator[str]:
    if figure < 0:
        yield f" {figure} 是负数"
    elif unit == "ratio" and figure > 1:
        yield f" {figure} 超过 1，不是比例；百分之十六写 0.16，倍数的单位写 times"
    elif unit == "day_of_month" and not 1 <= figure <= 31:
        yield f" {figure} 不是一个月里的日子"
    if unit in _WHOLE and figure != int(figure):
        yield f" {figure} 不是整数，{_WHOLE[unit]}应为整数"


def _leaps(before: Decimal, now: Decimal) -> bool:
    return 3 * abs(now - before) > abs(before)


def figures(dated: Dated) -> Iterator[tuple[str, Decimal]]:
    """The figures of a value by how they are called in it."""
    if dated.value is not None:
        yield "数值", dated.value
    for key, figure in dated.table.items():
        yield f"“{key}”的数值", figure
