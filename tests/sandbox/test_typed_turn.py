"""What is typed in one turn is said sentence by sentence, never twice, and never lost."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from httpx2 import ASGITransport, AsyncClient, Response

from mock_systems.hall import topics
from sandbox.attempt.door import Acted, Action, Door
from sandbox.attempt.states import head_of
from sandbox.counter import deeds
from sandbox.declined import BeingHandedIn, Declined, NotSaved, OutOfTime
from sandbox.security import SESSION
from sandbox.server import Server
from tests.sandbox.conftest import Browser
from tests.servers import Seat, sit

TURN = "您好，请坐。请问您要办什么业务？请出示身份证。"
FIRST, *_, LAST = SENTENCES = ["您好，请坐。", "请问您要办什么业务？", "请出示身份证。"]
TOPICS = ["greet", "ask_need", "ask_id_card"]


def say(browser: Browser, seat: Seat, text: str, seen: int = 1) -> Response:
    path = f"/attempts/{seat.attempt_id}/act/hall.say"
    return browser.submit(path, seen=str(seen), text=text)


def events(seat: Seat) -> list[Mapping[str, Any]]:
    with seat.server.reader.connect() as reader:
        return list(seat.server.states.of(reader, head_of(reader, seat.attempt_id)).events)[1:]


def page(browser: Browser, seat: Seat) -> str:
    return browser.get(f"/attempts/{seat.attempt_id}").text


def box(text: str) -> str:
    return f'value="{text}"'


def test_every_sentence_is_an_action_of_its_own_and_is_answered(
    contestant: Browser, seat: Seat
) -> None:
    assert say(contestant, seat, TURN).status_code == 303
    assert [e["data"]["text"] for e in events(seat)] == SENTENCES
    assert [e["facts"]["topic"] for e in events(seat)] == TOPICS
    shown = page(contestant, seat)
    assert all(text in shown for text in [*SENTENCES, "你好。", "这是我的身份证"])
    assert 'value="您好' not in shown


def test_a_greeting_in_one_breath_with_the_matter_is_heard_as_well(
    contestant: Browser, seat: Seat
) -> None:
    say(contestant, seat, "您好，请坐，请出示身份证")
    assert [(e["facts"]["topic"], e["data"]["text"]) for e in events(seat)] == [
        ("greet", "您好，请坐"), ("ask_id_card", "请出示身份证"),
    ]  # fmt: skip


def test_a_line_ends_a_sentence(contestant: Browser, seat: Seat) -> None:
    say(contestant, seat, "您好\r\n请出示身份证")
    assert [e["facts"]["topic"] for e in events(seat)] == ["greet", "ask_id_card"]


def test_the_json_api_takes_what_it_is_given_as_one_sentence(seat: Seat) -> None:
    seat.act("hall.say", 1, text=TURN)
    assert [e["facts"]["topic"] for e in events(seat)] == ["ask_id_card"]


@pytest.mark.parametrize("again", [1, 2])
def test_a_turn_that_is_sent_again_is_not_said_again(
    contestant: Browser, seat: Seat, again: int
) -> None:
    for _ in range(again + 1):
        assert say(contestant, seat, TURN).status_code == 303
    assert [e["data"]["text"] for e in events(seat)] == SENTENCES


def test_a_turn_that_was_cut_off_goes_on_where_it_stopped(contestant: Browser, seat: Seat) -> None:
    seat.act("hall.say", 1, text=FIRST)
    assert say(contestant, seat, TURN).status_code == 303
    assert [e["data"]["text"] for e in events(seat)] == SENTENCES


def test_a_turn_sent_twice_in_the_same_moment_is_said_once(contestant: Browser, seat: Seat) -> None:
    form = {"form_token": contestant.form_token(), "seen": "1", "text": TURN}
    cookie = f"{SESSION}={contestant.cookies[SESSION]}"

    async def both() -> list[Response]:
        where = {"base_url": "http://testserver", "transport": ASGITransport(contestant.app)}
        async with AsyncClient(**where) as line:
            path = f"/attempts/{seat.attempt_id}/act/hall.say"
            own = {"origin": "http://testserver", "cookie": cookie}
            sent = (line.post(path, data=form, headers=own) for _ in range(2))
            return await asyncio.gather(*sent)

    answers = asyncio.run(both())
    assert [answer.status_code for answer in answers] == [303, 303]
    assert [e["data"]["text"] for e in events(seat)] == SENTENCES


def test_what_another_tab_overtook_stays_in_the_form_and_is_said_to_be_unsaid(
    contestant: Browser, seat: Seat
) -> None:
    seat.act("hall.say", 1, text=FIRST)
    seat.act("hall.say", 2, topic="soothe")
    answer = say(contestant, seat, TURN)
    rest = "\n".join(SENTENCES[1:])
    assert answer.status_code == 409
    assert "前 1 句已经说出，框里的还没有说。" in answer.text and box(rest) in answer.text
    assert box(rest) in page(contestant, seat)
    assert len(events(seat)) == 2
    say(contestant, seat, rest, seen=3)
    assert [e["facts"]["topic"] for e in events(seat)] == [
        "greet", "soothe", "ask_need", "ask_id_card",
    ]  # fmt: skip


def test_a_turn_that_was_overtaken_before_it_was_begun_is_not_even_heard(
    contestant: Browser, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To hear a long one takes a tenth of a second, and it leaves no step."""
    seat.act("hall.say", 1, topic="soothe")
    monkeypatch.delattr(deeds, "sentences")
    for seen in (-1, 0, 1, 3, 10**6):
        answer = say(contestant, seat, TURN, seen)
        assert answer.status_code == 409 and box(TURN) in answer.text


