"""Opening attempts, and acting through the door: one at a time, many at once, durably or not.

Opening is measured on a small and a large population in turns, beside what a world of one's own
would cost instead: copying the population file, and loading it into memory. Durable operations of
64 attempts that arrive together are compared with the same operations one by one, in the same run.
"""

import os
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from mock_systems.population.build import build
from mock_systems.population.file import Population
from sandbox.attempt.door import Action
from sandbox.server import Server
from scenarios.shelf import all_cases, stage_for
from tests.bench import Row
from tests.servers import EMPTY, Seat, begin, draw, open_server, sit

TOGETHER, ALONE = 64, 6
"""Walkthroughs at once, and one by one: about half a second each."""


def rows(quick: bool) -> Sequence[Row]:
    """The figures of opening, then those of acting."""
    large = 100_000 if quick else 1_000_000
    with TemporaryDirectory() as folder:
        small_file = build(Path(folder) / "small", 10_000).path
        large_file = build(Path(folder) / "large", large).path
        os.sync()  # The populations just written must not make the commits below wait.
        opening = list(_opening(Path(folder), small_file, large_file, large))
    return [*opening, *_acting(200 if quick else 1_000)]


def _opening(folder: Path, small: Path, large: Path, people: int) -> Iterator[Row]:
    with hall_on(folder / "s.db", small) as here, hall_on(folder / "l.db", large) as there:
        drawing = [(_drawn(here, each), _drawn(here, each)) for each in range(60)][10:]
        pairs = [(_opened(here), _opened(there)) for _ in range(60)][10:]
    first, second = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    copied = statistics.median(_ms(lambda: shutil.copyfile(large, folder / "copy")) for _ in "123")
    loaded = statistics.median(_ms(lambda: _loaded(large)) for _ in "123")
    new, again = (f"{statistics.median(times):.1f} ms" for times in zip(*drawing, strict=True))
    yield Row("draw a variant and go its right way, beside the writer", new)
    yield Row("… that was gone before", again)
    yield Row("open an attempt, 10,000 people", f"{first:.1f} ms", "≤ 5 ms", first <= 5)
    yield Row(f"open an attempt, {people:,} people", f"{second:.1f} ms", "≤ 5 ms", second <= 5)
    yield Row("… against 10,000 people", f"{ratio:.2f} ×", "≤ 1.2 ×", ratio <= 1.2)
    yield Row(f"copying the file of {people:,} people instead", f"{copied:,.0f} ms")
    yield Row(f"loading the file of {people:,} people to memory instead", f"{loaded:,.0f} ms")


def _acting(many: int) -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        with open_server(f"sqlite:///{folder}/fast.db") as server:
            fast = [each for _ in range(max(1, many // 25)) for each in one_by_one(sit(server))]
        with open_server(f"sqlite:///{folder}/durable.db", durable=True) as server:
            single, together = zip(*(_durable(server) for _ in range(7)), strict=True)
    median = statistics.median(fast)
    ratio = statistics.median(b / a for a, b in zip(single, together, strict=True))
    yield Row("one operation through the door, no fsync", f"{median:.2f} ms", "≤ 3 ms", median <= 3)
    yield Row("durable operations one by one", f"{statistics.median(single):,.0f}/s")
    yield Row(
        f"durable operations, {TOGETHER} attempts at once",
        f"{statistics.median(together):,.0f}/s, {ratio:.1f} ×",
        "≥ 3 × one by one",
        ratio >= 3,
    )


def one_by_one(seat: Seat) -> list[float]:
    """Milliseconds of each operation of a walkthrough."""

    def work(action: Action) -> object:
        return seat.server.door.put(action).result()

    return [_ms(partial(work, action)) for action in seat.actions()]


def _durable(server: Server) -> tuple[float, float]:
    """Operations a second: some walkthroughs one by one, and 64 of them side by side."""
    alone = [each for _ in range(ALONE) for each in one_by_one(sit(server))]
    single = len(alone) / (sum(alone) / 1000)
    seats = [sit(server) for _ in range(TOGETHER)]
    turns: list[tuple[Action, ...]] = list(zip(*(seat.actions() for seat in seats), strict=True))
    started = time.perf_counter()
    for turn in turns:
        for waiting in [server.door.put(action) for action in turn]:
            waiting.result()
    return single, len(turns) * TOGETHER / (time.perf_counter() - started)


@contextmanager
def hall_on(database: Path, population: Path) -> Iterator[Server]:
    """A durable hall whose rounds stand on a population file."""
    source = Population(population)
    with open_server(f"sqlite:///{database}", durable=True, source=source) as server:
        yield server


def _ms(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _drawn(server: Server, variant: int) -> float:
    """How long it takes to have a variant to open, in ms."""
    source = server.source(EMPTY)
    return _ms(lambda: stage_for(all_cases()["E09"], variant, source))


def _opened(server: Server) -> float:
    """How long the writer takes to open what was drawn, in ms."""
    ahead = draw(server)
    return _ms(lambda: begin(server, ahead=ahead))


def _loaded(path: Path) -> None:
    memory = sqlite3.connect(":memory:")
    with sqlite3.connect(path) as file:
        file.backup(memory)
    file.close()
    memory.close()
