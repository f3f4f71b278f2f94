"""How many lines there may be, and how many of whoever holds most are let go at a time."""

import asyncio
import subprocess
import sys

import pytest

from sandbox import lines
from tests.sandbox.test_lines import serving

pytestmark = pytest.mark.attack


def test_of_so_many_lines_one_is_let_go_for_each_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """To look for one at a time would cost more than it is worth."""
    monkeypatch.setattr(lines, "MOST_OF_ONE", 20)
    monkeypatch.setattr(lines, "MANY", 4)
    monkeypatch.setattr(lines, "PATIENCE_S", 30)

    async def tried() -> None:
        async with serving() as line:
            for _ in range(21):
                await line(b"GET / HT")
            await asyncio.sleep(0.1)
            assert len(lines._held["127.0.0.1"]) == 21 - (1 + 20 // 4)

    asyncio.run(tried())


def test_as_many_files_are_open_as_the_machine_allows() -> None:
    asked = "from sandbox.lines import allow_files; print(*allow_files())"
    few = f"ulimit -Sn 128; ulimit -Hn; exec {sys.executable} -c '{asked}'"
    hard, told = subprocess.check_output(["bash", "-c", few], text=True).splitlines()
    allowed = lines.FILES if hard == "unlimited" else min(lines.FILES, int(hard))
    assert told == f"128 {allowed}" and allowed > 128


@pytest.mark.parametrize("files", [256, 1_024, 16_384])
def test_lines_that_are_taken_and_not_yet_counted_leave_files_for_the_hall(
    monkeypatch: pytest.MonkeyPatch, files: int
) -> None:
    """Of three goes none is counted, and what gives way to the fourth is not closed yet."""
    monkeypatch.setattr(lines, "open_files", lambda: files)
    assert lines.lines_for() + 4 * lines.backlog() <= files * 3 // 4
