"""Signing in and out, and what a sign-in lasts.

Whose try comes is looked at, in the order of coming: passwords are drawn (`sandbox.passwords`), so
nobody is kept waiting for what others tried. All that waits is held by a line (`sandbox.lines`), and
a look takes a millisecond. A browser has one sign-in: another one ends it. Who sits a contest has one sign-in in all: a newer one, or starting,
ends the others, and they are told by what address. A sign-in ends with the browser it was made at,
for seats change hands, and after half a day. Nothing here sees a request.
"""

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, insert, select, update

from mock_systems.sentence import Sentence
from sandbox import entries
from sandbox.accounts import FACTS, Holder, Locked, secret_hash
from sandbox.declined import Declined
from sandbox.passwords import fits, hashed, is_up_to_date
from sandbox.server import Server
from sandbox.store.contest import CONTEST
from sandbox.store.tables import ACCOUNT, ROUND, SIGN_IN, SITTING

SIGNED_IN_MS = 12 * 3_600_000
FORGOTTEN_MS = 7 * 24 * 3_600_000
"""How long a sign-in whose time is over is kept: longer than a clock can be wrong unseen."""
MOST_OF_ONE = 100
"""Sign-ins of an account that are kept: more than a class that shares one for practice has browsers."""

_hashing = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")


class WrongPassword(Declined):
    """The login and the password do not belong together."""

    code, status = "wrong_password", 403
    message = Sentence("登录名或密码不对。")
    remedy = Sentence(
        "请核对座位卡后重新输入，注意大写锁定（Caps Lock）和输入法；忘记密码请举手找组织者。"
    )


@dataclass(frozen=True, slots=True)
class Browser:
    """Where somebody signs in: its address, and the token of the sign-in it has."""

    address: str
    token: str = ""


async def sign_in(server: Server, login: str, password: str, browser: Browser) -> str:
    """A new sign-in: the token for its cookie; `WrongPassword` or `Locked` where there is none.
    Whoever is cancelled before the look is not looked at. Those of one account take turns."""
    with server.reader.connect() as reader:
        account = reader.execute(_BY_LOGIN, {"login": login}).one_or_none()
    password_hash = account.password_hash if account else _hash_of_nobody()
    right = await _looked_at(server, password_hash, password, browser.address)
    now = server.now_ms()
    if account is None or not right:
        wrong = entries.WRONG, account.login if account else "", browser.address, now
        await server.writer.run(lambda connection: entries.note(connection, *wrong))
        raise WrongPassword
    async with server.turns.turn(("sign-ins of", account.id), rests=False):
        return await server.writer.run(lambda connection: _begin(connection, account, browser, now))


async def _looked_at(server: Server, password_hash: str, password: str, address: str) -> bool:
    """Whether it is the password. To look by the hash of an older version takes twenty times as long:
    two looks at a time, of an address and of all."""
    loop, look = asyncio.get_running_loop(), partial(fits, password_hash, password)
    if is_up_to_date(password_hash):
        return await loop.run_in_executor(_hashing, look)
    async with server.turns.turn(("old passwords", address), ("old passwords",), rests=False):
        return await loop.run_in_executor(_hashing, look)


def sign_out(connection: Connection, token: str, now: int) -> None:
    """End a sign-in."""
    _end(connection, SIGN_IN.c.token_hash == secret_hash(token), entries.OUT, now)


def alone(connection: Connection, account_id: int, token: str, address: str, now: int) -> None:
    """End all other sign-ins of somebody who sits a contest; they are told the address of this."""
    others = (SIGN_IN.c.account_id == account_id) & (SIGN_IN.c.token_hash != secret_hash(token))
    _end(connection, others, entries.ELSEWHERE, now, address)


def signed_in_holder(connection: Connection, token: str, now: int) -> Holder | None:
    """Whose sign-in a cookie's token stands for."""
    row = connection.execute(_SIGNED_IN, {"hash": secret_hash(token), "now": now}).one_or_none()
    return Holder(*row) if row else None


