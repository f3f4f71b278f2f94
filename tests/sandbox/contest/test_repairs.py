"""Time given back to a sitting, in the open and for good."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from sandbox.attempt.states import head_of
from sandbox.cli import main
from sandbox.contest.repairs import Repair, give_time, repairs_of
from sandbox.declined import NoSuchAttempt, Sealed
from sandbox.server import Server
from sandbox.settings import HOME
from sandbox.store.tables import ATTEMPT, MARKING, SITTING
from tests.sandbox.conftest import Browser
from tests.sandbox.rows import MINUTE
from tests.servers import NOON, Clock, Seat, sit


def number_of(seat: Seat) -> str:
    with seat.server.reader.connect() as reader:
        return str(head_of(reader, seat.attempt_id).number)


def given(seat: Seat, minutes: int = 5, reason: str = "停电") -> Repair:
    """Time given back to a seat's sitting."""
    number, now = number_of(seat), seat.server.now_ms()
    return seat.server.writer.run_now(lambda c: give_time(c, number, minutes, reason, now))


def test_a_sealed_sitting_is_open_again_and_marked_anew(seat: Seat, clock: Clock) -> None:
    clock.ms += MINUTE
    seat.hand_in()
    with pytest.raises(Sealed):
        seat.act("hall.say", 1, topic="greet")
    clock.ms += 20 * MINUTE
    given(seat)
    clock.ms += 4 * MINUTE
    assert seat.act("hall.say", 1, topic="greet").event["at_ms"] == 5 * MINUTE
    seat.hand_in()
    with seat.server.reader.connect() as reader:
        runs = reader.execute(select(MARKING.c.run).order_by(MARKING.c.run)).scalars().all()
        assert runs == [1, 2]
        assert head_of(reader, seat.attempt_id).sealed_ms == 5 * MINUTE + 1
        [repair] = repairs_of(reader, seat.sitting_id)
    assert repair == Repair(
        1, 5, "停电", NOON + MINUTE, NOON + 30 * MINUTE, NOON + 26 * MINUTE, NOON + 21 * MINUTE
    )


def test_one_that_goes_on_ends_later_and_its_clock_goes_on(seat: Seat, clock: Clock) -> None:
    clock.ms += 10 * MINUTE
    given(seat)
    given(seat, 3)
    with seat.server.reader.connect() as reader:
        until = reader.execute(select(SITTING.c.until_ms)).scalar_one()
        assert [each.turn for each in repairs_of(reader, seat.sitting_id)] == [1, 2]
    assert until == NOON + 38 * MINUTE
    assert seat.act("hall.say", 1, topic="greet").event["at_ms"] == 10 * MINUTE


def test_an_attempt_that_had_not_begun_starts_its_clock_with_its_first_action(
    whole: Server, clock: Clock
) -> None:
    seat = sit(whole)
    seat.hand_in()
    clock.ms += 20 * MINUTE
    given(seat)
    clock.ms += MINUTE
    assert seat.act("hall.call_next", 0).event["at_ms"] == 0


def test_judges_see_an_attempt_that_is_open_again_only_when_it_is_handed_in_and_why(
    seat: Seat, enter: Callable[[str], Browser]
) -> None:
    seat.hand_in()
    judge, page = enter("cp001"), f"/judging/attempts/{number_of(seat)}"
    assert judge.get(page).status_code == 200
    given(seat, reason="第三考场停电")
    assert judge.get(page).status_code == 404
    assert number_of(seat) not in judge.get("/judging").text
    seat.hand_in()
    assert "第三考场停电" in judge.get(page).text


def test_no_other_sitting_is_touched(seat: Seat) -> None:
    with pytest.raises(NoSuchAttempt), seat.server.engine.begin() as connection:
        give_time(connection, "1", 5, "停电", NOON)


def test_the_command_gives_time_and_tells_it(
    seat: Seat, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(HOME, str(seat.server.settings.home))
    seat.hand_in()
    words = ["sittings", "reopen", number_of(seat), "--minutes", "5", "--reason"]
    assert main([*words, "  "]) == 2
    assert main([*words, "停电"]) == 0
    assert "补时 5 分钟（第 1 次）" in capsys.readouterr().out
    with seat.server.reader.connect() as reader:
        assert reader.execute(select(ATTEMPT.c.sealed_ms)).scalar_one() == 0
