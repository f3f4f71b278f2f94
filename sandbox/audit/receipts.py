"""Receipts: the check codes that contestants have in their hands, held against the hall."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from mock_systems.spelling import narrow
from sandbox.attempt.links import LinkKind
from sandbox.audit.finding import Finding
from sandbox.store.tables import ATTEMPT, ENTRY, LINK

LEAST = 16
"""Characters of a check code that are enough: nobody finds another record that begins so."""
_LINE = re.compile(rf"(\d{{8}})\D+?([0-9a-f]{{{LEAST},64}})", re.ASCII)


class NotReceipts(Exception):
    """A line that is no receipt."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A check code, or the first characters of it, as it was written down, and where."""

    where: str
    number: str
    code: str


def receipts_in(lines: Sequence[str], where: str) -> list[Receipt]:
    """The receipts of a list, a line each; what heads it has no digit and is none. `NotReceipts`
    where another line has no number and check code, or there is no line at all."""
    found = []
    for place, line in enumerate(lines, 1):
        text = narrow(line).strip().lower()
        here, read = f"{where} 第 {place} 行", _LINE.search(text)
        if read:
            found.append(Receipt(here, read[1], read[2]))
        elif text and (found or re.search(r"\d", text)):
            raise NotReceipts(f"{here}：没有作答编号和校验码（至少前 {LEAST} 位）")
    if not found:
        raise NotReceipts(f"{where}：没有凭证")
    return found


def receipt_findings(
    receipts: Sequence[Receipt], codes_of: Callable[[str], Sequence[str]]
) -> Iterator[Finding]:
    """Which receipts are not known, where these are the check codes of a number."""
    for each in receipts:
        if not (codes := codes_of(each.number)):
            yield Finding(each.where, f"没有交卷的作答 {each.number}")
        elif not any(code.startswith(each.code) for code in codes):
            yield Finding(each.where, f"作答 {each.number} 的校验码与封存记录不符")


def earlier(receipts: Sequence[Receipt], codes: Mapping[str, Sequence[str]]) -> list[Receipt]:
    """The receipts of before an attempt was opened again. Of the check codes of a number the last two
    are of how it stands: of its sealing record and of its last step."""
    return [r for r in receipts if any(code.startswith(r.code) for code in codes[r.number][:-2])]


def kept_codes(connection: Connection, number: str) -> list[str]:
    """The check codes an attempt of the hall was ever given: of its sealing records and, on receipts of earlier
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
