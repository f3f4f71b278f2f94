"""Many at once, and a database that is slow, full, locked or gone: nobody waits for ever, and
nothing is said to be saved that is not."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from httpx2 import ASGITransport, AsyncClient, Response
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from sandbox.attempt.journal import broken_link
from sandbox.declined import NotSaved
from sandbox.security import SESSION
from sandbox.server import Server
from sandbox.store.engine import open_engine
from sandbox.store.writer import Writer
from tests.sandbox.conftest import Browser
from tests.servers import Seat as Sitter
from tests.servers import sit

pytestmark = pytest.mark.drill

Browsers = Callable[..., Browser]
HALL = "http://testserver"
ROOM = 30
"""Browsers that send in the same moment: more than a pool of connections would have."""


async def together(room: Sequence[Browser], path: str, **form: str) -> list[Response]:
    """Every browser of a room posts a form in the same moment, to one process."""
    async with AsyncClient(transport=ASGITransport(room[0].app), base_url=HALL) as line:
        return await asyncio.gather(
            *(
                line.post(
                    path,
                    data={"form_token": browser.form_token(), **form},
                    headers={"origin": HALL, "cookie": f"{SESSION}={browser.cookies[SESSION]}"},
                )
                for browser in room
            )
        )


def test_a_whole_room_that_sends_at_once_is_answered_at_once(
    client: Browser, browsers: Browsers
) -> None:
    room = [browsers("xs001") for _ in range(ROOM)]
    began = time.monotonic()
    answers = asyncio.run(together(room, "/language", code="en"))
    assert [answer.status_code for answer in answers] == [303] * ROOM
    assert time.monotonic() - began < 15


@contextmanager
def full(server: Server) -> Iterator[None]:
    """A disk on which the database cannot grow."""
    with set_to(server, "max_page_count = 1"):
        yield


@contextmanager
def read_only(server: Server) -> Iterator[None]:
    """A file that must not be written."""
    with set_to(server, "query_only = ON", "query_only = OFF"):
        yield


@contextmanager
def locked(server: Server) -> Iterator[None]:
    """A database that another program keeps."""
    path = server.settings.database.removeprefix("sqlite:///")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with set_to(server, "busy_timeout = 50"):
        yield
    other.rollback()
    other.close()


@contextmanager
def set_to(server: Server, setting: str, back: str = "max_page_count = 1000000") -> Iterator[None]:
    """The writer's connection with another setting."""
    with server.engine.connect() as connection:
        driver = connection.connection.driver_connection
    driver.execute(f"PRAGMA {setting}")
    yield
    driver.execute(f"PRAGMA {back}")


@pytest.fixture
def sitter(whole: Server) -> Sitter:
    sitter = sit(whole)
    sitter.act("hall.call_next", 0)
    return sitter


LONG = "您好😀" * 100
"""Longer than what is left on a page of the database."""


@pytest.mark.parametrize("trouble", [full, read_only, locked])
def test_what_the_database_cannot_keep_is_said_not_to_be_saved_and_is_still_in_its_form(
    whole: Server,
    sitter: Sitter,
    enter: Callable[[str], Browser],
    trouble: Callable[[Server], contextmanager],
) -> None:
    contestant, page = enter("xs001"), f"/attempts/{sitter.attempt_id}"
    with trouble(whole):
        # What is left on the pages of a full database takes a few actions more.
        for seq in range(1, 20):
            form = {"seen": str(seq), "text": LONG}
            answer = contestant.submit(f"{page}/act/hall.say", **form)
            if answer.status_code != 303:
                break
        draft = contestant.submit(f"{page}/draft/hall.say", **form)
        handed = contestant.submit(f"/sittings/{sitter.sitting_id}/hand-in", leave="1")
        assert contestant.get(page).status_code == 200
    assert (answer.status_code, handed.status_code) == (503, 503)
    assert draft.status_code in (200, 503)
    assert "没有保存成功" in answer.text and f'value="{LONG}"' in answer.text
    pulse = contestant.get(f"{page}/pulse").json()
    assert (pulse["seq"], pulse["sealed"]) == (seq, False)
    assert contestant.submit(f"{page}/act/hall.say", **form).status_code == 303
    assert contestant.get(f"{page}/pulse").json()["seq"] == seq + 1
    with whole.reader.connect() as reader:
        assert broken_link(reader, sitter.attempt_id) is None


def test_an_action_that_was_saved_is_not_denied_when_its_draft_cannot_be_forgotten(
    sitter: Sitter, enter: Callable[[str], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    contestant, page = enter("xs001"), f"/attempts/{sitter.attempt_id}"
    contestant.submit(f"{page}/draft/hall.say", seen="1", text="您好")

    def fail(*_: object) -> None:
        raise OperationalError("DELETE", {}, sqlite3.OperationalError("disk is full"))

    monkeypatch.setattr("sandbox.counter.screens.keep_draft", fail)
    assert contestant.submit(f"{page}/act/hall.say", seen="1", text="您好").status_code == 303
    assert contestant.get(f"{page}/pulse").json()["seq"] == 2


def test_a_writer_that_has_stopped_refuses_instead_of_letting_wait(tmp_path: Path) -> None:
    writer = Writer(open_engine(f"sqlite:///{tmp_path / 'hall.db'}"))
    nothing: Callable[[Connection], None] = lambda connection: None  # noqa: E731
    writer.run_now(nothing)
    writer.close()
    waiting = writer.put(lambda connection, items: [None], None)
    assert isinstance(waiting.exception(timeout=5), NotSaved)


def test_work_that_answers_too_few_is_undone_and_stops_no_other(tmp_path: Path) -> None:
    writer = Writer(open_engine(f"sqlite:///{tmp_path / 'hall.db'}"))
    assert isinstance(writer.put(lambda c, items: [], 1).exception(timeout=5), AssertionError)
    assert writer.run_now(lambda c: 7) == 7
    writer.close()
