"""Whoever works through the database, and not around its triggers, changes nothing of what counts."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import Connection, Table, insert, inspect, select, text
from sqlalchemy.exc import DatabaseError

from sandbox.contest.planning import close_round, reveal_seed
from sandbox.server import Server
from sandbox.store.tables import (
    ACCOUNT,
    ATTEMPT,
    CHANGE,
    ENTRANT,
    ENTRY,
    LATE_TRY,
    LINK,
    ROUND,
    SITTING,
    TIME_REPAIR,
)
from tests.servers import NOON
from tests.tampering import EVIDENCE, NO_EVIDENCE, edited, spread

pytestmark = pytest.mark.attack

REFUSED = r"append-only|is fixed|never removed|never replaced|attempt is sealed"
CLOSED = "round.closes_ms"
"""A round that has no end may be given one."""


@contextmanager
def trying(server: Server) -> Iterator[Connection]:
    """A connection to try things on, undone after the block."""
    with server.engine.connect() as connection:
        yield connection
        connection.rollback()


def is_refused(connection: Connection, statement: object) -> bool:
    """Whether a trigger refuses a statement, which is undone where none does."""
    undone = connection.begin_nested()
    try:
        connection.execute(statement)
    except DatabaseError as refused:
        assert re.search(REFUSED, str(refused.orig)), refused
        return True
    finally:
        undone.rollback()
    return False


def test_no_column_of_what_counts_can_be_changed(guarded: Server) -> None:
    changed = set()
    with trying(guarded) as connection:
        for table in EVIDENCE:
            rows = connection.execute(select(table)).mappings().all()
            assert rows, f"the hall has nothing in {table.name}"
            for row in spread(rows):
                same = [key == row[key.name] for key in table.primary_key]
                for column in table.c:
                    other = {column: edited(column, row[column.name])}
                    if not is_refused(connection, table.update().where(*same).values(other)):
                        changed.add(str(column))
    assert changed == {CLOSED, *(each for each in NO_EVIDENCE if "." in each)}


def test_no_row_of_what_counts_can_be_removed_or_written_over(guarded: Server) -> None:
    again = "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"
    if guarded.engine.dialect.name == "postgresql":
        again = "TRUNCATE {0} CASCADE"
    with trying(guarded) as connection:
        for table in EVIDENCE:
            assert is_refused(connection, table.delete()), table.name
            # The same row again, which is all there is of an entrant or of words, changes nothing.
            same_again = again.startswith("INSERT") and table.name in (
                "entrant", "answer_key", "vocabulary",
            )  # fmt: skip
            assert same_again or is_refused(connection, text(again.format(f'"{table.name}"')))


def test_a_link_cannot_be_put_in_anothers_place(finished: Server) -> None:
    over = text("INSERT OR REPLACE INTO link SELECT seq + 99, attempt_id, kind, place, previous, "
                "hash, head FROM link WHERE seq = 1")  # fmt: skip
    with trying(finished) as connection:
        assert is_refused(connection, over)


def test_nothing_is_added_to_a_sealed_attempt(guarded: Server) -> None:
    with trying(guarded) as connection:
        for table in (ENTRY, CHANGE):
            row = dict(connection.execute(select(table).limit(1)).mappings().one())
            assert is_refused(connection, insert(table).values({**row, "seq": 9_999}))


def test_who_has_not_sat_can_be_taken_off_a_list_and_removed(guarded: Server) -> None:
    with trying(guarded) as connection:
        new = {"login": "xs900", "name": "", "role": "contestant", "password_hash": ""}
        made = insert(ACCOUNT).returning(ACCOUNT.c.id)
        account_id = connection.execute(made, new).scalar_one()
        round_id = connection.execute(select(ENTRANT.c.round_id)).scalar_one()
        listed = {"round_id": round_id, "account_id": account_id}
        connection.execute(insert(ENTRANT), listed)
        mine = ENTRANT.c.account_id == account_id
        assert not is_refused(connection, ENTRANT.delete().where(mine))
        connection.execute(ENTRANT.delete().where(mine))
        assert not is_refused(connection, ACCOUNT.delete().where(ACCOUNT.c.id == account_id))


def test_a_round_nobody_has_started_can_be_removed_and_no_other(guarded: Server) -> None:
    with trying(guarded) as connection:
        row = dict(connection.execute(select(ROUND).limit(1)).mappings().one())
        connection.execute(insert(ROUND), {**row, "id": 99})
        assert not is_refused(connection, ROUND.delete().where(ROUND.c.id == 99))
        assert is_refused(connection, ROUND.delete().where(ROUND.c.id == row["id"]))


def test_a_round_closes_once_and_reveals_the_seed_it_always_had_once(guarded: Server) -> None:
    with trying(guarded) as connection:
        match = connection.execute(select(ROUND).where(ROUND.c.mode == "contest")).one()
        own = ROUND.update().where(ROUND.c.id == match.id)
        assert is_refused(connection, own.values(seed="0" * 64))
        close_round(connection, match.id, NOON + 2)
        for closes_ms in (0, NOON + 3):
            assert is_refused(connection, own.values(closes_ms=closes_ms))
        assert not is_refused(connection, own.values(closes_ms=NOON + 1))
        reveal_seed(connection, match.id, NOON + 4)
        for moved in ({"revealed_ms": 0}, {"revealed_ms": NOON + 5}, {"seed": "1" * 64}):
            assert is_refused(connection, own.values(moved))


@pytest.mark.parametrize(
    "longer", [{"until_ms": NOON + 10**8}, {"handed_in_ms": 0}], ids=["longer", "open again"]
)
def test_a_sitting_has_more_time_by_a_time_repair_alone(
    guarded: Server, longer: dict[str, int]
) -> None:
    with trying(guarded) as connection:
        row = connection.execute(select(SITTING).where(SITTING.c.id == 2)).one()
        more = SITTING.update().where(SITTING.c.id == 2).values({"until_ms": row.until_ms} | longer)
        assert is_refused(connection, more)
        assert is_refused(connection, ATTEMPT.update().values(sealed_ms=0))
        until_ms = longer.get("until_ms", row.until_ms)
        repair = {"sitting_id": 2, "turn": 1, "minutes": 1, "reason": "停电", "made_ms": NOON}
        times = {"handed_in_ms": row.handed_in_ms, "before_ms": row.until_ms, "until_ms": until_ms}
        connection.execute(insert(TIME_REPAIR), {**repair, **times})
        assert not is_refused(connection, more)


def test_a_table_of_the_same_name_does_not_fool_the_guard(guarded: Server) -> None:
    with trying(guarded) as connection:
        attempt_id = connection.execute(select(LINK.c.attempt_id).limit(1)).scalar_one()
        connection.execute(text("CREATE TEMP TABLE attempt (id INTEGER, sealed_ms INTEGER)"))
        row = dict(connection.execute(select(ENTRY).limit(1)).mappings().one())
        later = {**row, "attempt_id": attempt_id, "seq": 9_999}
        assert is_refused(connection, insert(ENTRY).values(later))


def test_no_row_of_what_counts_gives_way_to_another_that_has_one_of_its_keys(
    finished: Server,
) -> None:
    tables = inspect(finished.engine)
    keys = {
        table: [
            [column.name for column in table.primary_key],
            *(each["column_names"] for each in tables.get_unique_constraints(table.name)),
            ["rowid"],
        ]
        for table in (*EVIDENCE, LATE_TRY)
    }
    with closing(sqlite3.connect(finished.engine.url.database, isolation_level=None)) as hall:
        hall.execute("BEGIN IMMEDIATE")
        sealed = hall.execute("SELECT id FROM attempt WHERE sealed_ms <> 0").fetchone()
        hall.executemany(
            "INSERT INTO late_try VALUES (?, ?, 1, '', 'sealed', 1)", [(*sealed, 1), (*sealed, 2)]
        )
        for table, its_keys in keys.items():
            for key in its_keys:
                assert not gone(hall, table, key), f"{table.name} by {key}"
        hall.execute("ROLLBACK")


def gone(hall: sqlite3.Connection, table: Table, key: Sequence[str]) -> set[Any]:
    """The rows that go where another comes, or is moved, that has the `key` of one and nothing else
    of it. Keys of other tables are held to by whoever asks for that alone."""
    names = [column.name for column in table.c]
    told = ", ".join(f'"{name}"' for name in names)
    kept = f'SELECT rowid, {told} FROM "{table.name}" ORDER BY rowid'
    rows = hall.execute(kept).fetchall()
    assert rows, f"the hall has nothing in {table.name}"
    number, *values = rows[0]
    old = dict(zip(names, values, strict=True))
    new = {c.name: old[c.name] if c.name in key else edited(c, old[c.name]) for c in table.c}
    if key == ["rowid"]:
        new |= {"rowid": number} if "id" not in new else {"id": number}
    columns, marks = ", ".join(f'"{name}"' for name in new), ", ".join("?" * len(new))
    hall.execute("SAVEPOINT trying")
    with suppress(sqlite3.DatabaseError):
        over = f'INSERT OR REPLACE INTO "{table.name}" ({columns}) VALUES ({marks})'
        hall.execute(over, (*new.values(),))
    with suppress(sqlite3.DatabaseError):
        moved = f'UPDATE OR REPLACE "{table.name}" SET rowid = ? WHERE rowid = ?'
        hall.execute(moved, (number, rows[-1][0]))
    left = {row[1:] for row in hall.execute(kept)}
    hall.execute("ROLLBACK TO trying")
    return {row[1:] for row in rows} - left
