"""Where a case script says what it says: for everything that is scored, and for what the grader
found at a place of the compiled script."""

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from scenarios.casting.names import Names
from scenarios.casting.spread import spread
from scenarios.reading.marks import Expectation, Judgement, Scored
from scenarios.reading.problems import Place
from scenarios.reading.script import CaseScript

T = TypeVar("T")


def expected(script: CaseScript) -> Iterator[tuple[Place, Expectation]]:
    """Every expectation, those of the main outcome first."""
    for outcome, each in enumerate(script.outcomes):
        yield from _listed((*_section(outcome), "expect"), each.expect)


def scored(script: CaseScript) -> Iterator[tuple[Place, Scored | Judgement]]:
    """Every line of the score sheet."""
    yield from expected(script)
    yield from _listed(("rules",), script.rules)
    yield from _listed(("service",), script.service)


def said_at(script: CaseScript, names: Names, compiled: str) -> Place:
    """Where a script says what stands at a place of the compiled one, told as the grader does:
    `alternatives › 第1项 › expect › 第3项`."""
    match [_counted(part) for part in compiled.split(" › ")]:
        case ["alternatives", int(outcome), "expect", int(number), *rest]:
            expect = script.outcomes[outcome].expect
            origins = [n for n, each in enumerate(expect) for _ in spread(each, names)]
            return (*_section(outcome), "expect", origins[number], *rest)
        case ["alternatives", int(outcome), *rest]:
            return (*_section(outcome), *rest) or ("expect",)
        case place:
            return tuple(place)


def _section(outcome: int) -> Place:
    """The main outcome is the script's own, the others are its alternatives."""
    return ("alternatives", outcome - 1) if outcome else ()


def _listed(place: Place, entries: Sequence[T]) -> Iterator[tuple[Place, T]]:
    yield from (((*place, number), each) for number, each in enumerate(entries))


def _counted(part: str) -> str | int:
    found = re.fullmatch(r"第(\d+)项", part)
    return int(found[1]) - 1 if found else part
