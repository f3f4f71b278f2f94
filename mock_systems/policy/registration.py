"""Registering employees, employment and unemployment: who may be registered, and until when
(rules R1, R11, R12).

The day after the event is day 1. A last day that is a rest day is not moved: the worked example
says so, and the general rule that would move it is not verified for these filings.
"""

from datetime import date

from mock_systems.ages import age
from mock_systems.bases import cited
from mock_systems.months import day_later, later, month_of
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.retirement import AGES, REFORM, working_until
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

_INSURED_OVER_AGE = cited("OV56 15, 16")
_OVER_AGE = ("registration.over_age", *AGES, "retirement.flexible_months")
_AGREEMENT = cited("OV56 6, 11, 19, 20")
_TERMS = "订立书面用工协议，写明期限、工作内容、报酬和社会保险；报酬不低于最低工资标准；报酬、休息、安全和工伤争议可以申请劳动仲裁，也可以投诉"
_ENDING_BY_AGE = cited("LCL 44; LCR 21")
_LEFT_OPEN = "是否参保、参加哪些险种，当时的法律没有写明，按参保地当时的规定"
_PLACES = cited("ESR 63; LSIM6 5")


@rule(
    "R1",
    "登记期限",
    basis=cited("SIL 58; ESR 62"),
    uses=(
        "registration.enrolment_days",
        "registration.employment_days",
        "registration.employment_end_days",
    ),
    limit="enrolment",
    event="2026-06-18",
)
def deadline(sheet: Worksheet, limit: str, event: date) -> Calculation:
    """The last day (`until`) to register an event, and whether the day itself is `late`; `limit`
    names one of the parameters `registration.…_days`."""
    days = sheet.figure(f"registration.{limit}_days")
    last = sheet.after("期限最后一日", event, days, event=str(event))
    return sheet.done(until=last, late=sheet.on > last)


@rule(
    "R1",
    "可否参加职工社会保险",
    basis=cited("SIL 58; OPR 9"),
    uses=("age.working", *_OVER_AGE),
    sex="2",
    birth_day="1992-03-14",
    active_elsewhere="yes",
)
def enrolment(
    sheet: Worksheet,
    sex: str,
    birth_day: date,
    active_elsewhere: bool = False,
    draws_employee: bool = False,
    draws_resident: bool = False,
    draws_unemployment: bool = False,
    flexible: bool = False,
    name_differs: bool = False,
    agreed: bool = False,
    deferred: bool = False,
) -> Calculation:
    """The `insurances` an employer may register a person for today, those it must (`required`), and
    what to do. Past the statutory age: `agreed` that the employer pays to the pension, `deferred`
    in writing, which leaves one an ordinary employee for as long as one may retire late."""
    young = age(birth_day, sheet.on) < _youngest(sheet, "working")
    until = _working_until(sheet, sex, birth_day)
    protected = until is not None
    past = _past(sheet, until) and not draws_employee
    over = past and _past(sheet, until, deferred)
    aged = not protected and not draws_employee and _aged(sheet, sex, birth_day)
    rows = sheet.every(
        (
            Row("未满最低就业年龄", young, "不予办理，报告使用童工", cited("WIR 66")),
            Row("姓名、身份证号码与公安登记不一致", name_differs, "先更正个人信息，不得保存", cited("OPR 9")),
            Row("已领取职工基本养老金", draws_employee, "养老、失业保险不予参加", cited("SIL 51; LSIM3 2")),
            Row("同上，超龄劳动者规定施行前", draws_employee and not protected, "单独参加工伤保险须有地方规定", status="unverified"),
            Row("同上，超龄劳动者规定施行后", draws_employee and protected, "单位必须参加工伤保险，个人不缴费，养老金不受影响", _INSURED_OVER_AGE, status="reviewed"),
            Row("已过法定退休年龄，未领取职工基本养老金，超龄劳动者规定施行前", aged, _LEFT_OPEN, _ENDING_BY_AGE, status="unverified"),
            Row("已过法定退休年龄，在书面约定的弹性延迟期间", past and not over, "按在职职工参保", cited("OV56 23"), status="reviewed"),
            Row("已过法定退休年龄，未领取职工基本养老金", over, "单位必须参加工伤保险，个人不缴费", _INSURED_OVER_AGE, status="reviewed"),
            Row("同上，与单位约定参加养老保险", over and agreed, "参加养老保险，由单位缴纳并代扣", _INSURED_OVER_AGE, status="reviewed"),
            Row("同上，没有与单位约定", over and not agreed, "单位不参加养老保险，本人可以灵活就业身份参保", _INSURED_OVER_AGE, status="reviewed"),
            Row("同上，失业保险", over, "失业保险不予参加", _INSURED_OVER_AGE, status="unverified"),
            Row("已领取居民养老金", draws_resident and not (over or aged), "可以参保至职工退休年龄，待遇按制度衔接办理"),
            Row("已由其他单位参保", active_elsewhere, "养老、失业保险由原单位先停保；可另参加工伤保险"),
            Row("以灵活就业身份参保", flexible and (agreed or not over), "变更参保身份，同月停缴灵活就业，重复部分退费"),
            Row("正在领取失业保险金", draws_unemployment, "可以参加，同时停发失业保险金", cited("SIL 51")),
        )
    )  # fmt: skip
    allowed: tuple[str, ...] = ("110", "210", "410")
    if draws_employee or active_elsewhere:
        allowed = ("410",)
    elif over:
        allowed = ("110", "410") if agreed else ("410",)
    unsaid = aged or (draws_employee and not protected)
    required = ("410",) if over else () if unsaid else allowed
    if young or name_differs:
        allowed = required = ()
    todo = Sentence("{rows}", rows=tuple(row.then for row in rows)) if rows else "可以参保登记"
    return sheet.done(insurances=allowed, required=required, reason=todo)


