"""The notice that an application was brought to its end."""

from collections.abc import Mapping
from typing import Any

from mock_systems.records import TABLES, Notice
from sandbox.papers.notices.case import Case
from sandbox.papers.registered import registered


def said(case: Case) -> Mapping[str, Any]:
    """What was changed for the person up to this result and since the one before it."""
    made = {c.key: c.seq for c in case.work.changes if c.table == Notice.table and not c.before}
    like = case.world.find(Notice, kind=case.notice.kind)
    results = [made[n.notice] for n in like if n.notice in made]
    until = made[case.notice.notice]
    since = max((seq for seq in results if seq < until), default=0)
    own = [
        change
        for change in case.work.changes
        if since < change.seq <= until
        and TABLES[change.table].is_register()
        and change.after.get("person") == case.notice.person
    ]
    said = {"outcome": "已按规定办结。", "changes": list(registered(case.world, own))}
    return {**said, "basis": basis} if (basis := case.by_operations(own)) else said
