"""A grader that fails, a script that is gone: nothing handed in is lost, nothing is marked zero."""

import asyncio
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, select

import grader
from sandbox.accounts import issue_token
from sandbox.attempt.journal import attempt_document
from sandbox.attempt.states import head_of
from sandbox.contest import keys, marking
from sandbox.contest.marker import marker_of
from sandbox.contest.repairs import give_time
from sandbox.contest.sittings import seal_overdue
from sandbox.server import Server
from sandbox.store.tables import MARKING, VOCABULARY
from scenarios.shelf import all_cases
from tests.sandbox.conftest import Browser
from tests.sandbox.rows import MINUTE
from tests.servers import CONTESTANT, NOON, Clock, Seat, begin, sit

Enter = Callable[[str], Browser]
REASON = "规则 r7 遇到没有见过的数"


@pytest.fixture
def seat(whole: Server) -> Seat:
    seat = sit(whole)
    seat.work()
    return seat


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A grader with a fault; undo it to mend it."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError(REASON)

    monkeypatch.setattr(grader, "mark", fail)
    return monkeypatch


def test_a_grader_that_fails_costs_nobody_the_hand_in(
    seat: Seat, failing: pytest.MonkeyPatch, enter: Enter
) -> None:
    contestant = enter("xs001")
    handed = contestant.submit(f"/sittings/{seat.sitting_id}/hand-in")
    assert handed.headers["location"] == f"/attempts/{seat.attempt_id}/result"
    assert contestant.get(f"/attempts/{seat.attempt_id}/pulse").json()["sealed"]
    result = contestant.get(handed.headers["location"])
    assert result.status_code == 409 and "也不记零分" in result.text
    assert REASON not in result.text


