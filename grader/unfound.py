"""What was looked for and not found: where it was sought, and what came closest.

An absence without the range searched convinces nobody.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from grader.events import Event, Log
from grader.findings import Finding, NearMiss, Reason
from grader.selector import Selector, agree, found

MOST_NEAREST = 50
"""Of how many absences of one rule what came nearest is sought. Each costs a look at every try, and
whoever misses more than that has been told."""


class Sought(NamedTuple):
    """An event that `selector` fits, strictly between two numbers of the log, agreeing on `same`
    with the event that raised the obligation."""

    selector: Selector
    raised: Event | None = None
    same: Sequence[str] = ()
    since: int = 0
    until: float = float("inf")

    def missing(self, log: Log, word: str, reason: Reason, number: int = 1) -> Finding:
        """The finding that there is none."""
        return Finding(
            word,
            reason,
            self.raised and self.raised.seq,
            searched=log.span(self.since, self.until),
            nearest=self._closest(log) if number <= MOST_NEAREST else (),
            number=number,
        )

    def _closest(self, log: Log) -> tuple[NearMiss, ...]:
        """The nearest miss and, beside it, the nearest that misses in another way; by `seq`. What
        has nothing to do with what was sought is no miss."""
        origin = self.raised.seq if self.raised else 0
        tries = log.tries(self.selector.operation)
        misses = [self._miss(e) for e in tries if e != self.raised and self.selector.akin(e)]
        ranked = sorted(
            (miss for miss in misses if miss.distance),
            key=lambda miss: (miss.distance, abs(miss.seq - origin)),
        )
        others = [miss for miss in ranked if _manner(miss) != _manner(ranked[0])]
        return tuple(sorted(ranked[:1] + others[:1], key=lambda miss: miss.seq))

    def _miss(self, event: Event) -> NearMiss:
        refused = not (event.accepted or self.selector.tried)
        misplaced = not self.since < event.seq < self.until
        return NearMiss(event.seq, tuple(self._differs(event)), refused, misplaced)

    def _differs(self, event: Event) -> list[tuple[str, Any, Any]]:
        differs = list(self.selector.differs(event))
        known = {name for name, _, _ in differs}
        if self.raised:
            differs += [
                (name, found(self.raised, name), found(event, name))
                for name in self.same
                if name not in known and not agree(event, self.raised, (name,))
            ]
        return differs


def _manner(miss: NearMiss) -> tuple[Any, ...]:
    return (miss.refused, miss.misplaced, [name for name, _, _ in miss.differs])
