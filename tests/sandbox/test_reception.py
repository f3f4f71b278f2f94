"""What the reception remembers of those who want in: little of each, of not too many, not for long."""

import asyncio

import pytest

from sandbox import reception
from sandbox.reception import AT_ONE_ACCOUNT, LANES, Busy, Guest, Reception
from sandbox.server import Server
from sandbox.sign_ins import Browser as Visitor
from sandbox.sign_ins import WrongPassword, sign_in
from tests.sandbox.conftest import Browser

pytestmark = pytest.mark.attack


def test_what_the_reception_remembers_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reception, "LANES", 50)
    assert LANES > 50

    async def tried() -> int:
        hall = Reception()
        for n in range(200):
            turn = await hall.turn(f"login {n}", Guest(f"{n}", f"{n}", known=False))
            hall.done(turn, wrong=True)
        turn = await hall.turn("x", Guest("1", "1", known=False))
        for n in range(3 * reception.MISSED_BY):
            turn.lane.miss(Guest(f"{n}", f"{n}", known=False), 0)
        assert len(turn.lane.missed) <= reception.MISSED_BY + 2
        return len(hall._lanes)

    assert asyncio.run(tried()) <= 50


def test_a_try_leaves_as_little_behind_whatever_was_sent(client: Browser, server: Server) -> None:
    def left(login: str, visit: str) -> int:
        async def tried() -> int:
            with pytest.raises(WrongPassword):
                await sign_in(server, login, "猜", Visitor("10.0.0.66", visit))
            [lane] = server.reception._lanes.items()
            server.reception._lanes.clear()
            return len(repr(lane))

        assert client.portal
        return client.portal.call(tried)

    usual, some_digits = left("nobody", "visit"), 50
    for login, visit in (("😀" * 100_000, "visit"), ("nobody", "v" * 50_000)):
        assert abs(left(login, visit) - usual) < some_digits


def test_an_account_nobody_has_come_to_for_long_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reception, "REMEMBERED_S", 0.05)

    async def tried() -> list[str]:
        hall = Reception()
        for n in range(9):
            hall.done(await hall.turn(f"login {n}", Guest("1", "1", known=False)), wrong=True)
        await asyncio.sleep(0.06)
        hall.done(await hall.turn("x", Guest("1", "1", known=False)), wrong=True)
        return [*hall._lanes]

    assert asyncio.run(tried()) == ["x"]


def test_who_is_told_to_come_again_goes_before_all_who_come_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reception, "LONGEST_S", 0.0)

    async def looked_at() -> list[str]:
        hall, seen = Reception(), []

        async def asks(browser: str) -> None:
            turn = await hall.turn("a", Guest("10.0.0.1", browser, known=False))
            seen.append(browser)
            await asyncio.sleep(0)
            hall.done(turn, wrong=browser != "owner")

        tries = [asyncio.ensure_future(asks(f"{n}")) for n in range(1 + AT_ONE_ACCOUNT)]
        await asyncio.sleep(0)
        for n in range(100, 130):
            tries += map(asyncio.ensure_future, (asks(f"{n}"), asks("owner")))
            await asyncio.sleep(0)
        answers = await asyncio.gather(*tries, return_exceptions=True)
        assert sum(isinstance(each, Busy) for each in answers) > AT_ONE_ACCOUNT
        return seen

    seen = asyncio.run(looked_at())
    came_before = {f"{n}" for n in (*range(1 + AT_ONE_ACCOUNT), 100)}
    assert {*seen[: seen.index("owner")]} <= came_before
