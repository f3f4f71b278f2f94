"""The hall's own time, and time given back to sittings, which stays as it was written."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "hall_time",
        sa.Column("boot", sa.String(length=40), nullable=False),
        sa.Column("ahead_ms", sa.BigInteger(), nullable=False),
        sa.Column("gap_from_ms", sa.BigInteger(), nullable=False),
        sa.Column("gap_until_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("boot"),
    )
    op.create_table(
        "time_repair",
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("handed_in_ms", sa.BigInteger(), nullable=False),
        sa.Column("before_ms", sa.BigInteger(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"]),
        sa.PrimaryKeyConstraint("sitting_id", "turn"),
    )
    op.add_column(
        "attempt", sa.Column("stood_ms", sa.BigInteger(), nullable=False, server_default="0")
    )
    guard = {"sqlite": _guard_sqlite, "postgresql": _guard_postgresql}
    guard[op.get_bind().dialect.name]()


def _guard_sqlite() -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'time_repair is append-only'); END"
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER time_repair_no_{act.lower()} BEFORE {act} ON time_repair {refuse}"
        )
    op.execute(
        "CREATE TRIGGER time_repair_no_replace BEFORE INSERT ON time_repair WHEN EXISTS (SELECT 1 "
        "FROM time_repair WHERE sitting_id = NEW.sitting_id AND turn = NEW.turn) " + refuse
    )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER time_repair_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON time_repair "
        "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    )
