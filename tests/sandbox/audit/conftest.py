"""A hall that has practice and a contest behind it, on each database."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from sandbox import cli
from sandbox.contest.entrants import enter
from sandbox.contest.planning import Plan, keep
from sandbox.contest.repairs import give_time
from sandbox.contest.sittings import hand_in, start
from sandbox.judging.rulings import Wish, rule
from sandbox.server import Server
from sandbox.settings import DATABASE, HOME
from sandbox.store.tables import ACCOUNT, ATTEMPT, ENTRANT, ROUND
from tests.servers import CONTESTANT, EMPTY, Clock, open_server, sit
from tests.tampering import unguarded

JUDGE = 4
Audit = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With rulings, and time given back after hand-in. Tests undo what they do in it."""
    home = tmp_path_factory.mktemp("hall")
    with open_server(f"sqlite:///{home / 'hall.db'}", Clock(), home=home) as server:
        yield worked(server)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def guarded(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The same on each database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("finished")
        return
    url = request.getfixturevalue("postgres_url")
    with open_server(url, Clock()) as server:
        yield worked(server)


def worked(server: Server) -> Server:
    """A server, once all that has gone on in it."""
    seat = sit(server)
    seat.work()
    seat.hand_in()
    server.writer.run_now(partial(_judge, seat.attempt_id))
    server.writer.run_now(lambda c: give_time(c, seat.sitting_id, 5, "停电", server.now_ms()))
    seat.act("hall.say", len(seat.right.attempt["events"]), topic="thank")
    seat.hand_in()
    server.writer.run_now(_leave_only_who_takes_part)
    round_id = server.writer.run_now(_plan)
    now = server.now_ms()
    begun = server.writer.run_now(lambda c: start(c, round_id, CONTESTANT, now, server.source))
    server.writer.run_now(lambda c: hand_in(c, begun, CONTESTANT, now))
    return server


def _judge(attempt_id: int, connection: Connection) -> None:
    for mark, kind in (("pension", "void"), ("police_first", "confirm")):
        rule(connection, attempt_id, JUDGE, Wish(mark, kind, None, None, "看过日志", 0), 1)


def _leave_only_who_takes_part(connection: Connection) -> None:
    """A round nobody sat, an account that did nothing are no evidence of anything."""
    with unguarded(connection):
        connection.execute(ENTRANT.delete())
        connection.execute(ACCOUNT.delete().where(ACCOUNT.c.id.not_in((CONTESTANT, JUDGE))))
        connection.execute(ROUND.delete().where(ROUND.c.mode == "contest"))


def _plan(connection: Connection) -> int:
    round_id = keep(connection, Plan("比武", "决赛", "contest", 30, ["E01"], 0, 0, EMPTY))
    enter(connection, round_id, [CONTESTANT])
    return round_id


@pytest.fixture
def in_hall(
    finished: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Audit:
    """Runs a command in the finished hall: what it returned, and all it said."""
    monkeypatch.setenv(HOME, str(finished.settings.home))
    monkeypatch.delenv(DATABASE, raising=False)

    def ran(*words: object) -> tuple[int, str]:
        code = cli.main([*map(str, words)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return ran


@pytest.fixture
def numbers(finished: Server) -> list[str]:
    with finished.reader.connect() as reader:
        return list(reader.execute(select(ATTEMPT.c.number).order_by(ATTEMPT.c.id)).scalars())


@pytest.fixture
def exported(in_hall: Audit, tmp_path: Path, numbers: list[str]) -> Path:
    """A folder with every attempt of the hall."""
    for number in numbers:
        assert in_hall("attempts", "export", number, "--to", tmp_path / "all" / number)[0] == 0
    return tmp_path / "all"
