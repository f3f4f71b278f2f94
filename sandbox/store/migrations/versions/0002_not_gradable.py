"""Why a marking failed, and no way round append-only by SQLite's REPLACE, which fires no trigger."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEYS = {
    "entry": ("attempt_id", "seq"),
    "change": ("attempt_id", "seq", "place"),
    "marking": ("attempt_id", "run"),
    "ruling": ("id",),
}


def upgrade() -> None:
    op.add_column("marking", sa.Column("fault", sa.String(), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "sqlite":
        _guard_against_replacing()


def _guard_against_replacing() -> None:
    for table, key in KEYS.items():
        same = " AND ".join(f"{name} = NEW.{name}" for name in key)
        op.execute(
            f'CREATE TRIGGER {table}_no_replace BEFORE INSERT ON "{table}" '
            f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {same}) '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
