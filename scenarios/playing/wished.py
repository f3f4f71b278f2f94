"""Values that a way types against what the visitor said: a sum, a last month, a day, a number, an address.

The hall has a topic that asks for each. Where the answer names such values, what is typed is one of
them, or stands on a good paper. A base and months are the visitor's alone to choose; who is told
something may choose anew.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

from mock_systems.fields import FormField
from mock_systems.hall.topics import TOPICS
from mock_systems.operation import OPERATIONS
from mock_systems.policy import contribution
from mock_systems.records import OwnTopic, Person, Remark, Reply, Utterance
from scenarios.playing.answers import (
    DAY,
    HIGHEST,
    HOUSE,
    LOWEST,
    MOBILE,
    SUM,
    months_paid_to,
    named,
)
from scenarios.playing.coded import MEND, good_papers
from scenarios.playing.needed import is_deed
from scenarios.playing.rehearse import Played, Rehearsal
from scenarios.playing.spoken import heard, spoken
from scenarios.playing.untold import Untold

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_BASE, _WAGE, _MONTHS, _NEED = "AAE180", "AAC040", "months", "ask_need"


class _Asked(NamedTuple):
    """What a topic asks for: how an answer names such values, how they are named unasked, and
    whether they are the visitor's alone to choose."""

    topic: str
    named: str
    unasked: str = "(?!)"
    is_choice: bool = False


_ASKED: Mapping[str, _Asked] = {
    _BASE: _Asked("ask_base", SUM, f"(?:(?<=按)|(?<=按照))(?:{SUM})", is_choice=True),
    _MONTHS: _Asked("ask_months", "", is_choice=True),
    _WAGE: _Asked("ask_wage", SUM),
    "AAC067": _Asked("ask_phone", MOBILE, f"(?:(?<=换成)|(?<=改成)){MOBILE}"),
    "AAE006": _Asked("ask_address", HOUSE),
    "AAE030": _Asked("ask_started", DAY),
    "id_until": _Asked("ask_id_renewed", f"{DAY}|长期"),
}
"""By the national code of a field, the column it changes, or its name."""


def unheeded(way: Rehearsal) -> Iterator[Untold]:
    """What a way leaves typed and is not what the visitor said, but for what is policy."""
    said = _Wishes(way)
    last = dict[Hashable, tuple[int, FormField, Any]]()
    for number, played in enumerate(way.played):
        for field, value in _typed(played):
            of_whom = played.event and played.event["data"].get(Person.table)
            key = played.step.do, field.name, of_whom
            before = [last[key][2]] if key in last else []
            last[key] = number, field, max([*before, *value]) if field.kind.several else value
    for number, field, value in last.values():
        step = way.played[number].step
        if not step.policy and (text := said.against(field, value)):
            why = f"群众说的是“{text}”"
            yield Untold(number, step.called, field, _shown(field, value), MEND, why)


def _shown(field: FormField, value: Any) -> str:
    return field.kind.shown([value] if field.kind.several else value)


def _typed(played: Played) -> Iterator[tuple[FormField, Any]]:
    """What a deed types of what topics ask for; a base beside a wage follows from that."""
    if not (played.event and played.accepted and is_deed(played.step.do)):
        return
    form = OPERATIONS[played.step.do].form()
    has_wage = any(field.code == _WAGE for field in form)
    for field in form:
        value = played.event["data"].get(field.name)
        if value and _key(field) in _ASKED and not (has_wage and field.code == _BASE):
            yield field, value


def _key(field: FormField) -> str:
    return field.code or field.changes or field.name


class _Wishes:
    """What the visitor says in a story, and what its good papers tell."""

    def __init__(self, way: Rehearsal) -> None:
        self._world, self._script = way.moments[-1].world, way.stage.script
        self._names, self._today = way.stage.cast.names, way.stage.script.business_date

    def against(self, field: FormField, value: Any) -> str:
        """What was said of such a value and tells another; empty where nothing does."""
        asked = _ASKED[_key(field)]
        answers = [(text, True) for text in self._answers(asked.topic)]
        told = [each for each in answers if self._values(asked, *each)][-1:]
        told += [(text, False) for text in self._unasked(asked)]
        for text, is_asked in told:
            values = self._values(asked, text, is_asked)
            if values and not self._is_in(values, field, value):
                is_told = self._is_told_else(asked, field, value)
                return "" if is_told else self._sentence(asked, text, is_asked)
        return ""

    def _sentence(self, asked: _Asked, text: str, is_asked: bool) -> str:
        """The last sentence of a text that names such values."""
        sentences = reversed(_SENTENCE.findall(text))
        return next((each for each in sentences if self._values(asked, each, is_asked)), text)

    def _answers(self, topic: str) -> Sequence[str]:
        """The answers of the story on a topic, else the common one where it was given."""
        replies = [each.text for each in self._world.find(Reply, topic=topic)]
        return replies or [
            each.text for each in self._world.find(Utterance, topic=topic, speaker="citizen")
        ]

    def _unasked(self, asked: _Asked) -> Sequence[str]:
        """What the visitor comes for, in their own words and, of months, in those of the story, which
        tells sums of others, too."""
        needs = [each.text for each in self._world.find(Reply, topic=_NEED)]
        story = [self._script.story] if asked == _ASKED[_MONTHS] else []
        return [*self._names.fill([self._script.conversation.opening, *story]), *needs]

    def _values(self, asked: _Asked, text: str, is_asked: bool) -> Set[str]:
        if asked == _ASKED[_MONTHS]:
            return months_paid_to(text, self._today, is_asked=is_asked)
        return named(asked.named if is_asked else asked.unasked, text)

    def _is_in(self, said: Set[str], field: FormField, value: Any) -> bool:
        """Whether a value is one of those said, or what the bounds of the day leave of one."""
        if field.kind.several:
            return value in said
        if field.code == "AAE006":
            return any(house in heard(value) for house in said)
        way = spoken(field.kind, value, self._today)
        return any(map(way.search, said)) or (field.code == _BASE and self._is_bound(said, value))

    def _is_bound(self, said: Set[str], base: int) -> bool:
        bounds = contribution.bounds(on=self._today)
        sums = [int(float(each) * 100) for each in said if each[0].isdigit()]
        if base == bounds.fen("floor"):
            return LOWEST in said or any(each < base for each in sums)
        return base == bounds.fen("ceiling") and (HIGHEST in said or any(e > base for e in sums))

    def _is_told_else(self, asked: _Asked, field: FormField, value: Any) -> bool:
        """Whether a good paper tells a value, or the visitor names it in turn, when told something
        or unasked."""
        turns = [each.text for each in self._world.find(Remark)]
        turns += [e.text for e in self._world.find(Reply) if _is_told(e.topic)]
        turns += [each.answer for each in self._world.find(OwnTopic) if each.kind == "tell"]
        if any(self._is_in(self._values(asked, e, True), field, value) for e in turns):
            return True
        papers = () if asked.is_choice else good_papers(self._script)
        way = spoken(field.kind, value, self._today)
        return any(way.search(heard(str(self._names.fill(each.content)))) for each in papers)


def _is_told(topic: str) -> bool:
    return topic not in TOPICS or TOPICS[topic].kind == "tell"
