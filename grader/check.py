"""What a compiled script must not contain: faults of the author, found before anyone is marked.

Told to authors, so in Chinese: where, what is wrong, the way out. Places are those of the compiled
script, counted from 1, as `reading` tells them. What only a walkthrough or the operations can show
(unknown fields, rules never activated …) is found by the case scripts' check and proof.

A script whose points contradict each other marks nobody (`sound`): its marks would be no marks. Its
other faults are the authors' to mend; what they cost can be marked again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, TypeVar

from grader import selector
from grader.comparison import comparable
from grader.expectations import Alternative, Expectation
from grader.reading import Malformed
from grader.rules import Rule
from grader.score import HIGHEST_LEVEL
from grader.script import Script, ServiceMark
from grader.selector import Selector
from grader.words import points

T = TypeVar("T")

PAIRS = ("before", "after", "within", "not_between")
"""The words that compare two events, so that `same` means something."""

TIMED = ("within", "by")


def overlap(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether one event can fit both selectors, given as plain JSON."""
    return selector.overlap(Selector.read(a), Selector.read(b))


def check_rules(script: Mapping[str, Any]) -> list[str]:
    """What is wrong with a compiled script, one sentence each; empty where nothing is."""
    try:
        read = Script.read(script)
    except Malformed as fault:
        return [str(fault)]
    return [f"{place}：{fault}" for place, fault in _faults(read)]


def sound(script: Any) -> Script:
    """A compiled script to mark by; `Malformed` where it cannot be understood, or its points
    contradict each other."""
    read = Script.read(script)
    for place, fault in _contradictions(read):
        what, _, remedy = fault.partition("。")
        raise Malformed(place, what, remedy.removesuffix("。"))
    return read


Faults = Iterator[tuple[str, str]]


def _faults(script: Script) -> Faults:
    yield from _contradictions(script)
    yield from _of_groups(script)
    yield from _of_each(script, _of_expectation, _of_rule)


def _contradictions(script: Script) -> Faults:
    """Points that could not be told apart, added up or earned as the script itself says."""
    yield from _of_ids(script)
    yield from _of_each(script, _of_expected_points, _of_rule_points)
    yield from _of_service(script)
    yield from _of_side_effects(script)
    yield from _of_sums(script)


def _of_each(
    script: Script,
    of_expectation: Callable[[Expectation], Iterator[str]],
    of_rule: Callable[[Rule], Iterator[str]],
) -> Faults:
    """What is wrong with each expectation and each rule."""
    for expected in _expected(script):
        for place, wanted in expected:
            yield from ((place, fault) for fault in of_expectation(wanted))
    for place, rule in _placed("rules", script.rules):
        yield from ((place, fault) for fault in of_rule(rule))


Placed = list[tuple[str, T]]


def _placed(section: str, entries: Sequence[T]) -> Placed[T]:
    return [(f"{section} › 第{number}项", each) for number, each in enumerate(entries, 1)]


def _expected(script: Script) -> list[Placed[Expectation]]:
    """What each alternative expects."""
    alternatives = _placed("alternatives", script.alternatives)
    return [_placed(f"{place} › expect", each.expect) for place, each in alternatives]


def _always(script: Script) -> Placed[Rule | ServiceMark]:
    """What is marked beside any alternative."""
    return [*_placed("rules", script.rules), *_placed("service", script.service)]


def _of_ids(script: Script) -> Faults:
    """Within what is marked together, every id is there once."""
    taken = {"side_effects"}
    yield from _repeated(_always(script), taken)
    for expected in _expected(script):
        yield from _repeated(expected, set(taken))


def _repeated(placed: Placed[Any], taken: set[str]) -> Faults:
    for place, each in placed:
        if each.id in taken:
            yield f"{place} › id", f"编号“{each.id}”已经用过。请改为各不相同的编号。"
        taken.add(each.id)


def _of_groups(script: Script) -> Faults:
    rest: Placed[Any] = [("side_effects", script.side_effects), *_always(script)]
    for place, each in sum(_expected(script), rest):
        if each.group not in script.groups:
            known = "、".join(script.groups)
            yield f"{place} › group", f"没有名为“{each.group}”的评分组。请改为其中之一：{known}。"


def _of_sums(script: Script) -> Faults:
    for place, alternative in _placed("alternatives", script.alternatives):
        worth = _worth(script, alternative)
        if worth != script.total:
            yield (
                place,
                f"各项分值合计 {points(worth)}，与总分 {points(script.total)} 不符。"
                "请调整分值或总分，使二者相等。",
            )
    if script.ceiling > script.total:
        yield "ceiling", "红线封顶分高于总分。请改为不高于总分的分值。"


