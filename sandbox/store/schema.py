"""The tables of the database, brought up to date by a command and checked before serving.

Serving never migrates: a server that finds other tables than it was written for says so and stops.
"""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from sandbox.store.guards import breaches, told_short

MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = max(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


class WrongSchema(Exception):
    """The database's tables are not the ones this program was written for."""


def revision_of(engine: Engine) -> str:
    """The revision of the tables, empty for a database without any."""
    with engine.connect() as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def demand_schema(engine: Engine) -> None:
    """Nothing, where the tables are the newest; `WrongSchema` otherwise."""
    if (found := demand_known(engine)) != NEWEST:
        raise _wrong(engine, _another(found), "请先备份，再运行 python -m sandbox migrate")


def demand_known(engine: Engine) -> str:
    """The revision of the tables, where this program or an older one made them; `WrongSchema` otherwise."""
    found = revision_of(engine)
    _refuse_newer(engine, found)
    if not found:
        raise _wrong(engine, f"还没有建表，本程序需要 {NEWEST}", "请运行 python -m sandbox migrate")
    return found


def demand_guards(engine: Engine) -> None:
    """Nothing, where every trigger is there that keeps what was written; `WrongSchema` otherwise."""
    with engine.connect() as connection:
        found = breaches(connection)
    if found:
        way_out = "请保留现场，先用 python -m sandbox audit 核对，再把最近的备份完整恢复"
        raise _wrong(engine, f"防改动的触发器不全，{told_short(found)}", way_out)


def _refuse_newer(engine: Engine, found: str) -> None:
    if found > NEWEST:
        newer = "数据库由更新版本的程序建立，请改用该版本的程序"
        raise _wrong(engine, _another(found), newer)


def _wrong(engine: Engine, state: str, way_out: str) -> WrongSchema:
    where = engine.url.render_as_string(hide_password=True)
    return WrongSchema(f"数据库 {where}：{state}。{way_out}。")


def _another(found: str) -> str:
    return f"表结构版本为 {found}，本程序需要 {NEWEST}"


def migrate(engine: Engine, revision: str = "head") -> str:
    """Bring the tables to a revision, the newest where none is named, in one transaction; the one
    that they had before it, empty where there were none. `WrongSchema` where a newer program made them."""
    _refuse_newer(engine, revision_of(engine))
    # Alembic is needed here only; a server starts without it.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        before = _revision(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return before
