"""Topics that only one case has: said and heard like the hall's, in that case alone."""

from time import process_time

import pytest
from pydantic import ValidationError

from mock_systems.hall.own_topics import own_topics, topics_in
from mock_systems.hall.topics import left_out, recognised, sentences
from mock_systems.records import OwnTopic, Utterance
from mock_systems.world import World
from tests.mock_systems.builders import desk, done, reply

SENTENCE = "在我们这里给您建立临时缴费账户，原来的关系保留。"
TYPED = "我们给您建立一个临时的户头。"


def own(code: str = "tell_temporary", keywords: str = "建立…临时\n临时…账户") -> OwnTopic:
    return OwnTopic(
        own_topic=code,
        kind="tell",
        label="说明临时账户",
        sentence=SENTENCE,
        keywords=keywords,
        answer="好的。",
    )


def test_the_parts_of_a_keyword_stand_in_order_near_each_other_in_one_sentence():
    known = topics_in([own()])
    assert recognised("建立了一个临时的户头", known).code == "tell_temporary"
    assert recognised("临时建立", known).code == "other"
    assert recognised("建立" + "一" * 12 + "临时", known).code == "tell_temporary"
    assert recognised("建立" + "一" * 13 + "临时", known).code == "other"
    assert recognised("已经建立。临时的", known).code == "other"


def test_a_keyword_of_many_parts_is_looked_for_in_no_time():
    many = topics_in([own(keywords="…".join("一" * 12) + "…二三")])
    started = process_time()
    assert recognised("二三" + "一" * 280, many).code == "other"
    assert process_time() - started < 1


def said(world: World) -> list[str]:
    return [each.text for each in world.find(Utterance)]


def test_a_topic_of_the_case_is_said_by_its_code_and_gets_its_common_answer():
    world = desk(own())
    answer = done(world, "hall.say", topic="tell_temporary")
    assert said(world) == [SENTENCE, "好的。"]
    assert answer.facts["topic"] == "tell_temporary"


def test_a_visitor_may_have_an_answer_of_their_own_to_it():
    world = desk(own(), reply(topic="tell_temporary", text="那就这样办。"))
    done(world, "hall.say", topic="tell_temporary")
    assert said(world)[1] == "那就这样办。"


def test_typed_words_are_heard_as_a_topic_of_the_case_where_it_has_one():
    assert done(desk(own()), "hall.say", text=TYPED).facts["topic"] == "tell_temporary"
    assert done(desk(), "hall.say", text=TYPED).facts["topic"] == "other"


def test_the_clerk_is_told_of_typed_words_that_they_were_taken_for_it():
    answer = done(desk(own()), "hall.say", text=TYPED).answer
    assert answer and "“说明临时账户”" in str(answer.message)


def test_a_topic_that_neither_hall_nor_case_has_is_refused():
    with pytest.raises(ValidationError, match="“tell_temporary”不在代码表中"):
        done(desk(), "hall.say", topic="tell_temporary")
    with pytest.raises(ValidationError):
        done(desk(own()), "hall.say", topic="<b>")


def test_the_longest_keyword_wins_whoever_has_it_and_the_hall_where_two_are_equally_long():
    [longer] = own_topics(World.of(own(keywords="请出示身份证原件")))
    [equal] = own_topics(World.of(own(keywords="手机号码")))
    assert recognised("请出示身份证原件。", (longer,)) == longer
    assert recognised("您的手机号码。", (equal,)).code == "ask_phone"


def test_to_ask_about_it_is_not_to_tell_it():
    topics = own_topics(World.of(own()))
    assert recognised("要给您建立临时账户吗？", topics).code == "other"


def test_to_deny_it_in_its_clause_is_not_to_tell_it():
    topics = own_topics(World.of(own()))
    for said in ("您不用建立临时账户。", "没有给您建立临时账户。", "我不告诉您建立临时账户。"):
        assert recognised(said, topics).code == "other"
    assert recognised("给您建立临时账户，不用转移。", topics).code == "tell_temporary"


@pytest.mark.parametrize(
    "said",
    [
        "您别急 银行卡号不变", "您不用换卡\u3000银行卡号不变", "您不用换卡\n银行卡号不变", "您不用换卡——银行卡号不变",
        "您不用换卡（银行卡号不变）", "您不用担心银行卡号不变", "您别着急，银行卡号不变", "银行卡号不变 不用换", "银行卡号不变（不用换）",
        "银行卡号不变不用换", "不是\n银行卡号不变", "银 行 卡 号 不 变", "您带身份证了吗？\n银行卡号不变", "不用换 银行卡号不变，您看行吗？",
    ],
)  # fmt: skip
def test_to_comfort_or_to_deny_another_thing_denies_nothing(said: str):
    assert recognised(said, topics_in([own(keywords="银行卡号不变")])).code == "tell_temporary"


