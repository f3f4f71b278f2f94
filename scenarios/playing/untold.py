"""Where whoever goes a way was told what they type.

Told is what the visitor has said by then, what stands on papers that were taken up or read, what the
systems have shown on screen and the rule sheet on the wall, and what is worked out (`[compute]`) from
what was told. What the log alone knows of a step stands on no screen. Nobody need be told what anybody
chooses, counts or words as they like.

The other way round, what only a calculation gives is not for the visitor to say.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from mock_systems.fields import FormField
from mock_systems.hall.paper_forms import PAPER_FORMS, told
from mock_systems.kinds import KINDS, RECORD_KEY, Kind
from mock_systems.looked import Looked
from mock_systems.months import later, month_of
from mock_systems.operation import OPERATIONS, Declaration
from mock_systems.panels import Facts, Panel, Remarked
from mock_systems.records import TABLES, Paper, Record, Utterance
from mock_systems.relied import taking_note
from mock_systems.rule_sheet import SHEETS
from mock_systems.wording import Wording
from mock_systems.world import Change, World
from scenarios.casting.cast import Unfilled, drafted
from scenarios.casting.computed import FUNCTIONS, flexible_contribution
from scenarios.casting.names import is_open
from scenarios.casting.places import expected
from scenarios.playing.rehearse import Played, Rehearsal, Stage
from scenarios.playing.spoken import heard, spoken
from scenarios.reading.origins import within
from scenarios.reading.problems import Place
from scenarios.reading.script import CaseScript

FREE = FUNCTIONS.keys() - {flexible_contribution.__name__}
"""The computations that are none of policy: a day or month that anybody may say."""
LEAST = 100_00
"""The least amount in fen that is known again in a text: smaller ones are there by chance."""
_EARLIER: Mapping[str | int, str] = {
    "conversation": "群众答别的话时才说，请在这一步以前问（见 [talk]）",
    "topics": "群众答别的话时才说，请在这一步以前说到这个话题",
    "remarks": "到第 {at} 秒才主动说，请改早，或者把这一步放到那以后",
    "papers": "写在材料“{called}”上，请在这一步以前查看（hall.view_paper）",
    "cast": "在“{called}”的记录里，请在这一步以前查询、打开有它的页面",
}
"""How what a part of the story has comes to be told earlier."""
_NAMED = re.compile(r"\$\{?([a-z][a-z0-9_]*)")
SHORTEST = 4
"""The shortest text that is known again: what is shorter is a code."""


@dataclass(frozen=True, slots=True)
class Untold:
    """A value that a step types before anybody told it, or though another was told: the number of the
    step and what it is called, the field, the value as people write it, the way out and why."""

    step: int
    called: str
    field: FormField
    value: str
    mend: str
    why: str = "做到这里还没有人告诉选手：群众没有说过，看过的材料上、打开过的页面上都没有"

    def __str__(self) -> str:
        return f"步骤 {self.called} 的{self.field.label}“{self.value}”，{self.why}"


@dataclass(frozen=True, slots=True)
class GivenAway:
    """A value that is to be calculated, and the place where the visitor says it or a paper shows
    it."""

    place: Place
    name: str
    value: str

    mend = "请删去这个数"

    def __str__(self) -> str:
        return f"这里说出了“${self.name}”（{self.value}），它要由选手自己算出"


def untold(way: Rehearsal) -> Iterator[Untold]:
    """What the steps of a way type and nobody told before."""
    known = _Known(way.stage)
    for number, played in enumerate(way.played):
        if played.event is None:
            continue
        before, declared = way.moments[number], OPERATIONS[played.step.do].declared
        known.wait(played.event["at_ms"] // 1000)
        for field, value in typed(played):
            if not known.knows(field, value, before.world, declared):
                shown = field.kind.shown([value] if field.kind.several else value)
                yield Untold(number, played.step.called, field, shown, _mend(way, field, value))
        known.learn(played, way.moments[number + 1].world)


def given_away(stage: Stage) -> Iterator[GivenAway]:
    """Amounts and days that only a calculation gives by which the right way types or is expected something,
    where the visitor says them or a paper shows them; one that went into it is no secret."""
    names, wanted = stage.cast.names, _wanted(stage.script)
    computed = stage.script.compute.items()
    by_rule = [(n, asked) for n, asked in computed if n in wanted and asked.by not in FREE]
    said = [(place, heard(text)) for place, text in telling(stage)] if by_rule else ()
    for name, asked in by_rule:
        facts: Mapping[str, Any] = names.of(name)
        given = names.fill(asked.model_extra or {}).values()
        for part, value in facts.items():
            kind = _worth_hiding(value)
            secret = names.value(f"{name}.{part}")
            if kind is None or secret in given:
                continue
            pattern = spoken(kind, secret, stage.script.business_date)
            for place, text in said:
                if pattern.search(text):
                    yield GivenAway(place, f"{name}.{part}", kind.shown(secret))


def _worth_hiding(value: Any) -> Kind | None:
    """The kind of a day or an amount, None of what is there by chance in a text."""
    if isinstance(value, date):
        return KINDS["date"]
    return KINDS["money"] if type(value) is int and value >= LEAST else None


@lru_cache
def _wanted(script: CaseScript) -> frozenset[str]:
    """The names of which something is typed in the right way or expected of it."""
    forms = [step.form for step in script.walkthrough]
    values = [field.value for _, each in expected(script) for field in each.fields]
    said = within([*forms, *values])
    return frozenset(n for _, text in said if isinstance(text, str) for n in _NAMED.findall(text))


def typed(played: Played) -> Iterator[tuple[FormField, Any]]:
    """What a step types that somebody must have told, one value after another."""
    data = played.event["data"] if played.event else {}
    for field in OPERATIONS[played.step.do].form():
        value = data.get(field.name)
        if field.name not in played.step.form or field.kind.free:
            continue
        for each in value if isinstance(value, (list, tuple)) else [value]:
            if each not in ("", None):
                yield field, each


class _Known:
    """What has been told so far."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.today = stage, stage.script.business_date
        fill, script = stage.cast.names.fill, stage.script
        self.texts = [heard("\n".join(fill(script.local_rules)))]
        self.looked = Looked()
        self.made = set[str]()
        self.unsaid = [(each.at, heard(fill(each.text))) for each in script.remarks]

    def wait(self, seconds: int) -> None:
        """What the visitor says unasked by then."""
        self.texts += [text for at, text in self.unsaid if at <= seconds]
        self.unsaid = [(at, text) for at, text in self.unsaid if at > seconds]

    def learn(self, played: Played, world: World) -> None:
        """What a step that was tried tells, and the world it leaves."""
        event = played.event or {}
        panels = played.answer.panels if played.answer else ()
        said = [event["message"], *(text for panel in panels for text in _read_off(panel))]
        said += [c.after["text"] for c in played.changes if is_heard(c)]
        if played.accepted and _is_in_hand(played):
            said += _written(world.one(Paper, event["data"][Paper.table]).row())
        self.texts.append(heard("\n".join(said)))
        self.looked = self.looked.after(event, played.changes)
        self.made |= {change.key for change in played.changes}

    def knows(self, field: FormField, value: Any, world: World, declared: Declaration) -> bool:
        """Whether a value that is typed into a system was told."""
        if not field.record:
            return self.tells(field.kind, value)
        kind = TABLES[field.record]
        if kind.of_hall or value in self.made:
            return True  # It lies on the desk, or is refused.
        record = world.first(kind, **{kind.key_name(): value})
        if record is None:
            return self._names(value)
        if kind.is_party:
            return self._is_known(record, opened=declared.part == "page")
        return self.looked.shows(record, declared.system)

    def _is_known(self, party: Record, *, opened: bool) -> bool:
        """Whether a party can be named: who was listed or shown, and in a form by a number, too."""
        if self.looked.names(party) or self._names(party.key):
            return True
        return not opened and self._names(getattr(party, party.numbered_by))

    def _names(self, number: str) -> bool:
        return self.says(RECORD_KEY, number)

    def tells(self, kind: Kind, value: Any, but: frozenset[str] = frozenset()) -> bool:
        """Whether a value was said, read or shown, or is worked out, `but` by some computations, from
        what was."""
        return self.says(kind, value) or any(
            value in results and all(self._is_told(each, but | {name}) for each in given)
            for name, (results, given) in self._worked_out.items()
            if name not in but
        )

    def says(self, kind: Kind, value: Any) -> bool:
        """Whether a value was said, read or shown; the day of the business hangs on the wall."""
        month = month_of(self.today)
        if value in (self.today.isoformat(), month, later(month, -1)):
            return True
        telling = spoken(kind, value, self.today)
        return any(map(telling.search, reversed(self.texts))) or self._is_posted(telling)

    def _is_posted(self, telling: re.Pattern[str]) -> bool:
        """Whether the rule sheet tells a value: only where it does a proof rests on what stands
        there."""
        with taking_note():
            found = telling.search(heard(_sheet(self.today)))
        return bool(found and _sheet(self.today))

    @cached_property
    def _worked_out(self) -> Mapping[str, tuple[Sequence[Any], Sequence[Any]]]:
        """What each computation gives, and what it is made from but for what the script says itself,
        which is a rule."""
        names, found = self.stage.cast.names, {}
        for name, asked in self.stage.script.compute.items():
            results = names.fill([f"${name}.{part}" for part in names.of(name)])
            listed = [each for result in results if isinstance(result, list) for each in result]
            given = filter(is_open, (asked.model_extra or {}).values())
            found[name] = [*results, *listed], [*map(names.fill, given)]
        return found

    def _is_told(self, value: Any, but: frozenset[str]) -> bool:
        """Whether what goes into a computation was told; what is short is a code or a count."""
        if isinstance(value, bool | list) or len(str(value)) < SHORTEST:
            return True
        fit = (each for each in KINDS.values() if not (each.free or each.why_not(value)))
        return any(self.tells(each, value, but) for each in fit)


