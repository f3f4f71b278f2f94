"""The end of time as it is told: to whoever sat until then, and to whoever judges what came after."""

import re
from collections.abc import Callable, Sequence

import pytest
from httpx2 import Response
from sqlalchemy import select

from sandbox.attempt.late import late_tries_of
from sandbox.attempt.states import Head, head_of
from sandbox.contest.planning import close_round
from sandbox.contest.repairs import give_time
from sandbox.contest.sittings import hand_in, seal_overdue
from sandbox.judging.course import course_of
from sandbox.screens.frame import second
from sandbox.server import Server
from sandbox.store.tables import ATTEMPT, ROUND
from tests.sandbox.conftest import Browser
from tests.sandbox.rows import MINUTE
from tests.servers import CONTESTANT, Clock

SECOND = 1_000
CALL, SAY = "hall.call_next", "hall.say"


@pytest.fixture
def first(whole: Server, contestant: Browser) -> Head:
    """The first attempt of a contest that was started at noon and has one step."""
    wanted = select(ROUND.c.id).where(ROUND.c.mode == "contest")
    with whole.reader.connect() as reader:
        contestant.submit(f"/rounds/{reader.execute(wanted).scalar_one()}/sittings")
        attempt_id = reader.execute(select(ATTEMPT.c.id).order_by(ATTEMPT.c.id)).scalars().first()
    assert attempt_id
    send(contestant, attempt_id, CALL, 0)
    return now_of(whole, attempt_id)


def now_of(server: Server, attempt_id: int) -> Head:
    with server.reader.connect() as reader:
        return head_of(reader, attempt_id)


def send(contestant: Browser, attempt_id: int, operation: str, seen: int) -> Response:
    page = f"/attempts/{attempt_id}"
    words = {"seen": str(seen), "back": page, "topic": "greet"}
    return contestant.submit(f"{page}/act/{operation}", **words)


def run_out(server: Server, clock: Clock, head: Head, late_ms: int = 3 * SECOND) -> None:
    """The time of a sitting is over, and it is handed in for that."""
    clock.ms = head.until_ms + late_ms
    server.writer.run_now(lambda c: seal_overdue(c, head.sitting_id, clock.ms))


def give(server: Server, clock: Clock, head: Head, minutes: int = 3) -> None:
    server.writer.run_now(lambda c: give_time(c, head.sitting_id, minutes, "停电", clock.ms))


def receipt(contestant: Browser, head: Head) -> str:
    return contestant.get(f"/attempts/{head.id}/result").text


def test_the_receipt_tells_that_time_was_up_and_what_was_left_unsent(
    first: Head, whole: Server, contestant: Browser, clock: Clock
) -> None:
    typed = {"seen": "1", "back": "", "text": "请您稍等。"}
    contestant.submit(f"/attempts/{first.id}/draft/{SAY}", **typed)
    run_out(whole, clock, first)
    told = receipt(contestant, first)
    assert f"{second(first.until_ms)} 时间到，已自动交卷；到时以后的操作都没有执行。" in told
    assert re.search(r'1 步</td>\s*<td class="wide">对群众说</td>', told)
    assert told.count('<td class="wide">—</td>') > 1, "nothing was typed in the others"


def test_a_try_after_hand_in_is_answered_by_the_receipt_and_why(
    first: Head, whole: Server, contestant: Browser, clock: Clock
) -> None:
    run_out(whole, clock, first)
    answer = send(contestant, first.id, SAY, 1)
    assert answer.status_code == 409
    assert "作答时间已到，本次操作没有执行。" in answer.text and "交卷凭证" in answer.text
    assert "查询" not in answer.text and 'id="light"' not in answer.text
    with whole.reader.connect() as reader:
        [trace] = late_tries_of(reader, first.id)
    assert (trace.operation, trace.code) == (SAY, "out_of_time")
    give(whole, clock, first)
    whole.writer.run_now(lambda c: hand_in(c, first.sitting_id, CONTESTANT, clock.ms + SECOND))
    assert "本份作答已交卷，本次操作没有执行。" in send(contestant, first.id, SAY, 1).text


def test_what_is_typed_after_hand_in_is_refused_and_not_said_to_be_kept(
    first: Head, whole: Server, contestant: Browser, clock: Clock
) -> None:
    run_out(whole, clock, first)
    typed = {"seen": "1", "back": "", "text": "请您稍等。"}
    assert contestant.submit(f"/attempts/{first.id}/draft/{SAY}", **typed).status_code == 409


