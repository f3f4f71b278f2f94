"""What a visitor says twice: told before it is asked for, or told otherwise unasked.

Who heard a value in the opening need not ask for it, and who hears another later cannot know which
is meant. What stands on papers and pages is no word of the visitor's: to ask for that is to make sure.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from mock_systems.fields import FormField
from mock_systems.hall.talk import Say
from mock_systems.hall.topics import TOPICS
from mock_systems.kinds import KINDS, MOBILE, Kind
from scenarios.playing.rehearse import Played, Rehearsal
from scenarios.playing.spoken import heard, spoken
from scenarios.playing.untold import is_heard, typed
from scenarios.reading.marks import Rule
from scenarios.reading.points import points_text
from scenarios.reading.problems import Place

SAY = Say.declared.name
Values = list[tuple[FormField, Any]]
"""Values that are typed, each with its field."""
_AMOUNT = re.compile(r"(?<![\d.])(\d{2,8}(?:\.\d\d?)?)(?:元|块)")
_DAY = re.compile(r"(?:(?<!\d)(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})[日号]")
_MOBILE = re.compile(r"(?<!\d)(1\d{10})(?!\d)")


@dataclass(frozen=True, slots=True)
class Retold:
    """Where a visitor says a value, and what is wrong with it there."""

    place: Place
    what: str
    mend: str


def retold(main: Rehearsal) -> Iterator[Retold]:
    """What the visitor of a rehearsed right way says too early, or contradicts."""
    values = _typed(main)
    yield from _too_early(main, values)
    yield from _contradicted(main, values)


def _too_early(main: Rehearsal, values: Values) -> Iterator[Retold]:
    """Questions that are paid for and ask what the visitor has said by then."""
    for played in main.played:
        topic = str(played.step.form.get("topic", ""))
        rule = next((r for r in main.stage.script.rules if _pays_for(r, topic)), None)
        if played.step.do != SAY or rule is None or played.event is None:
            continue
        answer = _said(played)
        answered = [each for each in values if _tells(main, answer, each[0].kind, each[1])]
        for place, text in _before(main, played.event["at_ms"] // 1000):
            if answered and all(_tells(main, text, field.kind, value) for field, value in answered):
                field, value = answered[0]
                what = f"这里已经说了{field.label}“{field.kind.shown(value)}”，不再问的要失 {rule.id} 的 {points_text(rule.points)} 分"
                mend = "请让群众问到才说，或者不给问这一句的分"
                yield Retold(place, what, mend)


def _pays_for(rule: Rule, topic: str) -> bool:
    """Whether a rule pays for a question, however it is worded."""
    kind = TOPICS[topic].kind if topic in TOPICS else ""
    said = rule.a.where.get("topic") if rule.a and rule.a.do == SAY else None
    return kind == "ask" and rule.points > 0 and rule.word == "happens" and said == topic


def _before(main: Rehearsal, seconds: int) -> Iterator[tuple[Place, str]]:
    """What the visitor says unasked by then, and where the script says it."""
    script, fill = main.stage.script, main.stage.cast.names.fill
    yield ("conversation", "opening"), heard(fill(script.conversation.opening))
    for nth, remark in enumerate(script.remarks):
        if remark.at <= seconds:
            yield ("remarks", nth, "text"), heard(fill(remark.text))


def _contradicted(main: Rehearsal, values: Values) -> Iterator[Retold]:
    """Amounts, mobile numbers and days said unasked that are others than the visitor told and the
    right way types."""
    script, fill = main.stage.script, main.stage.cast.names.fill
    words = "\n".join(
        [
            heard(fill(script.conversation.opening)),
            *(heard(fill(each.text)) for each in script.conversation.replies),
        ]
    )
    for nth, remark in enumerate(script.remarks):
        text = heard(fill(remark.text))
        for kind, said in _values(text, script.business_date):
            same = [(f, v) for f, v in values if f.kind.name == kind.name]
            known = any(_tells(main, words, f.kind, v) for f, v in same)
            if known and not any(v == said or _tells(main, text, f.kind, v) for f, v in same):
                field, value = next((f, v) for f, v in same if _tells(main, words, f.kind, v))
                what = f"这里说的是“{kind.shown(said)}”，标准做法填的{field.label}是群众说过的“{field.kind.shown(value)}”，听谁的都有理"
                yield Retold(("remarks", nth, "text"), what, "请删去这个数，或者改成一样的")


def _values(text: str, today: date) -> Iterator[tuple[Kind, Any]]:
    """The amounts, mobile numbers and days in what was heard."""
    for amount in dict.fromkeys(_AMOUNT.findall(text)):
        yield KINDS["money"], round(float(amount) * 100)
    for number in dict.fromkeys(_MOBILE.findall(text)):
        yield MOBILE, number
    for year, month, day in dict.fromkeys(_DAY.findall(text)):
        with suppress(ValueError):
            said = date(int(year or today.year), int(month), int(day))
            yield KINDS["date"], said.isoformat()


def _typed(main: Rehearsal) -> list[tuple[FormField, Any]]:
    """What the steps of a way type that somebody must have told, but for whom it is about."""
    return [each for played in main.played for each in typed(played) if not each[0].record]


def _tells(main: Rehearsal, text: str, kind: Kind, value: Any) -> bool:
    return bool(spoken(kind, value, main.stage.script.business_date).search(text))


def _said(played: Played) -> str:
    """What the visitor says to a step."""
    return heard("\n".join(c.after["text"] for c in played.changes if is_heard(c)))
