"""Who asks for hundreds of pages at once waits for them; others wait for two."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from contextlib import AsyncExitStack
from typing import Any

import pytest
from starlette.requests import Request

from sandbox.accounts import issue_token
from sandbox.screens.frame import STATIC
from sandbox.security import SESSION
from sandbox.server import Server
from sandbox.sign_ins import Browser as Browsed
from sandbox.sign_ins import sign_in
from sandbox.turns import AT_ONCE, STRANGERS, Turns
from tests.sandbox.clerk import page_of
from tests.sandbox.conftest import PASSWORD, Browser
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


def test_a_turn_that_was_long_is_free_again_after_as_long() -> None:
    """A step goes through the loop again and again, and would meet two more pages each time."""

    async def had() -> list[float]:
        turns, began = Turns(), list[float]()

        async def page() -> None:
            async with turns.turn(CONTESTANT):
                began.append(time.monotonic())
                time.sleep(0.05)

        async def step() -> None:
            for _ in range(20):
                await asyncio.sleep(0)
            began.append(time.monotonic())

        pages = asyncio.gather(*(page() for _ in range(6)))
        await asyncio.gather(pages, step())
        await asyncio.sleep(0.2)
        assert not turns._gates and not turns._here
        return began

    first, second, stepped, third, *_ = asyncio.run(had())
    assert first < second < stepped < third


def test_many_who_share_a_turn_rest_for_nothing_that_kept_the_thread() -> None:
    """Of a hundred that sign in beside somebody's long page each rested for as long as that took."""

    async def had(rests: bool) -> bool:
        turns = Turns()

        async def page() -> None:
            async with turns.turn(STRANGER, STRANGERS, rests=rests):
                await asyncio.sleep(0.02)

        await asyncio.gather(*(page() for _ in range(4)))
        return not turns._gates and not turns._here

    assert asyncio.run(had(False)) and not asyncio.run(had(True))


