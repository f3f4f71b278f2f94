"""Practice has room for everybody: one contestant cannot fill the hall with sittings.

Demanded where people and programs start one; what the product's own code starts is not counted.
"""

from sqlalchemy import Connection, bindparam, func, select

from mock_systems.sentence import Sentence
from sandbox.declined import Declined
from sandbox.store.contest import PRACTICE
from sandbox.store.tables import ROUND, SITTING

MOST_OPEN, MOST_A_DAY = 20, 200
DAY_MS = 24 * 3_600_000


class TooMuchPractice(Declined):
    """As many practice sittings are open, or were started within a day, as one may have."""

    code, status = "too_much_practice", 429
    remedy = Sentence("请先把不用的交卷，再开始新的练习。")


def demand_room(connection: Connection, round_id: int, account_id: int, now: int) -> None:
    """Nothing, where the round is no practice or another sitting may be started in it;
    `TooMuchPractice` otherwise."""
    asked = {"round_id": round_id, "account_id": account_id, "now": now, "since": now - DAY_MS}
    open_, today = connection.execute(_STARTED, asked).one()
    if open_ >= MOST_OPEN:
        raise TooMuchPractice(
            Sentence(
                "您有 {number} 份练习还没有交卷，至多 {most} 份。", number=open_, most=MOST_OPEN
            ),
            remedy=Sentence("请先把不用的交卷，再开始新的练习。"),
        )
    if today >= MOST_A_DAY:
        raise TooMuchPractice(
            Sentence("一天之内已练习 {number} 次，至多 {most} 次。", number=today, most=MOST_A_DAY),
            remedy=Sentence("请明天再练习；已开始的可以继续作答。"),
        )


_open = (SITTING.c.handed_in_ms == 0) & (SITTING.c.until_ms >= bindparam("now"))
_today = SITTING.c.started_ms > bindparam("since")
_this = select(ROUND.c.mode).where(ROUND.c.id == bindparam("round_id")).scalar_subquery()
_STARTED = (
    select(func.count(SITTING.c.id).filter(_open), func.count(SITTING.c.id).filter(_today))
    .join(ROUND, ROUND.c.id == SITTING.c.round_id)
    .where(SITTING.c.account_id == bindparam("account_id"), ROUND.c.mode == PRACTICE)
    .where(_this == PRACTICE)
)
