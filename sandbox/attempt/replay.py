"""Replaying an attempt: the same steps on the same population must give the same journal.

It writes nothing. What it finds is told step by step, so that anyone can see where a journal and
the program part.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from grader import canonical
from mock_systems.records import TABLES
from mock_systems.step import UnknownOperation, take
from mock_systems.world import Change, Source, World


def differences(document: Mapping[str, Any], source: Source) -> Iterator[str]:
    """Where a replay of an attempt (as the grader reads it) departs from what is stored."""
    changes = [Change(**each) for each in document["changes"]]
    today = date.fromisoformat(document["business_date"])
    world = World(source, today, (c for c in changes if c.seq == 0))
    for event in document["events"]:
        world = world.branch(event["seq"])
        try:
            step = take(world, event["operation"], event["data"], event["confirmed"])
        except (UnknownOperation, ValidationError) as unfit:
            # Nothing after it can be compared: the records are no longer those it was made on.
            yield f"第 {event['seq']} 步 {event['operation']}：{_why_unfit(unfit)}，以后各步无法重放"
            return
        again = step.event(event["seq"], event["at_ms"])
        yield from (
            f"第 {event['seq']} 步 {event['operation']}：{name} 原为 {event[name]}，重放为 {value}"
            for name, value in again.items()
            if canonical(value) != canonical(event[name])
        )
        if not _same(step.changes, [c for c in changes if c.seq == event["seq"]]):
            yield f"第 {event['seq']} 步 {event['operation']}：记录的变动不一致"


def _same(again: Sequence[Change], stored: Sequence[Change]) -> bool:
    """Whether changes say the same of every record. A row written by another version may have more
    columns or fewer: what it leaves out is as if it were empty."""
    try:
        return [*map(_read, again)] == [*map(_read, stored)]
    except (KeyError, ValidationError):
        return False


def _read(change: Change) -> tuple[Any, ...]:
    kind = TABLES[change.table]
    before = None if change.before is None else kind.of(change.before)
    return (change.seq, change.table, change.key, before, kind.of(change.after))


def _why_unfit(unfit: UnknownOperation | ValidationError) -> str:
    if isinstance(unfit, UnknownOperation):
        return "本程序没有这项操作"
    fields = "、".join(".".join(map(str, error["loc"])) for error in unfit.errors())
    return f"表单不再适用（{fields}）"
