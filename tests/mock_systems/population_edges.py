"""What the quality gates must tell apart: both sides of each age and limit, and crowds no city has.

An edge names its gate, the table and the words of its probe, and what it is.
"""

from collections.abc import Callable, Sequence

from mock_systems.population.ledger import CEILING, FLOOR
from tests.mock_systems.newcomers import (
    NEW,
    NEXT,
    card,
    card_event,
    job,
    newcomer,
    number_of,
    paid,
    pension,
    unemployed,
)
from tests.mock_systems.population_violations import ADULT

Edge = tuple[str, str, str, str, Callable[[str], str], str, str]


def _retired(sex: str) -> Callable[[str], str]:
    number = number_of("1960-03-15", 899 if sex == "1" else 898)
    return lambda since: newcomer("1960-03-15", number, state="2") + pension("110", since)


def _child(born: str) -> str:
    return ADULT + newcomer(born, person=NEXT, household=f"H{NEW}", relation="20")


def _father(born: str) -> str:
    return ADULT + newcomer(born, person=NEXT, household=f"H{NEW}", relation="51")


def _temporary(on: str) -> str:
    return ADULT + card(state="lost_temporary") + card_event(on, kind="loss_temporary")


EDGES: Sequence[Edge] = (
    ("ages", "person", "参加工作时不满16周岁", "sixteen",
     lambda day: newcomer(work_started=day), "2006-03-14", "2006-03-15"),
    ("ages", "employment", "就业时不满16周岁", "sixteen",
     lambda day: ADULT + job(day), "2006-03-14", "2006-03-15"),
    ("ages", "employment", "就业时已满63周岁", "sixty-three",
     lambda day: newcomer("1960-03-15") + job(day), "2023-03-15", "2023-03-14"),
    ("ages", "unemployment", "失业时不满16周岁", "sixteen",
     lambda day: ADULT + unemployed(day), "2006-03-14", "2006-03-15"),
    ("ages", "unemployment", "失业登记时已满63周岁", "sixty-three",
     lambda day: newcomer("1960-03-15") + unemployed(day), "2023-03-15", "2023-03-14"),
    ("ages", "participation", "参保时不满16周岁", "the month of sixteen",
     lambda month: ADULT + paid("210", month, month, FLOOR[2006]), "2006-02", "2006-03"),
    ("ages", "household_member", "户主不满18周岁", "eighteen on the base day",
     newcomer, "2008-06-02", "2008-06-01"),
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
    ("history", "employment", "就业登记早于就业或超过30日", "before the job",
     lambda day: ADULT + job("2020-05-02", registered=day), "2020-05-01", "2020-05-02"),
    ("history", "employment", "就业登记早于就业或超过30日", "thirty days after",
     lambda day: ADULT + job("2020-05-02", registered=day), "2020-06-02", "2020-06-01"),
    ("history", "card", "卡状态与卡日志不符，或挂失早于发卡", "a temporary loss that holds no longer",
     _temporary, "2026-05-16", "2026-05-17"),
    ("relations", "household_member", "父母子女年龄相差不足16年", "a child of a child",
     _child, "2006-03-14", "2006-03-15"),
    ("relations", "household_member", "父母子女年龄相差不足16年", "a father of fifteen",
     _father, "1974-03-16", "1974-03-15"),
    ("bases", "contribution_spell", "缴费基数超出当年上下限", "below the floor of its year",
     lambda base: ADULT + paid("210", "2025-01", "2025-06", int(base)),
     str(FLOOR[2025] - 1), str(FLOOR[2025])),
    ("bases", "contribution_spell", "缴费基数超出当年上下限", "above the ceiling of a year",
     lambda base: ADULT + paid("210", "2024-12", "2025-06", int(base)),
     str(CEILING[2024] + 1), str(CEILING[2024])),
)  # fmt: skip
"""What a day, a month or a base decides: one that is caught, and the next, which is lawful."""

GROWN = "person WHERE born BETWEEN '1967' AND '2010-12-31'"
ELDERLY = "born BETWEEN '1947' AND '1966-12-31'"
LAST_DIGIT = "substr(person, 10, 1)"
INSURED = "SELECT 'X' || person, person, '{0}', '{1}', '', '1', '2020-01', 0, '', '', '' FROM "
CROWDS = {
    "男性": "UPDATE person SET sex = '1'",
    "0—15岁": "UPDATE person SET born = '2015' WHERE person IN"
    f" (SELECT person FROM {GROWN}) AND {LAST_DIGIT} < '3'",
    "16—59岁": f"UPDATE person SET born = iif({LAST_DIGIT} < '2', '2015', '1965') WHERE"
    f" person IN (SELECT person FROM {GROWN}) AND {LAST_DIGIT} < '4'",
    "60岁及以上": f"UPDATE person SET born = iif({LAST_DIGIT} < '5', '2015', '1980')"
    f" WHERE {ELDERLY}",
    "80岁及以上": f"UPDATE person SET born = '1940' WHERE {ELDERLY}",
    "城镇户口": "UPDATE person SET hukou_kind = '20'",
    "户籍在外省": "UPDATE person SET hukou_area = '180121'",
    "16—59岁在职参保": "DELETE FROM participation WHERE identity = '10'",
    "16—59岁灵活就业参保": f"INSERT INTO participation {INSURED.format(110, 11)} {GROWN}",
    "16—59岁居民养老参保": f"INSERT INTO participation {INSURED.format(170, 50)} {GROWN}",
    "16—59岁失业登记": "INSERT INTO unemployment SELECT 'X' || person, person, '2026', '2026',"
    f" '5', '1', '1', NULL, '' FROM {GROWN}",
    "60岁及以上享受养老待遇": "DELETE FROM benefit",
    "持有社会保障卡": "UPDATE card SET state = 'cancelled'",
    "持卡人的证件已过有效期": "UPDATE card_holder SET id_until = '2026-05-31'",
    "持卡人留的是家人的手机号码": "UPDATE card_holder SET phone = 'X'",
    "同名同姓": "UPDATE person SET name = name || person WHERE name NOT IN ('林晓雯', '林小雯')",
    "号码只差一位（校验码除外）": "UPDATE person SET citizen_number = ''",
    "15位旧号码": "UPDATE person SET old_number = ''",
    "同音形近的名字": "UPDATE person SET name = '林小文' WHERE name LIKE '%小%'",
    "公安登记与系统不同": "DELETE FROM police_record",
}
"""What makes each share leave its band, and each kind of look-alike vanish."""
