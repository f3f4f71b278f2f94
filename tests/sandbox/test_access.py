"""Who may open what: every address with everybody, at what is theirs, another's and nobody's.

Addresses are taken from the program; whom a part of the hall is for stands here, and an address
that is in no part stops the test. Whoever is refused has changed nothing, and is told of what is
another's exactly what is told of nothing at all.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from mock_systems.operation import OPERATIONS
from mock_systems.records import Notice
from sandbox.accounts import add_account, issue_token
from sandbox.app import make_app
from sandbox.contest import demo
from sandbox.contest.entrants import enter, withdraw
from sandbox.contest.sittings import hand_in, start
from sandbox.server import Server
from sandbox.store.tables import API_TOKEN, ATTEMPT
from tests.sample import everything, examples
from tests.sandbox.addresses import Address, addresses, calls, screens
from tests.sandbox.clerk import state
from tests.sandbox.conftest import Browser
from tests.servers import CONTESTANT, NOON, OTHER, Clock, Seat, open_server, quickly_hashed, sit
from tests.tampering import spread

pytestmark = pytest.mark.attack

LOGINS = {"contestant": "xs001", "stranger": "xs003", "judge": "cp001", "author": "mt001", "organiser": "zz001"}  # fmt: skip
"""A stranger is a contestant who sits in nothing."""
SIGNED_IN = tuple(LOGINS)
EVERYBODY = ("visitor", *SIGNED_IN)
CONTESTANTS = ("contestant", "stranger")
ROOMS = {
    "sign-in": EVERYBODY,
    "language": EVERYBODY,
    "bases": EVERYBODY,
    "": SIGNED_IN,
    "sign-out": SIGNED_IN,
    "policy": ("judge", "author", "organiser"),
    "attempts": CONTESTANTS,
    "sittings": CONTESTANTS,
    "rounds": CONTESTANTS,
    "lost-points": CONTESTANTS,
    "ladder": CONTESTANTS,
    "judging": ("judge",),
    "authoring": ("author",),
    "sign-ins": ("organiser",),
    "organising": ("organiser",),
}
"""Whom each part of the hall is for, by how addresses begin."""
OWNED = {"attempt_id", "sitting_id", "round_id"}
OPEN_CALLS = ("/api/openapi.json",)
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}
MATCH, JUDGE_ID = 2, 4
NOWHERE = {
    "attempt_id": 987654,
    "sitting_id": 987654,
    "round_id": 987654,
    "organised": 987654,
    "number": "0",
    "notice": "WS9",
    "parameter": "nothing",
    "rule": "nothing",
    "case_id": "E99",
}
STRANGE = ("0", "9" * 9, "9" * 30, "-1", "1e0", "٣", "%2e%2e", "1%00") if everything() else ("0",)
"""What no row has for a number."""


@dataclass(frozen=True)
class Hall:
    """A hall in which something is one contestant's, and something another's."""

    server: Server
    browsers: Mapping[str, Browser]
    bearers: Mapping[str, Mapping[str, str]]
    own: Mapping[str, Any]
    """What is the contestant's, or to be judged, by the names in addresses."""
    others: Mapping[str, Any]
    """What is another's, or not to be judged yet."""

    def screens(self) -> list[tuple[Address, Mapping[str, str]]]:
        """The addresses of pages, each with the operations it is tried for."""
        return [*_with_operations(screens(self.browsers["visitor"].app))]

    def calls(self) -> list[Address]:
        """The addresses of the API."""
        return calls(self.browsers["visitor"].app)

    def ask(self, who: str, address: Address, named: Mapping[str, Any]) -> Response:
        """Ask as somebody does from a page of their own."""
        browser, path = self.browsers[who], address.filled(named)
        if address.method == "GET":
            return browser.get(path)
        entering = {"login": LOGINS.get(who, "xs002"), "password": demo.PASSWORD}
        return browser.submit(path, seen="999", case="E09", **entering)

    def call(
        self, bearer: Mapping[str, str], address: Address, named: Mapping[str, Any]
    ) -> Response:
        """Ask as a program does, with a form that could be carried out."""
        form = likely(address.path.rpartition("/")[2])
        sent = {"form": form, "seen": 999} if "/act/" in address.path else {"case": "E09"}
        return self.browsers["visitor"].request(
            address.method,
            address.filled(named),
            json=sent if address.method == "POST" else None,
            headers=bearer,
        )

    def rows(self) -> Mapping[str, Sequence[Any]]:
        """All that is in the database, but for when a token was used."""
        with self.server.reader.connect() as reader:
            tables = (each for each in SQLModel.metadata.sorted_tables if each is not API_TOKEN)
            return {table.name: reader.execute(select(table)).all() for table in tables}


