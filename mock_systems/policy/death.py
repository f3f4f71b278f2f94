"""Death of a member of the employee pension: funeral grant and consolation (rule R9)."""

from datetime import date
from decimal import Decimal

from mock_systems.bases import cited
from mock_systems.money import yuan
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.rule import rule
from mock_systems.policy.workdays import counted
from mock_systems.sentence import Sentence

_BASIS = cited("SUR 4, 5")
_PART_YEARS = (
    "文件写“每多缴费1年，发放月数增加1个月”，不足一年的月数没有写：本地按年限尾数的取舍折算，"
    "另一读法只算整年，须由业务人员确认。"
)


@rule(
    "R9",
    "丧葬补助金和抚恤金",
    basis=cited("SIL 17; SUR 4, 5"),
    uses=(
        "death.income",
        "death.funeral_months",
        "death.consolation_months",
        "death.consolation_grows_years",
        "death.consolation_full_years",
        "death.consolation_least_months",
        "death.years_step",
        "death.years_rounding",
    ),
    paid_months="360",
    drawn_months="122",
)
def pension_member(sheet: Worksheet, paid_months: int, drawn_months: int = 0) -> Calculation:
    """The `funeral` grant, the `consolation` and their `total`; the account's balance comes beside.

    Years are months / 12, rounded as the place reads the law. `multiple` is the number of months of income: by paid
    years, less one for each year of pension drawn, never below the least for pensioners.
    """
    income = sheet.amount("death.income")
    months = sheet.figure("death.funeral_months")
    funeral = int(income * months.value)
    sheet.note("丧葬补助金", f"{months.value} × {yuan(income)}", yuan(funeral), months)
    multiple = _multiple(sheet, paid_months, drawn_months)
    consolation = sheet.rounded("抚恤金", f"{multiple} × {yuan(income)}", income * multiple)
    total = sheet.total("合计", funeral, consolation)
    return sheet.done(funeral=funeral, multiple=multiple, consolation=consolation, total=total)


@rule(
    "R9",
    "应申领的死亡待遇",
    basis=cited("SIL 14, 17, 38, 49"),
    work_death="no",
    pension_member="yes",
    unemployment_benefit="yes",
    resident_member="no",
)
def scheme(
    sheet: Worksheet,
    work_death: bool,
    pension_member: bool,
    unemployment_benefit: bool = False,
    resident_member: bool = False,
) -> Calculation:
    """Which scheme pays on a death; where several give a funeral grant, one is chosen."""
    several = pension_member + unemployment_benefit + resident_member > 1
    row = sheet.first(
        (
            Row("因工死亡", work_death, "按工伤保险待遇", cited("WIR 39")),
            Row(
                "同时符合几项保险的丧葬补助金条件",
                several,
                "由家属比较后选择其一，只办一项",
                cited("SIL 49.2"),
                code=CHOOSE,
            ),
            Row("参加职工基本养老保险", pension_member, "按职工养老保险遗属待遇", _BASIS),
            Row(
                "领取失业保险金期间",
                unemployment_benefit,
                "按失业保险",
                cited("SIL 49.1"),
            ),
            Row("参加居民养老保险", resident_member, "按居民养老保险的地方规定"),
            Row("没有参加以上保险", True, "没有可申领的待遇"),
        )
    )
    return sheet.done(choose=row.code == CHOOSE, reason=row.then)


CHOOSE = "choose"


@rule(
    "R9",
    "死亡申报期限",
    basis=cited("OPR 25"),
    uses=("death.report_workdays",),
    died="2026-06-05",
)
def report(sheet: Worksheet, died: date) -> Calculation:
    """The last day to report a death; what is paid later is recovered."""
    limit = sheet.figure("death.report_workdays")
    return sheet.done(until=counted(sheet, "申报期限", died, int(limit.value), limit))


def _multiple(sheet: Worksheet, paid_months: int, drawn_months: int) -> Decimal:
    paid = _years(sheet, "缴费年限", paid_months)
    figure = sheet.reached("death.consolation_months", Decimal(paid_months) / 12)
    grows = sheet.figure("death.consolation_grows_years")
    full = sheet.figure("death.consolation_full_years")
    growing = grows.value * 12 < paid_months < full.value * 12
    more = paid - grows.value if growing else Decimal(0)
    multiple = figure.value + more
    formula = Sentence("{months} + 超过 {years} 年的部分 {more}", months=figure.value, years=grows.value, more=f"{more:.8}")  # fmt: skip
    part_years = (growing and paid_months % 12) or drawn_months % 12
    doubt = Sentence(_PART_YEARS) if part_years else ""
    sheet.note("抚恤金月数", formula, f"{multiple:.8}", figure, grows, full, doubt=doubt)
    if not drawn_months:
        return multiple
    drawn = _years(sheet, "领取养老金年限", drawn_months)
    least = sheet.figure("death.consolation_least_months")
    reduced = max(least.value, multiple - drawn)
    formula = Sentence("{multiple} − {drawn}，不低于 {least}", multiple=f"{multiple:.8}", drawn=f"{drawn:.8}", least=least.value)  # fmt: skip
    sheet.note("退休人员抚恤金月数", formula, f"{reduced:.8}", least)
    return reduced


def _years(sheet: Worksheet, title: str, months: int) -> Decimal:
    step, rounding = (sheet.figure(f"death.years_{each}") for each in ("step", "rounding"))
    return sheet.years(title, months, step, rounding)
