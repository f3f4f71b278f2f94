"""One attempt as a judge sees it: marks, the evidence of one of them, the log, the records.

Pure functions of the scorecard, the log and the changes; the judge steps through time by asking
for the records as they were after any action.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader import score
from grader.words import moment
from mock_systems.fields import FormField
from mock_systems.items import SERVICE_ITEM
from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES, Application, Paper, Record, Utterance
from mock_systems.records.hall import APPLICATION_STATE
from mock_systems.sentence import Sentence, Typed
from mock_systems.world import Change
from sandbox.judging.labels import ForJudges, InForms, Labels, called, names_in, written_on
from sandbox.screens.parts import Excerpt

CONTENT = "content"
"""What stands on a paper: told line by line, not as a column."""
NOTHING: Sequence[Any] = (None, "", {})
LOG_PART = 200
"""Actions of a part of the log."""
LOST_PART = 50
"""How many findings of what was lost are shown at once, at least."""

ASKED = {
    **dict.fromkeys(("happens", "after"), Sentence("应当做到")),
    **dict.fromkeys(("never", "not_between"), Sentence("不该做")),
    **dict.fromkeys(("within", "by"), Sentence("办理时限")),
    "at_most": Sentence("不该做得太多"),
    "before": Sentence("先后次序"),
    **dict.fromkeys(("created", "changed", "closed", "exactly"), Sentence("办理结果")),
    **dict.fromkeys(("unchanged", "side_effects"), Sentence("不该有的变动")),
    "service": Sentence("裁判评定"),
}
"""What a mark asks, as judges say it; authors have the words of the guides."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of the log as it is listed."""

    seq: int
    at: str
    title: str
    about: str
    accepted: bool
    message: str
    values: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MetLine:
    """One obligation that was met: the field or record it was about (`label` is empty where it was
    about steps), and the steps that raised and settled it."""

    label: str
    value: str
    raised_by: int | None
    settled_by: int | None


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One value of a record, and what it was before the action that is looked at."""

    label: str
    value: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record as it was after an action; `changed` if that action made or changed it."""

    title: str
    key: str
    name: str
    changed: bool
    created: bool
    fields: Sequence[FieldLine]


@dataclass(frozen=True, slots=True)
class Level:
    """One level a judge can give on a mark: what it is worth, and when it is given."""

    number: int
    points: int
    text: str


Event = Mapping[str, Any]
Mark = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """A group of marks as it is listed: those that say something, and deductions never incurred. One
    that a judge has waived was incurred."""

    title: str
    worth: int
    earned: int
    marks: Sequence[Mark]
    spared: Sequence[Mark]


def groups_of(card: Mapping[str, Any]) -> list[ListedGroup]:
    """The groups of a scorecard with their marks."""
    return [_group(each, card["marks"]) for each in card["groups"]]


def _group(each: Mapping[str, Any], marks: Sequence[Mark]) -> ListedGroup:
    mine = [mark for mark in marks if mark["group"] == each["name"]]
    spared = [m for m in mine if m["worth"] == 0 and m["state"] == "full" and not m.get("machine")]
    said = [mark for mark in mine if mark not in spared]
    return ListedGroup(each["title"], each["worth"], each["earned"], said, spared)


def red_line_confirmed(mark: Mark) -> bool:
    """Whether a judge has confirmed that a red line was crossed, which limits the total."""
    return bool(mark["breached"] and mark["ruling"] and mark["ruling"]["kind"] == "confirm")


def levels_of(mark: Mark) -> list[Level]:
    """What a judge can give on a mark; nothing where the machine gives the points."""
    return [
        Level(number, score.judged(mark["worth"], [number]), text)
        for number, text in enumerate(mark["levels"])
    ]


def rested_on(key: Mapping[str, Any], mark: Mark) -> Sequence[str]:
    """The kinds of paper and notice that a judged mark rests on, as the answer key says; a key made
    before there were any says nothing."""
    found = [each.get("documents", ()) for each in key["service"] if each["id"] == mark["id"]]
    kinds: Sequence[str] = found[0] if found else ()
    return kinds


def first_seq(mark: Mapping[str, Any], last: int) -> int:
    """The action a mark's evidence begins with: what raised it or settled it, else the last."""
    for finding in sorted(mark["findings"], key=lambda finding: finding["met"]):
        for seq in (finding["raised_by"], finding["settled_by"]):
            if seq is not None:
                return int(seq)
    return last


def met_lines(mark: Mark, names: Mapping[str, str]) -> list[MetLine]:
    """What was met of a mark, one line each."""
    return [_met_line(finding, names) for finding in mark["findings"] if finding["met"]]


def log_part(events: Sequence[Event], seq: int) -> Excerpt[Event]:
    """The part of the log that holds an action; the first, where none is looked at."""
    return Excerpt.holding(events, seq - 1, LOG_PART)


