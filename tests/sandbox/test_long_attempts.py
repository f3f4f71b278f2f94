"""What is made of a long attempt is made beside the thread that serves, and keeps out nobody else's."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Connection
from starlette.requests import Request

from mock_systems.records import Notice, Person
from sandbox.accounts import issue_token
from sandbox.attempt import states
from sandbox.attempt.states import Head, States, head_of
from sandbox.contest.scorecards import latest_scorecard
from sandbox.counter import kept, result, view
from sandbox.server import Server, reader_of
from tests.sandbox.clerk import page_of, state
from tests.sandbox.conftest import Browser
from tests.sandbox.long_log import talk_until
from tests.sandbox.test_lost_points import worked
from tests.servers import CONTESTANT, NOON, OTHER, Seat, sit

Enter = Callable[[str], Browser]
LONGEST_S = 5.0
STEPS = 12


@pytest.fixture
def read_in(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Where states are asked for, and whether they were kept; an attempt of twelve steps is long."""
    found: list[tuple[str, bool]] = []
    of = States.of

    def asked(self: States, connection: Connection, head: Head) -> Any:
        found.append((threading.current_thread().name, self.has(head)))
        return of(self, connection, head)

    talk_until(seat, STEPS)
    monkeypatch.setattr(states, "LONG", STEPS)
    monkeypatch.setattr(States, "of", asked)
    kept._kept.clear()
    return found


