"""A venue: the hall served over plain HTTP under a host name of its network, and seats in it.

Every seat is a fresh account at a browser of its own. A seat tells on leaving whether anything was
asked of another host, and whether the browser complained.
"""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage
from sqlalchemy import Connection, insert, select

from mock_systems.population.build import build
from sandbox import sign_ins
from sandbox.accounts import add_account
from sandbox.app import make_app
from sandbox.attempt.door import Action
from sandbox.clock import MACHINE
from sandbox.commands import writing
from sandbox.contest.entrants import enter
from sandbox.security import SESSION
from sandbox.server import Server, open_server
from sandbox.settings import Settings
from sandbox.store.engine import open_engine
from sandbox.store.schema import migrate
from sandbox.store.tables import ATTEMPT, CONTEST, ROUND, SITTING
from scenarios.playing.rehearse import Stage
from scenarios.shelf import all_cases
from tests.browser.clerk import Deed
from tests.servers import SEED, quickly_hashed

HOST = "hall.lan"
PASSWORD = "云屿-3901"
PEOPLE = 300
AN_HOUR = {"minutes": 60, "opens_ms": 0, "closes_ms": 0}
WAIT_S = 10
SCREEN = {"width": 1366, "height": 768}
PRACTICE, MATCH = "练习场", "决赛"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
CHINESE, ENGLISH = "zh_CN", "en"


class Clock:
    """The server's clock, which a test can put forward."""

    def __init__(self) -> None:
        self.ahead_ms = 0

    def __call__(self) -> int:
        return MACHINE.wall_ms() + self.ahead_ms


@dataclass
class Venue:
    """The hall as it is served, and the browser its seats share."""

    server: Server
    clock: Clock
    loop: asyncio.AbstractEventLoop
    port: int
    browser: Browser
    password_hash: str
    logins: Iterator[str] = field(default_factory=lambda: (f"p{n:03d}" for n in count(1)))
    seats: list["Seat"] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the hall is found."""
        return f"http://{HOST}:{self.port}"

    def account(self, role: str) -> str:
        """A new account of a role; its login."""
        login = next(self.logins)
        number = login.removeprefix("p") if role in ("contestant", "judge") else ""
        named = {"name": f"人员{login}", "role": role, "number": number}

        def add(connection: Connection) -> None:
            account_id = add_account(connection, login, self.password_hash, **named)
            if role == "contestant":
                match = connection.execute(select(ROUND.c.id).where(ROUND.c.title == MATCH))
                enter(connection, match.scalar_one(), [account_id])

        self.server.writer.run_now(add)
        return login

    def seat(self, role: str = "contestant", **options: Any) -> "Seat":
        """A seat with a new account of a role, signed in and at the home page. The entrance is not
        gone through each time: tests of it do."""
        seat = self._taken(**options)
        seat.login = self.account(role)
        here = sign_ins.Browser("127.0.0.1")
        # In the hall's own loop, in which a turn that was had becomes free again.
        entering = sign_ins.sign_in(self.server, seat.login, PASSWORD, here)
        token = asyncio.run_coroutine_threadsafe(entering, self.loop).result(WAIT_S)
        seat.context.add_cookies([{"name": SESSION, "value": token, "url": self.address}])
        seat.page.goto("/")
        return seat

    def empty_seat(self, **options: Any) -> "Seat":
        """A seat at which nobody has signed in."""
        seat = self._taken(**options)
        seat.page.goto("/")
        return seat

    def _taken(self, **options: Any) -> "Seat":
        wanted = {"viewport": SCREEN, "base_url": self.address, "locale": "zh-CN", **options}
        seat = Seat(self.browser.new_context(**wanted), HOST)
        self.seats.append(seat)
        return seat

    def stage(self, attempt_id: int) -> Stage:
        """The case of an attempt in its very variant."""
        with self.server.reader.connect() as reader:
            row = reader.execute(select(ATTEMPT).where(ATTEMPT.c.id == attempt_id)).one()
        return Stage(all_cases()[row.case_id], row.variant, self.server.source(row.population_hash))

    def act(
        self,
        attempt_id: int,
        operation: str,
        form: Mapping[str, Any],
        seen: int,
        confirmed: Sequence[str] = (),
    ) -> Mapping[str, Any]:
        """One step by the door, as whose attempt it is; its event."""
        owner = select(SITTING.c.account_id).join(ATTEMPT, ATTEMPT.c.sitting_id == SITTING.c.id)
        with self.server.reader.connect() as reader:
            account_id = reader.execute(owner.where(ATTEMPT.c.id == attempt_id)).scalar_one()
        action = Action(attempt_id, account_id, operation, form, seen, tuple(confirmed))
        return self.server.door.put(action).result().event

    def skip(self, seat: "Seat", deeds: Iterable[Deed]) -> None:
        """Do the first deeds of the attempt a seat shows by the door, for a test of what comes after
        them: the screens they would be done at are worked by other tests."""
        attempt_id = seat.attempt_id()
        for seen, deed in enumerate(deeds):
            done = self.act(attempt_id, deed.operation, deed.form, seen, deed.confirmed)
            assert done["accepted"], done
        seat.page.reload()

    def leave(self) -> None:
        """Every seat is left; what browsers had to complain of is complained of here."""
        seats, self.seats = self.seats, []
        for seat in seats:
            seat.context.close()
        for seat in seats:
            assert not seat.strangers, f"asked of other hosts: {seat.strangers}"
            assert not seat.complaints, seat.complaints


class Seat:
    """A browser at the venue."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.context = context
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        self.login = ""
        self.expected: tuple[str, ...] = ("Cross-Origin-Opener-Policy",)
        """Parts of complaints that are to be: plain HTTP, or what the test means to provoke."""
        context.on("request", lambda request: self._asked(request.url, host))
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.set_default_timeout(1000 * WAIT_S)
        self.page = context.new_page()

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        """Sign in as a person does, in either language."""
        self.login, page = login, self.page
        page.locator("input[name=login]").fill(login)
        page.locator("input[name=password]").fill(password)
        page.locator("main button").click()
        page.wait_for_url("**/")

    def begin(self, case_id: str) -> int:
        """Start to practise a case from the home page, with another person where it was practised before; the
        number of the attempt in the address."""
        self.page.get_by_role("button", name=case_id).last.click()
        return self.attempt_id()

    def attempt_id(self) -> int:
        """The attempt that the address names."""
        self.page.wait_for_url("**/attempts/*")
        return int(urlsplit(self.page.url).path.split("/")[2])

    def _asked(self, url: str, host: str) -> None:
        if urlsplit(url).hostname != host and not url.startswith("data:"):
            self.strangers.append(url)

    def _said(self, message: ConsoleMessage) -> None:
        meant = any(part in message.text for part in self.expected)
        if message.type in ("error", "warning") and not meant:
            self.complaints.append(f"{message.text} ({message.location.get('url')})")


