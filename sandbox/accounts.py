"""Accounts, their passwords and the tokens of programs. Signing in is `sandbox.sign_ins`."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, bindparam, delete, exists, insert, select, update

from mock_systems.sentence import Sentence
from sandbox.declined import Declined
from sandbox.store.accounts import ROLES
from sandbox.store.tables import ACCOUNT, API_TOKEN, ENTRANT, SIGN_IN


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
    rest = {"number": number, "unit": unit, "language": "zh_CN"}
    made = insert(ACCOUNT).returning(ACCOUNT.c.id)
    return int(connection.execute(made, {**values, **rest}).scalar_one())


def account_of(connection: Connection, login: str) -> int | None:
    """The id of the account with this login."""
    return connection.execute(select(ACCOUNT.c.id).where(ACCOUNT.c.login == login)).scalar()


def accounts_by_role(connection: Connection) -> dict[str, int]:
    """How many accounts there are of each role."""
    found = Counter(connection.execute(select(ACCOUNT.c.role)).scalars())
    return {role: found[role] for role in ROLES}


def set_password(connection: Connection, account_id: int, password_hash: str) -> None:
    """Give an account another password: its sign-ins and tokens are over."""
    fresh = {"password_hash": password_hash}
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account_id).values(fresh))
    _end_entrances(connection, account_id)


def lock(connection: Connection, account_id: int) -> None:
    """Let nobody in by an account: its sign-ins and tokens are over. What it has done stays."""
    _set_locked(connection, account_id, True)
    _end_entrances(connection, account_id)


def unlock(connection: Connection, account_id: int) -> None:
    """Let its holder in again."""
    _set_locked(connection, account_id, False)


def has_worked(connection: Connection, account_id: int) -> bool:
    """Whether anything that must stay is an account's: a sitting, a ruling."""
    asked = (select(exists().where(column == account_id)) for column in _works())
    return any(connection.execute(each).scalar() for each in asked)


def remove(connection: Connection, account_id: int) -> None:
    """Remove an account that has not worked, with its sign-ins, its tokens and its places
    in lists of who may sit."""
    for table in _GO_WITH_IT:
        connection.execute(delete(table).where(table.c.account_id == account_id))
    connection.execute(delete(ACCOUNT).where(ACCOUNT.c.id == account_id))


def issue_token(connection: Connection, account_id: int, label: str, now: int) -> str:
    """A token for the JSON API. It is shown once: only its hash is kept."""
    token = secrets.token_urlsafe(32)
    values = {"token_hash": secret_hash(token), "account_id": account_id, "label": label}
    connection.execute(insert(API_TOKEN), {**values, "made_ms": now})
    return token


def token_holder(connection: Connection, token: str) -> Holder | None:
    """Whose API token this is."""
    row = connection.execute(_BY_TOKEN, {"hash": secret_hash(token)}).one_or_none()
    return Holder(*row) if row else None


def is_unused_since(connection: Connection, token: str, since_ms: int) -> bool:
    """Whether a token was not used from a moment on."""
    wanted = select(API_TOKEN.c.used_ms).where(API_TOKEN.c.token_hash == secret_hash(token))
    return bool(connection.execute(wanted).scalar_one() < since_ms)


def note_use(connection: Connection, token: str, now: int) -> None:
    """Keep when a token was last used."""
    used = update(API_TOKEN).where(API_TOKEN.c.token_hash == secret_hash(token))
    connection.execute(used.values(used_ms=now))


def all_tokens(connection: Connection) -> Sequence[Any]:
    """The API tokens: login, hash, label, made_ms and used_ms, by login in the order they were
    issued."""
    facts = (API_TOKEN.c.token_hash, API_TOKEN.c.label, API_TOKEN.c.made_ms, API_TOKEN.c.used_ms)
    wanted = select(ACCOUNT.c.login, *facts).join(ACCOUNT)
    ordered = wanted.order_by(ACCOUNT.c.login, API_TOKEN.c.made_ms, API_TOKEN.c.token_hash)
    return connection.execute(ordered).all()


def revoke_token(connection: Connection, token_hash: str) -> None:
    """Let nobody in by this token any more."""
    connection.execute(delete(API_TOKEN).where(API_TOKEN.c.token_hash == token_hash))


def choose_language(connection: Connection, account_id: int, code: str) -> None:
    """Keep the language somebody chose."""
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account_id).values(language=code))


def secret_hash(secret: str) -> str:
    """A cookie's or a token's secret as it is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _set_locked(connection: Connection, account_id: int, locked: bool) -> None:
    kept = update(ACCOUNT).where(ACCOUNT.c.id == account_id).values(locked=locked)
    connection.execute(kept)


def _end_entrances(connection: Connection, account_id: int) -> None:
    for entrance in _ENTRANCES:
        connection.execute(delete(entrance).where(entrance.c.account_id == account_id))


def _works() -> Iterator[Column[Any]]:
    """Where rows say whose they are that do not go with an account."""
    staying = set(ACCOUNT.metadata.tables.values()) - {*_GO_WITH_IT}
    columns = (column for table in staying for column in table.columns)
    return (each for each in columns if each.references(ACCOUNT.c.id))


_ENTRANCES = (SIGN_IN, API_TOKEN)
_GO_WITH_IT = (*_ENTRANCES, ENTRANT)
FACTS = (
    ACCOUNT.c.id,
    ACCOUNT.c.login,
    ACCOUNT.c.name,
    ACCOUNT.c.role,
    ACCOUNT.c.number,
    ACCOUNT.c.unit,
    ACCOUNT.c.language,
)
"""The columns of a `Holder`."""
_BY_TOKEN = (
    select(*FACTS)
    .join(API_TOKEN, API_TOKEN.c.account_id == ACCOUNT.c.id)
    .where(API_TOKEN.c.token_hash == bindparam("hash"))
)
