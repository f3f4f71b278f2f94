"""When people retire: the statutory month of policy, remembered for each month of birth."""

from datetime import date
from functools import cache

from mock_systems.policy.retirement import statutory
from mock_systems.population.days import BASE_DAY, month_number


@cache
def statutory_month(category: str, born: int) -> int:
    """The month the statutory age is reached by M60, F55 or F50 born in this month."""
    day = date(born // 12, born % 12 + 1, 1)
    return month_number(str(statutory(category, day, on=BASE_DAY).values["month"]))
