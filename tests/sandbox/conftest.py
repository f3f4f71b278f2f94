"""A hall to test in: a fresh database, four people, a clock that stands still, and browsers."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import scenarios
from sandbox.app import make_app
from sandbox.hall import Hall, open_hall
from sandbox.people import add_account, hashed
from sandbox.settings import Settings
from sandbox.store.engine import open_engine
from sandbox.store.schema import migrate

PASSWORD = "云屿-3901"
NOON = 1_781_496_000_000
"""2026-06-15 12:00 in the hall."""

PEOPLE = {
    "xs001": ("contestant", "选手一", "001"),
    "xs002": ("contestant", "选手二", "002"),
    "cp01": ("judge", "裁判一", "12"),
    "mt01": ("author", "命题人一", ""),
    "zz01": ("organiser", "组织者一", ""),
}


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.ms = NOON

    def __call__(self) -> int:
        return self.ms


class Browser(TestClient):
    """A browser with its own cookies. It posts as a page of this hall does: with the hidden field
    and the Origin of its host."""

    def submit(self, path: str, **fields: str):
        """Post a form of the page the browser would be on."""
        own = {"origin": str(self.base_url).rstrip("/")}
        return self.post(path, data={"form_token": self.form_token(), **fields}, headers=own)

    def form_token(self) -> str:
        """The hidden field of a page: of the home page or, before signing in, of the entrance."""
        found = re.search(r'name="form_token" value="([^"]+)"', self.get("/").text)
        assert found, "a page without a form"
        return found[1]

    def sign_in(self, login: str, password: str = PASSWORD):
        """Sign in; the answer after the last redirect."""
        return self.submit("/sign-in", login=login, password=password)


@pytest.fixture(scope="session")
def password_hash() -> str:
    return hashed(PASSWORD)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home with a new database."""
    settings = Settings(tmp_path, durable=False)
    engine = open_engine(settings.url, durable=False)
    migrate(engine)
    engine.dispose()
    return settings


@pytest.fixture
def client(
    settings: Settings, clock: Clock, password_hash: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Browser]:
    """The hall as served, with its five people; the first browser in it."""
    monkeypatch.setattr(scenarios, "all_cases", list, raising=False)
    app = make_app(settings, lambda settings: open_hall(settings, clock))
    with Browser(app, raise_server_exceptions=False) as browser:
        for login, (role, name, number) in PEOPLE.items():
            _add(app.state.hall, login, password_hash, role, name, number)
        yield browser


@pytest.fixture
def hall(client: Browser) -> Hall:
    return client.app.state.hall


@pytest.fixture
def seat(client: Browser) -> Callable[[], Browser]:
    """More browsers in the same hall."""
    return lambda: Browser(client.app, raise_server_exceptions=False)


def _add(hall: Hall, login: str, password_hash: str, role: str, name: str, number: str) -> None:
    hall.writer.run_now(
        lambda c: add_account(c, login, password_hash, name=name, role=role, number=number)
    )
