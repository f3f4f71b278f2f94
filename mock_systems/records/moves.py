"""Moves: how a record with a state goes from one to the next.

Each kind of record that has a state says in one table which operation takes it where, and why it
does not from elsewhere. Refusals, the buttons that follow a record's state, the mutants of a proof
that lead to another state, a list of the guide and a test are made from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mock_systems.bases import NOTHING, Basis

ANY = ""
"""Every state that is not named."""


@dataclass(frozen=True, slots=True)
class Move:
    """What an operation does to a record in one of the states `before`.

    `after` is the state it leaves the record in, empty where that stays. `stopped` says why it is
    refused in other states, under `ANY` in all that are not named; of a state without a reason the
    operation itself speaks, or it passes over records in that state. In a state of `asked`, which
    are among `before`, it goes on only when the clerk has confirmed a caution.
    """

    by: str
    before: Sequence[str]
    after: str = ""
    stopped: Mapping[str, str] = field(default_factory=dict)
    asked: Sequence[str] = ()

    def why_not(self, state: str) -> str | None:
        """Why it is refused in a state; None where it is not refused for that."""
        if state in self.before:
            return None
        return self.stopped.get(state, self.stopped.get(ANY))


@dataclass(frozen=True, slots=True)
class Moves:
    """The table of moves of one kind of record.

    `states` are the states by their codes; a record is in the one its column `column` holds, and
    where that holds a day, in `over`, where it holds none, in `open`. A refusal has the code `code`, in which
    `{state}` is the state's code, and the sentence `told`, in which `{state}` is its label,
    `{way_out}` what the move says and any other name a column.
    """

    column: str
    states: Mapping[str, str]
    ways: Sequence[Move]
    code: str = ""
    told: str = "{way_out}"
    basis: Basis = NOTHING

    def move(self, operation: str, after: str = ANY) -> Move:
        """The move of an operation, to this state where it has several."""
        return next(way for way in self.ways if way.by == operation and after in (ANY, way.after))

    def open_to(self, operation: str, state: str) -> bool:
        """Whether a record in a state is one for an operation: it moves it from there, or never
        moves such records."""
        own = [way for way in self.ways if way.by == operation]
        return not own or any(way.why_not(state) is None for way in own)

    def ways_from(self, state: str) -> Sequence[Move]:
        """The moves of a record in a state to another."""
        return [way for way in self.ways if state in way.before and way.after not in (ANY, state)]

    def is_final(self, state: str) -> bool:
        """Whether no move leads out of a state."""
        return not self.ways_from(state)

    def state(self, value: object) -> str:
        """The state that a value of the column stands for."""
        return value if isinstance(value, str) else "over" if value else "open"