@pytest.mark.parametrize(
    "said",
    [
        "不是银行卡号不变", "并非银行卡号不变", "银行卡号不变是假的", "银行卡号不变 是假的", "银行卡号不变不是真的", "不是 银行卡号不变",
        "不是——银行卡号不变", "我没说（银行卡号不变）", "您别急着说银行卡号不变", "不 是 银 行 卡 号 不 变", "银行卡号不变 吗？", "有没有 银行卡号不变",
    ],
)  # fmt: skip
def test_a_blank_does_not_part_a_thing_from_what_denies_or_asks_it(said: str):
    assert recognised(said, topics_in([own(keywords="银行卡号不变")])).code != "tell_temporary"


KEPT = "建立…临时\n关系…保留\n七月底前…缴费"


@pytest.mark.parametrize(
    "said",
    [
        "关系不会保留", "关系不保留", "关系不能保留", "关系没保留", "关系未保留", "关系不再保留", "关系不予保留", "关系无法保留",
        "关系保留不了", "我们不会给您建立临时账户", "我们不能给您建立临时账户", "不可以建立临时账户", "不该七月底前来缴费",
    ],
)  # fmt: skip
def test_the_opposite_is_not_heard(said: str):
    assert recognised(said, topics_in([own(keywords=KEPT)])).code != "tell_temporary"


@pytest.mark.parametrize(
    "said",
    [
        "请您别忘了七月底前来缴费。", "您不要忘了关系保留在这里", "没有问题的话请七月底前缴费", "没有意外关系就保留",
        "关系保留，不保留的我们会打电话", "不能错过七月底前缴费", "不会影响关系保留", "不会有错关系保留", "没有影响关系保留", "没有问题关系保留", "没有关系七月底前缴费",
        "别急七月底前缴费", "别怕关系保留", "不用谢关系保留", "不用操心关系保留", "不要漏了七月底前缴费", "不要耽误七月底前缴费", "不要逾期七月底前缴费",
        "别落下七月底前缴费", "别人七月底前缴费", "不准确关系保留",
    ],
)  # fmt: skip
def test_to_remind_denies_nothing(said: str):
    assert recognised(said, topics_in([own(keywords=KEPT)])).code == "tell_temporary"


TAUGHT = topics_in(
    [own(keywords=f"{KEPT}\n银行卡号不变\n临时…账户\n上门…办理")],
)


def is_heard(said: str) -> bool:
    return recognised(said, TAUGHT).code == "tell_temporary"


@pytest.mark.parametrize(
    "said",
    [
        "特别提醒您银行卡号不变", "请您特别注意七月底前来缴费", "我们分别给您建立临时账户", "性别改了银行卡号不变",
        "不同级别的都建立临时账户", "各类别银行卡号不变", "识别以后银行卡号不变", "告别旧卡银行卡号不变", "没有差别银行卡号不变",
        "区别不大银行卡号不变", "不得已才建立临时账户", "舍不得旧卡银行卡号不变", "无法律关系银行卡号不变", "没法定关系的请七月底前缴费",
        "不光给您建立临时账户还关系保留", "不仅银行卡号不变", "不是只给您建立临时账户", "别客气银行卡号不变",
    ],
)  # fmt: skip
def test_the_signs_of_a_denial_in_other_words_deny_nothing(said: str):
    assert is_heard(said)


@pytest.mark.parametrize(
    "said",
    [
        "这个别建立临时账户", "您千万别建立临时账户", "这部分别建立临时账户", "出差别上门办理", "这类别建立临时账户",
        "不得给您建立临时账户", "不得建立临时账户", "无法建立临时账户", "没法给您建立临时账户", "不是给您建立临时账户",
    ],
)  # fmt: skip
def test_the_same_signs_on_their_own_deny(said: str):
    assert not is_heard(said)


