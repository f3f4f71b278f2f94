"""Accounts that nobody is let in by."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column(
        "account", sa.Column("locked", sa.Boolean(), nullable=False, server_default=sa.false())
    )
