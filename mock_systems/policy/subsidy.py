"""Social-insurance subsidies for people with difficulty in finding work (rule R14)."""

from decimal import Decimal

from mock_systems.bases import cited
from mock_systems.months import later, length
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.retirement import AGES, statutory_month
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

_BASIS = cited("EPL 52; EF1")


@rule(
    "R14",
    "灵活就业社会保险补贴",
    basis=_BASIS,
    uses=("subsidy.flexible_share",),
    pension_paid="936.00",
    medical_paid="400.00",
)
def flexible(sheet: Worksheet, pension_paid: int, medical_paid: int = 0) -> Calculation:
    """At most two thirds of what was actually paid in a month."""
    paid = sheet.total("当月实缴", pension_paid, medical_paid)
    parts = (sheet.figure("subsidy.flexible_share", each) for each in ("分子", "分母"))
    of, parts_in = parts
    formula = Sentence("实缴 × {of} ÷ {parts}", of=of.value, parts=parts_in.value)
    exact = Decimal(paid) * of.value / parts_in.value
    return sheet.done(monthly=sheet.rounded("月补贴", formula, exact, of, parts_in))


@rule(
    "R14",
    "用人单位社会保险补贴",
    basis=_BASIS,
    uses=("pension.employer_rate", "unemployment.employer_rate"),
    base="4680.00",
    medical_paid="374.40",
)
def employer(sheet: Worksheet, base: int, medical_paid: int = 0) -> Calculation:
    """The employer's part of pension, unemployment and medical insurance, never the employee's."""
    pension = sheet.share("基本养老保险 单位", base, sheet.figure("pension.employer_rate"))
    lost_job = sheet.share("失业保险 单位", base, sheet.figure("unemployment.employer_rate"))
    return sheet.done(monthly=sheet.total("月补贴", pension, medical_paid, lost_job))


@rule(
    "R14",
    "补贴期限",
    basis=_BASIS,
    uses=(
        "subsidy.months",
        "subsidy.near_retirement_months",
        *AGES,
    ),
    category="F50",
    birth="1979-03",
    first="2026-06",
)
def term(sheet: Worksheet, category: str, birth: str, first: str) -> Calculation:
    """Until which month it is paid when approved `first`: three years, or to the statutory age for
    who is less than five years from it; not at all (none) for who is past it."""
    month = statutory_month(sheet, category, birth)
    left = length(first, month) - 1
    limit, near = sheet.figure("subsidy.months"), sheet.figure("subsidy.near_retirement_months")
    formula = Sentence("{first} 至 {month}", first=first, month=month)
    sheet.note("距法定退休年龄月数", formula, str(left), limit, near)
    close = left < near.value
    full = later(first, int(limit.value) - 1)
    row = sheet.first(
        (
            Row("初次核定时已过法定退休年龄", left < 0, "不予补贴"),
            Row(
                Sentence("初次核定时距法定退休年龄不足 {months} 个月", months=near.value),
                close,
                month,
            ),
            Row(Sentence("最长 {months} 个月", months=limit.value), True, full),
        )
    )
    return sheet.done(months_left=max(0, left), until_month=None if left < 0 else row.then)


@rule(
    "R14",
    "当月可否补贴",
    basis=_BASIS,
    approved="yes",
    paid_first="yes",
    employed_elsewhere="yes",
)
def month(
    sheet: Worksheet, approved: bool, paid_first: bool, employed_elsewhere: bool = False
) -> Calculation:
    """Whether one month may be subsidised as flexible work: paid first, and not employed then; a
    subsidy paid all the same is recovered."""
    row = sheet.first(
        (
            Row("未认定为就业困难人员", not approved, "不予补贴", allows=False),
            Row("当月已由单位参保", employed_elsewhere, "不予补贴，已发的追回", allows=False),
            Row("当月尚未缴费", not paid_first, "缴费后再申请", allows=False),
            Row("先缴后补", True, "予以补贴"),
        )
    )
    return sheet.done(allowed=row.allows, reason=row.then)
