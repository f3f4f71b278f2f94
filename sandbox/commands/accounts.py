"""Accounts: adding them, new passwords, and tokens for programs."""

import argparse
import secrets
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from sandbox.commands import CannotRun, writing
from sandbox.hall import now_ms
from sandbox.people import account_of, add_account, hashed, issue_token, set_password
from sandbox.settings import Settings
from sandbox.store.accounts import ROLES

T = TypeVar("T")


def add(chosen: argparse.Namespace) -> None:
    """Add an account and print its password."""
    password = chosen.password or _new_password()
    password_hash = hashed(password)
    with writing(Settings.of()) as writer:
        writer.run_now(
            lambda connection: add_account(
                connection,
                chosen.login,
                password_hash,
                name=chosen.name,
                role=chosen.role,
                number=chosen.number,
                unit=chosen.unit,
            )
        )
    print(f"已新建：{chosen.login}（{ROLES[chosen.role]} {chosen.name}），密码 {password}")


def reset(chosen: argparse.Namespace) -> None:
    """Give an account a new password, end its sign-ins and its delay, and print it."""
    password = chosen.password or _new_password()
    password_hash = hashed(password)
    _for_account(chosen.login, lambda c, account_id: set_password(c, account_id, password_hash))
    print(f"已重设：{chosen.login}，密码 {password}；原有登录已全部退出")


def token(chosen: argparse.Namespace) -> None:
    """Issue an API token and print it; it is shown this once."""
    issued = _for_account(
        chosen.login, lambda c, account_id: issue_token(c, account_id, chosen.label, now_ms())
    )
    print(issued)


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
