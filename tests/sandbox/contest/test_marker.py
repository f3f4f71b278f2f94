"""Grading takes nobody's turn: what is graded beside the writer is kept where it still stands so."""

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Row, func, select

import grader
from sandbox.attempt.door import Action, Door
from sandbox.attempt.journal import attempt_document
from sandbox.attempt.states import HAND_IN_MS, States
from sandbox.contest.keys import answer_key
from sandbox.contest.marker import TRIES, marker_of
from sandbox.contest.repairs import give_time
from sandbox.contest.sittings import begin_hand_in
from sandbox.declined import BeingHandedIn, NoSuchAttempt
from sandbox.server import Server
from sandbox.settings import HOME
from sandbox.store.tables import ENTRY, MARKING, SITTING
from tests.sandbox.conftest import Browser, Said, door_to
from tests.sandbox.long_log import talk_until
from tests.sandbox.rows import MINUTE
from tests.servers import OTHER, Clock, Seat, sit

Meanwhile = Callable[..., list[str]]
WRITER, MARKER = "writer", "marker_0"


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Has the next thing done each time the marker grades; the threads that graded."""

    def watched(*things: Callable[[], Any]) -> list[str]:
        right, threads, waiting = grader.mark, [], list(things)

        def graded(*asked: Any) -> Mapping[str, Any]:
            threads.append(threading.current_thread().name)
            if threads[-1] == MARKER and waiting:
                waiting.pop(0)()
            return right(*asked)

        monkeypatch.setattr(grader, "mark", graded)
        return threads

    return watched


def marking_of(seat: Seat) -> Row[Any] | None:
    with seat.server.reader.connect() as reader:
        return reader.execute(
            select(MARKING).where(MARKING.c.attempt_id == seat.attempt_id)
        ).one_or_none()


def fits(seat: Seat) -> bool:
    """Whether an attempt's marks are those of what it holds."""
    with seat.server.reader.connect() as reader:
        document = attempt_document(reader, seat.attempt_id)
        key = answer_key(reader, document["script_hash"], document["variant"])
    again = grader.canonical(grader.mark(document, key))
    return bool(marking_of(seat).scorecard == again)


def sat_through(seat: Seat) -> tuple[int, int]:
    """When a sitting was handed in, and the last of its actions was made."""
    last = select(func.max(ENTRY.c.made_ms)).where(ENTRY.c.attempt_id == seat.attempt_id)
    with seat.server.reader.connect() as reader:
        mine = select(SITTING.c.handed_in_ms).where(SITTING.c.id == seat.sitting_id)
        return reader.execute(mine).scalar_one(), reader.execute(last).scalar_one()


def elsewhere(seat: Seat) -> Seat:
    """The same seat at another server."""
    server = seat.server
    door = Door(server.writer, States(server.source), server.now_ms)
    return replace(seat, server=replace(server, door=door))


def greet(seat: Seat) -> Callable[[], None]:
    """Says a word more each time."""
    said = iter(range(1, 100))
    return lambda: seat.act("hall.say", next(said), text="您好")


def test_steps_of_others_are_kept_while_nine_long_attempts_that_are_overdue_are_graded(
    whole: Server, clock: Clock, meanwhile: Meanwhile
) -> None:
    late = [sit(whole) for _ in range(9)]
    for seat in late:
        seat.act("hall.call_next", 0)
        talk_until(seat, 200)
    clock.ms += 31 * MINUTE
    other = sit(whole)
    other.act("hall.call_next", 0)
    threads = meanwhile(*[greet(other)] * 9)
    with door_to(whole):
        wait_until(lambda: all(map(marking_of, late)))
    assert threads == [MARKER] * 9
    with whole.reader.connect() as reader:
        said = select(func.max(ENTRY.c.seq)).where(ENTRY.c.attempt_id == other.attempt_id)
        assert reader.execute(said).scalar_one() == 1 + 9
    assert all(map(fits, late))


def wait_until(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.01)


