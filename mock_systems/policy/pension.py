"""The monthly pension of an employee (rule R7).

Basic pension, account pension and transitional pension are each rounded half up to the fen; years
are months / 12, rounded as the region does. What an account earns in a year is rounded, too.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from mock_systems.bases import cited
from mock_systems.money import yuan
from mock_systems.policy.calculation import Calculation, Contradiction, Worksheet, percent
from mock_systems.policy.kinds import spoken
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

_BASIS = cited("PEN38 6")
_DIVISOR = ("pension.divisor", "pension.divisor_interpolated")
BASIC = (
    "pension.calculation_base",
    "pension.accrual_rate",
    "pension.years_step",
    "pension.years_rounding",
    "pension.round_up_to",
)
FULL = (*BASIC, *_DIVISOR, "pension.transition_rate")
"""The parameters of the basic pension alone, and of all its parts."""


@rule("R7", "计发月数", basis=_BASIS, uses=_DIVISOR, age="60y4m")
def divisor(sheet: Worksheet, age: int) -> Calculation:
    """The months an account is spread over from an age of 40 to 70 years; between whole years
    interpolated by months, or that of the completed year, as the region does."""
    return sheet.done(divisor=_divisor(sheet, age))


@rule(
    "R7",
    "职工基本养老金",
    basis=cited("SIL 15; PEN38 6"),
    uses=FULL,
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
    record = PaidRecord(months, deemed_months, index)
    base = sheet.amount("pension.calculation_base")
    basic = basic_part(sheet, base, record)
    account, by = account_part(sheet, balance, age)
    transitional = transitional_part(sheet, base, record)
    total = rounded_up(sheet, sheet.total("月基本养老金", basic, account, transitional))
    return sheet.done(
        basic=basic,
        account=account,
        transitional=transitional,
        divisor=by,
        total=total,
    )


@rule(
    "R7",
    "职工个人账户储存额",
    basis=cited("SIL 14"),
    uses=("pension.account_rate", "pension.account_rate_other"),
    balance="10000.00",
    first_year="2016",
    years="10",
)
def account(
    sheet: Worksheet,
    balance: int,
    first_year: int,
    years: int,
    credited: int = 0,
    other_rate: bool = False,
) -> Calculation:
    """The balance on the last day of the last of so many years: each year what stood there at its
    beginning earns the year's rate, rounded half up, and what is `credited` in the year (fen) is added
    without interest. A year whose rate is not published earns nothing; two are told of 2021, of which
    `other_rate` takes the lower. `BadParameter` before the first year of one national rate."""
    for year in range(first_year, first_year + years):
        disputed = year == _DISPUTED
        name = "pension.account_rate_other" if disputed and other_rate else "pension.account_rate"
        rate = sheet.figure(name, on=date(year, 12, 31))
        formula = Sentence("{balance} × (1 + {rate}) + {credited}", balance=yuan(balance), rate=percent(rate.value), credited=yuan(credited))  # fmt: skip
        title = Sentence("{year}年末储存额", year=year)
        if disputed:
            sheet.note("2021年记账利率", "", percent(rate.value), doubt=_TWO_RATES)
        balance = sheet.rounded(title, formula, balance * (1 + rate.value) + credited, rate)
    return sheet.done(balance=balance)


_DISPUTED = 2021
_TWO_RATES = Sentence("2021年记账利率有6.69%、5.35%两种说法，须由业务人员确认。")


@dataclass(frozen=True, slots=True)
class PaidRecord:
    """What somebody has paid: all months, those deemed paid among them, and the average index;
    `Contradiction` where more months are deemed to be paid than there are."""

    months: int
    deemed_months: int
    index: Decimal

    def __post_init__(self) -> None:
        if self.deemed_months > self.months:
            raise Contradiction("视同缴费月数多于全部月数，请核对 deemed_months 和 months。")


def basic_part(sheet: Worksheet, base: int, record: PaidRecord) -> int:
    """The basic pension of a record, written down."""
    years = _years(sheet, "缴费年限", record.months)
    rate = sheet.figure("pension.accrual_rate")
    formula = f"{yuan(base)} × (1 + {record.index}) ÷ 2 × {years:.8} × {percent(rate.value)}"
    exact = base * (1 + record.index) / 2 * years * rate.value
    return sheet.rounded("基础养老金", formula, exact, rate, index=str(record.index))


def account_part(sheet: Worksheet, balance: int, age: int) -> tuple[int, Decimal]:
    """The account pension of a balance at an age, and the divisor, written down."""
    by = _divisor(sheet, age)
    formula = f"{yuan(balance)} ÷ {by}"
    return sheet.rounded("个人账户养老金", formula, balance / by), by


def transitional_part(sheet: Worksheet, base: int, record: PaidRecord) -> int:
    """The transitional pension of the months deemed paid, written down."""
    if not record.deemed_months:
        sheet.note("过渡性养老金", "没有视同缴费年限", yuan(0))
        return 0
    years = _years(sheet, "视同缴费年限", record.deemed_months)
    rate = sheet.figure("pension.transition_rate")
    formula = f"{yuan(base)} × {record.index} × {years:.8} × {percent(rate.value)}"
    return sheet.rounded("过渡性养老金", formula, base * record.index * years * rate.value, rate)


def _years(sheet: Worksheet, title: str, months: int) -> Decimal:
    step, rounding = (sheet.figure(f"pension.years_{each}") for each in ("step", "rounding"))
    return sheet.years(title, months, step, rounding)


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


def rounded_up(sheet: Worksheet, total: int) -> int:
    """Some regions round a month's pension up to a jiao."""
    step = sheet.figure("pension.round_up_to")
    if not step.value:
        return total
    whole = Decimal(total) / (step.value * 100)
    rounded = int(whole.quantize(Decimal(1), ROUND_CEILING) * step.value * 100)
    formula = Sentence("{total} 进到 {step} 元", total=yuan(total), step=step.value)
    sheet.note("见分进角", formula, yuan(rounded), step)
    return rounded
