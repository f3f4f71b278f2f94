"""Reading what the visitor says for what gives a trap away: what is to be found of a paper before it is
found, why the application cannot be granted before anybody asks, what the clerk is paid for explaining.

Said unasked, in answer to what everybody asks, or in handing the paper over. To the question that is
about it the visitor may answer.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from mock_systems.hall.applications import Refuse
from mock_systems.hall.papers import VerifyPaper
from mock_systems.hall.topics import TOPICS, Own, Topic, recognised, sentences
from mock_systems.operation import OPERATIONS
from mock_systems.papers import FORMS
from mock_systems.reasons import REFUSAL_REASON
from mock_systems.records.hall import PAPER_FINDING
from scenarios.casting.names import is_open, name_of, named_in
from scenarios.checking.findings import CODES
from scenarios.checking.reader import Reader
from scenarios.playing.needed import SAY
from scenarios.reading.problems import Place, Problem
from scenarios.reading.story import Sheet
from scenarios.reading.ways import Step

_OF_ALL = ("ask_need", "ask_more", "ask_for_whom")
"""What everybody asks, whatever the matter is."""
_CHECKS = {name for name, each in OPERATIONS.items() if each.declared.part == "check"}
"""What asks other departments."""
_PAGES = {name for name, each in OPERATIONS.items() if each.declared.part == "page"}
_CLERKLY = re.compile("为准|规定|不能|不得|另行|只能")
"""How a clerk speaks who explains."""
_ASKING = re.compile("[?？吗呢]|是不是|要不要|能不能|怎么|什么|哪")
"""How somebody speaks who asks about it."""
Words = Sequence[tuple[Place, str, str]]
"""What the visitor says: where, to which topic (none: unasked), and the words."""


def spoilt(reader: Reader) -> Iterator[Problem]:
    """What the visitor gives away."""
    words = [*_words(reader)]
    for paper in (each for each in reader.script.papers if each.kind in FORMS):
        yield from _found(reader, paper, words)
    yield from _refused(reader, words)
    yield from _explained(reader, words)
    yield from _looked_up(reader, words)


def _words(reader: Reader) -> Iterator[tuple[Place, str, str]]:
    talk = reader.script.conversation
    yield ("conversation", "opening"), "", _read(reader, talk.opening)
    for number, each in enumerate(talk.replies):
        yield ("conversation", "replies", number, "text"), each.topic, _read(reader, each.text)


def _read(reader: Reader, text: str) -> str:
    """A text with whatever rows it names may say, one reading a line."""
    readings = [text]
    for name in named_in(text) if "$" in text else ():
        drawn, _, column = name.partition(".")
        rows = reader.script.vary[drawn].rows if drawn in reader.script.vary else []
        said = (each for each in (row.get(column) for row in rows) if isinstance(each, str))
        readings += [text.replace(f"${name}", each) for each in said]
    return "\n".join(readings)


def _unasked(reader: Reader, words: Words, before: int) -> Iterator[tuple[Place, str]]:
    """What is said before so many seconds without a question that is about it."""
    yield from ((place, text) for place, topic, text in words if topic in ("", *_OF_ALL))
    for number, each in enumerate(reader.script.remarks):
        if each.at < before:
            yield ("remarks", number, "text"), _read(reader, each.text)


def _found(reader: Reader, paper: Sheet, words: Words) -> Iterator[Problem]:
    """What is to be found of a paper, said before the right way finds it."""
    right = reader.filled((), paper.found)[0] or ()
    telling = [each for each in right if isinstance(each, str) and each in PAPER_FINDING.said]
    names = "|".join(each for each in FORMS[paper.kind]["spoken"] if "…" not in each)
    said = [*_unasked(reader, words, _found_at(reader, paper.name))] if telling else []
    handing = [
        (place, text)
        for (place, _, text), each in zip(
            words[1:], reader.script.conversation.replies, strict=True
        )
        if paper.name and paper.name in each.hands_over
    ]
    for finding in telling:
        alone = re.compile("|".join(PAPER_FINDING.said[finding]))
        giving = re.compile(f"(?:{names})[^。！？\n]*(?:{alone.pattern})")
        heard = [(place, giving.search(text)) for place, text in said]
        heard += [(place, alone.search(text)) for place, text in handing]
        for place, found in heard:
            if found:
                what = f"这里说出了“{found[0]}”，它要由选手核出来（{paper.name} 应核出 {finding}）"
                yield reader.at(place, what, "请删去，或者放到核过以后再说")


def _found_at(reader: Reader, paper: str) -> int:
    """When the right way has made its finding of a paper."""
    seconds = 0
    for step in reader.script.walkthrough:
        seconds += step.after
        if step.do in CODES and name_of(step.form.get("paper")) == paper:
            return seconds
    return seconds


def _refused(reader: Reader, words: Words) -> Iterator[Problem]:
    """Why the right way refuses, said unasked where it asks or looks for that first."""
    seconds, is_asked = 0, False
    for step in reader.script.walkthrough:
        seconds += step.after
        is_asked = is_asked or _asks(step)
        reason = str(step.form.get("reason")) if step.do == Refuse.declared.name else ""
        giving = "|".join(REFUSAL_REASON.said.get(reason, ())) if is_asked else ""
        for place, text in _unasked(reader, words, seconds) if giving else ():
            if found := re.search(giving, text):
                what = f"这里说出了“{found[0]}”，这正是不予受理的原因，要由选手问出、核出来"
                yield reader.at(place, what, "请删去，或者放到选手问到的那句回答里")


def _asks(step: Step) -> bool:
    """Whether a step asks or looks for something that is not asked of everybody."""
    topic = TOPICS.get(str(step.form.get("topic"))) if step.do == SAY else None
    if topic:
        return topic.kind == "ask" and topic.code not in _OF_ALL
    return step.do in (VerifyPaper.declared.name, *_CHECKS)


def _explained(reader: Reader, words: Words) -> Iterator[Problem]:
    """What the right way is to explain, said by the visitor to a question about something else."""
    wanted, own = explained(reader), own_told(reader)
    for place, topic, text in words:
        is_asked = topic not in TOPICS or TOPICS[topic].kind == "ask"
        for said in sentences(text, own) if is_asked else ():
            heard = recognised(said, own)
            tells = not _ASKING.search(said) if heard in own else _CLERKLY.search(said)
            if tells and heard.kind == "tell" and heard.code in wanted:
                what = f"这里群众自己说了“{said}”，它要由选手说明（{heard.label}）"
                yield reader.at(place, what, "请删去，或者放到选手说明以后的回答里")


def _looked_up(reader: Reader, words: Words) -> Iterator[Problem]:
    """Since when and for how many months somebody pays, said by the visitor where opening the page that
    shows it is paid for."""
    is_paid = any(
        each.do in _PAGES
        for rule in reader.script.rules
        if rule.points
        for _, each in rule.selectors()
    )
    typed = [step.form.get("months") for _, step in reader.right_steps] if is_paid else []
    lists = {name_of(each) for each in typed if isinstance(each, str)}
    secret = [f"{name}." for name in lists]
    for name in lists & reader.script.compute.keys():
        first = str((reader.script.compute[name].model_extra or {}).get("first", ""))
        secret += [f"{first.strip('${}')}."] if is_open(first) else []
    for place, topic, text in words if secret else ():
        is_asked = topic not in TOPICS or TOPICS[topic].kind == "ask"
        named = (each for each in named_in(text) if f"{each}.".startswith(tuple(secret)))
        if is_asked and (name := next(named, "")):
            what = f"这里群众说出了“${name}”，它要由选手打开页面查出来"
            yield reader.at(place, what, "请删去，群众可以说记不清")


def explained(reader: Reader) -> Collection[str]:
    """The topics that somebody is paid for saying, or has to say."""
    return {
        str(rule.a.where.get("topic"))
        for rule in reader.script.rules
        if (rule.points or rule.word == "happens") and rule.a and rule.a.do == SAY
    }


def own_told(reader: Reader) -> Own:
    """The topics of the case's own, as they are heard in what the visitor says."""
    return tuple(
        Topic(each.code, each.kind, each.label, each.reply, each.sentence, tuple(each.keywords))
        for each in reader.script.topics
    )
