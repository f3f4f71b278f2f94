"""The sickness allowance of members who can no longer work and are not of retirement age (rule R25).

Law since 2025-01-01, when early retirement on grounds of illness ended. What the measures leave open
(from which month, by which year's minimum, how old an appraisal may be) is a figure that says so.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from mock_systems.bases import cited
from mock_systems.months import first_day, later, length, month_of
from mock_systems.policy.calculation import Calculation, Contradiction, Result, Row, Worksheet
from mock_systems.policy.kinds import spoken
from mock_systems.policy.pension import (
    FULL,
    PaidRecord,
    account_part,
    basic_part,
    rounded_up,
    transitional_part,
)
from mock_systems.policy.retirement import AGES, statutory_month
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

SINCE = date(2025, 1, 1)
_MEASURES = cited("SICK")
_FULL, _BASIC, _LIMITED = "full", "basic", "limited"
_AMOUNTS = ("share", "basic", "account", "transitional", "monthly")
_TERM = ("first", "until_month", "payable_months", "recalculated_from")
_NONE: dict[str, Result] = dict.fromkeys((*_AMOUNTS, *_TERM))


@rule(
    "R25",
    "病残津贴",
    basis=cited("SIL 17; SICK 2-4"),
    uses=(
        *AGES,
        "retirement.minimum_months",
        "sickness.appraisal_months",
        "sickness.minimum_of_claim",
        "sickness.near_months",
        "sickness.short_months",
        "sickness.months",
        "sickness.more_months",
        "sickness.start_months",
        *FULL,
    ),
    category="M60",
    birth="1968-02",
    months="300",
    index="0.8523",
    balance="100000.00",
    concluded="2026-05-20",
)
def allowance(
    sheet: Worksheet,
    category: str,
    birth: str,
    months: int,
    index: Decimal,
    balance: int,
    concluded: date,
    deemed_months: int = 0,
    total_loss: bool = True,
    work_injury: bool = False,
    draws_pension: bool = False,
    draws_unemployment: bool = False,
) -> Calculation:
    """The allowance of who claims it on the worksheet's day: whether there is one, the `share` of a
    pension it is (`full` or `basic`), its parts and the `monthly` amount, the `first` and the last
    month (`until_month`) with their number (`payable_months`), and the month it is `recalculated_from`,
    if it is.

    `months` are all months, those deemed to be paid included; `concluded` is the day of the appraisal,
    `total_loss` what it says. `Contradiction` where it lies in the future.
    """
    record = PaidRecord(months, deemed_months, index)
    if concluded > sheet.on:
        raise Contradiction("鉴定结论日期晚于计算日期，请核对 concluded。")
    if sheet.on < SINCE:
        row = sheet.first(
            [Row("2025年以前申领", True, "不适用，当时按病退、退职的规定", _MEASURES, False)]
        )
        return sheet.done(eligible=False, reason=row.then, **_NONE)
    ending = statutory_month(sheet, category, birth)
    open_to = sheet.first(
        _conditions(
            sheet, ending, concluded, total_loss, work_injury, draws_pension, draws_unemployment
        )
    )
    if not open_to.allows:
        return sheet.done(eligible=False, reason=open_to.then, **_NONE)
    claimed = month_of(sheet.on)
    row = sheet.first(_standards(sheet, months, claimed, ending))
    return sheet.done(
        eligible=True,
        reason=row.then,
        **_amounts(sheet, record, balance, row.code == _FULL, length(birth, claimed) - 1),
        **_term(sheet, months, claimed, ending, row.code),
    )


def _conditions(
    sheet: Worksheet,
    ending: str,
    concluded: date,
    total_loss: bool,
    work_injury: bool,
    draws_pension: bool,
    draws_unemployment: bool,
) -> Iterator[Row]:
    """Who has no allowance, in the order a clerk asks."""
    fresh = sheet.after("鉴定结论有效至", concluded, sheet.figure("sickness.appraisal_months"))
    at_age = month_of(sheet.on) >= ending
    yield Row("因工致残", work_injury, "按工伤保险待遇", _MEASURES, allows=False, status="reviewed")
    yield Row("已领取基本养老金", draws_pension, "不可，已领取养老金", _MEASURES, allows=False)
    yield Row(
        "已达到法定退休年龄",
        at_age,
        "不可，办理退休手续",
        _MEASURES,
        allows=False,
        status="reviewed",
    )
    yield Row(
        "未达到完全丧失劳动能力",
        not total_loss,
        "不可，满一年后可以再申请鉴定",
        cited("SICK; LCA 21"),
        allows=False,
        status="reviewed",
    )
    yield Row(
        "鉴定结论已过有效期",
        sheet.on > fresh,
        "不可，须重新鉴定",
        _MEASURES,
        allows=False,
        status="unverified",
    )
    yield Row(
        "正在领取失业保险金",
        draws_unemployment,
        "不可同时领取，须先停领失业保险金",
        cited("SIL 51"),
        allows=False,
        status="unverified",
    )
    yield Row("以上情形均无", True, "可以申领，领取期间不再缴费，恢复缴费的自次月起停发")  # fmt: skip


def _standards(sheet: Worksheet, months: int, claimed: str, ending: str) -> Iterator[Row]:
    """The three standards of the measures."""
    of_claim = sheet.figure("sickness.minimum_of_claim")
    year = claimed if of_claim.value else ending
    minimum = sheet.figure("retirement.minimum_months", on=first_day(year))
    formula = Sentence("{month} 适用的最低缴费月数", month=year)
    sheet.note("最低缴费月数", formula, str(minimum.value), minimum, of_claim)
    near, left = sheet.figure("sickness.near_months"), length(claimed, ending) - 1
    formula = Sentence(
        "{month} 达到，{near} 个月（含）以内按退休人员计发", month=ending, near=near.value
    )
    sheet.note("距法定退休年龄月数", formula, str(left), near)
    enough = months >= minimum.value
    yield Row(
        "已缴满最低年限，距法定退休年龄5年（含）以内",
        enough and left <= near.value,
        "按退休人员基本养老金计发并随其调整，到龄或弹性提前退休时不再重新计算",
        _MEASURES,
        code=_FULL,
        status="reviewed",
    )
    yield Row(
        "已缴满最低年限，距法定退休年龄5年以上",
        enough,
        "只发基础养老金部分，按全国总体比例调整，距法定退休年龄5年时重新核算",
        _MEASURES,
        code=_BASIC,
        status="reviewed",
    )
    yield Row("未缴满最低年限", True, "只发基础养老金部分，按全国总体比例调整，按缴费年限限期发放", _MEASURES, code=_LIMITED, status="reviewed")  # fmt: skip


def _amounts(
    sheet: Worksheet, record: PaidRecord, balance: int, full: bool, age: int
) -> dict[str, Result]:
    """What is paid in a month, written down: all parts of a pension, or the basic one alone."""
    base = sheet.amount("pension.calculation_base")
    basic = basic_part(sheet, base, record)
    account = transitional = 0
    if full:
        sheet.note("申领时年龄", "", spoken(age), doubt=_AGE_OF_CLAIM)
        account, _ = account_part(sheet, balance, age)
        transitional = transitional_part(sheet, base, record)
    monthly = rounded_up(sheet, sheet.total("月病残津贴", basic, account, transitional))
    return {
        "share": _FULL if full else _BASIC,
        "basic": basic,
        "account": account,
        "transitional": transitional,
        "monthly": monthly,
    }


_AGE_OF_CLAIM = Sentence("个人账户按申领时年龄的计发月数计发，文件没有写，须由业务人员确认。")


def _term(
    sheet: Worksheet, months: int, claimed: str, ending: str, standard: str
) -> dict[str, Result]:
    """From when to when it is paid, written down; never past the month of the statutory age, from the
    month after which there is a pension."""
    wait = sheet.figure("sickness.start_months")
    first = later(claimed, int(wait.value))
    sheet.note("起始年月", Sentence("{month} 申领", month=claimed), first, wait)
    until, recalculated = ending, None
    if standard == _LIMITED:
        until = min(ending, later(first, _granted(sheet, months) - 1))
    if standard == _BASIC:
        near = sheet.figure("sickness.near_months")
        recalculated = later(ending, -int(near.value))
        formula = Sentence("{month} 提前 {near} 个月", month=ending, near=near.value)
        sheet.note("重新核算年月", formula, recalculated, near)
    sheet.note("截止年月", Sentence("不晚于法定退休年龄当月 {month}", month=ending), until)
    return {
        "first": first,
        "until_month": until,
        "payable_months": length(first, until),
        "recalculated_from": recalculated,
    }


def _granted(sheet: Worksheet, months: int) -> int:
    """The months of who has not paid the minimum: a number, and more for every begun year beyond."""
    least, more = sheet.figure("sickness.months"), sheet.figure("sickness.more_months")
    short = sheet.figure("sickness.short_months")
    begun = -(-max(0, months - int(short.value)) // 12)
    granted = int(least.value) + int(more.value) * begun
    formula = Sentence("{least} + {more} × {begun}（满 {short} 个月以后每多缴一年，不满一年按一年）", least=least.value, more=more.value, begun=begun, short=short.value)  # fmt: skip
    exactly = Sentence("缴费正好5年的，增加几个月文件没有写，须由业务人员确认。")
    doubt = exactly if months == short.value else ""
    sheet.note("发放月数", formula, str(granted), least, more, short, doubt=doubt)
    return granted
