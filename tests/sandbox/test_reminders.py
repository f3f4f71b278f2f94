"""Lost points come back: after how many days, by which days, one at a time, and never during a contest."""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, func, insert, select

from sandbox.contest.practised import make_up
from sandbox.contest.reminders import (
    MOST_A_DAY,
    MOST_DAYS,
    due_after,
    due_days,
    due_now,
    rate,
    today_of,
)
from sandbox.contest.repairs import give_time
from sandbox.server import Server
from sandbox.store.tables import PRACTISED, REMINDER, REVISIT
from tests.sandbox.conftest import Browser
from tests.sandbox.contest.test_draws import MATCH, PRACTICE_ROUND
from tests.sandbox.test_lost_points import HERE, worked
from tests.servers import CONTESTANT, NOON, OTHER, Clock

Enter = Callable[[str], Browser]
NextDay = Callable[[], Browser]
DAY_MS = 24 * 3_600_000
FIRST = date(2026, 6, 15)
RATED = ("E09", "rated")


def due(server: Server, account_id: int = CONTESTANT) -> Mapping[tuple[str, str], int]:
    """In how many days from the first each lost mark comes back."""
    with server.reader.connect() as reader:
        return {of: (day - FIRST).days for of, day in due_days(reader, account_id).items()}


def left(server: Server) -> int:
    """How many are to be recalled today."""
    with server.reader.connect() as reader:
        return len(due_now(reader, CONTESTANT, today_of(server.now_ms()), server.cases))


def shown(browser: Browser) -> Mapping[str, str]:
    """The hidden fields of what is to be recalled now; empty where nothing is."""
    part = browser.get(HERE).text.partition('id="today"')[2].partition("</section>")[0]
    return dict(re.findall(r'type="hidden" name="(case|mark)" value="([^"]*)"', part))


def intervals(*ratings: int) -> Sequence[int]:
    """After how many days each comes back, recalled on the day it is due."""
    day, days, found = FIRST, [], []
    for rating in ratings:
        days.append((day, rating))
        found.append((due_after(days) - day).days)
        day += timedelta(found[-1])
    return found


@pytest.fixture
def next_day(enter: Enter, clock: Clock) -> NextDay:
    """Whoever practises, signed in again a day later."""

    def entered() -> Browser:
        clock.ms += DAY_MS
        return enter("xs001")

    return entered


@pytest.mark.parametrize(
    ("ratings", "days"),
    [
        ((1, 3, 3, 3, 3, 3), [1, 2, 6, 17, 30, 30]),
        ((1, 3, 1, 3), [1, 2, 1, 2]),
        ((1, 4, 4, 4), [1, 3, 18, 30]),
    ],
)
def test_what_is_recalled_comes_back_later_and_what_is_forgotten_the_next_day(
    ratings: tuple[int, ...], days: list[int]
) -> None:
    assert intervals(*ratings) == days


def test_a_lost_mark_is_due_the_next_day_and_one_that_was_never_lost_never(
    whole: Server, clock: Clock
) -> None:
    worked(whole)
    assert due(whole) == {}
    worked(whole, 1)
    assert due(whole)[RATED] == 1 and ("E09", "called") not in due(whole)
    assert left(whole) == 0
    clock.ms += DAY_MS
    assert left(whole) == MOST_A_DAY
    assert due(whole, OTHER) == {}


def test_a_mark_earned_on_a_later_day_is_put_off_and_on_the_same_day_is_not(
    whole: Server, clock: Clock
) -> None:
    worked(whole, 1)
    worked(whole)
    assert due(whole)[RATED] == 1
    clock.ms += DAY_MS
    worked(whole)
    assert due(whole)[RATED] == 3
    worked(whole, 1)
    assert due(whole)[RATED] == 2


def test_one_at_a_time_is_asked_and_ones_own_word_puts_it_off(
    whole: Server, next_day: NextDay
) -> None:
    worked(whole, 1)
    contestant = next_day()
    page = contestant.get(HERE).text
    for told in ("看答案", "忘了<small> 1 天后", "想起来了<small> 2 天后", "容易<small> 3 天后"):
        assert told in page
    assert "今天 10 项" in contestant.get("/").text
    first = shown(contestant)
    answer = contestant.submit(HERE, **first, rating="3")
    assert answer.headers["location"] == f"{HERE}#today"
    assert due(whole)[first["case"], first["mark"]] == 3
    assert shown(contestant) != first and "还有 9 项" in contestant.get(HERE).text
    contestant.submit(HERE, **first, rating="1")
    assert due(whole)[first["case"], first["mark"]] == 3, "it is not due, so nothing is taken in"


