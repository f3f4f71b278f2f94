"""Reading topics of a case's own: each is told apart from every other, and is none of the hall's.

A promise, a word that offends and a demand for papers are no other thing to say because a case calls
them so: a topic that right ways say, or rules want, is none of them. One beside it that is not to be
said may be.
"""

import re
from collections.abc import Collection, Iterator

from mock_systems.bases import cited
from mock_systems.hall.topics import (
    TOPICS,
    Topic,
    parts_of,
    recognised,
    sentences,
    worded,
)
from mock_systems.papers import FORMS
from scenarios.checking.forbidden import said_amiss
from scenarios.checking.reader import Reader
from scenarios.playing.hearing import SAY
from scenarios.reading.origins import within
from scenarios.reading.problems import Place, Problem
from scenarios.reading.story import OwnTopic

_DOTS = re.compile(r"\.{2,}|。{2,}")
SHORTEST = 2
"""How many characters a keyword must have: one alone is in half of all that is said."""
_NAMES = {name for form in FORMS.values() for name in form["spoken"] if "…" not in name}
_PAPERS = re.compile(
    "|".join(sorted(_NAMES, key=len, reverse=True))
    + r"|\w?[产权业婚育残格历位驾]证|证[件明书]|合同|协议|凭证|发票|收据|复印件|原件|存折|流水|病历"
    "|诊断书|判决书|介绍信|申请[表书]|登记表|承诺书"
)
_DEMAND = re.compile("出示|提供|带[了来上着齐]|拿|递|掏|交给?[我上]|给我|看[看下一]|有没有|复印")
"""How something is asked for."""


def own_words(reader: Reader) -> Iterator[Problem]:
    """What is wrong with what topics of a case's own say."""
    yield from _apart(reader)
    meant = _meant(reader)
    for number, topic in enumerate(reader.script.topics):
        is_meant = topic.code in meant
        for place, text in _said(("topics", number), topic) if is_meant else ():
            if problem := _wrong(reader, place, topic, text):
                yield problem
                break


def _meant(reader: Reader) -> Collection[str]:
    """The topics that right ways say and rules want, or take for the right time to do something."""
    said = [step.form.get("topic") for _, step in reader.right_steps if step.do == SAY]
    rules = [rule for rule in reader.script.rules if rule.word != "never"]
    asked = [selector.where for rule in rules for _, selector in rule.selectors()]
    return {each for _, each in within([*said, *asked]) if isinstance(each, str)}


def _said(place: Place, topic: OwnTopic) -> Iterator[tuple[Place, str]]:
    yield (*place, "sentence"), topic.sentence
    yield from (((*place, "samples", n), text) for n, text in enumerate(topic.samples))


def _wrong(reader: Reader, place: Place, topic: OwnTopic, text: str) -> Problem | None:
    if what := said_amiss(text):
        return reader.at(place, what, "请改写这句话，或者删去这个话题")
    for sentence in sentences(text):
        named, kind = _PAPERS.search(sentence), recognised(sentence).paper
        demanded = topic.kind == "ask" or bool(re.search("出示|给我|让我看", sentence))
        if kind or (named and demanded and _DEMAND.search(sentence)):
            paper = named[0] if named else TOPICS[f"ask_{kind}"].label
            what = f"“{text}”是在要材料“{paper}”，本案话题不得要材料（{cited('LOC 11')}）"
            mend = "该要的写 { ask = … } 和 needed_papers；不该要的写 needless，请删去这个话题"
            return reader.at(place, what, mend)
    return None


def _apart(reader: Reader) -> Iterator[Problem]:
    """A topic of the case's own must be told apart from every other."""
    codes, labels = {*TOPICS}, {str(topic.label) for topic in TOPICS.values()}
    for number, topic in enumerate(reader.script.topics):
        place: Place = ("topics", number)
        for key in ("samples", "unheard"):
            for nth, text in enumerate(getattr(topic, key)):
                yield from reader.read((*place, key, nth), text)
        if topic.code in codes:
            yield reader.at((*place, "code"), f"已经有话题“{topic.code}”", "请换一个代码")
        if topic.label in labels:
            yield reader.at((*place, "label"), f"已经有按钮“{topic.label}”", "请换一个名称")
        codes.add(topic.code)
        labels.add(topic.label)
        yield from _keywords(reader, place, topic)


def _keywords(reader: Reader, place: Place, topic: OwnTopic) -> Iterator[Problem]:
    """Words a topic is known by, which no other knows and nobody says of anything else."""
    known: list[Topic | OwnTopic] = [*TOPICS.values(), *reader.script.topics]
    others = [each for each in known if each.code != topic.code]
    taken = {keyword: each.code for each in others for keyword in each.keywords}
    for nth, keyword in enumerate(topic.keywords):
        if keyword in taken:
            what = f"“{keyword}”已是话题 {taken[keyword]} 的词"
            yield reader.at((*place, "keywords", nth), what, "请换别的词")
        if _DOTS.search(keyword):
            what = f"“{keyword}”里的省略号应写 …"
            yield reader.at((*place, "keywords", nth), what, f"写成“{_DOTS.sub('…', keyword)}”")
        parts = parts_of(keyword)
        if not all(parts) or len("".join(parts)) < SHORTEST:
            what = f"“{keyword}”太短，别的话里也有"
            yield reader.at((*place, "keywords", nth), what, "请至少写两个看得见的字")
        elif said := _said_of_else(reader, keyword, topic):
            what = f"“{keyword}”在别的话里也有：“{said}”，没有说这个话题的也得分"
            yield reader.at((*place, "keywords", nth), what, "请写长一些，或者换别的词")


def _said_of_else(reader: Reader, keyword: str, topic: OwnTopic) -> str:
    """A sentence with a keyword that is for another topic, or of another step of the way."""
    known: list[Topic | OwnTopic] = [*TOPICS.values(), *reader.script.topics]
    others = [each.sentence for each in known if each.code != topic.code]
    forms = [step.form for step in reader.script.walkthrough if step.do == SAY]
    is_chosen = topic.code in [form.get("topic") for form in forms]
    others += [str(form.get("text", "")) for form in forms if is_chosen]
    return next((each for each in others if worded(keyword, each)), "")
