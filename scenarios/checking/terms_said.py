"""Reading the days, fees and weekdays that a script tells in words.

A term stands in an article the case rests on, in a rule of the hall, or is what every clerk says, of the same
matter: in a sentence that shares a word. Another is somebody's memory of something else.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import pairwise

from mock_systems.bases import LAWS, BadBasis, cited, number_of
from mock_systems.hall.topics import TOPICS
from scenarios.casting.places import scored
from scenarios.checking.reader import CLAUSE, Reader
from scenarios.reading.problems import Problem

_TERM = re.compile(
    r"(\d+|[零一二两三四五六七八九十百]+)个?(工作日|日|天|月|年|小时)(?:之内|以内|内)"
)
_FEE = re.compile("(?<![不免])收费|工本费|手续费|服务费|押金|保证金")
_FREE = re.compile("不|免|无|没有|退")
_DENIED = re.compile("不(?:能|是|必|一定)[^，]*$")
_TODAY = re.compile("今天(?:就|才|又)?是?(?:星期|礼拜|周)([一二三四五六日天末])")
_WEEKDAYS = "一二三四五六日"
_ANYBODY_S = ("local_rules", "conversation")
"""Where a case says its own rules (`scenarios.checking.posted`), and what visitors say, who know no law."""
_SENTENCE = re.compile("[^。；！？\n]+")
_WORDLESS = "日天内之起自在以可"
"""Characters that are in every term."""
Term = tuple[int, str]
Known = Mapping[Term, set[str]]
"""The pairs of characters that stand in one sentence with a term."""


def terms_said(reader: Reader) -> Iterator[Problem]:
    """What is wrong with terms, fees and weekdays in texts."""
    weekday = _WEEKDAYS[reader.script.business_date.weekday()]
    known = [_of_the_hall(), _known(_articles(reader))]
    for place, text in reader.texts:
        if (day := _TODAY.search(text)) and day[1].replace("天", "日") != weekday:
            what = f"“{day[0]}”，业务日期 {reader.script.business_date} 是星期{weekday}"
            yield reader.at(place, what, "请改正")
        if place[0] in _ANYBODY_S:
            continue
        for term, words, said in _terms(text):
            if not any(words & each.get(term, set()) for each in known):
                what = f"“{said}”不在本案引用的条文里，也不在服务规范和通用话题里"
                yield reader.at(place, what, "请照条文写，或者引用写有这个期限的一条")
        if fee := fee_said(text):
            yield reader.at(place, f"“{fee}”：窗口办事不收费", "请删去")


def fee_said(text: str) -> str:
    """The clause of a text that asks for a fee; empty where none does."""
    clauses = CLAUSE.findall(text) if _FEE.search(text) else ()
    return next((each for each in clauses if _FEE.search(each) and not _FREE.search(each)), "")


def _terms(text: str) -> Iterator[tuple[Term, set[str], str]]:
    """The terms in a text, the words in the sentence of each, and how it says them."""
    for sentence in _SENTENCE.findall(text) if "内" in text else ():
        for found in _TERM.finditer(sentence):
            if _DENIED.search(sentence[: found.start()]):
                continue
            number, unit = found[1].replace("两", "二"), found[2].replace("天", "日")
            rest = sentence.replace(found[0], " ")
            words = {one + other for one, other in pairwise(rest) if _is_word(one + other)}
            yield (number_of(number), unit), words, found[0]


def _is_word(pair: str) -> bool:
    return pair.isalpha() and not any(each in pair for each in _WORDLESS)


def _known(texts: Iterable[str]) -> Known:
    known: defaultdict[Term, set[str]] = defaultdict(set)
    for text in texts:
        for term, words, _ in _terms(text):
            known[term] |= words
    return known


@cache
def _of_the_hall() -> Known:
    """The terms of the hall's own rules, and of what every clerk says."""
    return _known([*LAWS["LOC"].articles.values(), *(each.sentence for each in TOPICS.values())])


def _articles(reader: Reader) -> Iterator[str]:
    """The articles that the marks of a case rest on, as far as their wording is kept."""
    for _, each in scored(reader.script):
        with suppress(BadBasis):  # which is told of the mark
            for cite in cited(each.basis).cites:
                yield from (cite.law.articles.get(number, "") for number in cite.numbers)
