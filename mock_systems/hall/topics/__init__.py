"""What a clerk can say: topics, their standard sentences, and recognising a topic in typed text.

One list for all cases, in files by group, with a place in the `order` of all and the English of
what is shown; `patterns.toml` holds for every topic. Recognising is deterministic and finds exactly one topic:
a barred phrase first, then by rank, then the topic with the longest keyword in the text, the
earlier in the list where two are equally long, unless to the `ear` it does not sound like that; then
what sounds most like one of the hall's topics; else `other`. Topics of a case's own (`own`) are
equals of these, behind them in the list, and have only their keywords.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, takewhile
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

from mock_systems.codes import CodeList
from mock_systems.hall.topics import ear, spoken
from mock_systems.hall.topics.spoken import PATTERNS
from mock_systems.papers import FORMS, PAPER_KIND
from mock_systems.sentence import Sentence

BETWEEN = "…"
"""Inside a keyword: a few words at most, within one sentence."""
RANKS = ("matter", "amiss", "courtesy")
"""What is heard first. What a clerk should not have said is heard only where nothing about the
matter is, and a courtesy, which goes with everything, where nothing else is."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to say. `sentence` is the standard sentence: a topic without one cannot be chosen,
    only recognised; `keywords` recognise typed text (… stands for any words in between). `reply`
    is what a visitor answers who has no answer of their own, `mood` how he then feels. `paper` is
    the kind of paper it asks for, `quick` its place among those with a button of their own, if it
    has one; `rank` says what is heard first (`RANKS`); `unless` is a pattern of clauses in which the
    keywords are not meant: what is taken back or only thought of is not said. Where it is denied,
    it is not heard, if it is `deniable`."""

    code: str
    kind: str
    label: str
    reply: str = ""
    sentence: str = ""
    keywords: Sequence[str] = ()
    mood: str = ""
    paper: str = ""
    rank: str = "matter"
    unless: str = ""
    deniable: bool = False
    quick: int = 0


Own = tuple[Topic, ...]
"""Topics of a case's own."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """Words that tell a topic, in parts that stand near each other, in this order."""

    parts: Sequence[str]
    topic: Topic

    def meant_by(self, clauses: tuple[str, ...], text: str) -> bool:
        """Whether the clauses of a sentence, `text` as it was typed, have it and do not take it
        back."""
        if not self.deniable:
            return self._stands_in(_heard(self.topic, clauses))
        undenied = spoken.undenied(text, tuple(self.parts))
        return self._stands_in(undenied) and not any(
            self._turned(part, undenied) for part in self.parts
        )

    @property
    def deniable(self) -> bool:
        """Whether to deny it is not to tell it: denying is not what it tells itself."""
        return self.topic.deniable and not spoken.denies(BETWEEN.join(self.parts))

    def _turned(self, part: str, text: str) -> bool:
        return spoken.turned(part, text) and not spoken.turned(part, "".join(self.parts))

    def _stands_in(self, text: str) -> bool:
        return all(part in text for part in self.parts) and spoken.near(self.parts, text)


def _topics(grouped: Iterable[Mapping[str, Any]], tables: Mapping[str, Any]) -> dict[str, Topic]:
    named = [_bidden(_topic(**table), tables["not_now"]) for table in grouped]
    asked = [_asking(kind, form, tables) for kind, form in FORMS.items()]
    return {topic.code: topic for topic in (*named, *asked)}


def _bidden(topic: Topic, not_now: str) -> Topic:
    """A topic that asks or bids, not meant where that is not to be done now; who bids to wait says just that."""
    if topic.kind not in ("ask", "part") or topic.code == "ask_wait":
        return topic
    return replace(topic, unless="|".join(filter(None, (topic.unless, not_now))))


def _grouped() -> Iterator[Mapping[str, Any]]:
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8")).get("topic", ())


def _topic(*, order: int, english: object = None, **said: Any) -> Topic:
    return Topic(**said)


def _asking(kind: str, form: Mapping[str, Any], tables: Mapping[str, Any]) -> Topic:
    label, said = PAPER_KIND.label(kind), [(p, n) for n in form["spoken"] for p in tables["asking"]]
    keywords = tuple(dict.fromkeys(pattern.format(name) for pattern, name in said))
    return Topic(
        code=f"ask_{kind}",
        kind="ask",
        label=Sentence("请出示{label}", label=label),
        sentence=Sentence("请出示{label}。", label=label),
        keywords=keywords,
        paper=kind,
        unless=tables["not_asked"],
        quick=form.get("quick", 0),
    )


