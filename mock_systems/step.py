"""One step of an attempt: an operation by name, a form, and what came of it.

The server, rehearsal, proof and replay all take their steps here, so that a journal means the
same everywhere.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import mock_systems.catalogue  # noqa: F401  (registers every operation)
from mock_systems.operation import OPERATIONS, Operation, Tried, attempt
from mock_systems.relied import rely
from mock_systems.world import Change, World


class UnknownOperation(LookupError):
    """No operation has that name."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one try was and what came of it; `form` is as the log keeps it."""

    operation: Operation
    form: Mapping[str, Any]
    confirmed: Sequence[str]
    tried: Tried
    changes: Sequence[Change]

    @property
    def message(self) -> str:
        """The sentence the contestant was shown."""
        if self.tried.answer:
            return str(self.tried.answer.message)
        return "\n".join(self.tried.hindrances)

    def event(self, seq: int, at_ms: int) -> dict[str, Any]:
        """The step as an event of the log (docs/architecture.md)."""
        return {
            "seq": seq,
            "at_ms": at_ms,
            "operation": self.operation.declared.name,
            "data": dict(self.form),
            "facts": dict(self.tried.facts),
            "confirmed": list(self.confirmed),
            "accepted": self.tried.accepted,
            "reason": self.tried.reason,
            "message": self.message,
        }


def operation_named(name: str) -> type[Operation]:
    """The operation of that name; `UnknownOperation` where there is none."""
    try:
        return OPERATIONS[name]
    except KeyError:
        raise UnknownOperation(name) from None


def form_of(name: str, form: Mapping[str, Any], world: World | None = None) -> Operation:
    """The form of an operation filled in with plain JSON values, money in fen. What the case adds
    to code lists is in its world.

    Raises `UnknownOperation`, or pydantic's `ValidationError` for a form that cannot be filled in
    like that."""
    return operation_named(name).model_validate_json(json.dumps(form), context=world)


def take(world: World, name: str, form: Mapping[str, Any], confirmed: Iterable[str] = ()) -> Step:
    """Try an operation on a world and leave the changes in it. What `form_of` raises is no step."""
    rely("operation", name)
    operation = form_of(name, form, world)
    confirmed = tuple(confirmed)
    before = len(world.made)
    tried = attempt(operation, world, confirmed)
    return Step(operation, operation.data(), confirmed, tried, world.made[before:])
