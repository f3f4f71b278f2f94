"""Signing in: passwords, who waits and who never does, and what a sign-in leaves behind."""

import asyncio
import hashlib
import re
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select

from sandbox import passwords, sign_ins
from sandbox.accounts import LoginTaken, add_account, remove, set_password
from sandbox.passwords import hashed
from sandbox.security import SESSION
from sandbox.server import Server
from sandbox.sign_ins import SIGNED_IN_MS, WrongPassword, sign_in
from sandbox.sign_ins import Browser as Browsed
from sandbox.store.tables import ENTRY_LINE, ROUND, SIGN_IN
from tests.sandbox import rows
from tests.sandbox.conftest import PASSWORD, Browser
from tests.sandbox.rows import Sat
from tests.servers import Clock

Browsers = Callable[..., Browser]


def test_the_right_password_opens_the_home_page(client: Browser) -> None:
    answer = client.sign_in("xs001")
    assert (answer.status_code, answer.url.path) == (200, "/")
    assert "选手 001" in answer.text


def test_a_login_typed_in_full_width_is_the_same(client: Browser) -> None:
    assert "选手 001" in client.sign_in("ｘｓ００１").text


def test_a_wrong_password_is_answered_with_what_the_keyboard_may_have_done(client: Browser) -> None:
    assert "注意大写锁定（Caps Lock）和输入法" in client.sign_in("xs001", "不对").text


@pytest.mark.parametrize("login", ["xs001", "nobody"])
def test_a_wrong_password_and_an_unknown_login_are_told_apart_by_nothing(
    client: Browser, login: str
) -> None:
    answer = client.sign_in(login, "不对")
    assert answer.status_code == 403
    assert "登录名或密码不对。" in answer.text
    assert f'value="{login}"' in answer.text
    assert SESSION not in client.cookies


def test_of_an_address_that_is_none_no_more_is_kept_than_an_address_takes(
    client: Browser, server: Server
) -> None:
    """A proxy may hand on what a browser says of itself."""
    forger = Browser(client.app, client=("9" * 3_000, 1))
    forger.portal = client.portal
    forger.sign_in("xs001", "错的")
    forger.sign_in("xs001")
    with server.reader.connect() as reader:
        for table in (ENTRY_LINE, SIGN_IN):
            assert {*reader.execute(select(table.c.address)).scalars()} == {"9" * 64}


def test_the_session_cookie_is_for_no_script_and_no_other_site(browsers: Browsers) -> None:
    for scheme, secure in (("http", False), ("https", True)):
        browser = browsers(base_url=f"{scheme}://hall.lan")
        entered = browser.sign_in("xs001").history[0]
        [cookie] = [c for c in entered.headers.get_list("set-cookie") if c.startswith(SESSION)]
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie
        assert ("Secure" in cookie) is secure
        assert "Max-Age" not in cookie, "a sign-in ends with the browser: seats change hands"


def test_the_database_keeps_only_the_hash_of_a_session(client: Browser, server: Server) -> None:
    client.sign_in("xs001")
    kept = hashlib.sha256(client.cookies[SESSION].encode()).hexdigest()
    with server.reader.connect() as reader:
        assert reader.execute(select(SIGN_IN.c.token_hash)).scalars().all() == [kept]


def test_signing_in_again_at_a_browser_ends_the_sign_in_before(
    client: Browser, browsers: Browsers
) -> None:
    client.sign_in("xs001")
    before = browsers()
    before.cookies[SESSION] = client.cookies[SESSION]
    visitor = browsers()
    visitor.cookies[SESSION] = client.cookies[SESSION]
    token = visitor.form_token()
    own = {"origin": "http://testserver"}
    fields = {"form_token": token, "login": "xs002", "password": PASSWORD}
    visitor.post("/sign-in", data=fields, headers=own)
    assert "选手 002" in visitor.get("/").text
    assert before.get("/").url.path == "/sign-in"


