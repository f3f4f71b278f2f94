"""Guaranteed loans for starting a business (rule R15)."""

from datetime import date

from mock_systems.money import yuan
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.parameter import HOME
from mock_systems.policy.rule import rule

_BASIS = "财金〔2023〕75号"


@rule(
    "R15",
    "创业担保贷款利息",
    basis=_BASIS,
    uses=("loan.lpr", "loan.margin", "loan.subsidy_share"),
    principal="300000.00",
)
def interest(principal: int, *, on: date, region: str = HOME) -> Calculation:
    """A year's interest at the highest rate allowed (LPR and a margin), and the subsidised part."""
    sheet = Worksheet("loan.interest", on, region=region)
    lpr, margin = sheet.figure("loan.lpr"), sheet.figure("loan.margin")
    rate = lpr.value + margin.value
    sheet.note("利率上限", f"{lpr.value} + {margin.value}", str(rate), lpr, margin)
    year = sheet.share("年利息", principal, rate)
    subsidy = sheet.share("财政贴息", year, sheet.figure("loan.subsidy_share"))
    return sheet.done(rate=rate, yearly=year, subsidy=subsidy)


@rule(
    "R15",
    "创业担保贷款额度",
    basis=_BASIS,
    uses=("loan.person_limit", "loan.firm_limit", "loan.partner_bonus"),
    borrower="partners",
    partners="3",
)
def limit(borrower: str, partners: int = 1, *, on: date, region: str = HOME) -> Calculation:
    """The most that a person, partners together or a small firm may borrow."""
    sheet = Worksheet("loan.limit", on, region=region)
    if borrower == "firm":
        return sheet.done(most=sheet.amount("loan.firm_limit"))
    person = sheet.amount("loan.person_limit")
    if borrower == "person":
        return sheet.done(most=person)
    together = person * partners
    sheet.note("个人额度之和", f"{yuan(person)} × {partners}", yuan(together))
    bonus = sheet.figure("loan.partner_bonus")
    return sheet.done(most=sheet.share("合伙额度", together, 1 + bonus.value))


@rule(
    "R15",
    "创业担保贷款资格",
    basis=_BASIS,
    in_group="yes",
    own_licence="no",
    other_loan="no",
)
def eligibility(
    in_group: bool,
    own_licence: bool,
    other_loan: bool = False,
    *,
    on: date,
    region: str = HOME,
) -> Calculation:
    """Whether a person may apply: of one of the groups, as the licence's own representative, and
    without another unpaid business loan of the household."""
    sheet = Worksheet("loan.eligibility", on, region=region)
    row = sheet.first(
        (
            Row("不属于规定的重点就业群体", not in_group, "不符合条件"),
            Row("营业执照的经营者不是本人", not own_licence, "不符合个人借款条件，一次性告知"),
            Row(
                "本人或配偶有未结清的商业贷款（住房、购车、小额消费除外）",
                other_loan,
                "按地方规定不予受理",
            ),
            Row("以上情形均无", True, "符合条件"),
        )
    )
    return sheet.done(eligible=row.then == "符合条件", reason=row.then)
