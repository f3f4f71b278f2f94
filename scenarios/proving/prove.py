"""The proof of a case script: that its points follow right and wrong, and nothing else.

On every variant the walkthrough and each other right way earn everything the machine can give,
independent steps may be done in any order, doing nothing earns nothing, each declared mistake
costs exactly its points, and every machine-made mutant costs something or is declared harmless.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from math import factorial

from mock_systems.operation import OPERATIONS, Part
from mock_systems.world import Source
from scenarios.casting.spread import root
from scenarios.playing.edits import edited, place
from scenarios.playing.hearing import misheard
from scenarios.playing.marking import Marked, full, sentence, undeclared
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.playing.why_not import undone
from scenarios.proving.bystanders import bystanders, two_bystanders
from scenarios.proving.mutants import Mutant, mutants
from scenarios.reading.marks import Scored
from scenarios.reading.points import points_text
from scenarios.reading.script import CaseScript
from scenarios.reading.ways import Harmless, Mistake, Step, Way

ORDERS = 24
"""How many orders of a group of independent steps are tried, the walkthrough's own among them."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that cost nothing and is not declared harmless."""

    variant: int
    mutant: Mutant


@dataclass(slots=True)
class CaseProof:
    """What the proof of one case found."""

    case: str
    variants: int
    mutants: int = 0
    caught: int = 0
    stopped: int = 0
    harmless: Counter[str] = field(default_factory=Counter)
    survivors: list[Survivor] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def proved(self) -> bool:
        return not self.survivors and not self.faults


def prove(script: CaseScript, variants: int, population: Source | None = None) -> CaseProof:
    """The proof of a script on its first variants, in a population (in a crowd of two where none
    is given)."""
    source = population or two_bystanders()
    proof = CaseProof(script.id, variants)
    runs: list[Marked] = []
    for variant in range(variants):
        stage = Stage(script, variant, source)
        runs += _Variant(stage, proof).runs()
    proof.faults += [*_idle_marks(script, runs), *_twins(script, runs)]
    proof.faults += _idle_declarations(script, proof)
    return proof


class _Variant:
    """The proof on one variant; what it finds goes into `proof`."""

    def __init__(self, stage: Stage, proof: CaseProof) -> None:
        self.stage, self.script, self.proof = stage, stage.script, proof
        self.main = rehearse(stage, self.script.walkthrough)
        self.full = full(self.script)

    def runs(self) -> Iterator[Marked]:
        """Every wrong attempt tried, marked."""
        self._right("标准做法", self.main)
        for way in self.script.other_ways:
            self._right(f"做法“{way.title}”", self._played(way))
        for steps in _reordered(self.script):
            self._right("独立步骤换序", rehearse(self.stage, steps, before=self.main))
        empty = Marked(rehearse(self.stage, []))
        for each in misheard(self.script, self.stage.cast):
            self._fault(str(each))
        if empty.earned:
            self._fault(f"什么都不做得 {points_text(empty.earned)} 分")
        for mistake in self.script.mistakes:
            yield self._mistaken(mistake)
        for mutant in mutants(self.main, bystanders(self.stage.source)):
            yield self._mutated(mutant)

    def _fault(self, what: str) -> None:
        self.proof.faults.append(f"变式{self.stage.variant}：{what}")

    def _played(self, way: Way) -> Rehearsal:
        return rehearse(self.stage, edited(self.script.walkthrough, way.edits), before=self.main)

    def _right(self, called: str, played: Rehearsal) -> None:
        if played.stopped:
            self._fault(f"{called}的{undone(played.stopped)}")
        marked = Marked(played)
        if marked.earned != self.full:
            lost = "；".join(f"{mark['title']}：{sentence(mark)}" for mark in marked.broken)
            got = f"得 {points_text(marked.earned)}，应得 {points_text(self.full)}"
            self._fault(f"{called}{got}。{lost}")

    def _mistaken(self, mistake: Mistake) -> Marked:
        played = self._played(mistake)
        if played.broken_off:
            self._fault(f"“{mistake.title}”的{undone(played.broken_off)}")
        marked = Marked(played)
        for what in undeclared(mistake, marked, self.full):
            self._fault(f"错误“{mistake.title}”{what}")
        return marked

    def _mutated(self, mutant: Mutant) -> Marked:
        played = rehearse(self.stage, mutant.steps, before=self.main, stubborn=True)
        marked, proof = Marked(played), self.proof
        proof.mutants += 1
        if marked.earned < self.full or marked.red_lines:
            proof.caught += 1
        elif mutant.added is not None and not played.played[mutant.added].accepted:
            proof.stopped += 1
        elif declared := _declared(self.script, mutant):
            proof.harmless[declared.reason] += 1
        else:
            proof.survivors.append(Survivor(self.stage.variant, mutant))
        return marked


