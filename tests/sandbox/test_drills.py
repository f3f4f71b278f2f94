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
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from sandbox.attempt.door import Action
from sandbox.attempt.journal import attempt_document, broken_link, entries, event_of
from sandbox.attempt.replay import differences
from sandbox.attempt.states import heads_of
from sandbox.audit.hall import hall_findings
from sandbox.server import Server
from sandbox.store.tables import ATTEMPT, ENTRY, MARKING, SEALING, SITTING
from tests.sample import examples
from tests.sandbox.audit.conftest import emptied
from tests.servers import Clock, open_server

pytestmark = pytest.mark.drill

ROOT = Path(__file__).parents[2]
KILLS = examples(30, 2)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hall.db'}"
    found: str = request.getfixturevalue("postgres_url")
    emptied(found)
    return found


def killed(url: str, fresh: bool) -> list[dict[str, Any]]:
    """What a hall at work has acknowledged until it was killed, at any moment after a hand-in."""
    words = ("-m", "tests.sandbox.killed_server", url, "fresh" if fresh else "again")
    server = subprocess.Popen([sys.executable, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert server.stdout
    told, least = [], random.randint(10, 60)
    while len(told) < least or not any("handed_in" in line for line in told):
        told.append(server.stdout.readline())
        assert told[-1], "the hall ended by itself"
    os.kill(server.pid, signal.SIGKILL)
    rest, _ = server.communicate()
    # The last line may be cut off: nobody has been told of that one.
    return [
        json.loads(line) for line in [*told, *rest.splitlines(keepends=True)] if line[-1:] == "\n"
    ]


def test_a_hall_that_is_killed_again_and_again_loses_doubles_and_halves_nothing(url: str) -> None:
    acknowledged: dict[int, int] = defaultdict(int)
    handed_in = set()
    for kill in range(KILLS):
        for told in killed(url, fresh=not kill):
            if "handed_in" in told:
                handed_in.add(told["attempt"])
            else:
                acknowledged[told["attempt"]] = max(acknowledged[told["attempt"]], told["seq"])
        with open_server(url, Clock(), fresh=False) as server:
            demand_whole(server, acknowledged, handed_in)
            demand_nothing_twice(server, acknowledged)
    assert len(acknowledged) > KILLS and handed_in


def demand_whole(server: Server, acknowledged: dict[int, int], handed_in: set[int]) -> None:
    """All that was acknowledged is there, in order; what is sealed is marked, and nothing else is."""
    with server.reader.connect() as reader:
        for attempt_id, last in acknowledged.items():
            document = attempt_document(reader, attempt_id)
            steps = [event["seq"] for event in document["events"]]
            assert steps == list(range(1, len(steps) + 1)) and len(steps) >= last
            assert broken_link(reader, attempt_id) is None
            assert [*differences(document, server.source("0" * 64))] == []
        sealed = set(reader.execute(select(ATTEMPT.c.id).where(ATTEMPT.c.sealed_ms > 0)).scalars())
        closed = select(ATTEMPT.c.id).join(SITTING).where(SITTING.c.handed_in_ms > 0)
        assert set(reader.execute(closed).scalars()) == sealed >= handed_in
        for table in (SEALING, MARKING):
            counted = select(table.c.attempt_id, func.count()).group_by(table.c.attempt_id)
            assert dict(reader.execute(counted).all()) == dict.fromkeys(sealed, 1)
        assert [*hall_findings(reader, marks=True)] == []


def demand_nothing_twice(server: Server, acknowledged: dict[int, int]) -> None:
    """The last step of each open attempt is sent again, as by who has not seen its answer."""
    with server.reader.connect() as reader:
        heads = [each for each in heads_of(reader, acknowledged).values() if not each.sealed]
        last = {each.id: event_of(entries(reader, each.id)[-1]) for each in heads}
        before = reader.execute(select(func.count()).select_from(ENTRY)).scalar_one()
    for head in heads:
        event = last[head.id]
        again = Action(head.id, head.account_id, event["operation"], event["data"], head.seq - 1)
        assert server.door.put(again).result().event["seq"] == head.seq
    with server.reader.connect() as reader:
        assert reader.execute(select(func.count()).select_from(ENTRY)).scalar_one() == before
