"""How the hall is doing: its organiser is shown what will stop it before it does."""

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from sandbox.condition import LOW_BYTES, OLD_MS, Watch, keep_backup
from sandbox.server import Server
from tests.sandbox.conftest import Browser
from tests.servers import Clock

pytestmark = pytest.mark.drill


def test_that_space_runs_low_is_shown_and_logged_once_each_time(
    whole: Server,
    enter: Callable[[str], Browser],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    organiser, watch = enter("zz001"), Watch()
    for free, told in ((LOW_BYTES, 0), (LOW_BYTES - 1, 1), (0, 1), (LOW_BYTES, 1), (0, 2)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: SimpleNamespace(free=free))
        watch.look(whole)
        assert ("不足" in organiser.get("/").text) == (free < LOW_BYTES)
        assert caplog.text.count("MiB are free") == told


def test_that_no_backup_was_made_for_a_day_is_shown(
    whole: Server, enter: Callable[[str], Browser], clock: Clock, tmp_path: Path
) -> None:
    organiser, made_ms = enter("zz001"), clock.ms
    assert "24 小时内没有备份" in organiser.get("/").text
    keep_backup(whole.settings.home, made_ms, tmp_path / "elsewhere")
    for passed_ms, is_old in ((OLD_MS, False), (OLD_MS + 1, True)):
        clock.ms = made_ms + passed_ms
        page = enter("zz001").get("/").text
        assert ("24 小时内没有备份" in page) == is_old and "elsewhere" in page
