"""Values in words: what stands in records, forms and papers, as judges and authors read it.

Codes are told by their labels, keys by whom or what they stand for. What has no word stands for
itself, so that nothing is ever left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from mock_systems.fields import FormField
from mock_systems.hall.paper_forms import PAPER_FORMS, told
from mock_systems.hall.topics import TOPIC
from mock_systems.items import SERVICE_ITEM
from mock_systems.notices import NOTICE_KIND
from mock_systems.papers import PAPER_KIND
from mock_systems.population.places import AREAS
from mock_systems.records import Record
from mock_systems.sentence import Sentence
from mock_systems.world import Change

NUMBERED = {"person", "employer"}
"""Tables whose records are told with their number, for there are namesakes."""

OPENING = "opening"
"""What the first thing a visitor says is recorded as: no topic, but the reason for coming."""


class Names(dict[str, str]):
    """What the records of an attempt are called by key, as they were first called: people and
    employers by name, papers, applications and notices by what they are."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self._told = [
            (change.seq, change.key, _CALLED[change.table](change.after))
            for change in changes
            if change.table in _CALLED
        ]
        super().__init__({key: name for _, key, name in reversed(self._told)})

    def after(self, seq: int) -> Mapping[str, str]:
        """What they were called after action `seq`; those that came later, as they were first."""
        return {**self, **{key: name for at, key, name in self._told if at <= seq}}


def names_in(changes: Sequence[Change]) -> Names:
    """What the records of an attempt are called."""
    return Names(changes)


def called(table: str, key: str, names: Mapping[str, str]) -> str:
    """Whom or what a key stands for; the key itself where nothing is known of it."""
    if key not in names:
        return key
    if table in NUMBERED:
        return Sentence("{name}（{number}）", name=names[key], number=key)
    return names[key]


def said(each: FormField, value: Any, names: Mapping[str, str]) -> str:
    """A typed value as people read it."""
    shown = each.kind.shown(value)
    return called(each.record, shown, names) if each.record else shown


def shown(kind: type[Record], name: str, value: Any, names: Mapping[str, str]) -> str:
    """One column of a record as people read it."""
    if value in (None, ""):
        return "—"
    if name in _WRITTEN:
        return _WRITTEN[name](value)
    return called(name, kind.kind_of(name).shown(value), names)


def written_on(paper: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What stands on a paper (the row of its record): labels and values, in reading order."""
    yield from told(PAPER_FORMS[paper["kind"]].keys, paper["content"])


def _topic(code: str) -> str:
    return Sentence("来意") if code == OPENING else TOPIC.label(code)


_WRITTEN: Mapping[str, Callable[[str], str]] = {
    "item": lambda item: Sentence("{item} {title}", item=item, title=SERVICE_ITEM.label(item)),
    "topic": _topic,
    "hukou_area": lambda area: AREAS.get(area, area),
}
"""Columns whose values are codes without a code list of their own."""

_CALLED: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "person": lambda row: str(row["name"]),
    "employer": lambda row: str(row["name"]),
    "visitor": lambda row: str(row["call_name"]),
    "paper": lambda row: Sentence(
        "{kind}（{holder}）", kind=PAPER_KIND.label(row["kind"]), holder=row["holder"]
    ),
    "application": lambda row: SERVICE_ITEM.label(row["item"]),
    "notice": lambda row: NOTICE_KIND.label(row["kind"]),
    "printout": lambda row: NOTICE_KIND.label(row["kind"]),
    "card": lambda row: Sentence(
        "社会保障卡（{bank}，{issued} 发）", bank=row["bank"], issued=row["issued"]
    ),
    "employment": lambda row: Sentence("就业登记（{started} 起）", started=row["started"]),
    "unemployment": lambda row: Sentence(
        "失业登记（{registered} 登记）", registered=row["registered"]
    ),
}
