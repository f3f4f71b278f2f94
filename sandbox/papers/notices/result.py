"""The notice that an application was brought to its end."""

from collections.abc import Mapping, Set
from functools import cache
from typing import Any

from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES, Application, Notice
from mock_systems.world import Change
from sandbox.papers.notices.case import Case
from sandbox.papers.registered import registered


def said(case: Case) -> Mapping[str, Any]:
    """What was changed for the person up to this result and since the one before it: for its item, or
    for one that nothing was filed for."""
    made = {c.key: c.seq for c in case.work.changes if c.table == Notice.table and not c.before}
    until = made.pop(case.notice.notice)
    like = case.world.find(Notice, kind=case.notice.kind)
    results = [(made[n.notice], n.item) for n in like if made.get(n.notice, until) < until]
    opened = case.world.find(Application, person=case.notice.person)
    filed = frozenset(each.item for each in opened)

    @cache
    def since(items: Set[str]) -> int:
        return max((seq for seq, item in results if not items or item in items), default=0)

    def is_told(change: Change) -> bool:
        items = filed & _made_for(case, change)
        return (not items or case.notice.item in items) and since(items) < change.seq

    own = [
        change
        for change in case.work.changes
        if change.seq <= until
        and TABLES[change.table].is_register()
        and change.after.get("person") == case.notice.person
        and is_told(change)
    ]
    said = {"outcome": "已按规定办结。", "changes": list(registered(case.world, own))}
    return {**said, "basis": basis} if (basis := case.by_operations(own)) else said


def _made_for(case: Case, change: Change) -> Set[str]:
    """The items that the operation behind a change is for."""
    if not (name := case.work.operations.get(change.seq)):
        return frozenset()
    declared = OPERATIONS[name].declared
    return {declared.item, *declared.also}
