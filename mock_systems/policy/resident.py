"""The pension of urban and rural residents: joining, account, benefit (rule R3)."""

from datetime import date
from decimal import Decimal

from mock_systems.bases import cited
from mock_systems.money import yuan
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.parameter import Used
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

_WHO = cited("RES 3; LOC 35")
_BASIS = cited("RES")


@rule("R3", "缴费档次和补贴", basis=_BASIS, uses=("resident.subsidy",), tier="1000.00")
def tier(sheet: Worksheet, tier: int) -> Calculation:
    """A yearly tier (fen): own `payment`, government `subsidy` and what reaches the account in
    the year (`credited`). `BadParameter` where there is no such tier."""
    fen, subsidy = subsidy_of(sheet, tier, sheet.on)
    sheet.note("缴费补贴", Sentence("{tier} 档次的补贴标准", tier=yuan(tier)), yuan(fen), subsidy)
    credited = sheet.total("当年记入个人账户", tier, fen)
    return sheet.done(payment=tier, subsidy=fen, credited=credited)


@rule(
    "R3",
    "个人账户储存额",
    basis=_BASIS,
    uses=("resident.subsidy", "resident.account_rate"),
    tier="1000.00",
    first_year="2024",
    years="3",
)
def account(sheet: Worksheet, tier: int, first_year: int, years: int) -> Calculation:
    """The balance on the last day of the last of so many years paid at one tier: each year what
    stood there earns the year's rate, rounded, and payment and subsidy are added."""
    balance = 0
    for year in range(first_year, first_year + years):
        end = date(year, 12, 31)
        fen, subsidy = subsidy_of(sheet, tier, end)
        rate = sheet.figure("resident.account_rate", on=end)
        formula = Sentence("{balance} × (1 + {rate}) + {tier} + {subsidy}", balance=yuan(balance), rate=rate.value, tier=yuan(tier), subsidy=yuan(fen))  # fmt: skip
        title = Sentence("{year}年末储存额", year=year)
        exact = balance * (1 + rate.value) + tier + fen
        balance = sheet.rounded(title, formula, exact, rate, subsidy)
    return sheet.done(balance=balance)


@rule(
    "R3",
    "居民月养老金",
    basis=_BASIS,
    uses=("resident.basic", "resident.basic_least", "resident.divisor"),
    balance="22000.00",
)
def benefit(sheet: Worksheet, balance: int) -> Calculation:
    """The month's `basic` part, never below the nation's, the `account` part and the `total`."""
    basic = max(sheet.amount("resident.basic"), sheet.amount("resident.basic_least"))
    months = sheet.figure("resident.divisor")
    account = sheet.rounded("个人账户养老金", f"{yuan(balance)} ÷ {months.value}", balance / months.value, months)  # fmt: skip
    return sheet.done(basic=basic, account=account, total=sheet.total("月养老金", basic, account))


@rule(
    "R3",
    "可否参加居民养老保险",
    basis=_BASIS,
    uses=("age.resident_joining",),
    age="36y0m",
    employee_active="yes",
)
def admission(
    sheet: Worksheet,
    age: int,
    student: bool = False,
    public_staff: bool = False,
    employee_active: bool = False,
    hukou_here: bool = True,
) -> Calculation:
    """Whether a person may join the residents' scheme here."""
    least = sheet.figure("age.resident_joining")
    sheet.note(least.label, str(least.source), str(least.value), least)
    row = sheet.first(
        (
            Row("未满参保年龄", age < least.value * 12, "不予参保", _WHO, allows=False, status="reviewed"),
            Row("在校学生", student, "不予参保", _WHO, allows=False, status="reviewed"),
            Row("国家机关、事业单位工作人员", public_staff, "不予参保", _WHO, allows=False, status="reviewed"),
            Row("正在参加职工养老保险", employee_active, "同月不予参保，按职工养老保险", _WHO, allows=False, status="reviewed"),
            Row("户籍不在本地", not hukou_here, "到户籍地参保", _WHO, allows=False, status="reviewed"),
            Row("以上情形均无", True, "可以参保"),
        )
    )  # fmt: skip
    return sheet.done(allowed=row.allows, reason=row.then)


@rule(
    "R3",
    "可否领取居民养老金",
    basis=_BASIS,
    uses=("resident.pension_age", "resident.minimum_years"),
    age="60y0m",
    years="12",
)
def eligibility(sheet: Worksheet, age: int, years: int, other_pension: bool = False) -> Calculation:
    """Whether a member may draw the pension: the age, the years, and no other basic pension;
    `short` is the number of years that may still be paid at once."""
    old, least = sheet.figure("resident.pension_age"), sheet.figure("resident.minimum_years")
    for figure in (old, least):
        sheet.note(figure.label, str(figure.source), str(figure.value), figure)
    short = max(0, int(least.value) - years)
    row = sheet.first(
        (
            Row("已领取其他基本养老保险待遇", other_pension, "不得重复领取", allows=False),
            Row("未满领取年龄", age < old.value * 12, "到龄后申领", allows=False),
            Row("缴费年限不足", short > 0, "可补缴所缺年限，补缴部分一般无补贴", allows=False),
            Row("年龄和年限均已达到", True, "次月起发放"),
        )
    )
    return sheet.done(eligible=row.allows, short=short, reason=row.then)


def subsidy_of(sheet: Worksheet, tier: int, on: date) -> tuple[int, Used]:
    """The subsidy of a tier in fen, and where it stands."""
    subsidy = sheet.figure("resident.subsidy", f"{(Decimal(tier) / 100).normalize():f}", on=on)
    return int(subsidy.value * 100), subsidy
