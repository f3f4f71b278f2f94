"""Where the line of a login, an address and ten minutes is found: all logins there are not were one."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.drop_index("ix_entry_line_login", "entry_line")
    op.create_index("ix_entry_line_of", "entry_line", ["login", "address", "at_ms"])
