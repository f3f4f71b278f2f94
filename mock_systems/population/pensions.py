"""Pensioners: what they earned the pension with, and the pension."""

from mock_systems.population.chance import Chance
from mock_systems.population.contributions import (
    ACCOUNTS_BEGIN,
    PENSION,
    PENSION_AGE,
    RESIDENT,
    RESIDENTS_BEGIN,
    RETIRED,
    Period,
    Stop,
    insure,
    insure_resident,
    stretches,
)
from mock_systems.population.days import birthday, first_of, month_in, month_text
from mock_systems.population.employers import Employers
from mock_systems.population.folder import Folder
from mock_systems.population.jobs import Job, register
from mock_systems.population.ledger import Stretch
from mock_systems.population.retirement import divisor

MONTHS_NEEDED = 180
"""Months of work, deemed ones included, without which there is no employee pension."""
RESIDENT_AGE = 60

_RESIDENT_DIVISOR = 139
_BASIC_RESIDENT = 20_000
_LOWEST_TIER = 20_000
_CALCULATION_BASE = 810_000


def retire(
    folder: Folder, employers: Employers, entry: int, retires: int, wage: float, chance: Chance
) -> None:
    """Write a working life from the day `entry` to the month `retires`, and the pension after it.

    Months before 1996 count as deemed and leave no contributions.
    """
    begins = max(entry, first_of(ACCOUNTS_BEGIN))
    place = employers.open_by(begins, chance, folder.citizen.index)
    job = Job(place, entry, first_of(retires + 1) - 1, "retired")
    paid = stretches(month_in(begins), retires, wage, chance)
    register(folder, [job], chance)
    balance = insure(folder, [Period(place.key, paid)], Stop(retires, RETIRED))
    months = retires - month_in(entry) + 1
    basic = int(_CALCULATION_BASE * (1 + wage) / 2) * months // 1200
    by = divisor(retires - month_in(folder.citizen.born), retires)
    amount = basic + int((balance.principal + balance.interest) / by)
    folder.grant(PENSION, month_text(retires + 1), amount)


def grant_resident_pension(folder: Folder, born: int, tier: int, chance: Chance) -> None:
    """Write the resident pension of someone past sixty. The first ones paid nothing for it."""
    reached = month_in(birthday(born, RESIDENT_AGE))
    begins = max(reached + 1, RESIDENTS_BEGIN * 12)
    last_year = reached // 12 - 1
    paid = resident_years(RESIDENTS_BEGIN + chance.whole(0, 2), last_year, tier)
    since, last = (paid[0].first, begins - 1) if paid else (begins, begins)
    balance = insure_resident(folder, paid, since, tier, Stop(last, PENSION_AGE))
    amount = _BASIC_RESIDENT + (balance.principal + balance.interest) // _RESIDENT_DIVISOR
    folder.grant(RESIDENT, month_text(begins), amount)


def resident_years(first: int, last: int, tier: int) -> list[Stretch]:
    """Whole years paid at a tier, the first third of them at the lowest one."""
    if last < first:
        return []
    changed = first + (last - first + 1) // 3
    if changed == first or tier == _LOWEST_TIER:
        return [Stretch(first * 12, last * 12 + 11, tier)]
    low = Stretch(first * 12, changed * 12 - 1, _LOWEST_TIER)
    return [low, Stretch(changed * 12, last * 12 + 11, tier)]
