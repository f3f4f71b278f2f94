"""Taking up participations: one record for each insurance, kept when it stops and used again."""

from typing import Any

from mock_systems.months import month_of
from mock_systems.records import Participation
from mock_systems.records.insurance import PAYING
from mock_systems.world import World


def taken_up(
    world: World,
    found: Participation | None,
    person: str,
    insurance: str,
    *,
    since: str = "",
    **values: Any,
) -> Participation:
    """Take a participation up again with new values, or make one that starts in `since` (empty
    for the current month)."""
    if found:
        return world.amend(found, state=PAYING, stopped="", stop_reason="", **values)
    return world.add(
        Participation(
            participation=world.new_key(Participation),
            person=person,
            insurance=insurance,
            since=since or month_of(world.today),
            **values,
        )
    )
