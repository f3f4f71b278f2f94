"""Reading for what the hall's own rules forbid, or nobody may want, that a script does or pays for.

A right way says nothing that had better not be said, changes what tells somebody from others by no
word of mouth and asks for no paper that its items do not need; no mark wants such a thing. What is
forbidden stands in `never` rules and in mistakes. Topics of a case's own are heard for promises and for
papers they ask for (`scenarios.checking.own_words`).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mock_systems.bases import cited
from mock_systems.hall.topics import TOPICS, by_keywords, recognised, sentences, spoken
from mock_systems.operation import OPERATIONS
from mock_systems.records import Utterance
from mock_systems.social_card.pin import ResetPin
from scenarios.casting.places import expected
from scenarios.checking.reader import Reader
from scenarios.playing.needed import SAY, WANTED, beyond, changed_columns, charged, is_deed
from scenarios.reading.marks import Rule, Scored
from scenarios.reading.origins import within
from scenarios.reading.problems import Place, Problem

_BY = {"tell_come_back": "LOC 13", "pin_aloud": "LOC 26", "barred": "LOC 25"}
"""The local rule against each topic, where that is not the one against promises and refusals."""
AMISS: Mapping[str, str] = {
    code: cited(_BY.get(code, "LOC 24"))
    for code, topic in TOPICS.items()
    if topic.rank == "amiss" or code == "barred"
}
"""What had better not be said, and the local rule against it."""
UNREASONED = AMISS.keys() - {"tell_no"}
"""What is amiss in whatever is said of it: a no may have its reason in the next words."""
_ALOUD = (ResetPin.declared.name, "aloud")
_PROMISE = re.compile(
    "保证(?![金书])|(?<!业)担保(?!贷款|人)|打包票|包在|包您|肯定[能会可行没]|必定|一定[能会可]|绝对|准能|百分之?百"
)
_OPEN = re.compile("(?:不|没|未|无法|别|勿)[^,，。]{0,2}$")
_OUT_OF = "请从标准做法、其他做法中删去；要防的写 never 规则，和说了它的错误"
_NEVER = "不该做的只写在 never 规则里，请改用别的词，或者删去"


def forbidden(reader: Reader) -> Iterator[Problem]:
    """What right ways do and marks want that must not be."""
    yield from _done(reader)
    yield from _on_word_alone(reader)
    for number, rule in enumerate(reader.script.rules):
        yield from _wanted(reader, ("rules", number), rule)
        yield from _charged(reader, ("rules", number, "x"), rule)
    for place, each in expected(reader.script):
        said = str(each.where.get("topic", "")) if each.table == Utterance.table else ""
        if said in AMISS and each.is_ != "unchanged":
            yield reader.at((*place, "where"), _against(said), '请写 is = "unchanged"')
        yield from _charged(reader, (*place, "where"), each)


def promised(text: str) -> str:
    """The word by which a text promises; empty where it does not."""
    found = (each for each in _PROMISE.finditer(text) if not _OPEN.search(text[: each.start()]))
    return next((each[0] for each in found), "")


def said_amiss(text: str) -> str:
    """What a text says that had better not be said, of whatever matter; empty where nothing."""
    for clause in spoken.clauses(spoken.plain(text)):
        codes = recognised(clause).code, by_keywords(clause).code
        if found := next((each for each in codes if each in UNREASONED), ""):
            return f"“{text}”听起来是“{TOPICS[found].label}”（{AMISS[found]}）"
        if word := promised(clause):
            return f"“{text}”里“{word}”是没有依据的承诺（{AMISS['tell_sure']}）"
    return ""


def _against(topic: str) -> str:
    return f"“{TOPICS[topic].label}”是窗口不该说的（{AMISS[topic]}）"


def _done(reader: Reader) -> Iterator[Problem]:
    """What right ways say amiss, chosen or typed; a PIN that is said aloud; what they promise in writing."""
    for place, step in reader.right_steps:
        if step.do == SAY:
            typed = reader.filled(place, str(step.form.get("text", "")))[0] or ""
            heard = [recognised(each).code for each in sentences(typed)]
            chosen = AMISS.keys() & {step.form.get("topic")}
            for topic in sorted(chosen | (UNREASONED & {*heard})):
                yield reader.at(place, f"做对的人也说了：{_against(topic)}", _OUT_OF)
        elif step.do == _ALOUD[0] and step.form.get(_ALOUD[1]) is True:
            what = f"做对的人也让群众口述密码（{AMISS['pin_aloud']}）"
            yield reader.at((*place, "form", _ALOUD[1]), what, "请改为 aloud = false")
        elif word := promised(str(step.form.get("text", ""))):
            what = f"“{word}”是没有依据的承诺（{AMISS['tell_sure']}）"
            yield reader.at((*place, "form", "text"), what, "请改写成按规定怎样办、什么时候办好")


def _wanted(reader: Reader, place: Place, rule: Rule) -> Iterator[Problem]:
    for letter, selector in rule.selectors() if rule.word != "never" else ():
        said = [value for _, value in within([selector.where, selector.among])]
        for topic in AMISS if selector.do == SAY else ():
            if topic in said:
                yield reader.at((*place, letter), f"规则 {rule.id}：{_against(topic)}", _NEVER)
        if selector.do == _ALOUD[0] and selector.where.get(_ALOUD[1]) is True:
            what = f"规则 {rule.id} 要密码由群众口述（{AMISS['pin_aloud']}）"
            yield reader.at((*place, letter), what, _NEVER)
    if (why := beyond(reader.script, rule)) and not (rule.policy and rule.basis):
        mend = "请删去这一项；政策确实要这样的，写明 basis 和 policy = true"
        yield reader.at((*place, WANTED[rule.word]), f"规则 {rule.id} {why}", mend)


def _charged(reader: Reader, place: Place, each: Scored) -> Iterator[Problem]:
    """What is told rightly and charged for."""
    if (why := charged(each)) and not (each.policy and each.basis):
        mend = "请删去这一项；不该说的写成本案话题；政策确实要这样的，写明 basis 和 policy = true"
        yield reader.at(place, f"{each.id} {why}", mend)


def _on_word_alone(reader: Reader) -> Iterator[Problem]:
    """What is changed by what a paper or the police say (窗口服务规范第十八条), changed to what no
    paper of the story says."""
    proved = {field.changes for field, facts in changed_columns() if not facts["by_word"]}
    papers = [reader.filled((), paper.content)[0] for paper in reader.script.papers]
    if None in papers:  # Told where papers are read.
        return
    written = {str(value) for _, value in within(papers) if not isinstance(value, dict | list)}
    for place, step in reader.right_steps:
        for field in OPERATIONS[step.do].form() if is_deed(step.do) else ():
            value: Any = step.form.get(field.name)
            if field.changes in proved and value:
                said = reader.filled(place, value)[0]
                if said is not None and str(said) not in written:
                    what = f"{field.label}“{said}”没有写在哪一份材料上，只凭群众口说不能改"
                    here = (*place, "form", field.name)
                    yield reader.at(
                        here, f"{what}（{cited('LOC 18')}）", "请删去，或者补上写着它的材料"
                    )
