"""Tables come by migration alone, look as the models say, and keep what was written."""

import tomllib
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from sandbox.contest.entrants import entrants
from sandbox.settings import Settings
from sandbox.store import schema
from sandbox.store.engine import open_engine
from sandbox.store.guards import WANTED, breaches, guards_of
from sandbox.store.schema import (
    NEWEST,
    WrongSchema,
    demand_guards,
    demand_schema,
    migrate,
    revision_of,
)
from sandbox.store.tables import (
    ANSWER_KEY,
    CHANGE,
    ENTRY,
    LATE_TRY,
    MARKING,
    ROUND,
    RULING,
    VOCABULARY,
)
from tests.sandbox.rows import add_people, add_round, sit
from tests.servers import NOON, clear

APPEND_ONLY = {
    ENTRY: {"form": "{}", "facts": "{}", "confirmed": "[]", "accepted": True, "reason": "",
            "message": "", "previous": "", "hash": "", "operation": "hall.call_next",
            "seq": 1, "at_ms": 1, "made_ms": NOON},
    CHANGE: {"seq": 1, "place": 0, "record_table": "person", "record_key": "1", "after": "{}"},
    MARKING: {"run": 1, "scorecard": "{}", "made_ms": NOON},
    RULING: {"mark": "m1", "judge_id": 3, "kind": "confirm", "reason": "", "seen": 0,
             "made_ms": NOON},
}  # fmt: skip


OLD_ACCOUNT = (
    "INSERT INTO account (login, name, role, number, unit, password_hash, language, failures, "
    "locked_until_ms) VALUES (:login, '', :role, '', '', '', 'zh_CN', 0, 0)"
)
"""An account as the first tables have it."""
WAYS_ROUND = {
    "sqlite": ('INSERT OR REPLACE INTO "{0}" SELECT * FROM "{0}"',),
    "postgresql": ('TRUNCATE "{0}"', "TRUNCATE account CASCADE"),
}
"""What rewrites a table without updating or deleting a row of it."""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Engine]:
    """A database without any table, of each kind."""
    url = f"sqlite:///{settings.home / 'empty.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    engine = open_engine(url, durable=False)
    clear(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def tables(empty: Engine) -> Engine:
    migrate(empty)
    return empty


def test_an_empty_database_is_refused_with_the_way_out(empty: Engine) -> None:
    with pytest.raises(WrongSchema, match=r"还没有建表.*python -m sandbox migrate"):
        demand_schema(empty)
    migrate(empty)
    demand_schema(empty)


def test_tables_of_another_revision_are_refused(tables: Engine) -> None:
    for revision, remedy in (("0000", "migrate"), ("9999", "请改用该版本的程序")):
        with tables.begin() as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{revision}'"))
        with pytest.raises(WrongSchema, match=remedy):
            demand_schema(tables)


def test_tables_of_a_newer_program_are_not_migrated(tables: Engine) -> None:
    with tables.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WrongSchema, match="由更新版本的程序建立，请改用该版本的程序"):
        migrate(tables)


def test_migrating_twice_changes_nothing(tables: Engine) -> None:
    migrate(tables)
    assert revision_of(tables) == NEWEST


