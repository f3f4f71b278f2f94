"""Sentences that a script says must be heard as a topic, and what the recogniser hears instead."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from mock_systems.hall.own_topics import topics_in
from mock_systems.hall.talk import LONGEST_SAID, Say
from mock_systems.hall.topics import TOPICS, Own, recognised, sentences, worded
from mock_systems.records import OwnTopic
from scenarios.casting.cast import Cast
from scenarios.reading.marks import Rule
from scenarios.reading.problems import Place
from scenarios.reading.script import CaseScript

_CLAUSE = re.compile("[^，。；！？,;!?]+")
SAY, TOPIC = Say.declared.name, "topic"
REWRITE = "大厅的话题听不出这个说法，请改写这句话，或者删去"
"""The way out where the words a topic is known by are not the author's."""
LACKING = "请在 keywords 里补上这句话里的词，或者改写这句话"
"""The way out where they are."""
DENIED = "这句话说的是没有、不能，不算说了这个话题，请改写这句话，或者移到 unheard 里"
"""The way out where a sentence has the words and denies them."""
NEEDLESS = ("不需要", "用不着", "不用", "不要", "不必", "无需", "无须", "不须")
"""How people say that something need not be."""
LONGER = "请把 keywords 写长一些，或者换别的词"
"""The way out where the words are in what is said of something else."""


@dataclass(frozen=True, slots=True)
class Misheard:
    """A sentence that is not heard as the topic it is for: where the script says it, and what it
    is heard as."""

    place: Place
    text: str
    topic: str
    heard: tuple[str, ...]
    mend: str

    def __str__(self) -> str:
        return f"“{self.text}”没有听成 {self.topic}，听成了 {'、'.join(self.heard)}"


@dataclass(frozen=True, slots=True)
class Overheard(Misheard):
    """A sentence that is heard as the topic that it must not be."""

    mend: str = LONGER

    def __str__(self) -> str:
        return f"“{self.text}”不应听成 {self.topic}"


@dataclass(frozen=True, slots=True)
class TooLong(Misheard):
    """A sentence that, with what its names stand for, nobody can type."""

    mend: str = "请写短些"

    def __str__(self) -> str:
        return f"“{self.text[:40]}…”写出来超过 {LONGEST_SAID} 字，没有人说得出来"


@dataclass(frozen=True, slots=True)
class OtherwiseSaid(Misheard):
    """A clause in which only one way of saying that something need not be is heard; `heard` are others."""

    word: str = ""

    def __str__(self) -> str:
        others = "、".join(f"“{each}”" for each in self.heard)
        return f"“{self.text}”里的“{self.word}”换成{others}，就听不成 {self.topic}"


def misheard(script: CaseScript, story: Cast) -> Iterator[Misheard]:
    """The sentences of a variant that a clerk could type in vain."""
    own = topics_in(cast(list[OwnTopic], story.of_table(OwnTopic.table)))
    for number, topic in enumerate(script.topics):
        for nth, keyword in enumerate(topic.keywords if topic.kind == "tell" else ()):
            if word := next((each for each in NEEDLESS if each in keyword), ""):
                said = story.names.fill([topic.sentence, *topic.samples])
                clauses = [e for text in said for e in _CLAUSE.findall(text) if worded(keyword, e)]
                place: Place = ("topics", number, "keywords", nth)
                yield from _otherwise(place, keyword, word, clauses, topic.code, own)
    for place, said, meant in _samples(script):
        text, topic = story.names.fill([said, meant])
        if len(text) > LONGEST_SAID:
            yield TooLong(place, text, topic, ())
        elif topic not in (heard := _heard(text, own)):
            yield Misheard(place, text, topic, heard, _mend(text, topic, own))
    for number, each in enumerate(script.topics):
        for nth, said in enumerate(each.unheard):
            text, code = story.names.fill([said, each.code])
            place = ("topics", number, "unheard", nth)
            if len(text) > LONGEST_SAID:
                yield TooLong(place, text, code, ())
            elif code in (heard := _heard(text, own)):
                yield Overheard(place, text, code, heard)


def _otherwise(
    place: Place, keyword: str, word: str, clauses: Iterable[str], topic: str, own: Own
) -> Iterator[OtherwiseSaid]:
    """The first clause with a keyword that is not heard where it says otherwise that something need not be."""
    for clause in clauses:
        others = (each for each in NEEDLESS if topic not in _heard(clause.replace(word, each), own))
        if topic in _heard(clause, own) and (lost := tuple(others)):
            mend = "、".join(f'"{keyword.replace(word, each)}"' for each in lost)
            yield OtherwiseSaid(place, clause, topic, lost, f"请在 keywords 里补上 {mend}", word)
            return


def _mend(text: str, topic: str, own: Own) -> str:
    """How a sentence comes to be heard as what it is for."""
    if topic in TOPICS:
        return REWRITE
    if topic in _heard(text, tuple(replace(each, deniable=False) for each in own)):
        return DENIED
    return LACKING


def spoken_of(rule: Rule) -> str:
    """The topic that a rule is about, as its selector names it; empty where there is none."""
    said = (each.where.get(TOPIC) for _, each in rule.selectors() if each.do == SAY)
    return next((topic for topic in said if isinstance(topic, str)), "")


def _samples(script: CaseScript) -> Iterator[tuple[Place, str, str]]:
    for number, topic in enumerate(script.topics):
        yield ("topics", number, "sentence"), topic.sentence, topic.code
        for nth, text in enumerate(topic.samples):
            yield ("topics", number, "samples", nth), text, topic.code
    for number, rule in enumerate(script.rules):
        for nth, text in enumerate(rule.samples):
            yield ("rules", number, "samples", nth), text, spoken_of(rule)


def _heard(text: str, own: Own) -> tuple[str, ...]:
    """The topics of a typed turn, sentence by sentence."""
    return tuple(recognised(each, own).code for each in sentences(text, own))
