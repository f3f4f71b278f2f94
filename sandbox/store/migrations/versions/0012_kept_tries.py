"""No way to change what was tried too late: a row stays, and only counts on."""

from alembic import op

revision = "0012"
down_revision = "0011"

_FIXED = ("attempt_id", "turn", "made_ms", "operation", "code")
_CHANGED = " OR ".join(
    [*(f"NEW.{name} IS NOT OLD.{name}" for name in _FIXED), "NEW.times < OLD.times"]
)


def upgrade() -> None:
    guard = {"sqlite": _guard_sqlite, "postgresql": _guard_postgresql}
    guard[op.get_bind().dialect.name]()


def _guard_sqlite() -> None:
    same = "attempt_id = NEW.attempt_id AND turn = NEW.turn"
    there = f"EXISTS (SELECT 1 FROM late_try WHERE {same})"
    for name, act, when, said in (
        ("no_delete", "DELETE", "TRUE", "is never removed"),
        ("no_replace", "INSERT", there, "is never replaced"),
        ("fixed", "UPDATE", _CHANGED, "is fixed"),
    ):
        op.execute(
            f"CREATE TRIGGER late_try_{name} BEFORE {act} ON late_try WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, 'late_try {said}'); END"
        )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER late_try_append_only BEFORE DELETE OR TRUNCATE ON late_try "
        "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    )
    changed = _CHANGED.replace("IS NOT", "IS DISTINCT FROM")
    op.execute(
        "CREATE FUNCTION late_try_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {changed} THEN RAISE EXCEPTION '% is fixed', TG_TABLE_NAME; END IF; "
        "RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER late_try_fixed BEFORE UPDATE ON late_try "
        "FOR EACH ROW EXECUTE FUNCTION late_try_fixed()"
    )
