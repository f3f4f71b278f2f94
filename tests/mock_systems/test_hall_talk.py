"""Calling a visitor, talking, and asking for papers."""

import pytest

from mock_systems.hall import conversation
from mock_systems.records import Paper, Ticket, Utterance, Visitor
from mock_systems.step import take
from mock_systems.world import World
from tests.mock_systems.builders import (
    application,
    desk,
    done,
    paper,
    person,
    refused,
    reply,
    ticket,
    tried,
    visitor,
)


def said(world: World) -> list[tuple[str, str]]:
    return [(u.speaker, u.text) for u in world.find(Utterance)]


def test_calling_brings_the_lowest_number_and_its_opening_line_to_the_desk():
    world = World.of(visitor(), ticket("A018", visitor="V2"), ticket("A017"))
    answer = done(world, "hall.call_next")
    assert answer.facts == {"ticket": "A017", "visitor": "V1"}
    assert said(world) == [("citizen", "你好，我想办点事。")]
    here = conversation.visitor_at_desk(world)
    assert here and here.visitor == "V1" and len(world.find(Ticket, state="waiting")) == 1


def test_nobody_is_called_while_another_is_served():
    world = desk(ticket("A018", visitor="V2"), visitor("V2"))
    assert refused(world, "hall.call_next") == "serving"
    done(world, "hall.close", ("nothing_done",))
    done(world, "hall.call_next")
    assert world.one(Ticket, "A018").state == "serving"


def test_calling_into_an_empty_hall_is_refused():
    assert refused(World.of(visitor(), ticket(state="done")), "hall.call_next") == "nobody_waits"


def test_a_number_nobody_answers_to_is_passed():
    world = World.of(ticket("A016", visitor=""), ticket("A017"), visitor())
    done(world, "hall.call_next")
    assert world.one(Ticket, "A016").state == "passed"
    assert conversation.visitor_at_desk(world) is None
    done(world, "hall.call_next")
    assert conversation.visitor_at_desk(world) == visitor()


def test_a_chosen_topic_says_the_standard_sentence_and_gets_the_common_answer():
    world = desk()
    answer = done(world, "hall.say", topic="greet")
    assert said(world) == [("clerk", "您好，请坐。"), ("citizen", "你好。")]
    assert answer.facts == {"topic": "greet", "left_out": [], "visitor": "V1"}
    assert answer.answer and not answer.answer.message


def test_typed_words_stay_as_they_are_and_the_log_learns_their_topic():
    world = desk()
    answer = done(world, "hall.say", text="您好呀，请坐")
    assert said(world)[0] == ("clerk", "您好呀，请坐")
    assert answer.facts["topic"] == "greet"


def test_the_log_of_a_typed_sentence_carries_no_empty_topic_that_could_hide_the_fact():
    assert take(desk(), "hall.say", {"text": "您好", "topic": ""}).form == {"text": "您好"}


def test_one_of_topic_and_text_is_needed_and_only_one():
    world = desk()
    assert refused(world, "hall.say") == "one_of_two"
    assert refused(world, "hall.say", topic="greet", text="您好") == "one_of_two"
    assert refused(world, "hall.say", topic="barred") == "no_sentence"


def test_the_clerk_is_told_what_a_typed_sentence_was_taken_for():
    said = done(desk(), "hall.say", text="您好，请出示身份证")
    assert said.facts["left_out"] == ["greet"]
    assert said.answer and said.answer.message == (
        "本句记为“请出示居民身份证”。一句话只记一个话题，“问候请坐”请另说一遍。"
    )


def test_a_visitor_answers_one_after_another_and_stays_with_the_last():
    world = desk(reply("RP1", text="第一次"), reply("RP2", text="第二次", mood="annoyed"))
    for _ in range(3):
        done(world, "hall.say", topic="ask_need")
    assert [text for speaker, text in said(world) if speaker == "citizen"] == [
        "第一次", "第二次", "第二次",
    ]  # fmt: skip
    assert conversation.mood(world, visitor()) == "annoyed"


def test_answers_of_another_visitor_or_topic_do_not_count():
    world = desk(reply("RP1", visitor="V2"), reply("RP2", topic="ask_phone"))
    done(world, "hall.say", topic="ask_need")
    assert said(world)[1] == ("citizen", "就是我刚才说的那件事。")


def test_papers_come_to_the_desk_with_the_answer_that_hands_them_over():
    world = desk(
        paper("M1"),
        paper("M2", "authorization"),
        reply("RP1", "ask_id_card", text="都在这里。", hands_over="M1 M2"),
    )
    done(world, "hall.say", topic="ask_id_card")
    assert [p.paper for p in conversation.papers_on_desk(world)] == ["M1", "M2"]
    done(world, "hall.say", topic="ask_id_card")
    assert said(world)[-1] == ("citizen", "已经给您了，就在桌上。")


def test_a_story_may_keep_a_paper_back_at_the_first_asking():
    world = desk(
        paper("M1"),
        reply("RP1", "ask_id_card", text="要身份证做什么？"),
        reply("RP2", "ask_id_card", text="好吧。", hands_over="M1"),
    )
    done(world, "hall.request_paper", kind="id_card")
    assert conversation.papers_on_desk(world) == []
    done(world, "hall.request_paper", kind="id_card")
    assert [p.paper for p in conversation.papers_on_desk(world)] == ["M1"]


