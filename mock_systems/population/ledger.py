"""The ledger rule: what a personal account holds after the contributions in the record.

Employee pension: each paid month credits 8 % of its base, rounded half up to a fen. Resident
pension: each paid year credits the tier and its subsidy. On 31 December of each year what stood
there at its beginning, interest included, earns that year's rate, rounded half up to a fen;
payments of the year earn nothing in it. Nothing is credited for the current year, whose rate is
not published yet, nor after contributions have ended for good.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from mock_systems.policy.load import parameters
from mock_systems.policy.resident import tier
from mock_systems.population.days import BASE_DAY
from mock_systems.population.words import words
from mock_systems.records.insurance import RESIDENT_TIER

_WORDS = words("bases")
_ACCOUNT_PERCENT: int = _WORDS["account_percent"]
_FIRST_NATIONAL = 2016

AVERAGE: dict[int, int] = {int(year): average * 100 for year, average in _WORDS["average"].items()}
"""The average monthly wage behind each year's bases, in fen."""
FLOOR: dict[int, int] = {
    year: average * _WORDS["floor_percent"] // 100 for year, average in AVERAGE.items()
}
CEILING: dict[int, int] = {
    year: average * _WORDS["ceiling_percent"] // 100 for year, average in AVERAGE.items()
}


@cache
def tier_credit() -> Mapping[int, int]:
    """What a year's payment of a tier brings to the account, subsidy included."""
    return {int(each): tier(int(each), on=BASE_DAY).fen("credited") for each in RESIDENT_TIER}


@cache
def _rates() -> Mapping[int, int]:
    """What accounts earn in a year, in ten-thousandths: by policy from the first national rate on."""
    return {int(year): rate for year, rate in _WORDS["rate"].items()} | {
        year: int(parameters().used("pension.account_rate", date(year, 12, 31)).value * 10_000)
        for year in range(_FIRST_NATIONAL, BASE_DAY.year)
    }


@cache
def _resident_rates() -> Mapping[int, int]:
    return dict.fromkeys(_rates(), _WORDS["resident_rate"])


class Stretch(NamedTuple):
    """Months paid on one base: a contribution spell as numbers."""

    first: int
    last: int
    base: int

    @property
    def months(self) -> int:
        return self.last - self.first + 1


class Balance(NamedTuple):
    """A personal account: months counted, principal and interest in fen."""

    months: int
    principal: int
    interest: int


def credited(base: int) -> int:
    """What a month on this base brings to an employee's account."""
    return (base * _ACCOUNT_PERCENT + 50) // 100


def employee_balance(stretches: Iterable[Stretch], until: int) -> Balance:
    """The account of an employee or flexible worker; `until` is the last year credited."""
    paid: dict[int, int] = {}
    months = 0
    for stretch in stretches:
        each = credited(stretch.base)
        months += stretch.months
        first, last_year = stretch.first, stretch.last // 12
        for year in range(first // 12, last_year):
            paid[year] = paid.get(year, 0) + (year * 12 + 12 - first) * each
            first = year * 12 + 12
        paid[last_year] = paid.get(last_year, 0) + (stretch.last + 1 - first) * each
    return _balance(months, paid, _rates(), until)


def resident_balance(stretches: Iterable[Stretch], until: int) -> Balance:
    """The account of a resident; a stretch is whole years and its base the tier. What is no tier
    brings nothing."""
    paid: dict[int, int] = {}
    for stretch in stretches:
        for year in range(stretch.first // 12, stretch.last // 12 + 1):
            paid[year] = tier_credit().get(stretch.base, 0)
    return _balance(len(paid) * 12, paid, _resident_rates(), until)


def _balance(months: int, paid: dict[int, int], rates: Mapping[int, int], until: int) -> Balance:
    principal = interest = 0
    for year in range(min(paid, default=until), until + 1):
        interest += ((principal + interest) * rates.get(year, 0) + 5000) // 10_000
        principal += paid.get(year, 0)
    return Balance(months, principal, interest)
