"""Reading the points of a script: those of its lines make up what their headings say, and these the total."""

from collections.abc import Iterator, Sequence

from scenarios.casting.places import scored
from scenarios.checking.reader import Reader
from scenarios.reading.marks import Expectation
from scenarios.reading.points import points_text
from scenarios.reading.problems import Place, Problem


def sums(reader: Reader) -> Iterator[Problem]:
    """Points that do not make up what they should; nothing of those that a line may have
    that is left out, or stands under no heading."""
    script = reader.script
    fixed = [(each.group, each.id, each.points) for each in script.rules]
    fixed += [(each.group, each.id, each.points) for each in script.service]
    worth = sum(group.points for group in script.groups.values())
    if worth != script.total and not reader.gaps.of("groups", "total"):
        what = f"各得分项合计 {points_text(worth)}，总分写的是 {points_text(script.total)}"
        yield reader.at(("total",), what, "请改成一样的")
    strays = any(each.group not in script.groups for _, each in scored(script))
    lacks = strays or reader.gaps.of("groups", "alternatives")
    for outcome in () if lacks else script.outcomes:
        parts = [*fixed, *((e.group, e.id, e.worth) for e in outcome.expect)]
        yield from _of_groups(reader, outcome.name, [part for part in parts if part[2]])


def _of_groups(
    reader: Reader, outcome: str, parts: Sequence[tuple[str, str, int]]
) -> Iterator[Problem]:
    for name, group in reader.script.groups.items():
        own = [(id, points) for of, id, points in parts if of == name]
        worth = sum(points for _, points in own)
        if worth != group.points and not reader.gaps.pay(name):
            what = f"{name} 分值合计 {points_text(worth)}，应为 {points_text(group.points)}"
            added = "、".join(f"{id} {points_text(points)}" for id, points in own)
            what = f"{what}（结果 {outcome}：{added or '没有给分的项'}）"
            yield reader.at(_paying(reader, name), what, "请调整各项分值")


def _paying(reader: Reader, group: str) -> Place:
    """Where an author mends the sum of a group: at its heading, or at the first line of the script
    that pays for it where that stands in a frame."""
    every = ((at, e) for at, e in scored(reader.script) if e.group == group)
    own = (at for at, e in every if (e.worth if isinstance(e, Expectation) else e.points))
    head: Place = ("groups", group)
    first = next((at for at in own if reader.layout.is_in_script(at)), head)
    return head if reader.layout.is_own(head) else first