@pytest.mark.parametrize(
    "said",
    [
        "不能不给您建立临时账户", "不得不七月底前缴费", "不是不给您建立临时账户", "关系不会不保留", "不得拒绝给您建立临时账户",
        "没有不给您建立临时账户", "并非不给您建立临时账户", "无法不七月底前缴费", "并非停止上门办理",
        "我们没有取消上门办理", "从未停止上门办理", "不会停止给您建立临时账户", "不得晚于七月底前缴费", "不要晚于七月底前缴费", "别超过七月底前缴费",
    ],
)  # fmt: skip
def test_to_deny_twice_or_to_set_a_term_is_to_tell(said: str):
    assert is_heard(said)


@pytest.mark.parametrize(
    "said",
    [
        "停止给您建立临时账户", "停止——给您建立临时账户", "停止今后给您建立临时账户", "取消了上门办理", "取消上门办理", "暂停上门办理",
        "拒绝给您建立临时账户", "禁止建立临时账户", "不提供上门办理", "不允许建立临时账户", "不受理临时账户",
    ],
)  # fmt: skip
def test_to_stop_or_to_refuse_it_is_to_deny_it(said: str):
    assert not is_heard(said)


@pytest.mark.parametrize(
    "said",
    [
        "请凭终止合同证明七月底前来缴费", "终止合同就能建立临时账户", "合同终止关系保留", "合同终止您的关系保留在原地", "您的停保是暂停关系还保留",
        "暂停缴费不影响关系保留", "停止工作您的关系也保留", "单位停止为您缴费您的关系保留", "单位停止为您缴费，您的关系保留", "旧卡停止使用银行卡号不变",
        "这个窗口暂停服务请七月底前去三号窗口缴费", "对方拒绝接收我们给您建立临时账户", "不愿意转移也给您建立临时账户", "您尚未缴费请七月底前缴费",
    ],
)  # fmt: skip
def test_to_stop_another_thing_is_not_to_deny_it(said: str):
    assert is_heard(said)


@pytest.mark.parametrize(
    "said",
    [
        "今年停止为您和孩子建立临时账户", "停止给外地的参保人建立临时账户", "停止把您的关系保留", "取消您的上门办理", "我们没给您建立临时账户", "从未给您建立临时账户", "尚未为您建立临时账户",
        "没办法给您建立临时账户", "不一定能给您建立临时账户", "不愿意给您建立临时账户", "不打算再给您建立临时账户", "做不到给您建立临时账户", "怎么可能给您建立临时账户",
        "您不属于建立临时账户的范围", "不符合七月底前缴费的条件", "不具备上门办理的条件",
        "我们不负责上门办理", "我们不同意给您建立临时账户", "没人给您建立临时账户", "不存在建立临时账户", "不要给您建立临时账户", "不需要上门办理",
        "无须给您建立临时账户", "不应给您建立临时账户", "不再给您建立临时账户", "不提供上门办理", "不支持上门办理", "不接受上门办理", "不准上门办理", "不受理上门办理",
        "未必给您建立临时账户", "甭上门办理", "没必要给您建立临时账户", "不想给您建立临时账户", "不肯给您建立临时账户", "终止上门办理", "不满足上门办理的条件",
        "达不到上门办理的条件", "您在社区别上门办理",
    ],
)  # fmt: skip
def test_what_is_not_done_not_meant_or_not_due_is_not_heard(said: str):
    assert not is_heard(said)


@pytest.mark.parametrize(
    "said",
    [
        "我们不会给您和孩子建立临时账户", "我们不能为您和您爱人建立临时账户", "不会给您、孩子建立临时账户", "不必在六月和七月底前缴费", "不必六月、七月底前缴费",
    ],
)  # fmt: skip
def test_an_enumeration_does_not_end_a_denial(said: str):
    assert not is_heard(said)


@pytest.mark.parametrize(
    "said",
    [
        "不能转移只能建立临时账户", "不是转移是建立临时账户", "没有手机也可以七月底前缴费", "无需转移关系继续保留", "不得拖延七月底前缴费", "不用跑我们上门办理",
        "不能转移所以建立临时账户", "不会用手机请七月底前缴费", "不符合转入的条件请七月底前缴费", "不用换卡、不用跑、银行卡号不变",
        "没有给孩子办的也请七月底前缴费", "没人代办的请七月底前缴费", "您不能来的话申请上门办理", "不能转移而是建立临时账户", "不能转移因此建立临时账户",
        "不能转移改为建立临时账户", "无需转移关系仍保留", "无需转移关系照样保留", "没有单位的人请七月底前缴费", "没有单位的一律七月底前缴费",
        "没有单位的必须七月底前缴费", "没有单位的每年七月底前缴费",
    ],
)  # fmt: skip
def test_what_is_so_instead_or_all_the_same_is_heard(said: str):
    assert is_heard(said)


