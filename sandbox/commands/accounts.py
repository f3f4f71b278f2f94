"""Accounts: adding them, new passwords, letting nobody in by them, and tokens for programs.

A password is never a word of the command: whoever uses the machine could read it meanwhile, and
the shell keeps it. It is drawn and printed, or read from a file or what is typed.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from getpass import getpass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select

from sandbox.accounts import (
    account_of,
    add_account,
    has_worked,
    issue_token,
    lock,
    remove,
    revoke_token,
    set_password,
    tokens_of,
    unlock,
)
from sandbox.clock import clock_of, on_the_wall
from sandbox.commands import CannotRun, fitting, reading, writing
from sandbox.contest.demo import PASSWORD as PUBLISHED
from sandbox.passwords import hashed, new_password
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
    password_hash, told = _password(chosen.password_from)
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
    print(f"已新建：{login}（{ROLES[chosen.role]} {name}），{told}")


def reset(chosen: argparse.Namespace) -> None:
    """Give an account a new password, end its sign-ins and its tokens, and print it."""
    password_hash, told = _password(chosen.password_from)
    _for_account(chosen.login, lambda c, account_id: set_password(c, account_id, password_hash))
    print(f"已重设：{chosen.login}，{told}；原有登录已全部退出，接口令牌已全部作废")


def show_all(chosen: argparse.Namespace) -> None:
    """List the accounts, those of one role where it is named."""
    wanted = select(ACCOUNT).order_by(ACCOUNT.c.role, ACCOUNT.c.login)
    with reading(Settings.of()) as reader:
        found = [each for each in reader.execute(wanted) if chosen.role in (None, each.role)]
    for each in found:
        state = "已停用" if each.locked else ""
        told = (each.login, ROLES[each.role], each.number, each.name, each.unit, state)
        print("  ".join(filter(None, told)))
    print(f"共 {len(found)} 个账号")


def lock_out(chosen: argparse.Namespace) -> None:
    """Let nobody in by an account any more."""
    _for_account(chosen.login, lock)
    print(f"已停用：{chosen.login}；登录已全部退出，接口令牌已全部作废，此前的作答和评审都保留")


def let_in(chosen: argparse.Namespace) -> None:
    """Let the holder of a locked account in again."""
    _for_account(chosen.login, unlock)
    print(f"已解除：{chosen.login} 可以登录；密码不变，接口令牌须重新签发")


def take_away(chosen: argparse.Namespace) -> None:
    """Remove an account nothing stands on."""
    _for_account(chosen.login, _remove)
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
    print(_for_account(chosen.login, lambda c, account_id: _issued(c, account_id, label)))


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
    """List the tokens of an account, or revoke one of them."""
    found = _for_account(chosen.login, tokens_of)
    if chosen.revoke:
        _revoke(chosen.login, chosen.revoke, found)
        return
    for each in found:
        made = on_the_wall(each.made_ms)
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
    text = fitting(LABELS[column], getattr(chosen, column), ACCOUNT.c[column])
    if not text and column in ("login", "name"):
        raise CannotRun(f"{LABELS[column]}不能为空", remedy="请填写后再运行")
    if column in ("login", "number") and len(text.split()) > 1:
        raise CannotRun(f"{LABELS[column]}中有空格", where=text, remedy="请删去后再运行")
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


def _password(source: str | None) -> tuple[str, str]:
    """The hash of the password that is to be, and how it is told to whoever asked for it: one that
    was drawn, this once."""
    if source is None:
        drawn = new_password()
        return hashed(drawn), f"密码 {drawn}"
    if (given := _given(source)) == PUBLISHED:
        raise CannotRun("这是演示用的密码，人人皆知", remedy="请另取一个")
    return hashed(given), "密码如所给"


def _given(source: str) -> str:
    """The first line of a file or of what is piped in; typed twice where somebody sits there."""
    if source != "-":
        try:
            return Path(source).read_text("utf-8-sig").partition("\n")[0]
        except UnicodeDecodeError:
            raise CannotRun("不是 UTF-8 文本", where=source, remedy="请另存后再运行") from None
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    typed = getpass("密码：")
    if typed != getpass("再输一次："):
        raise CannotRun("两次输入的密码不同", remedy="请重新运行")
    return typed


_facts = select(ACCOUNT).where(ACCOUNT.c.id == bindparam("id"))
