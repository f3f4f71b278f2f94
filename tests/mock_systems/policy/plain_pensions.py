"""The oracle of employees' accounts: rates in hundredths of a percent, year by year."""

from fractions import Fraction

from tests.mock_systems.policy import draws as some
from tests.mock_systems.policy.drawn import facts, money
from tests.mock_systems.policy.plain import Answer, half_up

RATES = dict(enumerate([831, 712, 829, 761, 604, 669, 612, 397, 262, 150], 2016))


def account(balance: int, first_year: int, years: int, credited: int, other_rate: bool) -> Answer:
    for year in range(first_year, first_year + years):
        rate = 535 if other_rate and year == 2021 else RATES.get(year, 0)
        balance += half_up(Fraction(balance * rate, 10000)) + credited
    return {"balance": balance}


COMPARED = {
    "pension.account": (
        facts(
            balance=money,
            first_year=some.integers(2016, 2027),
            years=some.integers(0, 12),
            credited=some.integers(0, 2_000_000),
            other_rate=some.booleans(),
        ),
        account,
    ),
}
