"""A hall to test in: a fresh database, people of every role, a clock that stands still, browsers."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import create_engine
from sqlalchemy.dialects.sqlite import pysqlite
from starlette.testclient import TestClient

import sandbox.contest.coming
import sandbox.contest.overdue
import sandbox.server
import sandbox.store.engine
from sandbox import cli
from sandbox.accounts import issue_token
from sandbox.app import make_app
from sandbox.contest import demo
from sandbox.server import Server, open_server
from sandbox.settings import DATABASE, HOME, Settings
from scenarios.reading.script import CaseScript
from tests import servers
from tests.sandbox import rows
from tests.sandbox.rows import PEOPLE, Sat
from tests.servers import NOON, Clock, Seat, sit

PASSWORD = "云屿-3901"
GUIDE = (Path(__file__).parents[2] / "docs" / "organising.md").read_text("utf-8")
LOGIN_OF = {role: login for login, (role, _name, _number) in reversed(PEOPLE.items())}
STORY: dict[str, Any] = {
    "id": "E09", "title": "新员工参保", "point": "一字之差", "level": "medium", "minutes": 15,
    "version": 1, "total": 10_000, "walkthrough": [],
}  # fmt: skip
CASE = CaseScript.model_construct(**STORY)
parser = cache(cli.parser)
"""Made once for the hundreds of commands that tests run."""


Said = tuple[int, str, str]


class Browser(TestClient):
    """A browser with its own cookies. It posts as a page of this hall does: with the hidden field
    and the Origin of its host. Browsers of one hall share its `portal`: without it, each request
    starts an event loop of its own."""

    app: FastAPI

    def submit(self, path: str, **fields: str) -> Response:
        """Post a form of the page the browser would be on."""
        own = {"origin": str(self.base_url).rstrip("/")}
        return self.post(path, data={"form_token": self.form_token(), **fields}, headers=own)

    def form_token(self) -> str:
        """The hidden field of the home page or, before signing in, of the entrance."""
        found = re.search(r'name="form_token" value="([^"]+)"', self.get("/").text)
        assert found, "a page without a form"
        return found[1]

    def sign_in(self, login: str, password: str = PASSWORD) -> Response:
        """Sign in; the answer after the last redirect."""
        return self.submit("/sign-in", login=login, password=password)


def door_to(server: Server) -> Browser:
    """A browser at a server of a test's own, as long as the block lasts."""
    return Browser(make_app(server.settings, lambda _: server))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An empty home that every command finds."""
    monkeypatch.setenv(HOME, str(tmp_path / "hall"))
    monkeypatch.delenv(DATABASE, raising=False)
    return Settings.of()


@pytest.fixture
def hall(home: Settings) -> Settings:
    """A home with tables and nobody in it."""
    home.home.mkdir(mode=0o700)
    (home.home / "hall.db").write_bytes(servers.new_database())
    (home.home / "hall.db").chmod(0o600)
    return home


@pytest.fixture
def run(
    home: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    """Runs a command: what it returned, said, and complained of."""
    monkeypatch.setattr(cli, "parser", parser)

    def ran(*words: str) -> Said:
        code = cli.main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


@pytest.fixture(autouse=True)
def in_no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is overdue is sealed, and what comes drawn, when a hall opens, then in tests of that only: no test depends on
    how long it takes."""
    monkeypatch.setattr(sandbox.contest.overdue, "EVERY_S", 3_600.0)
    monkeypatch.setattr(sandbox.contest.coming, "EVERY_S", 3_600.0)


@pytest.fixture(autouse=True, scope="session")
def compiled_once() -> Iterator[None]:
    """Statements are compiled for the first database of a run, not for each of the hundreds that
    tests open: SQLAlchemy keeps them by engine and dialect, and those of one driver are alike."""
    kept: dict[Any, Any] = {}
    sharing = partial(create_engine, execution_options={"compiled_cache": kept})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox.store.engine, "create_engine", sharing)
        patch.setattr(pysqlite.dialect, "__hash__", lambda dialect: hash(type(dialect)))
        patch.setattr(pysqlite.dialect, "__eq__", lambda one, other: type(one) is type(other))
        yield


