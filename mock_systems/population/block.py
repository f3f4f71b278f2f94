"""One block of a thousand people with everything that belongs to them, as rows by table.

A block depends on the seed and its number alone. People of a block are made in order, so the
first of them are the same whether or not the others are wanted.
"""

from functools import cache

from mock_systems.population.allotment import BLOCK, PEOPLE_PER_EMPLOYER, Allotment
from mock_systems.population.cards import differ, equip, keep, pay_into
from mock_systems.population.careers import Standing, career
from mock_systems.population.chance import Chance
from mock_systems.population.days import BASE
from mock_systems.population.employers import Employers
from mock_systems.population.folder import Folder, Rows
from mock_systems.population.households import HEAD, Neighbourhood
from mock_systems.population.people import Citizen, person_row
from mock_systems.population.schema import WRITTEN

_YEAR = 365


def block(seed: int, number: int, people: int) -> Rows:
    """The rows of block `number` in a population of so many people."""
    rows: Rows = {table: [] for table in WRITTEN}
    employers, allotment = _known(seed)
    first = number * BLOCK
    end = min(first + BLOCK, people)
    _employers(rows, employers, first, end)
    chance, kept = Chance("block", seed, number), Chance("card holders", seed, number)
    for home in Neighbourhood(number, allotment, chance).homes():
        family: list[Folder] = []
        for relation, citizen in home.members:
            if citizen.index >= end:
                return rows
            if relation == HEAD:
                rows["household"].append(home.row())
            rows["household_member"].append(home.member_row(relation, citizen))
            family.append(Folder(citizen, rows))
            _person(rows, family[-1], employers, allotment, chance)
            keep(family, kept)
    return rows


@cache
def _known(seed: int) -> tuple[Employers, Allotment]:
    return Employers(seed), Allotment.of(seed)


def _employers(rows: Rows, employers: Employers, first: int, end: int) -> None:
    numbers = range(first // PEOPLE_PER_EMPLOYER, -(-end // PEOPLE_PER_EMPLOYER))
    rows["employer"] += map(employers.row, numbers)


def _person(
    rows: Rows, folder: Folder, employers: Employers, allotment: Allotment, chance: Chance
) -> None:
    standing = career(folder, employers, chance)
    folder.phone = _phone(folder.citizen, allotment, chance)
    rows["person"].append(_row(folder, standing, chance))
    folder.card_account = equip(folder, allotment, chance)
    for insurance in folder.pensions:
        pay_into(folder, insurance, allotment, chance)
    differ(folder, chance)


def _phone(citizen: Citizen, allotment: Allotment, chance: Chance) -> str:
    age = (BASE - citizen.born) // _YEAR
    reachable = 0 if age < 12 else 0.98 if age < 70 else 0.8
    return allotment.mobile(citizen.index) if chance.happens(reachable) else ""


def _row(folder: Folder, standing: Standing, chance: Chance) -> tuple[object, ...]:
    citizen = folder.citizen
    return person_row(
        citizen,
        state=standing.state,
        phone=folder.phone,
        work_started=standing.work_started,
        old=citizen.number[6:12] < "199910" and chance.happens(0.03),
    )
