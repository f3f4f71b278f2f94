"""Which rounds judges see: practice at once, a contest when nobody sits any more, as it is closed or
all entrants have handed in. Before that a judge could tell those who are still sitting what others
lost.
"""

from sqlalchemy import and_, bindparam, exists, or_, select

from sandbox.store.contest import PRACTICE
from sandbox.store.tables import ENTRANT, ROUND, SITTING

_round, _sitting, _entrant = ROUND.alias(), SITTING.alias(), ENTRANT.alias()
_sits = exists().where(_sitting.c.round_id == _round.c.id, _sitting.c.handed_in_ms == 0)
_sat = exists().where(
    _sitting.c.round_id == _entrant.c.round_id, _sitting.c.account_id == _entrant.c.account_id
)
_entered = exists().where(_entrant.c.round_id == _round.c.id)
_closed = and_(_round.c.closes_ms > 0, _round.c.closes_ms <= bindparam("now"))
_over = and_(or_(_closed, and_(_entered, ~_entered.where(~_sat))), ~_sits)

JUDGED = select(_round.c.id).where(or_(_round.c.mode == PRACTICE, _over))
"""Their ids, at the time `now`."""
