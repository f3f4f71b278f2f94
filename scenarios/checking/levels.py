"""Reading the levels of what judges mark: 0 is the worst, 3 the best, and no two say the same."""

import re
from collections.abc import Iterator
from itertools import combinations

from mock_systems.spelling import same
from scenarios.checking.forbidden import said_amiss
from scenarios.checking.reader import Reader
from scenarios.reading.problems import Problem

ILL = re.compile(
    "(?<![不没未无免])(?<!没有)(?<!避免)(?:责怪|责备|指责|训斥|斥责|呵斥|嘲笑|嘲讽|讽刺|挖苦|辱骂|顶撞"
    "|争执|争吵|推诿|刁难|埋怨|冷漠|生硬|粗暴|不耐烦|不理睬|忌语)"
)
"""How nobody may treat the people they serve (LOC 25), in the words of levels; what is denied is none."""


def unlevelled(reader: Reader) -> Iterator[Problem]:
    """Levels that say the same, whatever their blanks and stops, such as stand above a better one, and a
    best one in which something is said that the hall forbids."""
    for number, each in enumerate(reader.script.service):
        place = ("service", number, "levels")
        if wrong := said_amiss(each.levels[-1]):
            yield reader.at(place, wrong, "最好的一档写照规矩做得最周到的")
        for (low, one), (high, other) in combinations(enumerate(each.levels), 2):
            if same(one, other):
                what = f"“{each.title}”的 {low} 分和 {high} 分写的是同一句话“{one.strip()}”"
                yield reader.at(place, what, "裁判分不清，请写明这两档各是怎样的表现")
                break
            if wrong := _above(one, other):
                what = f"“{each.title}”的 {high} 分“{other}”比 {low} 分“{one}”还差：{wrong}"
                mend = "levels 从最差的 0 分写到最好的 3 分，请改正次序或者改写"
                yield reader.at(place, what, mend)
                break


def _above(low: str, high: str) -> str:
    """Why the higher of two levels is the worse one."""
    if (ill := ILL.search(high)) and not ILL.search(low):
        return f"“{ill[0]}”该在低的一档"
    bare = re.sub(r"\W", "", high)
    return "低的一档做到的更多" if bare in re.sub(r"\W", "", low) else ""
