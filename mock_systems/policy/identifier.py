"""Numbers that can be checked by themselves, and whom they belong to (rules R17–R20)."""

from mock_systems import identifiers
from mock_systems.bases import cited
from mock_systems.kinds import BANK_CARD, CITIZEN_NUMBER, CREDIT_CODE
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.rule import rule

_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
GOOD = "符合编码规则"


@rule("R17", "公民身份号码", basis=cited("GB11643"), number="35990119760305002X")
def citizen_number(sheet: Worksheet, number: str) -> Calculation:
    """Whether a number, however it is spelt, is well formed, with a real birth date not after the day
    and a right check character. Numbers of 15 digits are no longer accepted."""
    text = CITIZEN_NUMBER.spelt(number)
    digits = text[:17].isascii() and text[:17].isdigit()
    whole = len(text) == 18 and digits and (text[17].isdigit() or text[17] == "X")
    born = identifiers.birth_in(text) if whole else None
    old = len(text) == 15 and text.isascii() and text.isdigit()
    row = sheet.first(
        (
            Row("15位旧号码", old, "不再使用15位号码，请出示新证", allows=False),
            Row("不是17位数字加1位校验码", not whole, "应为17位数字加1位数字或X", allows=False),
            Row(
                "出生日期不存在或晚于当日",
                born is None or born > sheet.on,
                "第7至14位不是有效日期，或晚于当日",
                allows=False,
            ),
            Row(
                "顺序码为000",
                text[14:17] == "000",
                "本系统不受理顺序码为000的号码",
                allows=False,
                status="simulated",
            ),
            Row(
                "校验码不符",
                not identifiers.is_citizen_number(text),
                "校验码不符，请核对录入",
                allows=False,
            ),
            Row("以上情形均无", True, GOOD, cited("GB11643")),
        )
    )
    return sheet.done(valid=row.allows, reason=row.then)


@rule("R18", "统一社会信用代码", basis=cited("GB32100; GB11714"), number="91359900MA0000015X")
def credit_code(sheet: Worksheet, number: str) -> Calculation:
    """Whether a code, however it is spelt, is well formed and both its check characters (the
    organisation code's and its own) are right."""
    text = CREDIT_CODE.spelt(number)
    strange = any(char not in _CREDIT for char in text)
    sized = len(text) == 18 and not strange
    organisation = sized and identifiers.organisation_code(text[8:16]) == text[8:17]
    row = sheet.first(
        (
            Row("长度不是18位", len(text) != 18, "应为18位", allows=False),
            Row("含有不用的字符（I、O、S、V、Z等）", strange, "只用数字和规定的大写字母", allows=False),
            Row("行政区划不是数字", not text[2:8].isdigit(), "第3至8位应为数字", allows=False),
            Row("组织机构代码校验码不符", not organisation, "第17位校验码不符，请核对录入", cited("GB11714"), allows=False),
            Row("末位校验码不符", not (sized and identifiers.is_credit_code(text)), "末位校验码不符，请核对录入", cited("GB32100"), allows=False),
            Row("以上情形均无", True, GOOD, cited("GB32100")),
        )
    )  # fmt: skip
    return sheet.done(valid=row.allows, reason=row.then)


@rule("R20", "银行卡号", basis=cited("ISO7812"), number="6228480012345678903")
def bank_card(sheet: Worksheet, number: str) -> Calculation:
    """Whether a card number, however it is spelt, has 16 to 19 digits and a right Luhn digit."""
    text = BANK_CARD.spelt(number)
    digits = 16 <= len(text) <= 19 and text.isascii() and text.isdigit()
    row = sheet.first(
        (
            Row("不是16至19位数字", not digits, "应为16至19位数字", allows=False),
            Row(
                "校验位不符",
                not identifiers.is_bank_card(text),
                "校验位不符，请核对录入",
                allows=False,
            ),
            Row("以上情形均无", True, GOOD),
        )
    )
    return sheet.done(valid=row.allows, reason=row.then)


@rule(
    "R19",
    "是否同一人",
    basis=cited("SIL 58.3; OPR 6"),
    same_number="yes",
    same_key="no",
    same_name="yes",
)
def same_person(
    sheet: Worksheet, same_number: bool, same_key: bool, same_name: bool
) -> Calculation:
    """What two records are to each other, by citizen number, internal key and name."""
    row = sheet.first(
        (
            Row("号码、个人编号和姓名都相同", same_number and same_key and same_name, "同一人"),
            Row(
                "号码和个人编号相同，姓名不同", same_number and same_key, "先核对公安登记，更正姓名"
            ),
            Row("号码相同，个人编号不同", same_number, "重复建档，报请合并，不得分别发放待遇"),
            Row("个人编号相同，号码不同", same_key, "凭公安证明更正号码，个人编号不变"),
            Row("只有姓名相同或都不相同", True, "视为两人，以公安登记为准"),
        )
    )
    return sheet.done(same=same_number or same_key, reason=row.then)


@rule(
    "R20",
    "待遇发放账户",
    basis=cited("LSIM4 1; UIR 16.3; LOC 19"),
    holder_matches="no",
    authorised="yes",
    pension="yes",
)
def pay_account(
    sheet: Worksheet, holder_matches: bool, authorised: bool = False, pension: bool = True
) -> Calculation:
    """Whether benefits may be paid to an account by whose it is."""
    row = sheet.first(
        (
            Row("户名与参保人一致", holder_matches, "可以发放"),
            Row("亲属账户，养老金", pension, "不予发放到他人账户", allows=False),
            Row("亲属账户，没有注明日期的书面授权", not authorised, "补充书面授权", allows=False),
            Row("亲属账户，有书面授权", True, "可以发放"),
        )
    )
    return sheet.done(allowed=row.allows, reason=row.then)