def test_a_paper_asked_for_comes_from_the_bag_by_sentence_and_by_request_alike():
    for name, form in (
        ("hall.say", {"topic": "ask_household_book"}),
        ("hall.say", {"text": "请把户口本拿给我看一下"}),
        ("hall.request_paper", {"kind": "household_book"}),
    ):
        world = desk(paper("M1", "household_book"), paper("M2"))
        answer = done(world, name, **form)
        assert [p.paper for p in conversation.papers_on_desk(world)] == ["M1"]
        assert said(world)[-1] == ("citizen", "在这里，给您。")
        logged = {**form, **answer.facts}
        assert (logged["topic"], logged["kind"]) == ("ask_household_book", "household_book")


def test_a_visitor_says_when_a_paper_is_at_home_missing_or_handed_over_already():
    world = desk(paper("M1", place="away"), paper("M2", "social_card", place="desk"))
    for kind in ("id_card", "marriage_certificate", "social_card"):
        done(world, "hall.request_paper", kind=kind)
    assert [text for speaker, text in said(world) if speaker == "citizen"] == [
        "居民身份证没有带来，放在家里了。", "我没有结婚证。", "已经给您了，就在桌上。",
    ]  # fmt: skip
    assert world.one(Paper, "M1").place == "away"


def test_another_visitors_paper_stays_in_his_bag():
    world = desk(paper("M1", visitor="V2"))
    done(world, "hall.request_paper", kind="id_card")
    assert world.one(Paper, "M1").place == "bag"


def test_nothing_is_said_to_an_empty_chair():
    world = World.of(person(), visitor(), ticket())
    assert refused(world, "hall.say", topic="greet") == "nobody"
    assert refused(world, "hall.request_paper", kind="id_card") == "nobody"
    assert refused(world, "hall.invite_rating") == "nobody"
    assert refused(world, "hall.close") == "nobody"


def test_barred_words_annoy():
    world = desk()
    assert done(world, "hall.say", text="急什么").facts["topic"] == "barred"
    assert conversation.mood(world, visitor()) == "annoyed"


def test_a_pin_can_be_asked_aloud_and_can_be_typed_on_the_pad():
    world = desk()
    assert tried(world, "hall.say", topic="pin_aloud").accepted
    assert tried(world, "hall.say", topic="pin_pad").accepted


def test_a_rating_follows_manner_and_mood_and_is_given_once():
    polite, rude, cross = desk(), desk(), desk(reply(mood="annoyed"))
    done(rude, "hall.say", text="爱办不办")
    done(cross, "hall.say", topic="ask_need")
    for world, rating in ((polite, "2"), (rude, "4"), (cross, "3")):
        done(world, "hall.invite_rating")
        assert world.one(Visitor, "V1").rating == rating
    assert refused(polite, "hall.invite_rating") == "rated"


@pytest.mark.parametrize(
    ("has", "text", "asked"),
    [
        ("resident_form", "参保登记表给我看一下吧。", "resident_form"),
        ("resident_form", "职工参保登记表给我看一下吧。", "enrolment_form"),
        ("enrolment_form", "参保登记表给我看一下吧。", "enrolment_form"),
        ("id_card", "参保登记表给我看一下吧。", "enrolment_form"),
        ("resident_form", "身份证给我看一下吧。", "id_card"),
        ("resident_form", "登记表给我看看。", "resident_form"),
        ("resident_form", "表填好了吗？", "resident_form"),
        ("employment_form", "登记表带来了吗？", "employment_form"),
        ("employment_form", "您填的那张表给我吧。", "employment_form"),
        ("enrolment_form", "登记表呢？", "enrolment_form"),
        ("unit_authorization", "委托书带了吗？", "unit_authorization"),
        ("authorization", "委托书带了吗？", "authorization"),
        ("id_card", "委托书带了吗？", "authorization"),
    ],
)
def test_of_papers_that_are_called_alike_the_one_the_visitor_has_is_meant(has, text, asked):
    facts = done(desk(paper(kind=has)), "hall.say", text=text).facts
    assert (facts["topic"], facts["kind"]) == (f"ask_{asked}", asked)
    assert facts["left_out"] == []


def test_a_paper_that_a_visitor_can_only_tell_of_is_meant_too():
    world = desk(reply(topic="ask_resident_form", text="表还没有填。"))
    assert done(world, "hall.say", text="参保表呢？").facts["topic"] == "ask_resident_form"


def test_which_of_several_forms_is_meant_is_asked_of_the_clerk_where_there_is_none():
    world = desk(paper())
    assert done(world, "hall.say", text="登记表给我看看。").facts["topic"] == "other"
    assert said(world)[-1] == ("citizen", "不好意思，您能再说清楚一点吗？")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("我刚查了教育部门的学籍，他到今天还是在校生。", "哦，知道了。"),
        ("其实晚点缴不吃亏。", "哦，知道了。"),
        ("您贵庚？", "不好意思，您能再说清楚一点吗？"),
        ("那个给我。", "不好意思，您能再说清楚一点吗？"),
        ("这块地板滑不滑", "不好意思，您能再说清楚一点吗？"),
    ],
)
def test_what_is_not_understood_is_nodded_at_unless_it_asks_or_bids(text, answer):
    world = desk()
    assert done(world, "hall.say", text=text).facts["topic"] == "other"
    assert said(world)[-1] == ("citizen", answer)


def test_once_all_is_decided_a_visitor_answers_as_the_story_has_it_for_then():
    answer = reply(
        topic="tell_student", text="给我写个书面的。", mood="annoyed", decided="好，我拿回去看。"
    )
    world = desk(application(item="A07"), answer)
    done(world, "hall.say", topic="tell_student")
    done(world, "hall.refuse", application="BJ1", reason="student")
    done(world, "hall.say", topic="tell_student")
    assert [text for speaker, text in said(world) if speaker == "citizen"] == [
        "给我写个书面的。", "好，我拿回去看。",
    ]  # fmt: skip
    assert conversation.mood(world, visitor()) == "calm"
