"""Identity papers, agents, and who may see or print whose records (rules R23, R24)."""

from datetime import date

from mock_systems.ages import age
from mock_systems.bases import cited
from mock_systems.months import day_later
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.load import parameters
from mock_systems.policy.parameter import HOME
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

_CARD_LAW = cited("IDL 5")


@rule(
    "R24",
    "居民身份证有效期",
    basis=_CARD_LAW,
    uses=("identity.card_years",),
    birth_day="1976-03-05",
    issued="2006-06-20",
)
def card(sheet: Worksheet, birth_day: date, issued: date) -> Calculation:
    """Until when a card is valid, by the age at issue; `until` is none for a card that is valid for
    good. It is valid through its last day."""
    years = age(birth_day, issued)
    figure = sheet.reached("identity.card_years", years)
    if not figure.value:
        sheet.note("有效期限", Sentence("签发时 {years} 周岁", years=years), "长期", figure)
        return sheet.done(until=None, valid=True)
    until = day_later(issued, int(figure.value) * 12)
    formula = Sentence(
        "签发时 {years} 周岁，{issued} + {valid} 年", years=years, issued=issued, valid=figure.value
    )
    sheet.note("有效期限", formula, str(until), figure)
    return sheet.done(until=until, valid=sheet.on <= until)


def longest_term(on: date) -> int:
    """The years of the longest term of an identity card that ends."""
    _, terms = parameters().dated("identity.card_years", on, HOME)
    return max(map(int, terms.table.values()))


@rule(
    "R24",
    "能否办理：身份核验",
    basis=cited("IDL 5, 11; OPR 8, 9, 38; LOC 8"),
    expired="yes",
    police_confirms="yes",
)
def verification(
    sheet: Worksheet,
    expired: bool = False,
    name_differs: bool = False,
    temporary_card: bool = False,
    police_confirms: bool = False,
) -> Calculation:
    """Whether business may go on with the papers shown."""
    other = temporary_card or police_confirms
    row = sheet.first(
        (
            Row("系统姓名与证件不一致", name_differs, "先更正个人信息，再办业务，最后变更银行账户", allows=False),
            Row("身份证有效", not expired, GO_ON),
            Row("身份证过期，有临时身份证或公安数据可核实", other, GO_ON, cited("OPR 8, 9, 38; LOC 8")),
            Row("身份证过期，没有其他核实办法", True, "补充有效证件", allows=False),
        )
    )  # fmt: skip
    return sheet.done(allowed=row.allows, reason=row.then)


GO_ON = "可以办理"


@rule(
    "R24",
    "能否代办",
    basis=cited("CC 165; OPR 30; LOC 6"),
    matter="ordinary",
    agent_card="yes",
    principal_card="yes",
    authorisation="no",
)
def agent(
    sheet: Worksheet,
    matter: str,
    agent_card: bool,
    principal_card: bool,
    authorisation: bool,
    guardian: bool = False,
) -> Calculation:
    """Whether somebody may act for another: both cards and a written authorisation, or as the
    guardian of a minor; some matters only in person."""
    row = sheet.first(
        (
            Row(
                "人脸认证、密码、告知承诺",
                matter == "personal",
                "须本人办理；行动不便的提供上门或视频服务",
                allows=False,
            ),
            Row("没有代办人身份证", not agent_card, "补充代办人身份证", allows=False),
            Row("未成年人的监护人", guardian, "凭监护关系证明办理"),
            Row("没有委托人身份证", not principal_card, "补充委托人身份证", allows=False),
            Row("没有书面委托", not authorisation, "补充书面委托", allows=False),
            Row("证件和委托齐全", True, GO_ON),
        )
    )
    return sheet.done(allowed=row.allows, reason=row.then)


@rule(
    "R23",
    "可否查询或打印他人记录",
    basis=cited("SIL 81; OPR 49"),
    asks="spouse",
    authorisation="no",
)
def privacy(
    sheet: Worksheet,
    asks: str,
    authorisation: bool = False,
    two_officers: bool = False,
    linked: bool = True,
) -> Calculation:
    """Who may see or print whose record. `linked` tells whether the record belongs to the case that
    is open: others must not even be looked up."""
    row = sheet.first(
        (
            Row("与在办事项无关", not linked, "不得查询", cited("PIP 6"), allows=False),
            Row("本人", asks == "self", MAY_SEE),
            Row("未成年人的父母或监护人", asks == "parent", MAY_SEE),
            Row("继承人", asks == "heir", MAY_SEE, cited("CC 1127; SIL 14; LSIM7 3")),
            Row("司法机关等，有公函和两名工作人员证件", asks == "authority" and two_officers, "可以提供，登记并留存公函"),
            Row("司法机关等，手续不全", asks == "authority", "不予提供，告知所需手续", allows=False),
            Row("用人单位", asks == "employer", "只可提供本单位缴费明细"),
            Row("他人，有书面授权", authorisation, MAY_SEE),
            Row("他人，没有授权", True, "不予提供，告知自助查询途径", cited("SIL 81"), allows=False),
        )
    )  # fmt: skip
    return sheet.done(allowed=row.allows, reason=row.then)


MAY_SEE = "可以查询打印"
