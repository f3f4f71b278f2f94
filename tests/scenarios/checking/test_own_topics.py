"""Topics of a case's own, and sentences that must be heard as a topic: what a check says of them."""

from pathlib import Path

import pytest

from scenarios.playing.rehearse import Stage
from scenarios.proving.prove import prove
from scenarios.reading.load import load

TOPICS = """
[[topics]]
code = "tell_temporary"
label = "说明临时账户"
sentence = "给$citizen.name建立临时缴费账户，原来的关系保留。"
keywords = ["建立…临时", "关系…保留"]
reply = "好的。"
samples = ["在我们这里建立临时账户。", "您好，原来的养老关系保留，不用转移。"]
"""
RULE = """
[[rules]]
id = "told_temporary"
group = "process"
title = "说明临时账户"
word = "happens"
a = { do = "hall.say", where = { topic = "tell_temporary" } }
penalty = "1"
cap = "1"
"""
BESIDE = """
[[topics]]
code = "tell_moved"
label = "说明转移关系"
sentence = "先把原来的关系转过来。"
keywords = ["关系转过来", "关系转来"]
samples = ["请把关系转过来。", "原来的关系转来再办。"]

[[rules]]
id = "told_moved"
group = "process"
title = "不得要求先转移"
word = "never"
x = { do = "hall.say", where = { topic = "tell_moved" } }
penalty = "1"
cap = "1"
"""
"""A topic that is not to be said: one alone is a hint."""
SAID = """
[[walkthrough]]
as = "temporary"
do = "hall.say"
form = { topic = "tell_temporary" }
"""
REPLY = ('topic = "ask_phone"\ntext', 'topic = "tell_temporary"\ntext = "好。"\n\n[[conversation.replies]]\ntopic = "ask_phone"\ntext')  # fmt: skip
ASKED = 'do = "hall.say"\nform = { topic = "ask_phone" }'
STEP = (ASKED, f"{ASKED}\n{SAID}")


def test_a_case_may_have_topics_of_its_own_and_mark_by_them(problems) -> None:
    assert problems(STEP, REPLY, more=TOPICS + RULE + BESIDE) == []


