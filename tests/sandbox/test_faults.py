"""Faults of the machine: nothing acknowledged is lost, nothing is half done, and each is told."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer

import psycopg
import pytest
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import DatabaseError, OperationalError, PendingRollbackError, ProgrammingError

import sandbox.screens.entrance
from mock_systems.population.build import build
from mock_systems.population.file import DamagedPopulation, open_population
from mock_systems.world import Query
from sandbox.attempt.journal import attempt_document, broken_link
from sandbox.audit.hall import hall_findings
from sandbox.cli import main
from sandbox.commands import backups
from sandbox.commands.unusable import why_unusable
from sandbox.condition import condition_of
from sandbox.server import Server
from sandbox.settings import HOME
from sandbox.store import away
from sandbox.store.engine import open_engine, reading
from sandbox.store.soundness import flaws
from sandbox.store.writer import Writer
from tests.conftest import free_port
from tests.sandbox.conftest import Browser
from tests.servers import Clock, Seat, open_server

pytestmark = pytest.mark.drill


@contextmanager
def stopped(pids: list[int]) -> Iterator[None]:
    """Processes that hang, but not for ever: whoever waits for them all the same is to be told of."""

    def signalled(number: int) -> None:
        for pid in pids:
            os.kill(pid, number)

    end = Timer(10, signalled, [signal.SIGCONT])
    end.start()
    signalled(signal.SIGSTOP)
    try:
        yield
    finally:
        end.cancel()
        signalled(signal.SIGCONT)


def test_a_postgresql_that_hangs_is_waited_for_once_and_found_again(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(away, "LOOKS_EVERY_S", 0.05)
    engine = open_engine(postgres_url)
    reader = reading(engine, patience_s=0.5)

    def ask() -> int:
        with reader.connect() as connection:
            return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())

    def found() -> int:
        for _ in range(400):  # A busy machine is not always so quick.
            with suppress(OperationalError):
                return ask()
            time.sleep(0.05)
        return 0

    backend = found()
    parent = subprocess.check_output(["ps", "-o", "ppid=", "-p", str(backend)], text=True)
    begun = time.monotonic()
    with stopped([int(parent), backend]):
        for _ in range(20):
            with pytest.raises(OperationalError):
                ask()
        assert time.monotonic() - begun < 2
    assert found()
    reader.dispose()
    engine.dispose()


def test_nobody_meets_a_connection_that_a_restart_of_postgresql_has_ended(
    postgres_url: str,
) -> None:
    engine = open_engine(postgres_url)
    reader, writer = reading(engine), Writer(engine)

    def backend(connection: Connection) -> int:
        return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())

    def asked() -> list[int]:
        with reader.connect() as connection:
            return [backend(connection), writer.run_now(backend)]

    before = asked()
    with psycopg.connect(
        make_url(postgres_url).set(drivername="postgresql").render_as_string()
    ) as c:
        for each in before:
            c.execute("SELECT pg_terminate_backend(%s, 5000)", [each])
    assert not {*before} & {*asked()}
    writer.close()
    reader.dispose()
    engine.dispose()


@pytest.mark.parametrize(
    "raised",
    [
        DatabaseError("", {}, Exception("disk I/O error")),
        PendingRollbackError("broken"),
        sqlite3.DatabaseError("disk I/O error"),
        DamagedPopulation("written over"),
    ],
    ids=lambda raised: type(raised).__name__,
)
def test_what_cannot_be_read_is_503_and_is_counted(
    client: Browser, server: Server, monkeypatch: pytest.MonkeyPatch, raised: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(sandbox.screens.entrance, "render", fail)
    answer = client.get("/sign-in")
    assert answer.status_code == 503 and "暂时读不出数据" in answer.text
    seen = condition_of(server).refused
    assert (seen.count, seen.what) == (1, "GET /sign-in")


def test_an_address_without_end_is_counted_by_its_beginning(server: Server) -> None:
    server.refusals.add("GET /" + "a" * 60_000, DatabaseError("", {}, Exception("disk I/O error")))
    seen = condition_of(server).refused
    assert seen.what.startswith("GET /aaa") and len(seen.what) < 1_000


def test_a_wrong_statement_is_a_fault_of_ours(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ProgrammingError("", {}, Exception("no such column"))

    monkeypatch.setattr(sandbox.screens.entrance, "render", fail)
    assert client.get("/sign-in").status_code == 500


def test_a_form_that_could_not_be_saved_is_in_the_page_to_be_sent_again(
    seat: Seat, contestant: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise DatabaseError("", {}, Exception("disk I/O error"))

    monkeypatch.setattr("sandbox.counter.screens._own_head", fail)
    path = f"/attempts/{seat.attempt_id}/act/hall.say"
    answer = contestant.submit(path, seen="1", topic="greet", text="请<坐>")
    assert answer.status_code == 503 and "没有保存成功" in answer.text
    assert f'action="{path}"' in answer.text and 'value="请&lt;坐&gt;"' in answer.text
    signing = contestant.submit("/sign-in", login="xs001", password="secret-1")
    assert "secret-1" not in signing.text


def limited(server: Server, pages: int) -> None:
    """Let the database grow to so many pages, or not at all."""
    server.writer.run_now(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages}"))


def test_a_full_disk_refuses_saves_loses_none_and_is_logged_once_each_and_shown(
    seat: Seat,
    contestant: Browser,
    enter: Callable[[str], Browser],
    caplog: pytest.LogCaptureFixture,
) -> None:
    organiser, path = enter("zz001"), f"/attempts/{seat.attempt_id}/act/hall.say"
    limited(seat.server, 1)
    refused = 0
    for seen in range(1, 200):
        caplog.clear()
        answer = contestant.submit(path, seen=str(seen), topic=("greet", "thank")[seen % 2])
        if answer.status_code == 503:
            refused += 1
            break
    lines = [line.message for line in caplog.records if line.message.startswith("refused")]
    assert refused and "没有保存成功" in answer.text
    assert len(lines) == 1 and f"attempt {seat.attempt_id} hall.say" in lines[0]
    assert "database or disk is full" in organiser.get("/").text
    limited(seat.server, 10**6)
    contestant.submit(path, seen=str(seen), topic=("greet", "thank")[seen % 2])
    assert kept(seat.server.settings.home, seat.attempt_id) == list(range(1, seen + 2))


@pytest.mark.parametrize("which", ["hall.db", "hall.db-wal"])
@pytest.mark.parametrize("swapped", [True, False], ids=["swapped", "removed"])
def test_nothing_is_acknowledged_into_a_database_that_is_not_there_any_more(
    seat: Seat, contestant: Browser, enter: Callable[[str], Browser], which: str, swapped: bool
) -> None:
    organiser, home = enter("zz001"), seat.server.settings.home
    organiser.submit("/language", code="en")
    path = f"/attempts/{seat.attempt_id}/act/hall.say"
    contestant.submit(path, seen="1", topic="greet")
    (home / which).rename(home / "aside")
    if swapped:
        shutil.copyfile(home / "aside", home / which)
    for _ in range(2):
        answer = contestant.submit(path, seen="2", topic="thank")
        assert answer.status_code == 503 and "没有保存成功" in answer.text
    assert f"{which} was replaced, moved or removed" in organiser.get("/").text
    (home / "aside").replace(home / which)
    contestant.submit(path, seen="2", topic="thank")
    assert kept(home, seat.attempt_id) == [1, 2, 3]


@pytest.fixture
def hall(whole: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The hall, which every command finds."""
    monkeypatch.setenv(HOME, str(whole.settings.home))
    return whole


