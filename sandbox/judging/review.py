"""One attempt as a judge sees it: marks, the evidence of one of them, the log, the records.

Pure functions of the scorecard, the log and the changes; the judge steps through time by asking
for the records as they were after any action.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_systems.codes import LISTS, NOTICE_KIND, PAPER_KIND
from mock_systems.fields import FormField
from mock_systems.items import SERVICE_ITEM
from mock_systems.money import yuan
from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES, Record
from mock_systems.sentence import Sentence
from mock_systems.world import Change

STORY = {"reply", "remark", "visitor"}
"""Tables of the story, which are not what a contestant works on."""

WORDS = {
    "happens": Sentence("应办理"),
    "never": Sentence("不得"),
    "at_most": Sentence("至多n次"),
    "before": Sentence("先A后B"),
    "after": Sentence("A后应B"),
    "within": Sentence("A后限时B"),
    "not_between": Sentence("期间不得"),
    "by": Sentence("限时办理"),
    "created": Sentence("应新增"),
    "changed": Sentence("应变更"),
    "closed": Sentence("应终止"),
    "unchanged": Sentence("不应改动"),
    "exactly": Sentence("应恰有n条"),
    "side_effects": Sentence("未要求的变动"),
}
"""What a mark asks, in the words of the guides."""

SIGNS = {"full": "✓", "part": "◐", "lost": "✗", "pending": "…"}


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


Mark = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of marks as it is listed: those that say something, and deductions never incurred."""

    title: str
    worth: int
    earned: int
    marks: Sequence[Mark]
    spared: Sequence[Mark]


def groups_of(card: Mapping[str, Any]) -> list[Group]:
    """The groups of a scorecard with their marks."""
    return [_group(each, card["marks"]) for each in card["groups"]]


def _group(each: Mapping[str, Any], marks: Sequence[Mark]) -> Group:
    mine = [mark for mark in marks if mark["group"] == each["name"]]
    spared = [m for m in mine if m["worth"] == 0 and m["state"] == "full"]
    said = [mark for mark in mine if mark not in spared]
    return Group(each["title"], each["worth"], each["earned"], said, spared)


def mark_named(card: Mapping[str, Any], id_: str) -> Mark:
    """The mark with this id; where there is none, the first listed that lost points, or the first."""
    marks = [mark for group in groups_of(card) for mark in (*group.marks, *group.spared)]
    found = (mark for mark in marks if mark["id"] == id_)
    lost = (mark for mark in marks if mark["state"] in ("lost", "part", "pending"))
    chosen: Mark = next(found, next(lost, marks[0]))
    return chosen


def first_seq(mark: Mapping[str, Any], last: int) -> int:
    """The action a mark's evidence begins with: what raised it or settled it, else the last."""
    for finding in sorted(mark["findings"], key=lambda finding: finding["met"]):
        for seq in (finding["raised_by"], finding["settled_by"]):
            if seq is not None:
                return int(seq)
    return last


def log_lines(events: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[LogLine]:
    """The log as a list; `names` says what records are called by key (`names_in`)."""
    return [_log_line(event, names) for event in events]


def records_at(changes: Sequence[Change], seq: int) -> list[RecordView]:
    """The records an attempt worked on as they were after action `seq`: those of that action
    first, then the others in the order they came into the attempt."""
    before: dict[tuple[str, str], Mapping[str, Any]] = {}
    now: dict[tuple[str, str], Mapping[str, Any]] = {}
    touched = {(c.table, c.key) for c in changes if c.seq > 0}
    for change in changes:
        key = (change.table, change.key)
        if change.seq > seq or change.table in STORY or key not in touched:
            continue
        if change.seq == seq and key not in before:
            before[key] = change.before or {}
        now[key] = change.after
    views = [
        _record_view(table, row, before.get((table, key))) for (table, key), row in now.items()
    ]
    return sorted(views, key=lambda view: not view.changed)


def names_in(changes: Sequence[Change]) -> dict[str, str]:
    """What the records of an attempt are called by key, as they were first called: people and
    employers by name, papers, applications and notices by what they are."""
    return {
        change.key: _CALLED[change.table](change.after)
        for change in reversed(changes)
        if change.table in _CALLED
    }


_CALLED: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "person": lambda row: str(row["name"]),
    "employer": lambda row: str(row["name"]),
    "paper": lambda row: Sentence(
        "{kind}（{holder}）", kind=PAPER_KIND.label(row["kind"]), holder=row["holder"]
    ),
    "application": lambda row: SERVICE_ITEM.label(row["item"]),
    "notice": lambda row: NOTICE_KIND.label(row["kind"]),
    "printout": lambda row: NOTICE_KIND.label(row["kind"]),
}


def said(each: FormField, value: Any, names: Mapping[str, str]) -> str:
    """A typed value as people read it."""
    if each.kind == "money":
        return yuan(value)
    if each.kind == "flag":
        return Sentence("是") if value else Sentence("否")
    if isinstance(value, list):
        listed = tuple(each.codes.label(v) if each.codes else str(v) for v in value)
        return Sentence("{all}", all=listed)
    if each.codes:
        return each.codes.label(value)
    return Sentence("{key} {name}", key=value, name=names[value]) if value in names else str(value)


def clock(ms: int) -> str:
    """The contest clock: `08:42`."""
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes:02d}:{seconds:02d}"


def _log_line(event: Mapping[str, Any], names: Mapping[str, str]) -> LogLine:
    operation = OPERATIONS[event["operation"]]
    typed = [
        (each.label, said(each, event["data"][each.name], names))
        for each in operation.form()
        if event["data"].get(each.name) not in (None, "", [], each.default)
    ]
    about = str(event["facts"].get("person") or event["data"].get("person") or "")
    return LogLine(
        event["seq"],
        clock(event["at_ms"]),
        operation.declared.title,
        names.get(about, typed[0][1] if typed else ""),
        event["accepted"],
        event["message"],
        typed,
    )


def _record_view(
    table: str, row: Mapping[str, Any], before: Mapping[str, Any] | None
) -> RecordView:
    kind = TABLES[table]
    fields = [
        FieldLine(
            kind.facts(name)["label"],
            _shown(kind, name, row[name]),
            _shown(kind, name, before[name]) if before and before[name] != row[name] else None,
        )
        for name in kind.model_fields
        if name != kind.key_name() and (row[name] not in (None, "", {}) or (before or {}).get(name))
    ]
    key = str(row[kind.key_name()])
    name = str(row.get("name") or row.get("holder") or "")
    return RecordView(kind.title, key, name, before is not None, before == {}, fields)


def _shown(kind: type[Record], name: str, value: Any) -> str:
    facts = kind.facts(name)
    if value in (None, ""):
        return "—"
    if facts["unit"] == "fen":
        return yuan(value)
    if name == "item":
        return Sentence("{item} {title}", item=value, title=SERVICE_ITEM.label(value))
    codes = LISTS.get(str(facts["codes"] or ""))
    if codes:
        return codes.label(value)
    if isinstance(value, dict):
        return Sentence("{all}", all=tuple(v for v in value.values() if isinstance(v, str)))
    return str(value)
