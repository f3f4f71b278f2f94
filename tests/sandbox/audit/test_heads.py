"""Heads of the hall's chain are written out while it is open, and when a round ends."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandbox.app import make_app
from sandbox.attempt.links import hall_head
from sandbox.audit.hall import hall_findings
from sandbox.commands.audits import _reading
from sandbox.contest.heads import FILE, _write_now
from sandbox.server import Server
from sandbox.settings import DATABASE, HOME
from tests.sandbox.conftest import Browser, Said
from tests.servers import Clock, open_server, sit


def lines(server: Server) -> list[list[str]]:
    file = server.settings.home / FILE
    return (
        [line.split()[1:] for line in file.read_text("utf-8").splitlines()] if file.exists() else []
    )


def head(server: Server) -> list[str]:
    with server.reader.connect() as reader:
        return [str(each) for each in (hall_head(reader).count, hall_head(reader).hash)]


def test_a_head_is_written_where_there_is_a_new_one(whole: Server) -> None:
    _write_now(whole)
    assert lines(whole) == []
    seat, heads = sit(whole), []
    for case_id in ("E09", "E01"):
        seat = sit(whole, case_id)
        seat.hand_in()
        heads.append(head(whole))
        for _ in "again":
            _write_now(whole)
    assert lines(whole) == heads


def test_a_head_is_written_when_the_hall_ends(whole: Server) -> None:
    with Browser(make_app(whole.settings, lambda _: whole)):
        sit(whole).hand_in()
        last = head(whole)
        assert lines(whole) == []
    assert lines(whole) == [last]


def test_a_head_that_cannot_be_written_ends_nothing(
    whole: Server, caplog: pytest.LogCaptureFixture
) -> None:
    sit(whole).hand_in()
    (whole.settings.home / FILE).mkdir()
    _write_now(whole)
    assert "was not written out" in caplog.text


def test_heads_go_on_being_written_after_whatever_is_in_their_file(whole: Server) -> None:
    sit(whole).hand_in()
    file = whole.settings.home / FILE
    file.write_bytes(b"2026-06-15T12:00:00+08:00 1 5eed\xff")
    for _ in "again":
        _write_now(whole)
    written = [line.split()[1:] for line in file.read_bytes().splitlines()[1:]]
    assert written == [[each.encode() for each in head(whole)]]


def test_closing_a_round_prints_the_head_that_cannot_be_written(
    whole: Server, run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME, str(whole.settings.home))
    (whole.settings.home / FILE).mkdir()
    sit(whole)
    code, said, _ = run("rounds", "close", "1", "--seal")
    assert code == 2 and head(whole)[1] in said


def test_closing_a_round_writes_the_head_and_prints_it(
    whole: Server, run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME, str(whole.settings.home))
    sit(whole)
    code, said, _ = run("rounds", "close", "1", "--seal")
    assert code == 0 and lines(whole) == [head(whole)] and head(whole)[1] in said


@pytest.fixture(params=["sqlite", "postgresql"])
def busy(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    """A hall that goes on."""
    url = f"sqlite:///{tmp_path / 'hall.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
        monkeypatch.setenv(DATABASE, url)
    with open_server(url, Clock(), home=tmp_path) as server:
        yield server


def test_a_hall_that_goes_on_is_audited_as_it_is_at_one_moment(busy: Server) -> None:
    sit(busy).hand_in()
    going_on = sit(busy, "E01")
    with _reading(busy.settings, None) as reader:
        before = hall_head(reader)
        going_on.hand_in()
        assert hall_head(reader) == before and [*hall_findings(reader)] == []
    assert head(busy)[0] == str(before.count + 2)
