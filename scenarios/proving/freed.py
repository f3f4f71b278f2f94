"""Which of what a script allows whoever does no wrong needs: the rest would let wrong pass free."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.events import Attempt
from grader.expectations import Allowed
from grader.outcomes import unasked
from grader.records import Records, touched
from grader.script import Script
from scenarios.playing.rehearse import Rehearsal
from scenarios.reading.fragments import Library, library
from scenarios.reading.marks import Allowed as Said
from scenarios.reading.origins import Layout
from scenarios.reading.problems import Place
from scenarios.reading.script import CaseScript


@dataclass(frozen=True, slots=True)
class Freedom:
    """One entry of what is allowed, or one column of it."""

    number: int
    column: str = ""

    @property
    def place(self) -> Place:
        return "allowed", self.number

    def out_of(self, allowed: Sequence[Allowed]) -> Sequence[Allowed]:
        """What is allowed without it."""
        one = allowed[self.number]
        left = one._replace(fields=[each for each in one.fields if each != self.column])
        kept = [left] if left.fields else []
        return [*allowed[: self.number], *kept, *allowed[self.number + 1 :]]


class Freed:
    """What of a script's own allowances no way that was seen has needed so far. What a fragment brings
    is none of its own, written out or not: it comes with an item, whether a case needs it or not."""

    def __init__(self, script: CaseScript, layout: Layout) -> None:
        known = library(layout.script)
        self.idle = [
            Freedom(number, column)
            for number, each in enumerate(script.allowed)
            if layout.is_own(("allowed", number)) and not _is_brought(each, script, known)
            for column in each.fields or [""]
        ]

    def see(self, way: Rehearsal) -> None:
        """Note what a way without wrong needs, whichever outcome it leads to."""
        if self.idle:
            key, records = way.stage.key, touched(Attempt.read(way.attempt).changes)
            self.idle = [each for each in self.idle if not _needs(each, key, records)]


def _is_brought(each: Said, script: CaseScript, known: Library) -> bool:
    """Whether the case's items, or what is handed out, bring an entry for somebody of the case."""
    said = each.model_dump(by_alias=True, exclude_defaults=True)
    is_linked = each.where.get("person") in script.linked
    return is_linked and known.may_bring("allowed", said, script.items)


def _needs(one: Freedom, key: Script, records: Records) -> bool:
    """Whether records are free by it that would be side effects, in the outcome that explains most."""
    table = key.allowed[one.number].table
    own = {table: records.get(table, ())}
    outcome = min(key.alternatives, key=lambda each: len(unasked(each, key.allowed, own)))
    free = unasked(outcome, key.allowed, own)
    return unasked(outcome, one.out_of(key.allowed), own) != free
