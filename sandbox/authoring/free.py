"""What costs nothing in a case: changes that are allowed, steps in any order, wrong attempts that are
harmless."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from grader.words import Words
from mock_systems.operation import OPERATIONS
from mock_systems.sentence import Official, Sentence
from scenarios.playing.rehearse import Rehearsal
from scenarios.reading.ways import Harmless, Step

KINDS = {
    "drop": Sentence("漏做"),
    "double": Sentence("重复做"),
    "swap": Sentence("与后一步颠倒"),
    "namesake": Sentence("错办给别人"),
    "alter": Sentence("改填"),
    "again": Sentence("做对了又改口"),
    "move": Sentence("改做别的操作"),
    "open": Sentence("打开无关的记录"),
    "print": Sentence("打印别人的记录"),
    "extra": Sentence("又给别人办一遍"),
    "refused": Sentence("不予受理的仍然办了"),
}
"""How people call the kinds of wrong attempts that a proof makes."""
PARTS = {
    "query": Sentence("查询"),
    "page": Sentence("打开页面"),
    "trial": Sentence("试算"),
    "check": Sentence("核验"),
    "deed": Sentence("办理"),
}


@dataclass(frozen=True, slots=True)
class FreeChange:
    """Records whose changes are allowed: of this table, like these, in these fields only."""

    table: str
    where: Sequence[str]
    fields: Sequence[str]
    made: bool


@dataclass(frozen=True, slots=True)
class FreeAttempt:
    """Wrong attempts that cost nothing: of these kinds, at these steps, and why; `narrower` is what
    else they must be about, as the script says it."""

    kinds: Sequence[str]
    steps: Sequence[str]
    narrower: Sequence[str]
    reason: str
    usual: bool


def changes_of(right: Rehearsal) -> list[FreeChange]:
    """What may change beside what is expected."""
    key = right.stage.compiled
    words = Words.read(key["words"])
    return [_change(words, each) for each in key["allowed"]]


def orders_of(right: Rehearsal) -> list[list[str]]:
    """The steps of each group that may be done in any order."""
    steps = {step.called: told for step, told in _numbered(right)}
    return [[steps[called] for called in group] for group in right.stage.script.independent]


def attempts_of(right: Rehearsal) -> list[FreeAttempt]:
    """What is harmless, the case's own before what is usual."""
    found = [_attempt(right, each) for each in right.stage.script.harmless]
    return sorted(found, key=lambda each: each.usual)


def _change(words: Words, allowed: Any) -> FreeChange:
    table = allowed["table"]
    return FreeChange(
        words.table(table),
        words.pairs(table, allowed.get("where", {})),
        [words.field(table, name) for name in allowed.get("fields", ())],
        bool(allowed.get("is")),
    )


def _attempt(right: Rehearsal, each: Harmless) -> FreeAttempt:
    steps = _numbered(right) if each.step != "*" else ()
    told = [told for step, told in steps if fnmatchcase(step.called, each.step)]
    told += [_operation(each.do)] if each.do != "*" else []
    told += [PARTS[each.part]] if each.part else []
    narrower = [_operation(text) for text in (each.field, each.other) if text != "*"]
    return FreeAttempt(
        [KINDS[kind] for kind in each.mutants], told, narrower, each.reason, each.usual
    )


def _numbered(right: Rehearsal) -> list[tuple[Step, str]]:
    return [
        (step, Sentence("第{number}步“{title}”", number=number, title=_operation(step.do)))
        for number, step in enumerate(right.stage.script.walkthrough, 1)
    ]


def _operation(text: str) -> str:
    """The title of an operation; what is none, such as a field or a pattern, as it stands."""
    return Official(OPERATIONS[text].declared.title) if text in OPERATIONS else text
