"""An attempt as the grader reads it: the action log and what the actions changed.

A log is the sequence of actions by `seq`; `at_ms` is the contest clock and never runs backwards. A
change belongs to an accepted action of the log, or to seq 0, which places the cast. An attempt
that breaks one of these promises is not gradable: it is refused, never marked zero.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from grader.reading import (
    FLAG,
    MAP,
    MAP_OR_NOTHING,
    NUMBER,
    REQUIRED,
    TEXT,
    Columns,
    Malformed,
    columns,
    named,
    rows,
)

FORMAT = 1
EXPORT_AGAIN = "请用 python -m sandbox attempts export 重新导出，不要改动"
MISSING: Final = object()
"""What a field has that is neither in the data nor in the facts; it equals nothing."""
EMPTY: Final[tuple[Any, ...]] = (MISSING, None, "", [])
"""What a field has that says nothing: absent, or left empty in the form."""


class Event(NamedTuple):
    """One action of the log: accepted, or a refused try."""

    seq: int
    at_ms: int
    operation: str
    data: Mapping[str, Any]
    facts: Mapping[str, Any]
    accepted: bool
    reason: str
    message: str

    def value(self, name: str) -> Any:
        """A field as typed, else as a fact, else `MISSING`."""
        return self.data.get(name, self.facts.get(name, MISSING))


class Change(NamedTuple):
    """What one action did to one record; `before` is None for a new record."""

    seq: int
    table: str
    key: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


EVENT = Columns(
    {
        "seq": (NUMBER, REQUIRED),
        "at_ms": (NUMBER, REQUIRED),
        "operation": (TEXT, REQUIRED),
        "data": (MAP, REQUIRED),
        "facts": (MAP, REQUIRED),
        "accepted": (FLAG, REQUIRED),
        "reason": (TEXT, REQUIRED),
        "message": (TEXT, REQUIRED),
    }
)
CHANGE = Columns(
    {
        "seq": (NUMBER, REQUIRED),
        "table": (TEXT, REQUIRED),
        "key": (TEXT, REQUIRED),
        "before": (MAP_OR_NOTHING, REQUIRED),
        "after": (MAP, REQUIRED),
    }
)
HEAD = Columns({"format": (NUMBER, REQUIRED)})
ATTEMPT = Columns(
    {
        "attempt": (TEXT, REQUIRED),
        "case": (TEXT, REQUIRED),
        "variant": (NUMBER, REQUIRED),
        "population_hash": (TEXT, REQUIRED),
        "last_hash": (TEXT, REQUIRED),
        "sealed_ms": (NUMBER, REQUIRED),
    }
)


class Log:
    """The events of an attempt, in order."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = events
        self._seqs = [event.seq for event in events]
        self._tries: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            self._tries[event.operation].append(event)

    def tries(self, operation: str) -> Sequence[Event]:
        """Every try of an operation, refused ones too."""
        return self._tries.get(operation, ())

    def at(self, seq: int) -> Event:
        """The event with this number."""
        return self.events[bisect_left(self._seqs, seq)]

    def span(self, after: float = 0, until: float = float("inf")) -> tuple[int, int] | None:
        """First and last number of the events strictly between, or None where there is none."""
        low, high = bisect_right(self._seqs, after), bisect_left(self._seqs, until)
        return (self._seqs[low], self._seqs[high - 1]) if low < high else None


class Attempt(NamedTuple):
    """One contestant's work on one case."""

    attempt: str
    case: str
    variant: int
    population_hash: str
    last_hash: str
    sealed_ms: int
    log: Log
    changes: Sequence[Change]

    @classmethod
    def read(cls, raw: Any) -> "Attempt":
        """An attempt from plain JSON; `Malformed` where it breaks a promise."""
        check_format(raw)
        head = named(raw, ATTEMPT)
        events = tuple(map(Event._make, rows(raw, "events", EVENT)))
        changes = tuple(map(Change._make, rows(raw, "changes", CHANGE)))
        _check_order(events)
        _check_causes(events, changes)
        return cls(**head, log=Log(events), changes=changes)


def check_format(raw: Mapping[str, Any]) -> None:
    """Refuse a document of a format that this version does not know."""
    (format_,) = columns(raw, HEAD)
    if format_ != FORMAT:
        raise Malformed("format", f"不认识的格式 {format_}", f"本评分程序只读格式 {FORMAT}")


def _check_order(events: Sequence[Event]) -> None:
    last_seq, last_ms = 0, 0
    for place, event in enumerate(events, 1):
        if event.seq <= last_seq or event.at_ms < last_ms:
            name = "seq" if event.seq <= last_seq else "at_ms"
            raise Malformed(
                f"events › 第{place}项 › {name}",
                "序号应从 1 起逐项增大，时刻不得倒退",
                EXPORT_AGAIN,
            )
        last_seq, last_ms = event.seq, event.at_ms


def _check_causes(events: Sequence[Event], changes: Sequence[Change]) -> None:
    accepted = {event.seq for event in events if event.accepted} | {0}
    last = 0
    for place, change in enumerate(changes, 1):
        if change.seq not in accepted or change.seq < last:
            raise Malformed(
                f"changes › 第{place}项 › seq",
                f"第{change.seq}步不是日志中已受理的操作，或变动未按步骤排列",
                EXPORT_AGAIN,
            )
        last = change.seq
