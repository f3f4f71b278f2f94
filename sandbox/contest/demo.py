"""A demonstration: one practice round and one contest round over all cases, and people to try it.

Seeding twice changes nothing. The password is published, so a demonstration is no place for a real
contest, and no database with people or rounds of its own is one for a demonstration.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from sandbox.accounts import account_of, add_account
from sandbox.contest.entrants import enter
from sandbox.contest.planning import Plan, keep
from sandbox.passwords import fits
from sandbox.store.contest import CONTEST as CONTEST_MODE
from sandbox.store.contest import PRACTICE
from sandbox.store.tables import ACCOUNT, CONTEST, ROUND

PASSWORD = "yunyu-3901"
TITLE = "云屿市人社窗口上机操作比武（演示）"
TRAINING, MATCH = "练习场", "初赛第一场"


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
    paper = list(cases)
    _round(connection, Plan(TITLE, TRAINING, PRACTICE, 30, paper, 0, 0, population_hash))
    match = _round(connection, Plan(TITLE, MATCH, CONTEST_MODE, 120, paper, 0, 0, population_hash))
    sitting = zip(ids, ACCOUNTS, strict=True)
    enter(connection, match, [id for id, account in sitting if account.role == "contestant"])


def strange(connection: Connection) -> list[str]:
    """Logins and titles of the accounts and rounds that are not the demonstration's."""
    own = {(each.login, each.role, each.name) for each in ACCOUNTS}
    accounts = connection.execute(select(ACCOUNT.c.login, ACCOUNT.c.role, ACCOUNT.c.name))
    others = or_(CONTEST.c.title != TITLE, ROUND.c.title.not_in((TRAINING, MATCH)))
    rounds = connection.execute(select(ROUND.c.title).join(CONTEST).where(others))
    return [*(each.login for each in accounts if tuple(each) not in own), *rounds.scalars()]


def open_to_all(connection: Connection) -> dict[str, int]:
    """The accounts one gets into by the published password: login and id."""
    logins = ACCOUNT.c.login.in_([each.login for each in ACCOUNTS])
    found = connection.execute(select(ACCOUNT).where(logins, ~ACCOUNT.c.locked)).all()
    # Those seeded together share a hash, and to compare one takes a while.
    known = {hash_ for hash_ in {each.password_hash for each in found} if fits(hash_, PASSWORD)}
    return {each.login: each.id for each in found if each.password_hash in known}


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


def _round(connection: Connection, plan: Plan) -> int:
    """The id of the round that stands on this population, kept where there is none."""
    same = (CONTEST.c.title == plan.contest, ROUND.c.title == plan.title)
    there = (
        select(ROUND.c.id)
        .join(CONTEST)
        .where(
            *same,
            ROUND.c.population_hash == plan.population_hash,
            ROUND.c.paper == json.dumps(list(plan.paper)),
        )
    )
    return connection.execute(there).scalar() or keep(connection, plan)
