"""Levies: one month's contribution to one insurance as assessed, one for each payer."""

from collections.abc import Sequence
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


def still_due(world: World, person: str) -> Sequence[Levy]:
    """What is assessed and not yet paid for a person by the payer who was assessed last, month by
    month; empty where there is nothing."""
    assessed = world.find(Levy, person=person, paid="0")
    if not assessed:
        return []
    payer = assessed[-1].employer
    return world.find(Levy, person=person, paid="0", employer=payer, order="month")
