"""Unemployment insurance: who may draw it, how long, how much, and when it stops (rule R8)."""

from collections import Counter
from datetime import date

from mock_systems.endings import ENDINGS
from mock_systems.money import yuan
from mock_systems.months import first_day, later, length, month_of, span
from mock_systems.policy.calculation import Calculation, Row, Worksheet, percent
from mock_systems.policy.retirement import AGES, statutory_month
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

_LAW = "社会保险法"
_AMOUNT = ("wage.minimum", "unemployment.benefit_ratio")
_STOPS = {
    "employed": ("重新就业", f"{_LAW}第五十一条第一项"),
    "service": ("应征服兵役", f"{_LAW}第五十一条第二项"),
    "abroad": ("移居境外", f"{_LAW}第五十一条第三项"),
    "pension": ("享受基本养老保险待遇", f"{_LAW}第五十一条第四项"),
    "refused": ("无正当理由拒绝适当工作或培训", f"{_LAW}第五十一条第五项"),
    "prison": ("被判刑收监执行", "失业保险条例第十五条第五项"),
}


@rule(
    "R8",
    "可否领取失业保险金",
    basis=f"{_LAW}第四十五条",
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
            Row("缴费不足上述月数，也没有尚未领取的月数", short, "不符合，已缴月数保留", f"{_LAW}第四十五条第一项"),
            Row(Sentence("中断就业的原因：{said}", said=Sentence(left.label)), left.own_will, "不符合，非本人意愿中断就业的条件不具备，已缴月数保留", left.law),
            Row("未办理失业登记", not registered, "先办理失业登记并提出求职要求", f"{_LAW}第四十五条第三项"),
            Row("三项条件均具备", True, "符合领取条件", f"{_LAW}第四十五条"),
        )
    )  # fmt: skip
    return sheet.done(eligible=not (short or left.own_will) and registered, reason=row.then)


@rule(
    "R8",
    "失业保险金期限和金额",
    basis=f"{_LAW}第四十六条、第四十七条",
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
    basis=f"{_LAW}第五十一条",
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
    basis=f"{_LAW}第四十六条",
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
    basis="国务院关于渐进式延迟法定退休年龄的办法第七条",
    uses=(
        "unemployment.near_retirement_months",
        *AGES,
    ),
    category="M60",
    birth="1966-11",
    last_month="2026-09",
)
def until_retirement(sheet: Worksheet, category: str, birth: str, last_month: str) -> Calculation:
    """Whether a benefit that would end after `last_month` goes on to the statutory age, `until`
    which month, with the pension contribution paid by the fund."""
    limit = sheet.figure("unemployment.near_retirement_months")
    age = statutory_month(sheet, category, birth)
    away = length(last_month, age) - 1
    sheet.note(
        "距法定退休年龄月数", Sentence("{last} 至 {age}", last=last_month, age=age), str(away)
    )
    near = 0 < away <= limit.value
    row = sheet.first(
        (
            Row(
                "领取期满时距法定退休年龄不足一年",
                near,
                "继续发放至法定退休年龄，基金代缴养老保险费",
            ),
            Row("不在上述期限内", True, "期满停发"),
        )
    )
    until = later(age, -1) if near else last_month
    return sheet.done(extended=near, until_month=until, months=away if near else 0, reason=row.then)


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