_GROUPED = sorted(_grouped(), key=itemgetter("order"))
TOPICS: Mapping[str, Topic] = _topics(_GROUPED, PATTERNS)
QUICK = sorted((topic for topic in TOPICS.values() if topic.quick), key=attrgetter("quick"))
"""The topics with a button of their own, in its order."""
GROUPS: Mapping[str, str] = {
    "greet": Sentence("迎送"),
    "ask": Sentence("询问与请出示"),
    "tell": Sentence("说明与告知"),
    "soothe": Sentence("安抚"),
    "part": Sentence("迎送"),
}
"""Under which words topics of a kind are offered; topics of other kinds are only recognised."""
ENGLISH: Mapping[str, str] = {
    table[key]: words for table in _GROUPED for key, words in table.get("english", {}).items()
}
"""The English of labels and sentences, which stands with them."""
OPENING = "opening"
"""As what the first thing a visitor says is noted: no topic, but the reason for coming."""
TOPIC = CodeList(
    "topic",
    {topic.code: topic.label for topic in TOPICS.values()},
    widened_by="own_topic",
    aside={OPENING: Sentence("来意")},
)


def topic_for_paper(kind: str) -> Topic:
    """The topic that asks for a kind of paper; there is one for every kind."""
    return TOPICS[f"ask_{kind}"]


def sentences(text: str, own: Own = ()) -> Sequence[str]:
    """The sentences of a typed text, each with the mark that ends it. Courtesies said in one
    breath with the matter, before or after it, are sentences of their own, without the comma
    that parted them."""
    whole = [said for part in _ENDED.split(text) if (said := part.strip())]
    return [part for sentence in whole for part in _breaths(sentence, own)]


@lru_cache(4096)
def recognised(text: str, own: Own = ()) -> Topic:
    """The topic of a typed sentence."""
    if _BARRED.search(spoken.plain(text)):
        return TOPICS["barred"]
    named = (topic for topic in _named(text, own) if _borne_out(topic, text))
    return next(chain(named, _sounding(text)), TOPICS["other"])


def left_out(text: str, own: Own = ()) -> Sequence[Topic]:
    """Topics that a sentence is about beside the one it is recognised as; never what had better not
    be said at all, nor papers where they are given back."""
    main = recognised(text, own)
    clauses = [text, *spoken.clauses(spoken.parted(text))]
    named = (topic for said in clauses if _borne_out(topic := by_keywords(said, own), text))
    listed = _papers_named(_heard(main, spoken.clauses(spoken.plain(text)))) if main.paper else ()
    faint = (topic for topic in listed if _sounds(topic, text, ear.FAINT))
    found = {topic.code: topic for topic in (*named, *faint, *_sounding(text))}
    apart = [main.code, "other", *(f"ask_{kind}" for kind in FORMS if main.code == "hand_back")]
    return [t for t in found.values() if t.code not in apart and t.rank != "amiss"]


@lru_cache(4096)
def by_keywords(text: str, own: Own = ()) -> Topic:
    """The topic that the keywords alone find in a sentence."""
    return next(_named(text, own), TOPICS["other"])


def _named(text: str, own: Own) -> Iterator[Topic]:
    """The topics whose keywords a sentence has, as they are heard."""
    plain = spoken.plain(text)
    clauses = spoken.clauses(plain)
    yield from (k.topic for k in _begun(plain, own) if k.meant_by(clauses, text))
    yield from _named_alone(plain)


def _borne_out(named: Topic, text: str) -> bool:
    """Whether a sentence sounds like what keywords named, as far as the ear knows it."""
    return named.code not in TOPICS or _sounds(named, text, _BACKED)


def _sounding(text: str) -> Iterator[Topic]:
    """The hall's topics that a sentence sounds like, by rank, then what sounds most."""
    found = ear.scores(text)
    heard = sorted(found, key=lambda code: (RANKS.index(TOPICS[code].rank), -found[code], code))
    return (TOPICS[code] for code in heard if _sounds(TOPICS[code], text, _least(TOPICS[code])))


def _least(topic: Topic) -> int:
    return _INSULT if topic.code == "barred" else _AMISS if topic.rank == "amiss" else ALONE


def _sounds(topic: Topic, text: str, least: int) -> bool:
    """Whether a sentence sounds enough like a topic, and so does what of it counts for that."""
    if ear.scores(text).get(topic.code, ear.FAINT) <= least:
        return False
    counting = _heard(topic, clauses := spoken.clauses(spoken.plain(text)))
    return counting == "".join(clauses) or ear.scores(counting).get(topic.code, ear.FAINT) > least