def test_time_given_back_is_told_at_the_counter_until_the_next_step_there(
    first: Head, whole: Server, contestant: Browser, clock: Clock
) -> None:
    page, other = f"/attempts/{first.id}", f"/attempts/{first.id + 1}"
    for each in (page, page, other):
        assert "补时" not in contestant.get(each).text
    run_out(whole, clock, first)
    clock.ms += MINUTE
    give(whole, clock, first)
    until = second(clock.ms + 3 * MINUTE)
    for each in (page, other):
        assert f"补时 3 分钟，到 {until} 止。理由：停电" in contestant.get(each).text
    clock.ms += MINUTE
    send(contestant, first.id, SAY, 1)
    assert "补时" not in contestant.get(page).text
    assert "补时" in contestant.get(other).text


def test_time_given_to_a_sitting_that_goes_on_reaches_a_page_that_was_kept_and_its_pulse(
    first: Head, whole: Server, contestant: Browser, clock: Clock
) -> None:
    page = f"/attempts/{first.id}"
    before = contestant.get(page).text
    drawn = re.search(r'data-until="(\d+)"', before)
    assert drawn and int(drawn[1]) == contestant.get(f"{page}/pulse").json()["until_ms"]
    give(whole, clock, first)
    assert contestant.get(f"{page}/pulse").json()["until_ms"] == first.until_ms + 3 * MINUTE
    assert "补时 3 分钟" in contestant.get(page).text


def test_a_receipt_says_that_those_before_time_was_given_back_are_void(
    first: Head, whole: Server, contestant: Browser, clock: Clock
) -> None:
    run_out(whole, clock, first)
    assert "作废" not in receipt(contestant, first)
    give(whole, clock, first)
    given = second(clock.ms)
    clock.ms += MINUTE
    contestant.submit(f"/sittings/{first.sitting_id}/hand-in")
    told = receipt(contestant, first)
    assert f"{second(clock.ms)} 交卷。" in told
    assert f"此前补时 1 次，最近一次在 {given}；那以前的凭证已经作废。" in told


def told_to_judges(server: Server, head: Head) -> Sequence[str]:
    with server.reader.connect() as reader:
        course = course_of(reader, head_of(reader, head.id))
    return [
        " ".join((*([each.tried.title] if each.tried else ()), each.said))
        for each in course.happenings
    ]


def test_judges_read_time_given_and_how_late_tries_were_in_one_list_and_no_hour_of_the_day(
    first: Head, whole: Server, contestant: Browser, enter: Callable[[str], Browser], clock: Clock
) -> None:
    end = first.until_ms
    clock.ms = end + SECOND
    send(contestant, first.id, SAY, 1)  # before the server hands it in
    run_out(whole, clock, first)
    clock.ms = end + 7 * SECOND + 900
    send(contestant, first.id, SAY, 1)
    clock.ms = end + MINUTE
    give(whole, clock, first)
    clock.ms += 30 * SECOND
    contestant.submit(f"/sittings/{first.sitting_id}/hand-in", leave="1")
    clock.ms += 65 * SECOND
    send(contestant, first.id, CALL, 1)
    assert told_to_judges(whole, first) == [
        "对群众说 到时以后 00:01",
        "对群众说 到时以后 00:07",
        "补时第 1 次：3 分钟，理由：停电",
        "叫号 交卷以后 01:05",
    ]
    wanted = select(ROUND.c.id).where(ROUND.c.mode == "contest")
    whole.writer.run_now(lambda c: close_round(c, c.execute(wanted).scalar_one(), clock.ms))
    shown = enter("cp001").get(f"/judging/attempts/{first.number}").text
    [course] = re.findall("作答经过.*?</details>", shown, re.S)
    assert "到时以后 00:01" in course and not re.search(
        r"[0-9]{2}:[0-9]{2}:[0-9]{2}|20[0-9]{2}-", course
    )


def test_where_nothing_was_late_and_nothing_given_the_hours_of_a_sitting_are_not_told(
    first: Head, whole: Server, contestant: Browser
) -> None:
    contestant.submit(f"/sittings/{first.sitting_id}/hand-in")
    assert told_to_judges(whole, first) == []
