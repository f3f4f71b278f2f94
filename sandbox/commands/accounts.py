"""Accounts: adding them, new passwords, and tokens for programs."""

import argparse
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Column, Connection

from sandbox.accounts import (
    account_of,
    add_account,
    hashed,
    issue_token,
    revoke_token,
    set_password,
    tokens_of,
)
from sandbox.commands import CannotRun, writing
from sandbox.server import now_ms
from sandbox.settings import Settings
from sandbox.store.accounts import ROLES
from sandbox.store.tables import ACCOUNT, API_TOKEN

T = TypeVar("T")
LABELS = {"login": "登录名", "name": "姓名", "number": "编号", "unit": "单位"}
SHOWN = 8
"""Letters of a token's hash that tell it from the others of an account."""


def add(chosen: argparse.Namespace) -> None:
    """Add an account and print its password."""
    login, name, number, unit = (_kept(chosen, column) for column in LABELS)
    password = chosen.password or _new_password()
    password_hash = hashed(password)
    with writing(Settings.of()) as writer:
        writer.run_now(
            lambda connection: add_account(
                connection,
                login,
                password_hash,
                name=name,
                role=chosen.role,
                number=number,
                unit=unit,
            )
        )
    print(f"已新建：{login}（{ROLES[chosen.role]} {name}），密码 {password}")


def reset(chosen: argparse.Namespace) -> None:
    """Give an account a new password, end its sign-ins and its tokens, and print it."""
    password = chosen.password or _new_password()
    password_hash = hashed(password)
    _for_account(chosen.login, lambda c, account_id: set_password(c, account_id, password_hash))
    print(f"已重设：{chosen.login}，密码 {password}；原有登录已全部退出，接口令牌已全部作废")


def token(chosen: argparse.Namespace) -> None:
    """Issue an API token and print it; it is shown this once."""
    label = _fitting("用途", chosen.label, API_TOKEN.c.label)
    issued = _for_account(
        chosen.login, lambda c, account_id: issue_token(c, account_id, label, now_ms())
    )
    print(issued)


def tokens(chosen: argparse.Namespace) -> None:
    """List the tokens of an account, or revoke one of them."""
    found = _for_account(chosen.login, tokens_of)
    if chosen.revoke:
        _revoke(chosen.login, chosen.revoke, found)
        return
    for each in found:
        made = datetime.fromtimestamp(each.made_ms / 1000)
        print(f"{each.token_hash[:SHOWN]}  {made:%Y-%m-%d %H:%M}  {each.label}".rstrip())
    if not found:
        print(f"{chosen.login} 没有接口令牌")


def _revoke(login: str, mark: str, found: Sequence[Any]) -> None:
    meant = [each.token_hash for each in found if each.token_hash[:SHOWN] == mark]
    if not meant:
        remedy = f"请用 accounts tokens {login} 查看标识"
        raise CannotRun(f"没有标识为“{mark}”的接口令牌", where=login, remedy=remedy)
    with writing(Settings.of()) as writer:
        writer.run_now(lambda connection: revoke_token(connection, meant[0]))
    print(f"已作废：{mark}")


def _kept(chosen: argparse.Namespace, column: str) -> str:
    text = _fitting(LABELS[column], getattr(chosen, column), ACCOUNT.c[column])
    if not text and column in ("login", "name"):
        raise CannotRun(f"{LABELS[column]}不能为空", remedy="请填写后再运行")
    return text


def _fitting(label: str, text: str, column: Column[Any]) -> str:
    """The text without blanks around it, made sure to fit its column on every database."""
    text, most = text.strip(), getattr(column.type, "length", 0)
    if len(text) > most:
        raise CannotRun(f"{label}有 {len(text)} 个字，至多 {most} 个", remedy="请缩短后再运行")
    if text and not text.isprintable():
        raise CannotRun(f"{label}中有无法显示的字符", remedy="请删去后再运行")
    return text


def _for_account(login: str, work: Callable[[Connection, int], T]) -> T:
    def find_and_work(connection: Connection) -> T:
        account_id = account_of(connection, login)
        if account_id is None:
            raise CannotRun(
                "没有这个账号", where=login, remedy="请核对登录名，或先用 accounts add 新建"
            )
        return work(connection, account_id)

    with writing(Settings.of()) as writer:
        return writer.run_now(find_and_work)


def _new_password() -> str:
    """A password one can type from a slip of paper."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))