def _reordered(script: CaseScript) -> Iterator[list[Step]]:
    """The walkthrough with the steps of each independent group in other orders."""
    steps = script.walkthrough
    for group in script.independent:
        places = sorted(place(steps, called) for called in group)
        for order in orders(places):
            turned = list(steps)
            for where, taken in zip(places, order, strict=True):
                turned[where] = steps[taken]
            yield turned


def orders(places: Sequence[int]) -> list[list[int]]:
    """Other orders of some places, spread evenly from their own to its reverse; all of them where
    there are no more than `ORDERS`."""
    last = factorial(len(places)) - 1
    ranks = {turn * last // (ORDERS - 1) for turn in range(1, ORDERS)}
    return [_permutation(places, rank) for rank in sorted(ranks - {0})]


def _permutation(places: Sequence[int], rank: int) -> list[int]:
    """The permutation at a place in the list of all, which goes as in a dictionary."""
    left, order = list(places), []
    while left:
        turn, rank = divmod(rank, factorial(len(left) - 1))
        order.append(left.pop(turn))
    return order


def _declared(script: CaseScript, mutant: Mutant) -> Harmless | None:
    return next((each for each in script.harmless if _fits(each, mutant)), None)


def _fits(declared: Harmless, mutant: Mutant) -> bool:
    if mutant.kind not in declared.mutants:
        return False
    if declared.part not in (None, _part(mutant.step)):
        return False
    return all(
        fnmatchcase(value, pattern)
        for value, pattern in (
            (mutant.step.called, declared.step),
            (mutant.step.do, declared.do),
            (mutant.field, declared.field),
            (mutant.other, declared.other),
        )
    )


def _part(step: Step) -> Part | None:
    operation = OPERATIONS.get(step.do)
    return operation.declared.part if operation else None


def _idle_marks(script: CaseScript, runs: Iterable[Marked]) -> Iterator[str]:
    """Marks that no wrong attempt ever lost: they tell right from wrong for nobody."""
    broken = {root(mark["id"]) for run in runs for mark in run.broken}
    scored: list[Scored] = [*script.expect, *script.rules]
    for each in scored:
        if each.id not in broken and not each.usual:
            yield f"“{each.title}”（{each.id}）从未失分：请补一个会失去它的 mistakes，或删去这一项"


def _twins(script: CaseScript, runs: Sequence[Marked]) -> Iterator[str]:
    """Rules always broken together without saying so: one deed, paid for twice."""
    seen: dict[str, set[int]] = defaultdict(set)
    for number, run in enumerate(runs):
        for mark in run.broken:
            seen[mark["id"]].add(number)
    for number, rule in enumerate(script.rules):
        for other in script.rules[number + 1 :]:
            said = other.id in rule.broken_with or rule.id in other.broken_with
            if seen[rule.id] and seen[rule.id] == seen[other.id] and not said:
                yield f"规则 {rule.id} 与 {other.id} 总是同时违反：请合并，或写明 broken_with"


def _idle_declarations(script: CaseScript, proof: CaseProof) -> Iterator[str]:
    """Declared harmless, but no mutant needed it; those of the frame serve other cases too."""
    for each in script.harmless:
        if not proof.harmless[each.reason] and not each.usual:
            yield f"harmless“{each.reason}”没有用到：请删去"
