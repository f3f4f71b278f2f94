"""What must hold of participations, contributions, accounts and benefits."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby

from mock_systems.population.days import LAST_PAID, month_number
from mock_systems.population.gates.crowd import AGE, WORKING, CrowdShare
from mock_systems.population.gates.report import (
    BASE,
    EARLIEST,
    ENDED,
    Offence,
    Probe,
    Qualities,
    Search,
    aged,
    where,
)
from mock_systems.population.ledger import (
    Balance,
    Stretch,
    employee_balance,
    resident_balance,
)
from mock_systems.records.insurance import (
    DEATH,
    RESIDENT_TIER,
    STOP_REASON,
    STOP_REASONS,
    state_after,
)
from mock_systems.records.insurance import ENDED as ENDED_STATE
from mock_systems.records.people import DEAD

LAST = "last_paid()"
"""The last month that was to be paid by then, as SQL."""
_TIERS = ", ".join(str(int(each)) for each in RESIDENT_TIER)
_ENDING = ", ".join(repr(each) for each in STOP_REASON if state_after(each) == ENDED_STATE)
_RETIRING = ", ".join(
    repr(code) for code, each in STOP_REASONS.items() if each.ends == STOP_REASONS["6501"].ends
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


def _insured(insurance: str, identity: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM participation i WHERE i.person = person.person AND i.state = '1'"
        f" AND i.insurance = '{insurance}' AND i.identity = '{identity}')"
    )


PROBES: Qualities = {
    "agreement": (
        Probe(
            "pay_account",
            "待遇发到了别人的社会保障卡上",
            "SELECT pay_account FROM pay_account a JOIN card c USING (bank_account)"
            " WHERE c.person <> a.person",
        ),
        aged(
            "participation",
            "participation",
            "因死亡停保，人却没有登记死亡",
            f"stop_reason = '{DEATH}' AND p.state <> '{DEAD}'",
        ),
    ),
    "relations": (
        Probe(
            "participation",
            "养老保险没有个人账户，或账户没有参保",
            "SELECT person || ' ' || insurance FROM (SELECT person, insurance FROM participation"
            " WHERE insurance IN ('110', '170') UNION ALL SELECT person, insurance"
            " FROM personal_account) GROUP BY 1 HAVING count(*) = 1",
        ),
        Probe(
            "contribution_spell",
            "有缴费而没有参保",
            "SELECT spell FROM contribution_spell s WHERE NOT EXISTS (SELECT 1 FROM participation"
            " p WHERE p.person = s.person AND p.insurance = s.insurance)",
        ),
        Probe(
            "benefit",
            "有待遇而没有发放账户",
            "SELECT benefit FROM benefit b WHERE NOT EXISTS (SELECT 1 FROM pay_account a"
            " WHERE a.person = b.person AND a.insurance = b.kind)",
        ),
    ),
    "ages": (
        aged(
            "participation",
            "participation",
            "参保时不满16周岁",
            "since < substr(birthday(born, 16), 1, 7)",
        ),
        aged(
            "participation",
            "participation",
            "因退休停保时男不满50周岁、女不满45周岁",
            f"stop_reason IN ({_RETIRING}) AND stopped < substr({EARLIEST}, 1, 7)",
        ),
        aged(
            "benefit",
            "benefit",
            "职工养老待遇不是从法定退休年龄次月起",
            "kind = '110' AND instr(pension_months(sex, born), since) = 0",
        ),
        aged(
            "benefit",
            "benefit",
            "居民养老待遇早于满60周岁次月",
            "kind = '170' AND since <= substr(birthday(born, 60), 1, 7)",
        ),
    ),
    "history": (
        where(
            "contribution_spell",
            "spell",
            "缴费记录晚于基准日或起止颠倒",
            f"first > last OR last > {BASE}",
        ),
        where("benefit", "benefit", "待遇起始晚于基准日", f"since > substr({BASE}, 1, 7)"),
        Probe(
            "contribution_spell",
            "同一险种的缴费月份重叠，或职工与居民养老同月缴费",
            "SELECT b.spell FROM contribution_spell a JOIN contribution_spell b USING (person)"
            " WHERE a.spell < b.spell AND a.first <= b.last AND b.first <= a.last"
            " AND (a.insurance = b.insurance"
            " OR a.insurance IN ('110', '170') AND b.insurance IN ('110', '170'))",
        ),
        Probe(
            "contribution_spell",
            "单位缴费不在该单位就业期间内",
            "SELECT spell FROM contribution_spell s WHERE employer <> '' AND NOT EXISTS ("
            "SELECT 1 FROM employment e WHERE e.person = s.person AND +e.employer = s.employer"
            " AND substr(started, 1, 7) <= first"
            " AND last <= substr(" + ENDED.format("e") + ", 1, 7))",
        ),
        Probe(
            "contribution_spell",
            "缴费早于单位参保登记",
            "SELECT spell FROM contribution_spell JOIN employer USING (employer)"
            " WHERE first < substr(opened, 1, 7)",
        ),
        where(
            "participation",
            "participation",
            "停保年月、原因与参保状态不符",
            "(state = '1') <> (stopped = '') OR (state = '1') <> (stop_reason = '')"
            f" OR state <> '1' AND (state = '{ENDED_STATE}') <> (stop_reason IN ({_ENDING}))",
        ),
        where(
            "participation",
            "participation",
            "停保早于参保",
            "stopped <> '' AND stopped < since",
        ),
        Probe(
            "participation",
            "参保起止与缴费记录不符",
            "SELECT participation FROM participation p JOIN ("
            "SELECT person, insurance, min(first) AS begun, max(last) AS paid"
            " FROM contribution_spell GROUP BY person, insurance) USING (person, insurance)"
            " WHERE since <> begun OR state <> '1' AND insurance <> '170' AND stopped <> paid"
            f" OR state = '1' AND identity = '10' AND paid < {LAST}",
        ),
        where(
            "participation",
            "participation",
            "居民养老参保早于制度开始的2009年",
            "insurance = '170' AND since < '2009'",
        ),
    ),
    "ended": (
        Probe(
            "participation",
            "领取养老待遇以后仍在参保缴费",
            "SELECT participation FROM participation p JOIN benefit b USING (person)"
            " WHERE p.state = '1' AND b.state = '1' AND p.insurance IN ('110', '170')"
            " AND b.kind IN ('110', p.insurance)",
        ),
        Probe(
            "benefit",
            "同时领取职工和居民养老待遇",
            "SELECT b.benefit FROM benefit a JOIN benefit b USING (person)"
            " WHERE a.kind = '110' AND b.kind = '170' AND a.state = '1' AND b.state = '1'",
        ),
        Probe(
            "participation",
            "停保以后仍有缴费",
            "SELECT participation FROM participation p JOIN contribution_spell s"
            " USING (person, insurance) WHERE p.state <> '1' AND p.stopped < s.last",
        ),
    ),
    "ledger": (
        where(
            "contribution_spell",
            "spell",
            "缴费记录晚于账户记到的月份",
            f"insurance <> '170' AND last > {LAST}",
        ),
        Search("personal_account", "账户与缴费记录不等", _unbalanced),
        where(
            "personal_account",
            "account",
            "账户不属于养老险种",
            "insurance NOT IN ('110', '170')",
        ),
    ),
    "bases": (
        where("benefit", "benefit", "待遇金额不是正数", "amount <= 0"),
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
    "marginals": (
        CrowdShare("16—59岁在职参保", _insured("110", "10"), 0.28, 0.5, WORKING),
        CrowdShare("16—59岁灵活就业参保", _insured("110", "11"), 0.05, 0.14, WORKING),
        CrowdShare("16—59岁居民养老参保", _insured("170", "50"), 0.08, 0.25, WORKING),
        CrowdShare(
            "60岁及以上享受养老待遇",
            "EXISTS (SELECT 1 FROM benefit b WHERE b.person = person.person)",
            0.8,
            0.98,
            f"{AGE} > 61",
        ),
    ),
}