def test_the_example_of_the_guide_is_one(problems) -> None:
    guide = Path("docs/authoring.md").read_text("utf-8")
    example = guide.partition("```toml\n[[topics]]")[2].partition("```")[0]
    assert problems(STEP, more=f"[[topics]]{example}\n{RULE}{BESIDE}") == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "tell_temporary"', 'code = "ask_phone"', "topics › 第1项 › code：已经有话题“ask_phone”，请换一个代码"),
        ('code = "tell_temporary"', 'code = "Temporary"', "topics › 第1项 › code：“Temporary”的写法不对"),
        ('label = "说明临时账户"\nsentence', 'label = "询问手机号码"\nsentence', "topics › 第1项 › label：已经有按钮“询问手机号码”"),
        ('"关系…保留"', '"…"', "topics › 第1项 › keywords › 第2项：“…”的写法不对，写成连在一起的词"),
        ('"关系…保留"', '"关系...保留"', "keywords › 第2项：“关系...保留”里的省略号应写 …，写成“关系…保留”"),
        ('"关系…保留"', '"关系…\\u200b"', "keywords › 第2项：“关系…\u200b”太短，别的话里也有，请至少写两个看得见的字"),
        ('"关系…保留"', '"关系…保留", "手机号码"', "keywords › 第3项：“手机号码”已是话题 ask_phone 的词，请换别的词"),
        ('"关系…保留"', '"关系…保留", "好"', "keywords › 第3项：“好”太短"),
        ('"关系…保留"', '"关系…保留", "您慢走"', "topics › 第1项 › keywords › 第3项：“您慢走”在别的话里也有：“您慢走，再见。”，没有说这个话题的也得分"),
        ('"关系…保留"', '"关系…保留", "养老保险"', "keywords › 第3项：“养老保险”在别的话里也有：“在校学生不属于城乡居民养老保险的参保范围"),
        ('"在我们这里建立临时账户。"', '"在我们这里开户。"', "topics › 第1项 › samples › 第1项：“在我们这里开户。”没有听成 tell_temporary，听成了 other，请在 keywords 里补上"),
        ('给$citizen.name建立临时缴费账户，原来的关系保留。', '这样就行了。', "topics › 第1项 › sentence：“这样就行了。”没有听成 tell_temporary"),
        ('samples = [', 'unheard = ["给您建立临时账户。"]\nsamples = [', "topics › 第1项 › unheard › 第1项：“给您建立临时账户。”不应听成 tell_temporary，请把 keywords 写长"),
        (', "您好，原来的养老关系保留，不用转移。"', "", "topics › 第1项 › samples"),
        ('cap = "1"', 'cap = "1"\nsamples = ["手机号码是多少？"]', "“手机号码是多少？”没有听成 tell_temporary，听成了 ask_phone，请在 keywords 里补上"),
        ('a = { do = "hall.say", where = { topic = "tell_temporary" } }', 'a = { do = "hall.close" }\nsamples = ["再见。"]', "samples：这条规则没有话题，不能写 samples"),
        ('where = { topic = "tell_temporary" }', 'where = { topic = "tell_tempory" }', "where › topic：“tell_tempory”不在代码表中"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_it_is_told_with_place_and_way_out(problems, old, new, said) -> None:
    more = TOPICS + RULE
    assert old in more
    found = problems(STEP, more=more.replace(old, new))
    assert any(said in problem for problem in found), "\n".join(found)


NEEDLESS = ('"关系…保留"', '"关系…保留", "不用转移"')


def test_another_way_of_saying_that_something_need_not_be_is_heard_or_told(problems) -> None:
    [told] = problems(STEP, more=(TOPICS + RULE + BESIDE).replace(*NEEDLESS))
    assert "topics › 第1项 › keywords › 第3项：“不用转移”里的“不用”换成“不需要”、“用不着”、" in told
    assert '就听不成 tell_temporary，请在 keywords 里补上 "不需要转移"、"用不着转移"、' in told
    words = ["不需要", "用不着", "不用", "不要", "不必", "无需", "无须", "不须"]
    every = '"关系…保留", ' + ", ".join(f'"{each}转移"' for each in words)
    more = (TOPICS + RULE + BESIDE).replace('"关系…保留"', every)
    assert problems(STEP, more=more) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("我们这里建立", "我们$hall建立", "topics › 第1项 › samples › 第1项"),
        ("samples = [", 'unheard = ["$hall"]\nsamples = [', "topics › 第1项 › unheard › 第1项"),
        ('cap = "1"', 'cap = "1"\nsamples = ["$hall"]', "rules › 第4项 › samples › 第1项"),
    ],
)
def test_names_in_sentences_that_must_be_heard_are_read(problems, old, new, place) -> None:
    [told] = problems(STEP, more=(TOPICS + RULE).replace(old, new))
    assert f"{place}：“$hall”中的“hall”没有所指" in told


def test_a_topic_that_no_rule_and_no_way_names_is_told(problems) -> None:
    [told] = problems(more=TOPICS + BESIDE)
    assert "topics › 第1项：没有规则、做法说到话题“tell_temporary”，说不说得分都一样" in told
    assert problems(more=TOPICS + BESIDE + RULE.replace('"happens"\na', '"never"\nx')) == []


@pytest.mark.parametrize(
    ("section", "lost", "edit"),
    [
        ("other_ways", "", 'insert = { do = "hall.say", form = { topic = "tell_temporary" } }, after = "page"'),
        ("mistakes", 'lost = "5"', 'alter = "ask_phone", form = { topic = "tell_temporary" }'),
    ],
)  # fmt: skip
def test_a_topic_that_one_way_says_is_none_of_those(problems, section, lost, edit) -> None:
    assert problems(STEP, more=TOPICS + BESIDE) == [], (
        "what dropping that step costs is told by a proof"
    )
    way = f'[[{section}]]\nname = "said"\ntitle = "说了"\n{lost}\nedits = [{{ {edit} }}]\n'
    assert problems(more=f"{TOPICS}{BESIDE}\n{way}") == []


