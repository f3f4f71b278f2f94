"""Nobody keeps another out: guesses at an account, floods of sign-ins, and what is seen of them."""

import asyncio
import re
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from sandbox import entries, reception, sign_ins
from sandbox.accounts import secret_hash
from sandbox.entries import MOST_BROWSERS, MOST_LINES
from sandbox.reception import (
    AT_ONCE,
    FREE_TRIES,
    KNOWN_S,
    LONGEST_S,
    MOST_WAITING,
    SHARE,
    Busy,
    Guest,
    Reception,
    delay_s,
)
from sandbox.security import BROWSER, SESSION, VISIT
from sandbox.server import Server
from sandbox.sign_ins import WrongPassword, sign_in
from sandbox.store.tables import ENTRY_LINE, KNOWN_BROWSER
from tests.sample import examples
from tests.sandbox.conftest import PASSWORD, Browser
from tests.servers import NOON, Clock

pytestmark = pytest.mark.attack

Browsers = Callable[..., Browser]
STRANGER = sign_ins.Browser("10.0.0.66", "stranger")
OWNER = sign_ins.Browser("10.0.0.1", "owner")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The longest wait is a fifth of a second."""
    for name, seconds in {"FIRST_S": 0.05, "LONGEST_S": 0.2, "KNOWN_S": 0.1}.items():
        monkeypatch.setattr(reception, name, seconds)


def together(client: Browser, tries: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """What came of tries in the hall's own loop."""
    assert client.portal
    return client.portal.call(tries)


async def fails(server: Server, browser: sign_ins.Browser, times: int = 1) -> None:
    """Guesses, one after another."""
    for n in range(times):
        with pytest.raises(WrongPassword):
            await sign_in(server, "xs001", f"猜{n}", browser)


def test_a_stranger_s_guesses_never_refuse_the_right_password(
    client: Browser, server: Server, quick: None
) -> None:
    async def besieged() -> list[float]:
        times = examples(200, FREE_TRIES + 3)
        guesses = asyncio.gather(
            *(fails(server, STRANGER, times) for _ in range(2)), return_exceptions=True
        )
        waits = []
        for n in range(examples(100, 5)):
            await asyncio.sleep(0.05)
            began = time.monotonic()
            await sign_in(server, "xs001", PASSWORD, sign_ins.Browser("10.0.0.1", f"seat {n}"))
            waits.append(time.monotonic() - began)
        guesses.cancel()
        return waits

    assert max(together(client, besieged)) < 2, "far longer than a pace of the account"


def test_a_browser_that_has_been_in_by_the_account_does_not_wait_at_all(
    client: Browser, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception, "FIRST_S", 30.0)
    monkeypatch.setattr(reception, "LONGEST_S", 30.0)

    async def besieged() -> float:
        entered = await sign_in(server, "xs001", PASSWORD, OWNER)
        await fails(server, STRANGER, FREE_TRIES)
        began = time.monotonic()
        seat = sign_ins.Browser("10.0.0.1", "another visit", entered.browser)
        again = await sign_in(server, "xs001", PASSWORD, seat)
        assert again.browser == entered.browser
        return time.monotonic() - began

    assert together(client, besieged) < 1


def test_what_a_browser_may_do_at_one_account_it_may_not_at_another(
    client: Browser, server: Server
) -> None:
    async def entered() -> str:
        return (await sign_in(server, "xs002", PASSWORD, STRANGER)).browser

    name = secret_hash(together(client, entered))
    with server.reader.connect() as reader:
        assert entries.is_known(reader, name, 2) and not entries.is_known(reader, name, 1)


def test_strangers_guesses_at_an_account_are_bounded_whoever_makes_them() -> None:
    """By a clock of the test's own: an hour of guesses, each from an address of its own."""

    def guesses(known: bool) -> int:
        failures, second = 0, 0.0
        while second < 3_600:
            failures += 1
            second += max(0.02, delay_s(failures, known=known))
        return failures

    assert guesses(known=False) <= 735 and guesses(known=True) <= 1_210
    waits = [delay_s(failures, known=False) for failures in range(1, 40)]
    assert waits == sorted(waits) and waits[FREE_TRIES - 2 : FREE_TRIES] == [0.0, 0.5]
    assert waits[-1] == LONGEST_S
    assert {delay_s(failures, known=True) for failures in range(FREE_TRIES, 99)} == {KNOWN_S}


