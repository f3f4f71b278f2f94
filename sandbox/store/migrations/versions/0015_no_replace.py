"""No row of what counts gives way to another on SQLite: `OR REPLACE` removes each that has one of the
new row's unique keys, of any constraint and the row's own number, and no trigger on removal is told.

PostgreSQL has no such words; what it puts in a row's place it tells as an update.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

GUARDED = (
    "account", "answer_key", "attempt", "change", "contest", "entrant", "entry", "late_try", "link",
    "marking", "round", "ruling", "sealing", "sitting", "time_repair", "vocabulary",
)  # fmt: skip
"""Their primary keys are guarded already, where there is more to a row."""
MOVABLE = ("entrant", "late_try")
"""Of these, rows that may be changed and whose number is no column."""
_TRIED = ("number",)
"""Keys that are drawn until one is free: a row that has one already is left out, and nothing said."""


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    tables = sa.inspect(op.get_bind())
    for table in GUARDED:
        for key in tables.get_unique_constraints(table):
            if table != "link":  # guarded already
                _guard(table, key["column_names"])
        primary = tables.get_pk_constraint(table)["constrained_columns"]
        if not _is_own_number(tables, table, primary):
            _guard(table, ["rowid"])
    for table in MOVABLE:
        op.execute(
            f"CREATE TRIGGER {table}_same_row BEFORE UPDATE ON {table} "
            f"WHEN NEW.rowid <> OLD.rowid BEGIN SELECT RAISE(ABORT, '{table} is fixed'); END"
        )


def _is_own_number(tables: sa.Inspector, table: str, primary: list[str]) -> bool:
    """Whether the primary key is what SQLite numbers rows by."""
    kinds = {each["name"]: each["type"] for each in tables.get_columns(table)}
    return len(primary) == 1 and isinstance(kinds[primary[0]], sa.Integer)


def _guard(table: str, key: list[str | None] | list[str]) -> None:
    names = [name for name in key if name]
    same = " AND ".join(f"{name} = NEW.{name}" for name in names)
    said = "IGNORE" if (*names,) == _TRIED else f"ABORT, '{table} is never replaced'"
    op.execute(
        f'CREATE TRIGGER {table}_no_replace_{"_".join(names)} BEFORE INSERT ON "{table}" '
        f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {same}) BEGIN SELECT RAISE({said}); END'
    )
