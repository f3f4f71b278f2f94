"""A log of sign-ins and known browsers; tries are no longer counted with the account, where a
stranger could use them up."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    for counted in ("failures", "locked_until_ms"):
        op.drop_column("account", counted)
    ended = sa.Column("ended_ms", sa.BigInteger(), nullable=False, server_default="0")
    op.add_column("sign_in", ended)
    by = sa.Column("ended_by", sa.String(64), nullable=False, server_default="")
    op.add_column("sign_in", by)
    op.create_table(
        "known_browser",
        sa.Column("browser_hash", sa.String(64), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), primary_key=True),
        sa.Column("last_ms", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_known_browser_account_id", "known_browser", ["account_id"])
    op.create_table(
        "entry_line",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("login", sa.String(40), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("last_ms", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
    )
    op.create_index("ix_entry_line_login", "entry_line", ["login"])
    op.create_index("ix_entry_line_last_ms", "entry_line", ["last_ms"])