def test_guesses_sent_together_from_many_addresses_cannot_outrun_the_pace(
    client: Browser, server: Server, quick: None
) -> None:
    async def besieged() -> float:
        began = time.monotonic()
        many = (fails(server, sign_ins.Browser(f"10.0.1.{n}", f"{n}")) for n in range(12))
        await asyncio.gather(*many, return_exceptions=True)
        return time.monotonic() - began

    took = together(client, besieged)
    assert took >= 0.05 + 0.1 - 0.01


@pytest.mark.parametrize("login", ["xs001", "nobody"])
def test_an_unknown_login_is_answered_and_delayed_as_a_known_one(
    client: Browser, server: Server, login: str, quick: None
) -> None:
    async def guessed() -> float:
        began = time.monotonic()
        for n in range(FREE_TRIES + 2):
            with pytest.raises(WrongPassword):
                await sign_in(server, login, f"猜{n}", STRANGER)
        return time.monotonic() - began

    assert together(client, guessed) >= 0.05 + 0.1


def test_a_right_password_pressed_many_times_at_once_is_never_refused(
    client: Browser, server: Server
) -> None:
    async def pressed() -> list[object]:
        presses = (sign_in(server, "xs001", PASSWORD, OWNER) for _ in range(6))
        return await asyncio.gather(*presses)

    assert len(together(client, pressed)) == 6


