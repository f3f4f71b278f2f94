"""The triggers that keep what was written as it was: those there have to be, and those there are.

`guards.toml` has what the migrations make, each trigger with the hash of all that it does; a test
holds it to them.
"""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, text

WANTED = Path(__file__).with_suffix(".toml")
_READ = {
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT relname, tgname, concat_ws(' ', tgtype, tgenabled, "
    "pg_get_expr(tgqual, tgrelid), tgattr::text, replace(prosrc, "
    "quote_ident(current_schema()) || '.', '')) FROM pg_trigger "
    "JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid "
    "WHERE NOT tgisinternal AND relnamespace = to_regnamespace(quote_ident(current_schema()))",
}


class Breach(NamedTuple):
    """A trigger that is not as the program made it."""

    table: str
    trigger: str
    what: str
    """不见了, 改动过 or 不是程序建的."""


def guards_of(connection: Connection) -> dict[str, str]:
    """The triggers there are, each with the hash of all that it does."""
    rows = connection.execute(text(_READ[connection.dialect.name]))
    return {f"{table}.{name}": _hashed(does) for table, name, does in rows}


def breaches(connection: Connection) -> list[Breach]:
    """Where the triggers there are and those there have to be part."""
    wanted, found = _wanted(connection.dialect.name), guards_of(connection)
    parted = sorted(name for name, _ in wanted.items() ^ found.items())
    return [_breach(name, wanted, found) for name in dict.fromkeys(parted)]


def told_short(found: list[Breach]) -> str:
    """How many triggers are not as they have to be, for a sentence."""
    return "，".join(
        f"{what.removesuffix('的')}的 {count} 个"
        for what, count in Counter(b.what for b in found).items()
    )


def _breach(name: str, wanted: Mapping[str, str], found: Mapping[str, str]) -> Breach:
    table, trigger = name.split(".", 1)
    if name not in found:
        return Breach(table, trigger, "不见了")
    return Breach(table, trigger, "改动过" if name in wanted else "不是程序建的")


def _wanted(dialect: str) -> Mapping[str, str]:
    wanted: Mapping[str, str] = tomllib.loads(WANTED.read_text("utf-8"))[dialect]
    return wanted


def _hashed(does: str) -> str:
    return hashlib.sha256(does.encode()).hexdigest()[:16]
