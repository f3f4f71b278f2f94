"""Work injury: benefits and who pays them (rule R10)."""

from datetime import date

from mock_systems.bases import cited
from mock_systems.money import whole_fen, yuan
from mock_systems.months import length, month_of
from mock_systems.policy.bases import BOUNDS, held
from mock_systems.policy.calculation import Calculation, Contradiction, Row, Worksheet
from mock_systems.policy.recognition import read_in
from mock_systems.policy.retirement import AGES, statutory_month
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

_INCOME = cited("SIR 11")
_MONTHLY_GRADES = 6
"""Grades 1–6 may draw a monthly allowance; grades 5 and 6 where no suitable post is found."""
_FUND_GRADES = 4


@rule(
    "R10",
    "本人工资",
    basis=cited("WIR 64"),
    uses=BOUNDS,
    wage="4000.00",
)
def own_wage(sheet: Worksheet, wage: int) -> Calculation:
    """The mean base of the twelve months before, held between floor and ceiling."""
    return sheet.done(own_wage=held(sheet, wage, "前12个月平均缴费工资"))


@rule(
    "R10",
    "伤残待遇",
    basis=cited("WIR 35-37"),
    uses=(*BOUNDS, "injury.one_off_months", "injury.allowance_rate", "wage.minimum"),
    grade="4",
    wage="4000.00",
)
def disability(sheet: Worksheet, grade: int, wage: int, grant_due: bool = True) -> Calculation:
    """The `one_off` grant, where it is due (`injury.recognition` says so), and, for grades 1–6, the
    `monthly` allowance (grades 5 and 6: where no suitable post is found), which is never below the
    minimum wage; `payer` of the allowance."""
    own = held(sheet, wage, "前12个月平均缴费工资")
    one_off = _grant(sheet, grade, own) if grant_due else 0
    if grade > _MONTHLY_GRADES:
        return sheet.done(own_wage=own, one_off=one_off, monthly=0, payer="无伤残津贴")
    monthly = sheet.share("伤残津贴", own, sheet.figure("injury.allowance_rate", str(grade)))
    least = sheet.amount("wage.minimum")
    raised = max(monthly, least)
    if raised > monthly:
        sheet.note("补足到最低工资", f"{yuan(monthly)} < {yuan(least)}", yuan(raised))
    payer = "工伤保险基金" if grade <= _FUND_GRADES else "用人单位（难以安排工作时）"
    return sheet.done(own_wage=own, one_off=one_off, monthly=raised, payer=payer)


def _grant(sheet: Worksheet, grade: int, own: int) -> int:
    months = sheet.figure("injury.one_off_months", str(grade))
    one_off = int(own * months.value)
    sheet.note("一次性伤残补助金", f"{yuan(own)} × {months.value}", yuan(one_off), months)
    return one_off


@rule(
    "R10",
    "生活护理费",
    basis=cited("WIR 34"),
    uses=("wage.average", "injury.nursing_rate"),
    dependence="full",
)
def nursing(sheet: Worksheet, dependence: str) -> Calculation:
    """The monthly nursing allowance: a share of the local average wage by dependence."""
    average = sheet.amount("wage.average")
    rate = sheet.figure("injury.nursing_rate", dependence)
    return sheet.done(monthly=sheet.share("生活护理费", average, rate))