def test_it_may_be_asked_like_every_other_topic_of_the_case(written) -> None:
    names = Stage(load(written(STEP, more=TOPICS + RULE)).script, 0, None).cast.names
    assert "tell_temporary" in names.fill("$askable")


def test_the_grader_calls_it_by_its_label(written) -> None:
    codes = Stage(load(written(STEP, more=TOPICS + RULE)).script, 0, None).compiled["words"][
        "codes"
    ]
    lists = ("topic.topic", "left_out.left_out", "hall.say.topic")
    assert [codes[each]["tell_temporary"] for each in lists] == ["说明临时账户"] * 3


def test_a_proof_listens_to_the_samples_too(written) -> None:
    more = TOPICS.replace("在我们这里建立临时账户。", "在我们这里开户。") + RULE
    faults = prove(load(written(STEP, more=more)), 1).faults
    assert any("“在我们这里开户。”没有听成 tell_temporary" in fault for fault in faults)


def test_an_author_is_not_asked_for_keywords_of_a_topic_of_the_hall(problems) -> None:
    asked = 'where = { topic = "ask_phone" } }'
    [told] = problems((asked, f'{asked}\nsamples = ["再见。"]'))
    assert "没有听成 ask_phone" in told and "keywords" not in told
    assert told.endswith("大厅的话题听不出这个说法，请改写这句话，或者删去")


def test_a_move_may_say_what_must_be_heard_as_its_topic(written) -> None:
    more = 'say = "ask_phone"\nas = "ask_phone"\npoints = "5"\ntitle = "问号码"'
    said = load(
        written((f'as = "ask_phone"\n{ASKED}', f'{more}\nsamples = ["号码是多少？"]'))
    ).script
    bare = load(written((f'as = "ask_phone"\n{ASKED}', more))).script
    assert [rule.samples for rule in said.rules if rule.id == "said_ask_phone"] == [
        ["号码是多少？"]
    ]
    assert not any(rule.samples for rule in bare.rules)


LONG = f'[vary.z]\nchoose = ["{"好" * 100}"]\n'
"""A name for much."""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"关系…保留"', f'"{"…".join("关" * 3000)}"', "keywords › 第2项：文本太长，至多写 40 字"),
        ('"关系…保留"', ", ".join(f'"关系…保留{n}"' for n in range(41)), "keywords：项数太多，至多写 40 项"),
        ("在我们这里建立临时账户。", "建立临时" * 10_000, "samples › 第1项：文本太长，至多写 300 字"),
        ("给$citizen.name建立临时缴费账户，原来的关系保留。", "建立临时" * 76, "sentence：文本太长，至多写 300 字"),
        ("samples = [", f'unheard = ["{"好" * 301}"]\nsamples = [', "unheard › 第1项：文本太长，至多写 300 字"),
        ('cap = "1"', f'cap = "1"\nsamples = ["{"好" * 301}"]', "samples › 第1项：文本太长，至多写 300 字"),
        ("在我们这里建立临时账户。", "建立临时账户$z$z$z", "…”写出来超过 300 字，没有人说得出来，请写短些"),
        ("samples = [", 'unheard = ["$z$z$z。"]\nsamples = [', "…”写出来超过 300 字，没有人说得出来，请写短些"),
    ],
)  # fmt: skip
def test_what_nobody_could_type_is_told_where_it_stands(problems, old, new, said) -> None:
    found = problems(STEP, more=(LONG + TOPICS + RULE).replace(old, new))
    found = [each for each in found if "这一项没有用到" not in each]
    assert any(said in problem for problem in found), "\n".join(found)
    assert all("第1项" in problem for problem in found)


def test_a_sample_that_denies_is_to_be_written_otherwise_not_given_more_keywords(problems) -> None:
    denying = TOPICS.replace("在我们这里建立临时账户。", "我们不给您建立临时账户。")
    [told] = [each for each in problems(STEP, more=denying + RULE) if "没有听成" in each]
    assert "不算说了这个话题，请改写这句话" in told and "补上" not in told