@pytest.mark.parametrize(
    ("had_s", "rests_s"), [(0.005, []), (0.01, [0.01]), (0.25, [0.25]), (3.0, [0.5])]
)
def test_a_turn_rests_as_long_as_it_was_had_from_some_milliseconds_on(
    had_s: float, rests_s: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def rests() -> list[float]:
        loop, turns, now, found = asyncio.get_running_loop(), Turns(), [0.0], list[float]()

        def call_later(seconds: float, free: Callable[[Hashable], None], who: Hashable) -> None:
            found.append(seconds)
            free(who)

        with monkeypatch.context() as patch:
            patch.setattr(loop, "time", lambda: now[0])
            patch.setattr(loop, "call_later", call_later)
            async with turns.turn(CONTESTANT):
                now[0] += had_s
        return found

    assert asyncio.run(rests()) == rests_s


def test_a_sign_in_with_the_right_password_waits_for_others_of_its_account(server: Server) -> None:
    async def waited() -> bool:
        async with AsyncExitStack() as taken:
            for _ in range(AT_ONCE):
                await taken.enter_async_context(server.turns.turn(("sign-ins of", CONTESTANT)))
            mine = asyncio.create_task(sign_in(server, "xs001", PASSWORD, Browsed("10.0.0.9")))
            theirs = await sign_in(server, "xs002", PASSWORD, Browsed("10.0.0.9"))
            await asyncio.sleep(0.1)
            assert theirs and not mine.done()
        return bool(await mine)

    assert asyncio.run(waited())


Line = tuple[str, str, dict[str, str], list[dict[str, Any]]]
"""A request as it comes over a line: its method, address, headers and messages. After the last of them
nothing comes for as long as a test looks, then the line is hung up."""
NONE: list[dict[str, Any]] = [{"type": "http.request", "body": b""}]
GONE = {"type": "http.disconnect"}
STRANGER = "10.0.0.66"


async def answered(
    browser: Browser, line: Line, found: list[tuple[int, str]], over: asyncio.Event
) -> None:
    """Ask over a line of a stranger's address, and note the status of the answer and what was asked."""
    method, path, headers, messages = line
    coming = iter(messages)

    async def receive() -> dict[str, Any]:
        if message := next(coming, None):
            return message
        await over.wait()
        return GONE

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            found.append((message["status"], path))

    raw = [(name.encode(), text.encode()) for name, text in {"host": "hall", **headers}.items()]
    scope = {"type": "http", "method": method, "path": path, "root_path": "", "query_string": b""}
    rest = {"headers": raw, "client": (STRANGER, 1), "scheme": "http", "server": ("hall", 80)}
    await browser.app({**scope, **rest}, receive, send)  # type: ignore[arg-type]


def answers_while_taken(
    browser: Browser, server: Server, who: Hashable, lines: Sequence[Line]
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """What is answered while all turns of one are taken, and then."""

    async def asked() -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
        found, over = list[tuple[int, str]](), asyncio.Event()
        async with AsyncExitStack() as taken:
            for _ in range(AT_ONCE):
                await taken.enter_async_context(server.turns.turn(who))
            asking = [asyncio.create_task(answered(browser, each, found, over)) for each in lines]
            await asyncio.sleep(0.3)
            meanwhile = [*found]
        await asyncio.wait(asking, timeout=2)
        over.set()
        await asyncio.gather(*asking)
        return meanwhile, found[len(meanwhile) :]

    assert browser.portal
    meanwhile, then = browser.portal.call(asked)
    return meanwhile, then


def form_of(text: str) -> Line:
    """The form of the entrance, with some of its body."""
    kind = {"content-type": "application/x-www-form-urlencoded", "origin": "http://hall"}
    length = {"content-length": "1000"} if text else {}
    sent = {"type": "http.request", "body": text.encode(), "more_body": bool(text)}
    return "POST", "/sign-in", {**kind, **length}, [sent]


def test_pages_forms_refusals_and_programs_of_an_account_take_turns(
    whole: Server, enter: Callable[[str], Browser]
) -> None:
    token = whole.writer.run_now(lambda c: issue_token(c, CONTESTANT, "测试", NOON))
    mine, theirs, seat = enter("xs001"), enter("xs002"), sit(whole)
    cookie, other = ({"cookie": f"{SESSION}={each.cookies[SESSION]}"} for each in (mine, theirs))
    lines: list[Line] = [
        ("GET", f"/attempts/{seat.attempt_id}/pulse", cookie, NONE),
        ("GET", "/nothing", cookie, NONE),
        ("GET", "/sign-in", cookie, NONE),
        ("POST", "/rounds/1/sittings", cookie, NONE),
        ("GET", "/api/rounds", {"authorization": f"Bearer {token}"}, NONE),
        ("GET", "/", other, NONE),
    ]
    meanwhile, then = answers_while_taken(mine, whole, CONTESTANT, lines)
    assert meanwhile == [(200, "/")]
    assert Counter(status for status, _ in then) == Counter([200, 404, 303, 403, 200])


def test_a_counter_page_that_is_kept_takes_no_turn_of_pages_that_are_drawn(
    whole: Server, contestant: Browser, enter: Callable[[str], Browser]
) -> None:
    seat = sit(whole)
    seat.act("hall.call_next", 0)
    contestant.get(page_of(seat))
    cookie = {"cookie": f"{SESSION}={contestant.cookies[SESSION]}"}
    stranger = {"cookie": f"{SESSION}={enter('xs002').cookies[SESSION]}"}
    lines: list[Line] = [
        ("GET", page_of(seat), cookie, NONE),
        ("GET", f"{page_of(seat)}/pulse", cookie, NONE),
        ("GET", page_of(seat), stranger, NONE),
    ]
    meanwhile, then = answers_while_taken(contestant, whole, CONTESTANT, lines)
    assert sorted(meanwhile) == [(200, page_of(seat)), (404, page_of(seat))]
    assert then == [(200, f"{page_of(seat)}/pulse")]
    seat.act("hall.say", 1, text="您好")
    meanwhile, then = answers_while_taken(contestant, whole, CONTESTANT, lines[:1])
    assert not meanwhile and then == [(200, page_of(seat))]


def test_pages_that_are_kept_take_turns_among_themselves(
    whole: Server, contestant: Browser
) -> None:
    seat = sit(whole)
    contestant.get(page_of(seat))
    cookie = {"cookie": f"{SESSION}={contestant.cookies[SESSION]}"}
    paths = [page_of(seat), f"{page_of(seat)}/pulse"]
    lines: list[Line] = [("GET", path, cookie, NONE) for path in paths]
    shelf = answers_while_taken(contestant, whole, ("shelf", CONTESTANT), lines)
    assert shelf == ([(200, paths[1])], [(200, paths[0])])


@pytest.mark.parametrize("of", [STRANGER, STRANGERS], ids=["the address", "all strangers"])
def test_whatever_is_asked_without_a_sign_in_takes_turns_of_the_address_and_of_all_strangers(
    whole: Server, enter: Callable[[str], Browser], of: Hashable
) -> None:
    seat = enter("xs001")
    invented, mine = ({"cookie": f"{SESSION}={each}"} for each in ("none", seat.cookies[SESSION]))
    lines: list[Line] = [
        ("GET", "/sign-in", {}, NONE),
        ("GET", "/sign-in", invented, NONE),
        ("GET", "/nothing", {}, NONE),
        ("DELETE", "/sign-in", {}, NONE),
        ("GET", "/api/rounds", {"authorization": "Bearer none"}, NONE),
        form_of(""),
        ("GET", "/", mine, NONE),
        ("GET", f"{STATIC}/frame.css", {}, NONE),
    ]
    meanwhile, then = answers_while_taken(seat, whole, of, lines)
    assert sorted(meanwhile) == [(200, "/"), (200, f"{STATIC}/frame.css")]
    assert Counter(status for status, _ in then) == Counter([200, 200, 404, 405, 401, 403])


def test_what_a_program_sends_is_read_as_json_in_turn(
    client: Browser, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: list[int] = []

    async def json(_: Request) -> Any:
        there.append(server.turns._here[STRANGER])
        return {}

    monkeypatch.setattr(Request, "json", json)
    sent = [{"type": "http.request", "body": b"{}"}]
    kind = {"content-type": "application/json"}
    lines: list[Line] = [("POST", "/api/rounds/1/sittings", kind, sent)]
    meanwhile, then = answers_while_taken(client, server, STRANGER, lines)
    assert not meanwhile and then == [(401, "/api/rounds/1/sittings")]
    assert there == [1], "its own turn alone"


def test_half_a_form_holds_no_turn_and_whoever_hangs_up_in_it_is_drawn_nothing(
    client: Browser, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    half, left = form_of("login="), form_of("login=")
    left[-1].append(GONE)
    lines: list[Line] = [half, half, half, left, ("GET", "/sign-in", {}, NONE)]
    meanwhile, then = answers_while_taken(client, server, "10.0.0.1", lines)
    assert sorted(meanwhile) == [(200, "/sign-in"), (408, "/sign-in")]
    assert then == 3 * [(408, "/sign-in")]
    assert not caplog.records


def test_who_has_hung_up_when_the_turn_comes_is_drawn_nothing(
    client: Browser, server: Server
) -> None:
    lines: list[Line] = [("GET", path, {}, [GONE]) for path in ("/sign-in", "/nothing")]
    meanwhile, then = answers_while_taken(client, server, STRANGER, lines)
    assert not meanwhile and {status for status, _ in then} == {408}


def test_more_than_is_taken_of_a_body_is_refused_in_turn(client: Browser, server: Server) -> None:
    large = {"content-length": "1000000"}
    lines: list[Line] = [("POST", "/sign-in", large, []), ("GET", "/sign-in", large, [])]
    meanwhile, then = answers_while_taken(client, server, STRANGER, lines)
    assert not meanwhile and {status for status, _ in then} == {413, 200}


KIND = "application/x-www-form-urlencoded"
LONG: dict[str, tuple[str, str, dict[str, str]]] = {
    "an address of many parts": ("POST", "/a" * 30_000, {}),
    "a quoted cookie": ("GET", "/sign-in", {"cookie": f'{SESSION}="' + r"\\" * 30_000 + '"'}),
    "a cookie of another, quoted": ("GET", "/sign-in", {"cookie": 'a="' + r"\a" * 30_000 + '"'}),
    "many cookies": ("GET", "/sign-in", {"cookie": f"{SESSION};" * 4_600}),
    "a kind of many parts": ("POST", "/sign-in", {"content-type": f'{KIND}; a="{";" * 60_000}'}),
}


@pytest.mark.parametrize("long", LONG.values(), ids=LONG)
def test_a_request_as_long_as_may_be_takes_no_longer_than_another(
    client: Browser, long: tuple[str, str, dict[str, str]]
) -> None:
    """Of the thread that serves everybody."""
    times, kind = [], {"origin": "http://testserver", "content-type": KIND}
    short = ("POST", "/sign-in", {})
    for method, path, headers in (short, short, long):
        began = time.process_time()
        answer = client.request(method, path, headers={**kind, **headers}, content=b"a=1")
        assert answer.status_code in {200, 400, 403, 404}
        times.append(time.process_time() - began)
    assert times[-1] < 0.05 + 3 * times[-2]
