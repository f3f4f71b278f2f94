"""Topics of a case's own, as contestants say them, judges read them and authors see them."""

from collections.abc import Callable

import pytest

from mock_systems.hall.talk import Say
from sandbox.api.counter import counter
from sandbox.attempt.states import AttemptState, head_of
from sandbox.forms.views import form_view
from sandbox.server import Server
from scenarios.reading.story import OwnTopic
from scenarios.shelf import all_cases
from tests.sandbox.conftest import Browser
from tests.servers import Seat, sit

Enter = Callable[[str], Browser]
TOPIC = OwnTopic(
    code="tell_temporary",
    label="说明临时账户",
    sentence="给$citizen.name建立临时缴费账户。",
    keywords=["建立…临时", "秘密…词语"],
    reply="好的，明白。",
    samples=["我们建立临时账户。", "这里建立一个临时的户头。"],
)


@pytest.fixture
def seat(whole: Server, monkeypatch: pytest.MonkeyPatch) -> Seat:
    """The first case, with a topic of its own."""
    changed = all_cases()["E09"].model_copy(update={"topics": [TOPIC]})
    monkeypatch.setitem(all_cases(), "E09", changed)  # type: ignore[arg-type]  # a cached dict
    monkeypatch.setattr("sandbox.contest.sittings.is_proved", lambda script: True)
    seat = sit(whole)
    seat.act("hall.call_next", 0)
    return seat


def state(seat: Seat) -> AttemptState:
    with seat.server.reader.connect() as reader:
        return seat.server.states.of(reader, head_of(reader, seat.attempt_id))


def topics(seat: Seat) -> list[str]:
    return [event["facts"]["topic"] for event in list(state(seat).events)[1:]]


def test_it_is_offered_beside_the_halls_and_its_words_are_not_told(
    seat: Seat, enter: Enter
) -> None:
    page = enter("xs001").get(f"/attempts/{seat.attempt_id}").text
    told = page.partition('<optgroup label="说明与告知">')[2].partition("</optgroup>")[0]
    assert '<option value="tell_temporary">说明临时账户</option>' in told
    assert "秘密" not in page and "好的，明白" not in page


def test_it_can_be_chosen_and_a_typed_turn_hears_it_sentence_by_sentence(
    seat: Seat, enter: Enter
) -> None:
    contestant, act = enter("xs001"), f"/attempts/{seat.attempt_id}/act/hall.say"
    assert contestant.submit(act, seen="1", topic="tell_temporary").status_code == 303
    assert contestant.submit(act, seen="2", text="您好，我们建立临时账户。").status_code == 303
    assert topics(seat) == ["tell_temporary", "greet", "tell_temporary"]
    page = contestant.get(f"/attempts/{seat.attempt_id}").text
    assert "本句记为“说明临时账户”" in page and "好的，明白。" in page


def test_a_program_finds_it_beside_the_topics_of_the_form(seat: Seat) -> None:
    offered = counter(state(seat), 0).topics
    assert [(each.topic, each.label) for each in offered] == [("tell_temporary", "说明临时账户")]


def test_a_drawn_form_offers_it_among_its_choices(seat: Seat) -> None:
    [topic, _] = form_view(Say, state(seat).world, {}).fields
    assert topic.options[-1] == ("tell_temporary", "说明临时账户")


def test_a_judge_reads_its_label(seat: Seat, enter: Enter) -> None:
    seat.act("hall.say", 1, text="我们建立临时账户。")
    seat.hand_in()
    page = enter("cp001").get(f"/judging/attempts/{seat.number}?seq=2").text
    assert "说明临时账户" in page and "tell_temporary" not in page


def test_an_author_sees_it_with_its_sentences_where_the_talk_is_shown(
    seat: Seat, enter: Enter
) -> None:
    page = enter("mt001").get("/authoring/cases/E09").text
    talk = page.partition("本案话题")[2].partition("</table>")[0]
    assert "建立临时缴费账户。" in talk and "这里建立一个临时的户头。" in talk
    assert "$" not in talk
