"""Work injury: deadlines, recognition, benefits and who pays them (rule R10)."""

from datetime import date, timedelta

from mock_systems.money import yuan
from mock_systems.policy.bases import BOUNDS, held
from mock_systems.policy.calculation import Calculation, Contradiction, Row, Worksheet
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

_RULES = "工伤保险条例"
_MONTHLY_GRADES = 6
"""Grades 1–6 may draw a monthly allowance; grades 5 and 6 where no suitable post is found."""
_FUND_GRADES = 4


@rule(
    "R10",
    "工伤认定申请期限",
    basis=f"{_RULES}第十七条",
    uses=("injury.employer_days", "injury.employee_years"),
    accident="2026-03-10",
)
def deadlines(sheet: Worksheet, accident: date) -> Calculation:
    """Until when the employer and until when the employee (or relatives, or the union) may apply,
    and what to answer on the day. A year from 29 February ends on 28 February."""
    employer = sheet.after("单位申请期限", accident, sheet.figure("injury.employer_days"))
    employee = sheet.after("个人申请期限", accident, sheet.figure("injury.employee_years"))
    row = sheet.first(
        (
            Row("在单位申请期限内", sheet.on <= employer, "单位、个人、近亲属和工会均可申请"),
            Row("在个人申请期限内", sheet.on <= employee, "单位已逾期（经同意延长的除外），个人、近亲属和工会可以申请"),
            Row("期限均已过", True, "书面不予受理"),
        )
    )  # fmt: skip
    return sheet.done(employer_until=employer, employee_until=employee, reason=row.then)


@rule(
    "R10",
    "工伤认定办理期限",
    basis=f"{_RULES}第二十条，工伤认定办法第八条",
    uses=("injury.accept_days", "injury.decide_days", "injury.clear_days"),
    received="2026-03-16",
    accepted="2026-03-20",
)
def decision(
    sheet: Worksheet, received: date, accepted: date, clear: bool = False, waiting_days: int = 0
) -> Calculation:
    """Until when the office accepts or refuses an application, and until when it decides: sooner
    where the facts are `clear`, later by the days it waited for a court or the police."""
    accept_until = sheet.after("受理决定期限", received, sheet.figure("injury.accept_days"))
    limit = sheet.figure("injury.clear_days" if clear else "injury.decide_days")
    formula = Sentence(
        "{event} + {days}日 + 中止{waiting}日",
        event=accepted,
        days=limit.value,
        waiting=waiting_days,
    )
    decide_until = accepted + timedelta(days=int(limit.value) + waiting_days)
    sheet.note("认定决定期限", formula, str(decide_until), limit)
    return sheet.done(accept_until=accept_until, decide_until=decide_until)


@rule(
    "R10",
    "劳动能力鉴定期限",
    basis=f"{_RULES}第二十五条、第二十六条、第二十八条",
    uses=(
        "injury.appraisal_days",
        "injury.appraisal_more_days",
        "injury.second_appraisal_days",
        "injury.review_years",
    ),
    received="2026-03-16",
    concluded="2026-05-08",
)
def appraisal(
    sheet: Worksheet, received: date, concluded: date, prolonged: bool = False
) -> Calculation:
    """Until when the capacity to work is appraised (`prolonged` where it had to be), until when a
    second appraisal may be asked for, and from when a review. The conclusion is taken to arrive on
    the day it is made."""
    days, more = sheet.figure("injury.appraisal_days"), sheet.figure("injury.appraisal_more_days")
    limits = (days, more) if prolonged else (days,)
    appraise = sheet.after("鉴定结论期限", received, *limits)
    again, years = sheet.figure("injury.second_appraisal_days"), sheet.figure("injury.review_years")
    second = sheet.after("再次鉴定申请期限", concluded, again)
    review = sheet.after("可申请复查鉴定之日", concluded, years)
    return sheet.done(appraise_until=appraise, second_until=second, review_from=review)


