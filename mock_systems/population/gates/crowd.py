"""The gate about the crowd as a whole: shares lie in their bands, look-alikes exist.

The bands are what a city of this kind may look like, not what the generator happens to give. A
small population may miss a band by chance, so each is widened by six standard errors (six, because
people of a household are alike), and shares that differ by district count when all are settled.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from mock_systems.population.allotment import BLOCK, DISTRICTS
from mock_systems.population.days import BASE_DAY
from mock_systems.population.gates.report import Gate, Offence

LARGE = 20_000
"""From so many people on there must be look-alikes of every kind."""

SETTLED = BLOCK * DISTRICTS
"""From so many people on every district has some."""

_AGE = f"(strftime('%Y', '{BASE_DAY}') - substr(born, 1, 4))"
_WORKING = f"{_AGE} BETWEEN 16 AND 59"


@dataclass(frozen=True, slots=True)
class CrowdShare:
    """Among the people who meet `among`, the share who meet `condition` lies in a band."""

    what: str
    condition: str
    low: float
    high: float
    among: str = "1"
    least: int = 1
    """The size of population from which on it counts."""
    table: str = "person"

    def __call__(self, connection: sqlite3.Connection) -> Iterator[Offence]:
        text = f"SELECT count(*), total({self.condition}) FROM person WHERE {self.among}"
        [(people, met)] = connection.execute(text)
        if people >= self.least and not self._holds(met / people, people):
            told = f"占 {met / people:.1%}，应在 {self.low:.1%} 与 {self.high:.1%} 之间"
            yield Offence("person", "", f"{self.what}{told}")

    def _holds(self, found: float, people: int) -> bool:
        middle = (self.low + self.high) / 2
        slack = 6 * sqrt(middle * (1 - middle) / people)
        return self.low - slack <= found <= self.high + slack


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """In a large population, there are people of a kind that is easily taken for another."""

    what: str
    statement: str
    table: str = "person"

    def __call__(self, connection: sqlite3.Connection) -> Iterator[Offence]:
        [(people,)] = connection.execute("SELECT count(*) FROM person")
        if people >= LARGE and connection.execute(f"{self.statement} LIMIT 1").fetchone() is None:
            yield Offence("person", "", f"没有{self.what}的人")


def _insured(insurance: str, identity: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM participation i WHERE i.person = person.person AND i.state = '1'"
        f" AND i.insurance = '{insurance}' AND i.identity = '{identity}')"
    )


def _kept(condition: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM card_holder h JOIN person p USING (person)"
        f" WHERE h.person = person.person AND {condition})"
    )


SHARES = (
    CrowdShare("男性", "sex = '1'", 0.47, 0.53),
    CrowdShare("0—15岁", f"{_AGE} < 16", 0.11, 0.20),
    CrowdShare("16—59岁", _WORKING, 0.57, 0.68),
    CrowdShare("60岁及以上", f"{_AGE} >= 60", 0.18, 0.27),
    CrowdShare("80岁及以上", f"{_AGE} >= 80", 0.015, 0.06),
    CrowdShare("城镇户口", "hukou_kind = '10'", 0.5, 0.75, least=SETTLED),
    CrowdShare("户籍在外省", "hukou_area NOT LIKE '39%'", 0.1, 0.18, least=SETTLED),
    CrowdShare("16—59岁在职参保", _insured("110", "10"), 0.28, 0.5, _WORKING),
    CrowdShare("16—59岁灵活就业参保", _insured("110", "11"), 0.05, 0.14, _WORKING),
    CrowdShare("16—59岁居民养老参保", _insured("170", "50"), 0.08, 0.25, _WORKING),
    CrowdShare(
        "16—59岁失业登记",
        "EXISTS (SELECT 1 FROM unemployment u WHERE u.person = person.person AND valid = '1')",
        0.01,
        0.05,
        _WORKING,
    ),
    CrowdShare(
        "60岁及以上享受养老待遇",
        "EXISTS (SELECT 1 FROM benefit b WHERE b.person = person.person)",
        0.8,
        0.98,
        f"{_AGE} > 61",
    ),
    CrowdShare(
        "持有社会保障卡",
        "EXISTS (SELECT 1 FROM card c WHERE c.person = person.person AND state <> 'cancelled')",
        0.88,
        0.98,
    ),
    CrowdShare("持卡人的证件已过有效期", _kept(f"id_until < '{BASE_DAY}'"), 0.01, 0.08, _kept("1")),
    CrowdShare(
        "持卡人留的是家人的手机号码", _kept("h.phone NOT IN ('', p.phone)"), 0.08, 0.25, _kept("1")
    ),
)
LOOK_ALIKES = (
    LookAlikes("同名同姓", "SELECT name FROM person GROUP BY name, sex HAVING count(*) > 1"),
    LookAlikes(
        "号码只差一位（校验码除外）",
        "SELECT a.person FROM person a JOIN person b ON b.citizen_number BETWEEN"
        " substr(a.citizen_number, 1, 14) || '8' || substr(a.citizen_number, 16, 2)"
        " AND substr(a.citizen_number, 1, 14) || '8' || substr(a.citizen_number, 16, 2) || 'X'"
        " WHERE substr(a.citizen_number, 15, 1) = '0'",
    ),
    LookAlikes("15位旧号码", "SELECT person FROM person WHERE old_number <> ''"),
    LookAlikes(
        "同音形近的名字",
        "SELECT a.person FROM person a JOIN person b ON b.name = replace(a.name, '晓', '小')"
        " WHERE a.name LIKE '%晓%'",
    ),
    LookAlikes("公安登记与系统不同", "SELECT police_record FROM police_record"),
)

MARGINALS = Gate(
    "marginals",
    "年龄、性别、参保比例在说明的范围内，有意安排的近似人员存在",
    (*SHARES, *LOOK_ALIKES),
)
