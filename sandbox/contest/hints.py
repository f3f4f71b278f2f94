"""Hints of practice: what was told of the right way in the course of an attempt, and what that costs.

The machine's mark stays as it is. What hints cost is told beside it and taken off what a home page tells of the
attempt, so that nobody's best rests on them; an attempt that was guided through is never the best. In a contest
there are none.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from sandbox.store.engine import or_instead
from sandbox.store.tables import HINT

WHERE, HOW, GUIDED = 1, 2, 3
"""Where the next step is done; how; every step, from the first on."""
PRICE = {WHERE: 100, HOW: 300}
"""Hundredths of a point a step costs of which so much was told."""
_EVERY = 0


@dataclass(frozen=True, slots=True)
class Helped:
    """What was told in an attempt: how much of each step, the one asked for last, and whether it is guided."""

    steps: Mapping[int, int]
    last: int
    guided: bool

    @property
    def nothing(self) -> bool:
        """Whether nothing was told."""
        return not self.steps and not self.guided

    @property
    def price(self) -> int:
        """What it costs, in hundredths; a guide costs nothing, for what it leads to is nobody's best."""
        return 0 if self.guided else sum(PRICE[level] for level in self.steps.values())


def taken(connection: Connection, attempt_id: int) -> Helped:
    """What was told in an attempt."""
    rows = connection.execute(_TAKEN, {"attempt_id": attempt_id}).all()
    steps = {row.step: row.level for row in rows if row.step != _EVERY}
    newest = max((row for row in rows if row.step != _EVERY), key=_when, default=None)
    guided = any(row.step == _EVERY for row in rows)
    return Helped(steps, newest.step if newest else 0, guided)


def take(connection: Connection, attempt_id: int, step: int, level: int, now: int) -> None:
    """Keep that so much of a step was told. Asked for twice it is told, and costs, once."""
    new = or_instead(connection.dialect.name, HINT, "attempt_id", "step", "level")
    row = {"attempt_id": attempt_id, "step": step, "level": level, "asked_ms": now}
    connection.execute(new, row)


def guide(connection: Connection, attempt_id: int, now: int) -> None:
    """Keep that an attempt is guided through."""
    take(connection, attempt_id, _EVERY, GUIDED, now)


def _when(row: tuple[int, int, int]) -> tuple[int, int]:
    step, _, asked_ms = row
    return asked_ms, step


_TAKEN = (
    select(HINT.c.step, HINT.c.level, HINT.c.asked_ms)
    .where(HINT.c.attempt_id == bindparam("attempt_id"))
    .order_by(HINT.c.step, HINT.c.level)
)
