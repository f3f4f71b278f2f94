"""Lists as people keep them: a text with one entry on each line, or a table saved as CSV.

Excel saves CSV in the national encoding where nothing else is chosen, and tells nobody.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mock_systems.spelling import narrow
from sandbox.commands import CannotRun

LOGINS, CASES = ("登录名", "login"), ("案例", "case")
"""What a column may be called; without a heading it is the first."""


MOST_BYTES = 1_000_000
"""Of a list: more names than any hall has."""
TITLED = 5
"""Rows within which the heading is: lists have a title or two above it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, and its line with all that stands in it."""

    text: str
    where: str


def listed_in(path: Path, heads: Sequence[str]) -> Sequence[Entry]:
    """The entries of a list, in its order."""
    lines = _text(path).splitlines()
    tabbed = any("\t" in line for line in lines[:TITLED])
    parted = csv.reader(lines, delimiter="\t" if tabbed else ",")
    rows = [(parted.line_num, [narrow(cell).strip() for cell in row]) for row in parted]
    first, place = _heading([cells for _, cells in rows], heads)
    found = [
        Entry(cells[place], f"第 {line} 行 {'，'.join(filter(None, cells))}")
        for line, cells in rows[first:]
        if len(cells) > place and cells[place]
    ]
    if not found:
        raise CannotRun("里面什么也没有", where=str(path), remedy=f"请每行写一个{heads[0]}")
    return found


def _heading(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> tuple[int, int]:
    """The row that entries begin with, and the column they are in."""
    for row, cells in enumerate(rows[:TITLED], 1):
        for place, cell in enumerate(cells):
            if cell.casefold() in heads:
                return row, place
    return 0, 0


def _text(path: Path) -> str:
    if path.exists() and not path.is_file() and not path.is_dir():  # which might never end
        raise CannotRun("不是文件", where=str(path), remedy="请写一个文本文件或者 CSV 文件")
    if path.exists() and path.stat().st_size > MOST_BYTES:
        raise CannotRun("太大了，不像名单", where=str(path), remedy="请核对，名单不超过 1 MB")
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CannotRun("不是文本文件", where=str(path), remedy="请从表格软件另存为 CSV 再用")
