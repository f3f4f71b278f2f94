"""Sealing records and the hall's chain, also for what was handed in before; and no way to change
what was sealed, or who sat what and when.

The conditions are said once for both databases; `IS NOT` is PostgreSQL's `IS DISTINCT FROM`.
"""

import hashlib
from typing import Any

import sqlalchemy as sa
from alembic import op

from grader import canonical
from sandbox.store.sealing import (
    NOTHING,
    head_hash,
    link_hash,
    marking_content,
    repair_content,
    ruling_content,
)

revision = "0010"
down_revision = "0009"

Text = tuple[str, int, str]
"""What a link stands for: kind, place, text."""
KEYS = {"sealing": (("attempt_id", "turn"),), "link": (("seq",), ("attempt_id", "kind", "place"))}
"""What is only ever added to from now on, and what a row of it is known by."""
FIXED = {
    "account": ("id", "login", "number"),
    "entrant": ("round_id", "account_id"),
    "contest": ("id", "title"),
    "round": ("id", "contest_id", "title", "mode", "paper", "minutes", "opens_ms", "seed",
              "population_hash"),
    "sitting": ("id", "round_id", "account_id", "turn", "started_ms"),
    "attempt": ("id", "sitting_id", "place", "number", "case_id", "variant", "script_hash",
                "population_hash", "business_date", "genesis", "started_ms"),
}  # fmt: skip
"""What is written once."""
KEPT = {
    "account": "EXISTS (SELECT 1 FROM sitting s WHERE s.account_id = OLD.id) "
    "OR EXISTS (SELECT 1 FROM ruling r WHERE r.judge_id = OLD.id)",
    "entrant": "EXISTS (SELECT 1 FROM sitting s WHERE s.round_id = OLD.round_id "
    "AND s.account_id = OLD.account_id)",
}
"""Which rows are never removed; of the other tables none is."""
_REPAIRED = "EXISTS (SELECT 1 FROM time_repair r WHERE r.sitting_id = OLD.id AND {0})"
GIVEN = {
    "round": "(NEW.closes_ms IS NOT OLD.closes_ms AND OLD.closes_ms <> 0 "
    "AND (NEW.closes_ms = 0 OR NEW.closes_ms > OLD.closes_ms)) "
    "OR (NEW.revealed_ms IS NOT OLD.revealed_ms AND OLD.revealed_ms <> 0)",
    "sitting": "(NEW.until_ms IS NOT OLD.until_ms AND NOT "
    + _REPAIRED.format("r.before_ms = OLD.until_ms AND r.until_ms = NEW.until_ms")
    + ") OR (NEW.handed_in_ms IS NOT OLD.handed_in_ms AND OLD.handed_in_ms <> 0 AND NOT "
    "(NEW.handed_in_ms = 0 AND "
    + _REPAIRED.format("r.handed_in_ms = OLD.handed_in_ms AND r.until_ms = NEW.until_ms")
    + "))",
    "attempt": "(NEW.sealed_ms IS NOT OLD.sealed_ms AND OLD.sealed_ms <> 0 AND NOT "
    "(NEW.sealed_ms = 0 AND EXISTS (SELECT 1 FROM sitting s WHERE s.id = OLD.sitting_id "
    "AND s.handed_in_ms = 0))) OR (NEW.stood_ms IS NOT OLD.stood_ms AND (OLD.sealed_ms <> 0 OR NOT "
    "EXISTS (SELECT 1 FROM time_repair r WHERE r.sitting_id = OLD.sitting_id)))",
}
"""Which changes of the rest are refused: a round is closed once, or earlier, and its seed revealed
once; time is longer, and a sitting open again, by a time repair alone."""
SEALED = "EXISTS (SELECT 1 FROM attempt a WHERE a.id = NEW.attempt_id AND a.sealed_ms <> 0)"


def upgrade() -> None:
    _create_tables()
    _chain_older(op.get_bind())
    guard = {"sqlite": _guard_sqlite, "postgresql": _guard_postgresql}
    guard[op.get_bind().dialect.name]()


