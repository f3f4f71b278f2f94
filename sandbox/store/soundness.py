"""Whether a database is whole: what SQLite finds when it goes through its pages.

PostgreSQL looks after its pages itself (data checksums); nothing is asked of it here.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from mock_systems.sentence import Sentence

MOST_TOLD = 5
"""Findings that are told of a damaged file; the first one says it all."""


def flaws(file: Path, *, unmoved: bool = False) -> list[str]:
    """What is wrong with the file of a database, nothing where it is whole. Where it is `unmoved`,
    nobody writes it, and nothing is left beside it."""
    try:
        with closing(opened(file) if unmoved else sqlite3.connect(file)) as database:
            rows = database.execute(f"PRAGMA quick_check({MOST_TOLD})").fetchall()
    except sqlite3.DatabaseError as damage:
        return [first_line(damage)]
    return [] if rows == [("ok",)] else [str(line).partition("\n")[0] for [line] in rows]


def opened(file: Path) -> sqlite3.Connection:
    """A file that nobody writes, opened for reading."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def first_line(raised: BaseException) -> str:
    """The first line of what a database says: the others, and what it was sent, may hold what
    nobody should read."""
    first, *_ = str(getattr(raised, "orig", None) or raised).strip().splitlines() or [""]
    if found := re.match(r"Could not decode to UTF-8 column '(\w+)'", first):
        return Sentence("{column} 一栏的文字不是 UTF-8", column=found[1])
    return first or type(raised).__name__
