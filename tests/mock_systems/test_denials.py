"""How far a no reaches in what a clerk says: to what follows from it, or is so whatever else is."""

from time import process_time

import pytest

from mock_systems.hall.topics import Topic, left_out, recognised

KEYWORDS = ("建立…临时", "临时…账户", "关系…保留", "上门…办理")
TAUGHT = (Topic("tell_own", "tell", "说明", keywords=KEYWORDS, deniable=True),)


def is_heard(said: str) -> bool:
    return recognised(said, TAUGHT).code == "tell_own"


@pytest.mark.parametrize(
    "said",
    [
        "不用单位盖章就能{}", "无需缴费即可{}", "不用给单位打电话就可以{}", "不用预约随时可以{}", "不用预约随时给您{}", "不用预约今天就给您{}", "不需要押金就给您{}",
        "不用现在交钱就能{}", "不用转移直接{}", "不用排队照样{}", "不必排队同样{}", "不用证明一样能{}", "不需要户籍证明都能{}", "不会中断可以{}",
        "不能转移可以{}", "没法转移可以{}", "不要断缴要{}", "别断缴要{}", "不能断缴应当{}", "不该断缴必须{}", "不得断缴务必{}", "不能转移那就给您{}",
        "不能给您转移那我们给您{}", "没法转移不过给您{}", "没法转移然而{}", "没法转移因而{}", "没法转移于是{}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("told", ["建立临时账户", "上门办理"])
def test_what_follows_from_it_or_is_to_be_done_all_the_more_is_heard_without_a_comma(
    said: str, told: str
) -> None:
    assert is_heard(said.format(told))


@pytest.mark.parametrize(
    "said",
    [
        "不用现在就给您{}", "不用您现在就{}", "不必今天就{}", "不用马上直接{}", "不需要在窗口直接{}", "不用您自己直接{}", "不用本人直接{}", "不用随时{}",
        "不要以为您可以{}", "不要觉得这样就能{}", "不能保证可以{}", "不能承诺今后可以{}", "不会有人可以{}", "不是谁都可以{}", "不是想办就能{}", "没有政策可以{}",
        "没说这样就能{}", "不能再要求{}", "不能强行要求{}", "不应该要您{}", "不能规定应当{}", "不能要我们{}", "不需要办理就业登记{}", "不能同样给您{}", "不能给您照样{}",
        "不用为您和家人随时{}", "不可能交了钱就能{}", "怎么可能交了钱就能{}", "不能交了钱就{}", "不想要{}", "不能按需要{}", "不得向单位要{}", "不能主要{}",
        "不用我们就近{}", "不能转移不过户{}", "不需要家人都能{}", "不会马上可以{}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("told", ["建立临时账户", "上门办理"])
def test_how_or_when_a_thing_is_denied_ends_no_denial(said: str, told: str) -> None:
    assert not is_heard(said.format(told))


@pytest.mark.parametrize(
    "said",
    [
        "不帮您{}", "没帮您{}", "停止帮您{}", "拒绝帮家人{}", "您没资格{}", "没权限给您{}", "没机会{}", "我们无权{}", "无资格{}", "请勿{}", "切勿{}", "严禁{}",
        "中止{}", "暂缓给您{}", "谢绝{}", "已经撤销{}", "停止一切{}", "停止对外{}", "停止所有{}", "哪能给您{}", "哪里能{}", "凭什么给您{}", "没批准{}",
        "不考虑给您{}", "没准备给您{}", "未同意给您{}", "您未达到{}的条件", "您没达到{}的条件",
    ],
)  # fmt: skip
def test_who_has_no_right_to_it_or_no_help_with_it_is_not_told_of_it(said: str) -> None:
    assert not is_heard(said.format("上门办理"))


@pytest.mark.parametrize(
    "said",
    [
        "没人帮忙的请{}", "没资格转移我们给您{}", "没权限查询的可以{}", "请勿着急我们给您{}", "切勿担心我们给您{}", "单位撤销给您{}", "公司撤销可以{}", "合同中止给您{}",
        "不同单位都能{}", "未达到退休年龄可以{}", "哪里能办我们给您{}", "有不同意见可以{}", "有别名可以{}", "住别墅区可以{}", "身份证上的别称给您{}", "这有别于转移给您{}",
    ],
)  # fmt: skip
def test_who_has_no_right_to_another_thing_is_told_of_it(said: str) -> None:
    assert is_heard(said.format("上门办理"))


@pytest.mark.parametrize(
    "said",
    [
        "不管有没有新单位都可以{}", "不论有没有单位，您都可以{}", "无论是否转移都给您{}", "不管是不是职工都可以{}", "不管您在哪个单位也给您{}", "不论什么户口都可以{}",
        "不管 有没有 单位 都可以{}", "不管谁来都可以{}", "不管做什么工作都可以{}",
    ],
)  # fmt: skip
def test_what_is_so_whatever_else_is_asks_and_denies_nothing(said: str) -> None:
    assert is_heard(said.format("上门办理"))
    assert not [each.code for each in left_out(said.format("上门办理"), TAUGHT)]


WHICHEVER = (
    Topic(
        "tell_own", "tell", "说明", keywords=("哪个窗口…能办", "什么…都收", "谁来"), deniable=True
    ),
)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("不管您到哪个窗口都能办", "tell_own"), ("哪个窗口都能办", "tell_own"), ("无论什么卡都收", "tell_own"), ("不论谁来都可以", "tell_own"),
        ("不管到哪个窗口都不能办", "tell_no"), ("不管您做什么业务都行", "other"), ("不管做什么业务，都行", "other"), ("不管什么业务、什么事都行", "other"),
    ],
)  # fmt: skip
def test_an_own_topic_is_heard_by_what_it_is_so_for_and_no_question_is(
    said: str, code: str
) -> None:
    assert recognised(said, WHICHEVER).code == code


@pytest.mark.parametrize(
    "said", ["放假的时候也{}", "休产假的也可以{}", "请假的同志我们给他{}", "材料不是假的就可以{}"]
)
def test_who_is_on_leave_is_told_what_is_true(said: str) -> None:
    assert is_heard(said.format("上门办理"))
    assert not is_heard(f"{said.format('上门办理')}是假的")
    assert not is_heard(f"说{said.format('上门办理')}，假的。".replace("，", ""))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("不管有没有单位都不能上门办理", "other"), ("不论是不是职工都没法上门办理", "other"), ("有没有单位都可以上门办理吗", "ask_employment"),
        ("这事我们不管，您有没有单位", "ask_employment"), ("无论如何请问您有没有单位", "ask_employment"),
    ],
)  # fmt: skip
def test_a_denial_or_a_question_is_one_whatever_else_is(said: str, code: str) -> None:
    assert recognised(said, TAUGHT).code == code


