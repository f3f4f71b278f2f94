"""A page that takes long is made beside the thread that serves everybody."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import ModuleType
from typing import Any

import pytest

from sandbox.contest.scorecards import latest_scorecard
from sandbox.counter import lost_points, result
from sandbox.server import Server
from tests.sandbox.conftest import Browser
from tests.sandbox.test_lost_points import worked

LONGEST_S = 5.0


@pytest.mark.parametrize(
    ("module", "path"), [(result, "/attempts/{}/result"), (lost_points, "/lost-points")]
)
def test_nobody_waits_for_a_page_of_scorecards_that_another_has_made(
    module: ModuleType,
    path: str,
    whole: Server,
    enter: Callable[[str], Browser],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seat, read, go_on = worked(whole, 4), Event(), Event()

    def reading(*asked: Any) -> Any:
        read.set()
        assert go_on.wait(LONGEST_S), "others wait for it"
        return latest_scorecard(*asked)

    mine, theirs = enter("xs001"), enter("xs002")
    monkeypatch.setattr(module, "latest_scorecard", reading)
    with ThreadPoolExecutor() as pool:
        page = pool.submit(mine.get, path.format(seat.attempt_id))
        assert read.wait(LONGEST_S)
        home = pool.submit(theirs.get, "/")
        assert home.result(LONGEST_S / 2).status_code == 200
        go_on.set()
        assert page.result(LONGEST_S).status_code == 200
