"""Variants that were drawn and not given, because nobody could work them: for organiser and author.

Nothing of it is kept: who knows the seed draws again what a contestant drew and finds how many draws
came before the one that was given. What was begun under another number, or by an earlier way of
drawing, tells nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from sandbox.contest.draws import DRAWS, draw
from sandbox.store.tables import ACCOUNT, ATTEMPT, CONTEST, ROUND, SITTING

_number = func.coalesce(func.nullif(ACCOUNT.c.number, ""), ACCOUNT.c.login).label("number")
_begun = (
    select(
        CONTEST.c.title.label("contest"), ROUND.c.title, ROUND.c.seed, ROUND.c.mode, _number,
        SITTING.c.turn, ATTEMPT.c.place, ATTEMPT.c.case_id, ATTEMPT.c.variant,
    )
    .join(SITTING, SITTING.c.id == ATTEMPT.c.sitting_id)
    .join(ACCOUNT, ACCOUNT.c.id == SITTING.c.account_id)
    .join(ROUND, ROUND.c.id == SITTING.c.round_id)
    .join(CONTEST)
    .order_by(ATTEMPT.c.id)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A variant that was drawn and not given: of which case, in which round."""

    contest: str
    round: str
    case_id: str
    variant: int


def passed_over(reader: Connection) -> Sequence[PassedOver]:
    """All of them, once each, in the order they were met."""
    found = (each for begun in reader.execute(_begun) for each in _before(begun))
    return [*dict.fromkeys(found)]


def _before(begun: Any) -> Iterator[PassedOver]:
    """What was drawn before the variant that an attempt has."""
    drawn: list[int] = []
    for again in range(DRAWS):
        variant = draw(begun.seed, begun.mode, begun.number, begun.place, begun.turn, again)
        if variant == begun.variant:
            for each in drawn:
                yield PassedOver(begun.contest, begun.title, begun.case_id, each)
            return
        drawn.append(variant)
