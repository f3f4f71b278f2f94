"""Double participation, and moving between the employees' and the residents' pension (rule R21)."""

from datetime import date

from mock_systems.bases import cited
from mock_systems.money import yuan
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.resident import subsidy_of
from mock_systems.policy.retirement import AGES, statutory_month
from mock_systems.policy.rule import rule

_BASIS = cited("CONV 3, 5-8")


@rule("R21", "重复参保的处理", basis=_BASIS, overlap="employee_resident")
def overlap(sheet: Worksheet, overlap: str) -> Calculation:
    """Which of two participations of the same months is kept, and what is given back."""
    row = sheet.first(
        (
            Row("职工与居民同月缴费", overlap == "employee_resident", "保留职工，退居民个人缴费，补贴退回财政", _BASIS),
            Row("两地职工同月缴费", overlap == "two_employee", "保留待遇领取地，另一地清退个人账户", cited("TR94")),
            Row("同时领取职工和居民养老金", overlap == "two_pensions", "终止居民养老保险，追回重复领取的基础养老金，退还账户余额", _BASIS),
            Row("没有重复", True, "不需处理"),
        )
    )  # fmt: skip
    return sheet.done(reason=row.then)


@rule(
    "R21",
    "重复缴费的退还",
    basis=_BASIS,
    uses=("resident.subsidy",),
    tier="1000.00",
    years="1",
)
def refund(sheet: Worksheet, tier: int, years: int) -> Calculation:
    """Whole years paid to the residents' scheme beside the employees': the own payment goes back to
    the person, the `subsidy` to the treasury."""
    own = tier * years
    sheet.note("退还个人缴费", f"{yuan(tier)} × {years}", yuan(own))
    a_year, figure = subsidy_of(sheet, tier, sheet.on)
    subsidy = a_year * years
    sheet.note("补贴退回财政", f"{yuan(a_year)} × {years}", yuan(subsidy), figure)
    return sheet.done(refund=own, subsidy=subsidy)


@rule(
    "R21",
    "重复领取的追回",
    basis=_BASIS,
    monthly="200.00",
    drawn_months="7",
    balance="5230.10",
)
def overdrawn(sheet: Worksheet, monthly: int, drawn_months: int, balance: int) -> Calculation:
    """Resident pension drawn beside an employee pension: what is to be `recovered`, first from the
    account's balance, what is `returned` of it, and what is still `owed`."""
    recovered = monthly * drawn_months
    sheet.note("应追回", f"{yuan(monthly)} × {drawn_months}", yuan(recovered))
    returned, owed = max(0, balance - recovered), max(0, recovered - balance)
    sheet.note("退还账户余额", f"{yuan(balance)} − {yuan(recovered)}", yuan(returned))
    sheet.note("仍须退回", f"{yuan(recovered)} − {yuan(balance)}", yuan(owed))
    return sheet.done(recovered=recovered, returned=returned, owed=owed)


@rule(
    "R21",
    "制度衔接方向",
    basis=_BASIS,
    uses=(
        *AGES,
        "retirement.minimum_months",
    ),
    category="M60",
    birth="1966-02",
    paid_months="150",
    pays_on="no",
)
def direction(
    sheet: Worksheet, category: str, birth: str, paid_months: int, pays_on: bool = False
) -> Calculation:
    """Which way a member of both schemes goes on reaching the statutory age; `missing` are the
    months that are short of the minimum."""
    month = statutory_month(sheet, category, birth)
    figure = sheet.figure("retirement.minimum_months", on=date.fromisoformat(f"{month}-01"))
    missing = max(0, int(figure.value) - paid_months)
    sheet.note("所缺缴费月数", f"{figure.value} − {paid_months}", str(missing), figure)
    row = sheet.first(
        (
            Row("尚未达到法定退休年龄", f"{sheet.on:%Y-%m}" < month, "到龄时再申请衔接"),
            Row(
                "职工养老保险已缴满最低年限", not missing, "居民转入职工：账户并入，居民年限不计入"
            ),
            Row("不足最低年限，愿意继续缴费", pays_on, "延长缴费至最低年限"),
            Row("不足最低年限，不再缴费", True, "职工转入居民：账户并入，职工年限计为居民年限"),
        )
    )
    return sheet.done(missing=missing, reason=row.then)
