"""The ladder of the cases one may practise: how well each is known, and which comes next.

A case is passed by what a contest asks of an honour, known by two good attempts in a row within the usual time,
without a hint. Nothing is locked: the ladder recommends, from easy to hard, what was begun before what is new.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.contest.practised import CaseRecord
from sandbox.contest.rounds import RoundLine
from sandbox.store.contest import PRACTICE
from scenarios.reading.script import CaseScript

LEVELS = ("easy", "medium", "hard")
NEW, TRIED, PASSED, KNOWN = "new", "tried", "passed", "known"
PASSED_FROM, KNOWN_FROM = 85, 95
"""Hundredths of what could be earned."""
Records = Mapping[tuple[int, str], CaseRecord]


@dataclass(frozen=True, slots=True)
class Rung:
    """A case that may be practised now, in a round, and how well it is known."""

    round_id: int
    script: CaseScript
    record: CaseRecord | None
    state: str

    @property
    def best(self) -> int | None:
        """The best in hundredths of what could be earned; None where there is none."""
        best = self.record.best_share if self.record else None
        return None if best is None else round(best)


def rungs(
    rounds: Iterable[RoundLine], cases: Mapping[str, CaseScript], records: Records
) -> list[Rung]:
    """The cases of the practice that is open, each once, in the order of their ids."""
    found: dict[str, Rung] = {}
    for round in rounds:
        if round.mode == PRACTICE and round.may_start():
            for case in filter(cases.__contains__, round.offered):
                record = records.get((round.id, case))
                if case not in found or (record and not found[case].record):
                    found[case] = Rung(round.id, cases[case], record, state_of(record, cases[case]))
    return [found[case] for case in sorted(found)]


def state_of(record: CaseRecord | None, script: CaseScript) -> str:
    """How well a case is known."""
    if record is None:
        return NEW
    if len(record.latest) > 1 and all(_is_good(each, script) for each in record.latest[:2]):
        return KNOWN
    return PASSED if (record.best_share or 0) >= PASSED_FROM else TRIED


def comes_next(ladder: Sequence[Rung]) -> Rung | None:
    """What to practise next: the first of the lowest level that is not passed, what was begun before what
    is new; once all are passed, what is not known."""
    return min(ladder, key=_order, default=None)


def first_of_all(ladder: Sequence[Rung]) -> Rung | None:
    """The case to be guided through for who has practised nothing: the shortest of the easiest."""
    if any(each.record for each in ladder):
        return None
    return min(ladder, key=_length, default=None)


def _order(rung: Rung) -> tuple[int, int, bool, str]:
    passed = {PASSED: 1, KNOWN: 2}.get(rung.state, 0)
    return passed, LEVELS.index(rung.script.level), rung.state == NEW, rung.script.id


def _length(rung: Rung) -> tuple[int, int, int]:
    script = rung.script
    return LEVELS.index(script.level), script.minutes, len(script.walkthrough)


def _is_good(attempt: Any, script: CaseScript) -> bool:
    return (
        not (attempt.red_line or attempt.hints or attempt.guided)
        and attempt.took_ms <= script.minutes * 60_000
        and 100 * attempt.earned >= KNOWN_FROM * attempt.decided > 0
    )