def test_of_a_sentence_only_the_courtesies_at_its_ends_are_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard, hear = list[str](), topics.recognised
    monkeypatch.setattr(
        topics, "recognised", lambda text, own: heard.append(text) or hear(text, own)
    )
    matter = "请出示身份证，" * 30
    assert topics.sentences(f"您好，{matter}谢谢。") == ["您好", matter.rstrip("，"), "谢谢。"]
    assert len(heard) == 6, "two at each end, the matter and the whole"


def test_nobody_is_polite_for_longer_than_a_few_clauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """To hear each takes milliseconds, on the thread that serves everybody."""
    heard, hear = list[str](), topics.recognised
    monkeypatch.setattr(
        topics, "recognised", lambda text, own: heard.append(text) or hear(text, own)
    )
    topics.sentences("请您稍等，" * 40 + "谢谢。")
    assert len(heard) <= 2 * topics.MOST_COURTESIES + 2


@pytest.mark.parametrize("trouble", [BeingHandedIn, NotSaved, OutOfTime])
def test_what_could_not_be_saved_stays_in_the_form(
    contestant: Browser, seat: Seat, monkeypatch: pytest.MonkeyPatch, trouble: type[Declined]
) -> None:
    act = Door.act

    async def failing(door: Door, action: Action) -> Acted:
        if action.form["text"] == LAST:
            raise trouble
        return await act(door, action)

    monkeypatch.setattr(Door, "act", failing)
    answer = say(contestant, seat, TURN)
    assert answer.status_code == trouble.status
    assert "前 2 句已经说出，框里的还没有说。" in answer.text and box(LAST) in answer.text
    assert [e["data"]["text"] for e in events(seat)] == SENTENCES[:-1]


def test_a_turn_that_is_stopped_at_once_is_whole_in_the_form(
    contestant: Browser, seat: Seat
) -> None:
    answer = say(contestant, seat, TURN, seen=0)
    assert answer.status_code == 409
    assert box(TURN) in answer.text and "框里的还没有说" not in answer.text
    assert events(seat) == []


def test_after_a_refused_sentence_the_rest_is_not_tried(contestant: Browser, whole: Server) -> None:
    seat = sit(whole)
    say(contestant, seat, TURN, seen=0)
    seat.act("hall.call_next", 1)
    assert [e["operation"] for e in events(seat)] == ["hall.call_next"]
    assert box(TURN) in page(contestant, seat)


def test_a_turn_that_is_too_long_is_not_begun(contestant: Browser, seat: Seat) -> None:
    answer = say(contestant, seat, "您好。" * 101)
    assert answer.status_code == 422
    assert (
        "文字过长：至多 300 字，现有 303 字。" in answer.text and box("您好。" * 101) in answer.text
    )
    assert events(seat) == []


def test_under_ones_own_words_stands_what_they_were_recorded_as(
    contestant: Browser, seat: Seat
) -> None:
    seat.act("hall.say", 1, topic="greet")
    assert "本句记为" not in page(contestant, seat)
    seat.act("hall.say", 2, text="您好，请把身份证给我看一下。")
    assert (
        "<small>本句记为“请出示居民身份证”。"
        "一句话只记一个话题，“问候请坐”请另说一遍。</small>" in page(contestant, seat)
    )
