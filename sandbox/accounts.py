"""Accounts, passwords, sign-ins and tokens.

A password is hashed once, at sign-in, outside the event loop. Every try is counted before the
password is looked at, so tries sent together cannot outrun the delay. The delay belongs to the
account, never to the address: a whole venue sits behind one. Nothing here sees a request.
"""

import asyncio
import hashlib
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, bindparam, delete, exists, insert, select, update

from mock_systems.sentence import Sentence
from sandbox.declined import Declined
from sandbox.passwords import fits, hashed
from sandbox.server import Server
from sandbox.store.accounts import ROLES
from sandbox.store.tables import ACCOUNT, API_TOKEN, ENTRANT, SIGN_IN

SIGNED_IN_MS = 12 * 3_600_000
FREE_TRIES = 3
LONGEST_DELAY_MS = 60_000

_hashing = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")
"""Two at a time: more would only take memory, 19 MiB each."""


class WrongPassword(Declined):
    """The login and the password do not belong together."""

    code, status = "wrong_password", 403
    message = Sentence("登录名或密码不对。")
    remedy = Sentence("请核对座位卡后重新输入；忘记密码请举手找组织者。")


class Delayed(Declined):
    """Too many wrong passwords for this account; it has to wait."""

    code, status = "delayed", 429
    remedy = Sentence("等候期间再试也不会登录；忘记密码请举手找组织者。")

    def __init__(self, seconds: int) -> None:
        super().__init__(
            Sentence("密码输错多次，这个账号请在 {seconds} 秒后再试。", seconds=seconds)
        )
        self.seconds = seconds


class Locked(Declined):
    """The password is right, but the account has been locked."""

    code, status = "locked", 403
    message = Sentence("这个账号已停用。")
    remedy = Sentence("请举手找组织者。")


class LoginTaken(Declined):
    """Another account has this login."""

    code = "login_taken"
    message = Sentence("登录名已有人使用。")
    remedy = Sentence("请换一个登录名。")


@dataclass(frozen=True, slots=True)
class Holder:
    """The holder of an account, as pages and the API know them."""

    account_id: int
    login: str
    name: str
    role: str
    number: str
    unit: str
    language: str
    csrf: str = ""
    """Goes into every form of this sign-in; programs with a token have none."""


def add_account(
    connection: Connection,
    login: str,
    password_hash: str,
    *,
    name: str,
    role: str,
    number: str = "",
    unit: str = "",
) -> int:
    """Add an account; its id. `LoginTaken` where the login is another's."""
    if role not in ROLES:
        raise ValueError(f"角色“{role}”不存在，可选：{'、'.join(ROLES)}")
    if account_of(connection, login) is not None:
        raise LoginTaken
    values = {"login": login, "password_hash": password_hash, "name": name, "role": role}
    rest = {"number": number, "unit": unit, "language": "zh_CN", "failures": 0}
    made = insert(ACCOUNT).returning(ACCOUNT.c.id)
    return int(connection.execute(made, {**values, **rest, "locked_until_ms": 0}).scalar_one())


def account_of(connection: Connection, login: str) -> int | None:
    """The id of the account with this login."""
    return connection.execute(select(ACCOUNT.c.id).where(ACCOUNT.c.login == login)).scalar()


def accounts_by_role(connection: Connection) -> dict[str, int]:
    """How many accounts there are of each role."""
    found = Counter(connection.execute(select(ACCOUNT.c.role)).scalars())
    return {role: found[role] for role in ROLES}


def set_password(connection: Connection, account_id: int, password_hash: str) -> None:
    """Give an account another password: its delay is over, and so are its sign-ins and tokens."""
    fresh = {"password_hash": password_hash, "failures": 0, "locked_until_ms": 0}
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account_id).values(fresh))
    _end_entrances(connection, account_id)


def lock(connection: Connection, account_id: int) -> None:
    """Let nobody in by an account: its sign-ins and tokens are over. What it has done stays."""
    _set_locked(connection, account_id, True)
    _end_entrances(connection, account_id)


def unlock(connection: Connection, account_id: int) -> None:
    """Let its holder in again, at once: a delay is over, too."""
    _set_locked(connection, account_id, False)
    calm = {"failures": 0, "locked_until_ms": 0}
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account_id).values(calm))


def has_worked(connection: Connection, account_id: int) -> bool:
    """Whether anything that must stay is an account's: a sitting, a ruling."""
    asked = (select(exists().where(column == account_id)) for column in _works())
    return any(connection.execute(each).scalar() for each in asked)


def remove(connection: Connection, account_id: int) -> None:
    """Remove an account that has not worked, with its sign-ins, its tokens and its places in lists
    of who may sit."""
    for table in _GO_WITH_IT:
        connection.execute(delete(table).where(table.c.account_id == account_id))
    connection.execute(delete(ACCOUNT).where(ACCOUNT.c.id == account_id))


async def sign_in(server: Server, login: str, password: str, address: str) -> str:
    """A token for the cookie of a new sign-in; `WrongPassword`, `Delayed` or `Locked` where there is
    none."""
    tried = await server.writer.run(lambda c: _count_try(c, login, server.now_ms()))
    loop = asyncio.get_running_loop()
    password_hash = tried.password_hash if tried else _hash_of_nobody()
    right = await loop.run_in_executor(_hashing, fits, password_hash, password)
    if tried is None or not right:
        raise WrongPassword
    return await server.writer.run(lambda c: _begin(c, tried.account_id, address, server.now_ms()))


