"""What is said of a lost point: one sentence for every reason, in one table.

`it` is the lost finding with the words for its parts (`explain.Lost`).
"""

from collections.abc import Mapping
from typing import NamedTuple

from grader.findings import Reason


class Sentence(NamedTuple):
    """What is said of a reason: the sentence, what was expected, what was found instead."""

    sentence: str
    expected: str
    actual: str


SENTENCES: Mapping[Reason, Sentence] = {
    Reason.HAPPENS_MISSING: Sentence(
        "没有{it.which}{it.sought}。",
        "应有{it.sought}{it.times}次",
        "{it.instead}",
    ),
    Reason.NEVER_BROKEN: Sentence(
        "{it.raised}不该有{it.done}。",
        "{it.allowed}",
        "{it.raised}做了",
    ),
    Reason.AT_MOST_EXCEEDED: Sentence(
        "{it.raised}是第{it.finding.number}次{it.operation}，超过至多{it.times}次的限度。",
        "至多{it.times}次",
        "第{it.finding.number}次",
    ),
    Reason.BEFORE_MISSING: Sentence(
        "{it.raised}{it.operation}之前，没有{it.same}{it.sought}。",
        "在{it.raised}之前有{it.same}{it.sought}",
        "{it.instead}",
    ),
    Reason.AFTER_MISSING: Sentence(
        "{it.raised}{it.operation}之后，没有{it.same}{it.sought}。",
        "在{it.raised}之后有{it.same}{it.sought}",
        "{it.instead}",
    ),
    Reason.WITHIN_MISSING: Sentence(
        "{it.raised}{it.operation}之后{it.seconds}秒内，没有{it.same}{it.sought}。",
        "在{it.raised}之后{it.seconds}秒内有{it.same}{it.sought}",
        "{it.instead}",
    ),
    Reason.WITHIN_LATE: Sentence(
        "{it.raised}{it.operation}之后，{it.settled}才完成{it.sought}，超时{it.finding.over}秒。",
        "在{it.raised}之后{it.seconds}秒内完成",
        "{it.settled}完成，超时{it.finding.over}秒",
    ),
    Reason.NOT_BETWEEN_BROKEN: Sentence(
        "{it.raised}做了{it.operation}，而{it.opened}之后、{it.closing}之前不该做。",
        "不在{it.opened}与{it.closing}之间做",
        "{it.raised}做了",
    ),
    Reason.BY_MISSING: Sentence(
        "开始后{it.seconds}秒内没有{it.sought}。",
        "开始后{it.seconds}秒内有{it.sought}",
        "{it.instead}",
    ),
    Reason.NEVER_AROSE: Sentence(
        "没有{it.sought}，谈不上本项要求，不得分。",
        "有{it.sought}，并符合本项要求",
        "{it.instead}",
    ),
    Reason.UNTOUCHED: Sentence(
        "这份作答一步也没有办理，没有可以评定的服务，因此不得分。", "办理业务", "未办理"
    ),
    Reason.BY_LATE: Sentence(
        "{it.settled}才完成{it.sought}，比开始后{it.seconds}秒的时限超时{it.finding.over}秒。",
        "开始后{it.seconds}秒内完成",
        "{it.settled}完成，超时{it.finding.over}秒",
    ),
    Reason.CREATED_MISSING: Sentence(
        "没有应有的{it.record}。", "新增一条：{it.wanted}", "没有新增这样的记录"
    ),
    Reason.CREATED_DOUBLED: Sentence(
        "{it.record}应新增一条，实际新增{it.finding.actual}条，各项均不得分。",
        "1条",
        "{it.finding.actual}条：{it.finding.key}",
    ),
    Reason.CHANGED_MISSING: Sentence(
        "应变更的{it.record}没有变更。", "变更为：{it.wanted}", "没有变更这样的记录"
    ),
    Reason.CHANGED_DOUBLED: Sentence(
        "{it.record}应变更一条，实际变更{it.finding.actual}条，各项均不得分。",
        "1条",
        "{it.finding.actual}条：{it.finding.key}",
    ),
    Reason.CLOSED_MISSING: Sentence(
        "应终止的{it.record}没有变动。", "终止为：{it.wanted}", "没有终止这样的记录"
    ),
    Reason.CLOSED_DOUBLED: Sentence(
        "{it.record}应终止一条，实际变动{it.finding.actual}条，各项均不得分。",
        "1条",
        "{it.finding.actual}条：{it.finding.key}",
    ),
    Reason.NOT_CLOSED: Sentence(
        "{it.record}已变动，但未按要求终止。", "终止为：{it.wanted}", "至少一项不符，见本项各字段"
    ),
    Reason.FIELD_DIFFERS: Sentence(
        "{it.table}的“{it.field}”应为{it.expected}，实为{it.actual}。",
        "{it.expected}",
        "{it.actual}",
    ),
    Reason.COUNT_DIFFERS: Sentence(
        "经办中新增或改动的{it.record}应有{it.finding.expected}条，实有{it.finding.actual}条。",
        "{it.finding.expected}条：{it.wanted}",
        "{it.counted}",
    ),
    Reason.GUARDED_CREATED: Sentence(
        "{it.raised}{it.done}新增了不得新增的{it.table}记录。",
        "不新增",
        "新增了{it.table}记录{it.finding.key}",
    ),
    Reason.GUARDED_CHANGED: Sentence(
        "{it.raised}改动了不得改动的{it.table}记录{it.finding.key}。",
        "保持{it.kept}",
        "改为{it.became}",
    ),
    Reason.UNASKED_CREATED: Sentence(
        "{it.raised}{it.done}新增了本案不需要的{it.table}记录。",
        "不新增",
        "新增了{it.table}记录{it.finding.key}",
    ),
    Reason.UNASKED_CHANGED: Sentence(
        "{it.raised}改动了本案不需要改动的{it.table}记录{it.finding.key}。",
        "保持{it.kept}",
        "改为{it.became}",
    ),
}
SAID: Mapping[Reason, Sentence] = {
    Reason.HAPPENS_MISSING: Sentence(
        "没有对群众说{it.which}“{it.topics}”。", "对群众说“{it.topics}”{it.times}次", "{it.instead}"
    ),
    Reason.NEVER_BROKEN: Sentence(
        "{it.raised}不该对群众说“{it.spoken}”。", "不对群众说“{it.spoken}”", "{it.raised}说了"
    ),
    Reason.BEFORE_MISSING: Sentence(
        "{it.raised}{it.operation}之前，没有对群众说“{it.topics}”。",
        "在{it.raised}之前对群众说“{it.topics}”",
        "{it.instead}",
    ),
    Reason.AFTER_MISSING: Sentence(
        "{it.raised}{it.operation}之后，没有对群众说“{it.topics}”。",
        "在{it.raised}之后对群众说“{it.topics}”",
        "{it.instead}",
    ),
    Reason.NEVER_AROSE: Sentence(
        "没有对群众说“{it.topics}”，谈不上本项要求，不得分。",
        "对群众说“{it.topics}”，并符合本项要求",
        "{it.instead}",
    ),
}
"""What is said of a sentence to the citizen that is missing or should not be, where it is another."""
STOPPED = Sentence(
    "{it.undone}没有办成，应有的{it.record}没有办理。",
    "办理：{it.wanted}",
    "没有办成，此后没有再办",
)
"""What is said of a missing record where a try that would have made it was stopped."""
