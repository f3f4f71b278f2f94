"""What only somebody can do who may drop the database's triggers, and what would be evidence of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Integer
from sqlmodel import SQLModel

from sandbox.store.tables import ROUND
from tests.sample import examples

NO_EVIDENCE = {
    "account.name": "a misspelt name may be set right; the number and login say who it was",
    "account.unit": "may be set right",
    "account.role": "decides what may be done from now on",
    "account.password_hash": "is changed by its owner",
    "account.language": "is changed by its owner",
    "account.locked": "decides what may be done from now on",
    "sign_in": "ends with the day",
    "api_token": "decides what may be done from now on",
    "draft": "was never sent",
    "practised": "follows from markings and rulings, which are; no mark rests on it",
    "revisit": "tells when a lost mark of practice came back to somebody; no mark rests on it",
    "reminder": "follows from revisits",
    "hint": "was told in practice, which no mark rests on",
    "handing_in": "keeps steps out for half a minute, and is gone once handed in",
    "entry_line": "tells who signed in where, which no mark rests on; the oldest lines go",
    "round.revealed_ms": "tells when the seed was shown; the seed is held to its commitment",
    "late_try": "was never done; no mark rests on it. The database lets it only count on",
    "hall_time": "is what the next start goes on by; what it said stands in the entries",
}
"""What may be changed without a finding: a table or a column, with the reason."""
EVIDENCE = [t for t in SQLModel.metadata.sorted_tables if t.name not in NO_EVIDENCE]

_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """No trigger refuses anything in the block."""
    if connection.dialect.name == "postgresql":
        # As the superuser that tests are.
        connection.exec_driver_sql("SET session_replication_role = replica")
        yield
        connection.exec_driver_sql("SET session_replication_role = origin")
        return
    found = connection.exec_driver_sql(_TRIGGERS).all()
    for name, _sql in found:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _name, sql in found:
        connection.exec_driver_sql(sql)


def change_round(connection: Connection, round_id: int, **facts: object) -> None:
    """Say other things of a round."""
    with unguarded(connection):
        connection.execute(ROUND.update().where(ROUND.c.id == round_id).values(**facts))


def edited(column: Column[Any], value: Any) -> Any:
    """Another value of a column."""
    if isinstance(value, bool):
        return not value
    if isinstance(column.type, Integer | BigInteger):
        return 987_654 if value is None else value + 987_654
    return "{}" if value is None else edited_text(value)


def edited_text(value: Any) -> Any:
    """Another value, where a text or none of its kind is expected."""
    if isinstance(value, str) and value:
        return f"{value[:-1]}{'a' if value[-1] != 'a' else 'b'}"
    return 987_654 if isinstance(value, int) and not isinstance(value, bool) else "x"


def spread(rows: Sequence[Any], some: int | None = None) -> Sequence[Any]:
    """Some rows from the first to the last, or all."""
    most = min(len(rows), some or examples(10_000, 3))
    return [rows[each * (len(rows) - 1) // max(1, most - 1)] for each in range(most)]
