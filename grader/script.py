"""A compiled case script as the grader reads it: the answer key of one variant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from grader.events import check_format
from grader.expectations import Allowed, Alternative
from grader.reading import (
    LIST,
    MAP,
    NUMBER,
    REQUIRED,
    TEXT,
    Columns,
    Malformed,
    columns,
    each,
    inside,
    named,
)
from grader.rules import Rule
from grader.words import Words

SIDE_EFFECTS = Columns(
    {
        "penalty": (NUMBER, REQUIRED),
        "cap": (NUMBER, REQUIRED),
        "group": (TEXT, REQUIRED),
    }
)
SERVICE = Columns(
    {
        "id": (TEXT, REQUIRED),
        "group": (TEXT, REQUIRED),
        "title": (TEXT, REQUIRED),
        "basis": (TEXT, ""),
        "points": (NUMBER, REQUIRED),
        "levels": (LIST, REQUIRED),
    }
)
SCRIPT = Columns(
    {
        "case": (TEXT, REQUIRED),
        "title": (TEXT, REQUIRED),
        "version": (NUMBER, REQUIRED),
        "variant": (NUMBER, REQUIRED),
        "script_hash": (TEXT, REQUIRED),
        "total": (NUMBER, REQUIRED),
        "ceiling": (NUMBER, 0),
        "groups": (MAP, REQUIRED),
    }
)


class SideEffects(NamedTuple):
    """What each record changed unasked costs, up to the cap, and the group it is shown in."""

    penalty: int
    cap: int
    group: str


class ServiceMark(NamedTuple):
    """A mark that judges give: one of four described levels."""

    id: str
    group: str
    title: str
    basis: str
    points: int
    levels: Sequence[str]


@dataclass(frozen=True, slots=True)
class Script:
    """Everything an attempt at one variant of a case is marked by."""

    case: str
    title: str
    version: int
    variant: int
    script_hash: str
    total: int
    ceiling: int
    groups: Mapping[str, str]
    alternatives: Sequence[Alternative]
    allowed: Sequence[Allowed]
    side_effects: SideEffects
    rules: Sequence[Rule]
    service: Sequence[ServiceMark]
    words: Words

    @classmethod
    def read(cls, raw: Any) -> "Script":
        """A script from plain JSON; `Malformed` where it cannot be understood."""
        check_format(raw)
        head = named(raw, SCRIPT)
        alternatives = each(raw, "alternatives", Alternative.read)
        if len({each.name for each in alternatives}) < max(1, len(alternatives)):
            raise Malformed(
                "alternatives", "没有结果，或名称重复", "请至少给出一种，各取不同的名称"
            )
        return cls(
            **head,
            alternatives=alternatives,
            allowed=each(raw, "allowed", Allowed.read),
            side_effects=inside(
                raw, "side_effects", lambda item: SideEffects(*columns(item, SIDE_EFFECTS))
            ),
            rules=each(raw, "rules", Rule.read),
            service=each(raw, "service", lambda item: ServiceMark(*columns(item, SERVICE))),
            words=inside(raw, "words", Words.read),
        )
