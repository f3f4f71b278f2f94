"""Unemployment insurance: who may draw it, how long, how much, and when it stops (rule R8)."""

from collections import Counter
from datetime import date

from mock_systems.bases import cited
from mock_systems.endings import ENDINGS
from mock_systems.money import yuan
from mock_systems.months import first_day, later, length, month_of, span
from mock_systems.policy.bases import BOUNDS, held_between
from mock_systems.policy.calculation import Calculation, Row, Worksheet, percent
from mock_systems.policy.retirement import AGES, statutory_month
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

_AMOUNT = ("wage.minimum", "unemployment.benefit_ratio")
_LOWEST = (*BOUNDS, "flexible.rate")
_NEAR_LAW = cited("RET 7")
_PAY_FIRST_LAW = cited("OLD76")
_PAY_FIRST = "告知本人在待遇领取地以个人身份参加职工养老保险，先缴费，再申请补助；基金不代缴"
_STOPS = {
    "employed": ("重新就业", cited("SIL 51(1)")),
    "service": ("应征服兵役", cited("SIL 51(2)")),
    "abroad": ("移居境外", cited("SIL 51(3)")),
    "pension": ("享受基本养老保险待遇", cited("SIL 51(4)")),
    "refused": ("无正当理由拒绝适当工作或培训", cited("SIL 51(5)")),
    "prison": ("被判刑收监执行", cited("UIR 15.1(5)")),
}


@rule(
    "R8",
    "可否领取失业保险金",
    basis=cited("SIL 45; SIR 13"),
    uses=("unemployment.minimum_months",),
    ending="dismissed",
    paid_months="44",
)
def eligibility(
    sheet: Worksheet, ending: str, paid_months: int, unused_months: int = 0, registered: bool = True
) -> Calculation:
    """Whether all three conditions hold: enough months paid (or months unused from before), the job
    not ended of own will, and a registration as unemployed."""
    least = sheet.figure("unemployment.minimum_months")
    sheet.note("须缴费月数", least.label, str(least.value), least)
    left = ENDINGS[ending]
    short = paid_months < least.value and not unused_months
    row = sheet.first(
        (
            Row("缴费不足上述月数，也没有尚未领取的月数", short, "不符合，已缴月数保留", cited("SIL 45(1)")),
            Row(Sentence("中断就业的原因：{said}", said=Sentence(left.label)), left.own_will, "不符合，非本人意愿中断就业的条件不具备，已缴月数保留", left.law),
            Row("未办理失业登记", not registered, "先办理失业登记并提出求职要求", cited("SIL 45(3)")),
            Row("三项条件均具备", True, "符合领取条件", cited("SIL 45")),
        )
    )  # fmt: skip
    return sheet.done(eligible=not (short or left.own_will) and registered, reason=row.then)


@rule(
    "R8",
    "失业保险金期限和金额",
    basis=cited("SIL 46, 47; SIR 14"),
    uses=(
        *_AMOUNT,
        "unemployment.minimum_months",
        "unemployment.months",
        "unemployment.cap_months",
    ),
    paid_months="44",
    unused_months="0",
)
def benefit(sheet: Worksheet, paid_months: int, unused_months: int = 0) -> Calculation:
    """The `months` granted for the months paid since the last benefit, unused ones added up to the
    cap, the `monthly` amount and the `total`."""
    granted = _granted(sheet, paid_months)
    cap = sheet.figure("unemployment.cap_months")
    months = min(granted + unused_months, int(cap.value))
    formula = Sentence("{granted} + {unused}，不超过 {cap}", granted=granted, unused=unused_months, cap=cap.value)  # fmt: skip
    sheet.note("核定月数", formula, str(months), cap)
    monthly = _monthly(sheet)
    total = monthly * months
    sheet.note("合计", f"{yuan(monthly)} × {months}", yuan(total))
    return sheet.done(months=months, monthly=monthly, total=total)


@rule(
    "R8",
    "停发失业保险金",
    basis=cited("SIL 51"),
    uses=_AMOUNT,
    cause="employed",
    happened="2026-05-06",
    last_paid="2026-07",
)
def stop(sheet: Worksheet, cause: str, happened: date, last_paid: str) -> Calculation:
    """From which month it stops, how many months were paid since, and what is to be returned: each
    month as it was paid, so a new minimum wage in between counts from its day on."""
    month = month_of(happened)
    said, law = _STOPS[cause]
    formula = Sentence(
        "{happened} {said}，当月起停发，同时停缴医疗保险费", happened=happened, said=Sentence(said)
    )
    sheet.note("停发月份", formula, month, basis=law)
    months = max(0, length(month, last_paid))
    formula = Sentence("{month} 至 {last} 已发的月份", month=month, last=last_paid)
    sheet.note("多发月数", formula, str(months))
    overpaid = _paid(sheet, month, last_paid)
    return sheet.done(month=month, months=months, overpaid=overpaid)


@rule(
    "R8",
    "剩余可领月数",
    basis=cited("SIL 46"),
    uses=("unemployment.cap_months",),
    granted_months="9",
    drawn_months="4",
)
def remainder(sheet: Worksheet, granted_months: int, drawn_months: int) -> Calculation:
    """The months granted and not drawn, which are kept for the next time, up to the cap."""
    cap = sheet.figure("unemployment.cap_months")
    left = min(max(0, granted_months - drawn_months), int(cap.value))
    sheet.note("剩余月数", f"{granted_months} − {drawn_months}", str(left), cap)
    return sheet.done(months=left)


