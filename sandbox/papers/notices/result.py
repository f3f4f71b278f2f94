"""The notice that an application was brought to its end."""

from collections.abc import Mapping, Set
from typing import Any

from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES, Application, Notice
from mock_systems.world import Change
from sandbox.papers.notices.case import Case
from sandbox.papers.registered import registered


def said(case: Case) -> Mapping[str, Any]:
    """What was changed for the person up to this result and since the one before it: for its item, or
    for one that nothing was filed for."""
    own = [
        change
        for change in case.work.changes
        if TABLES[change.table].is_register()
        and change.after.get("person") == case.notice.person
        and _is_told(case, change)
    ]
    said = {"outcome": "已按规定办结。", "changes": list(registered(case.world, own))}
    return {**said, "basis": basis} if (basis := case.by_operations(own)) else said


def _is_told(case: Case, change: Change) -> bool:
    items = _filed(case, change)
    if items and case.notice.item not in items:
        return False
    made = {c.key: c.seq for c in case.work.changes if c.table == Notice.table and not c.before}
    like = case.world.find(Notice, kind=case.notice.kind)
    results = [made[n.notice] for n in like if n.notice in made and (not items or n.item in items)]
    until = made[case.notice.notice]
    return max((seq for seq in results if seq < until), default=0) < change.seq <= until


def _filed(case: Case, change: Change) -> Set[str]:
    """The items that a change was made for and that were filed for the person."""
    if not (name := case.work.operations.get(change.seq)):
        return frozenset()
    declared = OPERATIONS[name].declared
    filed = case.world.find(Application, person=case.notice.person)
    return {declared.item, *declared.also} & {each.item for each in filed}
