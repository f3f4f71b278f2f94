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
_MIGHTY = text(
    "SELECT rolname = current_user, rolsuper OR pg_has_role(rolname, current_user, 'MEMBER') "
    "FROM pg_roles WHERE rolname = :role"
)
_OWNS = text(
    "SELECT bool_or(pg_has_role(current_user, relowner, 'USAGE')) FROM pg_class "
    "WHERE oid = to_regclass('entry')"
)


class NoServerRole(Exception):
    """A role that does not exist, or that may do all that the owner may."""


def let_serve(engine: Engine, role: str) -> None:
    """Let a role serve from the tables of whoever the engine connects, and do nothing else with
    them. `NoServerRole` where it cannot be or is not to be given that."""
    with engine.begin() as connection:
        found = connection.execute(_MIGHTY, {"role": role}).one_or_none()
        if found is None:
            raise NoServerRole("没有这个数据库账号")
        is_own, mighty = found
        if is_own:
            raise NoServerRole("连接数据库用的就是这个账号，应当用表的所有者的账号")
        if mighty:
            raise NoServerRole("这个账号有表的所有者的权限")
        for each in _grants(connection, role):
            connection.exec_driver_sql(each)


def owns_tables(connection: Connection) -> bool:
    """Whether who is connected could drop the triggers."""
    if connection.dialect.name != "postgresql":
        return False
    return bool(connection.execute(_OWNS).scalar())


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
