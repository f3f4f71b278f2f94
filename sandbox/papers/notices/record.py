"""The record of a person's rights: participations, what was paid, the account."""

from collections.abc import Mapping
from typing import Any

from mock_systems import standing
from mock_systems.records import ContributionSpell, Employer, Participation, PersonalAccount
from mock_systems.world import World
from sandbox.papers.notices.case import Case


def said(case: Case) -> Mapping[str, Any]:
    """What the record has, as it stands."""
    person, world = case.person, case.world
    if person is None:
        return {}
    paid = {each.insurance: each for each in standing.paid(world, person.person)}
    account = world.first(PersonalAccount, person=person.person, insurance="110")
    return {
        "name": person.name,
        "sex": person.sex,
        "number": person.citizen_number,
        "person": person.person,
        "participations": [
            {
                "insurance": each.insurance,
                "state": each.state,
                "from": each.since,
                "months": paid[each.insurance].months if each.insurance in paid else 0,
            }
            for each in world.find(Participation, person=person.person, order="insurance")
        ],
        "spells": [
            _spell(world, each)
            for each in world.find(ContributionSpell, person=person.person, order="first")
        ],
        "account": account.principal + account.interest if account else None,
    }


def _spell(world: World, spell: ContributionSpell) -> Mapping[str, Any]:
    employer = world.one(Employer, spell.employer).name if spell.employer else ""
    return {
        "insurance": spell.insurance,
        "from": spell.first,
        "until": spell.last,
        "employer": employer,
        "base": spell.base,
    }