def log_lines(events: Sequence[Event], names: Labels) -> list[LogLine]:
    """The log as a list, each action with the names it found."""
    return [_log_line(event, names.after(event["seq"] - 1)) for event in events]


def applications_left(changes: Sequence[Change]) -> list[tuple[str, str, bool]]:
    """Each application with the item, what became of it in the end, and whether anything was
    decided on it: one still open when the attempt ended was not."""
    last = {each.key: each.after for each in changes if each.table == Application.table}
    states = [(row["item"], row["state"]) for row in last.values()]
    ended = [(item, "undecided" if state == "open" else state) for item, state in states]
    return [
        (f"{item} {SERVICE_ITEM.label(item)}", APPLICATION_STATE.label(state), state != "undecided")
        for item, state in ended
    ]


def records_at(changes: Sequence[Change], seq: int) -> list[RecordView]:
    """The records an attempt worked on as they were after action `seq`: those of that action
    first, then the others in the order they came into the attempt. Of what was said, there is but
    what was said in that action: the talk has all of it. Action 0 is nobody's: it is how the case
    begins."""
    before: dict[tuple[str, str], Mapping[str, Any]] = {}
    now: dict[tuple[str, str], Mapping[str, Any]] = {}
    touched = {(c.table, c.key) for c in changes if c.seq > 0}
    for change in changes:
        key = (change.table, change.key)
        if change.seq > seq or TABLES[change.table].of_story or key not in touched:
            continue
        if change.table == Utterance.table and change.seq != seq:
            continue
        if change.seq == seq > 0 and key not in before:
            before[key] = change.before or {}
        now[key] = change.after
    names = names_in(changes).after(seq)
    views = [
        _record_view(table, row, before.get((table, key)), names)
        for (table, key), row in now.items()
    ]
    return sorted(views, key=lambda view: not view.changed)


def _met_line(finding: Mapping[str, Any], names: Mapping[str, str]) -> MetLine:
    table, field = finding["table"], finding["field"]
    about = ("", "")
    if field:
        value = ForJudges(names).told(TABLES[table], field, finding["actual"])
        about = (TABLES[table].facts(field)["label"], value)
    elif table:
        about = (TABLES[table].title, called(table, finding["key"], names))
    return MetLine(*about, finding["raised_by"], finding["settled_by"])


def _log_line(event: Mapping[str, Any], names: Mapping[str, str]) -> LogLine:
    operation = OPERATIONS[event["operation"]]
    filled = [
        each
        for each in operation.form()
        if (value := event["data"].get(each.name)) not in (None, "", []) and value is not False
    ]
    wording = InForms(names)
    typed = [(each.label, wording.typed(each, event["data"][each.name])) for each in filled]
    return LogLine(
        event["seq"],
        moment(event["at_ms"]),
        operation.declared.title,
        _about(event, filled, names) or _searched(event, filled) or (typed[0][1] if typed else ""),
        event["accepted"],
        event["message"],
        typed,
    )


def _about(event: Mapping[str, Any], filled: Sequence[FormField], names: Mapping[str, str]) -> str:
    """The record an action names first, or else the person it concerns; empty where neither is
    known."""
    named = [event["data"][each.name] for each in filled if each.record]
    known = (names[key] for key in [*named, event["facts"].get("person")] if key in names)
    return next(known, "")


def _searched(event: Mapping[str, Any], filled: Sequence[FormField]) -> str:
    """The first line that was typed: what was looked for, not by what it was chosen to look."""
    return next((Typed(event["data"][each.name]) for each in filled if each.kind.words), "")


def _record_view(
    table: str,
    row: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    names: Mapping[str, str],
) -> RecordView:
    kind = TABLES[table]
    key = str(row[kind.key_name()])
    fields = [*_field_lines(kind, row, before, names)]
    if kind is Paper:
        fields += [FieldLine(label, value) for label, value in written_on(row)]
    name = str(row.get("name") or names.get(key, ""))
    return RecordView(kind.title, key, name, before is not None, before == {}, fields)


def _field_lines(
    kind: type[Record],
    row: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    names: Mapping[str, str],
) -> Iterator[FieldLine]:
    wording = ForJudges(names)
    for name, value in row.items():
        was = (before or {}).get(name)
        if name in (kind.key_name(), CONTENT) or (value in NOTHING and not was):
            continue
        changed = before and was != value
        yield FieldLine(
            kind.facts(name)["label"],
            wording.told(kind, name, value),
            wording.told(kind, name, was) if changed else None,
        )


def lost_part(mark: Mapping[str, Any], number: int) -> Excerpt[Any]:
    """A part of what a mark found that is not met, by its number."""
    return Excerpt.numbered(
        [each for each in mark["findings"] if not each["met"]], number, LOST_PART
    )