def test_of_two_who_migrate_at_once_one_has_made_the_tables(
    empty: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_engine(empty.url)
    first = []

    def meanwhile(engine: Engine, found: str) -> None:
        if engine is empty:
            first.append(migrate(other))

    monkeypatch.setattr(schema, "_refuse_newer", meanwhile)
    assert (migrate(empty), first) == (NEWEST, [""])
    other.dispose()


def test_the_migrations_make_the_tables_the_models_describe(tables: Engine) -> None:
    with tables.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_an_answer_key_of_an_older_program_keeps_its_marks(empty: Engine) -> None:
    migrate(empty, "0002")
    key = {"script_hash": "1", "variant": 1, "compiled": "{}"}
    columns = "(script_hash, variant, compiled) VALUES (:script_hash, :variant, :compiled)"
    with empty.begin() as connection:
        connection.execute(text(f"INSERT INTO answer_key {columns}"), key)
    migrate(empty)
    with empty.connect() as connection:
        kept = select(ANSWER_KEY.c.compiled, VOCABULARY.c.words).join(VOCABULARY)
        compiled, words = connection.execute(kept).one()
    assert compiled == "{}" and "hall.call_next" in words


def test_rounds_of_an_older_program_get_seeds_and_everybody_who_could_sit_them(
    empty: Engine,
) -> None:
    migrate(empty, "0004")
    facts = {"title": "", "minutes": 1, "opens_ms": 0, "closes_ms": 0, "paper": "[]"}
    columns = "id, contest_id, title, mode, paper, minutes, opens_ms, closes_ms, population_hash"
    with empty.begin() as connection:
        connection.execute(text("INSERT INTO contest (id, title) VALUES (1, '比武')"))
        for login, role in (("xs001", "contestant"), ("xs002", "contestant"), ("cp001", "judge")):
            connection.execute(text(OLD_ACCOUNT), {"login": login, "role": role})
        for id, mode in ((1, "practice"), (2, "contest")):
            row = {"id": id, "mode": mode, **facts}
            values = ":id, 1, :title, :mode, :paper, :minutes, :opens_ms, :closes_ms, ''"
            connection.execute(text(f"INSERT INTO round ({columns}) VALUES ({values})"), row)
        sitting = "round_id, account_id, turn, started_ms, until_ms, handed_in_ms"
        connection.execute(text(f"INSERT INTO sitting ({sitting}) VALUES (2, 1, 1, 1, 1, 1)"))
    migrate(empty)
    with empty.connect() as connection:
        seeds = connection.execute(select(ROUND.c.seed)).scalars().all()
        assert len(set(seeds)) == 2 and {len(seed) for seed in seeds} == {64}
        assert (entrants(connection, 1), entrants(connection, 2)) == ([], [1, 2])


def test_moments_in_milliseconds_fit(tables: Engine) -> None:
    with tables.begin() as connection:
        add_round(connection, {"title": "", "mode": "practice", "minutes": 1, "opens_ms": NOON})


def test_what_was_written_can_neither_be_changed_nor_removed(tables: Engine) -> None:
    with tables.begin() as connection:
        add_people(connection, "")
        facts = {"title": "", "mode": "practice", "minutes": 1, "opens_ms": 0}
        attempt_id = sit(connection, add_round(connection, facts)).attempt_id
        for table, row in APPEND_ONLY.items():
            connection.execute(insert(table), {"attempt_id": attempt_id, **row})
    for table, row in APPEND_ONLY.items():
        same = {"made_ms": NOON} if "made_ms" in row else {"after": "{}"}
        ways = [text(way.format(table.name)) for way in WAYS_ROUND[tables.dialect.name]]
        for forbidden in (table.update().values(same), table.delete(), *ways):
            with pytest.raises(DatabaseError, match="append-only"), tables.begin() as connection:
                connection.execute(forbidden)


def test_what_attempts_are_marked_by_can_neither_be_changed_nor_removed(tables: Engine) -> None:
    words = {"hash": "h", "words": "{}"}
    key = {"script_hash": "s", "variant": 1, "compiled": "{}", "vocabulary_hash": "h"}
    with tables.begin() as connection:
        connection.execute(insert(VOCABULARY), words)
        connection.execute(insert(ANSWER_KEY), key)
    other = (
        ANSWER_KEY.update().values(compiled="[]"),
        ANSWER_KEY.delete(),
        VOCABULARY.update().values(words="[]"),
    )
    if tables.dialect.name == "sqlite":
        replaced = "INSERT OR REPLACE INTO answer_key VALUES ('s', 1, '[]', 'h')"
        other = (*other, text(replaced))
    for forbidden in other:
        with pytest.raises(DatabaseError, match="append-only"), tables.begin() as connection:
            connection.execute(forbidden)


def test_the_guards_the_program_demands_are_those_the_migrations_make(tables: Engine) -> None:
    with tables.connect() as connection:
        found = guards_of(connection)
        wanted = tomllib.loads(WANTED.read_text("utf-8"))[tables.dialect.name]
        assert found == wanted, "\n".join(f'"{name}" = "{does}"' for name, does in found.items())
        assert breaches(connection) == []
    demand_guards(tables)


WEAKENED = {
    "sqlite": (
        ("DROP TRIGGER entry_no_update",),
        (
            "DROP TRIGGER entry_no_update",
            "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT 1; END",
        ),
        ("CREATE TRIGGER mine AFTER INSERT ON marking BEGIN SELECT 1; END",),
    ),
    "postgresql": (
        ("DROP TRIGGER entry_append_only ON entry",),
        ("ALTER TABLE entry DISABLE TRIGGER entry_append_only",),
        (
            "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NULL; END $$",
        ),
    ),
}
"""What takes a guard off, or puts one there that the program did not make."""


@pytest.mark.parametrize("way", range(3))
def test_tables_without_their_guards_are_refused(tables: Engine, way: int) -> None:
    with tables.begin() as connection:
        for statement in WEAKENED[tables.dialect.name][way]:
            connection.execute(text(statement))
    with pytest.raises(WrongSchema, match=r"防改动的触发器不全.*audit.*备份"):
        demand_guards(tables)


def test_late_tries_only_count_on(tables: Engine) -> None:
    with tables.begin() as connection:
        add_people(connection, "")
        facts = {"title": "", "mode": "practice", "minutes": 1, "opens_ms": 0}
        attempt_id = sit(connection, add_round(connection, facts)).attempt_id
        said = {"made_ms": NOON, "operation": "hall.say", "code": "sealed", "times": 5}
        connection.execute(insert(LATE_TRY), {"attempt_id": attempt_id, "turn": 20, **said})
        connection.execute(LATE_TRY.update().values(times=6))
    ways = [text(way.format("late_try")) for way in WAYS_ROUND[tables.dialect.name]]
    others = ({"made_ms": 1}, {"operation": ""}, {"code": ""}, {"turn": 1}, {"times": 5})
    for forbidden in (
        LATE_TRY.delete(),
        *(LATE_TRY.update().values(each) for each in others),
        *ways,
    ):
        refused = pytest.raises(DatabaseError, match=r"append-only|is fixed|never")
        with refused, tables.begin() as connection:
            connection.execute(forbidden)
