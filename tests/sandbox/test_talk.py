"""What is said at the window stands in the order in which it was said, on every screen."""

import re
from typing import Any

import pytest

from mock_systems.records import Remark
from sandbox.accounts import issue_token
from sandbox.attempt.talk import talk_of
from sandbox.server import Server
from tests.sandbox.clerk import page_of
from tests.sandbox.conftest import Browser
from tests.servers import CONTESTANT, NOON, Clock, sit

CALLED, CLOSED = 30_000, 300_000
EVENTS: list[dict[str, Any]] = [
    {"seq": 1, "at_ms": CALLED, "operation": "hall.call_next", "accepted": True},
    {"seq": 2, "at_ms": 90_000, "operation": "hall.say", "accepted": True},
    {"seq": 3, "at_ms": 95_000, "operation": "hall.say", "accepted": True},
    {"seq": 4, "at_ms": CLOSED, "operation": "hall.close", "accepted": True},
    {"seq": 5, "at_ms": 400_000, "operation": "hall.close", "accepted": False},
]
for event in EVENTS:
    event["facts"] = {"visitor": "V1"}
SAID = [
    {"utterance": "U000102", "visitor": "V1", "speaker": "citizen", "text": "你好", "mood": ""},
    {"utterance": "U000201", "visitor": "V1", "speaker": "clerk", "text": "您好", "mood": ""},
]


def said_by(until_ms: int, *due: int, visitor: str = "V1") -> list[tuple[int, str]]:
    remarks = [{"visitor": visitor, "at": at, "text": f"第{at}秒", "mood": ""} for at in due]
    return [(each.at_ms, each.text) for each in talk_of(EVENTS, SAID, remarks, until_ms)]


@pytest.mark.parametrize(
    ("due", "at_ms"),
    [(60, 60_000), (200, 200_000), (299, 299_000), (5, CALLED)],
    ids=["between", "after", "last", "before the call"],
)
def test_what_is_said_unasked_stands_where_its_time_came(due: int, at_ms: int) -> None:
    said = said_by(500_000, due)
    assert said == sorted(said, key=lambda each: each[0])
    assert len(said) == 3 and said[0] == (CALLED, "你好")
    assert (at_ms, f"第{due}秒") in said
    assert (at_ms, f"第{due}秒") in said_by(at_ms, due)


def test_nothing_is_said_unasked_before_its_time_or_by_who_has_left_or_was_not_called() -> None:
    two = [(CALLED, "你好"), (90_000, "您好")]
    assert said_by(199_999, 200) == two
    assert said_by(500_000, 300) == two and said_by(500_000, 350) == two
    assert said_by(500_000, 60, visitor="V2") == two


def deed(at_ms: int, operation: str, application: str = "") -> dict[str, Any]:
    said = {"operation": f"hall.{operation}", "accepted": True, "facts": {"visitor": "V1"}}
    return {"seq": at_ms, "at_ms": at_ms, **said, "data": {"application": application}}


def due_while(*deeds: dict[str, Any], at: int = 200) -> bool:
    remark = {"visitor": "V1", "at": at, "text": "还要多久？", "mood": "hurried"}
    return bool(talk_of([deed(1, "call_next"), *deeds], (), [remark], 500_000))


def test_nobody_hurries_a_clerk_who_has_decided_all_or_asked_for_the_rating() -> None:
    opened, refused = deed(100_000, "open_application"), deed(150_000, "refuse", "BJ1")
    assert due_while(opened) and due_while(opened, deed(150_000, "accept", "BJ1"))
    assert not due_while(opened, refused)
    assert due_while(opened, refused, at=149) and not due_while(opened, refused, at=150)
    assert due_while(opened, refused, deed(160_000, "open_application"))
    two = (opened, deed(110_000, "open_application"))
    assert due_while(*two, refused, deed(151_000, "issue_result", "BJ1"))
    assert not due_while(*two, refused, deed(160_000, "issue_result", "BJ2"))
    assert not due_while(deed(150_000, "invite_rating"))
    assert due_while(opened, {**refused, "accepted": False})


def _talk(text: str) -> list[str]:
    """What the counter shows as said, in order."""
    lines = re.findall(r'<p class="(?:me|them)">(.*?)</p>', text, re.S)
    return [re.sub(r"<span.*?</span>|<small.*?</small>|\s", "", line) for line in lines]


def test_what_was_said_after_a_remark_stands_below_it_for_contestant_and_program(
    whole: Server, clock: Clock, contestant: Browser
) -> None:
    seat = sit(whole)
    remark = seat.right.stage.world().find(Remark)[0]
    seat.act("hall.call_next", 0)
    clock.ms += remark.at * 1000 + 1
    seat.act("hall.say", 1, text="您好")
    said = _talk(contestant.get(page_of(seat)).text)
    assert said[1:3] == [remark.text, "您好"]
    token = whole.writer.run_now(lambda c: issue_token(c, CONTESTANT, "测试", NOON))
    answer = contestant.get(
        f"/api/attempts/{seat.attempt_id}/counter", headers={"authorization": f"Bearer {token}"}
    )
    assert [each["text"] for each in answer.json()["said"]] == said
    seat.act("hall.close", 2, confirmed=["nothing_done"])
    assert _talk(contestant.get(page_of(seat)).text)[1] == remark.text


def test_who_has_left_says_nothing_any_more(
    whole: Server, clock: Clock, contestant: Browser
) -> None:
    seat = sit(whole)
    remark = seat.right.stage.world().find(Remark)[0]
    seat.act("hall.call_next", 0)
    seat.act("hall.close", 1)
    seat.act("hall.close", 2, confirmed=["nothing_done"])
    clock.ms += remark.at * 1000
    assert remark.text not in contestant.get(page_of(seat)).text


def test_a_result_tells_what_each_sentence_was_taken_for_and_what_was_answered(
    whole: Server, contestant: Browser
) -> None:
    seat = sit(whole)
    seat.act("hall.call_next", 0)
    seat.act("hall.say", 1, text="您好，请坐。")
    seat.hand_in()
    page = re.sub(r"\s+", " ", contestant.get(f"{page_of(seat)}/result").text)
    assert "<small>记为“问候请坐”</small>" in page
    assert re.search(r"<small>[^<]+：你好。</small>", page)
