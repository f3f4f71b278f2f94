"""Accounts: adding them, new passwords, letting nobody in by them, and tokens for programs.

A password is drawn and printed, this once. What is done to an account stands in the log of
sign-ins, with the user of the machine who did it.
"""

import argparse
from collections.abc import Callable, Sequence
from getpass import getuser
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select

from sandbox import entries
from sandbox.accounts import (
    account_of,
    add_account,
    all_tokens,
    has_worked,
    issue_token,
    lock,
    remove,
    revoke_token,
    set_password,
    unlock,
)
from sandbox.clock import clock_of, on_the_wall
from sandbox.commands import CannotRun, fitting, reading, writing
from sandbox.passwords import hashed, is_up_to_date, new_password
from sandbox.settings import Settings
from sandbox.store.accounts import ROLES
from sandbox.store.tables import ACCOUNT, API_TOKEN

T = TypeVar("T")
LONGEST_NAME = 64
"""Of who did something, in the log."""
LABELS = {"login": "登录名", "name": "姓名", "number": "编号", "unit": "单位"}


def add(chosen: argparse.Namespace) -> None:
    """Add an account and print its password."""
    login, name, number, unit = (_kept(chosen, column) for column in LABELS)
    password_hash = hashed(password := new_password())
    facts = {"name": name, "role": chosen.role, "number": number, "unit": unit}

    def work(connection: Connection) -> None:
        add_account(connection, login, password_hash, **facts)
        _note(connection, entries.ADDED, login)

    with writing(Settings.of()) as writer:
        writer.run_now(work)
    print(f"已新建：{login}（{ROLES[chosen.role]} {name}），密码 {password}")


def reset(chosen: argparse.Namespace) -> None:
    """Give an account a new password, end its sign-ins and its tokens, and print it."""
    password_hash = hashed(password := new_password())
    _do(
        entries.RESET,
        chosen.login,
        lambda c, account_id: set_password(c, account_id, password_hash),
    )
    print(f"已重设：{chosen.login}，密码 {password}；原有登录已全部退出，接口令牌已全部作废")


def show_all(chosen: argparse.Namespace) -> None:
    """List the accounts, those of one role where it is named."""
    wanted = select(ACCOUNT).order_by(ACCOUNT.c.role, ACCOUNT.c.login)
    with reading(Settings.of()) as reader:
        found = [each for each in reader.execute(wanted) if chosen.role in (None, each.role)]
    for each in found:
        state = "已停用" if each.locked else ""
        password = (
            "" if is_up_to_date(each.password_hash) else "密码是旧版本的，请用 accounts reset 重设"
        )
        cells = (each.login, ROLES[each.role], each.number, each.name, each.unit, state, password)
        print("  ".join(filter(None, cells)))
    print(f"共 {len(found)} 个账号")


def lock_out(chosen: argparse.Namespace) -> None:
    """Let nobody in by an account any more."""
    _do(entries.LOCKED, chosen.login, lock)
    print(f"已停用：{chosen.login}；登录已全部退出，接口令牌已全部作废，此前的作答和评审都保留")


def let_in(chosen: argparse.Namespace) -> None:
    """Let the holder of a locked account in again."""
    _do(entries.UNLOCKED, chosen.login, unlock)
    print(f"已解除：{chosen.login} 可以登录；密码不变，接口令牌须重新签发")


def take_away(chosen: argparse.Namespace) -> None:
    """Remove an account nothing stands on."""
    _do(entries.REMOVED, chosen.login, _remove)
    print(f"已删除：{chosen.login}")


def _remove(connection: Connection, account_id: int) -> None:
    if has_worked(connection, account_id):
        login = connection.execute(_facts, {"id": account_id}).one().login
        raise CannotRun(
            "这个账号已有作答或评审记录，不能删除",
            where=login,
            remedy=f"请改用 accounts lock {login} 停用",
        )
    remove(connection, account_id)


def token(chosen: argparse.Namespace) -> None:
    """Issue an API token and print it; it is shown this once."""
    label = fitting("用途", chosen.label, API_TOKEN.c.label)
    print(_do(entries.ISSUED, chosen.login, lambda c, account_id: _issued(c, account_id, label)))


def _issued(connection: Connection, account_id: int, label: str) -> str:
    facts = connection.execute(_facts, {"id": account_id}).one()
    if facts.role != "contestant":
        raise CannotRun(
            f"接口只代替选手作答，不给{ROLES[facts.role]}签发令牌",
            where=facts.login,
            remedy="请写选手的登录名",
        )
    if facts.locked:
        remedy = f"请先用 accounts unlock {facts.login} 解除"
        raise CannotRun("这个账号已停用", where=facts.login, remedy=remedy)
    return issue_token(connection, account_id, label, clock_of(connection)())


def tokens(chosen: argparse.Namespace) -> None:
    """List the tokens, those of one account where it is named, or revoke one of these."""
    if chosen.login:
        _for_account(chosen.login, lambda *_: None)
    with reading(Settings.of()) as reader:
        found = [each for each in all_tokens(reader) if chosen.login in (None, each.login)]
    if chosen.revoke:
        _revoke(chosen.revoke, found)
        return
    for each in found:
        used = f"最近使用 {_told(each.used_ms)}" if each.used_ms else "没有用过"
        cells = (_mark(each), each.login, f"签发 {_told(each.made_ms)}", used, each.label)
        print("  ".join(filter(None, cells)))
    print(f"共 {len(found)} 个接口令牌")


def _mark(token: Any) -> str:
    """The letters of a token's hash that tell it from the others."""
    return str(token.token_hash[:8])


def _told(ms: int) -> str:
    return f"{on_the_wall(ms):%Y-%m-%d %H:%M}"


def _revoke(mark: str, found: Sequence[Any]) -> None:
    meant = next((each for each in found if _mark(each) == mark), None)
    if meant is None:
        raise CannotRun(f"没有标识为“{mark}”的接口令牌", remedy="请用 accounts tokens 查看标识")
    _do(entries.REVOKED, meant.login, lambda c, _: revoke_token(c, meant.token_hash))
    print(f"已作废：{mark}（{meant.login}）")


def _kept(chosen: argparse.Namespace, column: str) -> str:
    text = fitting(LABELS[column], getattr(chosen, column), ACCOUNT.c[column])
    if not text and column in ("login", "name"):
        raise CannotRun(f"{LABELS[column]}不能为空", remedy="请填写后再运行")
    if column in ("login", "number") and len(text.split()) > 1:
        raise CannotRun(f"{LABELS[column]}中有空格", where=text, remedy="请删去后再运行")
    return text


def _do(kind: str, login: str, work: Callable[[Connection, int], T]) -> T:
    """Work on an account that leaves a line in the log."""

    def noted(connection: Connection, account_id: int) -> T:
        done = work(connection, account_id)
        _note(connection, kind, login)
        return done

    return _for_account(login, noted)


def _note(connection: Connection, kind: str, login: str) -> None:
    who = f"命令行 {getuser()}"[:LONGEST_NAME]
    entries.note(connection, kind, login, who, clock_of(connection)())


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


_facts = select(ACCOUNT).where(ACCOUNT.c.id == bindparam("id"))