def _sheet(today: date) -> str:
    """The rule sheet on a day, but for what breaks down: that is told where it is opened."""
    said: list[str] = []
    for lines in SHEETS.values():
        with suppress(Exception):
            said += lines(today)
    return "\n".join(said)


def _read_off(panel: Panel) -> Iterator[str]:
    """What stands in a panel."""
    match panel:
        case Facts():
            yield from (part for row in panel.rows for part in row)
        case Remarked():
            yield panel.text
        case _:
            yield from (part for row in panel.rows for part in row)


def _written(paper: Mapping[str, Any]) -> Iterator[str]:
    """What stands on a paper, by its row."""
    form = PAPER_FORMS[paper["kind"]]
    yield from (text for _, text in told(form.keys, paper["content"]))


def _is_in_hand(played: Played) -> bool:
    """Whether a step is done with a paper that was taken up: what judges one stands beside it."""
    fields = OPERATIONS[played.step.do].form()
    return any(field.name == Paper.table and field.required for field in fields)


def is_heard(change: Change) -> bool:
    """Whether a change is something that the visitor says."""
    return change.table == Utterance.table and change.after["speaker"] == "citizen"


def telling(stage: Stage) -> Iterator[tuple[Place, str]]:
    """Where a story has what the visitor may say or show, and what that is."""
    for draft, record in _story(stage):
        if said := _voice(record):
            yield draft.place, said


def _story(stage: Stage) -> Iterator[tuple[Unfilled, Record]]:
    """The records of a story, and where it says each."""
    _, drafts = drafted(stage.script, stage.variant, stage.pinned)
    return zip(drafts, stage.cast.records, strict=True)


def _voice(record: Record) -> str:
    """What a record has the visitor say or show."""
    said = getattr(record, record.voiced) if record.voiced else ""
    return said if isinstance(said, str) else "\n".join(_written(record.row()))


def _mend(way: Rehearsal, field: FormField, value: Any) -> str:
    """How a value comes to be told: where the story has it, else where it could."""
    stage, wording = way.stage, Wording()
    telling = spoken(field.kind, value, stage.script.business_date)
    for draft, record in _story(stage):
        said = _voice(record)
        if not (said or record.of_hall or record.of_story):
            said = "\n".join(wording.of(record, name) for name in type(record).model_fields)
        if telling.search(heard(said)):
            return _EARLIER[draft.place[0]].format(
                called=draft.name or record.title, **record.row()
            )
    return "请写进群众的回答（如 $new_phone）、材料或者记录，能算出的写成 [compute]"
