"""What is kept for pages spares the worlds of attempts, and never takes more than its share of memory."""

import pytest
from sqlalchemy import Connection

from mock_systems.records import Paper
from sandbox.attempt.states import AttemptState, Head, States
from sandbox.counter import kept, progress
from sandbox.counter.menus import menu_of, systems
from sandbox.counter.view import TALK_PART
from sandbox.server import Server
from tests.sandbox.clerk import contest_begun, page_of, state
from tests.sandbox.conftest import Browser
from tests.sandbox.long_log import talk_until
from tests.servers import Seat


def test_pages_are_kept_by_size_however_many_addresses_are_asked_for(
    seat: Seat, contestant: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept._kept.clear()
    monkeypatch.setattr(kept, "MOST_KEPT", 100_000)
    for system in systems():
        for _, group in menu_of(system):
            for each in group:
                asked = f"{page_of(seat)}?system={system}&op={each.declared.name}"
                assert contestant.get(asked).status_code == 200
    assert 0 < sum(each.characters for each in kept._kept.values()) <= 100_000


@pytest.mark.parametrize(
    "query", ["paper=X1", "op=none.such", "system=none", "step=none", "talk=7"]
)
def test_what_there_is_not_is_the_page_without_it(
    seat: Seat, contestant: Browser, query: str
) -> None:
    kept._kept.clear()
    first = contestant.get(page_of(seat)).text
    assert contestant.get(f"{page_of(seat)}?{query}").text == first
    assert len(kept._kept) == 1


@pytest.mark.parametrize("query", ["", "?talk=1", "?paper={paper}"], ids=["plain", "talk", "paper"])
def test_a_page_that_is_kept_is_found_without_the_state_of_its_attempt(
    seat: Seat, contestant: Browser, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """Which is to be read again where it is not kept any more: in a turn of pages that are drawn."""
    talk_until(seat, TALK_PART)
    seat.act("hall.say", TALK_PART, text="请出示身份证。")
    paper = next(each.paper for each in state(seat).world.find(Paper, place="desk"))
    seat.act("hall.view_paper", TALK_PART + 1, paper=paper)
    asked = page_of(seat) + query.format(paper=paper)
    drawn = contestant.get(asked).text
    monkeypatch.delattr(States, "of")
    assert contestant.get(asked).text == drawn


def test_how_far_each_case_is_costs_no_world_but_that_of_the_case_on_the_page(
    whole: Server, contestant: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = contest_begun(whole, contestant)
    monkeypatch.setattr(whole.states, "_most", 1)
    contestant.get(f"/attempts/{rows[0].id}")
    asked: list[int] = []
    made = whole.states._world
    monkeypatch.setattr(
        whole.states, "_world", lambda head, changes: asked.append(head.id) or made(head, changes)
    )
    page = contestant.get(f"/attempts/{rows[0].id}?system=employment").text
    assert asked == [rows[0].id] and page.count(" · 未叫号") == len(rows) > 1
    told = contestant.get(f"/sittings/{rows[0].sitting_id}/hand-in").text
    assert asked == [rows[0].id] and told.count("未叫号") == len(rows)


def test_a_page_is_not_kept_as_that_of_a_step_that_was_saved_while_it_was_drawn(
    seat: Seat, contestant: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = States.of

    def of(states: States, connection: Connection, head: Head) -> AttemptState:
        monkeypatch.undo()
        seat.act("hall.say", head.seq, text="您好")
        return read(states, connection, head)

    seat.act("hall.call_next", 0)
    monkeypatch.setattr(States, "of", of)
    for step in (1, 2, 2):
        assert f'name="seen" value="{step}"' in contestant.get(page_of(seat)).text


def test_of_only_so_many_cases_is_kept_how_far_they_are(
    whole: Server, contestant: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress._kept.clear()
    monkeypatch.setattr(progress, "MOST_KEPT", 2)
    rows = contest_begun(whole, contestant)
    assert contestant.get(f"/attempts/{rows[0].id}").text.count(" · 未叫号") == len(rows)
    assert [*progress._kept] == [each.id for each in rows[-2:]]
