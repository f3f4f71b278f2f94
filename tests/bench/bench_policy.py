"""Loading all parameters, and working out every rule's own example."""

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date

from mock_systems.policy.catalogue import RULES
from mock_systems.policy.load import FOLDER, load
from mock_systems.policy.rule import read
from tests.bench import Row

ON = date(2026, 6, 15)


def rows(quick: bool) -> Sequence[Row]:
    """The median of loading, of the rules together, and of the slowest rule."""
    times = 20 if quick else 200
    loading = _ms(lambda: load(FOLDER), 5 if quick else 20)
    each = {name: _worked(name, times) for name in RULES}
    slowest = max(each, key=lambda name: each[name])
    return [
        Row("load all policy parameters", f"{loading:.0f} ms", "≤ 100 ms", loading <= 100),
        Row(
            f"one calculation, median of {len(each)} rules",
            f"{statistics.median(each.values()):.3f} ms",
        ),
        Row(
            f"… the slowest rule ({slowest})",
            f"{each[slowest]:.3f} ms",
            "≤ 1 ms",
            each[slowest] <= 1,
        ),
    ]


def _worked(name: str, times: int) -> float:
    rule = RULES[name]
    given = read(rule, rule.example)
    return _ms(lambda: rule.calculate(given, ON), times)


def _ms(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)
