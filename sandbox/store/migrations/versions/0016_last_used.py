"""When a token was last used; and no browsers known by an account, for nobody waits at the door."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.drop_table("known_browser")
    op.add_column(
        "api_token", sa.Column("used_ms", sa.BigInteger(), nullable=False, server_default="0")
    )
