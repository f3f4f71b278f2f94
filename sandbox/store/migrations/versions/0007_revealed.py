"""When the seed of a round was made known."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column(
        "round", sa.Column("revealed_ms", sa.BigInteger(), nullable=False, server_default="0")
    )
