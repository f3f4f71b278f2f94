"""Variants that were drawn and not given, because nobody could work them: for organiser and author.

Nothing of it is written: who knows the seed draws again what a contestant drew and finds how many
draws came before the one that was given. That is done once for an attempt, and remembered as long as
the database is open. What was begun under another number, or by an earlier way of drawing, tells nothing.
A variant that was passed over for the key of another is none of them: it can be worked, and an audit
tells of the key.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, bindparam, exists, func, select

from sandbox.contest.draws import DRAWS, draw
from sandbox.contest.entrants import drawn_for
from sandbox.store.tables import ACCOUNT, ANSWER_KEY, ATTEMPT, CONTEST, ROUND, SITTING

_attempts = select(func.count(ATTEMPT.c.id))
_begun = (
    select(
        CONTEST.c.title.label("contest"), ROUND.c.title, ROUND.c.seed, ROUND.c.mode,
        drawn_for.label("whom"), SITTING.c.turn,
        ATTEMPT.c.id, ATTEMPT.c.place, ATTEMPT.c.case_id, ATTEMPT.c.variant,
        ATTEMPT.c.script_hash,
    )
    .where(ATTEMPT.c.id >= bindparam("first"))
    .join(SITTING, SITTING.c.id == ATTEMPT.c.sitting_id)
    .join(ACCOUNT, ACCOUNT.c.id == SITTING.c.account_id)
    .join(ROUND, ROUND.c.id == SITTING.c.round_id)
    .join(CONTEST)
    .order_by(ATTEMPT.c.id)
)  # fmt: skip
_key = select(
    exists().where(
        ANSWER_KEY.c.script_hash == bindparam("of"), ANSWER_KEY.c.variant == bindparam("drawn")
    )
)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A variant that was drawn and not given: of which case, in which round."""

    contest: str
    round: str
    case_id: str
    variant: int


def passed_over(reader: Connection) -> Sequence[PassedOver]:
    """All of them, once each, in the order they were met."""
    met = _met.setdefault(reader.engine, {})
    if reader.execute(_attempts).scalar_one() > len(met):
        # Two servers' attempts may be seen in another order than they are numbered.
        new = set(reader.execute(select(ATTEMPT.c.id)).scalars()) - met.keys()
        begun = reader.execute(_begun, {"first": min(new)})
        met.update((each.id, (*_before(reader, each),)) for each in begun.all())
    return [*dict.fromkeys(chain(*met.values()))]


_met: WeakKeyDictionary[Engine, dict[int, tuple[PassedOver, ...]]] = WeakKeyDictionary()
"""What was found of each attempt, by its id. No attempt is ever removed or drawn anew."""


def _before(reader: Connection, begun: Any) -> Iterator[PassedOver]:
    """What was drawn before the variant that an attempt has, and could not be worked: of such a one
    this program keeps no answer key."""
    drawn: list[int] = []
    for again in range(DRAWS):
        variant = draw(begun.seed, begun.mode, begun.whom, begun.place, begun.turn, again)
        if variant == begun.variant:
            for each in drawn:
                if reader.execute(_key, {"of": begun.script_hash, "drawn": each}).scalar():
                    continue
                yield PassedOver(begun.contest, begun.title, begun.case_id, each)
            return
        drawn.append(variant)
