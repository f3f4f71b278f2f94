"""What the gates must catch of a file as a whole."""

from collections.abc import Sequence

from mock_systems.population.schema import WRITTEN
from mock_systems.records import TABLES
from tests.mock_systems.gates.breaches import Breaches, Violation

VIOLATIONS: Sequence[Violation] = (
    ("relations", "origin", "人数与登记的不符", "one fewer than the file says",
     "UPDATE origin SET people = people + 1"),
    ("stories", "origin", "基准日不符", "another base day",
     "UPDATE origin SET base_day = '2026-06-02'"),
    *(("stories", table, "人口数据中不应有此类记录", "a record of a story",
       f"INSERT INTO {table} ({TABLES[table].key_name()}) VALUES ('X')")
      for table in sorted(set(TABLES) - set(WRITTEN))),
)  # fmt: skip
BREACHES = Breaches(violations=VIOLATIONS)
