"""What the gates must catch of participations, contributions, accounts and pensions."""

from collections.abc import Callable, Sequence

from mock_systems.population.ledger import CEILING, FLOOR
from tests.mock_systems.gates.breaches import Breaches, Edge, Violation
from tests.mock_systems.newcomers import (
    ABSENT,
    ADULT,
    GROWN,
    NEW,
    UNIT,
    account,
    job,
    newcomer,
    number_of,
    paid,
    pension,
    row,
    unit,
)

ENOUGH = 600_000
INSURED = "SELECT 'X' || person, person, '{0}', '{1}', '', '1', '2020-01', 0, '', '', '' FROM "


def _retired(sex: str) -> Callable[[str], str]:
    number = number_of("1960-03-15", 899 if sex == "1" else 898)
    return lambda since: newcomer("1960-03-15", number, state="2") + pension("110", since)


def _stopped(month: str, reason: str) -> str:
    """An insurance that has ended, of which no contributions are known."""
    named = {"participation": "CB1", "person": NEW, "insurance": "410", "since": "2009-01"}
    return row("participation", **named, state="3", stopped=month, stop_reason=reason)


BESIDE = pension("170", "2020-04").replace("CB1", "CB2").replace("DY1", "DY2").replace("FF1", "FF2")
"""The pension of a resident beside that of an employee."""
VIOLATIONS: Sequence[Violation] = (
    ("agreement", "participation", "因死亡停保，人却没有登记死亡", "stopped by death",
     ADULT + _stopped("2020-03", "6401")),
    ("ages", "benefit", "职工养老待遇不是从法定退休年龄次月起", "between two categories",
     newcomer("1960-03-15", number_of("1960-03-15", 898), state="2") + pension("110", "2012-04")),
    ("ledger", "contribution_spell", "缴费记录晚于账户记到的月份", "paid before it was due",
     ADULT + paid("210", "2026-01", "2026-06", ENOUGH)),
    ("history", "contribution_spell", "缴费记录晚于基准日或起止颠倒", "paid backwards",
     ADULT + paid("210", "2026-05", "2026-04", ENOUGH)),
    ("history", "contribution_spell", "缴费记录晚于基准日或起止颠倒", "a year to come",
     ADULT + paid("170", "2027-01", "2027-12", 20_000)),
    ("history", "benefit", "待遇起始晚于基准日", "a pension from the month after",
     newcomer("1960-03-15") + pension("170", "2026-07")),
    ("history", "contribution_spell", "同一险种的缴费月份重叠，或职工与居民养老同月缴费",
     "one month twice",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH)
     + row("contribution_spell", spell="JF2", person=NEW, insurance="210", identity="11",
           first="2025-06", last="2025-09", base=ENOUGH)),
    ("history", "contribution_spell", "同一险种的缴费月份重叠，或职工与居民养老同月缴费",
     "two pensions in one month",
     ADULT + paid("110", "2025-12", "2026-05", ENOUGH) + paid("170", "2025-01", "2025-12", 20_000)),
    ("history", "contribution_spell", "单位缴费不在该单位就业期间内", "paid by a stranger",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH, employer="39010000")),
    ("history", "contribution_spell", "单位缴费不在该单位就业期间内", "paid after the job",
     ADULT + unit() + job("2025-01-05", "2025-05-31", employer=UNIT)
     + paid("210", "2025-01", "2025-06", ENOUGH, employer=UNIT)),
    ("history", "contribution_spell", "缴费早于单位参保登记", "paid before there was a firm",
     ADULT + unit(opened="2025-02-01") + job("2025-01-05", "2025-06-30", employer=UNIT)
     + paid("210", "2025-01", "2025-06", ENOUGH, employer=UNIT)),
    ("history", "participation", "停保年月、原因与参保状态不符", "stopped without a reason",
     ADULT + row("participation", participation="CB1", person=NEW, insurance="210",
                 state="2", since="2020-01", stopped="2021-01")),
    ("history", "participation", "停保年月、原因与参保状态不符", "a reason while insured",
     ADULT + row("participation", participation="CB1", person=NEW, insurance="210",
                 since="2020-01", stop_reason="6301")),
    ("history", "participation", "停保年月、原因与参保状态不符", "suspended at retirement",
     newcomer("1970-03-15") + row("participation", participation="CB1", person=NEW, insurance="210",
                 state="2", since="2020-01", stopped="2021-01", stop_reason="6501")),
    ("history", "participation", "停保年月、原因与参保状态不符", "ended with a job",
     ADULT + row("participation", participation="CB1", person=NEW, insurance="210",
                 state="3", since="2020-01", stopped="2021-01", stop_reason="6301")),
    ("history", "participation", "停保早于参保", "stopped before insured",
     ADULT + row("participation", participation="CB1", person=NEW, insurance="210", state="2",
                 since="2020-02", stopped="2020-01", stop_reason="6301")),
    ("history", "participation", "参保起止与缴费记录不符", "insured later than paid",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH)
     + "UPDATE participation SET since = '2025-02' WHERE participation = 'CB210';"),
    ("history", "participation", "参保起止与缴费记录不符", "stopped after the last payment",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH) + "UPDATE participation SET state = '2',"
     " stopped = '2025-07', stop_reason = '6301' WHERE participation = 'CB210';"),
    ("history", "participation", "参保起止与缴费记录不符", "insured at work without payment",
     ADULT + paid("210", "2025-01", "2026-04", ENOUGH)
     + "UPDATE participation SET identity = '10' WHERE participation = 'CB210';"),
    ("relations", "benefit", "个人编号不存在", "a pension of nobody",
     row("benefit", benefit="DY1", person=ABSENT, kind="170", since="2020-04", amount=1)),
    ("relations", "contribution_spell", "个人编号不存在", "contributions of nobody",
     row("contribution_spell", spell="JF1", person=ABSENT, insurance="210", identity="11",
         first="2025-01", last="2025-06", base=ENOUGH)),
    ("relations", "contribution_spell", "单位编号不存在", "contributions of no firm",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH, employer=UNIT)),
    ("relations", "participation", "个人编号不存在", "nobody insured",
     row("participation", participation="CB1", person=ABSENT, insurance="210", since="2020-01")),
    ("relations", "participation", "单位编号不存在", "insured at no firm",
     ADULT + row("participation", participation="CB1", person=NEW, insurance="210",
                 since="2020-01", employer=UNIT)),
    ("relations", "personal_account", "个人编号不存在", "a pension account of nobody",
     account("170").replace(NEW, ABSENT)),
    ("relations", "participation", "养老保险没有个人账户，或账户没有参保", "no account",
     ADULT + row("participation", participation="CB1", person=NEW, insurance="170",
                 identity="50", since="2020-01")),
    ("relations", "participation", "养老保险没有个人账户，或账户没有参保", "an account alone",
     ADULT + account("170")),
    ("relations", "contribution_spell", "有缴费而没有参保", "paid without being insured",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH)
     + "DELETE FROM participation WHERE participation = 'CB210'"),
    ("relations", "benefit", "有待遇而没有发放账户", "a pension paid nowhere",
     newcomer("1960-03-15") + pension("170", "2020-04") + "DELETE FROM pay_account"
     " WHERE pay_account = 'FF1'"),
    ("ledger", "personal_account", "账户与缴费记录不等", "a fen too much",
     "UPDATE personal_account SET principal = principal + 1 WHERE account ="
     " (SELECT min(account) FROM personal_account)"),
    ("ledger", "personal_account", "账户与缴费记录不等", "a month not counted",
     "UPDATE personal_account SET months = months - 1 WHERE account ="
     " (SELECT max(account) FROM personal_account)"),
    ("ledger", "personal_account", "账户与缴费记录不等", "interest not credited",
     "UPDATE personal_account SET interest = 0 WHERE account ="
     " (SELECT min(account) FROM personal_account WHERE interest > 0)"),
    ("agreement", "pay_account", "待遇发到了别人的社会保障卡上", "a pension to a stranger's card",
     newcomer("1960-03-15") + pension("170", "2020-04") + "UPDATE pay_account SET bank_account ="
     " (SELECT bank_account FROM card LIMIT 1) WHERE pay_account = 'FF1'"),
    ("history", "participation", "居民养老参保早于制度开始的2009年", "a resident insured in 2008",
     ADULT + account("170") + row("participation", participation="CB1", person=NEW,
                                  insurance="170", identity="50", since="2008-12")),
    ("ended", "participation", "领取养老待遇以后仍在参保缴费", "a pensioner who still is insured",
     newcomer("1960-03-15") + pension("170", "2020-04")
     + "UPDATE participation SET state = '1', stopped = '', stop_reason = ''"
     " WHERE participation = 'CB1'"),
    ("ended", "benefit", "同时领取职工和居民养老待遇", "two pensions at once",
     _retired("1")("2020-04") + BESIDE),
    ("ended", "participation", "停保以后仍有缴费", "paid for years after the end",
     newcomer("1970-03-15") + paid("170", "2021-01", "2025-12", 20_000) + "UPDATE participation SET state = '3',"
     " stopped = '2022-12', stop_reason = '6308' WHERE participation = 'CB170'"),
    ("bases", "benefit", "待遇金额不是正数", "a pension of nothing",
     newcomer("1960-03-15") + pension("170", "2020-04", amount=0)),
    ("ledger", "personal_account", "账户不属于养老险种", "an account of unemployment",
     ADULT + account("210")),
    ("bases", "contribution_spell", "居民缴费不是规定档次或不是整年", "a tier that is none",
     ADULT + paid("170", "2024-01", "2024-12", 20_001)),
    ("bases", "contribution_spell", "居民缴费不是规定档次或不是整年", "from February",
     ADULT + paid("170", "2024-02", "2024-12", 20_000)
     + f"UPDATE personal_account SET months = 12 WHERE person = '{NEW}'"),
    ("bases", "participation", "参保登记的基数与最后一段缴费不符", "another base than paid",
     ADULT + paid("210", "2025-01", "2025-06", ENOUGH)
     + "UPDATE participation SET base = base + 100 WHERE participation = 'CB210'"),
)  # fmt: skip
EDGES: Sequence[Edge] = (
    ("ages", "participation", "因退休停保时男不满50周岁、女不满45周岁", "a man of fifty",
     lambda month: newcomer("1970-03-15") + _stopped(month, "6501"), "2020-02", "2020-03"),
    ("ages", "participation", "因退休停保时男不满50周岁、女不满45周岁", "a woman of forty-five",
     lambda month: newcomer("1970-03-15", number_of("1970-03-15", 898))
     + _stopped(month, "6308"), "2015-02", "2015-03"),
    ("ages", "participation", "参保时不满16周岁", "the month of sixteen",
     lambda month: ADULT + paid("210", month, month, FLOOR[2006]), "2006-02", "2006-03"),
    ("ages", "benefit", "职工养老待遇不是从法定退休年龄次月起", "early for a man of sixty",
     _retired("1"), "2020-03", "2020-04"),
    ("ages", "benefit", "职工养老待遇不是从法定退休年龄次月起", "late for a man of sixty",
     _retired("1"), "2020-05", "2020-04"),
    ("ages", "benefit", "职工养老待遇不是从法定退休年龄次月起", "early for a woman of fifty",
     _retired("2"), "2010-03", "2010-04"),
    ("ages", "benefit", "职工养老待遇不是从法定退休年龄次月起", "early for a woman of fifty-five",
     _retired("2"), "2015-03", "2015-04"),
    ("ages", "benefit", "居民养老待遇早于满60周岁次月", "sixty",
     lambda month: newcomer("1960-03-15") + pension("170", month), "2020-03", "2020-04"),
    ("bases", "contribution_spell", "缴费基数超出当年上下限", "below the floor of its year",
     lambda base: ADULT + paid("210", "2025-01", "2025-06", int(base)),
     str(FLOOR[2025] - 1), str(FLOOR[2025])),
    ("bases", "contribution_spell", "缴费基数超出当年上下限", "above the ceiling of a year",
     lambda base: ADULT + paid("210", "2024-12", "2025-06", int(base)),
     str(CEILING[2024] + 1), str(CEILING[2024])),
)  # fmt: skip
CROWDS = {
    "16—59岁在职参保": "DELETE FROM participation WHERE identity = '10'",
    "16—59岁灵活就业参保": f"INSERT INTO participation {INSURED.format(110, 11)} {GROWN}",
    "16—59岁居民养老参保": f"INSERT INTO participation {INSURED.format(170, 50)} {GROWN}",
    "60岁及以上享受养老待遇": "DELETE FROM benefit",
}
ENTAILED = {
    ("relations", "benefit", "个人编号不存在"): ("relations", "benefit", "有待遇而没有发放账户"),
    ("relations", "contribution_spell", "个人编号不存在"):
        ("relations", "contribution_spell", "有缴费而没有参保"),
    ("relations", "contribution_spell", "单位编号不存在"):
        ("history", "contribution_spell", "单位缴费不在该单位就业期间内"),
    ("relations", "personal_account", "个人编号不存在"):
        ("relations", "participation", "养老保险没有个人账户，或账户没有参保"),
    ("ledger", "personal_account", "账户不属于养老险种"):
        ("relations", "participation", "养老保险没有个人账户，或账户没有参保"),
}  # fmt: skip
BREACHES = Breaches(violations=VIOLATIONS, edges=EDGES, crowds=CROWDS, entailed=ENTAILED)
