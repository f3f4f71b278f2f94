"""What the proof of a case script found."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from scenarios.proving.mutants import Mutant
from scenarios.reading.load import Loaded
from scenarios.reading.problems import Place


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that cost nothing and is not declared harmless."""

    variant: int
    mutant: Mutant


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: where, what is wrong, the way out."""

    place: Place
    what: str
    mend: str = ""


@dataclass(slots=True)
class CaseProof:
    """What the proof of one case found; each fault with the variants that have it, none where it
    is of the whole; which deeds that were refused no mutant could do all the same; what steps were
    warned of, those of the walkthrough under this and their name, those of another way under its
    place and their name."""

    loaded: Loaded
    variants: int
    mutants: int = 0
    caught: int = 0
    stopped: int = 0
    harmless: Counter[str] = field(default_factory=Counter)
    survivors: list[Survivor] = field(default_factory=list)
    found: dict[Fault, list[int]] = field(default_factory=lambda: defaultdict(list))
    undoable: set[str] = field(default_factory=set)
    warned: dict[Place, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def proved(self) -> bool:
        return not self.survivors and not self.found

    @property
    def faults(self) -> list[str]:
        """What is wrong, each with its place."""
        return [self.told(each, variants) for each, variants in self.found.items()]

    def told(self, fault: Fault, variants: Sequence[int]) -> str:
        """Something wrong at a place of the script, in some variants."""
        where = f"（变式{ranges(variants)}）" if variants else ""
        return str(self.loaded.layout.problem(fault.place, f"{fault.what}{where}", fault.mend))


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in ascending order, those that follow one another as `0—4`."""
    starts = [n for n in numbers if n - 1 not in numbers]
    ends = [n for n in numbers if n + 1 not in numbers]
    return "、".join(f"{a}—{b}" if a != b else str(a) for a, b in zip(starts, ends, strict=True))