def prepare(home: Path) -> str:
    """A home with tables, a small population, a practice and a contest round; a password's hash."""
    settings = Settings(home, durable=False)
    built = build(settings.populations, people=PEOPLE)
    engine = open_engine(settings.url, durable=False)
    migrate(engine)
    engine.dispose()
    with writing(settings) as writer:
        writer.run_now(lambda connection: _add_rounds(connection, built.hash))
    return quickly_hashed(PASSWORD)


def _add_rounds(connection: Connection, population_hash: str) -> None:
    made = insert(CONTEST).returning(CONTEST.c.id)
    contest_id = connection.execute(made, {"title": "云屿市上机操作比武"}).scalar_one()
    same = {"contest_id": contest_id, "population_hash": population_hash, "seed": SEED}
    papers = {PRACTICE: ("practice", all_cases()), MATCH: ("contest", ["E09", "E01"])}
    for title, (mode, paper) in papers.items():
        cases = "[" + ", ".join(f'"{case}"' for case in paper) + "]"
        rest = {"title": title, "mode": mode, "paper": cases}
        connection.execute(insert(ROUND), {**same, **rest, **AN_HOUR})


class Serving(uvicorn.Server):
    """A server that says in which loop it answers."""

    loop: asyncio.AbstractEventLoop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        await super().startup(sockets)


@contextmanager
def served(home: Path, listening: Any) -> Iterator[tuple[Server, Clock, asyncio.AbstractEventLoop]]:
    """The hall of a home, served on a listening socket as long as the block lasts, and its loop."""
    clock = Clock()
    opened: Callable[[Settings], Server] = lambda settings: open_server(settings, clock)  # noqa: E731
    app = make_app(Settings(home, durable=False), opened)
    config = uvicorn.Config(app, lifespan="on", http="httptools", ws="none", log_level="error")
    server = Serving(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.02)
    try:
        yield app.state.server, clock, server.loop
    finally:
        server.should_exit = True
        thread.join()
