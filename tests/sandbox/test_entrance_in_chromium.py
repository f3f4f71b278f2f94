"""The entrance in a real browser, as in a venue: a plain-HTTP host name, no script."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from sandbox.security import VISIT
from tests.sandbox.conftest import PASSWORD
from tests.sandbox.conftest import Browser as Client

pytestmark = pytest.mark.browser

HOST = "hall-pc.lan"


@pytest.fixture
def address(client: Client) -> Iterator[str]:
    """The hall, served under the venue's host name."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        config = uvicorn.Config(client.app, lifespan="off", http="httptools", log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://{HOST}:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def seat_at(browser: Browser, address: str) -> Iterator[Callable[[], Page]]:
    """A PC of the venue: its browser, with scripts turned off."""
    opened = []

    def sat() -> Page:
        context = browser.new_context(
            viewport={"width": 1366, "height": 768}, java_script_enabled=False
        )
        opened.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield sat
    for context in opened:
        context.close()


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def test_a_contestant_signs_in_switches_the_language_and_leaves(
    seat_at: Callable[[], Page], sat: object
) -> None:
    page = seat_at()
    sign_in(page, "xs001", "不对")
    expect(page.get_by_role("alert")).to_contain_text("登录名或密码不对。")
    sign_in(page, "xs001")
    expect(page.get_by_role("link", name="继续作答 E09")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_label("登录名")).to_be_visible()
    kept = sorted(cookie["name"] for cookie in page.context.cookies())
    assert kept == [VISIT], "and nothing of the sign-in"


def test_the_language_chosen_before_signing_in_goes_with_the_account(
    seat_at: Callable[[], Page],
) -> None:
    page = seat_at()
    page.get_by_role("button", name="English").click()
    page.get_by_label("Login").fill("xs001")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    elsewhere = seat_at()
    sign_in(elsewhere, "xs001")
    expect(elsewhere.get_by_role("button", name="Sign out")).to_be_visible()


@pytest.mark.parametrize("login", ["", "xs001", "cp001", "mt001", "zz001"])
def test_everyone_can_use_the_entrance_and_the_home_page(
    browser: Browser, address: str, sat: object, login: str
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    if login:
        sign_in(page, login)
        expect(page.get_by_role("button", name="退出登录")).to_be_visible()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    assert found.violations_count == 0, found.generate_report()
    context.close()
