"""Rulings are on the work that judges saw: what was done since, in time that was given back, is theirs
to judge again."""

import re
from collections.abc import Callable

import pytest

from sandbox.contest.repairs import give_time
from sandbox.contest.scorecards import NotMarked, current_scorecard, latest_scorecard, rulings_of
from sandbox.judging.attempt_list import handed_in
from sandbox.judging.rulings import Wish, confirm_unruled, rule
from sandbox.server import Server
from tests.sandbox.conftest import Browser
from tests.servers import Clock, sit


def test_a_ruling_counts_no_more_once_the_attempt_went_on_in_time_given_back(
    whole: Server, enter: Callable[[str], Browser], clock: Clock
) -> None:
    judge, seat = enter("cp001"), sit(whole, "E09")
    page = f"/judging/attempts/{seat.number}"
    *before, last = seat.actions()
    seat.do(*before)
    seat.hand_in()

    def given_back(*done: object) -> tuple[str, bool, list[str]]:
        """What became of the mark, whether its page says so, and of the attempt in the list."""
        clock.ms += 60_000
        whole.writer.run_now(lambda c: give_time(c, seat.sitting_id, 10, "停电", clock.ms))
        seat.do(*done)
        seat.hand_in()
        with whole.reader.connect() as reader:
            card = current_scorecard(
                latest_scorecard(reader, seat.attempt_id), rulings_of(reader, seat.attempt_id)
            )
            [line] = [each for each in handed_in(reader, clock.ms) if each.number == seat.number]
        [mark] = [each for each in card["marks"] if each["id"] == "manner"]
        told = judge.get(f"{page}?mark=manner").text
        return mark["state"], "这条不再计分" in told, [*line.tally.states]

    def ruled(reason: str) -> int:
        seen = re.findall(r'name="seen" value="(\d+)"', judge.get(f"{page}?mark=manner").text)[-1]
        sent = {"mark": "manner", "level": "3", "reason": reason, "seen": seen}
        return judge.submit(f"{page}/rulings", **sent).status_code

    assert ruled("耐心周到") == 303
    assert given_back() == ("full", False, ["judged"])
    assert given_back(last) == ("pending", True, ["waiting"])
    assert ruled("仍然周到") == 303
    assert given_back() == ("full", True, ["judged"])


@pytest.mark.parametrize("form", ["rulings", "confirmations"])
def test_a_judge_whose_page_shows_other_work_is_shown_the_new_instead(
    whole: Server, enter: Callable[[str], Browser], clock: Clock, form: str
) -> None:
    judge, seat = enter("cp001"), sit(whole, "E09")
    page = f"/judging/attempts/{seat.number}"
    *before, last = seat.actions()
    seat.do(*before)
    seat.hand_in()
    [old] = set(
        re.findall(r'name="work" value="([0-9a-f]{64})"', judge.get(f"{page}?mark=manner").text)
    )
    clock.ms += 60_000
    whole.writer.run_now(lambda c: give_time(c, seat.sitting_id, 10, "停电", clock.ms))
    seat.do(last)
    seat.hand_in()

    def sent(work: str) -> str:
        sent = {"mark": "manner", "level": "3", "reason": "耐心周到", "seen": "0", "work": work}
        return judge.submit(f"{page}/{form}", **sent).text

    def ruled() -> int:
        with whole.reader.connect() as reader:
            return len(rulings_of(reader, seat.attempt_id))

    again = sent(old)
    assert "这份作答补时后又有操作" in again and "耐心周到" in again and not ruled()
    [new] = set(re.findall(r'name="work" value="([0-9a-f]{64})"', again)) - {old}
    sent(new)
    assert ruled()


def test_what_was_opened_again_a_moment_ago_is_not_ruled_on(whole: Server, clock: Clock) -> None:
    """Its page is gone by then: who had it still, and sends from it, comes too late."""
    seat, judge = sit(whole, "E09"), 4
    seat.work()
    seat.hand_in()
    wish = Wish("manner", "change", None, 3, "耐心周到", 0)
    ways = (
        lambda c: rule(c, seat.attempt_id, judge, wish, clock.ms),
        lambda c: confirm_unruled(c, seat.attempt_id, judge, "看过日志", 0, clock.ms),
    )

    def ruled() -> int:
        with whole.reader.connect() as reader:
            return len(rulings_of(reader, seat.attempt_id))

    whole.writer.run_now(lambda c: give_time(c, seat.sitting_id, 10, "停电", clock.ms))
    for way in ways:
        with pytest.raises(NotMarked):
            whole.writer.run_now(way)
    assert not ruled()
    seat.hand_in()
    for way in ways:
        whole.writer.run_now(way)
    assert ruled() > 1
