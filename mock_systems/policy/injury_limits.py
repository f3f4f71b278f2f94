"""Limits of work-injury cases: recognition, appraisal, the rest period (rule R10)."""

from datetime import date, timedelta
from itertools import pairwise

from mock_systems.bases import cited
from mock_systems.policy.calculation import Calculation, Contradiction, Row, Worksheet
from mock_systems.policy.keys import keys
from mock_systems.policy.recognition import OPEN
from mock_systems.policy.rule import rule
from mock_systems.policy.workdays import counted
from mock_systems.sentence import Sentence

_APPRAISAL_FROM = date(2025, 7, 1)
"""令第55号 in force; the limits of the one before, 令第21号, were not read."""


@rule(
    "R10",
    "工伤认定申请期限",
    basis=cited("WIR 17"),
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
    basis=cited("WIR 20; WID 8, 10, 22, 24"),
    uses=("injury.accept_days", "injury.decide_days", "injury.clear_days", "injury.deliver_days"),
    name="injury.decision",
    received="2026-03-16",
    accepted="2026-03-20",
)
def decision(
    sheet: Worksheet,
    received: date,
    accepted: date,
    clear: bool = False,
    waiting_days: int = 0,
    completed: date | None = None,
    decided: date | None = None,
) -> Calculation:
    """Until when the office accepts or refuses an application (counted again from the day the last
    missing paper came, `completed`), until when it decides: sooner where the facts are `clear`,
    later by the days it waited for a court or the police; and until when it delivers the decision,
    at the latest where it is not `decided` yet. `Contradiction` where days are out of order."""
    _in_order(received=received, completed=completed, accepted=accepted, decided=decided)
    days = sheet.figure("injury.accept_days")
    accept_until = sheet.after("受理决定期限", completed or received, days)
    sheet.note(
        "调查核实",
        "",
        "由两名以上工作人员共同进行，并出示执行公务的证件",
        basis=cited("WID 10"),
    )
    limit = sheet.figure("injury.clear_days" if clear else "injury.decide_days")
    formula = Sentence(
        "{event} + {days}日 + 中止{waiting}日",
        event=accepted,
        days=limit.value,
        waiting=waiting_days,
    )
    decide_until = accepted + timedelta(days=int(limit.value) + waiting_days)
    sheet.note("认定决定期限", formula, str(decide_until), limit)
    deliver_until = sheet.after(
        "决定送达职工和单位的期限", decided or decide_until, sheet.figure("injury.deliver_days")
    )
    sheet.note("工伤认定档案", "", "保存50年", basis=cited("WID 24"))
    return sheet.done(
        accept_until=accept_until, decide_until=decide_until, deliver_until=deliver_until
    )


@rule(
    "R10",
    "劳动能力鉴定期限",
    basis=cited("WIR 25, 26, 28; LCA 9, 10, 17, 19"),
    uses=(
        "injury.appraisal_days",
        "injury.appraisal_more_days",
        "injury.appraisal_notice_workdays",
        "injury.appraisal_delivery_days",
        "injury.second_appraisal_days",
        "injury.review_years",
    ),
    name="injury.appraisal",
    received="2026-03-16",
    concluded="2026-05-08",
    delivered="2026-05-20",
)
def appraisal(
    sheet: Worksheet,
    received: date,
    concluded: date,
    prolonged: bool = False,
    delivered: date | None = None,
) -> Calculation:
    """Until when missing papers are told, the capacity to work is appraised (`prolonged` where it
    had to be) and the conclusion delivered, until when a second appraisal may be asked for: nothing
    until the conclusion has arrived (`delivered`), and from when a review. Which papers were
    asked for before July 2025, how soon they were told and conclusions delivered is not known: nothing, and said. `Contradiction` where
    days are out of order, `NoCalendar` for a year without one."""
    _in_order(received=received, concluded=concluded, delivered=delivered)
    if _known(sheet, "申请材料", received):
        papers = "鉴定申请表，诊断证明和完整病历，居民身份证或者社会保障卡"
        sheet.note("申请材料", "", papers, basis=cited("LCA 9"))
    notice_until = _notice(sheet, received)
    days, more = sheet.figure("injury.appraisal_days"), sheet.figure("injury.appraisal_more_days")
    limits = (days, more) if prolonged else (days,)
    appraise_until = sheet.after("鉴定结论期限", received, *limits)
    deliver_until = _delivery(sheet, concluded)
    again, years = sheet.figure("injury.second_appraisal_days"), sheet.figure("injury.review_years")
    second_until = sheet.after("再次鉴定申请期限", delivered, again) if delivered else None
    review_from = sheet.after("可申请复查鉴定之日", concluded, years)
    return sheet.done(
        notice_until=notice_until,
        appraise_until=appraise_until,
        deliver_until=deliver_until,
        second_until=second_until,
        review_from=review_from,
    )