def test_what_is_done_before_it_is_handed_in_counts_though_it_was_graded_without(
    seat: Seat, clock: Clock, meanwhile: Meanwhile
) -> None:
    greets = greet(elsewhere(seat))

    def later() -> None:
        clock.ms += MINUTE
        greets()

    threads = meanwhile(later)
    seat.hand_in()
    assert threads == [MARKER, MARKER] and fits(seat)
    handed_in_ms, last_ms = sat_through(seat)
    assert marking_of(seat).made_ms == handed_in_ms >= last_ms


def test_whoever_never_stops_is_handed_in_though_it_is_graded_for_longer_than_steps_are_kept_out(
    seat: Seat, clock: Clock, meanwhile: Meanwhile
) -> None:
    greets = greet(elsewhere(seat))

    def later() -> None:
        clock.ms += HAND_IN_MS
        greets()

    threads = meanwhile(*[later] * 9)
    seat.hand_in()
    assert threads == [MARKER] * TRIES + [WRITER] and fits(seat)


@pytest.mark.parametrize("place", [lambda seat: seat, elsewhere], ids=["here", "another server"])
def test_whoever_asks_for_a_hand_in_acts_no_more_anywhere_and_is_graded_once(
    seat: Seat, meanwhile: Meanwhile, place: Callable[[Seat], Seat]
) -> None:
    answers = []
    threads = meanwhile(lambda: answers.append(refusal(place(seat))))
    seat.hand_in()
    assert [type(each) for each in answers] == [BeingHandedIn]
    assert threads == [MARKER] and fits(seat)


def refusal(seat: Seat) -> BaseException | None:
    """What a greeting is refused by."""
    more = Action(seat.attempt_id, seat.account_id, "hall.say", {"text": "您好"}, 1)
    return seat.server.door.put(more).exception()


@pytest.mark.parametrize("away_ms", [HAND_IN_MS, -HAND_IN_MS], ids=["later", "clock set back"])
def test_a_server_that_stops_while_it_hands_in_keeps_nobody_out_for_long(
    seat: Seat, clock: Clock, away_ms: int
) -> None:
    begin = partial(begin_hand_in, sitting_id=seat.sitting_id, account_id=seat.account_id)
    seat.server.writer.run_now(partial(begin, now=clock.ms))
    clock.ms += away_ms - 1 if away_ms > 0 else away_ms + 1
    assert isinstance(refusal(seat), BeingHandedIn)
    clock.ms += 1 if away_ms > 0 else -1
    assert refusal(seat) is None
    seat.server.writer.run_now(partial(begin, now=clock.ms))
    seat.hand_in()
    assert fits(seat)


def test_a_sitting_that_is_opened_again_takes_steps_at_once(seat: Seat, clock: Clock) -> None:
    seat.hand_in()
    seat.server.writer.run_now(lambda c: give_time(c, seat.sitting_id, 5, "停电", clock.ms))
    assert refusal(seat) is None