def test_a_program_is_told_too_and_never_a_zero(
    seat: Seat, failing: pytest.MonkeyPatch, enter: Enter
) -> None:
    seat.hand_in()
    token = seat.server.writer.run_now(lambda c: issue_token(c, CONTESTANT, "测试", NOON))
    path = f"/api/attempts/{seat.attempt_id}/scorecard"
    answer = enter("xs001").get(path, headers={"authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["error"]) == (409, "not_gradable")


def test_judges_see_why_and_have_it_marked_again(
    seat: Seat, failing: pytest.MonkeyPatch, enter: Enter
) -> None:
    seat.hand_in()
    judge, page = enter("cp001"), f"/judging/attempts/{seat.number}"
    assert "未能评分" in judge.get("/judging?mode=practice").text
    assert REASON in judge.get(page).text
    assert judge.submit(f"{page}/rulings", mark="m", kind="void", reason="理由").status_code == 409
    assert judge.submit(f"{page}/markings").status_code == 303
    assert REASON in judge.get(page).text
    failing.undo()
    judge.submit(f"{page}/markings")
    assert "未能评分" not in judge.get("/judging?mode=practice").text
    assert "得分" in judge.get(page).text and REASON not in judge.get(page).text


def test_a_key_that_contradicts_itself_marks_nobody_and_judges_see_where(
    seat: Seat, monkeypatch: pytest.MonkeyPatch, enter: Enter
) -> None:
    right = keys.answer_key

    def wrong(*asked: Any) -> Mapping[str, Any]:
        return {**right(*asked), "total": 9999}

    monkeypatch.setattr(marking, "answer_key", wrong)
    seat.hand_in()
    told = enter("cp001").get(f"/judging/attempts/{seat.number}").text
    assert "script › alternatives › 第1项：各项分值合计 100.00，与总分 99.99 不符" in told
    assert enter("xs001").get(f"/attempts/{seat.attempt_id}/result").status_code == 409


def test_an_attempt_that_has_its_marks_is_not_marked_again(seat: Seat, enter: Enter) -> None:
    seat.hand_in()
    judge, page = enter("cp001"), f"/judging/attempts/{seat.number}"
    judge.submit(f"{page}/markings")
    with seat.server.reader.connect() as reader:
        assert reader.exec_driver_sql("SELECT max(run) FROM marking").scalar() == 1


def test_an_attempt_that_was_given_time_is_marked_when_it_is_handed_in_again(
    seat: Seat, failing: pytest.MonkeyPatch
) -> None:
    seat.hand_in()
    failing.undo()
    server, give = seat.server, partial(give_time, minutes=5, reason="停电", now=NOON)
    server.writer.run_now(lambda connection: give(connection, seat.sitting_id))
    for runs in (1, 2):
        asyncio.run(marker_of(server).mark_again(seat.attempt_id))
        with server.reader.connect() as reader:
            assert reader.exec_driver_sql("SELECT max(run) FROM marking").scalar() == runs
        seat.hand_in()


def test_one_that_cannot_be_marked_hinders_no_other_that_is_overdue(
    whole: Server, clock: Clock, failing: pytest.MonkeyPatch, enter: Enter
) -> None:
    first, second = sit(whole), sit(whole, "E01")
    clock.ms += 31 * MINUTE
    for seat in (first, second):
        seal = partial(seal_overdue, sitting_id=seat.sitting_id, now=clock.ms)
        whole.writer.run_now(seal)
    failing.undo()
    judge = enter("cp001")
    for seat in (first, second):
        judge.submit(f"/judging/attempts/{seat.number}/markings")
    assert "未能评分" not in judge.get("/judging?mode=practice").text


def test_a_clock_that_is_set_back_does_not_make_an_attempt_ungradable(
    seat: Seat, clock: Clock
) -> None:
    later = sit(seat.server)
    later.act("hall.call_next", 0)
    clock.ms += 60_000
    assert later.act("hall.say", 1, topic="greet").event["at_ms"] == 60_000
    clock.ms -= 30_000
    assert later.act("hall.say", 2, topic="greet").event["at_ms"] == 60_000
    later.hand_in()
    with later.server.reader.connect() as reader:
        document = attempt_document(reader, later.attempt_id)
    assert grader.mark(document, later.right.stage.compiled)["earned"] >= 0


def test_a_script_that_was_changed_or_removed_shows_no_other_version_s_way(
    seat: Seat, enter: Enter
) -> None:
    seat.hand_in()
    contestant, page = enter("xs001"), f"/attempts/{seat.attempt_id}/result"
    assert "案例脚本已更换版本" not in contestant.get(page).text
    for cases in ({"E09": all_cases()["E01"]}, {}):
        object.__setattr__(seat.server, "cases", cases)
        answer = contestant.get(page)
        assert answer.status_code == 200 and "案例脚本已更换版本" in answer.text


def test_a_round_whose_script_is_missing_says_so(
    whole: Server, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.contest.sittings.all_cases", dict)
    answer = enter("xs001").submit("/rounds/1/sittings", case="E09")
    assert answer.status_code == 503 and "没有这个案例的脚本" in answer.text
    monkeypatch.undo()
    assert begin(whole)


def marked_once_more(connection: Connection, seat: Seat, now: int) -> None:
    head = head_of(connection, seat.attempt_id)
    marking.mark(connection, marking.closing_of(connection, head, now), now)


def test_a_marking_made_again_by_another_version_of_the_program_has_the_same_bytes(
    whole: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat, _same_words = sit(whole), sit(whole, "E01")
    seat.act("hall.call_next", 0)
    seat.hand_in()
    renamed = json.loads(json.dumps(keys.vocabulary()).replace("hall", "lobby"))
    monkeypatch.setattr(keys, "vocabulary", lambda: renamed)
    monkeypatch.setattr(keys, "_own_words", keys._own_words.__wrapped__)
    whole.writer.run_now(lambda c: marked_once_more(c, seat, clock.ms))
    sit(whole, "E02")
    with whole.reader.connect() as reader:
        first, again = reader.execute(select(MARKING.c.scorecard)).scalars()
        words = reader.execute(select(VOCABULARY.c.words)).scalars().all()
    assert first == again
    assert sorted("lobby.call_next" in each for each in words) == [False, True]
