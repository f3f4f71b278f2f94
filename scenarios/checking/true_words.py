"""Reading what a script writes and tells for what is not so: sums of something else, deeds nobody did.

A notice goes home, a story is read by judges. A sum in them is one that the right way types or a mark
holds; what a notice says has been changed, a step changes.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from mock_systems.city import DISTRICTS
from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS
from scenarios.casting.places import expected
from scenarios.checking.reader import CLAUSE, Reader
from scenarios.playing.needed import changed_columns, changing, is_deed
from scenarios.reading.origins import within
from scenarios.reading.problems import Place, Problem

_SUM = re.compile(r"\$\{?([a-z][a-z0-9_]*)((?:\.[a-z][a-z0-9_]*)*)\.yuan")
_NAMED = re.compile(r"\$\{?([a-z][a-z0-9_]*)")
_STREETS = {each.name: each.streets for each in DISTRICTS}
_ADDRESS = re.compile(
    f"({'|'.join(_STREETS)})({'|'.join(street for each in DISTRICTS for street in each.streets)})"
)
_COUNTERS = {
    "卡": "J",
    "就业|创业": "GHI",
    "失业": "GHI",
    "工伤": "F",
    "劳动|仲裁|监察": "K",
    "人事|人才|职称": "L",
    "参保|缴费|社保(?!卡)|社会保险|养老|退休": "ABCDEFG",
}
"""What the affairs of a counter are called, and the groups of items that are its own."""
_DONE = re.compile(
    "已[^未没不]{0,4}(?:变更|更正|修改|改|更新|注销|删除|取消|停)|(?:变更|更正|改)(?:好了|为)"
)
_HANDLED = re.compile("已[^，]{0,14}(?:办理|办结|办好)")
_AS_DONE = "请照办了的写，或者在标准做法里办"
_NOT = re.compile("未|没有|不|另|请|须|可")


def untrue(reader: Reader) -> Iterator[Problem]:
    """What is written or told and is not so."""
    yield from _sums(reader)
    yield from _deeds(reader)
    yield from _misplaced(reader)
    yield from _called_to(reader)


def _misplaced(reader: Reader) -> Iterator[Problem]:
    """Streets told in another district than they are in."""
    for place, text in reader.texts:
        for district, street in _ADDRESS.findall(text):
            if street not in _STREETS[district]:
                lies = next(name for name, streets in _STREETS.items() if street in streets)
                yield reader.at(place, f"“{street}”在{lies}，不在{district}", "请改正一处")


def _called_to(reader: Reader) -> Iterator[Problem]:
    """A ticket for the affairs of another counter than any right way is at."""
    business = reader.script.conversation.business
    opened = [str(step.form.get("item", "")) for _, step in reader.right_steps]
    items = [ITEMS[code] for code in opened if code in ITEMS]
    meant = "".join(groups for words, groups in _COUNTERS.items() if re.search(words, business))
    if items and meant and not any(item.code[0] in meant for item in items):
        what = f"号票叫的是“{business}”，本案办的是“{items[0].name}”"
        mend = "请写办这个事项的窗口，或者“综合受理”"
        yield reader.at(("conversation", "business"), what, mend)


def _texts(reader: Reader) -> Iterator[tuple[Place, str]]:
    """What right ways write and say."""
    for place, step in reader.right_steps:
        text = step.form.get("text")
        if isinstance(text, str):
            yield (*place, "form", "text"), text


def _sums(reader: Reader) -> Iterator[Problem]:
    held = _held(reader)
    computed = reader.script.compute
    for place, text in [(("story",), reader.script.story), *_texts(reader)]:
        for name, part in _SUM.findall(text):
            if name in computed and name not in held:
                what = f"“${name}{part}”这个数，标准做法没有填，也没有一项结果要它"
                mend = "请写标准做法填的、应有结果里的那一个" + _like(
                    computed[name].by, reader, held
                )
                yield reader.at(place, what, mend)


def _like(by: str, reader: Reader, held: Collection[str]) -> str:
    """The computation of the same kind that is held."""
    named = (n for n, each in reader.script.compute.items() if each.by == by and n in held)
    return next((f"，是否想写“${name}”？" for name in named), "")


def _held(reader: Reader) -> Collection[str]:
    """The names of which the right way types something, or an outcome holds something, and those that
    go into them."""
    script = reader.script
    forms = [{**step.form, "text": ""} for step in script.walkthrough]
    wanted = [[each.where, *(f.value for f in each.fields)] for _, each in expected(script)]
    held, new = set[str](), {*_names([*forms, *wanted])}
    while new:
        held |= new
        given = [script.compute[name].model_extra or {} for name in new if name in script.compute]
        new = {*_names(given)} - held
    return held


def _names(said: Any) -> Iterator[str]:
    for _, text in within(said):
        if isinstance(text, str):
            yield from _NAMED.findall(text)


def _deeds(reader: Reader) -> Iterator[Problem]:
    """What notices say has been changed and no step changes."""
    steps = [step for _, step in reader.right_steps]
    taken = {step.do for step in steps}
    changed = {c for s in steps for name, c in changing(s.do).items() if s.form.get(name)}
    for place, text in _texts(reader):
        for clause in CLAUSE.findall(text):
            if _NOT.search(clause):
                continue
            if other := _of_another(reader, clause):
                yield reader.at(place, f"这里说办了“{other}”，本案不办这个事项", _AS_DONE)
            for word, do in _verbs().items():
                if do not in taken and re.search(f"已[^，解撤取]{{0,4}}{word}", clause):
                    what = f"这里说已{word}，标准做法没有办“{OPERATIONS[do].declared.title}”"
                    yield reader.at(place, what, _AS_DONE)
            if not (done := _DONE.search(clause)):
                continue
            for column, words in _words().items():
                found = re.search(words, clause[: done.start()])
                if not found and not done[0].endswith(("为", "好了")):
                    found = re.search(words, clause[done.end() :])
                if found and (column not in changed or re.search("注销|删除|取消|停", done[0])):
                    what = f"这里说“{found[0]}”{done[0]}，标准做法没有办这件事"
                    yield reader.at(place, what, _AS_DONE)


@cache
def _verbs() -> Mapping[str, str]:
    """What deeds of the systems are called in a notice, by the ends of their titles, and which they are;
    what stands in several titles, or is said of any column, tells none."""
    titles = {name: each.declared.title for name, each in OPERATIONS.items() if is_deed(name)}
    said = {part[-2:]: name for name, title in titles.items() for part in re.split("[、与]", title)}
    return {
        word: name
        for word, name in said.items()
        if OPERATIONS[name].declared.item and sum(word in each for each in titles.values()) == 1
        if not _DONE.search(f"已{word}")
    }


@cache
def _words() -> Mapping[str, str]:
    """How the columns that people have changed are called in a notice. Of who else is named, what is
    told are their names."""
    words = defaultdict[str, dict[str, None]](dict)
    for each, facts in changed_columns():
        said = () if each.record else (facts["label"], facts["called"], each.kind.called)
        words[each.changes] |= dict.fromkeys(filter(None, said))
    return {column: "|".join(each) for column, each in words.items() if each}


def _of_another(reader: Reader, clause: str) -> str:
    """A service item that a clause says is done and that is none of the case's; empty where none."""
    if not _HANDLED.search(clause):
        return ""
    named = [code for code, item in ITEMS.items() if item.name in clause]
    return "" if {*named} & {*reader.script.items} else next((ITEMS[c].name for c in named), "")
