"""The story of a case, placed in the world as records, so that operations need no knowledge of case
scripts: who comes to the window, what they answer and say unasked, and what is so in this case
alone: lines of the local-rule sheet, and topics a clerk can speak of.

Columns marked secret, and whole records that have not happened yet, are never shown to a
contestant.
"""

from mock_systems.codes import CodeList
from mock_systems.records.base import Record, column, key_column

__all__ = ["LocalRule", "OwnTopic", "Remark", "Reply", "Visitor"]

MOOD = CodeList(
    "mood",
    {"calm": "平静", "hurried": "着急", "worried": "担心", "annoyed": "不满", "glad": "满意"},
)
RATING = CodeList(
    "rating",
    {"1": "非常满意", "2": "满意", "3": "基本满意", "4": "不满意", "5": "非常不满意"},
    "national",
)
TOPIC_KIND = CodeList("topic_kind", {"ask": "询问", "tell": "说明"})


class Visitor(Record):
    """Who comes to the window, and for whom."""

    table = "visitor"
    title = "来访人"
    prefix = "V"
    told_by = "call_name"
    voiced = "opening"
    of_hall = True
    of_story = True

    visitor: str = key_column("来访编号")
    person: str = column("个人编号", "", code="AAC001", secret=True)
    call_name: str = column("称呼")
    role: str = column("身份", "")
    opening: str = column("来意", secret=True)
    mood: str = column("情绪", "calm", codes=MOOD)
    rating: str = column("评价", "", codes=RATING)


class Reply(Record):
    """What a visitor answers on a topic, and the papers handed over with the answer."""

    table = "reply"
    title = "答话"
    prefix = "RP"
    voiced = "text"
    of_hall = True
    of_story = True

    reply: str = key_column("答话编号")
    visitor: str = column("来访人", index=True)
    topic: str = column("话题", words="topic")
    text: str = column("内容", secret=True)
    mood: str = column("情绪", "", codes=MOOD)
    hands_over: str = column("出示材料", "", secret=True)
    """Keys of papers, separated by blanks."""
    decided: str = column("有了处理结果以后的内容", "", secret=True)
    """What is said instead once all that was applied for is decided; empty where it is the same."""


class Remark(Record):
    """Something a visitor says unasked when the case has lasted `at` seconds."""

    table = "remark"
    title = "主动发言"
    prefix = "RM"
    voiced = "text"
    of_hall = True
    of_story = True

    remark: str = key_column("发言编号")
    visitor: str = column("来访人", index=True)
    at: int = column("时刻（秒）", secret=True)
    text: str = column("内容", secret=True)
    mood: str = column("情绪", "", codes=MOOD)


class LocalRule(Record):
    """A line of the local-rule sheet (本地规则单) that only this case has."""

    table = "local_rule"
    title = "本地规则"
    prefix = "LR"
    voiced = "text"
    of_hall = True
    of_story = True

    rule: str = key_column("规则编号")
    text: str = column("内容")


class OwnTopic(Record):
    """A topic of this case alone (本案话题); its key is its code, keywords stand one a line."""

    table = "own_topic"
    title = "本案话题"
    prefix = "HT"
    told_by = "label"
    voiced = "answer"
    chosen_by = ("label",)
    of_hall = True
    of_story = True

    own_topic: str = key_column("话题代码")
    kind: str = column("类别", codes=TOPIC_KIND)
    label: str = column("名称")
    sentence: str = column("标准说法")
    keywords: str = column("听得出的词", secret=True)
    answer: str = column("通用回答", "", secret=True)