@rule(
    "R8",
    "临近退休的延长领取",
    basis=_NEAR_LAW,
    uses=("unemployment.near_retirement_months", "unemployment.pay_first", *AGES),
    category="M60",
    birth="1966-11",
    last_month="2026-09",
)
def until_retirement(sheet: Worksheet, category: str, birth: str, last_month: str) -> Calculation:
    """Whether a benefit that would end after `last_month` goes on, `months` more, to the month of
    the statutory age, and what the person must be told of paying to the pension meanwhile."""
    age = statutory_month(sheet, category, birth)
    near = last_month < age and _near(sheet, last_month, age)
    row = sheet.first(
        (
            Row("领取期满时距法定退休年龄不足一年", near, "继续发放至法定退休年龄当月", _NEAR_LAW, status="unverified"),
            Row("不在上述期限内", True, "期满停发", _NEAR_LAW),
        )
    )  # fmt: skip
    reason = row.then
    if near and _pays_first(sheet, later(last_month, 1)):
        sheet.every((Row("先缴后补实施期间", True, _PAY_FIRST, _PAY_FIRST_LAW, status="reviewed"),))
        reason = Sentence("{row}；同时{also}", row=row.then, also=_PAY_FIRST)
    until = age if near else last_month
    more = length(last_month, until) - 1
    return sheet.done(extended=near, until_month=until, months=more, reason=reason)


@rule(
    "R8",
    "大龄领取人员养老保险费的先缴后补",
    basis=_PAY_FIRST_LAW,
    uses=("unemployment.pay_first", "unemployment.near_retirement_months", *AGES, *_LOWEST),
    category="M60",
    birth="1966-11",
    month="2026-10",
    pension_paid="1200.00",
)
def refund(
    sheet: Worksheet,
    category: str,
    birth: str,
    month: str,
    pension_paid: int,
    drawing: bool = True,
) -> Calculation:
    """What the fund gives back on application for a month paid to the pension on one's own while
    drawing benefit near the statutory age: what was paid, up to the month's lowest contribution."""
    sheet = sheet.under(first_day(month))
    runs = _pays_first(sheet, month)
    near = runs and _near(sheet, month, statutory_month(sheet, category, birth))
    row = sheet.first(
        (
            Row("不在先缴后补实施期间", not runs, "不予补助", _PAY_FIRST_LAW, allows=False, status="reviewed"),
            Row("当月不领取失业保险金", not drawing, "不予补助", _PAY_FIRST_LAW, allows=False, status="reviewed"),
            Row("当月距法定退休年龄超过一年，或已过法定退休年龄", not near, "不予补助", _PAY_FIRST_LAW, allows=False, status="reviewed"),
            Row("尚未缴费", not pension_paid, _PAY_FIRST, _PAY_FIRST_LAW, allows=False, status="reviewed"),
            Row("已以个人身份缴费", True, "经本人申请，按当地灵活就业人员最低缴费额补助，发至社会保障卡", _PAY_FIRST_LAW, status="unverified"),
        )
    )  # fmt: skip
    amount = min(pension_paid, _lowest(sheet)) if row.allows else 0
    return sheet.done(eligible=row.allows, refundable=amount, reason=row.then)


def _near(sheet: Worksheet, month: str, age: str) -> bool:
    """Whether the statutory age is reached within a year after a month, or in it, written down."""
    limit = sheet.figure("unemployment.near_retirement_months")
    away = length(month, age) - 1
    formula = Sentence("{last} 至 {age}", last=month, age=age)
    sheet.note("距法定退休年龄月数", formula, str(away), limit)
    return 0 <= away <= limit.value


def _pays_first(sheet: Worksheet, month: str) -> bool:
    """Whether in a month one pays first and the fund gives back, written down."""
    runs = sheet.figure("unemployment.pay_first", on=first_day(month))
    sheet.note(runs.label, str(runs.source), str(runs.value), runs)
    return bool(runs.value)


def _lowest(sheet: Worksheet) -> int:
    """The lowest contribution (fen) of a flexible worker, written down."""
    floor, _ = held_between(sheet)
    return sheet.share("灵活就业人员最低缴费额", floor, sheet.figure("flexible.rate"))


def _granted(sheet: Worksheet, paid_months: int) -> int:
    """The months of the region's table for the whole years paid."""
    least = sheet.figure("unemployment.minimum_months")
    years = paid_months // 12
    if paid_months < least.value:
        formula = Sentence(
            "缴费 {paid} 个月，不足 {least} 个月", paid=paid_months, least=least.value
        )
        sheet.note("按缴费年限核定", formula, "0", least)
        return 0
    figure = sheet.reached("unemployment.months", years)
    formula = Sentence("缴费 {paid} 个月，满 {years} 年", paid=paid_months, years=years)
    sheet.note("按缴费年限核定", formula, str(figure.value), figure)
    return int(figure.value)


def _paid(sheet: Worksheet, first: str, last: str) -> int:
    """What was paid from one month to another, under the figures of each month, written down."""
    figures = Counter(
        tuple(sheet.figure(name, on=first_day(month)) for name in _AMOUNT)
        for month in span(first, last)
    )
    amounts = []
    for (minimum, ratio), times in figures.items():
        formula = f"{yuan(minimum.value * 100)} × {percent(ratio.value)}"
        monthly = sheet.rounded("月失业保险金", formula, minimum.value * 100 * ratio.value, minimum, ratio)  # fmt: skip
        sheet.note("其间多发", f"{yuan(monthly)} × {times}", yuan(monthly * times))
        amounts.append(monthly * times)
    return sheet.total("应退回", *amounts or (0,))


def _monthly(sheet: Worksheet) -> int:
    minimum = sheet.amount("wage.minimum")
    return sheet.share("月失业保险金", minimum, sheet.figure("unemployment.benefit_ratio"))