def _with_operations(found: list[Address]) -> Iterator[tuple[Address, Mapping[str, str]]]:
    some = spread([*OPERATIONS], examples(len(OPERATIONS), 2))
    for address in found:
        for operation in some if "operation" in address.places else [""]:
            yield address, {"operation": operation}


def likely(operation: str) -> Mapping[str, Any]:
    """A form of an operation such as could be carried out; empty for anything else."""
    if operation not in OPERATIONS:
        return {}
    day = date(2026, 6, 15)
    fields = [each for each in OPERATIONS[operation].form() if each.required]
    return {f.name: "3901000001" if f.record else f.kind.likely(day) for f in fields}


def own(seat: Seat) -> Mapping[str, Any]:
    """What a seat is called in addresses."""
    notice = state(seat).world.find(Notice)[0].notice
    return {"attempt_id": seat.attempt_id, "sitting_id": seat.sitting_id, "notice": notice}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Two contestants who work a case each, one that was handed in, and a contest that goes on, which
    is not for everybody."""
    home = tmp_path_factory.mktemp("hall")
    with open_server(f"sqlite:///{home / 'hall.db'}", Clock(), home=home) as server:
        mine, theirs, judged = sit(server), sit(server, account_id=OTHER), sit(server, "E01")
        for seat in (mine, theirs):
            seat.work()
        judged.hand_in()
        contested = server.writer.run_now(lambda c: contest(c, server))
        by_all = {
            "parameter": "wage.average",
            "rule": "contribution.bounds",
            "case_id": "E09",
            "organised": MATCH,
        }
        with Browser(make_app(server.settings, lambda _: server)) as door:
            browsers = {who: entered(door, LOGINS.get(who)) for who in EVERYBODY}
            yield Hall(
                server,
                browsers,
                {who: bearer(server, login) for who, login in LOGINS.items()},
                {**own(mine), "number": judged.number, "round_id": 1, **by_all},
                {**own(theirs), "number": contested, "round_id": MATCH, **by_all},
            )


def contest(connection: Connection, server: Server) -> str:
    """The number of what one has handed in of a contest for which another is still awaited."""
    hashed = quickly_hashed(demo.PASSWORD)
    late = add_account(connection, "xs004", hashed, name="选手四", role="contestant", number="004")
    withdraw(connection, MATCH, [CONTESTANT, 3])
    enter(connection, MATCH, [late])
    now = server.now_ms()
    begun = start(connection, MATCH, OTHER, now, server.source)
    hand_in(connection, begun, OTHER, now)
    wanted = select(ATTEMPT.c.number).where(ATTEMPT.c.sitting_id == begun, ATTEMPT.c.place == 1)
    return str(connection.execute(wanted).scalar_one())


def entered(door: Browser, login: str | None) -> Browser:
    browser = Browser(door.app)
    browser.portal = door.portal
    if login:
        browser.sign_in(login, demo.PASSWORD)
    else:
        browser.get("/sign-in")
    return browser


def bearer(server: Server, login: str) -> Mapping[str, str]:
    place = next(n for n, each in enumerate(demo.ACCOUNTS, 1) if each.login == login)
    made = server.writer.run_now(lambda c: issue_token(c, place, "测试", NOON))
    return {"authorization": f"Bearer {made}"}


def room(address: Address) -> Sequence[str]:
    """Whom an address is for."""
    return ROOMS[address.path.split("/")[1]]


def somewhere(hall: Hall) -> Iterator[Mapping[str, Any]]:
    """What is one's own, what is another's, and nothing."""
    yield from (hall.own, hall.others, NOWHERE)


@pytest.mark.parametrize("who", EVERYBODY)
def test_whoever_has_no_business_in_a_room_is_let_in_nowhere_there(hall: Hall, who: str) -> None:
    before, tried = hall.rows(), 0
    for address, operation in hall.screens():
        for named in somewhere(hall) if who not in room(address) else ():
            answer = hall.ask(who, address, {**named, **operation})
            if who == "visitor" and address.method == "GET":
                assert answer.url.path == "/sign-in" and len(answer.history) == 1, address
            else:
                assert answer.status_code == (401 if who == "visitor" else 403), address
            tried += 1
    assert tried > 30 and hall.rows() == before


@pytest.mark.parametrize("who", CONTESTANTS)
def test_what_is_another_s_is_to_a_contestant_as_if_it_were_nowhere(hall: Hall, who: str) -> None:
    before, tried = hall.rows(), 0
    foreign = hall.others if who == "contestant" else {**hall.own, "round_id": MATCH}
    for address, operation in hall.screens():
        owned = address.places & OWNED
        if not owned:
            continue
        theirs, nowhere = (
            hall.ask(who, address, {**named, **operation}) for named in (foreign, NOWHERE)
        )
        assert (theirs.status_code, nowhere.status_code) == (404, 404), address
        assert told(theirs, foreign) == told(nowhere, NOWHERE), address
        for strange in STRANGE:
            answer = hall.ask(
                who, address, {**NOWHERE, **dict.fromkeys(owned, strange), **operation}
            )
            assert answer.status_code == 404, (address, strange)
        tried += 1
    assert tried > 12 and hall.rows() == before


def told(answer: Response, named: Mapping[str, Any]) -> str:
    """What an answer says, but for the address that was asked for."""
    numbers = "|".join(str(named[place]) for place in (*OWNED, "notice"))
    return re.sub(rf"(?<=/)({numbers})(?=[/\"])", "#", answer.text)


def test_a_judge_opens_nothing_that_is_not_to_be_judged(hall: Hall) -> None:
    before, tried = hall.rows(), 0
    for address, _ in hall.screens():
        if "number" in address.places:
            assert hall.ask("judge", address, hall.others).status_code == 403, address
            for number in ("987654", *STRANGE):
                answer = hall.ask("judge", address, {"number": number})
                assert answer.status_code == 404, (address, number)
            tried += 1
    assert tried >= 4 and hall.rows() == before


def test_no_address_takes_a_method_it_is_not_for(hall: Hall) -> None:
    before, taken = hall.rows(), {}
    for address in addresses(hall.browsers["visitor"].app):
        taken.setdefault(address.path, {"HEAD"}).add(address.method)
    assert len(taken) > 60
    named = {**hall.own, "operation": "hall.call_next"}
    for path, methods in taken.items():
        here, token = Address("", path).filled(named), hall.bearers["contestant"]
        for who in ("visitor", "contestant"):
            for method in METHODS - methods:
                answer = hall.browsers[who].request(method, here, headers=token)
                led = method == "GET" and answer.history  # to the page its form stands on
                assert led or answer.status_code == 405, (method, path)
    assert hall.rows() == before


@pytest.mark.parametrize("who", ["nobody", "forged", "signed in", *SIGNED_IN[2:]])
def test_who_has_no_contestant_s_token_calls_nothing(hall: Hall, who: str) -> None:
    before, tried = hall.rows(), 0
    forged = {"authorization": f"Bearer {'x' * 43}"}
    bearer = {"nobody": {}, "signed in": {}, "forged": forged, **hall.bearers}[who]
    for address in hall.calls():
        for named in somewhere(hall):
            answer = hall.call(bearer, address, named)
            if who == "signed in":
                answer = hall.ask("contestant", address, named)
            if address.path in OPEN_CALLS:
                assert answer.status_code == 200
            else:
                assert answer.status_code in (401, 422), address
                assert answer.json()["error"] in ("no_token", "bad_form", "not_json"), address
                tried += answer.status_code == 401
    assert tried > 100 and hall.rows() == before


@pytest.mark.parametrize("who", CONTESTANTS)
def test_a_program_finds_nothing_of_another_s(hall: Hall, who: str) -> None:
    before, tried = hall.rows(), 0
    foreign = hall.others if who == "contestant" else {**hall.own, "round_id": MATCH}
    for address in hall.calls():
        owned = address.places & OWNED
        if owned:
            theirs, nowhere = (
                hall.call(hall.bearers[who], address, named) for named in (foreign, NOWHERE)
            )
            assert (theirs.status_code, theirs.text) == (404, nowhere.text), address
            for strange in STRANGE:
                named = dict.fromkeys(owned, strange)
                answer = hall.call(hall.bearers[who], address, named)
                assert answer.status_code in (404, 422), (address, strange)
            tried += 1
    assert tried > 45 and hall.rows() == before


def test_a_program_s_token_opens_no_page(hall: Hall) -> None:
    for address, operation in hall.screens():
        if address.method == "GET" and "visitor" not in room(address):
            path = address.filled({**hall.own, **operation})
            answer = hall.browsers["visitor"].get(path, headers=hall.bearers["contestant"])
            assert answer.url.path == "/sign-in", address


def ends(address: Address) -> int:
    """What ends something comes last: handing in, then the sign-in."""
    return address.path.endswith("/hand-in") + 2 * address.path.startswith("/sign-")


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_is_let_in_where_they_belong(hall: Hall, who: str) -> None:
    """The last of all, for it ends what the others were tried at."""
    tried = 0
    asked = sorted(hall.screens(), key=lambda each: (each[0].method, ends(each[0])))
    for address, operation in asked:
        if who not in room(address) or (who == "stranger" and address.places & OWNED):
            continue
        signs_out = address.path == "/sign-out"
        answer = hall.ask(who, address, {**hall.own, **operation})
        assert answer.status_code in (200, 409, 422), (address, answer.status_code)
        assert signs_out or answer.url.path != "/sign-in" or who == "visitor", address
        tried += 1
    for address in hall.calls() if who == "contestant" else ():
        answer = hall.call(hall.bearers[who], address, hall.own)
        assert answer.status_code in (200, 201, 409), (address, answer.text)
        tried += 1
    assert tried >= 3
