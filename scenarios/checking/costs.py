"""Reading what wrong costs: not so little that it is free, nor so little of a red line that none is
crossed, nor as little as a slip where it is grave."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from mock_systems.records import TABLES, Person
from scenarios.casting.places import scored
from scenarios.checking.reader import Reader
from scenarios.playing.needed import changing, is_deed
from scenarios.reading.marks import Expectation, Judgement, Rule, Scored
from scenarios.reading.points import points_text
from scenarios.reading.problems import Place, Problem
from scenarios.reading.ways import Mistake

MOST_LEFT = 0.4
"""Which share of all points whoever crosses a red line may keep at most."""
LEAST = 0.005
"""Which share of all points a breach costs at least."""
LEAST_UNASKED = 0.01
"""Which share a change nobody asked for costs at least,"""
LEAST_OF_ALL = 0.05
"""and all of them together, if there are enough."""

LEAST_GRAVE = 0.1
"""Which share it costs at least to change who somebody is, or where their money goes."""
_CALLED = {
    "name": "姓名|名字",
    "born": "出生日期|出生年月|生日|出生年份",
    "citizen_number": "身份证?号码?|社会?保障?号码?",
}
_WANTED: Mapping[str, re.Pattern[str]] = {
    column: re.compile(
        f"(?:{words})[^。！？没不未别]{{0,8}}(?:改|更正|变更|修正)|(?<![没不未别有])改[^。！？，]{{0,4}}(?:{words})"
    )
    for column in Person.vital
    for words in [_CALLED[column]]
}
"""How a visitor asks for a change of who somebody is."""
Lines = Sequence[tuple[Place, Scored | Judgement]]
"""The lines of a score sheet, and where they stand."""


def too_cheap(reader: Reader) -> Iterator[Problem]:
    """What costs less than that it is wrong."""
    script = reader.script
    unasked, total = script.side_effects, script.total
    if script.ceiling > total * MOST_LEFT:
        most = points_text(int(total * MOST_LEFT))
        what = f"触及红线还剩 {points_text(script.ceiling)} 分，满分 {points_text(total)}"
        yield reader.at(("ceiling",), what, f"请写得不超过 {most}，或者删去，用外框的")
    for name, cost, share in (
        ("penalty", unasked.penalty, LEAST_UNASKED),
        ("cap", unasked.cap, LEAST_OF_ALL),
    ):
        if cost < total * share:
            least = points_text(int(total * share))
            what = f"没有要求的变动{'一共至多' if name == 'cap' else '每处只'}扣 {points_text(cost)} 分，几乎不计较"
            yield reader.at(
                ("side_effects", name), what, f"请写得不低于 {least}，或者删去，用外框的"
            )
    marks = [*scored(script)]
    for place, each in marks:
        if isinstance(each, Scored) and 0 < each.penalty < total * LEAST:
            what = f"“{each.title}”每次只扣 {points_text(each.penalty)} 分，几乎不计较"
            least = points_text(int(total * LEAST))
            yield reader.at((*place, "penalty"), what, f"请写得不低于 {least}；不要紧的就删去")
    yield from _slight(reader, marks)
    yield from _unguarded(reader, marks)


def _slight(reader: Reader, marks: Lines) -> Iterator[Problem]:
    """What is grave and costs no more than a slip: told of the marks, else of the mistakes."""
    least = int(reader.script.total * LEAST_GRAVE)
    mend = f"请写得不低于 {points_text(least)}，要紧的写 red_line = true"
    found = [*_slight_marks(marks, least)]
    for place, what in found or _slight_mistakes(reader, least):
        more = "" if found else "，没有这一项的，补一项 unchanged 的应有结果"
        yield reader.at(place, what, mend + more)


def _unguarded(reader: Reader, lines: Lines) -> Iterator[Problem]:
    """What the visitor wants changed that is vital, that no right way changes and no mark forbids: it
    would cost as little as any change nobody asked for."""
    talk = reader.script.conversation
    said: list[tuple[Place, str]] = [(("conversation", "opening"), talk.opening)]
    said += [
        (("conversation", "replies", number, "text"), each.text)
        for number, each in enumerate(talk.replies)
        if each.topic == "ask_need"
    ]
    asked = {
        column: place
        for place, text in reversed(said)
        for column, words in _WANTED.items()
        if words.search(text)
    }
    steps = [step for _, step in reader.right_steps] if asked else []
    changed = {c for s in steps for name, c in _changing(s.do).items() if s.form.get(name)}
    held = {c for _, each in lines if not isinstance(each, Judgement) for c in _guarded(each)}
    for column in sorted(asked.keys() - changed - held):
        label = Person.facts(column)["label"]
        what = f"群众要改{label}，标准做法不改，改了的却没有一项扣分，只算没有要求的变动"
        mend = f"请写一项 unchanged 的应有结果，fields 里写 {column}，和改了它的错误"
        yield reader.at(asked[column], what, mend)


def _slight_marks(marks: Lines, least: int) -> Iterator[tuple[Place, str]]:
    for place, each in marks:
        if not isinstance(each, Judgement) and (column := next(iter(_guarded(each)), "")):
            cost = each.penalty or (each.worth if isinstance(each, Expectation) else 0)
            if cost < least:
                yield (*place, "penalty"), f"改了关键信息（{column}）只扣 {points_text(cost)} 分"


def _slight_mistakes(reader: Reader, least: int) -> Iterator[tuple[Place, str]]:
    for number, mistake in enumerate(reader.script.mistakes):
        if mistake.lost < least and (column := next(iter(_spoilt(reader, mistake)), "")):
            what = f"错误“{mistake.title}”改了关键信息（{column}），只失 {points_text(mistake.lost)} 分"
            yield ("mistakes", number, "lost"), what


def _guarded(each: Scored) -> Sequence[str]:
    """The columns of key information that a mark forbids to change."""
    if isinstance(each, Expectation) and each.is_ == "unchanged":
        named = [field.name for field in each.fields]
        vital = TABLES[each.table].vital if each.table in TABLES else ()
        return [column for column in vital if column in named or not named]
    selector = each.x if isinstance(each, Rule) else None
    if selector is None or not is_deed(selector.do):
        return []
    said = {*selector.where, *selector.among, *selector.except_}
    return [column for name, column in _changing(selector.do).items() if name in said]


def _spoilt(reader: Reader, mistake: Mistake) -> Iterator[str]:
    """The columns of key information that a mistake changes and no right way does, or to something
    else."""
    steps = {step.called: step for step in reader.script.walkthrough}
    for edit in mistake.edits:
        put = edit.insert or edit.step
        form = put.form if put else edit.form
        do = put.do if put else steps[edit.alter].do if edit.alter in steps else ""
        for name, column in _changing(do).items() if form else ():
            right = [step.form.get(name) for step in steps.values()]
            if form.get(name) and form[name] not in right:
                yield column


@cache
def _changing(do: str) -> Mapping[str, str]:
    """The columns of key information that an operation changes, by the fields they are typed in."""
    vital = {column for kind in TABLES.values() for column in kind.vital}
    return {name: column for name, column in changing(do).items() if column in vital}
