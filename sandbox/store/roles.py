"""The role of PostgreSQL that serves: it does what the program does, and no more.

Whoever owns tables can drop their triggers, and then change what was sealed. The owner migrates;
the server reads and adds, updates and removes rows only where the program does, and owns nothing.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, Table, text
from sqlmodel import SQLModel

from sandbox.store.tables import (
    ANSWER_KEY,
    CHANGE,
    ENTRY,
    LINK,
    MARKING,
    RULING,
    SEALING,
    TIME_REPAIR,
    VOCABULARY,
)

ADDED_TO = (ENTRY, CHANGE, MARKING, RULING, SEALING, LINK, TIME_REPAIR, ANSWER_KEY, VOCABULARY)
"""Tables in which nothing is ever changed."""
_IS_OWN = text("SELECT rolname = current_user FROM pg_roles WHERE rolname = :role")
# A member can become each role above it, whatever it inherits. PostgreSQL takes a superuser for a
# member of all roles: it is told as itself alone.
_BECOMES = """
FROM pg_roles AS role JOIN pg_roles AS able
    ON able.oid = role.oid OR pg_has_role(role.oid, able.oid, 'MEMBER') AND NOT role.rolsuper
JOIN pg_namespace AS here ON nspname = current_schema()
CROSS JOIN LATERAL (VALUES {}) AS told (why)
WHERE role.rolname = coalesce(CAST(:role AS name), session_user) AND why IS NOT NULL
"""
_IS = text(
    "SELECT DISTINCT CASE WHEN able.oid = role.oid THEN '' ELSE '属于 ' || able.rolname || '，后者' "
    "END || why"
    + _BECOMES.format("""(CASE
    WHEN able.rolsuper THEN '是超级用户（SUPERUSER）'
    WHEN able.oid IN (SELECT relowner FROM pg_class WHERE relnamespace = here.oid UNION ALL
        SELECT proowner FROM pg_proc WHERE pronamespace = here.oid) THEN '是表或触发器函数的所有者'
    WHEN able.oid = (SELECT datdba FROM pg_database WHERE datname = current_database())
        THEN '是库的所有者'
    WHEN able.oid = nspowner AND able.rolname <> 'pg_database_owner' THEN '是模式的所有者'
    WHEN able.rolcreaterole THEN '能管理别的账号（CREATEROLE）'
    WHEN able.rolname IN
        ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
        THEN '能在数据库的服务器上读写文件或运行程序'
    WHEN able.rolname = 'pg_write_all_data' THEN '能改所有的表'
    END)""")
)
_MAY = "SELECT DISTINCT why" + _BECOMES.format("""
    (CASE WHEN has_database_privilege(able.oid, current_database(), 'CREATE')
        THEN '能在库中新建模式（CREATE ON DATABASE）' END),
    (CASE WHEN has_schema_privilege(able.oid, here.oid, 'CREATE')
        THEN '能在模式 ' || nspname || ' 中新建对象（CREATE ON SCHEMA）' END),
    ((SELECT '在表 ' || string_agg(relname, '、' ORDER BY relname) || ' 上另有权限' FROM pg_class
        WHERE relnamespace = here.oid AND relkind = 'r' AND (
            has_table_privilege(able.oid, pg_class.oid, 'TRUNCATE, TRIGGER')
            OR relname = ANY(:added_to) AND (has_table_privilege(able.oid, pg_class.oid, 'DELETE')
                OR has_any_column_privilege(able.oid, pg_class.oid, 'UPDATE')))))
    {}""")
_MAY_SILENCE = """, (CASE WHEN has_parameter_privilege(able.oid, 'session_replication_role', 'SET')
    THEN '能关掉触发器（SET session_replication_role）' END)"""
_PARAMETERS_SINCE = (15,)
"""The first PostgreSQL in which setting a parameter can be granted."""


_LACKS = text("""
SELECT relname FROM pg_class JOIN pg_namespace AS here ON here.oid = relnamespace
WHERE nspname = current_schema() AND NOT CASE
    WHEN relkind = 'S' THEN has_sequence_privilege(pg_class.oid, 'USAGE')
    WHEN relkind <> 'r' OR relname <> ALL(:tables) THEN true
    ELSE has_table_privilege(pg_class.oid, 'SELECT') AND has_table_privilege(pg_class.oid, 'INSERT')
        AND (relname = ANY(:added_to) OR has_table_privilege(pg_class.oid, 'UPDATE')
            AND has_table_privilege(pg_class.oid, 'DELETE'))
END ORDER BY relname
""")


class NoServerRole(Exception):
    """A role that does not exist, or that could take off what guards the tables."""


def let_serve(engine: Engine, role: str) -> None:
    """Let a role serve from the tables of whoever the engine connects, and do nothing else with
    them. `NoServerRole` where it cannot be or is not to be given that."""
    with engine.begin() as connection:
        is_own = connection.execute(_IS_OWN, {"role": role}).scalar()
        if is_own is None:
            raise NoServerRole("没有这个数据库账号")
        if is_own:
            raise NoServerRole("连接数据库用的就是这个账号，应当用表的所有者的账号")
        for each in _grants(connection, role):
            connection.exec_driver_sql(each)
        if found := powers(connection, role):
            raise NoServerRole(f"这个账号能拆掉或绕过保护：{'；'.join(found)}")


def powers(connection: Connection, role: str | None = None) -> list[str]:
    """Why a role, or who is connected, can take off what guards the tables, or go round it: what
    it is or can become; where nothing of that, what it may do beyond what `let_serve` grants."""
    if connection.dialect.name != "postgresql":
        return []
    if found := connection.execute(_IS, {"role": role}).scalars().all():
        return sorted(found)
    silences = (connection.dialect.server_version_info or ()) >= _PARAMETERS_SINCE
    may = text(_MAY.format(_MAY_SILENCE if silences else ""))
    added_to = [*(table.name for table in ADDED_TO), "alembic_version"]
    return sorted(connection.execute(may, {"role": role, "added_to": added_to}).scalars())


def lacks(connection: Connection) -> list[str]:
    """The tables and sequences with which who is connected may not do all that `let_serve` lets a
    role do: those that came with a `migrate` without it."""
    if connection.dialect.name != "postgresql":
        return []
    tables = [table.name for table in SQLModel.metadata.sorted_tables]
    asked = {"tables": tables, "added_to": [table.name for table in ADDED_TO]}
    return list(connection.execute(_LACKS, asked).scalars())


def _grants(connection: Connection, role: str) -> Iterator[str]:
    quote = connection.dialect.identifier_preparer.quote
    schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    to = f"TO {quote(role)}"
    for kind in ("TABLES", "SEQUENCES"):
        yield f"REVOKE ALL ON ALL {kind} IN SCHEMA {schema} FROM {quote(role)}"
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {quote(role)}"
    yield f"GRANT USAGE ON SCHEMA {schema} {to}"
    # pg_dump reads where a sequence stands; without it the server could not back the hall up.
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} {to}"
    yield f"GRANT SELECT ON {schema}.alembic_version {to}"
    for table in SQLModel.metadata.sorted_tables:
        yield f"GRANT {_allowed(table)} ON {schema}.{quote(table.name)} {to}"


def _allowed(table: Table) -> str:
    return "SELECT, INSERT" if table in ADDED_TO else "SELECT, INSERT, UPDATE, DELETE"
