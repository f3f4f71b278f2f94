"""Two servers on one PostgreSQL: what one has begun the other waits for, and then sees."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from functools import partial
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update

from mock_systems.world import Nothing
from sandbox.attempt.door import Action, Door
from sandbox.attempt.late import keep, late_counts, late_try
from sandbox.attempt.states import States, heads_of
from sandbox.clock import HallClock, settle
from sandbox.contest.keys import keeps_own_key
from sandbox.contest.planning import close_round, open_sittings
from sandbox.contest.practice import start_once
from sandbox.contest.practised import _keep_all
from sandbox.contest.rounds import rounds_of
from sandbox.contest.sittings import hand_in, open_attempt, seal_overdue, stage_of, start
from sandbox.counter.drafts import drafts_of, keep_draft
from sandbox.declined import Sealed
from sandbox.judging.attempt_list import attempt_numbered, handed_in
from sandbox.judging.rulings import RulingOvertaken, Wish, rule
from sandbox.server import Server
from sandbox.store.engine import open_engine
from sandbox.store.tables import HALL_TIMES, MARKING, PRACTISED, ROUND, SITTING
from sandbox.store.writer import Writer
from tests.servers import EMPTY, Clock, Seat, open_server, sit

JUDGE = 4


@pytest.fixture
def server(postgres_url: str) -> Iterator[Server]:
    with open_server(postgres_url, Clock()) as server:
        yield server


@pytest.fixture
def other(server: Server) -> Iterator[Writer]:
    """The writer of the second server."""
    engine = open_engine(server.settings.url)
    writer = Writer(engine)
    yield writer
    writer.close()
    engine.dispose()


@pytest.fixture
def seat(server: Server) -> Seat:
    seat = sit(server)
    seat.act("hall.call_next", 0)
    return seat


def meanwhile(
    server: Server, first: Callable[[Connection], Any], second: Callable[[], Future]
) -> Any:
    """What comes of `second`, begun while `first` has not committed: it waits for that."""
    with server.engine.begin() as connection:
        first(connection)
        waiting = second()
        assert not wait([waiting], timeout=0.3).done
    return waiting.exception(timeout=20) or waiting.result()


def run(writer: Writer, work: Callable[[Connection], Any]) -> Callable[[], Future]:
    return lambda: writer.put(lambda connection, _items: [work(connection)], None)


def count(server: Server, table: Any) -> int:
    with server.reader.connect() as reader:
        return reader.execute(select(func.count()).select_from(table)).scalar_one()


def test_no_action_slips_in_behind_a_hand_in(server: Server, other: Writer, seat: Seat) -> None:
    door = Door(other, States(server.source), server.now_ms)
    said = Action(seat.attempt_id, seat.account_id, "hall.say", {"topic": "greet"}, 1)
    came = meanwhile(server, sealing(seat), lambda: door.put(said))
    assert isinstance(came, Sealed)


def sealing(seat: Seat) -> Callable[[Connection], None]:
    now = seat.server.now_ms()
    return lambda connection: hand_in(connection, seat.sitting_id, seat.account_id, now)


def test_handing_in_at_both_marks_once(server: Server, other: Writer, seat: Seat) -> None:
    assert meanwhile(server, sealing(seat), run(other, sealing(seat))) is None
    assert count(server, MARKING) == 1


def test_an_overdue_sitting_found_by_both_is_marked_once(
    server: Server, other: Writer, seat: Seat
) -> None:
    late = server.now_ms() + 10**7
    seal = partial(seal_overdue, sitting_id=seat.sitting_id, now=late)
    assert meanwhile(server, seal, run(other, seal)) is None
    assert count(server, MARKING) == 1


def begin_contest(server: Server, connection: Connection) -> int:
    wanted = select(ROUND.c.id).where(ROUND.c.mode == "contest")
    round_id = connection.execute(wanted).scalar_one()
    return start(connection, round_id, 1, server.now_ms(), server.source)


def test_starting_a_contest_at_both_starts_it_once(server: Server, other: Writer) -> None:
    begin = partial(begin_contest, server)
    assert isinstance(meanwhile(server, begin, run(other, begin)), int)
    assert count(server, SITTING) == 1


def test_starting_practice_at_both_starts_it_once(server: Server, other: Writer) -> None:
    asked = {"round_id": 1, "account_id": 1, "now": server.now_ms(), "source": server.source}
    begin = partial(start_once, **asked, case_id="E09")
    assert isinstance(meanwhile(server, begin, run(other, begin)), int)
    assert count(server, SITTING) == 1


def test_a_contest_that_is_over_at_one_is_judged_at_both(server: Server, other: Writer) -> None:
    now = server.now_ms()
    sitting_id = server.writer.run_now(partial(begin_contest, server))
    server.writer.run_now(lambda c: c.execute(update(ROUND).values(closes_ms=now)))
    with server.reader.connect() as reader:
        assert handed_in(reader, now) == []
        other.run_now(lambda c: hand_in(c, sitting_id, 1, now))
        lines = handed_in(reader, now)
        assert len(lines) == len(server.cases)
        assert [attempt_numbered(reader, line.number, now) for line in lines]
        [_, contest] = rounds_of(reader, 1, now)
    assert contest.judged and not contest.seed


def test_of_two_rulings_at_once_one_is_overtaken(server: Server, other: Writer, seat: Seat) -> None:
    server.writer.run_now(sealing(seat))
    mark = seat.right.stage.compiled["rules"][0]["id"]

    def ruling(kind: str) -> Callable[[Connection], Any]:
        wish = Wish(mark, kind, None, None, "理由充分", 0)
        return lambda c: rule(c, seat.attempt_id, JUDGE, wish, server.now_ms())

    came = meanwhile(server, ruling("void"), run(other, ruling("confirm")))
    assert isinstance(came, RulingOvertaken)


def test_the_same_variant_can_be_drawn_first_at_both(
    server: Server, other: Writer, seat: Seat
) -> None:
    fresh = stage_of("E01", 77, EMPTY, Nothing())

    def opened(place: int) -> Callable[[Connection], int]:
        def kept_and_opened(c: Connection) -> int:
            assert keeps_own_key(c, fresh)
            return open_attempt(c, seat.sitting_id, place, fresh, server.now_ms())

        return kept_and_opened

    assert isinstance(meanwhile(server, opened(8), run(other, opened(9))), int)


def test_whoever_closes_a_round_finds_what_is_being_started(server: Server, other: Writer) -> None:
    with server.reader.connect() as reader:
        round_id = reader.execute(select(ROUND.c.id).where(ROUND.c.mode == "practice")).scalar_one()
    now = server.now_ms()
    begun = partial(
        start, round_id=round_id, account_id=1, now=now, source=server.source, case_id="E09"
    )
    closed = partial(close_round, round_id=round_id, now=now)
    assert meanwhile(server, begun, run(other, closed)) is None
    assert len(other.run_now(partial(open_sittings, round_id=round_id))) == 1


def crossing(server: Server, other: Writer, pieces: Callable[[int], Sequence[Any]]) -> list[Any]:
    """What comes of the pieces of both servers, each server's in one transaction, where each has done
    its first before either does its second."""
    both = Barrier(2, timeout=20)
    first = [True, True]

    def met(place: int, piece: Any, connection: Connection) -> Any:
        done = piece(connection)
        if first[place]:
            first[place] = False
            both.wait()
        return done

    writers, waiting = (server.writer, other), []
    gates = [Event(), Event()]
    held = [
        run(w, lambda _, gate=gate: gate.wait(20))() for w, gate in zip(writers, gates, strict=True)
    ]
    for place, writer in enumerate(writers):
        waiting += [run(writer, partial(met, place, each))() for each in pieces(place)]
    for gate in gates:
        gate.set()
    return [each.exception(timeout=30) or each.result() for each in (*held, *waiting)][2:]


def test_what_two_servers_do_crosswise_is_all_done(server: Server, other: Writer) -> None:
    seats = sit(server), sit(server, account_id=2)

    def pieces(place: int) -> Sequence[Any]:
        acting, handing_in = seats if place else seats[::-1]
        return [
            lambda connection: len(heads_of(connection, [acting.attempt_id])),
            sealing(handing_in),
        ]

    assert crossing(server, other, pieces) == [1, None] * 2
    assert count(server, MARKING) == 2


def test_no_late_try_is_lost_where_two_servers_keep_such_crosswise(
    server: Server, other: Writer
) -> None:
    seats = sit(server), sit(server, account_id=2)

    def keeping(seat: Seat) -> Callable[[Connection], None]:
        late = late_try(seat.attempt_id, server.now_ms(), "hall.say", "sealed")
        return lambda connection: keep(connection, [late])

    def pieces(place: int) -> Sequence[Any]:
        return [keeping(each) for each in (seats if place else seats[::-1])]

    assert crossing(server, other, pieces) == [None] * 4
    with server.reader.connect() as reader:
        assert late_counts(reader) == (4, 2)


def test_one_draft_kept_at_two_servers_at_once_stays_as_it_was_kept_last(
    server: Server, other: Writer, seat: Seat
) -> None:
    def keep(text: str) -> Callable[[Connection], None]:
        typed = {"text": [text]}
        return lambda c: keep_draft(c, seat.attempt_id, "hall.say", typed, server.now_ms())

    assert meanwhile(server, keep("您好"), run(other, keep("您好，请坐"))) is None
    with server.reader.connect() as reader:
        kept = drafts_of(reader, seat.attempt_id)
    assert [each.typed for each in kept.values()] == [{"text": ["您好，请坐"]}]


def test_what_is_made_up_for_of_an_older_program_overtakes_no_ruling(
    server: Server, other: Writer, seat: Seat
) -> None:
    seat.hand_in()
    wish = Wish("pension", "void", None, None, "看过日志", 0)
    now, earned = server.now_ms(), select(PRACTISED.c.earned)
    ruling = partial(rule, attempt_id=seat.attempt_id, judge_id=JUDGE, wish=wish, now=now)
    meanwhile(server, ruling, run(other, partial(_keep_all, attempt_ids=[seat.attempt_id])))
    with server.reader.connect() as reader:
        assert reader.execute(earned).scalar_one() > 0


def test_two_servers_of_one_machine_that_open_at_once_both_have_the_hall_s_clock(
    server: Server, other: Writer
) -> None:
    assert isinstance(meanwhile(server, settle, run(other, settle)), HallClock)
    assert count(server, HALL_TIMES) == 1
