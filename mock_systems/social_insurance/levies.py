"""Levies: one month's contribution to one insurance as assessed, one for each payer."""

from typing import Any

from mock_systems.records import Levy
from mock_systems.world import World


def levied(
    world: World,
    person: str,
    insurance: str,
    month: str,
    *,
    employer: str,
    base: int,
    employer_amount: int,
    person_amount: int,
) -> Levy:
    """Assess a month; what the same payer was assessed for it before is replaced."""
    values: dict[str, Any] = {
        "base": base,
        "employer_amount": employer_amount,
        "person_amount": person_amount,
    }
    before = world.first(Levy, person=person, insurance=insurance, month=month, employer=employer)
    if before:
        return world.amend(before, **values)
    return world.add(
        Levy(
            levy=world.new_key(Levy),
            person=person,
            insurance=insurance,
            employer=employer,
            month=month,
            **values,
        )
    )
