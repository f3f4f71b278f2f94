"""The try that was stopped: refused, or asked back and never confirmed, and not made again.

An outcome never looks at the log, but what explains a missing record may: it names the try that
would have made the record.
"""

from collections.abc import Mapping
from typing import Any

from grader.events import MISSING, Event, Log
from grader.expectations import Expectation

ALIKE = 2
"""How many values of a try must be those of the missing record."""


def stopped(wanted: Expectation, log: Log) -> Event | None:
    """The stopped try that says most of what an expectation asks for and contradicts nothing of
    its key; the first on ties, None where none says enough."""
    values = {**{field.name: field.value for field in wanted.fields}, **wanted.where}
    tries: list[Event] = []
    done: set[tuple[Any, ...]] = set()
    for each in reversed(log.events):
        if not all(each.value(name) in (MISSING, key) for name, key in wanted.where.items()):
            continue
        # Of what contradicts nothing, only what is missing can differ.
        same = each.operation, *(each.value(name) is MISSING for name in wanted.where)
        if each.accepted:
            done.add(same)
        elif same not in done and _alike(values, each) >= ALIKE:
            tries.append(each)
    return max(reversed(tries), key=lambda each: _alike(values, each), default=None)


def _alike(values: Mapping[str, Any], event: Event) -> int:
    return sum(event.value(name) == value for name, value in values.items())
