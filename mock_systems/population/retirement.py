"""When people retire: the statutory month of policy, remembered for each month of birth."""

from functools import cache

from mock_systems.policy.retirement import statutory
from mock_systems.population.days import BASE_DAY, month_number


@cache
def statutory_month(category: str, born: int) -> int:
    """The month the statutory age is reached by M60, F55 or F50 born in this month."""
    return month_number(statutory(category, f"{born // 12}-{born % 12 + 1:02d}", on=BASE_DAY)[1])