@pytest.fixture(scope="session")
def password_hash() -> str:
    return servers.quickly_hashed(PASSWORD)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home with a new database."""
    settings = Settings(tmp_path, durable=False)
    (tmp_path / "hall.db").write_bytes(servers.new_database())
    return settings


@pytest.fixture
def client(
    settings: Settings, clock: Clock, password_hash: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Browser]:
    """The hall as served, with its five people and one case; the first browser in it."""
    monkeypatch.setattr(sandbox.server, "all_cases", lambda: {CASE.id: CASE})
    app = make_app(settings, lambda settings: open_server(settings, clock))
    with Browser(app, raise_server_exceptions=False) as browser:
        app.state.server.writer.run_now(
            lambda connection: rows.add_people(connection, password_hash)
        )
        yield browser


@pytest.fixture
def server(client: Browser) -> Server:
    server: Server = client.app.state.server
    return server


@pytest.fixture
def browsers(client: Browser) -> Callable[..., Browser]:
    """More browsers in the same hall, signed in where a login is given."""

    def taken(login: str = "", base_url: str = "http://testserver") -> Browser:
        browser = Browser(client.app, base_url, raise_server_exceptions=False)
        browser.portal = client.portal
        if login:
            assert browser.sign_in(login).url.path == "/"
        return browser

    return taken


@pytest.fixture
def token(server: Server) -> Callable[[str], dict[str, str]]:
    """The header of a program that sits for somebody."""
    ids = {login: place for place, login in enumerate(PEOPLE, 1)}

    def issued(login: str) -> dict[str, str]:
        made = server.writer.run_now(lambda c: issue_token(c, ids[login], "测试", NOON))
        return {"authorization": f"Bearer {made}"}

    return issued


@pytest.fixture
def add_round(server: Server) -> Callable[..., int]:
    """Adds a round over the one case, practice and open where nothing else is said."""

    def added(**named: object) -> int:
        facts = {"title": "练习场", "mode": "practice", "minutes": 30, "opens_ms": 0, **named}
        return server.writer.run_now(lambda connection: rows.add_round(connection, facts))

    return added


@pytest.fixture
def sat(server: Server, add_round: Callable[..., int]) -> Sat:
    """The first contestant has begun."""
    round_id = add_round()
    return server.writer.run_now(lambda connection: rows.sit(connection, round_id))


@pytest.fixture
def whole(tmp_path: Path, clock: Clock) -> Iterator[Server]:
    """A hall with the product's own cases and the people of the demonstration."""
    with servers.open_server(f"sqlite:///{tmp_path / 'hall.db'}", clock, home=tmp_path) as server:
        yield server


@pytest.fixture
def enter(whole: Server) -> Iterator[Callable[[str], Browser]]:
    """Browsers in that hall, signed in as somebody of the demonstration."""
    with Browser(make_app(whole.settings, lambda _: whole)) as door:

        def entered(login: str) -> Browser:
            browser = Browser(door.app, raise_server_exceptions=False)
            browser.portal = door.portal
            browser.sign_in(login, demo.PASSWORD)
            browser.follow_redirects = False
            return browser

        yield entered


@pytest.fixture
def seat(whole: Server) -> Seat:
    """The demonstration contestant's first case, its citizen called."""
    seat = sit(whole)
    seat.act("hall.call_next", 0)
    return seat


@pytest.fixture
def contestant(enter: Callable[[str], Browser]) -> Browser:
    """Who sits there, signed in."""
    return enter("xs001")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the certificate and key that the guide's recipe makes."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl here")
    folder = tmp_path_factory.mktemp("certificate")
    recipe = re.search(r"^openssl req (?:.*\\\n)*.*", GUIDE, re.MULTILINE)
    assert recipe
    words = shlex.split(recipe[0].replace("\\\n", " "))
    subprocess.run(words, check=True, cwd=folder, capture_output=True)
    return folder
