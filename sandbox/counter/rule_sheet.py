"""The rule sheet: the local rules a contestant may rely on, pinned to the wall of the hall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from mock_systems.rule_sheet import SHEETS
from mock_systems.sentence import Sentence
from sandbox.counter.menus import HALL


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """Where the rules hold, and the rules, a line each."""

    place: str
    lines: Sequence[str]


@cache
def rule_sheet(on: date, system: str) -> RuleSheet:
    """The rules in force on a day that matter to a system, then those of the whole hall."""
    said = [SHEETS[each](on) for each in dict.fromkeys((system, HALL)) if each in SHEETS]
    lines = [line for lines in said for line in lines]
    return RuleSheet(Sentence("云屿市 {year}", year=on.year), lines)
