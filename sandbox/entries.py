"""Who came in, who did not, and from where: the log of sign-ins.

What anybody can do again and again, wrong passwords and right ones, is one line for an address, an
account and ten minutes, with how often: who sends a million can push nothing out, and who does so from
hundreds of addresses only older wrong passwords. What was typed as a login is kept only where there
is such an account; it may have been a password. Names are those at the time: the log outlives
accounts, sign-outs and sign-ins that have ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from sandbox.store.tables import ENTRY_LINE

IN, WRONG, OUT, AGAIN, ELSEWHERE = "in", "wrong", "out", "again", "elsewhere"
OLDEST = "oldest"
ADDED, RESET, LOCKED, UNLOCKED, REMOVED = "added", "reset", "locked", "unlocked", "removed"
ISSUED, REVOKED = "issued", "revoked"
KINDS = {
    IN: "登录",
    WRONG: "密码不对",
    OUT: "退出",
    AGAIN: "同一浏览器重新登录，原登录结束",
    ELSEWHERE: "竞赛中另一处登录，本处登录结束",
    OLDEST: "登录过多，最早的登录结束",
    ADDED: "新建账号",
    RESET: "重设密码，登录和令牌作废",
    LOCKED: "停用账号，登录和令牌作废",
    UNLOCKED: "解除停用",
    REMOVED: "删除账号",
    ISSUED: "签发接口令牌",
    REVOKED: "作废接口令牌",
}
COUNTED = {IN, WRONG, OUT, AGAIN, ELSEWHERE, OLDEST}
ONE_LINE_MS = 600_000
MOST_LINES, MOST_WRONG = 50_000, 25_000
"""Lines that are kept, and those of wrong passwords, which are kept by themselves: strangers make them."""
UNDER_FIRE, FIRE_MS = 5, 3_600_000
"""So many wrong passwords within an hour are told to the organiser."""


@dataclass(frozen=True, slots=True)
class Fire:
    """An account at which many wrong passwords were tried; `login` is empty for all logins that
    do not exist."""

    login: str
    times: int
    addresses: int
    last_ms: int


def note(connection: Connection, kind: str, login: str, address: str, now: int) -> None:
    """Add to the log. The address is the user of the machine where it was done by command."""
    if kind in COUNTED and _one_more(connection, kind, login, address, now):
        return
    line = {"kind": kind, "login": login, "address": address, "at_ms": now, "last_ms": now}
    made = insert(ENTRY_LINE).returning(ENTRY_LINE.c.id)
    number = connection.execute(made, {**line, "times": 1}).scalar_one()
    if number % 100 == 0:
        _forget_oldest(connection, ENTRY_LINE.c.kind == WRONG, MOST_WRONG)
        _forget_oldest(connection, ENTRY_LINE.c.kind != WRONG, MOST_LINES)


def _forget_oldest(connection: Connection, which: ColumnElement[bool], most: int) -> None:
    newest = select(ENTRY_LINE.c.id).where(which).order_by(ENTRY_LINE.c.id.desc())
    oldest_kept = newest.offset(most).limit(1).scalar_subquery()
    connection.execute(delete(ENTRY_LINE).where(which, ENTRY_LINE.c.id <= oldest_kept))


def latest(connection: Connection, most: int) -> Sequence[Any]:
    """The last lines of the log, the newest first."""
    return connection.execute(
        select(ENTRY_LINE).order_by(ENTRY_LINE.c.last_ms.desc(), ENTRY_LINE.c.id.desc()).limit(most)
    ).all()


def fires(connection: Connection, now: int) -> list[Fire]:
    """The accounts under fire within the last hour, the most tried first."""
    times = func.sum(ENTRY_LINE.c.times)
    addresses = func.count(func.distinct(ENTRY_LINE.c.address))
    wanted = (
        select(ENTRY_LINE.c.login, times, addresses, func.max(ENTRY_LINE.c.last_ms))
        .where(ENTRY_LINE.c.kind == WRONG, ENTRY_LINE.c.last_ms > now - FIRE_MS)
        .group_by(ENTRY_LINE.c.login)
        .having(times >= UNDER_FIRE)
        .order_by(times.desc(), ENTRY_LINE.c.login)
    )
    return [Fire(*row) for row in connection.execute(wanted)]


def _one_more(connection: Connection, kind: str, login: str, address: str, now: int) -> bool:
    same = (
        ENTRY_LINE.c.kind == kind,
        ENTRY_LINE.c.login == login,
        ENTRY_LINE.c.address == address,
        ENTRY_LINE.c.at_ms > now - ONE_LINE_MS,
    )
    more = {"times": ENTRY_LINE.c.times + 1, "last_ms": now}
    return connection.execute(update(ENTRY_LINE).where(*same).values(more)).rowcount > 0