def _create_tables() -> None:
    op.create_table(
        "sealing",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"]),
        sa.PrimaryKeyConstraint("attempt_id", "turn"),
    )
    op.create_table(
        "link",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("attempt_id", "kind", "place"),
    )
    op.create_index("ix_link_attempt_id", "link", ["attempt_id"])


def _chain_older(connection: sa.Connection) -> None:
    """Everything that was kept before, as it is now: nobody can say any more whether it was changed
    until then."""
    seq, head = 0, NOTHING
    wanted = "SELECT id, genesis, sealed_ms FROM attempt ORDER BY id"
    for attempt_id, genesis, sealed_ms in connection.execute(sa.text(wanted)).all():
        facts, previous = _facts(connection, attempt_id, genesis)
        sealing = [("sealing", 1, facts)] if sealed_ms else []
        if sealing:
            row = {"attempt_id": attempt_id, "turn": 1, "facts": facts}
            sealed = "INSERT INTO sealing VALUES (:attempt_id, :turn, :facts)"
            connection.execute(sa.text(sealed), row)
        repairs, kept = _kept(connection, attempt_id)
        for kind, place, content in [*repairs, *sealing, *kept]:
            hash_ = link_hash(previous, kind, place, content)
            seq, head = seq + 1, head_hash(head, hash_)
            link = {"seq": seq, "attempt_id": attempt_id, "kind": kind, "place": place}
            link |= {"previous": previous, "hash": hash_, "head": head}
            values = ":seq, :attempt_id, :kind, :place, :previous, :hash, :head"
            connection.execute(sa.text(f"INSERT INTO link VALUES ({values})"), link)
            previous = hash_


def _kept(connection: sa.Connection, attempt_id: int) -> tuple[list[Text], list[Text]]:
    """The repairs of an attempt's sitting, then its markings and rulings."""

    def rows(wanted: str) -> Any:
        return connection.execute(sa.text(wanted), {"id": attempt_id})

    repairs = rows(
        "SELECT r.* FROM time_repair r JOIN attempt ON attempt.sitting_id = r.sitting_id "
        "WHERE attempt.id = :id ORDER BY r.turn"
    )
    markings = rows("SELECT * FROM marking WHERE attempt_id = :id ORDER BY run")
    rulings = rows(
        "SELECT ruling.*, number, login FROM ruling JOIN account ON account.id = judge_id "
        "WHERE attempt_id = :id ORDER BY ruling.id"
    )
    return [("repair", r.turn, repair_content(r)) for r in repairs], [
        *(("marking", m.run, marking_content(m)) for m in markings),
        *(("ruling", r.id, ruling_content(r, f"{r.number}/{r.login}")) for r in rulings),
    ]


def _facts(connection: sa.Connection, attempt_id: int, genesis: str) -> tuple[str, str]:
    """The record of an attempt as `sandbox.contest.sealing` makes it, and its last hash."""
    asked = {"id": attempt_id}
    row: dict[str, Any] = dict(connection.execute(sa.text(_FACTS), asked).mappings().one())
    moments = connection.execute(sa.text(_MOMENTS), asked).all()
    runs: list[list[int]] = []
    for seq, begun_ms, _hash in moments:
        if not runs or runs[-1][1] != begun_ms:
            runs.append([seq, begun_ms])
    last_hash = moments[-1][2] if moments else genesis
    seed, compiled, words = (row.pop(name) for name in ("seed", "compiled", "vocabulary_hash"))
    key = "" if compiled is None else hashlib.sha256(f"{words}\n{compiled}".encode()).hexdigest()
    told: dict[str, Any] = {
        "commitment": hashlib.sha256(seed.encode()).hexdigest(),
        "key_hash": key,
    }
    told |= {"entries": len(moments), "last_hash": last_hash, "clock": runs}
    return canonical({**row, **told}), last_hash


