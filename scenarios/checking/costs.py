"""Reading what wrong costs: not so little that it is free, nor so little of a red line that none is
crossed."""

from collections.abc import Iterator

from scenarios.casting.places import scored
from scenarios.checking.reader import Reader
from scenarios.reading.marks import Scored
from scenarios.reading.points import points_text
from scenarios.reading.problems import Problem

MOST_LEFT = 0.4
"""Which share of all points whoever crosses a red line may keep at most."""
LEAST = 0.005
"""Which share of all points a breach costs at least."""
LEAST_UNASKED = 0.01
"""Which share a change nobody asked for costs at least,"""
LEAST_OF_ALL = 0.05
"""and all of them together, if there are enough."""


def too_cheap(reader: Reader) -> Iterator[Problem]:
    """What costs less than that it is wrong."""
    script = reader.script
    unasked, total = script.side_effects, script.total
    if script.ceiling > total * MOST_LEFT:
        most = points_text(int(total * MOST_LEFT))
        what = f"触及红线还剩 {points_text(script.ceiling)} 分，满分 {points_text(total)}"
        yield reader.at(("ceiling",), what, f"请写得不超过 {most}，或者删去，用外框的")
    for name, cost, share in (
        ("penalty", unasked.penalty, LEAST_UNASKED),
        ("cap", unasked.cap, LEAST_OF_ALL),
    ):
        if cost < total * share:
            least = points_text(int(total * share))
            what = f"没有要求的变动{'一共至多' if name == 'cap' else '每处只'}扣 {points_text(cost)} 分，几乎不计较"
            yield reader.at(
                ("side_effects", name), what, f"请写得不低于 {least}，或者删去，用外框的"
            )
    for place, each in scored(script):
        if isinstance(each, Scored) and 0 < each.penalty < total * LEAST:
            what = f"“{each.title}”每次只扣 {points_text(each.penalty)} 分，几乎不计较"
            least = points_text(int(total * LEAST))
            yield reader.at((*place, "penalty"), what, f"请写得不低于 {least}；不要紧的就删去")
