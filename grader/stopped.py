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
    tries = [
        each
        for each in log.events
        if not each.accepted
        and _alike(values, each) >= ALIKE
        and all(each.value(name) in (MISSING, value) for name, value in wanted.where.items())
        and not any(_again(each, other, wanted.where) for other in log.tries(each.operation))
    ]
    return max(tries, key=lambda each: _alike(values, each), default=None)


def _alike(values: Mapping[str, Any], event: Event) -> int:
    return sum(event.value(name) == value for name, value in values.items())


def _again(tried: Event, other: Event, key: Mapping[str, Any]) -> bool:
    """Whether an accepted step did later what was tried."""
    later = other.accepted and other.seq > tried.seq
    return later and all(other.value(name) == tried.value(name) for name in key)