def test_in_practice_one_may_be_signed_in_at_two_places(
    client: Browser, browsers: Browsers, sat: Sat
) -> None:
    client.sign_in("xs001")
    browsers("xs001")
    assert client.get("/").url.path == "/"


def test_in_a_contest_a_newer_sign_in_ends_the_older_and_tells_it_so(
    client: Browser, browsers: Browsers, add_round: Callable[..., int], server: Server
) -> None:
    round_id = add_round(mode="contest")
    server.writer.run_now(lambda connection: rows.sit(connection, round_id))
    older, newer = browsers("xs001"), browsers("xs001")
    assert newer.get("/").url.path == "/"
    answer = older.get("/")
    assert answer.url.path == "/sign-in" and "您的账号在另一处（testclient）登录" in answer.text
    assert "立即举手报告" in answer.text
    script = older.get("/attempts/1/pulse", headers={"accept": "application/json"})
    assert script.status_code == 401 and script.json()["error"] == "signed_in_elsewhere"
    assert older.sign_in("xs001").url.path == "/"
    assert newer.get("/").url.path == "/sign-in"


def test_starting_a_contest_leaves_one_sign_in(
    whole: Server, enter: Callable[[str], Browser]
) -> None:
    with whole.reader.connect() as reader:
        contest = reader.execute(select(ROUND.c.id).where(ROUND.c.mode == "contest")).scalar()
    elsewhere, here = enter("xs001"), enter("xs001")
    assert elsewhere.get("/").status_code == 200
    assert here.submit(f"/rounds/{contest}/sittings").status_code == 303
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").headers["location"] == "/sign-in"


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


def test_a_clock_that_was_wrong_for_a_while_has_ended_no_session(
    browsers: Browsers, clock: Clock
) -> None:
    first, wrong_ms = browsers("xs001"), SIGNED_IN_MS + 3_600_000
    clock.ms += wrong_ms
    assert first.get("/").url.path == "/sign-in" and browsers("xs002").get("/").url.path == "/"
    clock.ms -= wrong_ms
    assert first.get("/").url.path == "/"


def test_a_new_password_ends_all_sessions(client: Browser, server: Server) -> None:
    client.sign_in("xs001")
    server.writer.run_now(lambda connection: set_password(connection, 1, hashed("云屿-新-3902")))
    assert client.get("/").url.path == "/sign-in"
    assert client.sign_in("xs001").status_code == 403
    assert client.sign_in("xs001", "云屿-新-3902").url.path == "/"


@pytest.mark.parametrize(
    "changed", [lambda c: set_password(c, 1, hashed("云屿-新-3902")), lambda c: remove(c, 1)]
)
def test_a_password_that_waits_lets_nobody_in_once_it_is_not_the_account_s_any_more(
    server: Server, changed: Callable[[Connection], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fits(password_hash: str, password: str) -> bool:
        server.writer.run_now(changed)
        return passwords.fits(password_hash, password)

    monkeypatch.setattr(sign_ins, "fits", fits)
    with pytest.raises(WrongPassword):
        asyncio.run(sign_in(server, "xs001", PASSWORD, Browsed("10.0.0.9")))


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


def test_the_organiser_sees_where_each_contestant_is_signed_in(
    client: Browser, browsers: Browsers
) -> None:
    organiser = browsers("zz001")
    assert _seats(organiser) == []
    client.sign_in("xs002")
    assert _seats(organiser) == [("xs002", False)]
    browsers("xs001")
    assert _seats(organiser) == [("xs001", False), ("xs002", False)]
    browsers("xs001")
    assert _seats(organiser) == [("xs001", False), ("xs001", True), ("xs002", False)]


def _seats(organiser: Browser) -> list[tuple[str, bool]]:
    """Each contestant signed in, and whether told to be in another place, too."""
    page = organiser.get("/sign-ins")
    assert page.status_code == 200
    listed = page.text.partition("登录中的选手")[2].partition("登录记录")[0]
    seats = re.findall(r"<tr>\s*<td>(\w+)(.*?)</tr>", listed, re.S)
    return [(login, "不止一处" in told) for login, told in seats]
