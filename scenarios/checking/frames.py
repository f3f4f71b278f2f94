"""Holding the frame of a script to the house's: an author's own may price what halls forbid, and adds
to it; what it leaves out or calls usual without being it would be free in every case it serves.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from scenarios.casting.places import scored
from scenarios.checking.reader import Reader
from scenarios.folders import CASES
from scenarios.reading.load import long_form
from scenarios.reading.marks import Rule, Scored
from scenarios.reading.problems import Problem

_DEED = ("word", "x")
"""What a rule forbids; what that costs may be an author's own."""


def framed(reader: Reader) -> Iterator[Problem]:
    """What a script's frame forbids less, and lets pass more, than the house's."""
    yield from _forbidden(reader)
    yield from _usual(reader)
    yield from _let_pass(reader)


def _forbidden(reader: Reader) -> Iterator[Problem]:
    said = {each.get("id"): at for at, each in enumerate(reader.layout.said.get("rules", []))}
    for rule in _house()["rules"]:
        if rule["word"] != "never":
            continue
        if (at := said.get(rule["id"])) is None:
            what = f"外框没有通用外框的规则“{rule['title']}”，做了也不扣分"
            mend = f"请照 common.toml 写上 {rule['id']}，分值可以自定"
            yield reader.at(("frame",), what, mend)
        elif _deed(reader.layout.said["rules"][at]) != _deed(rule):
            what = f"“{rule['title']}”管的与通用外框的 {rule['id']} 不一样"
            mend = "请照 common.toml 写 word 和 x；另有不许的，另写一条"
            yield reader.at(("rules", at), what, mend)


def _usual(reader: Reader) -> Iterator[Problem]:
    """What a case itself calls usual: the word is for a frame, which serves cases that have no use
    for an entry of it."""
    script = reader.script
    marks = [(at, e.title) for at, e in scored(script) if isinstance(e, Scored) and _may_not(e)]
    declared = enumerate(script.harmless)
    marks += [(("harmless", number), e.reason) for number, e in declared if e.usual]
    for place, title in marks:
        if reader.layout.is_own(place):
            what = f"“{title}”写了 usual，这个字只写在外框里"
            mend = "请删去 usual；没有用到的这一项也就删去，用得到的补一个会失去它的 mistakes"
            yield reader.at((*place, "usual"), what, mend)


def _may_not(mark: Scored) -> bool:
    """Whether a mark is called usual and is not what a fragment brings, of which every case has it: that
    who does a thing wrongly does the same again, which nobody can break by one slip."""
    deeds = {each.do for _, each in mark.selectors()} if isinstance(mark, Rule) else set()
    again = isinstance(mark, Rule) and mark.word == "after" and len(deeds) == 1
    return mark.usual and not again


def _let_pass(reader: Reader) -> Iterator[Problem]:
    """What a frame calls usual and is not so in every hall: a case answers for it by its share."""
    for at, each in enumerate(reader.layout.said.get("harmless", [])):
        place = ("harmless", at)
        if not each.get("usual") or reader.layout.is_own(place) or each in _house()["harmless"]:
            continue
        what = f"“{each.get('reason')}”写了 usual，通用外框里没有这一条"
        yield reader.at(place, what, "请删去 usual，写到用得到它的案例里，算作本案自己的放行")


def _deed(rule: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: rule.get(key) for key in _DEED}


@cache
def _house() -> Mapping[str, Any]:
    return long_form(CASES / "common.toml")
