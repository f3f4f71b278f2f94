"""Time given back to a sitting, in the open and for good."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from sandbox.attempt.states import head_of
from sandbox.cli import main
from sandbox.commands import sittings
from sandbox.contest.repairs import Repair, give_time, repairs_of
from sandbox.declined import Sealed
from sandbox.server import Server
from sandbox.settings import HOME
from sandbox.store.tables import MARKING, SITTING
from tests.sandbox.conftest import Browser, Said
from tests.sandbox.rows import MINUTE
from tests.servers import NOON, OTHER, Clock, Seat, sit


def number_of(seat: Seat) -> str:
    with seat.server.reader.connect() as reader:
        return str(head_of(reader, seat.attempt_id).number)


def given(seat: Seat, minutes: int = 5, reason: str = "停电") -> Repair:
    """Time given back to a seat's sitting."""
    now = seat.server.now_ms()
    return seat.server.writer.run_now(lambda c: give_time(c, seat.sitting_id, minutes, reason, now))


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


def test_no_other_sitting_is_touched(whole: Server, seat: Seat, clock: Clock) -> None:
    other = sit(whole, account_id=OTHER)
    other.hand_in()
    clock.ms += MINUTE
    given(seat)
    with whole.reader.connect() as reader:
        kept = reader.execute(select(SITTING).where(SITTING.c.id == other.sitting_id)).one()
        assert kept.until_ms == NOON + 30 * MINUTE and kept.handed_in_ms == NOON
        assert head_of(reader, other.attempt_id).sealed and not repairs_of(reader, kept.id)


@pytest.fixture
def run(
    whole: Server,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., Said]:
    """Runs a command in the hall, by its clock: what it returned, said, and complained of."""
    monkeypatch.setenv(HOME, str(whole.settings.home))
    monkeypatch.setattr(sittings, "clock_of", lambda _: clock)

    def ran(*words: str) -> Said:
        code = main(words)
        return (code, *capsys.readouterr())

    return ran


def test_who_sits_a_round_is_listed_with_what_organisers_and_judges_know_them_by(
    seat: Seat, whole: Server, clock: Clock, run: Callable[..., Said]
) -> None:
    other = sit(whole, account_id=OTHER)
    other.hand_in()
    clock.ms += 29 * MINUTE
    first, own, its = run("sittings", "list", "1")[1].splitlines()
    assert first == "场次 1 练习场：作答 2 次"
    assert own.startswith("xs001 001 ") and "作答中" in own and number_of(seat) in own
    assert its.startswith("xs002 002 ") and "已交卷" in its and number_of(other) in its
    clock.ms += MINUTE
    assert "已到时" in run("sittings", "list", "1")[1]


def test_the_command_gives_time_to_whom_it_names_and_tells_it(
    seat: Seat, whole: Server, run: Callable[..., Said]
) -> None:
    other = sit(whole, account_id=OTHER)
    for each in (seat, other):
        each.hand_in()
    words = ["sittings", "reopen", "1", "xs001", "--minutes", "5", "--reason"]
    assert run(*words, "  ")[0] == 2
    code, told, _ = run(*words, "停电")
    assert code == 0 and "场次 1 练习场，xs001 001 " in told and "补时 5 分钟（第 1 次）" in told
    with whole.reader.connect() as reader:
        assert not head_of(reader, seat.attempt_id).sealed
        assert head_of(reader, other.attempt_id).sealed


def test_of_practice_the_last_sitting_is_given_time(
    seat: Seat, whole: Server, run: Callable[..., Said]
) -> None:
    seat.hand_in()
    again = sit(whole)
    again.hand_in()
    assert run("sittings", "reopen", "1", "xs001", "--minutes", "5", "--reason", "停电")[0] == 0
    with whole.reader.connect() as reader:
        assert head_of(reader, seat.attempt_id).sealed
        assert not head_of(reader, again.attempt_id).sealed


@pytest.mark.parametrize(
    ("round_id", "login", "told"),
    [
        ("1", "xs010", "xs010 没有作答，可用的有：xs001。"),
        ("2", "xs001", "还没有人作答，请用 rounds list 核对场次"),
        ("9", "xs001", "没有这个场次，请用 rounds list 查看"),
    ],
)
def test_a_sitting_that_is_not_there_is_told_with_a_way_to_it(
    seat: Seat, run: Callable[..., Said], round_id: str, login: str, told: str
) -> None:
    code, _, said = run("sittings", "reopen", round_id, login, "--minutes", "5", "--reason", "停电")
    assert code == 2 and told in said
