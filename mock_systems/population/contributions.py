"""What people have paid: spells of months on one base, the participation they belong to, the
account they fill."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mock_systems.population.chance import Chance
from mock_systems.population.days import LAST_PAID, month_text
from mock_systems.population.folder import Folder
from mock_systems.population.ledger import (
    AVERAGE,
    CEILING,
    FLOOR,
    Balance,
    Stretch,
    employee_balance,
    resident_balance,
)
from mock_systems.records.insurance import PAYING, state_after

ACCOUNTS_BEGIN = 1996 * 12
"""Personal accounts of employees begin in 1996-01; earlier months are deemed, not recorded."""
OTHERS_BEGIN = 2022 * 12
"""Months of unemployment and injury insurance are on record from 2022-01, when the city's system
took them over."""
RESIDENTS_BEGIN = 2012
"""The first year of resident pension insurance."""
PRESENT = LAST_PAID // 12

PENSION, RESIDENT, UNEMPLOYMENT, INJURY = "110", "170", "210", "410"
EMPLOYEE, FLEXIBLE, INHABITANT = "10", "11", "50"
LEFT, PENSION_AGE, OTHER, RETIRED = "6301", "6308", "6399", "6501"


class Period(NamedTuple):
    """Stretches paid through one employer, or without one as a flexible worker."""

    employer: str
    stretches: Sequence[Stretch]

    @property
    def identity(self) -> str:
        return EMPLOYEE if self.employer else FLEXIBLE


class Stop(NamedTuple):
    """Since when nothing is paid any more, and why."""

    month: int
    reason: str

    @property
    def state(self) -> str:
        return state_after(self.reason)

    @property
    def credited_until(self) -> int:
        """The last year that earns interest: that of retirement, else the present one."""
        return self.month // 12 if self.reason in (RETIRED, PENSION_AGE) else PRESENT


def stretches(first: int, last: int, wage: float, chance: Chance) -> list[Stretch]:
    """The months from `first` to `last` cut into stretches of one base.

    `wage` is relative to the average of the year. A base may stand for some years, as long as no
    year's floor rises above it.
    """
    made = []
    while first <= last:
        year = first // 12
        base = _base(year, wage)
        holds = min(year + chance.whole(3, 9), PRESENT)
        while holds > year and FLOOR[holds] > base:
            holds -= 1
        until = min(last, holds * 12 + 11)
        made.append(Stretch(first, until, base))
        first = until + 1
    return made


def _base(year: int, wage: float) -> int:
    wanted = int(AVERAGE[year] * wage) // 100 * 100
    return min(max(wanted, FLOOR[year]), CEILING[year])


def insure(folder: Folder, periods: Sequence[Period], stop: Stop | None) -> Balance:
    """Write pension insurance and, for months with an employer, the two insurances beside it.

    `stop` is None where the last period goes on.
    """
    until = PRESENT if stop is None else stop.credited_until
    balance = employee_balance((s for p in periods for s in p.stretches), until)
    _participate(folder, PENSION, periods, stop)
    _spells(folder, PENSION, periods)
    folder.add("personal_account", PENSION, balance.months, balance.principal, balance.interest)
    _insure_beside(folder, periods, stop)
    return balance


def _insure_beside(folder: Folder, periods: Sequence[Period], stop: Stop | None) -> None:
    """Unemployment and injury insurance: employed months alone; becoming flexible stops them."""
    employed = [cut for period in periods if period.employer for cut in _cut(period)]
    if not employed:
        return
    if stop is None and not periods[-1].employer:
        stop = Stop(employed[-1].stretches[-1].last, LEFT)
    elif stop is not None and stop.reason == RETIRED:
        stop = Stop(stop.month, PENSION_AGE)
    for insurance in (UNEMPLOYMENT, INJURY):
        _participate(folder, insurance, employed, stop)
        _spells(folder, insurance, employed)


def _cut(period: Period) -> Iterator[Period]:
    kept = [
        Stretch(max(each.first, OTHERS_BEGIN), each.last, each.base)
        for each in period.stretches
        if each.last >= OTHERS_BEGIN
    ]
    if kept:
        yield Period(period.employer, kept)


def _participate(
    folder: Folder, insurance: str, periods: Sequence[Period], stop: Stop | None
) -> None:
    last = periods[-1]
    folder.add(
        "participation",
        insurance,
        last.identity,
        last.employer,
        PAYING if stop is None else stop.state,
        month_text(periods[0].stretches[0].first),
        last.stretches[-1].base,
        "",
        "" if stop is None else month_text(stop.month),
        "" if stop is None else stop.reason,
    )


def _spells(folder: Folder, insurance: str, periods: Sequence[Period]) -> None:
    for period in periods:
        _pay(folder, insurance, period.employer, period.identity, period.stretches)


def _pay(
    folder: Folder, insurance: str, employer: str, identity: str, paid: Sequence[Stretch]
) -> None:
    for first, last, base in paid:
        folder.add(
            "contribution_spell",
            insurance,
            employer,
            identity,
            month_text(first),
            month_text(last),
            base,
        )


def insure_resident(
    folder: Folder, paid: Sequence[Stretch], since: int, tier: int, stop: Stop | None
) -> Balance:
    """Write resident pension insurance; a stretch is whole years of one tier."""
    balance = resident_balance(paid, PRESENT if stop is None else stop.credited_until)
    folder.add(
        "participation",
        RESIDENT,
        INHABITANT,
        "",
        PAYING if stop is None else stop.state,
        month_text(since),
        0,
        str(tier),
        "" if stop is None else month_text(stop.month),
        "" if stop is None else stop.reason,
    )
    _pay(folder, RESIDENT, "", INHABITANT, paid)
    folder.add("personal_account", RESIDENT, balance.months, balance.principal, balance.interest)
    return balance
