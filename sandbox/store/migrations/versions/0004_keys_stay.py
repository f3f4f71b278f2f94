"""Answer keys and the words they are read with stay as they were, as attempts are marked by them."""

from alembic import op

revision = "0004"
down_revision = "0003"

SAID = {"answer_key": "compiled", "vocabulary": "words"}
KEYS = {"answer_key": ("script_hash", "variant"), "vocabulary": ("hash",)}


def upgrade() -> None:
    guard = {"sqlite": _guard_sqlite, "postgresql": _guard_postgresql}
    guard[op.get_bind().dialect.name]()


def _guard_sqlite() -> None:
    """Another server may insert the same again: only other words for one key are refused."""
    for table, said in SAID.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for act in ("UPDATE", "DELETE"):
            name = f"{table}_no_{act.lower()}"
            op.execute(f'CREATE TRIGGER {name} BEFORE {act} ON "{table}" {refuse}')
        same = " AND ".join(f"{name} = NEW.{name}" for name in KEYS[table])
        op.execute(
            f'CREATE TRIGGER {table}_no_replace BEFORE INSERT ON "{table}" '
            f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {same} AND {said} <> NEW.{said}) {refuse}'
        )


def _guard_postgresql() -> None:
    for table in SAID:
        op.execute(
            f'CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )
