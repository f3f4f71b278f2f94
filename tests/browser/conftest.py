"""One venue for all whole cases: served once, left clean after every test."""

import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.venue import Venue, prepare, served


@pytest.fixture(scope="session")
def open_venue(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Venue]:
    home = tmp_path_factory.mktemp("venue")
    password_hash = prepare(home)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        with served(home, listening) as (server, clock, loop):
            yield Venue(server, clock, loop, port, browser, password_hash)


@pytest.fixture
def venue(open_venue: Venue) -> Iterator[Venue]:
    """The venue, whose seats are left and looked over at the end."""
    yield open_venue
    open_venue.leave()
    open_venue.clock.ahead_ms = 0
