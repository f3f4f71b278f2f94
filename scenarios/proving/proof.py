"""What the proof of a case script found."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from mock_systems.relied import Relied
from scenarios.casting.corners import Draws
from scenarios.playing.rehearse import Stage
from scenarios.proving.freed import Freed
from scenarios.proving.meant import Met
from scenarios.proving.mutants import Mutant, Of
from scenarios.reading.load import Loaded
from scenarios.reading.problems import Place
from scenarios.reading.written import drew


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that cost nothing and is not declared harmless."""

    variant: int
    mutant: Mutant


@dataclass(frozen=True, slots=True, eq=False)
class Fault:
    """One thing to mend: where, what is wrong, the way out. Two of a place are one fault if they
    are of the same `kind`, however each variant words it; without a kind if they say the same."""

    place: Place
    what: str
    mend: str = ""
    kind: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fault) and self._same == other._same

    def __hash__(self) -> int:
        return hash(self._same)

    @property
    def _same(self) -> tuple[Place, str]:
        return self.place, self.kind or f"{self.what}，{self.mend}"


@dataclass(slots=True)
class CaseProof:
    """What the proof of one case found; each fault with the variants and corners that have it, none
    where it is of the whole; what they drew that the base story has not, of a survivor under what it is (`Mutant.of`); what was relied on; which deeds that were refused no mutant could do all the same; how many benign
    variations were tried one by one, and which marks of policy they lost, and which others; what steps were warned of, those of the walkthrough under this and their name, those of another way under its
    place and their name."""

    loaded: Loaded
    variants: int
    mutants: int = 0
    caught: int = 0
    stopped: int = 0
    harmless: Counter[str] = field(default_factory=Counter)
    survivors: list[Survivor] = field(default_factory=list)
    found: dict[Fault, list[Stage]] = field(default_factory=lambda: defaultdict(list))
    drew: dict[Fault | Of, Draws] = field(default_factory=dict)
    relied: set[Relied] = field(default_factory=set)
    undoable: set[str] = field(default_factory=set)
    benign: int = 0
    policies: set[str] = field(default_factory=set)
    charged: set[str] = field(default_factory=set)
    met: Met = field(init=False)
    freed: Freed = field(init=False)
    warned: dict[Place, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self.met = Met(self.loaded.script)
        self.freed = Freed(self.loaded.script, self.loaded.layout)

    @property
    def proved(self) -> bool:
        return not self.survivors and not self.found

    @property
    def own_harmless(self) -> int:
        """How many mutants passed by declarations that are the case's own, not the frame's."""
        usual = {each.reason for each in self.loaded.script.harmless if each.usual}
        return sum(number for reason, number in self.harmless.items() if reason not in usual)

    @property
    def faults(self) -> list[str]:
        """What is wrong, each with its place."""
        return [self.told(each, self._met(each, stages)) for each, stages in self.found.items()]

    def told(self, fault: Fault, where: str = "") -> str:
        """Something wrong at a place of the script, and in which variants it is."""
        what = f"{fault.what}（{where}）" if where else fault.what
        return str(self.loaded.layout.problem(fault.place, what, fault.mend))

    def _met(self, fault: Fault, stages: Sequence[Stage]) -> str:
        """In which variants a fault is, and what there makes it one."""
        numbers = sorted({each.variant for each in stages if not each.pinned})
        in_variants = f"变式{ranges(numbers)}" if numbers else ""
        return "，".join(filter(None, (in_variants, drew(self.drew.get(fault, {})))))


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in ascending order, those that follow one another as `0—4`."""
    starts = [n for n in numbers if n - 1 not in numbers]
    ends = [n for n in numbers if n + 1 not in numbers]
    return "、".join(f"{a}—{b}" if a != b else str(a) for a, b in zip(starts, ends, strict=True))
