"""Nobody keeps another out: guesses at an account, floods of sign-ins, and what is seen of them."""

import asyncio
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlencode

import pytest
from argon2 import extract_parameters
from sqlalchemy import func, select

from sandbox import entries, passwords, sign_ins
from sandbox.accounts import set_password
from sandbox.declined import Declined
from sandbox.entries import MOST_LINES
from sandbox.passwords import GROUPS, LETTERS, LETTERS_OF_ONE, hashed, new_password
from sandbox.security import FIELD, SESSION, VISIT
from sandbox.server import Server
from sandbox.sign_ins import MOST_OF_ONE, WrongPassword, sign_in
from sandbox.store.tables import ENTRY_LINE, SIGN_IN
from tests.sample import examples
from tests.sandbox.conftest import PASSWORD, Browser
from tests.servers import NOON, Clock

pytestmark = pytest.mark.attack

Browsers = Callable[..., Browser]
STRANGER, OWNER = sign_ins.Browser("10.0.0.66"), sign_ins.Browser("10.0.0.1")
YEAR_S = 365 * 24 * 3_600


def together(client: Browser, tries: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """What came of tries in the hall's own loop."""
    assert client.portal
    return client.portal.call(tries)


@pytest.mark.parametrize("addresses", [1, 800], ids=["the holder's own address", "many addresses"])
def test_the_right_password_is_in_whatever_others_have_tried_before(
    client: Browser, server: Server, addresses: int
) -> None:
    """Thousands of new browsers, one after the other and then many at once."""

    async def besieged() -> tuple[list[Any], float]:
        guesses = [
            sign_in(server, "xs001", f"猜{n}", sign_ins.Browser(f"10.0.0.{n % addresses}"))
            for n in range(examples(3_000, 400))
        ]
        siege = asyncio.gather(*guesses, return_exceptions=True)
        await asyncio.sleep(0)
        began = time.monotonic()
        await sign_in(server, "xs001", PASSWORD, sign_ins.Browser("10.0.0.0"))
        waited = time.monotonic() - began
        answers = await siege
        assert await sign_in(server, "xs001", PASSWORD, OWNER)
        return answers, waited

    answers, waited = together(client, besieged)
    assert {type(answer) for answer in answers} == {WrongPassword}
    assert waited < 5


@pytest.mark.parametrize("addresses", [1, 100], ids=["one address", "many addresses"])
def test_guesses_at_a_password_of_an_older_version_keep_nobody_at_another_address_waiting(
    client: Browser, server: Server, monkeypatch: pytest.MonkeyPatch, addresses: int
) -> None:
    """From many addresses nobody whose password is of this version."""
    looked_at, guesses_before = 0, 0
    if addresses > 1:
        server.writer.run_now(lambda connection: set_password(connection, 2, hashed(PASSWORD)))

    def fits(password_hash: str, password: str) -> bool:
        nonlocal looked_at, guesses_before
        looked_at += 1
        if password == PASSWORD:
            guesses_before = looked_at
        time.sleep(0.01)
        return passwords.fits(password_hash, password)

    monkeypatch.setattr(sign_ins, "fits", fits)

    async def besieged() -> int:
        guesses = (
            sign_in(server, "xs001", f"猜{n}", sign_ins.Browser(f"10.0.0.{n % addresses + 2}"))
            for n in range(100)
        )
        siege = asyncio.gather(*guesses, return_exceptions=True)
        await asyncio.sleep(0.05)
        before = looked_at
        await sign_in(server, "xs002", PASSWORD, OWNER)
        waited_for = guesses_before - before
        await siege
        return waited_for

    assert together(client, besieged) < 20


def test_the_hundredth_wrong_password_is_answered_as_fast_as_the_first(
    client: Browser, server: Server
) -> None:
    async def guessed() -> list[float]:
        times = []
        for n in range(100):
            began = time.monotonic()
            with pytest.raises(WrongPassword):
                await sign_in(server, "xs001", f"猜{n}", STRANGER)
            times.append(time.monotonic() - began)
        return times

    times = together(client, guessed)
    assert sorted(times[-20:])[5] < 4 * sorted(times[:20])[10]


def test_a_drawn_password_is_beyond_all_the_guesses_a_server_answers() -> None:
    drawn = new_password()
    assert re.fullmatch("-".join([f"[{LETTERS}]{{{LETTERS_OF_ONE}}}"] * GROUPS), drawn)
    there_are = len(set(LETTERS)) ** (GROUPS * LETTERS_OF_ONE)
    assert 2_000 * YEAR_S / there_are < 1e-6
    assert len({new_password() for _ in range(1_000)}) == 1_000


def test_who_has_the_database_still_pays_for_each_guess_in_memory() -> None:
    kept = extract_parameters(hashed(new_password()))
    assert kept.type.name == "ID" and kept.memory_cost >= 1_024 and kept.time_cost >= 2


def test_a_whole_hall_that_signs_in_at_once_costs_the_machine_a_second_or_two() -> None:
    kept, began = hashed("right"), time.process_time()
    assert [passwords.fits(kept, each) for each in ("right", "wrong") * 10] == [True, False] * 10
    assert (time.process_time() - began) / 20 < 0.01


def test_a_login_that_does_not_exist_is_looked_at_as_long_as_one_that_does(
    client: Browser, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []

    def fits(password_hash: str, password: str) -> bool:
        looked_at.append(password_hash)
        return passwords.fits(password_hash, password)

    monkeypatch.setattr(sign_ins, "fits", fits)

    async def guessed() -> None:
        with pytest.raises(WrongPassword):
            await sign_in(server, "nobody", "猜", STRANGER)

    together(client, guessed)
    assert list(map(extract_parameters, looked_at)) == [extract_parameters(hashed("x"))]


def test_who_hangs_up_before_the_look_is_not_looked_at(
    client: Browser, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at, go_on = [], threading.Event()

    def fits(_hash: str, password: str) -> bool:
        looked_at.append(password)
        return go_on.wait(10)

    monkeypatch.setattr(sign_ins, "fits", fits)

    async def flooded() -> None:
        flood = [
            asyncio.ensure_future(sign_in(server, "nobody", f"{n}", STRANGER)) for n in range(99)
        ]
        await asyncio.sleep(0.05)
        for each in flood:
            each.cancel()
        await asyncio.gather(*flood, return_exceptions=True)
        go_on.set()
        with pytest.raises(Declined):
            await sign_in(server, "nobody", "last", STRANGER)

    together(client, flooded)
    assert len(looked_at) < 10 and looked_at[-1] == "last"


def test_a_browser_that_hangs_up_ends_its_own_wait_for_a_look(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at, go_on = [], threading.Event()
    monkeypatch.setattr(sign_ins, "fits", lambda *_: looked_at.append(1) or go_on.wait(10))
    form = {FIELD: client.form_token(), "login": "nobody", "password": "x"}
    headers = {
        "host": "hall",
        "origin": "http://hall",
        "cookie": f"{VISIT}={client.cookies[VISIT]}",
    }
    kind = {"content-type": "application/x-www-form-urlencoded"}
    said = [(k.encode(), v.encode()) for k, v in {**headers, **kind}.items()]
    scope = {"type": "http", "method": "POST", "path": "/sign-in", "headers": said}
    rest = {"query_string": b"", "scheme": "http", "root_path": "", "client": ("10.0.0.66", 1)}

    async def asked(gone: asyncio.Event) -> None:
        sent = [urlencode(form).encode()]

        async def receive() -> dict[str, Any]:
            if sent:
                return {"type": "http.request", "body": sent.pop()}
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(_message: Any) -> None:
            pass

        await client.app({**scope, **rest}, receive, send)

    async def flooded() -> None:
        gone = asyncio.Event()
        flood = [asyncio.create_task(asked(gone)) for _ in range(40)]
        while len(looked_at) < 2:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.3)
        gone.set()
        await asyncio.gather(*flood)
        go_on.set()
        await asyncio.sleep(0.3)

    together(client, flooded)
    assert len(looked_at) < 10


def test_the_log_has_who_came_in_who_did_not_and_who_left(
    client: Browser, browsers: Browsers, clock: Clock
) -> None:
    for _ in range(6):
        client.sign_in("xs001", "不对")
        clock.ms += 1_000
    client.sign_in("nobody", PASSWORD)
    clock.ms += 1_000
    client.sign_in("xs001")
    clock.ms += 1_000
    client.submit("/sign-out")
    organiser = browsers("zz001")
    page = organiser.get("/sign-ins").text
    assert "被人试密码的账号" in organiser.get("/").text
    rows = [" ".join(row.split()) for row in _rows(page)]
    assert any("xs001 6 1 " in row for row in rows), rows
    assert any("xs001 testclient 密码不对 6" in row for row in rows), rows
    assert any("xs001 testclient 退出 1" in row for row in rows)
    assert any("没有的登录名 testclient 密码不对 1" in row for row in rows)
    assert "nobody" not in page, "it may have been a password"
    for login in ("xs001", "cp001", "mt001"):
        assert browsers(login).get("/sign-ins").status_code == 403


def test_who_is_signed_in_is_listed_and_an_account_that_is_in_twice_is_told(
    browsers: Browsers,
) -> None:
    organiser = browsers("zz001")
    assert "没有选手登录。" in organiser.get("/sign-ins").text
    for twice, logins in ((0, ["xs001", "xs002"]), (1, ["xs001"])):
        seats = [browsers(login) for login in logins]
        page = organiser.get("/sign-ins")
        assert page.status_code == 200 and all(seat.cookies[SESSION] for seat in seats)
        assert page.text.count("同一账号，不止一处") == twice


def _rows(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>", " ", row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.S)]


def test_the_log_is_bounded_and_strangers_push_out_what_strangers_did_alone(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_LINES > 300
    monkeypatch.setattr(entries, "MOST_LINES", 100)
    monkeypatch.setattr(entries, "MOST_WRONG", 50)

    def stormed(connection: Any) -> None:
        entries.note(connection, entries.RESET, "xs001", "root", NOON)
        for n in range(500):
            entries.note(connection, entries.WRONG, "", f"{n}", NOON)

    server.writer.run_now(stormed)
    with server.reader.connect() as reader:
        kinds = Counter(line.kind for line in entries.latest(reader, 1_000))
    assert kinds[entries.RESET] == 1 and 50 <= kinds[entries.WRONG] < 150

    def flooded(connection: Any) -> int:
        for n in range(300):
            entries.note(connection, entries.IN, "xs001", f"{n}", NOON)
            entries.note(connection, entries.WRONG, "xs001", "10.0.0.66", NOON)
        return int(connection.execute(select(func.count()).select_from(ENTRY_LINE)).scalar_one())

    assert server.writer.run_now(flooded) <= 200


def test_who_signs_in_again_and_again_pushes_nothing_out_and_holds_nobody_up(
    client: Browser, server: Server, clock: Clock
) -> None:
    """Thousands of sign-ins were each listed to the organiser, and ended one by one where a contest began."""
    times = MOST_OF_ONE + 20

    async def again() -> list[str]:
        tokens = []
        for _ in range(times):
            clock.ms += 1_000
            tokens.append(await sign_in(server, "xs001", PASSWORD, STRANGER))
        return tokens

    tokens = together(client, again)
    with server.reader.connect() as reader:
        kept = reader.execute(select(SIGN_IN.c.token_hash)).scalars().all()
        lines = entries.latest(reader, 1_000)
        assert sign_ins.signed_in_holder(reader, tokens[-1], NOON)
        assert not sign_ins.signed_in_holder(reader, tokens[0], NOON)
    assert len(kept) == MOST_OF_ONE
    assert {(line.kind, line.times) for line in lines} == {
        (entries.IN, times),
        (entries.OLDEST, 20),
    }


def test_a_jump_of_the_clock_locks_nobody(client: Browser, clock: Clock) -> None:
    for _ in range(3):
        client.sign_in("xs001", "不对")
    clock.ms -= 3_600_000
    assert client.sign_in("xs001").url.path == "/"
