"""Case scripts: reading one as its file says it, and checking it.

In processor time, the best of a few runs of each: an author waits for one script at a time. What is
imported is not searched for garbage, as in the command (`sandbox/__main__.py`).
"""

import gc
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time

from scenarios.checking.check import check
from scenarios.reading.load import load
from scenarios.shelf import case_files
from tests.bench import Row

CHECK_MS = 150
RUNS = 5


def rows(quick: bool) -> Sequence[Row]:
    """The median case and the slowest."""
    gc.freeze()
    files, runs = case_files(), 2 if quick else RUNS
    read = {file: _best_ms(load, file, runs) for file in files}
    checked = {file: _best_ms(check, file, runs) for file in files}
    read_ms, check_ms = median(read.values()), median(checked.values())
    slowest = max(files, key=checked.__getitem__)
    return [
        Row("read a case script, median", f"{read_ms:.0f} ms"),
        Row(
            "check a case script, median",
            f"{check_ms:.0f} ms",
            f"≤ {CHECK_MS} ms",
            check_ms <= CHECK_MS,
        ),
        Row(f"… the slowest ({slowest.stem})", f"{checked[slowest]:.0f} ms"),
    ]


def _best_ms(done: Callable[[Path], object], file: Path, runs: int) -> float:
    def once() -> float:
        started = process_time()
        done(file)
        return (process_time() - started) * 1000

    once()
    return min(once() for _ in range(runs))
