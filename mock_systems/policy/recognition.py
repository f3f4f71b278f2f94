"""Recognition of work injuries: the relation to the employer, then the situation (rule R10)."""

from collections.abc import Sequence

from mock_systems.bases import cited
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.rule import rule

_OVER_AGE = cited("OV56 15")


def read_in(
    article: str, when: str, holds: bool, then: str, *, allows: bool = True, code: str = ""
) -> Row:
    """A row on an article of the regulation, whose text was read."""
    return Row(when, holds, then, cited(f"WIR {article}"), allows, code, "reviewed")


@rule(
    "R10",
    "工伤认定",
    basis=cited("WIR 14-16, 18; OV56 15"),
    uses=("registration.over_age",),
    name="injury.recognition",
    situation="commute_traffic",
    main_fault="no",
)
def recognition(
    sheet: Worksheet,
    situation: str,
    main_fault: bool = False,
    excluded: bool = False,
    employed: bool = True,
    over_age: bool = False,
    other_proof: bool = False,
) -> Calculation:
    """Whether an accident or disease is a work injury (`recognised`, nothing where that is not for
    the window to say), by the table of the regulation, and whether the one-off disability grant
    may follow (`grant_due`).

    `excluded` is drunkenness, drugs, self-harm or an intentional crime; `main_fault` the injured
    person's main or whole fault in an accident on the way to or from work; `employed` whether the
    labour relation is clear, `over_age` somebody above the statutory age, `other_proof` pay slips,
    work cards, witnesses of a relation in fact.
    """
    relation = _relation(sheet, employed, over_age, other_proof)
    row = (
        relation
        if relation.code == OPEN
        else sheet.first(_situations(situation, main_fault, excluded))
    )
    return sheet.done(
        recognised=None if row.code == OPEN else row.allows,
        reason=row.then,
        article=row.basis,
        grant_due=row.allows and row.code != WITHOUT_GRANT,
    )


INJURY, TREATED = "认定为工伤", "视同工伤"
OPEN, WITHOUT_GRANT = "open", "without_grant"


def _relation(sheet: Worksheet, employed: bool, over_age: bool, other_proof: bool) -> Row:
    covered = over_age and _covered(sheet)
    rows = (
        read_in("18", "劳动关系明确", employed, "按受伤情形认定"),
        Row("超过法定退休年龄的劳动者", covered, "不以劳动关系为前提，按受伤情形认定", _OVER_AGE, status="reviewed"),
        Row("有工资单、工作证、考勤记录、证人等事实劳动关系证明", other_proof, "按受伤情形认定；单位否认的，由单位举证", cited("WIR 18; WID 17"), status="reviewed"),
        Row("超过法定退休年龄的劳动者，超龄劳动者规定施行前", over_age, "是否以劳动关系为前提，当时的规定不一，窗口不作判断，由社会保险行政部门认定", cited("WIF29 2"), allows=False, code=OPEN, status="unverified"),
        read_in("18", "没有证明劳动关系的材料", True, "先经劳动仲裁确认劳动关系", allows=False, code=OPEN),
    )  # fmt: skip
    return sheet.first(rows)


def _covered(sheet: Worksheet) -> bool:
    """Whether the rules on work past the statutory age are in force, written down."""
    rules = sheet.figure("registration.over_age")
    sheet.note(rules.label, str(rules.source), str(rules.value), rules)
    return bool(rules.value)


def _situations(situation: str, main_fault: bool, excluded: bool) -> Sequence[Row]:
    by_road, by_rail = situation == "commute_traffic", situation == "commute_rail"
    return (
        read_in("16", "故意犯罪、醉酒、吸毒、自残或自杀", excluded, "不予认定", allows=False),
        read_in("14(1)", "工作时间、工作场所、因工作原因", situation == "at_work", INJURY),
        read_in("14(2)", "工作时间前后在工作场所从事预备性或收尾性工作", situation == "before_after", INJURY),
        read_in("14(3)", "工作时间和工作场所内，因履行工作职责受到暴力等意外伤害", situation == "violence", INJURY),
        read_in("14(4)", "患职业病，已有诊断证明书或鉴定书", situation == "disease", INJURY),
        read_in("14(5)", "因工外出期间，由于工作原因受到伤害", situation == "away", INJURY),
        read_in("14(5), 41", "因工外出期间，发生事故下落不明", situation == "missing", "认定为工伤；从事故当月起3个月内照发工资，第4个月起停发，由基金发给供养亲属抚恤金"),
        read_in("14(6)", "上下班途中交通事故，经交警认定非本人主要责任", by_road and not main_fault, INJURY),
        read_in("14(6)", "上下班途中交通事故，本人主要责任", by_road, "不予认定", allows=False),
        read_in("14(6)", "上下班途中城市轨道交通、客运轮渡、火车事故，非本人主要责任", by_rail and not main_fault, INJURY),
        Row("上下班途中城市轨道交通、客运轮渡、火车事故，本人主要责任", by_rail, "不予认定", cited("WIR 14(6)"), allows=False, status="unverified"),
        read_in("14(6)", "上下班途中非交通事故", situation == "commute_other", "不予认定", allows=False),
        read_in("15(1); WIF256 3", "工作岗位突发疾病死亡，或自初次诊断起48小时内抢救无效死亡", situation == "illness_died", TREATED),
        read_in("15(1); WIF256 3", "工作岗位突发疾病，经抢救存活，或自初次诊断起超过48小时", situation == "illness_survived", "不予认定，由医疗保险处理", allows=False),
        read_in("15(2)", "在抢险救灾等维护国家利益、公共利益活动中受到伤害", situation == "rescue", TREATED),
        read_in("15(3)", "在军队因战、因公负伤致残，持革命伤残军人证，到单位后旧伤复发", situation == "veteran", "视同工伤，不发一次性伤残补助金", code=WITHOUT_GRANT),
        read_in("14(7)", "以上没有列明的情形", True, "窗口不作判断，由社会保险行政部门认定", allows=False, code=OPEN),
    )  # fmt: skip
