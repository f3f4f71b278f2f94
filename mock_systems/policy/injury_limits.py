"""Limits of work-injury cases: recognition, appraisal, the rest period (rule R10)."""

from datetime import date, timedelta

from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.recognition import REGULATION
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence


@rule(
    "R10",
    "工伤认定申请期限",
    basis=f"{REGULATION}第十七条",
    uses=("injury.employer_days", "injury.employee_years"),
    name="injury.deadlines",
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
    basis=f"{REGULATION}第二十条，工伤认定办法第八条",
    uses=("injury.accept_days", "injury.decide_days", "injury.clear_days"),
    name="injury.decision",
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
    basis=f"{REGULATION}第二十五条、第二十六条、第二十八条",
    uses=(
        "injury.appraisal_days",
        "injury.appraisal_more_days",
        "injury.second_appraisal_days",
        "injury.review_years",
    ),
    name="injury.appraisal",
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
    basis=f"{REGULATION}第三十三条",
    uses=("injury.rest_months", "injury.rest_more_months"),
    name="injury.rest",
    accident="2026-03-10",
)
def rest(sheet: Worksheet, accident: date, prolonged: bool = False) -> Calculation:
    """Until when at most the employer pays the full wage while the injured person is treated."""
    usual, more = sheet.figure("injury.rest_months"), sheet.figure("injury.rest_more_months")
    limits = (usual, more) if prolonged else (usual,)
    return sheet.done(until=sheet.after("停工留薪期最迟至", accident, *limits))
