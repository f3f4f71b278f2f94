"""Starting as people and programs do it: once, however often it is asked for, and with room for
everybody, as one contestant cannot fill the hall with practice.

What the product's own code starts is neither brought back nor counted (`sittings.start`).
"""

from asyncio import get_running_loop, shield
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from mock_systems.sentence import Sentence
from mock_systems.world import Source
from sandbox.contest.sittings import Ahead, draw_ahead, hold_contestant, start
from sandbox.declined import Declined, NoSuchAttempt
from sandbox.server import Server
from sandbox.store.contest import PRACTICE
from sandbox.store.tables import ATTEMPT, ROUND, SITTING

T = TypeVar("T")
MOST_OPEN, MOST_A_DAY = 20, 200
DAY_MS = 24 * 3_600_000


class TooMuchPractice(Declined):
    """As many practice sittings are open, or were started within a day, as one may have."""

    code, status = "too_much_practice", 429
    remedy = Sentence("请先把不用的交卷，再开始新的练习。")


async def draw_and_start(
    server: Server,
    round_id: int,
    account_id: int,
    case_id: str,
    begin: Callable[[Connection, Ahead], T],
    again: int = 0,
) -> T:
    """What `begin` makes of what was drawn for it, committed. A few at a time (`Server.starting`)."""
    async with server.starting:
        ahead = await ahead_once(server, round_id, account_id, case_id, again)
        return await server.writer.run(lambda connection: begin(connection, ahead))


async def ahead_once(
    server: Server, round_id: int, account_id: int, case_id: str = "", again: int = 0
) -> Ahead:
    """What `ahead_of_start` says, or is about to say to who asked before. In one thread that stays: each
    that computes takes turns from the writer, and each new one that reads opens the database."""
    asked = round_id, account_id, case_id, again
    if asked not in server.drawn:
        drawn = get_running_loop().run_in_executor(server.drawn_in, ahead_of_start, server, *asked)
        drawn.add_done_callback(lambda _: server.drawn.pop(asked))
        server.drawn[asked] = drawn
    return await shield(server.drawn[asked])


def ahead_of_start(
    server: Server, round_id: int, account_id: int, case_id: str = "", again: int = 0
) -> Ahead:
    """What a sitting draws that is started now, read beside the writer; nothing where one over this
    case goes on. In practice it is the person of the attempt that is done `again`, of the contestant's own
    at this case, or another than that of the last; `NoSuchAttempt` where there is no such attempt."""
    with server.reader.connect() as reader:
        now = server.now_ms()
        asked = {"round_id": round_id, "account_id": account_id, "now": now, "case_id": case_id}
        if reader.execute(_GOES_ON, asked).scalar():
            return {}
        same = _variant(reader, asked, ATTEMPT.c.id == again) if again else None
        if again and same is None:
            raise NoSuchAttempt
        last = None if again else _variant(reader, asked)
        return draw_ahead(
            reader, round_id, account_id, now, server.source, case_id, same=same, but=last
        )


def _variant(
    reader: Connection, asked: Mapping[str, Any], *which: ColumnElement[bool]
) -> int | None:
    """The variant of the newest of a contestant's practice attempts at a case; None where there is none."""
    return reader.execute(_VARIANTS.where(*which), asked).scalar()


def start_once(
    connection: Connection,
    round_id: int,
    account_id: int,
    now: int,
    source: Callable[[str], Source],
    case_id: str = "",
    ahead: Ahead = MappingProxyType({}),
) -> int:
    """Start a sitting, as `sittings.start` does; where one over this case goes on in the round, it
    is that one. A button pressed twice, a second tab or a program that lost the answer makes no
    other. `TooMuchPractice` where there is no room."""
    hold_contestant(connection, account_id)  # so that a second server starts no second one
    asked = {"round_id": round_id, "account_id": account_id, "now": now}
    if goes_on := connection.execute(_GOES_ON, {**asked, "case_id": case_id}).scalar():
        return int(goes_on)
    _demand_room(connection, asked)
    return start(connection, round_id, account_id, now, source, case_id, ahead)


def _demand_room(connection: Connection, wanted: Mapping[str, int]) -> None:
    """Nothing, where the round is no practice or another sitting may be started in it."""
    asked = {**wanted, "since": wanted["now"] - DAY_MS}
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
_VARIANTS = (
    select(ATTEMPT.c.variant)
    .join(SITTING, SITTING.c.id == ATTEMPT.c.sitting_id)
    .join(ROUND, ROUND.c.id == SITTING.c.round_id)
    .where(SITTING.c.account_id == bindparam("account_id"), ROUND.c.id == bindparam("round_id"))
    .where(ROUND.c.mode == PRACTICE, ATTEMPT.c.case_id == bindparam("case_id"))
    .order_by(SITTING.c.turn.desc())
    .limit(1)
)
_GOES_ON = (
    select(SITTING.c.id)
    .join(ATTEMPT, ATTEMPT.c.sitting_id == SITTING.c.id)
    .join(ROUND, ROUND.c.id == SITTING.c.round_id)
    .where(SITTING.c.account_id == bindparam("account_id"), ROUND.c.id == bindparam("round_id"))
    .where(ROUND.c.mode == PRACTICE, ATTEMPT.c.case_id == bindparam("case_id"), _open)
    .order_by(SITTING.c.id.desc())
    .limit(1)
)
_today = SITTING.c.started_ms > bindparam("since")
_this = select(ROUND.c.mode).where(ROUND.c.id == bindparam("round_id")).scalar_subquery()
_STARTED = (
    select(func.count(SITTING.c.id).filter(_open), func.count(SITTING.c.id).filter(_today))
    .join(ROUND, ROUND.c.id == SITTING.c.round_id)
    .where(SITTING.c.account_id == bindparam("account_id"), ROUND.c.mode == PRACTICE)
    .where(_this == PRACTICE)
)