@rule(
    "R10",
    "解除劳动关系的一次性补助金",
    basis=cited("WIR 36, 37"),
    uses=(
        "wage.average",
        "injury.leaving_medical_months",
        "injury.leaving_job_months",
        "injury.leaving_job_share",
        *AGES,
    ),
    grade="9",
    category="M60",
    birth="1985-06",
)
def leaving(
    sheet: Worksheet, grade: int, category: str, birth: str, draws_pension: bool = False
) -> Calculation:
    """What grades 5–10 get when they leave: the `medical` subsidy from the fund, the `job` subsidy
    from the employer, which falls as the statutory age comes near. Grades 1–4 keep the labour
    relation; who retires leaves by age, and gets neither."""
    row = sheet.first(
        (
            read_in("35", "一级至四级", grade <= _FUND_GRADES, "保留劳动关系，退出工作岗位", allows=False),
            Row("办理退休，领取基本养老金", draws_pension, "不发一次性补助金", cited("WIR 36, 37"), allows=False, status="unverified"),
            read_in("36, 37", "五级至十级", True, "发给一次性工伤医疗补助金和一次性伤残就业补助金"),
        )
    )  # fmt: skip
    if not row.allows:
        return sheet.done(medical=0, job=0)
    average = sheet.amount("wage.average")
    medical = _months_of(sheet, "一次性工伤医疗补助金", average, "medical", grade)
    full = _months_of(sheet, "一次性伤残就业补助金", average, "job", grade)
    left = max(0, length(month_of(sheet.on), statutory_month(sheet, category, birth)) - 1)
    share = sheet.reached("injury.leaving_job_share", left // 12)
    title = Sentence("距法定退休年龄 {months} 个月的一次性伤残就业补助金", months=left)
    return sheet.done(medical=medical, job=sheet.share(title, full, share))


def _months_of(sheet: Worksheet, title: str, average: int, kind: str, grade: int) -> int:
    months = sheet.figure(f"injury.leaving_{kind}_months", str(grade))
    paid = int(average * months.value)
    sheet.note(title, f"{yuan(average)} × {months.value}", yuan(paid), months)
    return paid


@rule(
    "R10",
    "因工死亡待遇",
    basis=cited("WIR 39; SIR 11"),
    uses=(
        *BOUNDS,
        "injury.funeral_months",
        "injury.death_multiple",
        "injury.national_income",
        "injury.dependant_rate",
    ),
    accident="2026-03-10",
    wage="6480.00",
    spouse="yes",
    others="1",
)
def death(
    sheet: Worksheet,
    accident: date,
    wage: int,
    course: str = "work",
    spouse: bool = False,
    others: int = 0,
    alone: int = 0,
) -> Calculation:
    """Funeral, one-off grant, and the dependants' `monthly` pension: `spouse`, `others`, and among
    them the lonely old and orphans (`alone`), together never more than the own wage. Which of them
    follow is decided by the `course` to the death. The one-off grant goes by the income of the year
    before the `accident`, all else by the figures of the day it is worked out for.

    `Contradiction` where more are alone than there are, or the accident is yet to come."""
    if alone > spouse + others:
        raise Contradiction("孤寡老人或孤儿多于供养亲属人数，请核对 alone、others 和 spouse。")
    if accident > sheet.on:
        raise Contradiction("事故发生日晚于计算日期，请核对 accident 和计算日期。")
    row = sheet.first(
        (
            read_in("39.1", "当场死亡或抢救无效死亡", course == "work", "发给丧葬补助金、供养亲属抚恤金和一次性工亡补助金", code=GRANTED),
            read_in("39.2", "停工留薪期内因工伤死亡", course == "rest", "发给丧葬补助金、供养亲属抚恤金和一次性工亡补助金", code=GRANTED),
            read_in("39.3", "一级至四级伤残职工停工留薪期满后死亡", course == "after_1_4", "发给丧葬补助金和供养亲属抚恤金，不发一次性工亡补助金"),
            Row("五级及以下伤残职工停工留薪期满后死亡", True, "不属因工死亡，按养老保险遗属待遇办理", cited("WIR 39"), allows=False, status="unverified"),
        )
    )  # fmt: skip
    funeral = _funeral(sheet) if row.allows else 0
    one_off = _death_grant(sheet, accident) if row.code == GRANTED else 0
    monthly = _pensions(sheet, wage, spouse, others, alone) if row.allows else 0
    return sheet.done(funeral=funeral, one_off=one_off, monthly=monthly, reason=row.then)


GRANTED = "granted"


def _funeral(sheet: Worksheet) -> int:
    average, months = sheet.amount("wage.average"), sheet.figure("injury.funeral_months")
    funeral = int(average * months.value)
    sheet.note("丧葬补助金", f"{yuan(average)} × {months.value}", yuan(funeral), months)
    return funeral


def _death_grant(sheet: Worksheet, accident: date) -> int:
    income = sheet.figure("injury.national_income", on=accident)
    multiple = sheet.figure("injury.death_multiple")
    yearly = whole_fen(income.value * 100)
    one_off = int(yearly * multiple.value)
    formula = f"{yuan(yearly)} × {multiple.value}"
    sheet.note(
        "一次性工亡补助金",
        formula,
        yuan(one_off),
        income,
        multiple,
        basis=_INCOME,
        accident=str(accident),
    )
    return one_off


def _pensions(sheet: Worksheet, wage: int, spouse: bool, others: int, alone: int) -> int:
    own = held(sheet, wage, "前12个月平均缴费工资")
    entitled = (("spouse", "配偶", int(spouse)), ("other", "其他供养亲属", others), ("alone", "孤寡老人或孤儿增加", alone))  # fmt: skip
    pensions = [
        sheet.share(title, own, sheet.figure("injury.dependant_rate", key))
        for key, title, number in entitled
        for _ in range(number)
    ]
    together = sheet.total("供养亲属抚恤金合计", *pensions) if pensions else 0
    monthly = min(together, own)
    if monthly < together:
        sheet.note("不超过本人工资", f"{yuan(together)} > {yuan(own)}", yuan(monthly))
    return monthly


@rule(
    "R10",
    "由谁支付",
    basis=cited("SIL 38, 39, 41; WIR 17, 62"),
    item="medical",
    insured="yes",
    in_time="no",
)
def payer(
    sheet: Worksheet,
    item: str,
    insured: bool = True,
    in_time: bool = True,
    before_accepted: bool = True,
    new_cost: bool = False,
) -> Calculation:
    """Who pays one benefit: the fund or the employer. An employer that applied late bears what fell
    due until the application was accepted (`before_accepted`), not what fell due later; of one that
    was not insured the fund takes over what arises after it joined and paid up (`new_cost`)."""
    by_employer = item in ("wage", "job_subsidy", "allowance_5_6")
    row = sheet.first(
        (
            Row("停工留薪期工资、五六级伤残津贴、就业补助金", by_employer, EMPLOYER, cited("SIL 39"), status="reviewed"),
            read_in("62.3", "单位参保并补缴后新发生的费用", not insured and new_cost, FUND),
            Row("单位未参加工伤保险", not insured, "用人单位；不支付的，基金可以先行支付", cited("SIL 41"), status="reviewed"),
            Row("单位未在期限内申请，且费用发生在受理之前", not in_time and before_accepted, EMPLOYER, cited("WIR 17.4; WIF256 6"), status="unverified"),
            Row("其他工伤待遇", True, FUND, cited("SIL 38"), status="reviewed"),
        )
    )  # fmt: skip
    return sheet.done(payer=row.then)


FUND, EMPLOYER = "工伤保险基金", "用人单位"
