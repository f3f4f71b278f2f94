"""Hints of practice: the next step of the right way for a price, a guide for nothing, and neither in a contest."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from sandbox.contest.hints import guide, take, taken
from sandbox.contest.practised import records_of
from sandbox.contest.reminders import due_days
from sandbox.counter.right_way import right_way, steps_of, undone
from sandbox.server import Server
from sandbox.store.tables import HINT
from scenarios.shelf import all_cases, rehearse_case
from tests.sandbox.clerk import state
from tests.sandbox.conftest import Browser
from tests.sandbox.contest.test_draws import MATCH, PRACTICE_ROUND
from tests.sandbox.test_lost_points import worked
from tests.servers import CONTESTANT, Clock, Seat, sit

Enter = Callable[[str], Browser]
DAY_MS = 24 * 3_600_000
CASE = (PRACTICE_ROUND, "E06")


@pytest.fixture
def flexible(whole: Server) -> Seat:
    """E06, its citizen to be called."""
    return sit(whole, "E06")


def panel(browser: Browser, seat: Seat) -> str:
    """What the counter says of hints."""
    text = browser.get(f"/attempts/{seat.attempt_id}").text
    part = text.partition('id="hints"')[2].partition("</details>")[0]
    return " ".join(re.sub("<[^>]+>", " ", part).split())


def asked(browser: Browser, seat: Seat, **sent: str) -> str:
    """What it says after more was asked for."""
    browser.submit(f"/attempts/{seat.attempt_id}/hints", **sent)
    return panel(browser, seat)


def test_where_the_next_step_is_done_is_told_for_a_point_and_how_for_two_more(
    contestant: Browser, flexible: Seat
) -> None:
    flexible.do(*flexible.actions()[:5])
    told = panel(contestant, flexible)
    assert "提示在哪里办 −1.00" in told and "告诉我怎么办 −3.00" in told and "下一步" not in told
    told = asked(contestant, flexible, level="1")
    assert "下一步 社会保险 › 人员参保信息" in told and "1 步，−1.00 分" in told
    assert "个人编号" not in told and "告诉我怎么办 −2.00" in told
    told = asked(contestant, flexible, level="2")
    assert "个人编号" in told and "看清断缴的是哪几个月" in told and "1 步，−3.00 分" in told
    assert asked(contestant, flexible, level="2") == told, "told twice it costs once"


def test_what_was_hinted_goes_once_it_is_done(contestant: Browser, flexible: Seat) -> None:
    first, second = flexible.actions()[:2]
    assert "叫号" in asked(contestant, flexible, level="1")
    flexible.do(first)
    assert "提示的这一步办过了" in panel(contestant, flexible)
    assert "对群众说" in asked(contestant, flexible, level="1")
    flexible.do(second)
    assert "2 步，−2.00 分" in panel(contestant, flexible)


def test_a_step_can_be_passed_over(contestant: Browser, flexible: Seat) -> None:
    flexible.do(flexible.actions()[0])
    asked(contestant, flexible, level="2")
    assert "居民身份证" in asked(contestant, flexible, level="2", passed="2")


@pytest.mark.parametrize("sent", [{"level": "3"}, {"level": "0"}, {"level": "x"}, {}])
def test_what_is_no_level_tells_nothing(
    whole: Server, contestant: Browser, flexible: Seat, sent: dict[str, str]
) -> None:
    asked(contestant, flexible, **sent)
    with whole.reader.connect() as reader:
        assert taken(reader, flexible.attempt_id).nothing


def test_when_all_is_done_there_is_nothing_to_hint(contestant: Browser, flexible: Seat) -> None:
    flexible.work()
    answer = contestant.submit(f"/attempts/{flexible.attempt_id}/hints", level="1")
    assert answer.status_code == 409 and "规范办法后面的各步都已办过" in answer.text


def test_steps_count_in_any_order_and_for_the_same_records_alone(
    whole: Server, flexible: Seat
) -> None:
    right = right_way(whole, state(flexible).head).steps
    events = [*flexible.right.attempt["events"]]
    done = [each for each in events if each["accepted"]]
    assert [each.number for each in undone(right, ())] == [*range(1, len(right) + 1)]
    assert undone(right, done[::-1]) == []
    assert undone(right, [{**each, "accepted": False} for each in done]) == [*right]
    other = [{**each, "data": {**each["data"], "person": "3901000001"}} for each in done]
    missing = {each.operation.declared.name for each in undone(right, other)}
    assert "social_insurance.open_person" in missing and "hall.say" not in missing


@pytest.mark.parametrize("case_id", all_cases())
def test_whoever_goes_the_right_way_is_led_from_each_step_to_the_next(case_id: str) -> None:
    played = rehearse_case(case_id)
    right, events = steps_of(played), played.attempt["events"]
    for done, step in enumerate(right):
        left = undone(right, events[:done])
        assert step.searches or left[0] is step
    assert undone(right, events) == []


def test_how_it_is_done_says_what_to_say_and_where_the_system_asks_back(
    contestant: Browser, flexible: Seat
) -> None:
    flexible.do(flexible.actions()[0])
    assert "可以说：您好，请坐。" in asked(contestant, flexible, level="2")
    names = [each.operation for each in flexible.actions()]
    flexible.do(*flexible.actions()[1 : names.index("social_insurance.pay_flexible")])
    assert "系统会提醒" in asked(contestant, flexible, level="2")


def test_what_was_chosen_the_same_is_matched_before_what_was_not(whole: Server) -> None:
    seat = sit(whole, "E09")
    right = right_way(whole, state(seat).head).steps
    filed = [
        each
        for each in seat.right.attempt["events"]
        if each["operation"] == "hall.open_application" and each["accepted"]
    ]
    left = {each.number for each in undone(right, filed[1:])}
    opened = [each for each in right if each.operation.declared.name == "hall.open_application"]
    assert [each.number in left for each in opened] == [True, False]
    other = [{**filed[0], "data": {**filed[0]["data"], "item": "H01"}}]
    assert opened[0].number not in {each.number for each in undone(right, other)}


def test_who_has_opened_a_record_need_not_have_searched_for_it(
    whole: Server, flexible: Seat
) -> None:
    names = [each.operation for each in flexible.actions()]
    flexible.do(*flexible.actions()[: names.index("social_insurance.open_person") + 1])
    right = right_way(whole, state(flexible).head).steps
    events = [e for e in state(flexible).events if e["operation"] != "social_insurance.find_person"]
    assert "social_insurance.find_person" not in [
        each.operation.declared.name for each in undone(right, events)
    ]


def test_hints_come_off_what_the_home_page_tells_and_not_off_the_mark(
    whole: Server, contestant: Browser, flexible: Seat
) -> None:
    flexible.do(flexible.actions()[0])
    asked(contestant, flexible, level="2")
    flexible.do(*flexible.actions()[1:])
    flexible.hand_in()
    with whole.reader.connect() as reader:
        record = records_of(reader, CONTESTANT)[CASE]
    assert record.last.earned == record.last.decided and record.last.hints == 300
    assert record.best == record.last.earned - 300 and record.trend == [97]
    result = contestant.get(f"/attempts/{flexible.attempt_id}/result").text
    assert "用了 1 步提示，扣 3.00 分练习分" in result and "提示过" in result
    assert "提示 −3.00" in contestant.get("/").text


def test_a_guided_attempt_shows_each_next_step_costs_nothing_and_is_never_the_best(
    whole: Server, contestant: Browser
) -> None:
    gone = contestant.submit(f"/rounds/{PRACTICE_ROUND}/sittings", case="E06", guided="1")
    attempt_id = int(gone.headers["location"].rpartition("/")[2])
    with whole.reader.connect() as reader:
        assert taken(reader, attempt_id).guided
    text = contestant.get(f"/attempts/{attempt_id}").text
    assert "带练" in text and "0 / 21 步" in text and "叫号" in text
    contestant.submit(f"/attempts/{attempt_id}/act/hall.call_next", seen="0")
    assert "1 / 21 步" in contestant.get(f"/attempts/{attempt_id}").text
    contestant.submit(f"/attempts/{attempt_id}/hints", level="2", passed="2")
    told = contestant.get(f"/attempts/{attempt_id}").text.partition('id="hints"')[2]
    assert "居民身份证" in told and "−" not in told, "it passes a step over, and costs nothing"
    [sitting] = re.findall(
        r"/sittings/(\d+)/hand-in", contestant.get(f"/attempts/{attempt_id}").text
    )[:1]
    contestant.submit(f"/sittings/{sitting}/hand-in")
    with whole.reader.connect() as reader:
        record = records_of(reader, CONTESTANT)[CASE]
    assert record.best is None and record.last.guided and record.last.hints == 0
    assert "这是带练的一次" in contestant.get(f"/attempts/{attempt_id}/result").text


def test_an_attempt_that_goes_on_is_not_guided_from_the_middle(
    whole: Server, contestant: Browser, flexible: Seat
) -> None:
    flexible.do(flexible.actions()[0])
    contestant.submit(f"/rounds/{PRACTICE_ROUND}/sittings", case="E06", guided="1")
    with whole.reader.connect() as reader:
        assert taken(reader, flexible.attempt_id).nothing


@pytest.mark.parametrize("helped", [take, guide])
def test_what_was_lost_is_not_recalled_by_hints(
    whole: Server, clock: Clock, helped: Callable[..., None]
) -> None:
    worked(whole, 1)
    with whole.reader.connect() as reader:
        before = due_days(reader, CONTESTANT)
    clock.ms += DAY_MS
    seat = sit(whole)
    more = (2, 1) if helped is take else ()
    whole.writer.run_now(lambda c: helped(c, seat.attempt_id, *more, clock.ms))
    seat.work()
    seat.hand_in()
    with whole.reader.connect() as reader:
        assert due_days(reader, CONTESTANT) == before


def test_there_are_no_hints_in_a_contest_nor_in_practice_beside_it(
    whole: Server, contestant: Browser, flexible: Seat
) -> None:
    gone = contestant.submit(f"/rounds/{MATCH}/sittings").headers["location"]
    assert 'id="hints"' not in contestant.get(gone).text
    refused = contestant.submit(f"{gone}/hints", level="2")
    assert refused.status_code == 409 and "竞赛中没有提示" in refused.text
    refused = contestant.submit(f"/attempts/{flexible.attempt_id}/hints", level="2")
    assert refused.status_code == 409 and "正在竞赛作答" in refused.text
    with whole.reader.connect() as reader:
        assert reader.execute(select(func.count()).select_from(HINT)).scalar() == 0


def test_what_was_told_before_a_contest_is_put_away_while_it_goes_on(
    contestant: Browser, flexible: Seat
) -> None:
    assert "叫号" in asked(contestant, flexible, level="2")
    gone = contestant.submit(f"/rounds/{MATCH}/sittings").headers["location"]
    assert panel(contestant, flexible) == ""
    [sitting] = {*re.findall(r"/sittings/(\d+)/hand-in", contestant.get(gone).text)}
    contestant.submit(f"/sittings/{sitting}/hand-in")
    assert "叫号" in panel(contestant, flexible)


def test_nobody_asks_for_another(contestant: Browser, flexible: Seat, enter: Enter) -> None:
    answer = enter("xs002").submit(f"/attempts/{flexible.attempt_id}/hints", level="2")
    assert answer.status_code == 404