@pytest.mark.parametrize(
    "said",
    [
        "不会是我们给您建立临时账户", "没有政策允许我们给您建立临时账户", "不用麻烦我们上门办理", "不会给您也建立临时账户", "不是您说的是建立临时账户",
        "不会建立新的临时账户", "不会建立我们的临时账户", "不能保证是建立临时账户", "不是说就是建立临时账户", "不会转移、建立临时账户", "没有规定我们上门办理",
        "没有要求我们上门办理", "未必没有单位的就建立临时账户", "不可能没有单位的就建立临时账户", "不用给您关系继续保留", "您不能申请上门办理", "您没有申请建立临时账户", "不能邀请人上门办理", "不能指望我们上门办理",
    ],
)  # fmt: skip
def test_the_same_words_inside_what_is_denied_end_no_denial(said: str):
    assert not is_heard(said)


def test_a_keyword_with_a_no_in_it_leaves_the_others_deniable():
    known = topics_in([own(keywords="银行卡号不变\n卡号不会变\n停止…缴费\n未…参保")])
    for said in ("卡号不会变", "银行卡号不变", "停止缴费", "您未参保"):
        assert recognised(said, known).code == "tell_temporary"
    for said in ("我没说银行卡号不变", "银行卡号不变是假的", "不用停止缴费", "您已参保"):
        assert recognised(said, known).code != "tell_temporary"


def test_a_topic_that_tells_a_stop_is_heard_where_it_is_told_and_not_where_it_is_denied():
    known = topics_in([own(keywords="停止…缴费")])
    for said in ("停止缴费", "我们给您停止缴费", "没有银行卡的请停止缴费"):
        assert recognised(said, known).code == "tell_temporary"
    for said in ("不用停止缴费", "不会给您停止缴费", "没有停止缴费", "别停止缴费"):
        assert recognised(said, known).code == "other"


@pytest.mark.parametrize(
    "said",
    [
        "没有银行卡的七月底前来窗口缴费", "不会用手机的也请七月底前到银行缴费", "不会办的话我们给您建立临时账户", "没有单位的我们给您建立临时账户",
        "没有单位的人员也请七月底前来缴费", "不是本地户口的也请七月底前缴费", "没有孩子的就七月底前缴费", "不能到场的由家人七月底前缴费",
        "停止工作的请七月底前缴费", "停止缴费后关系保留", "暂停缴费期间关系保留", "不是建立正式的而是建立临时账户", "不用换卡但银行卡号不变",
        "取消窗口改为上门办理", "不用来窗口只要七月底前缴费",
    ],
)  # fmt: skip
def test_what_is_told_of_those_and_of_the_time_a_denial_names_is_heard(said: str):
    assert is_heard(said)


@pytest.mark.parametrize(
    "said",
    [
        "不会给您建立新的临时账户", "不会建立您的临时账户", "不会把您的关系保留", "不是您的银行卡号不变", "不用给您的单位建立临时账户",
        "不会给没有单位的人建立临时账户", "不会给在外地的也建立临时账户", "不会给外地的参保人建立临时账户", "不是您说的七月底前缴费",
        "没有您说的七月底前缴费", "没说没有卡的请七月底前缴费", "不告诉没有银行卡的七月底前缴费", "并非没有单位的就建立临时账户",
        "不会在缴费后建立临时账户",
    ],
)  # fmt: skip
def test_what_is_denied_of_somebody_is_not_heard(said: str):
    assert not is_heard(said)


def test_what_is_denied_beside_it_is_not_left_out():
    known = topics_in([own(keywords="银行卡号不变")])
    assert left_out("您不用换卡 银行卡号不变", known) == []


def test_a_topic_that_denies_is_heard_where_it_denies():
    topics = own_topics(World.of(own(keywords="不用…转移")))
    assert recognised("您不用办转移。", topics).code == "tell_temporary"


def test_what_a_sentence_has_beside_it_and_courtesies_before_it_are_parted_from_it():
    topics = own_topics(World.of(own()))
    assert sentences("您好，给您建立临时账户。", topics) == ["您好", "给您建立临时账户。"]
    beside = left_out("请问手机号码是多少，我们给您建立临时账户。", topics)
    assert {topic.code for topic in beside} | {
        recognised("请问手机号码是多少，我们给您建立临时账户。", topics).code
    } == {"ask_phone", "tell_temporary"}
