"""Alembic's way in: migrations run on the connection that `sandbox.store.schema` hands over."""

from alembic import context
from sqlmodel import SQLModel

import sandbox.store.tables  # noqa: F401  (registers them)

context.configure(
    connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata
)
with context.begin_transaction():
    context.run_migrations()
