"""When people retire, and over how many months their account is paid out: by policy, remembered."""

from datetime import date
from decimal import Decimal
from functools import cache

from mock_systems.policy import pension
from mock_systems.policy.retirement import statutory
from mock_systems.population.days import BASE_DAY, month_number

_DIVISORS_BEGIN = 2006 * 12
_DIVISOR_BEFORE = Decimal(120)
"""What every account was divided by before the table of ages (国发〔1997〕26号)."""


@cache
def statutory_month(category: str, born: int) -> int:
    """The month the statutory age is reached by M60, F55 or F50 born in this month."""
    return month_number(statutory(category, f"{born // 12}-{born % 12 + 1:02d}", on=BASE_DAY)[1])


@cache
def divisor(age: int, retires: int) -> Decimal:
    """The months an account is paid out over, of who retires at an age (months) in this month."""
    if retires < _DIVISORS_BEGIN:
        return _DIVISOR_BEFORE
    on = date(retires // 12, retires % 12 + 1, 1)
    return Decimal(str(pension.divisor(age, on=on).value["divisor"]))
