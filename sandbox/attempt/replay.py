"""Replaying an attempt: the same steps on the same population must give the same journal.

It writes nothing. What it finds is told step by step, so that anyone can see where a journal and
the program part.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from grader import canonical
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
        if list(step.changes) != [c for c in changes if c.seq == event["seq"]]:
            yield f"第 {event['seq']} 步 {event['operation']}：记录的变动不一致"


def _why_unfit(unfit: UnknownOperation | ValidationError) -> str:
    if isinstance(unfit, UnknownOperation):
        return "本程序没有这项操作"
    fields = "、".join(".".join(map(str, error["loc"])) for error in unfit.errors())
    return f"表单不再适用（{fields}）"
