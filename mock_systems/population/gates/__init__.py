"""The quality gates of a population: what must hold before anybody works with it.

Each gate is independent of the others: a violation of one is named by that one.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from mock_systems.population.build import build
from mock_systems.population.file import content_hash
from mock_systems.population.gates.bonds import CODES, RELATIONS, STORIES
from mock_systems.population.gates.crowd import MARGINALS
from mock_systems.population.gates.functions import teach
from mock_systems.population.gates.history import AGES, HISTORY
from mock_systems.population.gates.identity import AGREEMENT, CHECK_DIGITS, UNIQUENESS, UNREAL
from mock_systems.population.gates.money import BASES, LEDGER
from mock_systems.population.gates.report import Gate, GateReport, Offence, Passage, Search
from mock_systems.population.older import make_good

GATES: Sequence[Gate] = (
    UNREAL,
    CHECK_DIGITS,
    AGREEMENT,
    AGES,
    HISTORY,
    UNIQUENESS,
    RELATIONS,
    CODES,
    LEDGER,
    BASES,
    MARGINALS,
    STORIES,
)


def check(path: Path, *, rebuild: bool = True) -> GateReport:
    """Every gate over a population file; the last one builds it again and compares the bytes."""
    gates = (*GATES, _determinism(path)) if rebuild else GATES
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.execute("PRAGMA mmap_size = 2147483648")
        make_good(connection)
        teach(connection)
        return GateReport([Passage(gate, gate.finds(connection)) for gate in gates])


def _determinism(path: Path) -> Gate:
    return Gate(
        "determinism",
        "同一种子再生成一次，内容逐字节相同",
        (Search("origin", "再次生成的内容不同", lambda connection: _differs(path, connection)),),
    )


def _differs(path: Path, connection: sqlite3.Connection) -> list[Offence]:
    [(people, seed)] = connection.execute("SELECT people, seed FROM origin")
    with TemporaryDirectory() as folder:
        again = build(Path(folder), people, seed)
    if again.hash == content_hash(path):
        return []
    return [Offence("origin", "", f"再次生成的内容标识为 {again.hash[:16]}，与本文件不同")]
