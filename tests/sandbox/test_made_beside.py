"""A page that takes long is made beside the thread that serves everybody, and reads by itself."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Connection

from sandbox.contest.scorecards import latest_scorecard
from sandbox.counter import lost_points, result
from sandbox.server import Server
from tests.sandbox.conftest import Browser
from tests.sandbox.test_lost_points import worked
from tests.servers import OTHER, sit

LONGEST_S = 5.0


@pytest.mark.parametrize(
    ("module", "path"), [(result, "/attempts/{}/result"), (lost_points, "/lost-points")]
)
def test_who_comes_while_another_has_a_page_of_scorecards_made_waits_for_nothing_and_sees_what_is(
    module: ModuleType,
    path: str,
    whole: Server,
    enter: Callable[[str], Browser],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seat, read, go_on = worked(whole, 4), Event(), Event()

    def reading(reader: Connection, attempt_id: int) -> Any:
        half_read = reader.exec_driver_sql("SELECT seq FROM entry")
        assert half_read.fetchone()
        read.set()
        assert go_on.wait(LONGEST_S), "others wait for it"
        half_read.close()
        return latest_scorecard(reader, attempt_id)

    mine, theirs = enter("xs001"), enter("xs002")
    monkeypatch.setattr(module, "latest_scorecard", reading)
    with ThreadPoolExecutor() as pool:
        page = pool.submit(mine.get, path.format(seat.attempt_id))
        assert read.wait(LONGEST_S)
        begun = sit(whole, account_id=OTHER)
        new = pool.submit(theirs.get, f"/attempts/{begun.attempt_id}")
        assert new.result(LONGEST_S / 2).status_code == 200
        go_on.set()
        assert page.result(LONGEST_S).status_code == 200
