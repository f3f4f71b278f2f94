"""Benchmarks: `python -m tests.bench` runs them all and prints one table.

A module `bench_*.py` offers `rows(quick: bool) -> Sequence[Row]`. Each row is measured in that
call, beside what it is compared with, so that a ratio never mixes two runs.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, what came out, what is wanted, whether it is met.

    `met` is None for a line that only stands beside another one.
    """

    what: str
    measured: str
    wanted: str = ""
    met: bool | None = None
