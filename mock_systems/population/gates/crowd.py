"""What must hold of the crowd as a whole: shares lie in their bands, look-alikes exist.

The bands are what a city of this kind may look like, not what the generator happens to give. A
small population may miss a band by chance, so each is widened by six standard errors (six, because
people of a household are alike), and shares that differ by district count when all are settled.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from mock_systems.population.allotment import BLOCK, DISTRICTS
from mock_systems.population.gates.report import BASE, Offence

LARGE = 20_000
"""From so many people on there must be look-alikes of every kind."""

SETTLED = BLOCK * DISTRICTS
"""From so many people on every district has some."""

AGE = f"(strftime('%Y', {BASE}) - substr(born, 1, 4))"
WORKING = f"{AGE} BETWEEN 16 AND 59"


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
