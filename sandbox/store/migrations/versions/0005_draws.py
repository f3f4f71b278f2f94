"""Seeds that variants are drawn by, and who may sit a round: for a contest that is there already
every contestant there is, as it was until now."""

import sqlalchemy as sa
from alembic import op

from sandbox.store.contest import new_seed

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _give_seeds()
    op.create_table(
        "entrant",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.PrimaryKeyConstraint("round_id", "account_id"),
    )
    op.create_index("ix_entrant_account_id", "entrant", ["account_id"])
    op.execute(
        "INSERT INTO entrant (round_id, account_id) SELECT round.id, account.id "
        "FROM round, account WHERE round.mode = 'contest' AND account.role = 'contestant'"
    )


def _give_seeds() -> None:
    """Attempts that were begun keep the variants they have. SQLite adds no column without a value
    and remakes no table that others point to, so there an empty seed stays behind for nobody."""
    op.add_column("round", sa.Column("seed", sa.String(64), nullable=False, server_default=""))
    connection = op.get_bind()
    for round_id in connection.execute(sa.text("SELECT id FROM round")).scalars().all():
        given = {"seed": new_seed(), "id": round_id}
        connection.execute(sa.text("UPDATE round SET seed = :seed WHERE id = :id"), given)
    if connection.dialect.name == "postgresql":
        op.alter_column("round", "seed", server_default=None)
