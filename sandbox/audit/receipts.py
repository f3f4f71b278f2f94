"""Receipts: the check codes that contestants have in their hands, held against the hall."""

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from sandbox.attempt.links import LinkKind
from sandbox.audit.finding import Finding
from sandbox.store.tables import ATTEMPT, ENTRY, LINK

LEAST = 12
"""Characters of a check code that are enough: nobody finds another record that begins so."""
_LINE = re.compile(rf"(\d{{8}})\D+?([0-9a-f]{{{LEAST},64}})", re.ASCII)


def receipt_findings(connection: Connection, lines: Sequence[str], where: str) -> Iterator[Finding]:
    """Which receipts the hall does not know; a line has an attempt's number and its check code, or
    the first characters of it."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        here, found = f"{where} 第 {number} 行", _LINE.search(line.strip().lower())
        if found is None:
            yield Finding(here, f"没有作答编号和校验码（至少前 {LEAST} 位）")
        elif not (codes := _codes(connection, found[1])):
            yield Finding(here, f"没有交卷的作答 {found[1]}")
        elif not any(code.startswith(found[2]) for code in codes):
            yield Finding(here, f"作答 {found[1]} 的校验码与封存记录不符")


def _codes(connection: Connection, number: str) -> list[str]:
    """The check codes an attempt was ever given: of its sealing records and, on receipts of earlier
    versions, of its last entry."""
    mine = ATTEMPT.c.number == number
    sealed = select(LINK.c.hash).join(ATTEMPT).where(mine, LINK.c.kind == LinkKind.SEALING)
    codes = list(connection.execute(sealed).scalars())
    if not codes:
        return []
    last = select(ENTRY.c.hash).join(ATTEMPT).where(mine).order_by(ENTRY.c.seq.desc()).limit(1)
    genesis = select(ATTEMPT.c.genesis).where(mine)
    end = connection.execute(last).scalar() or connection.execute(genesis).scalar_one()
    return [*codes, str(end)]
