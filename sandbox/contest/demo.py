"""A demonstration: one practice round and one contest round over all cases, and people to try it.

Seeding twice changes nothing. The password is printed and known to everyone, so a demonstration is
no place for a real contest.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from sandbox.accounts import account_of, add_account
from sandbox.contest.entrants import enter
from sandbox.store.contest import CONTEST as CONTEST_MODE
from sandbox.store.contest import PRACTICE
from sandbox.store.tables import CONTEST, ROUND

PASSWORD = "yunyu-3901"
TITLE = "云屿市人社窗口上机操作比武（演示）"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demonstration."""

    login: str
    role: str
    name: str
    number: str = ""
    unit: str = ""


ACCOUNTS = (
    DemoAccount("xs001", "contestant", "选手一", "001", "望海区人社服务中心"),
    DemoAccount("xs002", "contestant", "选手二", "002", "澄江街道便民服务中心"),
    DemoAccount("xs003", "contestant", "选手三", "003", "云屿市社会保险中心"),
    DemoAccount("cp001", "judge", "裁判一", "01"),
    DemoAccount("cp002", "judge", "裁判二", "02"),
    DemoAccount("mt001", "author", "命题人一"),
    DemoAccount("zz001", "organiser", "组织者一"),
)


def seed(
    connection: Connection, password_hash: str, cases: Iterable[str], population_hash: str
) -> None:
    """Put the accounts and rounds there that are not there yet; a round stands on its population
    for good, so another population gets rounds of its own."""
    ids = [_seat(connection, account, password_hash) for account in ACCOUNTS]
    paper = json.dumps(list(cases))
    contest_id = _contest(connection)
    _round(connection, contest_id, "练习场", PRACTICE, 30, paper, population_hash)
    match = _round(connection, contest_id, "初赛第一场", CONTEST_MODE, 120, paper, population_hash)
    sitting = zip(ids, ACCOUNTS, strict=True)
    enter(connection, match, [id for id, account in sitting if account.role == "contestant"])


def _seat(connection: Connection, account: DemoAccount, password_hash: str) -> int:
    return account_of(connection, account.login) or add_account(
        connection,
        account.login,
        password_hash,
        name=account.name,
        role=account.role,
        number=account.number,
        unit=account.unit,
    )


def _contest(connection: Connection) -> int:
    wanted = select(CONTEST.c.id).where(CONTEST.c.title == TITLE)
    known = connection.execute(wanted).scalar()
    if known is not None:
        return int(known)
    made = insert(CONTEST).returning(CONTEST.c.id)
    return int(connection.execute(made, {"title": TITLE}).scalar_one())


def _round(
    connection: Connection,
    contest_id: int,
    title: str,
    mode: str,
    minutes: int,
    paper: str,
    population_hash: str,
) -> int:
    facts = {
        "contest_id": contest_id,
        "title": title,
        "mode": mode,
        "paper": paper,
        "population_hash": population_hash,
    }
    same = [ROUND.c[name] == value for name, value in facts.items()]
    known = connection.execute(select(ROUND.c.id).where(*same)).scalar()
    if known is not None:
        return int(known)
    rest = {"minutes": minutes, "opens_ms": 0, "closes_ms": 0}
    made = insert(ROUND).returning(ROUND.c.id)
    return int(connection.execute(made, {**facts, **rest}).scalar_one())