def test_a_short_hand_in_does_not_wait_behind_long_ones(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = [sit(seat.server) for _ in range(4)]
    for each in long:
        each.act("hall.call_next", 0)
        talk_until(each, 20)
    asked, order, right = threading.Event(), [], grader.mark

    def graded(document: Mapping[str, Any], *key: Any) -> Mapping[str, Any]:
        assert asked.wait(20)
        order.append(len(document["events"]))
        return right(document, *key)

    monkeypatch.setattr(grader, "mark", graded)
    press(*[(each, each.account_id) for each in (*long, seat)], done=asked.set)
    assert sorted(order) == [1, 20, 20, 20, 20] and 1 in order[:3]


def test_however_often_a_hand_in_is_asked_for_it_is_graded_once(
    seat: Seat, meanwhile: Meanwhile
) -> None:
    again, writer = threading.Event(), seat.server.writer
    threads = meanwhile(lambda: writer.put(lambda *_: [again.wait(0.3)], None), again.set)
    assert press(*[(seat, seat.account_id)] * 20) == [None] * 20
    assert threads == [MARKER] and fits(seat)


def press(*whose: tuple[Seat, int], done: Callable[[], None] = lambda: None) -> Sequence[Any]:
    """What comes of hand-ins that are asked for at once, each by an account; `done` once they are."""

    async def pressed() -> Sequence[Any]:
        marks = [marker_of(seat.server).hand_in(seat.sitting_id, by) for seat, by in whose]
        asked = asyncio.gather(*marks, return_exceptions=True)
        asyncio.get_running_loop().call_soon(done)
        return await asked

    return asyncio.run(pressed())


def test_nobody_stops_or_hands_in_another(seat: Seat, meanwhile: Meanwhile) -> None:
    other, pressed, greets = sit(seat.server, account_id=OTHER), threading.Event(), greet(seat)
    threads = meanwhile(lambda: pressed.wait(20) and greets())
    answers = press((other, OTHER), (seat, OTHER), (seat, OTHER), done=pressed.set)
    assert [type(each) for each in answers] == [type(None), NoSuchAttempt, NoSuchAttempt]
    assert threads == [MARKER] and marking_of(seat) is None
    with seat.server.reader.connect() as reader:
        assert len(attempt_document(reader, seat.attempt_id)["events"]) == 2


def test_a_sitting_that_is_given_time_while_it_is_graded_goes_on(
    seat: Seat, clock: Clock, meanwhile: Meanwhile
) -> None:
    clock.ms += 31 * MINUTE
    writer = seat.server.writer
    meanwhile(lambda: writer.run_now(lambda c: give_time(c, seat.sitting_id, 5, "停电", clock.ms)))
    asyncio.run(marker_of(seat.server).seal_overdue(seat.sitting_id))
    assert marking_of(seat) is None
    assert seat.act("hall.say", 1, text="您好").event["accepted"]


def test_what_is_stopped_while_it_is_graded_is_open_and_handed_in_later(
    seat: Seat, meanwhile: Meanwhile
) -> None:
    meanwhile(sys.exit)
    with pytest.raises(SystemExit):
        seat.hand_in()
    assert marking_of(seat) is None
    assert seat.act("hall.say", 1, text="您好").event["accepted"]
    seat.hand_in()
    assert fits(seat)


def test_a_judge_who_has_one_marked_again_keeps_nobody_waiting(
    seat: Seat,
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: Meanwhile,
    enter: Callable[[str], Browser],
) -> None:
    with monkeypatch.context() as failing:
        failing.setattr(grader, "mark", lambda *_: 1 // 0)
        seat.hand_in()
    other = sit(seat.server)
    other.act("hall.call_next", 0)
    threads = meanwhile(greet(other))
    enter("cp001").submit(f"/judging/attempts/{seat.number}/markings")
    assert threads == [MARKER]


def test_a_round_that_is_closed_by_command_is_graded_while_others_go_on(
    whole: Server, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Said], meanwhile: Meanwhile
) -> None:
    monkeypatch.setenv(HOME, str(whole.settings.home))
    seats = sit(whole), sit(whole)
    seats[1].act("hall.call_next", 0)
    threads = meanwhile(greet(seats[1]))
    assert run("rounds", "close", "1", "--seal")[0] == 0
    assert threads == [MARKER, MARKER] and all(map(fits, seats))


def test_a_hall_that_closes_waits_for_what_is_graded(
    whole: Server, clock: Clock, meanwhile: Meanwhile
) -> None:
    sit(whole)
    clock.ms += 31 * MINUTE
    begun, read = threading.Event(), []

    def slowly() -> None:
        begun.set()
        time.sleep(0.3)
        read.append(True)

    meanwhile(slowly)
    with door_to(whole):
        assert begun.wait(20)
    assert read


def test_of_two_who_close_at_once_one_has_handed_a_sitting_in(seat: Seat) -> None:
    async def both() -> list[bool]:
        marker = marker_of(seat.server)
        return await asyncio.gather(marker.seal(seat.sitting_id), marker.seal(seat.sitting_id))

    assert sorted(asyncio.run(both())) == [False, True]