def _notice(sheet: Worksheet, received: date) -> date | None:
    title = "一次性告知补正材料的期限"
    if not _known(sheet, title, received):
        return None
    days = sheet.figure("injury.appraisal_notice_workdays", on=received)
    return counted(sheet, title, received, int(days.value), days)


def _delivery(sheet: Worksheet, concluded: date) -> date | None:
    title = "结论送达职工和单位的期限"
    if not _known(sheet, title, concluded):
        return None
    return sheet.after(
        title, concluded, sheet.figure("injury.appraisal_delivery_days", on=concluded)
    )


def _known(sheet: Worksheet, title: str, day: date) -> bool:
    """Whether the rules of a day were read; that they were not is written down."""
    known = day >= _APPRAISAL_FROM
    if not known:
        doubt = "2025年7月1日前按人社部令第21号办理，其材料、告知和送达期限未核，不推算。"
        sheet.note(title, "", "不推算", doubt=doubt)
    return known


def _in_order(**days: date | None) -> None:
    given = [(name, day) for name, day in days.items() if day]
    for (before, earlier), (after, later) in pairwise(given):
        if later < earlier:
            first, second = (Sentence(keys()[name].label) for name in (before, after))
            raise Contradiction(
                Sentence("{second}早于{first}，请核对。", first=first, second=second)
            )


@rule(
    "R10",
    "劳动能力现场鉴定",
    basis=cited("LCA 14"),
    name="injury.examination",
    conduct="absent",
)
def examination(sheet: Worksheet, conduct: str) -> Calculation:
    """Whether an appraisal goes on, by what the person did who was asked to come; of who hindered
    one before July 2025 that is not known: nothing, and said."""
    known = sheet.on >= _APPRAISAL_FROM
    row = sheet.first(
        (
            _ended("无正当理由不参加现场鉴定", known and conduct == "absent"),
            _ended("拒不配合检查", known and conduct == "refuses"),
            _ended("弄虚作假", known and conduct == "fraud"),
            Row("妨碍现场鉴定，劳动能力鉴定管理办法施行前", conduct != "present", "按人社部令第21号办理，其内容未核，窗口不作判断", cited("LCA"), allows=False, code=OPEN, status="unverified"),
            Row("按时到场并配合", True, "按期作出鉴定结论", cited("WIR 25"), status="reviewed"),
        )
    )  # fmt: skip
    return sheet.done(allowed=None if row.code == OPEN else row.allows, reason=row.then)


def _ended(when: str, holds: bool) -> Row:
    return Row(when, holds, "当次鉴定终止", cited("LCA 14"), allows=False, status="reviewed")


@rule(
    "R10",
    "停工留薪期",
    basis=cited("WIR 33"),
    uses=("injury.rest_months", "injury.rest_more_months"),
    name="injury.rest",
    accident="2026-03-10",
)
def rest(sheet: Worksheet, accident: date, prolonged: bool = False) -> Calculation:
    """Until when at most the employer pays the full wage while the injured person is treated."""
    usual, more = sheet.figure("injury.rest_months"), sheet.figure("injury.rest_more_months")
    limits = (usual, more) if prolonged else (usual,)
    return sheet.done(until=sheet.after("停工留薪期最迟至", accident, *limits))
