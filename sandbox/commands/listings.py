"""Lists as people keep them: a text with one entry on each line, or a table saved as CSV.

Excel saves CSV in the national encoding where nothing else is chosen, and tells nobody.
"""

import csv
from collections.abc import Sequence
from pathlib import Path

from mock_systems.spelling import narrow
from sandbox.commands import CannotRun

LOGINS, CASES = ("登录名", "login"), ("案例", "case")
"""What a column may be called; without a heading it is the first."""


def listed_in(path: Path, heads: Sequence[str]) -> Sequence[str]:
    """The entries of a list, in its order."""
    lines = _text(path).splitlines()
    parted = csv.reader(lines, delimiter="\t" if any("\t" in line for line in lines[:1]) else ",")
    rows = [[narrow(cell).strip() for cell in row] for row in parted if any(map(str.strip, row))]
    named = (
        [place for place, cell in enumerate(rows[0]) if cell.casefold() in heads] if rows else []
    )
    place = named[0] if named else 0
    found = [row[place] for row in rows[bool(named) :] if len(row) > place and row[place]]
    if not found:
        raise CannotRun("里面什么也没有", where=str(path), remedy=f"请每行写一个{heads[0]}")
    return found


def _text(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CannotRun("不是文本文件", where=str(path), remedy="请从表格软件另存为 CSV 再用")
