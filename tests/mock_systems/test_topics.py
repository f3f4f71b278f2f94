"""What a clerk can say, and which topic a typed sentence is recognised as."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from mock_systems.hall import topics
from mock_systems.hall.topics import (
    RANKS,
    TOPICS,
    Topic,
    by_keywords,
    left_out,
    recognised,
    sentences,
    topic_for_paper,
)
from mock_systems.papers import PAPER_KIND

SAID = tomllib.loads(Path(__file__).with_name("said.toml").read_text(encoding="utf-8"))
SAYABLE = [topic for topic in TOPICS.values() if topic.sentence]


@pytest.mark.parametrize("topic", SAYABLE, ids=lambda topic: topic.code)
def test_a_standard_sentence_is_recognised_as_its_own_topic_and_no_other(topic: Topic):
    assert recognised(topic.sentence) == topic
    assert left_out(topic.sentence) == []


@pytest.mark.parametrize("topic", SAYABLE, ids=lambda topic: topic.code)
def test_every_keyword_alone_finds_its_topic_among_the_keywords(topic: Topic):
    found = {k: by_keywords(k.replace("…", "某某")).code for k in topic.keywords}
    assert found == dict.fromkeys(topic.keywords, topic.code)


@pytest.mark.parametrize(
    ("text", "code"), [(text, code) for code, texts in SAID.items() for text in texts]
)
def test_what_clerks_say_in_their_own_words_is_recognised(text: str, code: str):
    assert recognised(text).code == code


def test_each_topic_has_a_place_of_its_own_in_the_order_of_all():
    groups = [tomllib.loads(f.read_text("utf-8")) for f in Path(topics.__path__[0]).glob("*.toml")]
    places = Counter(each["order"] for group in groups for each in group.get("topic", ()))
    assert [place for place, number in places.items() if number > 1] == []


def test_every_topic_but_those_of_papers_has_words_of_its_own():
    assert {code for code, topic in TOPICS.items() if not topic.paper} <= set(SAID)
    assert {topic.rank for topic in TOPICS.values()} == set(RANKS)


@pytest.mark.parametrize(
    "text",
    [
        "密码不要告诉我", "您千万别报密码", "不用跟我说您的密码是多少", "密码输完告诉我一声",
        "您看这样行不行？", "不是不能办", "为什么不能办，我跟您说一下", "没有什么办不了的",
        "您不用改天再来", "免得您下次再来", "您备齐了再来", "我不能说一定能办", "不一定能办",
    ],
)  # fmt: skip
def test_what_is_denied_asked_or_only_thought_of_is_not_held_against_the_clerk(text: str):
    assert recognised(text).rank != "amiss"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("您的身份证过期了，这次办不了", "tell_renew_id"),
        ("毕业以后再来", "tell_student"),
        ("这个不能办，还缺一份委托书", "tell_missing"),
        ("您好，这个办不了", "tell_no"),
        ("对不起，您明天再来", "tell_come_back"),
        ("您好，密码报一下", "pin_aloud"),
    ],
)
def test_the_matter_is_heard_before_what_is_amiss_and_that_before_a_courtesy(text: str, code: str):
    assert recognised(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("您向银行挂失了吗？", "ask_loss"),
        ("他写过授权书没有，您知道吗", "ask_authorization"),
        ("请问是否符合不予受理的情形", "other"),
    ],
)
def test_asking_about_a_thing_is_not_telling_it(text: str, code: str):
    assert recognised(text).code == code


def test_asking_for_consent_after_telling_is_telling():
    assert recognised("银行那边您再挂失一下好吗？").code == "tell_bank_loss"


def test_a_text_falls_into_sentences_at_its_full_stops_and_lines_but_not_at_commas():
    assert sentences("您好，请坐。办什么业务？！\n请出示身份证，再出示户口簿") == [
        "您好，请坐。", "办什么业务？！", "请出示身份证，再出示户口簿",
    ]  # fmt: skip
    assert sentences("他说“不行。”我没说！") == ["他说“不行。”", "我没说！"]
    assert sentences("一共397.80元；单位另缴") == ["一共397.80元；单位另缴"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("您好，请坐，请问办什么业务？", ["您好，请坐", "请问办什么业务？"]),
        ("请在这里签字，谢谢您，请慢走。", ["请在这里签字", "谢谢您，请慢走。"]),
        ("对不起，久等了，请出示身份证，谢谢", ["对不起，久等了", "请出示身份证", "谢谢"]),
        ("您好，您看，这样办行不行？", ["您好，您看，这样办行不行？"]),
        (
            "您要是不认可这个决定，可以60天内申请复议。",
            ["您要是不认可这个决定，可以60天内申请复议。"],
        ),
        ("您同意的话，请在这里签字，谢谢", ["您同意的话，请在这里签字", "谢谢"]),
    ],
)
def test_courtesies_around_the_matter_are_sentences_of_their_own(text: str, parts: list[str]):
    assert sentences(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "您要是不认可这个决定。",
        "如果您有不同意见，可以说。",
        "您不同意可以复议。",
        "对这个结果有异议的",
    ],
)
def test_who_leaves_it_open_to_disagree_asks_for_no_consent(text: str):
    assert "ask_agree" not in [recognised(text).code, *(topic.code for topic in left_out(text))]


def test_who_offers_the_card_first_has_not_told_the_rule_about_students():
    for text in ("现在可以先给孩子办张社保卡。", "社保卡他现在就能办，要不要先办一张？"):
        assert [recognised(text).code, *left_out(text)] == ["tell_card_first"]


def test_papers_named_beside_the_one_asked_for_are_left_out_and_told():
    asked = "请出示您的身份证、单位授权委托书和劳动合同，还有就业登记表"
    assert recognised(asked).code == "ask_unit_authorization"
    assert {topic.paper for topic in left_out(asked)} == {
        "id_card", "labour_contract", "employment_form",
    }  # fmt: skip
    assert left_out("请出示解除劳动合同证明") == []


@pytest.mark.parametrize("text", ["不用提供户口簿，请出示身份证。", "户口簿还给您，请出示身份证。"])
def test_who_asks_for_a_paper_does_not_ask_for_one_that_need_not_be_shown(text: str):
    asked = [recognised(text), *left_out(text)]
    assert [topic.code for topic in asked if topic.paper] == ["ask_id_card"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("身份证", {"id_card"}), ("委托书、身份证呢？", {"id_card", "authorization"}),
        ("解除劳动合同的证明", {"leaving_certificate"}), ("身份证上的照片", set()),
    ],
)  # fmt: skip
def test_papers_named_and_nothing_else_are_asked_for(text: str, kinds: set[str]):
    assert {topic.paper for topic in (recognised(text), *left_out(text)) if topic.paper} == kinds


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("等会儿请您签字", "ask_sign"), ("手机号不用重新登记", "ask_phone"), ("下次来把户口本带上", "ask_household_book"),
        ("您的求职意向我填了会计", "ask_wish"), ("办完了再请您评价", "ask_rating"),
    ],
)  # fmt: skip
def test_what_comes_later_need_not_be_or_is_done_is_not_asked_or_bidden_now(text: str, code: str):
    assert code not in [recognised(text).code, *(topic.code for topic in left_out(text))]


def test_who_gives_papers_back_asks_for_none_of_them():
    text = "您的身份证、户口本和登记表都还给您，请点一下。"
    assert (recognised(text).code, [t.code for t in left_out(text) if t.paper]) == ("hand_back", [])


def test_every_kind_of_paper_can_be_asked_for():
    assert [topic_for_paper(kind).paper for kind in PAPER_KIND] == list(PAPER_KIND)


@pytest.mark.parametrize(
    "text",
    [
        "这都不懂", "没带齐还来", "不知道", "这个我不知道啊。", "不归我管", "没看见我正忙着吗",
        "急什么", "你问我，我问谁", "规定就是这样！", "爱办不办", "下班了，明天来", "你去投诉吧",
        "不是告诉过你了吗", "自己看墙上", "系统就是慢，我有什么办法", "您好，请坐，急什么",
    ],
)  # fmt: skip
def test_a_barred_phrase_is_heard_whatever_else_is_said(text: str):
    assert recognised(text).code == "barred"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("您别着急，什么业务都能办", "ask_need"),
        ("我不知道您带没带身份证，请出示一下", "ask_id_card"),
        ("没关系，您不知道，我来说明", "other"),
        ("您知道不知道？", "other"),
    ],
)
def test_kind_words_that_contain_a_barred_phrase_are_not_barred(text: str, code: str):
    assert recognised(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("卡挂失了，银行那边您也得自己打电话挂失", "tell_bank_loss"),
        ("您的身份证6月10号过期了，记得去派出所换新的", "tell_renew_id"),
        ("查您爱人的记录，要有她的书面授权，我不能给您查", "tell_privacy"),
        ("补缴2023年的不可以，只能缴今年１到6月", "tell_past_years"),
        ("出生日期我们不能改，以身份证为准", "tell_birth_date"),
        ("您儿子还在上高中，学生不能参保，等毕业了再来登记", "tell_student"),
        ("个人缴397.80元，单位缴790.92元", "tell_amount"),
        ("ＰＩＮ 是多少", "pin_aloud"),
        ("这份委托书过期了，不能用", "tell_bad_letter"),
        ("结婚证不能代替授权", "tell_privacy"),
        ("您可以让您爱人在手机上自己查", "tell_self_service"),
        ("请她写一份委托书，签上名字", "tell_authorization"),
        ("有没有她写的委托书", "ask_authorization"),
        ("您没有带委托书吗", "ask_authorization"),
        ("有单位的授权委托书吗", "ask_unit_authorization"),
        ("公司的授权委托书带了吗", "ask_unit_authorization"),
        ("请出示公司授权委托书", "ask_unit_authorization"),
        ("有没有公司的委托书", "ask_unit_authorization"),
        ("公司委托书给我看看", "ask_unit_authorization"),
        ("您的住址有变化吗", "ask_address"),
        ("请您不要报密码，按在键盘上", "pin_pad"),
        ("密码不用说出来，您自己按", "pin_pad"),
        ("今天天气不错", "other"),
        ("", "other"),
    ],
)
def test_typed_sentences_are_recognised_by_their_longest_keyword(text: str, code: str):
    assert recognised(text).code == code


@pytest.mark.parametrize(
    "text",
    [
        "我看一下您的社保卡状态", "您的社保卡是丢了吗", "请您带身份证去银行办银行卡激活",
        "结婚证不能代替授权委托书", "请拿好您的证件", "您的劳动合同写得很清楚",
    ],
)  # fmt: skip
def test_naming_a_paper_is_not_asking_for_it(text: str):
    assert not recognised(text).paper


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("麻烦把结婚证给我", "marriage_certificate"),
        ("请您提供一下收入证明", "income_proof"),
        ("授权书带了没有", "authorization"),
        ("学生证呢？", "student_card"),
    ],
)
def test_asking_for_a_paper_in_ones_own_words_is_recognised(text: str, kind: str):
    assert recognised(text).paper == kind


def test_a_keyword_with_a_gap_does_not_reach_into_the_next_sentence():
    assert by_keywords("卡在银行，您挂失").code == "tell_bank_loss"
    assert by_keywords("卡在银行！您挂失").code == "other"


def test_what_else_a_sentence_said_is_named():
    said = left_out("您好，请坐。请出示您的身份证和单位授权委托书。")
    assert [topic.code for topic in said] == ["greet", "ask_id_card"]


def test_what_had_better_not_be_said_is_not_asked_for_again():
    assert left_out("您的身份证过期了，这次办不了") == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [("请出示\u200b身份\u2060证。", "ask_id_card"), ("ＰＩＮ 码您自己输，不用告诉我。", "pin_pad"), ("不知道……", "barred")],
)  # fmt: skip
def test_what_is_heard_does_not_depend_on_spelling(text: str, topic: str):
    assert recognised(text).code == topic


def test_what_is_not_meant_is_sought_once_in_a_turn_and_not_for_every_keyword(
    monkeypatch: pytest.MonkeyPatch,
):
    """Each look takes a millisecond of everybody's where a turn is made up to cost much."""
    looks: list[str] = []
    real = topics.spoken.unasked
    monkeypatch.setattr(topics.spoken, "unasked", lambda text: looks.append(text) or real(text))
    recognised.__wrapped__("问写告诉不管在哪老人必要出示，" * 20)
    assert 0 < len(looks) <= len({topic.unless for topic in TOPICS.values()})
