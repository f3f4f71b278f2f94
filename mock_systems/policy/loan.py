"""Guaranteed loans for starting a business (rule R15)."""

from mock_systems.bases import cited
from mock_systems.money import yuan
from mock_systems.policy.calculation import Calculation, Contradiction, Row, Worksheet, percent
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

_BASIS = cited("EPL 19; LOAN75")


@rule(
    "R15",
    "创业担保贷款利息",
    basis=_BASIS,
    uses=("loan.lpr", "loan.margin", "loan.subsidy_share"),
    principal="300000.00",
)
def interest(sheet: Worksheet, principal: int) -> Calculation:
    """A year's interest at the highest rate allowed (LPR and a margin), and the subsidised part."""
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
    uses=(
        "loan.person_limit",
        "loan.firm_limit",
        "loan.partner_bonus",
        "loan.person_years",
        "loan.firm_years",
    ),
    borrower="partners",
    partners="3",
)
def limit(sheet: Worksheet, borrower: str, partners: int = 1) -> Calculation:
    """The most that a person, partners together or a small firm may borrow, for how many years."""
    term = sheet.figure("loan.firm_years" if borrower == "firm" else "loan.person_years")
    sheet.note(term.label, str(term.source), str(term.value), term)
    return sheet.done(most=_most(sheet, borrower, partners), years=int(term.value))


@rule(
    "R15",
    "创业担保贷款资格",
    basis=_BASIS,
    uses=("loan.times",),
    in_group="yes",
    own_licence="no",
    other_loan="no",
    subsidised_times="1",
)
def eligibility(
    sheet: Worksheet,
    in_group: bool,
    own_licence: bool,
    other_loan: bool = False,
    subsidised_times: int = 0,
) -> Calculation:
    """Whether a person may apply: of one of the groups, as the licence's own representative, and
    without another unpaid business loan of the household; so many times only."""
    most = sheet.figure("loan.times")
    sheet.note(most.label, str(most.source), str(most.value), most)
    row = sheet.first(
        (
            Row("不属于规定的重点就业群体", not in_group, "不符合条件", allows=False),
            Row(
                "营业执照的经营者不是本人",
                not own_licence,
                "不符合个人借款条件，一次性告知",
                allows=False,
            ),
            Row(
                "本人或配偶有未结清的商业贷款（住房、购车、小额消费除外）",
                other_loan,
                "按地方规定不予受理",
                allows=False,
            ),
            Row("已享受贴息达到上述次数", subsidised_times >= most.value, "不再贴息", allows=False),
            Row("以上情形均无", True, "符合条件"),
        )
    )
    return sheet.done(eligible=row.allows, reason=row.then)


@rule(
    "R15",
    "小微企业创业担保贷款资格",
    basis=_BASIS,
    uses=("loan.firm_share", "loan.large_firm_share", "loan.large_firm_staff"),
    staff="40",
    hired="4",
)
def firm(sheet: Worksheet, staff: int, hired: int) -> Calculation:
    """Whether a small firm hired enough people of the groups in the year for its `staff`;
    `Contradiction` where it hired more than it has."""
    if hired > staff:
        raise Contradiction("新招用人数多于职工人数，请核对 hired 和 staff。")
    large = sheet.figure("loan.large_firm_staff")
    share = sheet.figure("loan.large_firm_share" if staff > large.value else "loan.firm_share")
    formula = Sentence("职工 {staff} 人，以 {large} 人为界", staff=staff, large=large.value)
    sheet.note(share.label, formula, percent(share.value), large, share)
    row = sheet.first(
        (
            Row("当年新招用重点群体未达到上述比例", hired < staff * share.value, "不符合条件", allows=False),
            Row("当年新招用重点群体达到上述比例", True, "符合条件"),
        )
    )  # fmt: skip
    return sheet.done(eligible=row.allows, reason=row.then)


def _most(sheet: Worksheet, borrower: str, partners: int) -> int:
    if borrower == "firm":
        return sheet.amount("loan.firm_limit")
    person = sheet.amount("loan.person_limit")
    if borrower == "person":
        return person
    together = person * partners
    sheet.note("个人额度之和", f"{yuan(person)} × {partners}", yuan(together))
    bonus = sheet.figure("loan.partner_bonus")
    return sheet.share("合伙额度", together, 1 + bonus.value)