def test_a_long_denial_is_heard_in_no_time() -> None:
    for part in ("在", "我们现在", "就", "要", "不管", "不用在那边"):
        started = process_time()
        assert not is_heard(f"不用{part * 300}"[:300])
        assert process_time() - started < 1


THINGS = ("旧卡…能用", "多缴…退", "关系…转", "关系…保留", "自己…缴", "上门…办")
IN_PASSING = (Topic("tell_thing", "tell", "说明", keywords=THINGS, deniable=True),)


@pytest.mark.parametrize(
    "said",
    [
        "旧卡您不用交，还能用。", "旧卡没有失效，还能用。", "旧卡不会马上停，还能用几天。", "旧卡没到期，可以继续能用。", "多缴的不用申请，自动退给您。",
        "多缴的部分没有丢，会退。", "关系不会丢，能转过去。", "关系没有断，以后能转。",
    ],
)  # fmt: skip
def test_what_is_denied_of_a_thing_in_passing_parts_it_from_nothing(said: str) -> None:
    assert recognised(said, IN_PASSING).code == "tell_thing"


@pytest.mark.parametrize(
    "said",
    [
        "旧卡不能用，新卡能用。", "旧卡不用管，新卡能用。", "多缴的没有人退，少缴的退回来。", "关系不用动，账户保留。", "关系不会变，账户照样保留。",
        "自己不用管，单位会缴。", "您自己不用去，单位替您缴。", "上门不能办，要到窗口办。", "上门不用，视频办。", "不用上门，窗口就办。",
    ],
)  # fmt: skip
def test_a_denial_parts_a_thing_from_what_is_said_of_another(said: str) -> None:
    assert recognised(said, IN_PASSING).code != "tell_thing"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("有没有单位都可以自己缴。", "tell_thing"),
        ("是不是本地户口都可以自己缴。", "tell_thing"),
        ("来不来窗口都可以自己缴。", "tell_thing"),
        ("上不上班都要自己缴。", "tell_thing"),
        ("有没有单位都可以自己缴吗？", "ask_employment"),
        ("您有没有工作，都在哪里工作？", "ask_employment"),
        ("有没有工作单位都告诉我一声。", "ask_employment"),
        ("是不是都自己缴？", "other"),
        ("有没有人都不能自己缴。", "other"),
    ],
)
def test_both_ways_alike_is_no_question_also_without_a_whatever(said: str, code: str) -> None:
    assert recognised(said, IN_PASSING).code == code
