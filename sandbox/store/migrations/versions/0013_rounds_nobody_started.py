"""A round that nobody has started may be removed; any other stays, as before."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    guard = {"sqlite": _guard_sqlite, "postgresql": _guard_postgresql}
    guard[op.get_bind().dialect.name]()


def _guard_sqlite() -> None:
    op.execute("DROP TRIGGER round_no_delete")
    op.execute(
        "CREATE TRIGGER round_no_delete BEFORE DELETE ON round "
        "WHEN EXISTS (SELECT 1 FROM sitting s WHERE s.round_id = OLD.id) "
        "BEGIN SELECT RAISE(ABORT, 'round is never removed'); END"
    )


def _guard_postgresql() -> None:
    """The table of sittings is named with its schema: another of its name is made by whoever may
    make temporary ones."""
    schema = op.get_bind().execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
    op.execute("DROP TRIGGER round_append_only ON round")
    op.execute(
        "CREATE TRIGGER round_append_only BEFORE TRUNCATE ON round "
        "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    )
    op.execute(
        "CREATE FUNCTION round_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF EXISTS (SELECT 1 FROM {schema}.sitting s WHERE s.round_id = OLD.id) "
        "THEN RAISE EXCEPTION '% is never removed', TG_TABLE_NAME; END IF; RETURN OLD; END $$"
    )
    op.execute(
        "CREATE TRIGGER round_no_delete BEFORE DELETE ON round "
        "FOR EACH ROW EXECUTE FUNCTION round_no_delete()"
    )
