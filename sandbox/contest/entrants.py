"""Entrants: who may sit a round.

A contest is there for its entrants alone: nobody else sees it or can start it. Practice is for
every contestant, unless it has entrants: then it is for them.
"""

from collections.abc import Iterable

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
)

from mock_systems.sentence import Sentence
from sandbox.declined import Declined
from sandbox.store.contest import PRACTICE
from sandbox.store.engine import unless_there
from sandbox.store.tables import ACCOUNT, ENTRANT, ROUND


class SameNumber(Declined):
    """Two contestants on one list have the same number."""

    code = "same_number"
    message = Sentence("名单上有两名选手是同一个选手号。")
    remedy = Sentence("请让其中一人换用另一个号的账号。")


drawn_for = func.coalesce(func.nullif(ACCOUNT.c.number, ""), literal("login ") + ACCOUNT.c.login)
"""Whom variants are drawn for: the number of a contestant or, where there is none, the login after a
word and a blank. No number has a blank, so nobody draws what another draws."""
_TWICE = (
    select(ACCOUNT.c.number)
    .join(ENTRANT)
    .where(ENTRANT.c.round_id == bindparam("round_id"), ACCOUNT.c.number != "")
    .group_by(ACCOUNT.c.number)
    .having(func.count() > 1)
)

_OF_NUMBER = (
    select(ACCOUNT.c.login)
    .join(ENTRANT)
    .where(ENTRANT.c.round_id == bindparam("round_id"), ACCOUNT.c.number == bindparam("number"))
    .order_by(ACCOUNT.c.login)
)


def enter(connection: Connection, round_id: int, account_ids: Iterable[int]) -> None:
    """Let these contestants sit a round; whoever may already, still may. `SameNumber` where two on
    the list have one number: they would draw the same variants."""
    entered = [{"round_id": round_id, "account_id": each} for each in account_ids]
    if entered:
        connection.execute(unless_there(connection.dialect.name, ENTRANT, *entered[0]), entered)
    if number := connection.execute(_TWICE, {"round_id": round_id}).scalar():
        logins = tuple(
            connection.execute(_OF_NUMBER, {"round_id": round_id, "number": number}).scalars()
        )
        told = "选手号 {number} 在名单上不止一人：{logins}，没有列入。"
        raise SameNumber(Sentence(told, number=number, logins=logins))


def withdraw(connection: Connection, round_id: int, account_ids: Iterable[int]) -> None:
    """Take contestants who have not sat off the list of a round; who is not on it stays so."""
    named = (ENTRANT.c.round_id == round_id, ENTRANT.c.account_id.in_([*account_ids]))
    connection.execute(delete(ENTRANT).where(*named))


def entrants(connection: Connection, round_id: int) -> list[int]:
    """The accounts that were entered for a round, by number and login."""
    wanted = select(ACCOUNT.c.id).join(ENTRANT).where(ENTRANT.c.round_id == round_id)
    return list(connection.execute(wanted.order_by(ACCOUNT.c.number, ACCOUNT.c.login)).scalars())


def may_sit(account_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a round of the statement is there for a contestant."""
    listed = exists().where(ENTRANT.c.round_id == ROUND.c.id)
    named = listed.where(ENTRANT.c.account_id == account_id)
    return or_(named, (ROUND.c.mode == PRACTICE) & ~listed)
