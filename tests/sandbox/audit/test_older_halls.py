"""What was handed in before anything was chained is chained as it stands, and guarded from then on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, Table, insert, select, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from sandbox.attempt.links import LinkKind
from sandbox.audit.hall import hall_findings
from sandbox.server import Server
from sandbox.store.engine import open_engine
from sandbox.store.schema import migrate
from sandbox.store.tables import (
    ATTEMPT,
    HINT,
    LINK,
    MARKING,
    PRACTISED,
    REMINDER,
    REVISIT,
    SEALING,
    SITTING,
)
from tests.servers import clear
from tests.tampering import unguarded

Rows = list[tuple[Table, list[dict[str, object]]]]
NEW = {SEALING.name, LINK.name, PRACTISED.name, REVISIT.name, REMINDER.name, HINT.name}
BEFORE = "0009"


@pytest.fixture(scope="module")
def rows(finished: Server) -> Rows:
    """All that a finished hall of an older version has."""
    tables = [each for each in SQLModel.metadata.sorted_tables if each.name not in NEW]
    with finished.reader.connect() as reader:
        return [(t, [dict(row) for row in reader.execute(select(t)).mappings()]) for t in tables]


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path, rows: Rows) -> Iterator[Engine]:
    """A hall of that version on each database."""
    url = f"sqlite:///{tmp_path / 'older.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    engine = open_engine(url, durable=False)
    clear(engine)
    migrate(engine, BEFORE)
    with engine.begin() as connection:
        for table, each in rows:
            if each:
                connection.execute(insert(table), each)
    yield engine
    engine.dispose()


def found(connection: Connection) -> list[str]:
    return [str(finding) for finding in hall_findings(connection)]


def test_an_older_hall_is_chained_as_it_stands(older: Engine) -> None:
    migrate(older)
    with older.connect() as connection:
        kinds = connection.execute(select(LINK.c.kind).order_by(LINK.c.seq)).scalars().all()
        assert {*kinds} == {*LinkKind} and kinds.count(LinkKind.SEALING) == 2
        assert found(connection) == []


def test_an_older_attempt_that_is_open_again_is_chained_as_far_as_it_went(older: Engine) -> None:
    with older.begin() as connection, unguarded(connection):
        connection.execute(MARKING.delete().where(MARKING.c.run == 2))
        connection.execute(SITTING.update().where(SITTING.c.id == 1).values(handed_in_ms=0))
        connection.execute(ATTEMPT.update().where(ATTEMPT.c.sitting_id == 1).values(sealed_ms=0))
    migrate(older)
    with older.connect() as connection:
        assert connection.execute(select(SEALING.c.attempt_id)).scalars().all() == [2]
        assert found(connection) == []


def test_what_an_older_hall_had_is_guarded_from_then_on(older: Engine) -> None:
    migrate(older)
    with pytest.raises(DatabaseError, match="is fixed"), older.begin() as connection:
        connection.execute(ATTEMPT.update().values(variant=7))
    with older.begin() as connection, unguarded(connection):
        connection.execute(MARKING.update().where(MARKING.c.run == 2).values(made_ms=1))
        assert any("评分 2：内容或哈希改动过" in line for line in found(connection))


def test_the_chain_begins_with_nothing_where_nothing_was_handed_in(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}", durable=False)
    migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM link")).scalar() == 0
    engine.dispose()
