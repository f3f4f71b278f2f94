"""Registering employees, employment and unemployment: who may be registered, and until when
(rules R1, R11, R12).

The day after the event is day 1. A last day that is a rest day is not moved: the worked example
says so, and the general rule that would move it is not verified for these filings.
"""

from datetime import date

from mock_systems.ages import age
from mock_systems.months import day_later, month_of
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.retirement import AGES, working_until
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

_EMPLOYMENT_LAW = "就业服务与就业管理规定"


@rule(
    "R1",
    "登记期限",
    basis="社会保险法第五十八条，就业服务与就业管理规定第六十二条",
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
    basis="社会保险法第五十八条，社会保险经办条例第九条",
    uses=("age.working",),
    birth_day="1992-03-14",
    active_elsewhere="yes",
)
def enrolment(
    sheet: Worksheet,
    birth_day: date,
    active_elsewhere: bool = False,
    draws_employee: bool = False,
    draws_resident: bool = False,
    draws_unemployment: bool = False,
    flexible: bool = False,
    name_differs: bool = False,
) -> Calculation:
    """Whether a person may be added by an employer today: `allowed` insurances and what to do."""
    young = age(birth_day, sheet.on) < _youngest(sheet, "working")
    rows = sheet.every(
        (
            Row("未满最低就业年龄", young, "不予办理，报告使用童工", "工伤保险条例第六十六条"),
            Row("姓名、身份证号码与公安登记不一致", name_differs, "先更正个人信息，不得保存", "社会保险经办条例第九条"),
            Row("已领取职工基本养老金", draws_employee, "养老、失业保险不予参加；单独参加工伤保险须有地方规定"),
            Row("已领取居民养老金", draws_resident, "可以参保至职工退休年龄，待遇按制度衔接办理"),
            Row("已由其他单位参保", active_elsewhere, "养老、失业保险由原单位先停保；可另参加工伤保险"),
            Row("以灵活就业身份参保", flexible, "变更参保身份，同月停缴灵活就业，重复部分退费"),
            Row("正在领取失业保险金", draws_unemployment, "可以参加，同时停发失业保险金", "社会保险法第五十一条"),
        )
    )  # fmt: skip
    nothing = young or name_differs
    injury_only = draws_employee or active_elsewhere
    allowed = () if nothing else ("410",) if injury_only else ("110", "210", "410")
    todo = Sentence("{rows}", rows=tuple(row.then for row in rows)) if rows else "可以参保登记"
    return sheet.done(insurances=allowed, reason=todo)


@rule(
    "R11",
    "就业登记",
    basis=f"就业促进法第三十五条，{_EMPLOYMENT_LAW}第六十二条",
    uses=("age.working",),
    way="unit",
    birth_day="1990-08-08",
    registered="yes",
)
def employment(
    sheet: Worksheet,
    way: str,
    birth_day: date,
    draws_pension: bool = False,
    registered: bool = False,
) -> Calculation:
    """Whether an employment may be registered, who registers it, and what else must happen;
    `registered` tells of an open unemployment registration."""
    row = sheet.first(
        (
            Row(
                "未满最低就业年龄",
                age(birth_day, sheet.on) < _youngest(sheet, "working"),
                "不予登记",
                allows=False,
            ),
            Row(
                "已享受基本养老保险待遇",
                draws_pension,
                "不作就业登记，说明为劳务关系",
                allows=False,
            ),
            Row("由单位招用", way == "unit", "由用人单位登记，写明单位和合同起止"),
            Row("个体经营", way == "self", "由本人登记，写明营业执照"),
            Row("公益性岗位", way == "public", "由用人单位登记，写明岗位"),
            Row("灵活就业", True, "由本人登记，无单位编号，不要求缴费"),
        )
    )
    closes = row.allows and registered
    if closes:
        also = "关闭失业登记，并检查失业保险金是否停发"
        sheet.every((Row("有有效的失业登记", True, also, f"{_EMPLOYMENT_LAW}第六十六条"),))
    return sheet.done(allowed=row.allows, closes_unemployment=closes, reason=row.then)


@rule(
    "R12",
    "失业登记",
    basis=f"就业促进法第三十五条，{_EMPLOYMENT_LAW}第六十三条",
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
    draws_pension: bool = False,
    able: bool = True,
    wants_work: bool = True,
) -> Calculation:
    """Whether a person may be registered as unemployed: `insured` by an employer still, holder of
    an active `licence`, living here, `able` to work and wanting to."""
    young, past = outside_working_age(sheet, sex, birth_day)
    row = sheet.first(
        (
            Row("未满最低就业年龄", young, "不予登记", allows=False),
            Row("已过法定退休年龄或已领取养老金", draws_pension or past, "不予登记", allows=False),
            Row("在校学生", student, "不予登记", allows=False),
            Row("有正常经营的营业执照", licence, "不予登记，按个体经营作就业登记", allows=False),
            Row("没有劳动能力，或没有就业要求", not (able and wants_work), "不予登记", allows=False),
            Row("常住地不在本地", not usual_residence, "不予登记，告知到常住地办理", allows=False),
            Row("仍由单位参保", insured, "先请单位停保，或告知承诺后登记，停保前不发待遇"),
            Row("在常住地，无业且有就业要求", True, "予以登记"),
        )
    )  # fmt: skip
    return sheet.done(allowed=row.allows, reason=row.then)


@rule(
    "R12",
    "失业登记注销",
    basis=f"{_EMPLOYMENT_LAW}第六十六条",
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
    basis=f"{_EMPLOYMENT_LAW}第六十六条",
    uses=("wage.minimum",),
    ground="income",
    wage="2199.99",
)
def cancellation(sheet: Worksheet, ground: str, wage: int = 0) -> Calculation:
    """Whether a registration is cancelled on a ground; `wage` is what stable work pays a month (fen),
    which cancels only from the minimum wage on."""
    if ground != "income":
        sheet.every((Row(_GROUNDS[ground], True, "注销失业登记", f"{_EMPLOYMENT_LAW}第六十六条"),))
        return sheet.done(cancels=True, reason="注销失业登记")
    enough = wage >= sheet.amount("wage.minimum")
    row = sheet.first(
        (
            Row(_GROUNDS[ground], enough, "注销失业登记", f"{_EMPLOYMENT_LAW}第六十六条"),
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


def outside_working_age(sheet: Worksheet, sex: str, born: date) -> tuple[bool, bool]:
    """Whether a person is too young to work, and whether the month of the statutory age is past;
    both limits written down."""
    young = age(born, sheet.on) < _youngest(sheet, "working")
    return young, month_of(sheet.on) > working_until(sheet, sex, born)


def _youngest(sheet: Worksheet, limit: str) -> int:
    figure = sheet.figure(f"age.{limit}")
    sheet.note(figure.label, str(figure.source), str(figure.value), figure)
    return int(figure.value)