def kept(home: Path, attempt_id: int) -> list[int]:
    """The steps of an attempt in a home, whose chain holds."""
    with (
        open_server(f"sqlite:///{home / 'hall.db'}", Clock(), fresh=False) as server,
        server.reader.connect() as reader,
    ):
        assert broken_link(reader, attempt_id) is None and [*hall_findings(reader)] == []
        return [event["seq"] for event in attempt_document(reader, attempt_id)["events"]]


def test_a_backup_of_a_hall_at_work_is_of_one_moment_and_is_restored(
    hall: Server,
    seat: Seat,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    to, answered, over = tmp_path_factory.mktemp("backups"), [1], []

    def work() -> None:
        while not over:
            topic = ("greet", "thank")[answered[-1] % 2]
            answered.append(int(seat.act("hall.say", answered[-1], topic=topic).event["seq"]))

    with ThreadPoolExecutor(1) as working:
        done = working.submit(work)
        try:
            while answered[-1] < 20:
                time.sleep(0.01)
            before = answered[-1]
            assert main(["backup", "--to", str(to)]) == 0
        finally:
            over.append(True)
        done.result()
    [folder] = to.iterdir()
    assert condition_of(hall).backup is not None
    fresh = tmp_path_factory.mktemp("fresh")
    monkeypatch.setenv(HOME, str(fresh))
    assert main(["restore", str(folder)]) == 0
    steps = kept(fresh, seat.attempt_id)
    assert steps == list(range(1, len(steps) + 1)) and before <= len(steps) <= answered[-1]


def test_restoring_over_a_hall_that_runs_is_refused_and_loses_nothing_of_one_that_stands(
    hall: Server,
    seat: Seat,
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    to = tmp_path_factory.mktemp("backups")
    assert main(["backup", "--to", str(to)]) == 0
    [folder] = to.iterdir()
    seat.act("hall.say", 1, topic="greet")
    assert main(["restore", str(folder)]) == 2
    assert main(["restore", str(folder), "--replace"]) == 2
    hall.close()
    assert main(["restore", str(folder), "--replace"]) == 0
    assert kept(tmp_path, seat.attempt_id) == [1]
    assert kept(tmp_path / "replaced-1", seat.attempt_id) == [1, 2]
    (folder / "more.txt").symlink_to(tmp_path)
    assert main(["restore", str(folder), "--replace"]) == 2
    assert "备份里有链接" in capsys.readouterr().err


def test_where_a_restore_was_cut_short_commands_tell_where_the_hall_is(
    hall: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.close()
    (tmp_path / "replaced-1").mkdir()
    (tmp_path / "hall.db").rename(tmp_path / "replaced-1" / "hall.db")
    assert main(["rounds", "list"]) == 2
    told = capsys.readouterr().err
    assert f"原来的在 {tmp_path / 'replaced-1' / 'hall.db'}" in told and "migrate" not in told


def spoilt(file: Path) -> None:
    """Zero the middle of a database's pages."""
    size = file.stat().st_size // 4096
    with file.open("rb+") as pages:
        for page in range(size // 3, size - 2):
            pages.seek(page * 4096)
            pages.write(b"\0" * 4096)


def test_of_two_backups_that_begin_in_the_same_second_one_is_made_whole(
    hall: Server, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    to, copied, codes = tmp_path_factory.mktemp("backups"), backups._copy_database, []

    def with_another(reader: Connection, file: Path) -> None:
        if not codes:
            codes.append(0)
            codes.append(main(["backup", "--to", str(to)]))
        copied(reader, file)

    (hall.settings.home / "heads.txt").write_text("", "utf-8")
    monkeypatch.setattr(backups, "clock_of", lambda _reader: Clock())
    monkeypatch.setattr(backups, "_copy_database", with_another)
    assert [main(["backup", "--to", str(to)]), *codes] == [0, 0, 2]
    [folder] = to.iterdir()
    assert {"hall.db", "heads.txt"} <= {each.name for each in folder.iterdir()}


def test_a_damaged_backup_is_refused_and_nothing_is_moved(
    hall: Server, seat: Seat, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    to = tmp_path_factory.mktemp("backups")
    assert main(["backup", "--to", str(to)]) == 0
    [folder] = to.iterdir()
    spoilt(folder / "hall.db")
    hall.close()
    assert main(["restore", str(folder), "--replace"]) == 2
    assert kept(tmp_path, seat.attempt_id) == [1]


def test_a_damaged_database_is_told_at_the_start(
    hall: Server, seat: Seat, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.close()
    assert flaws(tmp_path / "hall.db") == []
    spoilt(tmp_path / "hall.db")
    assert main(["serve", "--port", str(free_port())]) == 2
    told = capsys.readouterr().err
    assert "数据库文件已损坏" in told and "restore" in told
    assert "完好的作答" in told or "没有一份作答读得出来" in told


def test_why_a_database_cannot_be_used_is_told_for_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(first: str) -> str:
        return why_unusable(OperationalError("", {}, Exception(first)), tmp_path, False)

    assert "restore" in told("file is not a database")
    assert "SANDBOX" not in told("database disk image is malformed")
    assert "SANDBOX_HOME" in told("unable to open database file")
    monkeypatch.setattr("os.access", lambda *_: False)
    assert "只读方式挂载" in told("attempt to write a readonly database")
    undecoded = told("Could not decode to UTF-8 column 'content' with text '\ufffd geheim'")
    assert "content 一栏的文字不是 UTF-8" in undecoded and "geheim" not in undecoded


def test_a_population_written_over_is_refused_and_ends_no_process(tmp_path: Path) -> None:
    one = open_population(build(tmp_path / "one", people=60).path)
    other = build(tmp_path / "other", people=40, seed=7).path
    assert one.rows("person", Query({}, order="person", limit=1))
    shutil.copyfile(other, one.path)
    with pytest.raises(DamagedPopulation, match="被改写"):
        one.rows("person", Query({}, order="person", limit=1))


def test_a_population_cut_off_while_it_is_read_ends_no_process(tmp_path: Path) -> None:
    path = build(tmp_path, people=60).path
    asked = (
        "import os, sys; from pathlib import Path\n"
        "from mock_systems.population.file import open_population, DamagedPopulation\n"
        "p = open_population(Path(sys.argv[1])); p.origin(); os.truncate(sys.argv[1], 4096)\n"
        "connection = p._connection()\n"
        "try: list(connection.execute('SELECT * FROM person ORDER BY name'))\n"
        "except Exception as reason: print(type(reason).__module__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "sqlite3"


def test_a_population_moved_or_removed_is_read_on(tmp_path: Path) -> None:
    one = open_population(build(tmp_path, people=60).path)
    before = one.rows("person", Query({}, order="person", limit=1))
    one.path.rename(tmp_path / "elsewhere")
    assert one.rows("person", Query({}, order="person", limit=1)) == before