def _breaths(sentence: str, own: Own) -> Sequence[str]:
    """A sentence in up to three parts: courtesies, the matter, courtesies; whole where the matter
    would no longer be heard as what it is. What is so on terms stays with them."""
    clauses = spoken.conditions(_PAUSED.split(sentence))
    # Heard from both ends, to the matter and no farther than people are polite: a turn may have a hundred clauses.
    ends = clauses[:MOST_COURTESIES], clauses[: -MOST_COURTESIES - 1 : -1]
    kinds = ((recognised(each, own).rank for each in end) for end in ends)
    first, after = (len([*takewhile("courtesy".__eq__, each)]) for each in kinds)
    if not 0 < first + after < len(clauses):
        return [sentence]
    last = len(clauses) - after
    parts = ["".join(part) for part in (clauses[:first], clauses[first:last], clauses[last:])]
    if recognised(parts[1], own) != recognised(sentence, own):
        return [sentence]
    return [said for part in parts if (said := part.strip().rstrip("，,、；;"))]


def _heard(topic: Topic, clauses: tuple[str, ...]) -> str:
    """A sentence without the clauses in which a topic's keywords do not count."""
    return _counting(topic.kind == "tell", topic.unless, clauses)


@lru_cache(1024)
def _counting(tells: bool, unless: str, clauses: tuple[str, ...]) -> str:
    # Kept, as most topics leave out the same, and hundreds of keywords ask for it.
    if tells:
        heard = [spoken.stated(clause) for clause in clauses]
    else:
        heard = list(spoken.clauses(spoken.unasked("".join(clauses))))
    if unless:
        heard = [spoken.NOTHING if re.search(unless, clause) else clause for clause in heard]
    return "".join(heard)


def parts_of(keyword: str) -> Sequence[str]:
    """The parts of a keyword as they are looked for; what nobody can see is no part of it."""
    return [spoken.plain(part) for part in keyword.split(BETWEEN)]


def worded(keyword: str, text: str) -> bool:
    """Whether a text has the words of a keyword, whatever it says with them."""
    return Keyword(parts_of(keyword), TOPICS["other"])._stands_in(spoken.plain(text))


def _keywords(topics: Iterable[Topic]) -> Sequence[Keyword]:
    found = [Keyword(parts_of(keyword), topic) for topic in topics for keyword in topic.keywords]
    return sorted(found, key=lambda k: (RANKS.index(k.topic.rank), -len("".join(k.parts))))


def _begun(plain: str, own: Own) -> Iterator[Keyword]:
    """The keywords whose first part stands in a text, as they are heard. Of thousands, few begin as it does."""
    known, by_first = _all_keywords(own)
    places = sorted(place for first in set(plain) for place in by_first.get(first, ()))
    return (known[place] for place in places if known[place].parts[0] in plain)


@lru_cache
def _all_keywords(own: Own) -> tuple[Sequence[Keyword], Mapping[str, Sequence[int]]]:
    known = _keywords([*TOPICS.values(), *own])
    by_first: defaultdict[str, list[int]] = defaultdict(list)
    for place, keyword in enumerate(known):
        by_first[keyword.parts[0][0]].append(place)
    return known, by_first


def _papers_named(plain: str) -> Iterator[Topic]:
    """Who asks for one paper and names others asks for them, too; of two names in one place the
    longer is meant."""
    for match in _PAPER_NAME.finditer(plain):
        yield topic_for_paper(_PAPER_NAMES[match.lastindex or 0])


def _named_alone(plain: str) -> Iterator[Topic]:
    """Who says nothing but the names of papers asks for them."""
    if plain and not _PAPER_NAME.sub("", plain).strip(PATTERNS["beside"]):
        yield from _papers_named(plain)


_NAMED = sorted(
    ((name, kind) for kind, form in FORMS.items() for name in form["spoken"]),
    key=lambda named: -len(named[0]),
)
_PAPER_NAMES = {place: kind for place, (_, kind) in enumerate(_NAMED, 1)}
_PAPER_NAME = re.compile(
    "|".join(f"({'[^,。.!?]{0,8}?'.join(map(re.escape, parts_of(name)))})" for name, _ in _NAMED)
)
MOST_COURTESIES = 6  # Clauses at each end of a sentence that are heard for them.
_PAUSED = re.compile("(?<=[，,；;])")
_ENDED = re.compile("(?<=[。！？!?\n])(?![。！？!?”’」』）)])|(?<=[。！？!?][”’」』）)])")
ALONE, _BACKED, _AMISS, _INSULT = 500, 0, 700, 1200
"""How much a sentence must sound like a topic: alone, with keywords, against who said it, barred."""
_BARRED = re.compile("|".join(PATTERNS["barred"]))
_all_keywords(())