def sign_out(connection: Connection, token: str) -> None:
    """End a sign-in."""
    connection.execute(delete(SIGN_IN).where(SIGN_IN.c.token_hash == _token_hash(token)))


def signed_in_holder(connection: Connection, token: str, now: int) -> Holder | None:
    """Whose sign-in a cookie's token stands for."""
    row = connection.execute(_SIGNED_IN, {"hash": _token_hash(token), "now": now}).one_or_none()
    return Holder(*row) if row else None


def issue_token(connection: Connection, account_id: int, label: str, now: int) -> str:
    """A token for the JSON API. It is shown once: only its hash is kept."""
    token = secrets.token_urlsafe(32)
    values = {"token_hash": _token_hash(token), "account_id": account_id, "label": label}
    connection.execute(insert(API_TOKEN), {**values, "made_ms": now})
    return token


def token_holder(connection: Connection, token: str) -> Holder | None:
    """Whose API token this is."""
    row = connection.execute(_BY_TOKEN, {"hash": _token_hash(token)}).one_or_none()
    return Holder(*row) if row else None


def tokens_of(connection: Connection, account_id: int) -> Sequence[Any]:
    """The tokens of an account in the order they were issued: hash, label, made_ms."""
    wanted = select(API_TOKEN.c.token_hash, API_TOKEN.c.label, API_TOKEN.c.made_ms)
    wanted = wanted.where(API_TOKEN.c.account_id == account_id)
    return connection.execute(wanted.order_by(API_TOKEN.c.made_ms, API_TOKEN.c.token_hash)).all()


def revoke_token(connection: Connection, token_hash: str) -> None:
    """Let nobody in by this token any more."""
    connection.execute(delete(API_TOKEN).where(API_TOKEN.c.token_hash == token_hash))


def choose_language(connection: Connection, account_id: int, code: str) -> None:
    """Keep the language somebody chose."""
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account_id).values(language=code))


def delay_ms(failures: int) -> int:
    """How long an account waits after so many tries without a right password: it doubles."""
    if failures < FREE_TRIES:
        return 0
    return min(LONGEST_DELAY_MS, 2_000 << min(failures - FREE_TRIES, 10))


@dataclass(frozen=True, slots=True)
class _Tried:
    account_id: int
    password_hash: str


def _count_try(connection: Connection, login: str, now: int) -> _Tried | None:
    # Held, so that tries at several servers are counted one after another.
    wanted = select(ACCOUNT).where(ACCOUNT.c.login == login).with_for_update()
    found = connection.execute(wanted).one_or_none()
    if found is None:
        return None
    if now < found.locked_until_ms:
        raise Delayed(-(-(found.locked_until_ms - now) // 1000))
    failures = found.failures + 1
    counted = {"failures": failures, "locked_until_ms": now + delay_ms(failures)}
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == found.id).values(counted))
    return _Tried(found.id, found.password_hash)


def _begin(connection: Connection, account_id: int, address: str, now: int) -> str:
    if connection.execute(_is_locked, {"id": account_id}).scalar_one():
        raise Locked
    token = secrets.token_urlsafe(32)
    calm = {"failures": 0, "locked_until_ms": 0}
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account_id).values(calm))
    connection.execute(delete(SIGN_IN).where(SIGN_IN.c.until_ms < now))
    connection.execute(
        insert(SIGN_IN),
        {
            "token_hash": _token_hash(token),
            "account_id": account_id,
            "csrf": secrets.token_urlsafe(32),
            "made_ms": now,
            "until_ms": now + SIGNED_IN_MS,
            "address": address,
        },
    )
    return token


@cache
def _hash_of_nobody() -> str:
    """Checked for logins that do not exist, so that they take as long as those that do."""
    return hashed(secrets.token_urlsafe(16))


def _set_locked(connection: Connection, account_id: int, locked: bool) -> None:
    kept = update(ACCOUNT).where(ACCOUNT.c.id == account_id).values(locked=locked)
    connection.execute(kept)


def _end_entrances(connection: Connection, account_id: int) -> None:
    for entrance in (SIGN_IN, API_TOKEN):
        connection.execute(delete(entrance).where(entrance.c.account_id == account_id))


def _works() -> Iterator[Column[Any]]:
    """Where rows say whose they are that do not go with an account."""
    staying = set(ACCOUNT.metadata.tables.values()) - {*_GO_WITH_IT}
    columns = (column for table in staying for column in table.columns)
    return (each for each in columns if each.references(ACCOUNT.c.id))


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


_GO_WITH_IT = (SIGN_IN, API_TOKEN, ENTRANT)
_is_locked = select(ACCOUNT.c.locked).where(ACCOUNT.c.id == bindparam("id")).with_for_update()
_FACTS = (
    ACCOUNT.c.id,
    ACCOUNT.c.login,
    ACCOUNT.c.name,
    ACCOUNT.c.role,
    ACCOUNT.c.number,
    ACCOUNT.c.unit,
    ACCOUNT.c.language,
)
_SIGNED_IN = (
    select(*_FACTS, SIGN_IN.c.csrf)
    .join(SIGN_IN, SIGN_IN.c.account_id == ACCOUNT.c.id)
    .where(SIGN_IN.c.token_hash == bindparam("hash"), SIGN_IN.c.until_ms > bindparam("now"))
)
_BY_TOKEN = (
    select(*_FACTS)
    .join(API_TOKEN, API_TOKEN.c.account_id == ACCOUNT.c.id)
    .where(API_TOKEN.c.token_hash == bindparam("hash"))
)
