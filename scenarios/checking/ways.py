"""What playing the other ways and mistakes of a script shows: where they come to an end, what they earn
and what they cost. All are played in the first variant alone: a proof plays them in all it goes through.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from scenarios.checking.against import against
from scenarios.checking.declared import declaring
from scenarios.checking.vain import halted, vain
from scenarios.playing.edits import edited
from scenarios.playing.marking import Marked, full, undeclared, unearned
from scenarios.playing.opened import broken_at_the_end
from scenarios.playing.rehearse import Played, Rehearsal, rehearse
from scenarios.playing.why_not import undone
from scenarios.reading.gaps import MARKS
from scenarios.reading.load import Loaded
from scenarios.reading.points import points_text
from scenarios.reading.problems import Problem
from scenarios.reading.ways import Mistake, Way

_VARIANT = "（变式0）"


class Ways:
    """The other ways and mistakes of a script beside its walkthrough, as it was rehearsed."""

    def __init__(self, loaded: Loaded, main: Rehearsal) -> None:
        self.script, self.layout, self.gaps = loaded.script, loaded.layout, loaded.gaps
        self.main = main
        self.others = self._gone(self.script.other_ways)
        self.wrong = self._gone(self.script.mistakes)

    def _gone(self, ways: Sequence[Way]) -> list[Rehearsal]:
        steps = self.script.walkthrough
        return [rehearse(self.main.stage, edited(steps, w.edits), before=self.main) for w in ways]

    @cached_property
    def right(self) -> Sequence[Marked]:
        """The other ways as they are marked."""
        return list(map(Marked, self.others))

    def stopped(self) -> list[Problem]:
        """Where ways come to an end, unless a rule that is wrong may ask for the attempt."""
        halts = map(halted, self.wrong)
        stops = [h and (None if self.gaps.mention(h.step.do, "rules") else h) for h in halts]
        others = self._stopped("other_ways", [way.stopped for way in self.others])
        return [*others, *self._stopped("mistakes", stops)]

    def _stopped(self, section: str, steps: Sequence[Played | None]) -> Iterator[Problem]:
        """The step at which each way of a section comes to an end, where one does."""
        layout = self.layout
        for number, played in enumerate(steps):
            if played:
                brought = layout.brought_by((section, number))
                name = layout.said[section][number]["name"]
                less = f'{brought} 带出的不合用，就在那里写 less = ["{name}"]，另写一个'
                mend = less if brought else ""
                if not mend and section == "mistakes" and played.event and not played.asked:
                    mend = "系统不许办的写不成错误：请改填或删去这一步；要扣试办的分，写 tried = true 的规则"
                yield layout.problem((section, number, "edits"), undone(played, _VARIANT), mend)

    def worth(self) -> Iterator[Problem]:
        """What ways earn and cost, and what they show to be said in vain."""
        if self.gaps.of(*MARKS):
            yield from self.free()
            return
        yield from (self.layout.problem(*each) for each in broken_at_the_end(self.main))
        yield from self._others()
        yield from against("other_ways", self.others, self.layout)
        for number, _ in enumerate(self.wrong):
            yield from self._mistake(number)
        if not self.gaps.of("other_ways"):
            yield from vain(self.main, self.others, self.wrong, self.layout)

    def free(self) -> Iterator[Problem]:
        """Mistakes that say they cost nothing, and do: whatever the marks are, no mistake may."""
        whole = Marked(self.main, why=False).earned
        for number, (mistake, way) in enumerate(self._made()):
            said = mistake.lost or mistake.red_lines or halted(way)
            if not said and Marked(way, why=False).earned == whole:
                yield self._costless(number)

    def _made(self) -> Iterator[tuple[Mistake, Rehearsal]]:
        yield from zip(self.script.mistakes, self.wrong, strict=True)

    def _others(self) -> Iterator[Problem]:
        """Other right ways that do not earn everything, of those that can be gone as they are told."""
        for number, (way, marked) in enumerate(zip(self.others, self.right, strict=True)):
            if not way.stopped and (lost := unearned(marked, full(self.script))):
                what = f"这种做法{lost}".removesuffix("。")
                mend = "请核对 edits，或者改写到 mistakes"
                yield self.layout.problem(("other_ways", number), what, mend)

    def _mistake(self, number: int) -> Iterator[Problem]:
        """That a mistake costs other than it declares, if it can be made as it is told."""
        mistake, way, whole = self.script.mistakes[number], self.wrong[number], full(self.script)
        if halted(way):
            return
        marked = Marked(way, why=False)
        declared = [*undeclared(mistake, marked, whole)]
        for what in declared:
            mend = declaring(self.layout, number, points_text(whole - marked.earned))
            yield self.layout.problem(("mistakes", number), f"{what}{_VARIANT}", mend)
        if not (declared or mistake.lost or mistake.red_lines):
            yield self._costless(number)

    def _costless(self, number: int) -> Problem:
        what = f"错误“{self.script.mistakes[number].title}”没有失分"
        mend = "请补一条会扣分的规则，或者改写到 other_ways"
        return self.layout.problem(("mistakes", number), what, mend)
