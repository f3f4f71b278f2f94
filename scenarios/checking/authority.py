"""Reading what right ways find of papers, and for which items, beside what the papers authorise."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from mock_systems.hall.applications import OpenApplication
from mock_systems.hall.papers import VerifyPaper
from mock_systems.items import ITEMS
from scenarios.casting.names import name_of
from scenarios.checking.reader import Reader

_OF_WHAT = ("item", "person")
MATTER = "matter"
"""The key of a paper that says what it authorises."""
_OF_ALL = ("人社", "人力资源社会保障", "人力资源和社会保障")
_WIDE = {
    **dict.fromkeys("ABCDEFG", ("社会保险", "社保(?!卡)")),
    **dict.fromkeys("HI", ("就业", "失业")),
    **dict.fromkeys("J", ("社会保障卡", "社保卡")),
    **dict.fromkeys("K", ("劳动",)),
    **dict.fromkeys("L", ("人事",)),
}
"""How all matters of a field are called together, by the letter of its items: the catalogue has no fields to say it."""
_PARTS = re.compile("[、/（）与和]|申请|申领|申报|登记")
"""What stands between the parts of an item's name that tell it."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a step of a right way finds of a paper, and the items of the applications it may be for."""

    finding: str
    items: Collection[str]


class Verified:
    """What right ways find of the papers of a script. What is not found for one application may be
    for all that are filed, but for those of the visitor's own where there are others."""

    def __init__(self, reader: Reader, visitor: str) -> None:
        steps = reader.right_steps if reader.script.papers else ()
        filed = [each for each in steps if each[1].do == OpenApplication.declared.name]
        opened = {
            step.name: tuple(str(reader.filled(place, step.form.get(n))[0]) for n in _OF_WHAT)
            for place, step in filed
        }
        self.served = {visitor, *(person for _, person in opened.values())}
        others = {item for item, person in opened.values() if person != visitor}
        self._every = (others or {item for item, _ in opened.values()}) & {*ITEMS}
        self._made = defaultdict[str, list[Opinion]](list)
        for place, step in steps:
            if step.do == VerifyPaper.declared.name:
                one = opened.get(name_of(step.form.get("application")))
                items = {one[0]} & {*ITEMS} if one else self._every
                finding = reader.filled(place, step.form.get("finding"))[0]
                self._made[name_of(step.form.get("paper"))].append(Opinion(str(finding), items))

    def of(self, paper: str) -> Sequence[Opinion]:
        """What is found of a paper by its name; of one that nobody verifies, nothing for all items."""
        return self._made.get(paper) or [Opinion("", self._every)]


def covers(matter: str, item: str) -> bool:
    """Whether what a paper authorises has an item in it: by its name, as letters call it, or as one
    of all matters of its field."""
    return bool(re.search(_words(item), matter))


@cache
def _words(item: str) -> str:
    """The words by which a matter tells that an item is in it, as a pattern."""
    said = ITEMS[item]
    parts = [part for part in _PARTS.split(said.name) if len(part) > 2]
    wide = "|".join((*_OF_ALL, *_WIDE.get(item[0], ())))
    return "|".join((*said.called, *parts, f"(?:{wide})[^，；。]*(?:业务|事务|事宜|手续|事项)"))