def ended_by(connection: Connection, token: str) -> str:
    """The address of the sign-in that ended this one; empty where none did."""
    wanted = select(SIGN_IN.c.ended_by).where(SIGN_IN.c.token_hash == secret_hash(token))
    return connection.execute(wanted).scalar() or ""


def _begin(connection: Connection, account: Any, browser: Browser, now: int) -> str:
    held = connection.execute(_HELD, {"id": account.id}).one_or_none()
    if held is None or held.password_hash != account.password_hash:
        raise WrongPassword  # it was given another while this waited
    if held.locked:
        raise Locked
    token = secrets.token_urlsafe(32)
    _forget_oldest(connection, account.id, now)
    _end(connection, SIGN_IN.c.token_hash == secret_hash(browser.token), entries.AGAIN, now)
    connection.execute(delete(SIGN_IN).where(SIGN_IN.c.until_ms < now - FORGOTTEN_MS))
    connection.execute(
        insert(SIGN_IN),
        {
            "token_hash": secret_hash(token),
            "account_id": account.id,
            "csrf": secrets.token_urlsafe(32),
            "made_ms": now,
            "until_ms": now + SIGNED_IN_MS,
            "address": browser.address,
            "ended_ms": 0,
            "ended_by": "",
        },
    )
    if sits_a_contest(connection, account.id, now):
        alone(connection, account.id, token, browser.address, now)
    entries.note(connection, entries.IN, account.login, browser.address, now)
    return token


def sits_a_contest(connection: Connection, account_id: int, now: int) -> bool:
    """Whether somebody has begun a contest and not handed it in."""
    return bool(connection.execute(_SITS_A_CONTEST, {"id": account_id, "now": now}).scalar())


def _forget_oldest(connection: Connection, account_id: int, now: int) -> None:
    """Make room for one more sign-in of an account."""
    kept = select(SIGN_IN.c.token_hash).where(SIGN_IN.c.account_id == account_id)
    newest = kept.order_by(SIGN_IN.c.made_ms.desc(), SIGN_IN.c.token_hash)
    oldest = SIGN_IN.c.token_hash.in_(newest.offset(MOST_OF_ONE - 1))
    _end(connection, oldest, entries.OLDEST, now)
    connection.execute(delete(SIGN_IN).where(oldest))


def _end(
    connection: Connection, which: ColumnElement[bool], kind: str, now: int, by: str = ""
) -> None:
    going_on = which & (SIGN_IN.c.ended_ms == 0) & (SIGN_IN.c.until_ms > now)
    wanted = select(ACCOUNT.c.login, SIGN_IN.c.address).join(SIGN_IN).where(going_on)
    ended = connection.execute(wanted).all()
    connection.execute(update(SIGN_IN).where(going_on).values(ended_ms=now, ended_by=by))
    for login, address in ended:
        entries.note(connection, kind, login, address, now)


@cache
def _hash_of_nobody() -> str:
    """Checked for logins that do not exist, so that they take as long as those that do."""
    return hashed(secrets.token_urlsafe(16))


_BY_LOGIN = select(ACCOUNT.c.id, ACCOUNT.c.login, ACCOUNT.c.password_hash).where(
    ACCOUNT.c.login == bindparam("login")
)
_HELD = (
    select(ACCOUNT.c.locked, ACCOUNT.c.password_hash)
    .where(ACCOUNT.c.id == bindparam("id"))
    .with_for_update()
)
_SITS_A_CONTEST = select(
    exists()
    .where(SITTING.c.account_id == bindparam("id"), SITTING.c.round_id == ROUND.c.id)
    .where(
        ROUND.c.mode == CONTEST, SITTING.c.handed_in_ms == 0, SITTING.c.until_ms >= bindparam("now")
    )
)
_SIGNED_IN = (
    select(*FACTS, SIGN_IN.c.csrf)
    .join(SIGN_IN, SIGN_IN.c.account_id == ACCOUNT.c.id)
    .where(
        SIGN_IN.c.token_hash == bindparam("hash"),
        SIGN_IN.c.until_ms > bindparam("now"),
        SIGN_IN.c.ended_ms == 0,
    )
)
