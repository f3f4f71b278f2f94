"""The proof of a case script: that its points follow right and wrong, and nothing else.

On every variant the walkthrough and each other right way earn everything the machine can give, as
does whoever goes the first otherwise and no worse (`scenarios.proving.benign`). Independent steps
may be done in any order, doing nothing earns nothing, each declared mistake costs exactly its
points, and every machine-made mutant costs something or is declared harmless.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cached_property, partial

from mock_systems.hall.talk import CallNext
from mock_systems.operation import OPERATIONS, Part
from mock_systems.relied import taking_note
from mock_systems.world import Source
from scenarios.casting.cast import drafted
from scenarios.casting.corners import CORNER, Draws, corners, least
from scenarios.casting.likeness import lot
from scenarios.casting.lives import unlived
from scenarios.casting.vary import drawn
from scenarios.playing.barred import undoable
from scenarios.playing.coded import miscoded
from scenarios.playing.edits import edited
from scenarios.playing.hearing import misheard
from scenarios.playing.marking import Marked, full, idlers, undeclared, unearned
from scenarios.playing.opened import broken
from scenarios.playing.rehearse import Played, Rehearsal, Stage, rehearse
from scenarios.playing.untold import untold
from scenarios.playing.why_not import undone
from scenarios.playing.wished import unheeded
from scenarios.proving.benign import charged
from scenarios.proving.bystanders import bystanders, two_bystanders
from scenarios.proving.idle import idle
from scenarios.proving.meant import kept_for_others
from scenarios.proving.mutants import Mutant, Of, mutants
from scenarios.proving.orders import reordered
from scenarios.proving.proof import CaseProof, Fault, Survivor
from scenarios.reading.load import Loaded
from scenarios.reading.points import points_text
from scenarios.reading.problems import Place
from scenarios.reading.script import CaseScript
from scenarios.reading.ways import Harmless, Mistake, Step, Way

ENOUGH = 5
"""How many variants a proof must have gone through to be kept."""
GONE = 100
"""In how many variants the right way is gone, those of practice: which amounts and days a case
draws once in twenty is seen by none of the few in which all that is wrong is tried."""
FAR = 20
"""In how many of those that only contests draw from it is gone, too."""


def prove(loaded: Loaded, variants: int, population: Source | None = None) -> CaseProof:
    """The proof of a script on its first variants, in a population (in a crowd of two where none
    is given); of one that is kept, every way in each corner of what it draws, and the right way in
    as many as there are for practice and some that contests draw from. Where the right way cannot
    be gone, nothing else of that variant is told."""
    source = population or two_bystanders()
    script, proof = loaded.script, CaseProof(loaded, variants)
    runs: list[Marked] = []
    with taking_note() as proof.relied:
        for variant in range(variants):
            runs += _Variant(Stage(script, variant, source), proof).tried(_Variant.runs)
        for stage, play in _more(script, variants, source) if variants >= ENOUGH else ():
            _Variant(stage, proof).tried(play)
    if runs:
        proof.found.update([(fault, []) for fault in idle(proof, runs)])
    if not proof.found:
        main = _Variant(Stage(script, 0, source), proof).main
        proof.found.update((Fault(*each), []) for each in broken(main, bystanders(source)))
    for fault, stages in proof.found.items():
        if stages and (stages[0].variant or stages[0].pinned):
            proof.drew[fault] = _blamed(stages[0], proof, partial(_Variant.finds, fault=fault))
    alive = {each.mutant.of: each.variant for each in reversed(proof.survivors)}
    for of, variant in alive.items():
        if variant:
            met = Stage(script, variant, source)
            proof.drew[of] = _blamed(met, proof, partial(_Variant.spares, of=of))
    return proof


def _more(
    script: CaseScript, variants: int, source: Source
) -> "Iterator[tuple[Stage, Callable[[_Variant], Iterable[Marked]]]]":
    """The corners, and the variants beside the first ones: the rest of practice, and some of a
    contest's, the same in each proof; and what is played of each. Corners after those of all that is
    no word differ in names alone."""
    ends = len([*corners(script, words=False)])
    for number, draws in enumerate(corners(script)):
        play = _Variant.every_way if number < ends else _Variant.ways
        yield Stage(script, CORNER, source, pinned=draws), play
    far = (GONE + lot(script.id, turn, "far") % (2**31 - GONE) for turn in range(FAR))
    for variant in [*range(variants, GONE), *far]:
        yield Stage(script, variant, source), _Variant.goes


def _blamed(stage: Stage, proof: CaseProof, is_wrong: "Callable[[_Variant], bool]") -> Draws:
    """What was drawn where something wrong was first met that makes it wrong, beside the base story."""

    def is_so(draws: Draws) -> bool:
        corner = replace(stage, variant=CORNER, pinned=draws)
        return is_wrong(_Variant(corner, CaseProof(proof.loaded, proof.variants)))

    draws = drawn(stage.script, stage.variant, stage.pinned)
    return least(stage.script, draws, is_so)


class _Variant:
    """The proof on one variant; what it finds goes into `proof`."""

    def __init__(self, stage: Stage, proof: CaseProof) -> None:
        self.stage, self.script, self.proof = stage, stage.script, proof
        self.full = full(self.script)

    @cached_property
    def main(self) -> Rehearsal:
        """The right way, played."""
        return rehearse(self.stage, self.script.walkthrough)

    def tried(self, play: "Callable[[_Variant], Iterable[Marked]]") -> Sequence[Marked]:
        """The wrong attempts that are played; where playing breaks down that is noted, and ends it."""
        played: list[Marked] = []
        try:
            played.extend(play(self))
        except Exception as fault:  # whatever a script may make of what it draws
            why, is_drawn = str(fault).rstrip("。"), self.stage.variant or self.stage.pinned
            kind = f"{type(fault).__name__} {why}"
            if is_drawn and not why.isascii():
                self._fault(("vary",), f"这样的变式排不出来：{why}", "请核对取值", kind)
            else:
                what = f"证明中断（{type(fault).__name__}：{why}），这是程序的毛病"
                self._fault((), what, "请把脚本和这句话一起交给维护人员", kind)
        return played

    def goes(self) -> Iterator[Marked]:
        """The right way, in lives that can be; what is wrong with them is noted. There is no wrong
        attempt."""
        cast, (_, drafts) = self.stage.cast, drafted(self.script, 0)
        for each in unlived(self.script, cast.names, drafts, cast.records):
            self._fault(*each)
        self._meet(("walkthrough",), self.main)
        if stopped := self.main.stopped:
            self._undone(("walkthrough", self.main.played.index(stopped)), "标准做法", stopped)
        else:
            self._right(("walkthrough",), "标准做法", self.main)
            self._typed(("walkthrough",), "", self.main)
        yield from ()

    def ways(self) -> Iterator[Marked]:
        """The right ways and, where the right one can be gone, the mistakes."""
        yield from self.goes()
        if self.main.stopped:
            return
        for number, way in enumerate(self.script.other_ways):
            at = ("other_ways", number)
            played = self._played(at, way)
            self._right(at, f"做法“{way.title}”", played)
            self._typed(at, f"做法“{way.title}”的", played)
        for number, mistake in enumerate(self.script.mistakes):
            yield self._mistaken(("mistakes", number), mistake)

    def every_way(self) -> Iterator[Marked]:
        """The ways, and whatever may be done otherwise in the right one."""
        yield from self.ways()
        for each in () if self.main.stopped else charged(self.main, self.proof):
            self._note(each)

    def runs(self) -> Iterator[Marked]:
        """Every wrong attempt tried."""
        yield from self.every_way()
        if self.main.stopped:
            return
        for number, steps in reordered(self.script):
            turned = rehearse(self.stage, steps, before=self.main)
            self._right(("independent", number), "独立步骤换序", turned)
        for each in misheard(self.script, self.stage.cast):
            self._fault(each.place, str(each), each.mend)
        for called, idler in idlers(self.script).items():
            if earned := Marked(rehearse(self.stage, idler, stubborn=True)).earned:
                self._fault(("expect",), f"{called}得 {points_text(earned)} 分")
        self.proof.undoable.update(undoable(self.main, bystanders(self.stage.source)))
        yield from self.mutated()

    def mutated(self, of: Of | None = None) -> Iterator[Marked]:
        """Every mutant, or those of one kind, step and field, is tried; those that lose marks of their own."""
        for mutant in mutants(self.main, bystanders(self.stage.source)):
            if of in (None, mutant.of):
                marked = self._mutated(mutant)
                # Who calls nobody loses everything, which says of no mark that it can be lost.
                if (mutant.kind, mutant.step.do) != ("drop", CallNext.declared.name):
                    yield marked

    def finds(self, fault: Fault) -> bool:
        """Whether a fault is found here where the ways are gone."""
        self.tried(_Variant.every_way)
        return fault in self.proof.found

    def spares(self, of: Of) -> bool:
        """Whether a mutant of one kind, step and field costs nothing here."""
        if not self.main.stopped:
            self.tried(lambda variant: variant.mutated(of))
        return bool(self.proof.survivors)

    def _fault(self, place: Place, what: str, mend: str = "", kind: str = "") -> None:
        self._note(Fault(place, what, mend, kind))

    def _note(self, fault: Fault) -> None:
        found = self.proof.found[fault]
        if self.stage not in found:
            found.append(self.stage)

    def _undone(
        self, place: Place, called: str, played: Played, first: Played | None = None
    ) -> None:
        """A way came to its end at a step, for a reason that is the same whoever is drawn."""
        cause = played.cause
        why = cause.event["reason"] if cause.event else type(cause.why_not).__name__
        self._fault(
            place, f"{called}的{undone(played, first=first)}", kind=f"{cause.step.called} {why}"
        )

    def _meet(self, place: Place, played: Rehearsal) -> None:
        """Note what the steps had and which cautions they met: those that a way leaves as they are
        belong to the walkthrough."""
        self.proof.met.see(played)
        shared = {id(step) for step in self.script.walkthrough}
        for each in played.played:
            way = ("walkthrough",) if id(each.step) in shared else place
            self.proof.warned[*way, each.step.called].update(each.warned)

    def _played(self, place: Place, way: Way) -> Rehearsal:
        steps = edited(self.script.walkthrough, way.edits)
        played = rehearse(self.stage, steps, before=self.main)
        self._meet(place, played)
        return played

    def _right(self, place: Place, called: str, played: Rehearsal) -> None:
        if played.stopped:
            self._undone(place, called, played.stopped)
            return
        if lost := unearned(marked := Marked(played), self.full):
            self._fault(place, f"{called}{lost}", kind=_lost(marked))
        else:
            self.proof.freed.see(played)

    def _typed(self, place: Place, called: str, played: Rehearsal) -> None:
        """Who goes a right way has been told by then what its steps type."""
        for each in (*untold(played), *miscoded(played), *unheeded(played)):
            at = place if called else (*place, each.step, "form", each.field.name)
            self._fault(at, f"{called}{each}", each.mend, f"{each.called} {each.field.name}")

    def _mistaken(self, place: Place, mistake: Mistake) -> Marked:
        played = self._played(place, mistake)
        marked = Marked(played)
        if played.broken_off:
            self._undone(place, f"“{mistake.title}”", played.broken_off, played.stopped)
            return marked
        for what in undeclared(mistake, marked, self.full):
            self._fault(place, f"错误“{mistake.title}”{what}")
        return marked

    def _mutated(self, mutant: Mutant) -> Marked:
        played = rehearse(self.stage, mutant.steps, before=self.main, stubborn=True)
        marked, proof = Marked(played), self.proof
        proof.met.see(played)
        proof.mutants += 1
        if marked.earned < self.full or marked.red_lines:
            proof.caught += 1
            self._for_others(mutant, played, marked)
        elif mutant.added is not None and not played.played[mutant.added].accepted:
            proof.stopped += 1
        elif declared := _declared(self.script, mutant):
            proof.harmless[declared.reason] += 1
        else:
            proof.survivors.append(Survivor(self.stage.variant, mutant))
        return marked

    def _for_others(self, mutant: Mutant, played: Rehearsal, marked: Marked) -> None:
        """A step done for another must not earn what it would have earned for whom it is meant."""
        if mutant.kind != "namesake":
            return
        for at in kept_for_others(self.main, played, marked):
            what = f"“{mutant.step.called}”错办给别人，这一项照样得分"
            self._fault(at, what, "请在 where 中写明是谁的，如 person")


def _lost(marked: Marked) -> str:
    return " ".join(str(mark["id"]) for mark in marked.broken)


def _declared(script: CaseScript, mutant: Mutant) -> Harmless | None:
    return next((each for each in script.harmless if _fits(each, mutant)), None)


def _fits(declared: Harmless, mutant: Mutant) -> bool:
    if mutant.kind not in declared.mutants:
        return False
    if declared.do not in ("*", mutant.step.do) or declared.part not in (None, _part(mutant.step)):
        return False
    return all(
        fnmatchcase(value, pattern)
        for value, pattern in (
            (mutant.step.called, declared.step),
            (mutant.field, declared.field),
            (mutant.other, declared.other),
        )
    )


def _part(step: Step) -> Part | None:
    operation = OPERATIONS.get(step.do)
    return operation.declared.part if operation else None
