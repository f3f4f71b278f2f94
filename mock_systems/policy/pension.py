"""The monthly pension of an employee (rule R7).

Basic pension, account pension and transitional pension are each rounded half up to the fen; years
are months / 12 rounded to the region's step.
"""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from mock_systems.money import yuan
from mock_systems.policy.calculation import Calculation, Contradiction, Worksheet, percent
from mock_systems.policy.kinds import spoken
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

_BASIS = "国发〔2005〕38号第六条及附件"
_DIVISOR = ("pension.divisor", "pension.divisor_interpolated")


@rule("R7", "计发月数", basis=_BASIS, uses=_DIVISOR, age="60y4m")
def divisor(sheet: Worksheet, age: int) -> Calculation:
    """The months an account is spread over from an age of 40 to 70 years; between whole years
    interpolated by months, or that of the completed year, as the region does."""
    return sheet.done(divisor=_divisor(sheet, age))


@rule(
    "R7",
    "职工基本养老金",
    basis=f"社会保险法第十五条，{_BASIS}",
    uses=(
        *_DIVISOR,
        "pension.calculation_base",
        "pension.accrual_rate",
        "pension.transition_rate",
        "pension.round_up_to",
        "pension.years_step",
    ),
    months="390",
    deemed_months="30",
    index="1.1042",
    balance="142300.00",
    age="50y8m",
)
def monthly(
    sheet: Worksheet, months: int, index: Decimal, balance: int, age: int, deemed_months: int = 0
) -> Calculation:
    """The parts and the `total` of a month's pension; `Contradiction` where more months are deemed
    to be paid than there are.

    `months` are all months, those deemed to be paid included; `index` is the average contribution
    index, `balance` the account (fen), `age` the months of age at retirement.
    """
    if deemed_months > months:
        raise Contradiction("视同缴费月数多于全部月数，请核对 deemed_months 和 months。")
    base = sheet.amount("pension.calculation_base")
    basic = _basic(
        sheet, base, index, sheet.years("缴费年限", months, sheet.figure("pension.years_step"))
    )
    by = _divisor(sheet, age)
    account = sheet.rounded("个人账户养老金", f"{yuan(balance)} ÷ {by}", balance / by)
    transitional = _transitional(sheet, base, index, deemed_months)
    total = _up(sheet, sheet.total("月基本养老金", basic, account, transitional))
    return sheet.done(
        basic=basic,
        account=account,
        transitional=transitional,
        divisor=by,
        total=total,
    )


def _basic(sheet: Worksheet, base: int, index: Decimal, years: Decimal) -> int:
    rate = sheet.figure("pension.accrual_rate")
    formula = f"{yuan(base)} × (1 + {index}) ÷ 2 × {years} × {percent(rate.value)}"
    exact = base * (1 + index) / 2 * years * rate.value
    return sheet.rounded("基础养老金", formula, exact, rate, index=str(index))


def _transitional(sheet: Worksheet, base: int, index: Decimal, deemed_months: int) -> int:
    if not deemed_months:
        sheet.note("过渡性养老金", "没有视同缴费年限", yuan(0))
        return 0
    years = sheet.years("视同缴费年限", deemed_months, sheet.figure("pension.years_step"))
    rate = sheet.figure("pension.transition_rate")
    formula = f"{yuan(base)} × {index} × {years} × {percent(rate.value)}"
    return sheet.rounded("过渡性养老金", formula, base * index * years * rate.value, rate)


def _divisor(sheet: Worksheet, age: int) -> Decimal:
    """The divisor of an age, written down."""
    years, months = divmod(age, 12)
    whole = sheet.figure("pension.divisor", str(years))
    if not months:
        sheet.note("计发月数", spoken(age), str(whole.value), whole)
        return whole.value
    between = sheet.figure("pension.divisor_interpolated")
    if not between.value:
        sheet.note("计发月数", Sentence("按 {years} 周岁", years=years), str(whole.value), whole, between)  # fmt: skip
        return whole.value
    after = sheet.figure("pension.divisor", str(years + 1))
    exact = whole.value - (whole.value - after.value) * months / 12
    value = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    formula = f"{whole.value} − ({whole.value} − {after.value}) × {months} ÷ 12"
    rounding = "" if value == exact else "四舍五入到一位小数"
    sheet.note("计发月数", formula, str(value), whole, after, between, rounding=rounding)
    return value


def _up(sheet: Worksheet, total: int) -> int:
    """Some regions round a month's pension up to a jiao."""
    step = sheet.figure("pension.round_up_to")
    if not step.value:
        return total
    whole = Decimal(total) / (step.value * 100)
    rounded = int(whole.quantize(Decimal(1), ROUND_CEILING) * step.value * 100)
    formula = Sentence("{total} 进到 {step} 元", total=yuan(total), step=step.value)
    sheet.note("见分进角", formula, yuan(rounded), step)
    return rounded
