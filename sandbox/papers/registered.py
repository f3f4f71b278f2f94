"""What a result says was registered: records that changed, as papers print them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from mock_systems.codes import LISTS
from mock_systems.panels import shown
from mock_systems.records import Employer, Record
from mock_systems.world import Change, World, record_of

TITLES = {"person": "个人基本信息"}
LABELS = {"employer": "单位"}
"""An employer is printed by name, not by number."""
TOLD_BY = {
    "card": ("bank", "bank_account"),
    "employment": ("employer",),
    "levy": ("insurance", "month"),
    "participation": ("insurance",),
}
"""What tells the records of one person apart."""


def registered(world: World, changes: Sequence[Change]) -> Iterator[Mapping[str, str]]:
    """The rows of `changes` on a result: every record, as it was before the first of its changes
    and after the last."""
    first = {(c.table, c.key): c for c in reversed(changes)}
    last = {(c.table, c.key): c for c in changes}
    for place, change in last.items():
        after, row = record_of(change), first[place].before
        named = _named(world, after)
        if row is None:
            yield {"what": f"{named}（新增）", "after": _said(world, after, _own(after))}
        elif differing := _differing(before := after.of(row), after):
            said = (_said(world, record, differing) for record in (before, after))
            yield dict(zip(("before", "after"), said, strict=True), what=named)


def _named(world: World, record: Record) -> str:
    """A record by its kind and by what tells it from others of the same person."""
    told = [_value(world, record, name) for name in TOLD_BY.get(type(record).table, ())]
    title = TITLES.get(type(record).table, type(record).title)
    return title + (f"（{'，'.join(told)}）" if told else "")


def _own(record: Record) -> Sequence[str]:
    """The columns of a new record beside those that name it."""
    left = (type(record).key_name(), "person", *TOLD_BY.get(type(record).table, ()))
    return [name for name in record.row() if name not in left]


def _differing(before: Record, after: Record) -> Sequence[str]:
    return [name for name in after.row() if getattr(before, name) != getattr(after, name)]


def _said(world: World, record: Record, names: Sequence[str]) -> str:
    """Some columns of a record, labelled; those in which it says nothing are left out."""
    said = [name for name in names if getattr(record, name) not in (None, "")]
    labels = ((LABELS.get(name) or record.facts(name)["label"], name) for name in said)
    return "；".join(f"{label}：{_value(world, record, name)}" for label, name in labels) or "无"


def _value(world: World, record: Record, name: str) -> str:
    """A value as papers print it: words without their codes."""
    value, facts = getattr(record, name), record.facts(name)
    if name == "employer" and value:
        return world.one(Employer, value).name
    if facts["codes"] and value:
        return LISTS[facts["codes"]].label(value)
    if facts["unit"] == "month" and value:
        return written_month(value)
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return shown(world, record, name)


def written_month(month: str) -> str:
    """`2026-06` as 2026年6月."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"
