"""The month in which the statutory retirement age is reached (rule R6).

The reform counts from 2025-01-01: whoever reaches the original age from then on is delayed step
by step (国务院关于渐进式延迟法定退休年龄的办法 arts. 1–2).
"""

from datetime import date

from mock_systems.months import later, length, month_of
from mock_systems.policy.calculation import Calculation, Worksheet

REFORM = "2025-01"


def statutory(category: str, born: date, *, on: date) -> Calculation:
    """The `age` in months and the `month` it is reached; `category` is M60, F55 or F50."""
    sheet = Worksheet("retirement.statutory", on)
    original = sheet.figure("retirement.original_months", category)
    reached = later(month_of(born), int(original.value))
    delay = _delay(sheet, category, reached)
    age, month = int(original.value) + delay, later(reached, delay)
    sheet.note(
        "法定退休年龄", f"{original.value}个月 + {delay}个月", f"{age}个月，{month}", original
    )
    return sheet.done(age=age, month=month)


def last_working_month(sex: str, born: date, *, on: date) -> str:
    """The month in which working age ends; for a woman the later of her two possible ages, since
    only her personnel file can tell which one is hers."""
    return str(statutory("M60" if sex == "1" else "F55", born, on=on).values["month"])


def _delay(sheet: Worksheet, category: str, reached: str) -> int:
    """One month for every started step of birth months since the first affected one, up to a cap."""
    if reached < REFORM:
        sheet.note("延迟月数", f"{reached} 达到原年龄，早于 {REFORM}，不延迟", "0")
        return 0
    step = sheet.figure("retirement.step_months", category)
    cap = sheet.figure("retirement.cap_months", category)
    passed = length(REFORM, reached) - 1
    delay = min(int(cap.value), passed // int(step.value) + 1)
    formula = f"{passed} ÷ {step.value} 取整 + 1，不超过 {cap.value}"
    sheet.note("延迟月数", formula, str(delay), step, cap)
    return delay
