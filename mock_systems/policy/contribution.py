"""Contributions of employees and flexible workers (rules R1, R2).

Each item is rounded half up to the fen by person and insurance; totals are sums of rounded items.
"""

from datetime import date
from decimal import Decimal

from mock_systems.money import whole_fen, yuan
from mock_systems.policy.calculation import Calculation, Worksheet
from mock_systems.sentence import Sentence


def bounds(*, on: date) -> Calculation:
    """The `floor` and `ceiling` of contribution bases: shares of the average monthly wage."""
    sheet = Worksheet("contribution.bounds", on)
    floor, ceiling = _bounds(sheet)
    return sheet.done(floor=floor, ceiling=ceiling)


def employee(wage: int, injury_class: int, injury_float: int = 100, *, on: date) -> Calculation:
    """One employee's month: `base`, an amount for each insurance and side, and both totals.

    `wage` is the declared monthly wage in fen, `injury_class` the industry class 1–8 and
    `injury_float` the floating percent of the employer's work-injury rate.
    """
    sheet = Worksheet("contribution.employee", on)
    base = _held(sheet, wage)
    return _employee_items(sheet, base, injury_class, injury_float)


def employee_on_base(
    base: int, injury_class: int, injury_float: int = 100, *, on: date
) -> Calculation:
    """As `employee`, on a base (fen) that was set already and is taken as it is."""
    return _employee_items(Worksheet("contribution.employee", on), base, injury_class, injury_float)


def flexible(base: int, *, on: date) -> Calculation:
    """One month of a flexible worker on a chosen base (fen): `fee`, of it `account` and `pool`."""
    sheet = Worksheet("contribution.flexible", on)
    fee = sheet.share("月缴费额", base, sheet.figure("flexible.rate"))
    account = sheet.share("划入个人账户", base, sheet.figure("flexible.account_rate"))
    sheet.note("划入统筹基金", f"{yuan(fee)} − {yuan(account)}", yuan(fee - account))
    return sheet.done(fee=fee, account=account, pool=fee - account)


def _bounds(sheet: Worksheet) -> tuple[int, int]:
    wage = sheet.figure("wage.average")
    fen = whole_fen(wage.value * 100)
    sheet.note("月平均工资", wage.label, yuan(fen), wage)
    return (
        sheet.share("缴费基数下限", fen, sheet.figure("base.floor_ratio")),
        sheet.share("缴费基数上限", fen, sheet.figure("base.ceiling_ratio")),
    )


def _held(sheet: Worksheet, wage: int) -> int:
    floor, ceiling = _bounds(sheet)
    base = min(max(wage, floor), ceiling)
    formula = Sentence(
        "申报工资 {wage}，不低于 {floor}，不高于 {ceiling}",
        wage=yuan(wage),
        floor=yuan(floor),
        ceiling=yuan(ceiling),
    )
    sheet.note("缴费基数", formula, yuan(base), wage=yuan(wage))
    return base


def _employee_items(
    sheet: Worksheet, base: int, injury_class: int, injury_float: int
) -> Calculation:
    items = {
        name: sheet.share(title, base, sheet.figure(rate)) for name, title, rate in _EMPLOYEE_ITEMS
    }
    items["injury_employer"] = _injury(sheet, base, injury_class, injury_float)
    employer = [amount for name, amount in items.items() if name.endswith("employer")]
    person = [amount for name, amount in items.items() if name.endswith("employee")]
    return sheet.done(
        base=base,
        **items,
        employer_total=sheet.total("单位应缴合计", *employer),
        employee_total=sheet.total("个人应缴合计", *person),
    )


_EMPLOYEE_ITEMS = (
    ("pension_employer", "基本养老保险 单位", "pension.employer_rate"),
    ("pension_employee", "基本养老保险 个人", "pension.employee_rate"),
    ("unemployment_employer", "失业保险 单位", "unemployment.employer_rate"),
    ("unemployment_employee", "失业保险 个人", "unemployment.employee_rate"),
)


def _injury(sheet: Worksheet, base: int, injury_class: int, injury_float: int) -> int:
    """Employees pay nothing here (社会保险法 art. 33): the employer's class rate times its float."""
    rate = sheet.figure("injury.class_rate", str(injury_class))
    return sheet.share("工伤保险 单位", base, rate, Decimal(injury_float) / 100)