@rule(
    "R11",
    "就业登记",
    basis=cited("EPL 35; ESR 62; LOC 31"),
    uses=("age.working", *_OVER_AGE, "wage.minimum"),
    way="unit",
    sex="2",
    birth_day="1990-08-08",
    registered="yes",
)
def employment(
    sheet: Worksheet,
    way: str,
    sex: str,
    birth_day: date,
    draws_pension: bool = False,
    registered: bool = False,
    deferred: bool = False,
) -> Calculation:
    """Whether an employment may be registered, who registers it, and what else must happen;
    `registered` tells of an open unemployment registration. A unit and who works for it past the
    statutory age, and does not retire late (`deferred`), make an agreement of their own kind."""
    young = age(birth_day, sheet.on) < _youngest(sheet, "working")
    until = _working_until(sheet, sex, birth_day)
    protected, over = until is not None, draws_pension or _past(sheet, until, deferred)
    agreement = protected and over and way in ("unit", "public")
    aged = not protected and way in ("unit", "public") and _aged(sheet, sex, birth_day)
    row = sheet.first(
        (
            Row("未满最低就业年龄", young, "不予登记", allows=False),
            Row("已享受基本养老保险待遇，超龄劳动者规定施行前", draws_pension and not protected, "不作就业登记，说明为劳务关系", allows=False, status="unverified"),
            Row("已享受基本养老保险待遇", draws_pension, "不作就业登记", allows=False, status="unverified"),
            Row("由单位招用，已过法定退休年龄，超龄劳动者规定施行前", aged, "是否作就业登记，当时的法律没有写明，按当地当时的规定", _ENDING_BY_AGE, status="unverified"),
            Row("由单位招用，已过法定退休年龄", agreement, "由用人单位登记，写明单位和协议起止", status="unverified"),
            Row("由单位招用", way == "unit", "由用人单位登记，写明单位和合同起止"),
            Row("个体经营", way == "self", "由本人登记，写明营业执照"),
            Row("公益性岗位", way == "public", "由用人单位登记，写明岗位"),
            Row("灵活就业", True, "由本人登记，无单位编号，不要求缴费"),
        )
    )  # fmt: skip
    closes = row.allows and registered
    if closes:
        also = "关闭失业登记，并检查失业保险金是否停发"
        sheet.every((Row("有有效的失业登记", True, also, cited("ESR 66; LOC 33")),))
    reason = row.then
    if agreement:
        sheet.amount("wage.minimum")
        sheet.every((Row("单位与超龄劳动者", True, _TERMS, _AGREEMENT, status="reviewed"),))
        reason = Sentence("{row}；同时{also}", row=row.then, also=_TERMS)
    return sheet.done(allowed=row.allows, closes_unemployment=closes, reason=reason)


@rule(
    "R12",
    "失业登记",
    basis=cited("EPL 35; ESR 63; LOC 34"),
    uses=("age.working", *AGES),
    sex="2",
    birth_day="1986-03-08",
    insured="yes",
)
def unemployment(
    sheet: Worksheet,
    sex: str,
    birth_day: date,
    student: bool = False,
    licence: bool = False,
    insured: bool = False,
    usual_residence: bool = True,
    hukou_here: bool = False,
    works_here: bool = False,
    insured_here: bool = False,
    draws_pension: bool = False,
    able: bool = True,
    wants_work: bool = True,
) -> Calculation:
    """Whether a person may be registered as unemployed: `insured` by an employer still, holder of
    an active `licence`, `able` to work and wanting to. One of the places is enough: where one lives,
    has one's household, worked, or was insured."""
    here = usual_residence or hukou_here or works_here or insured_here
    young, past = outside_working_age(sheet, sex, birth_day)
    row = sheet.first(
        (
            Row("未满最低就业年龄", young, "不予登记", allows=False),
            Row("已过法定退休年龄或已领取养老金", draws_pension or past, "不予登记", allows=False),
            Row("在校学生", student, "不予登记", allows=False),
            Row("有正常经营的营业执照", licence, "不予登记，按个体经营作就业登记", allows=False),
            Row("没有劳动能力，或没有就业要求", not (able and wants_work), "不予登记", allows=False),
            Row("常住地、户籍地、就业地、参保地都不在本地", not here, "不予登记，告知到其中任一地办理", _PLACES, allows=False, status="unverified"),
            Row("仍由单位参保", insured, "先请单位停保，或告知承诺后登记，停保前不发待遇"),
            Row("无业且有就业要求", True, "予以登记"),
        )
    )  # fmt: skip
    return sheet.done(allowed=row.allows, reason=row.then)


