"""What a quality gate must tell apart of one subject."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Named = tuple[str, str, str]
"""A probe: its gate, its table, its words."""
Violation = tuple[str, str, str, str, str]
"""A probe, what it must catch, and the statements that make it so."""
Edge = tuple[str, str, str, str, Callable[[str], str], str, str]
"""A probe, what decides, statements by a day, a month or a base: one that is caught, and the next,
which is lawful."""


@dataclass(frozen=True, slots=True)
class Breaches:
    """What must be caught of one subject: for each probe something only it catches, both sides of
    each age and limit, crowds that no city has; `entailed` are probes whose breach is another's, too."""

    violations: Sequence[Violation] = ()
    edges: Sequence[Edge] = ()
    crowds: Mapping[str, str] = field(default_factory=dict)
    entailed: Mapping[Named, Named] = field(default_factory=dict)
