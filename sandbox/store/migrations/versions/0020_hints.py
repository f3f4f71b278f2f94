"""Hints that were taken in practice, and what they cost."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "hint",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("asked_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"]),
        sa.PrimaryKeyConstraint("attempt_id", "step", "level"),
    )
    op.add_column("practised", sa.Column("hints", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "practised", sa.Column("guided", sa.Boolean(), nullable=False, server_default=sa.false())
    )