def _worth(script: Script, alternative: Alternative) -> int:
    return (
        sum(wanted.worth for wanted in alternative.expect)
        + sum(rule.points for rule in script.rules if rule.earns)
        + sum(mark.points for mark in script.service)
    )


def _of_side_effects(script: Script) -> Faults:
    penalty, cap, _ = script.side_effects
    yield from (("side_effects", fault) for fault in _of_penalty(penalty, cap))


def _of_penalty(penalty: int, cap: int) -> Iterator[str]:
    if penalty and not cap:
        yield "有扣分（penalty）而无上限（cap）。请给出扣分上限。"
    elif cap < penalty:
        yield "扣分上限（cap）小于一次扣分（penalty）。请提高上限或降低扣分。"
    elif cap and not penalty:
        yield "有扣分上限（cap）而无扣分（penalty）。请给出每次扣分。"


def _of_expected_points(wanted: Expectation) -> Iterator[str]:
    yield from _of_penalty(wanted.penalty, wanted.cap)
    if wanted.word != "unchanged" and (wanted.penalty or wanted.red_line):
        yield "扣分和红线只用于 unchanged。请改用分值，或另写一项 unchanged。"
    if wanted.word == "unchanged" and (wanted.points or any(f.points for f in wanted.fields)):
        yield "unchanged 不能得分：什么都不做也会得到。请改为扣分。"


def _of_expectation(wanted: Expectation) -> Iterator[str]:
    if not wanted.where:
        yield "where 为空，没有指明是哪条记录。请按自然键写明。"
    if _of_nothing(wanted):
        yield "没有期望任何结果。请给出字段、分值，或（unchanged）扣分、红线。"
    for field in wanted.fields:
        if wanted.word != "unchanged" and not comparable(field.kind, field.value):
            yield f"字段 {field.name} 的值 {field.value!r} 不能按 {field.kind} 比较。请改正值或 as。"


def _of_nothing(wanted: Expectation) -> bool:
    match wanted.word:
        case "unchanged":
            return not (wanted.penalty or wanted.red_line)
        case "created" | "exactly":
            return not wanted.worth and not wanted.fields
        case _:
            return not wanted.fields


def _of_rule_points(rule: Rule) -> Iterator[str]:
    yield from _of_penalty(rule.penalty, rule.cap)
    if rule.points and rule.penalty:
        yield "既有分值又有扣分。请只留一种。"
    if rule.points and not rule.earns:
        yield f"{rule.word} 只能扣分：什么都不做也不会违反。请改用 penalty 和 cap。"
    yield from _of_steps(rule)


def _of_rule(rule: Rule) -> Iterator[str]:
    if not (rule.points or rule.penalty or rule.red_line):
        yield "没有分值、扣分，也不是红线。请给出其中之一。"
    if not rule.times:
        yield "次数（times）为 0。请至少写 1；完全不得办理请用 never。"
    if rule.word in TIMED and not rule.seconds:
        yield "没有时限（seconds）。请给出秒数。"
    if rule.same and rule.word not in PAIRS:
        yield f"{rule.word} 只看一项操作，same 没有意义。请删去。"
    for (one, a), (two, b) in combinations(rule.selectors.items(), 2):
        if selector.overlap(a, b):
            yield f"{one} 与 {two} 可能选中同一步操作。请用 where 或 except 把二者分开。"


def _of_steps(rule: Rule) -> Iterator[str]:
    if rule.credit != "steps":
        return
    seconds = [band.seconds for band in rule.steps]
    falling = [band.points for band in rule.steps]
    if rule.word not in TIMED:
        yield "credit = steps 只用于 within 和 by。请改为 all 或 share。"
    elif not rule.steps or rule.steps[0] != (rule.seconds, rule.points):
        yield "steps 的第一档应为 seconds 和全部 points。请改正第一档。"
    elif seconds != sorted(set(seconds)) or falling != sorted(set(falling), reverse=True):
        yield "steps 的时间应逐档增加，分值应逐档减少。请按此排列。"


def _of_service(script: Script) -> Faults:
    for place, mark in _placed("service", script.service):
        if len(mark.levels) != HIGHEST_LEVEL + 1 or not all(mark.levels):
            yield place, "应写明 0、1、2、3 四级各是什么表现。请补齐。"
        if not mark.points:
            yield place, "没有分值。请给出分值或删去此项。"
