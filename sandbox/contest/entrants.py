"""Entrants: who may sit a round.

A contest is there for its entrants alone: nobody else sees it or can start it. Practice is for
every contestant, unless it has entrants: then it is for them.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, delete, exists, or_, select

from sandbox.store.contest import PRACTICE
from sandbox.store.engine import unless_there
from sandbox.store.tables import ACCOUNT, ENTRANT, ROUND


def enter(connection: Connection, round_id: int, account_ids: Iterable[int]) -> None:
    """Let these contestants sit a round; whoever may already, still may."""
    entered = [{"round_id": round_id, "account_id": each} for each in account_ids]
    if entered:
        connection.execute(unless_there(connection.dialect.name, ENTRANT, *entered[0]), entered)


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