def test_a_flood_of_one_sender_costs_others_the_time_of_a_password_or_two(
    client: Browser, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []

    def slow(_hash: str, password: str) -> bool:
        time.sleep(0.02)
        looks.append(password)
        return password == PASSWORD

    monkeypatch.setattr(sign_ins, "fits", slow)

    async def flooded() -> tuple[int, list[object]]:
        flood = [
            asyncio.ensure_future(sign_in(server, f"nobody{n}", "猜", STRANGER)) for n in range(300)
        ]
        await asyncio.sleep(0.01)
        before = len(looks)
        await sign_in(server, "xs001", PASSWORD, OWNER)
        for each in flood:
            each.cancel()
        return before, await asyncio.gather(*flood, return_exceptions=True)

    before, answers = together(client, flooded)
    assert looks.index(PASSWORD) - before <= 2 * AT_ONCE
    assert sum(isinstance(each, Busy) for each in answers) >= 300 - SHARE - AT_ONCE
    assert len(looks) < 60, "who has hung up is not looked at"


def test_a_full_reception_says_when_to_come_again(
    client: Browser, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception, "SHARE", 0)
    monkeypatch.setattr(Reception, "_make_room", _full)
    answer = client.sign_in("xs001")
    assert answer.status_code == 503 and answer.headers["retry-after"] == "7"
    assert "现在登录的人太多，请在 7 秒后再试。" in answer.text and "账号也没有被锁" in answer.text


def _full(*_: object) -> None:
    raise Busy(7)


async def _queued(
    hall: Reception, count: int, guest: Callable[[int], Guest]
) -> list["asyncio.Task[Any]"]:
    tasks = [asyncio.ensure_future(hall.turn(f"login {n}", guest(n))) for n in range(count)]
    await asyncio.sleep(0)
    return tasks


def test_the_queue_is_bounded_and_who_waits_least_goes_first() -> None:
    async def tried() -> None:
        hall = Reception()
        flood = await _queued(hall, 600, lambda n: Guest(f"10.0.0.{n % 3}", f"{n}", known=False))
        assert (
            sum(task.done() and bool(task.exception()) for task in flood[2:]) >= 598 - MOST_WAITING
        )
        assert len(hall._waiting) <= MOST_WAITING
        fresh = asyncio.ensure_future(hall.turn("a", Guest("10.0.0.9", "x", known=False)))
        seat = asyncio.ensure_future(hall.turn("b", Guest("10.0.0.1", "y", known=True)))
        await asyncio.sleep(0)
        working = [task.result() for task in flood if task.done() and not task.exception()]
        hall.done(working[0], wrong=True)
        await asyncio.sleep(0)
        assert seat.done() and not fresh.done(), "known browsers first"
        hall.done(working[1], wrong=True)
        await asyncio.sleep(0)
        assert fresh.done() or hall._working == 2
        for task in (*flood, fresh):
            task.cancel()
        await asyncio.gather(*flood, fresh, return_exceptions=True)
        assert not hall._waiting

    asyncio.run(tried())


def test_a_flood_leaves_room_to_others_of_its_address_and_in_a_full_hall_to_other_addresses() -> (
    None
):
    async def tried() -> None:
        hall = Reception()
        flood = await _queued(hall, 600, lambda n: Guest("10.0.0.1", "one", known=False))
        other = asyncio.ensure_future(hall.turn("a", Guest("10.0.0.1", "two", known=False)))
        more = await _queued(hall, 600, lambda n: Guest("10.0.0.2", f"{n}", known=False))
        assert len(hall._waiting) == MOST_WAITING
        fresh = asyncio.ensure_future(hall.turn("b", Guest("10.0.0.3", "x", known=False)))
        await asyncio.sleep(0)
        for working in [task.result() for task in flood[:2]]:
            hall.done(working, wrong=True)
        await asyncio.sleep(0)
        assert fresh.done(), "an address that was never served is next"
        calls = 0
        while not other.done():
            hall.done(next(_just_called(hall, [*flood, *more, fresh])), wrong=True)
            await asyncio.sleep(0)
            calls += 1
        assert calls < 5 and other.result()
        for task in (*flood, *more):
            task.cancel()
        await asyncio.gather(*flood, *more, return_exceptions=True)

    asyncio.run(tried())


def _just_called(hall: Reception, tasks: list["asyncio.Task[Any]"]) -> Iterator[Any]:
    """The turns whose password is being looked at."""
    done = (task for task in tasks if task.done() and not task.cancelled())
    turns = (task.result() for task in done if not task.exception())
    return (turn for turn in turns if turn.lane.busy)


def test_of_an_account_who_has_missed_least_is_next() -> None:
    async def tried() -> None:
        hall = Reception()
        guesser, owner = (Guest(f"10.0.0.{n}", f"{n}", known=False) for n in (1, 2))
        for guest, wrong in ((guesser, True), (owner, False)):
            hall.done(await hall.turn("a", guest), wrong=wrong)
        looked_at = await hall.turn("a", guesser)
        tasks = [asyncio.ensure_future(hall.turn("a", each)) for each in (guesser, owner)]
        await asyncio.sleep(0)
        hall.done(looked_at, wrong=True)
        await asyncio.sleep(0)
        assert tasks[1].done() and not tasks[0].done()
        tasks[0].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(tried())


def test_who_hangs_up_gives_up_the_place() -> None:
    async def tried() -> None:
        hall = Reception()
        tasks = await _queued(hall, 9, lambda n: Guest("10.0.0.1", f"{n}", known=False))
        for task in tasks[:2]:
            hall.done(task.result(), wrong=False)
        for task in tasks[2:]:
            task.cancel()  # Two of them have just been called and do not know it yet.
        await asyncio.gather(*tasks, return_exceptions=True)
        assert not hall._waiting and hall._working == 0

    asyncio.run(tried())


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


def test_the_log_and_the_known_browsers_are_bounded(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_LINES > 300 > MOST_BROWSERS
    monkeypatch.setattr(entries, "MOST_LINES", 100)

    def flooded(connection: Any) -> tuple[int, int]:
        for n in range(300):
            entries.note(connection, entries.IN, "xs001", f"{n}", NOON)
            entries.note(connection, entries.WRONG, "xs001", "10.0.0.66", NOON)
        for n in range(40):
            entries.know(connection, f"{n}", 1, NOON + n)
        lines = connection.execute(select(func.count()).select_from(ENTRY_LINE)).scalar()
        known = connection.execute(select(KNOWN_BROWSER.c.browser_hash)).scalars().all()
        assert "39" in known and "0" not in known
        return lines, len(known)

    assert server.writer.run_now(flooded) <= (200, MOST_BROWSERS)


def test_a_jump_of_the_clock_locks_nobody(client: Browser, clock: Clock) -> None:
    for _ in range(3):
        client.sign_in("xs001", "不对")
    clock.ms -= 3_600_000
    assert client.sign_in("xs001").url.path == "/"


def test_the_browser_stays_known_when_the_person_leaves(client: Browser) -> None:
    client.sign_in("xs001")
    name = client.cookies[BROWSER]
    client.submit("/sign-out")
    assert client.cookies[BROWSER] == name and SESSION not in client.cookies
    assert VISIT not in client.cookies or client.cookies[VISIT] != name
