"""Gates about money: accounts add up by the ledger rule, bases are lawful."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby

from mock_systems.population.days import LAST_PAID, month_number
from mock_systems.population.gates.report import Gate, Offence, Probe, Search, where
from mock_systems.population.ledger import (
    TIER_CREDIT,
    Balance,
    Stretch,
    employee_balance,
    resident_balance,
)

_SPELLS = """
    SELECT account, insurance, months, principal, interest, since, first, last, base
    FROM personal_account a
    LEFT JOIN contribution_spell s USING (person, insurance)
    LEFT JOIN benefit b ON b.person = a.person AND b.kind = a.insurance
    ORDER BY account, first
"""


def _unbalanced(connection: sqlite3.Connection) -> Iterator[Offence]:
    """Accounts that differ from what their contributions come to."""
    for account, spells in groupby(connection.execute(_SPELLS), lambda row: str(row[0])):
        rows = list(spells)
        _, insurance, months, principal, interest, since = rows[0][:6]
        right = _balance(insurance, since, [_stretch(row) for row in rows if row[6]])
        if right != Balance(months, principal, interest):
            told = f"账户应为 {right.months} 个月、本金 {right.principal}、利息 {right.interest} 分"
            yield Offence("personal_account", account, told)


def _stretch(row: tuple[str, ...]) -> Stretch:
    return Stretch(month_number(row[6]), month_number(row[7]), int(row[8]))


def _balance(insurance: str, since: str | None, paid: list[Stretch]) -> Balance:
    until = (LAST_PAID if since is None else month_number(since) - 1) // 12
    return (employee_balance if insurance == "110" else resident_balance)(paid, until)


LEDGER = Gate(
    "ledger",
    "个人账户与缴费记录相等",
    (
        Search("personal_account", "账户与缴费记录不等", _unbalanced),
        where("benefit", "benefit", "待遇金额不是正数", "amount <= 0"),
        where(
            "personal_account",
            "account",
            "账户不属于养老险种",
            "insurance NOT IN ('110', '170')",
        ),
    ),
)

_TIERS = ", ".join(map(str, TIER_CREDIT))

BASES = Gate(
    "bases",
    "缴费基数在当年上下限之间，居民缴费为规定档次且按整年",
    (
        where(
            "contribution_spell",
            "spell",
            "缴费基数超出当年上下限",
            "insurance <> '170' AND NOT is_lawful_base(first, last, base)",
        ),
        where(
            "contribution_spell",
            "spell",
            "居民缴费不是规定档次或不是整年",
            f"insurance = '170' AND (base NOT IN ({_TIERS})"
            " OR substr(first, 6) <> '01' OR substr(last, 6) <> '12')",
        ),
        Probe(
            "participation",
            "参保登记的基数与最后一段缴费不符",
            "SELECT participation FROM participation p WHERE insurance <> '170' AND base <> ("
            "SELECT base FROM contribution_spell s WHERE s.person = p.person"
            " AND s.insurance = p.insurance ORDER BY last DESC LIMIT 1)",
        ),
    ),
)
