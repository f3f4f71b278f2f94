"""The machine that tests run on: what it has, and that nothing leaves it."""

import socket

import pytest
from playwright.sync_api import Page
from sqlalchemy import create_engine, text


def test_a_test_reaches_nothing_but_this_machine() -> None:
    with socket.socket() as listener, socket.socket() as caller:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        caller.connect(listener.getsockname())
    # 192.0.2.0/24 is kept for documentation: nobody is there, should the guard be gone.
    with socket.socket() as caller, pytest.raises(PermissionError, match=r"192\.0\.2\.1"):
        caller.settimeout(0.1)
        caller.connect(("192.0.2.1", 9))


def test_the_postgresql_server_listens_on_this_machine_alone(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW listen_addresses")) == "127.0.0.1"
    engine.dispose()


@pytest.mark.browser
def test_the_browser_draws_chinese_and_no_boxes(page: Page) -> None:
    page.set_content("<b id=one>云</b> <b id=two>屿</b>")
    assert page.locator("#one").screenshot() != page.locator("#two").screenshot()
