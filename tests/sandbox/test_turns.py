"""Who asks for hundreds of pages at once waits for them; others wait for two."""

import asyncio
from collections.abc import Callable

import pytest

from sandbox.accounts import issue_token
from sandbox.server import Server
from sandbox.turns import AT_ONCE, MOST_WAITING, TooManyAtOnce, Turns
from tests.sandbox.conftest import Browser
from tests.servers import CONTESTANT, NOON, OTHER, sit

pytestmark = pytest.mark.attack


def test_whoever_comes_after_hundreds_of_another_s_requests_waits_for_two_of_them() -> None:
    async def drawn() -> list[int]:
        turns, found = Turns(), list[int]()

        async def page(account_id: int) -> None:
            async with turns.turn(account_id):
                found.append(account_id)

        await asyncio.gather(*(page(CONTESTANT) for _ in range(300)), page(OTHER))
        assert not turns._gates and not turns._here, "who has been answered is forgotten"
        return found

    found = asyncio.run(drawn())
    assert found.count(CONTESTANT) == 300 and found.index(OTHER) == AT_ONCE


def test_more_than_all_tabs_could_ask_for_is_refused_and_whoever_waits_stays() -> None:
    async def refused() -> int:
        turns, shut = Turns(), asyncio.Event()

        async def page() -> None:
            async with turns.turn(CONTESTANT):
                await shut.wait()

        pages = [asyncio.create_task(page()) for _ in range(AT_ONCE + MOST_WAITING + 5)]
        await asyncio.sleep(0.01)
        shut.set()
        answers = await asyncio.gather(*pages, return_exceptions=True)
        return sum(isinstance(each, TooManyAtOnce) for each in answers)

    assert asyncio.run(refused()) == 5


def test_pages_forms_and_programs_of_an_account_take_turns(
    whole: Server, enter: Callable[[str], Browser]
) -> None:
    token = whole.writer.run_now(lambda c: issue_token(c, CONTESTANT, "测试", NOON))
    bearer = {"authorization": f"Bearer {token}"}
    mine, theirs, seat = enter("xs001"), enter("xs002"), sit(whole)
    pulse, form = f"/attempts/{seat.attempt_id}/pulse", mine.form_token()
    whole.turns._here[CONTESTANT] = AT_ONCE + MOST_WAITING
    sent = {"data": {"form_token": form, "case": "E09"}, "headers": {"origin": "http://testserver"}}
    asked = (
        mine.get(pulse),
        mine.post("/rounds/1/sittings", **sent),
        mine.get("/api/rounds", headers=bearer),
    )
    assert [each.status_code for each in asked] == [429] * 3
    assert theirs.get("/").status_code == 200
    whole.turns._here[CONTESTANT] = 0
    assert mine.get(pulse).status_code == 200