@rule(
    "R10",
    "停工留薪期",
    basis=f"{_RULES}第三十三条",
    uses=("injury.rest_months", "injury.rest_more_months"),
    accident="2026-03-10",
)
def rest(sheet: Worksheet, accident: date, prolonged: bool = False) -> Calculation:
    """Until when at most the employer pays the full wage while the injured person is treated."""
    usual, more = sheet.figure("injury.rest_months"), sheet.figure("injury.rest_more_months")
    limits = (usual, more) if prolonged else (usual,)
    return sheet.done(until=sheet.after("停工留薪期最迟至", accident, *limits))


@rule(
    "R10",
    "工伤认定",
    basis=f"{_RULES}第十四条至第十六条",
    situation="commute_traffic",
    main_fault="no",
)
def recognition(
    sheet: Worksheet,
    situation: str,
    main_fault: bool = False,
    excluded: bool = False,
    employed: bool = True,
) -> Calculation:
    """Whether an accident is a work injury, by the table of the regulation.

    `excluded` is drunkenness, drugs, self-harm or an intentional crime; `main_fault` the injured
    person's main or whole fault in a traffic accident; `employed` whether the labour relation is
    shown (a contract is not needed).
    """
    rows = [
        Row("劳动关系不明确", not employed, "先经劳动仲裁确认劳动关系", f"{_RULES}第十八条", allows=False),
        Row("故意犯罪、醉酒、吸毒、自残或自杀", excluded, "不予认定", f"{_RULES}第十六条", allows=False),
        Row("工作时间、工作场所、因工作原因", situation == "at_work", INJURY, f"{_RULES}第十四条第一项"),
        Row("工作时间前后在工作场所从事预备性或收尾性工作", situation == "before_after", INJURY, f"{_RULES}第十四条第二项"),
        Row("上下班途中交通事故，经交警认定非本人主要责任", situation == "commute_traffic" and not main_fault, INJURY, f"{_RULES}第十四条第六项"),
        Row("上下班途中交通事故，本人主要责任", situation == "commute_traffic", "不予认定", f"{_RULES}第十四条第六项", allows=False),
        Row("上下班途中非交通事故", situation == "commute_other", "不予认定", f"{_RULES}第十四条第六项", allows=False),
        Row("工作岗位突发疾病死亡或48小时内抢救无效死亡", situation == "illness_died", TREATED, f"{_RULES}第十五条第一项"),
        Row("工作岗位突发疾病，经抢救存活或超过48小时", True, "不予认定，由医疗保险处理", f"{_RULES}第十五条第一项", allows=False),
    ]  # fmt: skip
    row = sheet.first(rows)
    return sheet.done(recognised=row.allows, reason=row.then, article=row.basis)


INJURY, TREATED = "认定为工伤", "视同工伤"


@rule(
    "R10",
    "本人工资",
    basis=f"{_RULES}第六十四条",
    uses=BOUNDS,
    wage="4000.00",
)
def own_wage(sheet: Worksheet, wage: int) -> Calculation:
    """The mean base of the twelve months before, held between floor and ceiling."""
    return sheet.done(own_wage=held(sheet, wage, "前12个月平均缴费工资"))


@rule(
    "R10",
    "伤残待遇",
    basis=f"{_RULES}第三十五条至第三十七条",
    uses=(*BOUNDS, "injury.one_off_months", "injury.allowance_rate", "wage.minimum"),
    grade="4",
    wage="4000.00",
)
def disability(sheet: Worksheet, grade: int, wage: int) -> Calculation:
    """The `one_off` grant and, for grades 1–6, the `monthly` allowance (grades 5 and 6: where no
    suitable post is found), which is never below the minimum wage; `payer` of the allowance."""
    own = held(sheet, wage, "前12个月平均缴费工资")
    months = sheet.figure("injury.one_off_months", str(grade))
    one_off = int(own * months.value)
    sheet.note("一次性伤残补助金", f"{yuan(own)} × {months.value}", yuan(one_off), months)
    if grade > _MONTHLY_GRADES:
        return sheet.done(own_wage=own, one_off=one_off, monthly=0, payer="无伤残津贴")
    monthly = sheet.share("伤残津贴", own, sheet.figure("injury.allowance_rate", str(grade)))
    least = sheet.amount("wage.minimum")
    raised = max(monthly, least)
    if raised > monthly:
        sheet.note("补足到最低工资", f"{yuan(monthly)} < {yuan(least)}", yuan(raised))
    payer = "工伤保险基金" if grade <= _FUND_GRADES else "用人单位（难以安排工作时）"
    return sheet.done(own_wage=own, one_off=one_off, monthly=raised, payer=payer)