@rule(
    "R12",
    "失业登记注销",
    basis=cited("ESR 66; LOC 33"),
    uses=("registration.contact_months",),
    last_contact="2026-01-05",
)
def lapse(sheet: Worksheet, last_contact: date) -> Calculation:
    """Whether a registration has lapsed for want of contact, and the last day it held (`until`)."""
    months = sheet.figure("registration.contact_months")
    until = day_later(last_contact, int(months.value))
    formula = Sentence("{day} 起连续 {months} 个月未联系", day=last_contact, months=months.value)
    sheet.note("保留至", formula, str(until), months)
    return sheet.done(until=until, lapsed=sheet.on > until)


@rule(
    "R12",
    "失业登记的注销情形",
    basis=cited("ESR 66; LOC 33"),
    uses=("wage.minimum",),
    ground="income",
    wage="2199.99",
)
def cancellation(sheet: Worksheet, ground: str, wage: int = 0) -> Calculation:
    """Whether a registration is cancelled on a ground; `wage` is what stable work pays a month (fen),
    which cancels only from the minimum wage on."""
    if ground != "income":
        sheet.every((Row(_GROUNDS[ground], True, "注销失业登记", cited("ESR 66; LOC 33")),))
        return sheet.done(cancels=True, reason="注销失业登记")
    enough = wage >= sheet.amount("wage.minimum")
    row = sheet.first(
        (
            Row(_GROUNDS[ground], enough, "注销失业登记", cited("ESR 66; LOC 33")),
            Row("收入低于最低工资标准", True, "保留失业登记"),
        )
    )
    return sheet.done(cancels=enough, reason=row.then)


_GROUNDS = {
    "hired": "被用人单位录用",
    "licence": "领取营业执照",
    "income": "从事有稳定收入的劳动，月收入不低于最低工资标准",
    "pension": "已享受基本养老保险待遇",
    "incapacity": "完全丧失劳动能力",
    "away": "入学、服兵役或移居境外",
    "prison": "被判刑收监执行",
    "refusal": "终止就业要求或拒绝接受公共就业服务",
    "silence": "连续六个月未与公共就业服务机构联系",
}


def is_late(limit: str, event: date, *, on: date) -> bool:
    """Whether a registration made on a day comes after its last day; never for an event to come,
    which may lie so far ahead that it has no last day."""
    return event < on and bool(deadline(limit, event, on=on).value["late"])


def youngest(limit: str, *, on: date) -> int:
    """The completed years from which one may register; `limit` names one of the parameters
    `age.…`: `working`, `resident_joining`."""
    return int(Worksheet("registration.youngest", on).figure(f"age.{limit}").value)


def protected(*, on: date) -> bool:
    """Whether the rules on work past the statutory age are in force."""
    return bool(Worksheet("registration.protected", on).figure("registration.over_age").value)


def over_age(sex: str, born: date, *, on: date) -> bool:
    """Whether they hold for a person because of the age alone."""
    sheet = Worksheet("registration.over_age", on)
    return _past(sheet, _working_until(sheet, sex, born))


def outside_working_age(sheet: Worksheet, sex: str, born: date) -> tuple[bool, bool]:
    """Whether a person is too young to work, and whether the month of the statutory age is past;
    both limits written down."""
    young = age(born, sheet.on) < _youngest(sheet, "working")
    return young, month_of(sheet.on) > working_until(sheet, sex, born)


def _youngest(sheet: Worksheet, limit: str) -> int:
    figure = sheet.figure(f"age.{limit}")
    sheet.note(figure.label, str(figure.source), str(figure.value), figure)
    return int(figure.value)


def _working_until(sheet: Worksheet, sex: str, born: date) -> str | None:
    """The last month of ordinary work, written down; none where no rule tells it from work later."""
    rules = sheet.figure("registration.over_age")
    sheet.note(rules.label, str(rules.source), str(rules.value), rules)
    return working_until(sheet, sex, born) if rules.value else None


def _aged(sheet: Worksheet, sex: str, born: date) -> bool:
    """Whether the month of the statutory age is past, whatever the law says of work after it; the
    age is written down of whoever may have reached it."""
    original = sheet.figure("retirement.original_months", "M60" if sex == "1" else "F55")
    if age(born, sheet.on) * 12 < original.value:
        return False
    return month_of(sheet.on) > working_until(sheet, sex, born)


def _past(sheet: Worksheet, until: str | None, deferred: bool = False) -> bool:
    """Whether the month is past in which ordinary work ends; `deferred` in writing it ends with the
    latest month one may choose, written down. Nobody may whom the reform does not touch."""
    if until and deferred and until >= REFORM:
        reach = sheet.figure("retirement.flexible_months")
        formula = Sentence("{month} 延迟 {reach} 个月", month=until, reach=reach.value)
        until = later(until, int(reach.value))
        sheet.note("最迟可选月份", formula, until, reach)
    return until is not None and month_of(sheet.on) > until
