"""What notices say was registered: records that changed, as papers print them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_systems.kinds import Kind
from mock_systems.records import Record
from mock_systems.wording import InLists, heading
from mock_systems.world import Change, World


def registered(world: World, changes: Sequence[Change]) -> Iterator[Mapping[str, str]]:
    """The rows of `changes` on a result: every record, as it was before the first of its changes
    and after the last."""
    first = {(c.table, c.key): c for c in reversed(changes)}
    last = {(c.table, c.key): c for c in changes}
    for place, change in last.items():
        after, row = change.record, first[place].before
        named = _named(world, after)
        if row is None:
            yield {"what": f"{named}（新增）", "after": _said(world, after, _own(after))}
        elif names := differing(before := after.of(row), after):
            said = (_said(world, record, names) for record in (before, after))
            yield dict(zip(("before", "after"), said, strict=True), what=named)


def by_column(world: World, changes: Sequence[Change]) -> Iterator[Mapping[str, str]]:
    """The rows of `changes` on a receipt: every column of what was registered that says something
    else now."""
    wording = OnPaper(world)
    for change in changes:
        after = change.record
        before = after.of(change.before) if change.before and after.is_register() else after
        for name in differing(before, after):
            yield {
                "what": str(after.facts(name)["label"]),
                "before": wording.of(before, name),
                "after": wording.of(after, name),
            }


class OnPaper(InLists):
    """As papers print it: months and days written out."""

    def plain(self, kind: Kind, value: Any) -> str:
        return kind.on_paper(value)


def _named(world: World, record: Record) -> str:
    """A record by its kind and by what tells it from others of the same person."""
    told = [OnPaper(world).of(record, name) for name in record.apart_by]
    return (record.title_on_papers or record.title) + (f"（{'，'.join(told)}）" if told else "")


def _own(record: Record) -> Sequence[str]:
    """The columns of a new record beside those that name it."""
    return [name for name in record.listed() if name not in record.apart_by]


def differing(before: Record, after: Record) -> Sequence[str]:
    """The columns in which a record says something else now."""
    return [name for name in after.columns() if getattr(before, name) != getattr(after, name)]


def _said(world: World, record: Record, names: Sequence[str]) -> str:
    """Some columns of a record, labelled; those in which it says nothing are left out."""
    said = [name for name in names if getattr(record, name) not in (None, "")]
    wording = OnPaper(world)
    return "；".join(f"{heading(type(record), n)}：{wording.of(record, n)}" for n in said) or "无"
