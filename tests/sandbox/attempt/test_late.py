"""What is tried too late is no step of the log, and leaves a trace that judges and organisers see."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from sandbox.attempt.door import Acted, Action
from sandbox.attempt.journal import attempt_document
from sandbox.attempt.late import MOST_KEPT, LateTry, keep, late_counts, late_tries_of
from sandbox.contest.scorecards import latest_scorecard
from sandbox.declined import OutOfTime, Overtaken, Sealed
from sandbox.server import Server
from sandbox.store.tables import LATE_TRY
from tests.sandbox.conftest import Browser
from tests.sandbox.rows import MINUTE
from tests.servers import NOON, OTHER, Clock, Seat, open_server, sit


@pytest.fixture(params=["sqlite", "postgresql"])
def hall(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Server]:
    """A hall over a database of each kind."""
    url = f"sqlite:///{tmp_path / 'hall.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    with open_server(url, clock) as server:
        yield server


@pytest.fixture
def late(hall: Server) -> Seat:
    """A seat whose attempt has one step and is handed in."""
    seat = sit(hall)
    seat.act("hall.call_next", 0)
    seat.hand_in()
    return seat


def said(seat: Seat, seen: int = 1, operation: str = "hall.say") -> Action:
    return Action(seat.attempt_id, seat.account_id, operation, {"topic": "greet"}, seen)


def together(server: Server, *actions: Action) -> list[Acted | Exception]:
    """What comes of actions that are one batch."""
    door = server.door
    return server.writer.run_now(lambda c: door._act_together(c, actions))


def traces(seat: Seat) -> list[LateTry]:
    with seat.server.reader.connect() as reader:
        return list(late_tries_of(reader, seat.attempt_id))


def kept(seat: Seat) -> tuple[Any, ...]:
    """What an attempt is judged by."""
    with seat.server.reader.connect() as reader:
        return attempt_document(reader, seat.attempt_id), latest_scorecard(reader, seat.attempt_id)


def test_a_try_after_hand_in_is_kept_beside_the_log_and_the_marks(late: Seat, clock: Clock) -> None:
    before = kept(late)
    clock.ms += MINUTE
    with pytest.raises(Sealed):
        late.act("hall.say", 1, topic="greet")
    assert traces(late) == [LateTry(late.attempt_id, NOON + MINUTE, "hall.say", "sealed")]
    assert kept(late) == before


def test_a_try_after_the_deadline_is_kept(hall: Server, clock: Clock) -> None:
    seat = sit(hall)
    clock.ms += 31 * MINUTE
    with pytest.raises(OutOfTime):
        seat.act("hall.call_next", 0)
    [trace] = traces(seat)
    assert (trace.made_ms, trace.code) == (NOON + 31 * MINUTE, "out_of_time")


def test_a_tab_that_is_behind_is_told_of_the_end_and_its_try_is_kept(late: Seat) -> None:
    with pytest.raises(Sealed):
        late.act("hall.say", 0, topic="greet")
    assert len(traces(late)) == 1


def test_what_was_done_in_time_and_is_sent_again_is_no_late_try(late: Seat) -> None:
    assert late.act("hall.call_next", 0).step is None
    assert traces(late) == []


def test_a_refusal_in_time_is_no_late_try(hall: Server) -> None:
    seat = sit(hall)
    with pytest.raises(Overtaken):
        seat.act("hall.call_next", 3)
    assert traces(seat) == []


def test_an_attempt_keeps_twenty_and_counts_the_rest(late: Seat, clock: Clock) -> None:
    for batch in (15, 15, 3):
        clock.ms += MINUTE
        together(late.server, *[said(late)] * batch)
    clock.ms += MINUTE
    together(late.server, said(late, operation="hall.call_next"))
    *first, last = traces(late)
    assert len(first) == MOST_KEPT - 1 and {each.times for each in first} == {1}
    assert last == LateTry(late.attempt_id, NOON + 2 * MINUTE, "hall.say", "sealed", 15)
    with late.server.reader.connect() as reader:
        assert late_counts(reader) == (34, 1)


def test_what_is_no_operation_is_counted_and_not_named(late: Seat) -> None:
    [answer] = together(late.server, said(late, operation="x" * 100_000))
    assert isinstance(answer, Sealed)
    [trace] = traces(late)
    assert (trace.operation, trace.title) == ("", "")


@pytest.mark.parametrize("hall", ["postgresql"], indirect=True)
def test_two_servers_in_one_place_lose_no_count(late: Seat, monkeypatch: Any) -> None:
    keep_one = LateTry(late.attempt_id, NOON, "hall.say", "sealed")
    late.server.writer.run_now(lambda c: keep(c, [keep_one]))
    monkeypatch.setattr("sandbox.attempt.late._turns", lambda _connection, _ids: {})
    late.server.writer.run_now(lambda c: keep(c, [keep_one]))
    assert [each.times for each in traces(late)] == [2]


def test_a_trace_that_cannot_be_written_costs_nobody_an_action(
    late: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    other = sit(late.server, account_id=OTHER)
    late.server.writer.run_now(lambda c: c.execute(text("DROP TABLE late_try")) and None)
    late_one, acted = together(
        late.server,
        said(late),
        Action(other.attempt_id, OTHER, "hall.call_next", {}, 0),
    )
    assert isinstance(late_one, Sealed) and isinstance(acted, Acted)
    with late.server.reader.connect() as reader:
        assert len(attempt_document(reader, other.attempt_id)["events"]) == 1
    assert "late tries are not kept" in caplog.text


def test_an_action_in_time_costs_no_statement_more(hall: Server) -> None:
    seat, statements = sit(hall), []

    def note(_connection: Connection, _cursor: Any, statement: str, *_others: Any) -> None:
        statements.append(statement)

    event.listen(hall.engine, "before_cursor_execute", note)
    seat.act("hall.call_next", 0)
    assert statements and not [each for each in statements if LATE_TRY.name in each]


def test_judges_and_organisers_see_it(
    seat: Seat, clock: Clock, enter: Callable[[str], Browser]
) -> None:
    seat.hand_in()
    judge, page = enter("cp001"), f"/judging/attempts/{seat.number}"
    assert "还试了" not in judge.get(page).text
    clock.ms += MINUTE + 7_000
    together(seat.server, *[said(seat)] * 25)
    shown = re.sub(r"\s+", " ", judge.get(page).text)
    assert "交卷或到时以后还试了 25 次" in shown
    line = "<li>对群众说 · 交卷以后 01:07"
    assert shown.count(line) == MOST_KEPT
    assert "（共 6 次，这是第一次）" in shown
    assert "25 次，1 份作答" in enter("zz001").get("/").text


def test_a_contestant_is_not_shown_it(seat: Seat, contestant: Browser) -> None:
    seat.hand_in()
    together(seat.server, said(seat))
    assert "还试了" not in contestant.get(f"/attempts/{seat.attempt_id}/result").text