@rule(
    "R10",
    "生活护理费",
    basis=f"{_RULES}第三十四条",
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
    basis=f"{_RULES}第三十六条、第三十七条",
    uses=("wage.average", "injury.leaving_medical_months", "injury.leaving_job_months"),
    grade="9",
)
def leaving(sheet: Worksheet, grade: int) -> Calculation:
    """What grades 5–10 get when they leave: the `medical` subsidy from the fund, the `job` subsidy
    from the employer. Grades 1–4 keep the labour relation."""
    if grade <= _FUND_GRADES:
        sheet.note("一至四级保留劳动关系，退出工作岗位", "", "0", grade=str(grade))
        return sheet.done(medical=0, job=0)
    average = sheet.amount("wage.average")
    paid = {}
    for name, title in (("medical", "一次性工伤医疗补助金"), ("job", "一次性伤残就业补助金")):
        months = sheet.figure(f"injury.leaving_{name}_months", str(grade))
        paid[name] = int(average * months.value)
        sheet.note(title, f"{yuan(average)} × {months.value}", yuan(paid[name]), months)
    return sheet.done(**paid)


@rule(
    "R10",
    "因工死亡待遇",
    basis=f"{_RULES}第三十九条",
    uses=(
        *BOUNDS,
        "injury.funeral_months",
        "injury.death_multiple",
        "injury.national_income",
        "injury.dependant_rate",
    ),
    wage="6480.00",
    spouse="yes",
    others="1",
)
def death(
    sheet: Worksheet, wage: int, spouse: bool = False, others: int = 0, alone: int = 0
) -> Calculation:
    """Funeral, one-off grant, and the dependants' `monthly` pension: `spouse`, `others`, and among
    them the lonely old and orphans (`alone`), together never more than the own wage.
    `Contradiction` where more are alone than there are."""
    if alone > spouse + others:
        raise Contradiction("孤寡老人或孤儿多于供养亲属人数，请核对 alone、others 和 spouse。")
    average, months = sheet.amount("wage.average"), sheet.figure("injury.funeral_months")
    funeral = int(average * months.value)
    sheet.note("丧葬补助金", f"{yuan(average)} × {months.value}", yuan(funeral), months)
    income, multiple = sheet.amount("injury.national_income"), sheet.figure("injury.death_multiple")
    one_off = int(income * multiple.value)
    sheet.note("一次性工亡补助金", f"{yuan(income)} × {multiple.value}", yuan(one_off), multiple)
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
    return sheet.done(funeral=funeral, one_off=one_off, monthly=monthly)


@rule(
    "R10",
    "由谁支付",
    basis=f"社会保险法第三十八条、第三十九条、第四十一条，{_RULES}第十七条、第六十二条",
    item="medical",
    insured="yes",
    in_time="no",
)
def payer(
    sheet: Worksheet,
    item: str,
    insured: bool = True,
    in_time: bool = True,
    before_applying: bool = True,
) -> Calculation:
    """Who pays one benefit: the fund or the employer. An employer that applied late bears what
    fell due until it did (`before_applying`), not what fell due later."""
    by_employer = item in ("wage", "job_subsidy", "allowance_5_6")
    row = sheet.first(
        (
            Row("单位未参加工伤保险", not insured, "用人单位；不支付的，基金可以先行支付", "社会保险法第四十一条"),
            Row("停工留薪期工资、五六级伤残津贴、就业补助金", by_employer, EMPLOYER, "社会保险法第三十九条"),
            Row("单位未在期限内申请，且费用发生在申请之前", not in_time and before_applying, EMPLOYER, f"{_RULES}第十七条第四款"),
            Row("其他工伤待遇", True, FUND, "社会保险法第三十八条"),
        )
    )  # fmt: skip
    return sheet.done(payer=row.then)


FUND, EMPLOYER = "工伤保险基金", "用人单位"
