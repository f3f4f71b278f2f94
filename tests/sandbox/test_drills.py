"""Drills: the machine fails while the hall is at work. Nothing acknowledged is lost, nothing is there
twice, nothing is half done, and the hall goes on.

What cannot be read, a full disk, damage, backups and a PostgreSQL that hangs are in `test_faults`, jumps of the clock in
`test_clock`, what people see of it in a browser in `tests/browser/test_survival.py`.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import func, select

import dev
from sandbox.attempt.door import Action
from sandbox.attempt.journal import attempt_document, broken_link, entries, event_of
from sandbox.attempt.replay import differences
from sandbox.attempt.states import heads_of
from sandbox.audit.hall import hall_findings
from sandbox.refusals import UNUSABLE
from sandbox.server import Server
from sandbox.store.tables import ATTEMPT, ENTRY, MARKING, SEALING, SITTING
from tests.conftest import lacking, server, unprivileged
from tests.sample import examples
from tests.servers import Clock, Seat, open_server, sit

pytestmark = pytest.mark.drill

ROOT = Path(__file__).parents[2]
KILLS = examples(30, 2)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind; a server opened on it finds nothing there."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hall.db'}"
    found: str = request.getfixturevalue("postgres_url")
    return found


def killed(url: str, fresh: bool) -> list[dict[str, Any]]:
    """What a hall at work has acknowledged until it was killed, at any moment after a hand-in."""
    words = ("-m", "tests.sandbox.killed_server", url, "fresh" if fresh else "again")
    hall = subprocess.Popen([sys.executable, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert hall.stdout
    lines, least = [], random.randint(8, 30)
    while len(lines) < least or not any("handed_in" in line for line in lines):
        lines.append(hall.stdout.readline())
        assert lines[-1], "the hall ended by itself"
    os.kill(hall.pid, signal.SIGKILL)
    rest, _ = hall.communicate()
    # The last line may be cut off: nobody has been told of that one.
    return [
        json.loads(line) for line in [*lines, *rest.splitlines(keepends=True)] if line[-1:] == "\n"
    ]


def test_a_hall_that_is_killed_again_and_again_loses_doubles_and_halves_nothing(url: str) -> None:
    acknowledged: dict[int, int] = defaultdict(int)
    handed_in = set()
    for kill in range(KILLS):
        for each in killed(url, fresh=not kill):
            if "handed_in" in each:
                handed_in.add(each["attempt"])
            else:
                acknowledged[each["attempt"]] = max(acknowledged[each["attempt"]], each["seq"])
        with open_server(url, Clock(), fresh=False) as hall:
            demand_whole(hall, acknowledged, handed_in)
            demand_nothing_twice(hall, acknowledged)
    assert len(acknowledged) > KILLS and handed_in


@pytest.fixture
def cluster() -> Iterator[str]:
    """A PostgreSQL server for one test to kill."""
    programs = dev.postgres_programs()
    if programs is None:
        lacking("no PostgreSQL server here")
    with server(programs) as url:
        yield url


def kill_database(hall: Server) -> Callable[[], object]:
    """Kill the database and who works for the hall in it; what starts it again."""
    with hall.reader.connect() as reader:
        folder = Path(reader.exec_driver_sql("SHOW data_directory").scalar_one())
        working = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
        backends = reader.exec_driver_sql(working).scalars().all()
    program, options = (folder / "postmaster.opts").read_text("utf-8").split(maxsplit=1)
    parent = int((folder / "postmaster.pid").read_text("utf-8").split()[0])
    for each in (parent, *backends):
        os.kill(each, signal.SIGKILL)
    (folder / "postmaster.pid").unlink()  # in some containers nobody buries the dead
    control = [str(Path(program).with_name("pg_ctl")), "--pgdata", str(folder), "--silent"]
    settings = options.replace('"-D"', "").replace(f'"{folder}"', "").replace('"', "")
    log = str(folder.parent / "log")
    words = [*control, "--wait", "start", "--log", log, "-o", settings]
    return lambda: unprivileged(folder.parent)(words)


def test_a_hall_whose_database_is_killed_goes_on_with_all_it_acknowledged(cluster: str) -> None:
    with open_server(cluster) as hall, ThreadPoolExecutor(3) as seats:
        acknowledged: dict[int, int] = defaultdict(int)
        over = Event()

        def work(seat: Seat) -> int:
            """Act until it is over, again where it was refused; how often that was."""
            seen, refused = 0, 0
            while not over.is_set():
                name = "hall.say" if seen else "hall.call_next"
                form = {"topic": ("greet", "thank")[seen % 2]} if seen else {}
                try:
                    seen = seat.act(name, seen, **form).event["seq"]
                except UNUSABLE:
                    refused += 1
                    time.sleep(0.05)
                acknowledged[seat.attempt_id] = seen
            return refused

        try:
            working = [seats.submit(work, sit(hall, account_id=each)) for each in (1, 2, 3)]
            await_that(lambda: len(acknowledged) == 3 and min(acknowledged.values()) > 5)
            start_again = kill_database(hall)
            time.sleep(0.3)
            before = dict(acknowledged)
            start_again()
            await_that(lambda: all(acknowledged[each] > before[each] + 5 for each in before))
        finally:
            over.set()
        assert all(each.result() for each in working), "each of them was refused meanwhile"
    with open_server(cluster, fresh=False) as again:
        demand_whole(again, acknowledged, set())
        demand_nothing_twice(again, acknowledged)


def await_that(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.02)


def demand_whole(hall: Server, acknowledged: dict[int, int], handed_in: set[int]) -> None:
    """All that was acknowledged is there, in order; what is sealed is marked, and nothing else is."""
    with hall.reader.connect() as reader:
        for attempt_id, last in acknowledged.items():
            document = attempt_document(reader, attempt_id)
            steps = [event["seq"] for event in document["events"]]
            assert steps == list(range(1, len(steps) + 1)) and len(steps) >= last
            assert broken_link(reader, attempt_id) is None
            assert [*differences(document, hall.source("0" * 64))] == []
        sealed = set(reader.execute(select(ATTEMPT.c.id).where(ATTEMPT.c.sealed_ms > 0)).scalars())
        closed = select(ATTEMPT.c.id).join(SITTING).where(SITTING.c.handed_in_ms > 0)
        assert set(reader.execute(closed).scalars()) == sealed >= handed_in
        for table in (SEALING, MARKING):
            counted = select(table.c.attempt_id, func.count()).group_by(table.c.attempt_id)
            assert dict(reader.execute(counted).all()) == dict.fromkeys(sealed, 1)
        assert [*hall_findings(reader, marks=True)] == []


def demand_nothing_twice(hall: Server, acknowledged: dict[int, int]) -> None:
    """The last step of each open attempt is sent again, as by who has not seen its answer."""
    with hall.reader.connect() as reader:
        heads = [each for each in heads_of(reader, acknowledged).values() if not each.sealed]
        last = {each.id: event_of(entries(reader, each.id)[-1]) for each in heads}
        before = reader.execute(select(func.count()).select_from(ENTRY)).scalar_one()
    for head in heads:
        event = last[head.id]
        again = Action(head.id, head.account_id, event["operation"], event["data"], head.seq - 1)
        assert hall.door.put(again).result().event["seq"] == head.seq
    with hall.reader.connect() as reader:
        assert reader.execute(select(func.count()).select_from(ENTRY)).scalar_one() == before