def test_a_day_asks_for_ten_and_then_rests(whole: Server, next_day: NextDay) -> None:
    worked(whole, 1)
    contestant = next_day()
    for _ in range(MOST_A_DAY):
        contestant.submit(HERE, **shown(contestant), rating="4")
    assert shown(contestant) == {} and "今天该复习的都复习过了" in contestant.get(HERE).text
    contestant = next_day()
    assert shown(contestant)


@pytest.mark.parametrize("rating", ["0", "2", "5", "", "x"])
def test_what_is_no_rating_is_not_taken_in(whole: Server, next_day: NextDay, rating: str) -> None:
    worked(whole, 1)
    contestant = next_day()
    before = due(whole)
    contestant.submit(HERE, **shown(contestant), rating=rating)
    assert due(whole) == before


def test_nobody_recalls_what_another_lost(whole: Server, enter: Enter, next_day: NextDay) -> None:
    worked(whole, 1)
    contestant = next_day()
    before, mine = due(whole), shown(contestant)
    enter("xs002").submit(HERE, **mine, rating="3")
    assert due(whole) == before and due(whole, OTHER) == {}


def test_a_ruling_that_gives_the_point_takes_the_mark_off(
    whole: Server, contestant: Browser, enter: Enter
) -> None:
    seat = worked(whole, 1)
    assert RATED in due(whole)
    sent = {"mark": "rated", "kind": "void", "reason": "口头请过评价", "seen": "0"}
    enter("cp001").submit(f"/judging/attempts/{seat.number}/rulings", **sent)
    assert RATED not in due(whole) and len(due(whole)) > 5


def test_time_given_back_forgets_what_the_attempt_lost_until_it_is_handed_in_again(
    whole: Server,
) -> None:
    seat = worked(whole, 1)
    kept = due(whole)
    whole.writer.run_now(lambda c: give_time(c, seat.sitting_id, 10, "停电", whole.now_ms()))
    assert due(whole) == {}
    seat.hand_in()
    assert due(whole) == kept


def test_what_an_older_program_practised_is_made_up_for(whole: Server, clock: Clock) -> None:
    worked(whole, 1)
    clock.ms += DAY_MS
    worked(whole)
    kept = due(whole)
    for table in (PRACTISED, REVISIT, REMINDER):
        whole.writer.run_now(lambda c, table=table: c.execute(delete(table)))
    asyncio.run(make_up(whole))
    assert due(whole) == kept and kept[RATED] == 3


def test_one_word_a_day_counts_however_often_it_is_sent(whole: Server, clock: Clock) -> None:
    worked(whole, 1)
    tomorrow = today_of(NOON + DAY_MS)
    for _ in range(2):
        whole.writer.run_now(lambda c: rate(c, CONTESTANT, *RATED, 3, tomorrow))
    with whole.reader.connect() as reader:
        own = select(func.count()).where(REVISIT.c.attempt_id == 0)
        assert reader.execute(own).scalar() == 1


def test_of_a_long_history_the_newest_days_count(whole: Server, clock: Clock) -> None:
    worked(whole, 1)
    days = [today_of(NOON + n * DAY_MS) for n in range(1, 3 * MOST_DAYS)]
    fixed = {"account_id": CONTESTANT, "case_id": "E09", "mark": "rated", "attempt_id": 0}
    rows = [{**fixed, "day": day.isoformat(), "rating": 4} for day in days]
    whole.writer.run_now(lambda c: c.execute(insert(REVISIT), rows))
    clock.ms += len(days) * DAY_MS
    worked(whole, 1)
    history = [(day, 4) for day in days[-MOST_DAYS:-1]] + [(days[-1], 1)]
    assert due(whole)[RATED] == (due_after(history) - FIRST).days


def test_who_sits_a_contest_is_told_nothing_of_what_was_lost(
    whole: Server, next_day: NextDay
) -> None:
    worked(whole, 1)
    contestant = next_day()
    mine, before = shown(contestant), due(whole)
    contestant.submit(f"/rounds/{MATCH}/sittings")
    answer = contestant.get(HERE)
    assert answer.status_code == 409 and "正在竞赛作答" in answer.text
    assert "邀请评价" not in answer.text
    assert contestant.submit(HERE, **mine, rating="3").status_code == 409
    assert due(whole) == before and PRACTICE_ROUND != MATCH
