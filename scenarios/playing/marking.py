"""The machine's part of a scorecard: what a rehearsal earned without a judge."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import grader
from mock_systems.hall.closing import Close
from mock_systems.hall.talk import CallNext
from scenarios.casting.spread import root
from scenarios.playing.rehearse import Rehearsal
from scenarios.reading.points import points_text
from scenarios.reading.script import CaseScript
from scenarios.reading.ways import Mistake, Step

Mark = Mapping[str, Any]
LISTS = {
    "$needed_papers": "这份材料是本案要用的，就写进 needed_papers",
    "$askable": "这份材料是本案要用的，就写进 needed_papers",
    "$linked": "这是与本案有关的人、单位，就写进 linked",
}
"""What is written where something of the case is not in a list that rules leave alone."""


class Marked:
    """A rehearsal as the grader marks it; marks that judges give are left out. Without `why` nothing
    is explained."""

    def __init__(self, rehearsal: Rehearsal, *, why: bool = True) -> None:
        self.card = grader.mark(rehearsal.attempt, rehearsal.stage.key, why=why)
        self.marks: list[Mark] = [m for m in self.card["marks"] if m["part"] != "service"]

    @property
    def earned(self) -> int:
        """Hundredths of a point, no red line applied."""
        judged = sum(m["earned"] for m in self.card["marks"] if m["part"] == "service")
        return int(self.card["earned"] - judged)

    @property
    def broken(self) -> list[Mark]:
        """The marks that something was found wrong with."""
        return [mark for mark in self.marks if is_broken(mark)]

    @property
    def red_lines(self) -> set[str]:
        """The red lines a judge would be asked to confirm."""
        return {str(mark["id"]) for mark in self.marks if mark["breached"]}


def undeclared(mistake: Mistake, marked: Marked, whole: int) -> Iterator[str]:
    """In what the marks of a mistake differ from what it declares; `whole` is what the right way
    earns."""
    lost = whole - marked.earned
    if lost != mistake.lost:
        parts = "、".join(
            f"{mark['title']} {points_text(mark['earned'] - mark['worth'])}"
            for mark in marked.broken
        )
        yield f"扣 {points_text(lost)}，声明 {points_text(mistake.lost)}（{parts or '没有失分的项'}）"
    if marked.red_lines != set(mistake.red_lines):
        found = "、".join(sorted(marked.red_lines)) or "无"
        yield f"触及红线：{found}，与声明不符"


def unearned(marked: Marked, whole: int) -> str:
    """What a right way does not earn of what it should, and why; empty where it earns all."""
    if marked.earned == whole:
        return ""
    lost = "；".join(f"{mark['title']}：{sentence(mark)}" for mark in marked.broken)
    return f"得 {points_text(marked.earned)}，应得 {points_text(whole)}。{lost}"


def excepting(script: CaseScript, mark: str) -> str:
    """What an author writes where a rule rightly leaves alone what a case has in a list of its own, and
    something is not in it; empty for any other mark."""
    rules = [rule for rule in script.rules if rule.id == root(mark)]
    left = [values for rule in rules for _, s in rule.selectors() for values in s.except_.values()]
    return next((LISTS[name] for name in LISTS if any(name in each for each in left)), "")


def full(script: CaseScript) -> int:
    """What the machine can give at most."""
    return script.total - sum(mark.points for mark in script.service)


def is_broken(mark: Mark) -> bool:
    """Whether a mark lost points, or has a finding against it."""
    return mark["earned"] < mark["worth"] or not all(f["met"] for f in mark["findings"])


def sentence(mark: Mark) -> str:
    """Why a mark is not full, in the grader's words."""
    found = [f["explanation"] for f in mark["findings"] if f["explanation"]]
    return str(found[0]["sentence"]) if found else "没有得分"


def idlers(script: CaseScript) -> Mapping[str, Sequence[Step]]:
    """What whoever does nothing for the visitor does: nothing at all, or the first and last steps
    of the walkthrough, which anybody takes."""
    always = (CallNext.declared.name, Close.declared.name)
    calling = [step for step in script.walkthrough if step.do in always]
    return {"什么都不做": [], "只叫号、结束服务": calling}