PAGES = ("", "?talk=1", "?paper=ZL1", "?system=employment", "/notices/WS000101")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_a_long_attempt_is_made_beside(
    path: str, seat: Seat, contestant: Browser, read_in: list[tuple[str, bool]]
) -> None:
    assert contestant.get(page_of(seat) + path).status_code in (200, 404)
    assert read_in and all(where.startswith("pages") for where, _ in read_in)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_one_no_longer_than_cases_are_is_made_at_once(
    path: str,
    seat: Seat,
    contestant: Browser,
    read_in: list[tuple[str, bool]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(states, "LONG", 1_000)
    contestant.get(page_of(seat) + path)
    assert read_in and not any(where.startswith("pages") for where, _ in read_in)


def test_what_is_typed_into_a_long_attempt_and_handing_it_in_are_looked_at_beside(
    seat: Seat, contestant: Browser, read_in: list[tuple[str, bool]]
) -> None:
    typed = contestant.submit(f"{page_of(seat)}/draft/hall.say", seen=str(STEPS), text="请问")
    assert typed.json()["waiting"]
    sitting = state(seat).head.sitting_id
    read_in.clear()
    assert "请问" not in contestant.get(f"/sittings/{sitting}/hand-in").text
    assert contestant.submit(f"/sittings/{sitting}/hand-in").status_code == 303
    assert len(read_in) > 1 and all(where.startswith("pages") for where, _ in read_in)


def test_the_door_reads_no_long_attempt_anew_whether_a_page_or_a_program_acts(
    seat: Seat, contestant: Browser, read_in: list[tuple[str, bool]]
) -> None:
    """Its thread writes for all."""
    server = seat.server
    token = server.writer.run_now(lambda c: issue_token(c, CONTESTANT, "t", NOON))
    bearer = {"authorization": f"Bearer {token}"}
    address, body = f"{page_of(seat)}/act/hall.say", {"form": {"text": "您好"}, "seen": STEPS + 1}
    acts: list[Callable[[], Any]] = [
        lambda: contestant.submit(address, seen=str(STEPS), text="您好", back=page_of(seat)),
        lambda: contestant.post(f"/api{address}", json=body, headers=bearer),
    ]
    for act in acts:
        server.states._kept.clear()
        read_in.clear()
        assert act().status_code < 400
        assert all(was_kept or where.startswith("pages") for where, was_kept in read_in)
        assert any(where.startswith("pages") for where, _ in read_in)


@pytest.mark.parametrize("path", ["counter", "journal"])
def test_what_a_program_is_told_of_a_long_attempt_is_made_beside(
    path: str, seat: Seat, contestant: Browser, read_in: list[tuple[str, bool]]
) -> None:
    token = seat.server.writer.run_now(lambda c: issue_token(c, CONTESTANT, "t", NOON))
    address = f"/api{page_of(seat)}/{path}"
    told = contestant.get(address, headers={"authorization": f"Bearer {token}"})
    assert told.status_code == 200 and told.json()
    assert all(where.startswith("pages") for where, _ in read_in)


def test_an_attempt_of_few_steps_is_long_by_what_they_changed(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixty months are paid with one action."""
    server, changes = seat.server, state(seat).changes
    with server.reader.connect() as reader:
        head = head_of(reader, seat.attempt_id)
        assert not server.states.is_long(reader, head)
        monkeypatch.setattr(states, "LONG", changes // 3)
        assert head.seq < states.LONG
        assert server.states.is_long(reader, head), "by the state that is kept"
        server.states._kept.clear()
        assert server.states.is_long(reader, head), "by the database"
        assert not server.states.has(head)


def test_of_whoever_works_at_many_attempts_the_oldest_is_read_anew_and_nobody_else_s(
    whole: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs, *mine = [sit(whole, case, who) for case, who in (
        ("E09", OTHER), ("E01", CONTESTANT), ("E02", CONTESTANT), ("E03", CONTESTANT)
    )]  # fmt: skip
    first = state(theirs)
    sizes = [state(each).size for each in mine]
    monkeypatch.setattr(states, "MOST_OF_ONE", sum(sizes) - 1)
    states_of_all = States(whole.source)
    for each in (first, *map(state, mine)):
        states_of_all.keep(each)
    has = [states_of_all.has(state(each).head) for each in (theirs, *mine)]
    assert has == [True, False, True, True]
    assert states_of_all._size == first.size + sum(sizes[1:])
    assert sum(states_of_all._size_of.values()) == states_of_all._size


def test_a_state_longer_than_an_account_s_share_is_kept_until_the_next_of_it(
    whole: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(states, "MOST_OF_ONE", 1)
    one, next_ = (sit(whole, case) for case in ("E09", "E01"))
    kept_ = States(whole.source)
    for each in (one, next_):
        kept_.keep(state(each))
        assert kept_.has(state(each).head)
    assert not kept_.has(state(one).head)


def test_whoever_has_two_long_pages_made_leaves_a_thread_to_others(
    whole: Server, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat, theirs = worked(whole, 4), worked(whole, 4, OTHER)
    begun, go_on = threading.Event(), threading.Event()

    def reading(reader: Connection, attempt_id: int) -> Any:
        if attempt_id == seat.attempt_id:
            begun.set()
            assert go_on.wait(4 * LONGEST_S), "a neighbour waits for it"
        return latest_scorecard(reader, attempt_id)

    monkeypatch.setattr(result, "latest_scorecard", reading)
    mine, neighbour = enter("xs001"), enter("xs002")
    with ThreadPoolExecutor() as pool:
        pages = [pool.submit(mine.get, f"{page_of(seat)}/result") for _ in range(2)]
        try:
            assert begun.wait(LONGEST_S)
            waiting = ("beside", CONTESTANT)
            while whole.turns._here[waiting] < 2:
                assert not any(page.done() for page in pages)
            other = pool.submit(neighbour.get, f"{page_of(theirs)}/result")
            assert other.result(LONGEST_S).status_code == 200
        finally:
            go_on.set()
        assert [page.result(LONGEST_S).status_code for page in pages] == [200, 200]


def test_a_request_whose_connection_was_ended_while_it_waited_reads_by_a_new_one(
    whole: Server, contestant: Browser
) -> None:
    """All requests of a thread have one connection: another's has met its end and let go of it."""
    mine, theirs = whole.reader.connect(), whole.reader.connect()
    theirs.invalidate()
    request = Request({"type": "http", "app": contestant.app, "state": {"reader": mine}})
    assert reader_of(request).exec_driver_sql("SELECT 1").scalar_one() == 1
    reader_of(request).close()


@pytest.fixture
def noticed(seat: Seat) -> list[str]:
    """The notices of a case in which several matters were accepted, in order."""
    for each in state(seat).world.find(Person, limit=5):
        mine = {"item": "A09", "person": each.person}
        opened = seat.act("hall.open_application", state(seat).head.seq, **mine)
        found = re.search(r"BJ\d+", opened.event["message"])
        assert found, opened.event["message"]
        accepted = seat.act("hall.accept", state(seat).head.seq, application=found[0]).event
        assert accepted["accepted"], accepted
    return [each.notice for each in state(seat).world.find(Notice)]


def test_the_counter_draws_the_newest_notices_and_matters_and_leads_to_the_older(
    seat: Seat, noticed: list[str], contestant: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "CASE_PART", 1)
    *others, older, newest = noticed
    page = contestant.get(page_of(seat)).text
    assert _notices(page) == [newest] and others
    before = contestant.get(_way(page, "更早的 文书")).text
    assert _notices(before) == [older]
    assert _notices(contestant.get(_way(before, "最新的 文书")).text) == [newest]
    assert _notices(contestant.get(_way(before, "后面的 文书")).text) == [newest]
    first = contestant.get(f"{page_of(seat)}?notices=1").text
    assert _notices(first) == noticed[:1] and "更早的 文书" not in first
    assert _matters(page) == _matters(contestant.get(_way(page, "更早的 事项")).text) == 1


def _notices(page: str) -> list[str]:
    return re.findall(r'href="[^"]*/notices/(\w+)', page)


def _matters(page: str) -> int:
    return page.partition('id="matters"')[2].partition("</ul>")[0].count("A09 ")


def _way(page: str, label: str) -> str:
    found = re.search(f'href="([^"]+)" aria-label="{label}"', page)
    assert found, label
    return found[1].replace("&amp;", "&").partition("#")[0]
