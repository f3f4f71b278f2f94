"""Signing in: passwords, the delay of an account, and what a sign-in leaves behind."""

import asyncio
import hashlib
from collections.abc import Callable

import pytest
from sqlalchemy import select

from sandbox.accounts import (
    FREE_TRIES,
    LONGEST_DELAY_MS,
    SIGNED_IN_MS,
    Delayed,
    LoginTaken,
    WrongPassword,
    add_account,
    delay_ms,
    set_password,
    sign_in,
)
from sandbox.passwords import hashed
from sandbox.security import SESSION
from sandbox.server import Server
from sandbox.store.tables import ACCOUNT, SIGN_IN
from tests.sandbox.conftest import PASSWORD, Browser
from tests.servers import Clock

Browsers = Callable[..., Browser]


def test_the_right_password_opens_the_home_page(client: Browser) -> None:
    answer = client.sign_in("xs001")
    assert (answer.status_code, answer.url.path) == (200, "/")
    assert "选手 001" in answer.text


@pytest.mark.parametrize("login", ["xs001", "nobody"])
def test_a_wrong_password_and_an_unknown_login_are_told_apart_by_nothing(
    client: Browser, login: str
) -> None:
    answer = client.sign_in(login, "不对")
    assert answer.status_code == 403
    assert "登录名或密码不对。" in answer.text
    assert f'value="{login}"' in answer.text
    assert SESSION not in client.cookies


def test_after_free_tries_the_account_waits_and_is_told_how_long(
    client: Browser, clock: Clock
) -> None:
    for _ in range(FREE_TRIES):
        assert client.sign_in("xs001", "不对").status_code == 403
    waiting = client.sign_in("xs001")
    assert waiting.status_code == 429
    assert "请在 2 秒后再试" in waiting.text
    clock.ms += 2_000
    assert client.sign_in("xs001").url.path == "/"


def test_the_delay_of_one_account_is_not_another_s(client: Browser, browsers: Browsers) -> None:
    for _ in range(FREE_TRIES + 1):
        client.sign_in("xs001", "不对")
    assert browsers().sign_in("xs002").url.path == "/"


def test_the_delay_doubles_up_to_a_minute() -> None:
    delays = [delay_ms(failures) for failures in range(1, 40)]
    assert delays[: FREE_TRIES + 3] == [0, 0, 2_000, 4_000, 8_000, 16_000]
    assert delays == sorted(delays) and delays[-1] == LONGEST_DELAY_MS


def test_the_right_password_forgets_the_failures(client: Browser, server: Server) -> None:
    client.sign_in("xs001", "不对")
    client.sign_in("xs001")
    with server.reader.connect() as reader:
        wanted = select(ACCOUNT.c.failures).where(ACCOUNT.c.login == "xs001")
        assert reader.execute(wanted).scalar() == 0


def test_tries_sent_together_cannot_outrun_the_delay(client: Browser, server: Server) -> None:
    async def all_at_once() -> list[object]:
        tries = (sign_in(server, "xs001", f"猜{n}", "") for n in range(12))
        return await asyncio.gather(*tries, return_exceptions=True)

    kinds = [type(each) for each in client.portal.call(all_at_once)]
    assert kinds.count(WrongPassword) == FREE_TRIES
    assert kinds.count(Delayed) == 12 - FREE_TRIES


def test_the_session_cookie_is_for_no_script_and_no_other_site(browsers: Browsers) -> None:
    for scheme, secure in (("http", False), ("https", True)):
        browser = browsers(base_url=f"{scheme}://hall.lan")
        entered = browser.sign_in("xs001").history[0]
        [cookie] = [c for c in entered.headers.get_list("set-cookie") if c.startswith(SESSION)]
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie
        assert ("Secure" in cookie) is secure


def test_the_database_keeps_only_the_hash_of_a_session(client: Browser, server: Server) -> None:
    client.sign_in("xs001")
    kept = hashlib.sha256(client.cookies[SESSION].encode()).hexdigest()
    with server.reader.connect() as reader:
        assert reader.execute(select(SIGN_IN.c.token_hash)).scalars().all() == [kept]


def test_signing_out_ends_the_session_on_the_server(client: Browser, browsers: Browsers) -> None:
    client.sign_in("xs001")
    thief = browsers()
    thief.cookies[SESSION] = client.cookies[SESSION]
    assert thief.get("/").url.path == "/"
    assert client.submit("/sign-out").url.path == "/sign-in"
    assert thief.get("/").url.path == "/sign-in"


def test_a_session_ends_by_itself(client: Browser, clock: Clock) -> None:
    client.sign_in("xs001")
    clock.ms += SIGNED_IN_MS
    assert client.get("/").url.path == "/sign-in"


def test_a_new_password_ends_the_delay_and_all_sessions(client: Browser, server: Server) -> None:
    client.sign_in("xs001")
    server.writer.run_now(lambda connection: set_password(connection, 1, hashed("云屿-新-3902")))
    assert client.get("/").url.path == "/sign-in"
    assert client.sign_in("xs001").status_code == 403
    assert client.sign_in("xs001", "云屿-新-3902").url.path == "/"


def test_a_new_password_revokes_the_tokens_of_that_account_alone(
    server: Server, token: Callable[[str], dict[str, str]], client: Browser
) -> None:
    own, another = token("xs001"), token("xs002")
    assert client.get("/api/rounds", headers=own).status_code == 200
    server.writer.run_now(lambda connection: set_password(connection, 1, hashed("云屿-新-3902")))
    assert client.get("/api/rounds", headers=own).status_code == 401
    assert client.get("/api/rounds", headers=another).status_code == 200


def test_two_accounts_never_share_a_login(server: Server) -> None:
    with pytest.raises(LoginTaken):
        server.writer.run_now(lambda c: add_account(c, "xs001", "", name="甲", role="judge"))


def test_after_signing_in_one_is_where_one_wanted_to_go(client: Browser) -> None:
    asked = client.get("/attempts/7?paper=3")
    assert asked.url.path == "/sign-in"
    wanted = asked.url.params["next"]
    answer = client.submit("/sign-in", login="xs001", password=PASSWORD, next=wanted)
    assert str(answer.url).endswith("/attempts/7?paper=3")


@pytest.mark.parametrize("next", ["//evil.test/", "https://evil.test/", "/\\evil.test", "a", ""])
def test_signing_in_never_leads_to_another_site(client: Browser, next: str) -> None:
    answer = client.submit("/sign-in", login="xs001", password=PASSWORD, next=next)
    assert answer.url.path == "/" and answer.url.host == "testserver"