_FACTS = """
SELECT a.*, seed, login, account.number AS contestant, account_id, round_id, turn,
  sitting.started_ms AS sitting_started_ms, until_ms, handed_in_ms, contest.title AS contest,
  round.title AS round, contest_id, mode, paper, minutes, opens_ms, closes_ms,
  round.population_hash AS round_population_hash, compiled, vocabulary_hash
FROM attempt a JOIN sitting ON sitting.id = a.sitting_id JOIN account ON account.id = account_id
  JOIN round ON round.id = round_id JOIN contest ON contest.id = contest_id
  LEFT JOIN answer_key k ON k.script_hash = a.script_hash AND k.variant = a.variant
WHERE a.id = :id
"""
_MOMENTS = (
    "SELECT seq, made_ms - at_ms AS begun_ms, hash FROM entry WHERE attempt_id = :id ORDER BY seq"
)


def _guard_sqlite() -> None:
    for table, keys in KEYS.items():
        for act in ("UPDATE", "DELETE"):
            _sqlite(f"{table}_no_{act.lower()}", act, table, "TRUE", f"{table} is append-only")
        for place, key in enumerate(keys):
            _sqlite_no_replace(f"{table}_no_replace_{place}", table, key)
    for table, columns in FIXED.items():
        kept = KEPT.get(table, "TRUE")
        _sqlite(f"{table}_no_delete", "DELETE", table, kept, f"{table} is never removed")
        _sqlite(f"{table}_fixed", "UPDATE", table, _changed(table, columns), f"{table} is fixed")
        if "id" in columns:
            _sqlite_no_replace(f"{table}_no_replace", table, ("id",))
    for table in ("entry", "change"):
        _sqlite(f"{table}_sealed", "INSERT", table, SEALED, f"{table}: the attempt is sealed")


def _sqlite(name: str, act: str, table: str, when: str, said: str) -> None:
    op.execute(
        f'CREATE TRIGGER {name} BEFORE {act} ON "{table}" WHEN {when} '
        f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
    )


def _sqlite_no_replace(name: str, table: str, key: tuple[str, ...]) -> None:
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    there = f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'
    _sqlite(name, "INSERT", table, there, f"{table} is never replaced")


def _changed(table: str, columns: tuple[str, ...]) -> str:
    return " OR ".join([*(f"NEW.{name} IS NOT OLD.{name}" for name in columns), *_given(table)])


def _given(table: str) -> list[str]:
    return [GIVEN[table]] if table in GIVEN else []


def _guard_postgresql() -> None:
    for table in KEYS:
        _postgresql_append_only(table, "UPDATE OR DELETE OR TRUNCATE")
    for table, columns in FIXED.items():
        _postgresql_append_only(table, "TRUNCATE" if table in KEPT else "DELETE OR TRUNCATE")
        _postgresql(f"{table}_fixed", "UPDATE", table, _changed(table, columns), "% is fixed")
    for table, when in KEPT.items():
        _postgresql(f"{table}_no_delete", "DELETE", table, when, "% is never removed")
    for table in ("entry", "change"):
        _postgresql(f"{table}_sealed", "INSERT", table, SEALED, "%: the attempt is sealed")


def _postgresql_append_only(table: str, acts: str) -> None:
    op.execute(
        f'CREATE TRIGGER {table}_append_only BEFORE {acts} ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    )


def _postgresql(name: str, act: str, table: str, when: str, said: str) -> None:
    """Tables are named with their schema: others of a name are made by whoever may make temporary
    ones."""
    connection = op.get_bind()
    schema = connection.execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
    when = when.replace("FROM ", f"FROM {schema}.").replace("IS NOT", "IS DISTINCT FROM")
    row = "OLD" if act == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {when} THEN RAISE EXCEPTION '{said}', TG_TABLE_NAME; END IF; RETURN {row}; END $$"
    )
    op.execute(
        f'CREATE TRIGGER {name} BEFORE {act} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()'
    )
