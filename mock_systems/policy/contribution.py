"""Contributions of employees and flexible workers (rules R1, R2).

Each item is rounded half up to the fen by person and insurance; totals are sums of rounded items.
"""

from collections.abc import Collection, Mapping
from datetime import date

from mock_systems.bases import cited
from mock_systems.money import yuan
from mock_systems.months import length, month_of, span
from mock_systems.policy.bases import BOUNDS, between, held, held_between
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.load import parameters
from mock_systems.policy.parameter import HOME
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

RATES = (
    "pension.employer_rate",
    "pension.employee_rate",
    "unemployment.employer_rate",
    "unemployment.employee_rate",
    "injury.class_rate",
    "injury.float",
    "injury.float_first_class",
)
EMPLOYER = "employer"
Items = Mapping[tuple[str, str], int]
"""What is paid a month, by insurance and payer."""
_LAW = cited("SIL 12, 35, 44, 60")


@rule("R1", "缴费基数上下限", basis=cited("RATE 3; LSIM1 1, 2"), uses=BOUNDS)
def bounds(sheet: Worksheet) -> Calculation:
    """The `floor` and `ceiling` of contribution bases: shares of the average monthly wage."""
    floor, ceiling = held_between(sheet)
    return sheet.done(floor=floor, ceiling=ceiling)


@rule(
    "R1",
    "职工月缴费",
    basis=_LAW,
    uses=(*BOUNDS, *RATES),
    wage="9350.55",
    injury_class="5",
    injury_float="120",
)
def employee(
    sheet: Worksheet, wage: int, injury_class: int, injury_float: int = 100
) -> Calculation:
    """One employee's month: `base`, an amount for each insurance and side, and both totals.

    `wage` is the declared monthly wage in fen, `injury_class` the industry class 1–8 and
    `injury_float` the floating percent of the employer's work-injury rate.
    """
    base = held(sheet, wage, "申报工资")
    return _employee_items(sheet, base, injury_class, injury_float)


@rule("R1", "按已定基数的职工月缴费", basis=_LAW, uses=RATES, base="6000.00", injury_class="4")
def employee_on_base(
    sheet: Worksheet, base: int, injury_class: int, injury_float: int = 100
) -> Calculation:
    """As `employee`, on a base (fen) that was set already and is taken as it is."""
    return _employee_items(sheet, base, injury_class, injury_float)


@rule(
    "R2",
    "灵活就业人员月缴费",
    basis=cited("SIL 10.2, 12.3; PEN38; LSIM1 3"),
    uses=(*BOUNDS, "flexible.rate", "flexible.account_rate"),
    base="4680.00",
)
def flexible(sheet: Worksheet, base: int) -> Calculation:
    """One month of a flexible worker on a chosen base (fen): `fee`, of it `account` and `pool`.
    The base is taken as it is; `allowed` tells whether it lies between floor and ceiling."""
    allowed = between(sheet, base)
    fee, account = _flexible_month(sheet, base)
    sheet.note("划入统筹基金", f"{yuan(fee)} − {yuan(account)}", yuan(fee - account))
    return sheet.done(allowed=allowed, fee=fee, account=account, pool=fee - account)


@rule(
    "R2",
    "灵活就业人员可缴月份",
    basis=cited("LSIM2 2, 3"),
    uses=(*BOUNDS, "flexible.rate", "flexible.account_rate"),
    base="4680.00",
    first="2023-01",
    last="2026-06",
)
def flexible_months(sheet: Worksheet, base: int, first: str, last: str) -> Calculation:
    """What of the months asked for may be paid on a day: `months` and their `total`; `refused`
    counts those of past calendar years, which lengthen no record, and those still to come.
    `allowed` tells whether any may be paid on this base."""
    allowed = between(sheet, base)
    asked = max(0, length(first, last))
    months = [
        each for each in span(first, last) if f"{sheet.on.year}-01" <= each <= month_of(sheet.on)
    ]
    formula = Sentence("{first} 至 {last} 中本年度截至本月的月份", first=first, last=last)
    sheet.note("可缴月数", formula, str(len(months)), first=first, last=last)
    fee, _ = _flexible_month(sheet, base)
    total = fee * len(months)
    sheet.note("应缴合计", f"{yuan(fee)} × {len(months)}", yuan(total))
    return sheet.done(
        allowed=allowed and bool(months),
        months=len(months),
        refused=asked - len(months),
        total=total,
    )


@rule(
    "R4",
    "未申报时的暂核缴费额",
    basis=cited("SIL 62"),
    uses=("contribution.provisional_ratio",),
    last_total="52300.00",
)
def provisional(sheet: Worksheet, last_total: int) -> Calculation:
    """What an employer that did not declare is charged for now: a share of last month's total."""
    ratio = sheet.figure("contribution.provisional_ratio")
    return sheet.done(total=sheet.share("暂核缴费额", last_total, ratio))


@rule(
    "R4",
    "滞纳金",
    basis=cited("SIL 86"),
    uses=("contribution.late_fee_rate",),
    principal="2244.13",
    due="2026-03-25",
    paid="2026-06-30",
)
def late_fee(sheet: Worksheet, principal: int, due: date, paid: date) -> Calculation:
    """The `fee` of one insurance's arrears and its `days`: from the day after the deadline to the
    day of payment, both included; none where it was paid in time. The employer bears it."""
    days = late_days(sheet, due, paid)
    return sheet.done(days=days, fee=late(sheet, "滞纳金", principal, days))


@rule(
    "R4",
    "职工补缴一个月",
    basis=cited("SIL 63, 86"),
    uses=(*BOUNDS, *RATES, "contribution.late_fee_rate", "contribution.deadline_day"),
    wage="9350.55",
    injury_class="5",
    injury_float="120",
    month="2026-03",
    paid="2026-06-30",
)
def back_payment(
    sheet: Worksheet,
    wage: int,
    injury_class: int,
    month: str,
    paid: date,
    injury_float: int = 100,
    insurances: tuple[str, ...] = ("110", "210", "410"),
) -> Calculation:
    """A month paid late: its `principal` under that month's own base and rates, the late `fee`
    rounded by insurance, and the `total`."""
    first = date.fromisoformat(f"{month}-01")
    sheet = sheet.under(first)
    items = _items(sheet, held(sheet, wage, "申报工资"), injury_class, injury_float)
    day = sheet.figure("contribution.deadline_day")
    due = first.replace(day=int(day.value))
    sheet.note("缴费期限", Sentence("当月 {day} 日", day=day.value), str(due), day)
    days = late_days(sheet, due, paid)
    owed = {t: sum(_of(items, name)) for c, (name, t) in _LATE.items() if c in insurances}
    fees = [late(sheet, title, amount, days) for title, amount in owed.items()]
    principal = sheet.total("补缴本金", *owed.values())
    fee = sheet.total("滞纳金合计", *fees)
    return sheet.done(
        principal=principal, days=days, fee=fee, total=sheet.total("应缴合计", principal, fee)
    )


@rule(
    "R4",
    "可否一次性补缴",
    basis=cited("TR94 2"),
    uses=("contribution.document_months",),
    months="48",
    document="internal",
)
def lump_sum(
    sheet: Worksheet, months: int, document: str = "none", document_day: date | None = None
) -> Calculation:
    """Whether past months may be paid at once on a day: from a number of months on only with a
    legal document made (`document_day`) earlier than the payment."""
    limit = sheet.figure("contribution.document_months")
    sheet.note("须有法律文书的补缴月数", limit.label, str(limit.value), limit)
    legal = document in ("judgment", "audit", "inspection", "arbitration")
    earlier = document_day is not None and document_day < sheet.on
    row = sheet.first(
        (
            Row("补缴月数未达到上述月数", months < limit.value, "可以受理"),
            Row("有早于缴费之日的法院、审计、劳动监察或仲裁的法律文书", legal and earlier, "可以受理"),
            Row("法律文书没有日期，或不早于缴费之日", legal, "不予受理，核对文书日期", allows=False),
            Row("没有法律文书", True, "一次性告知可用的法律文书，并告知可在两年内向劳动监察投诉", cited("LSI 20"), allows=False),
        )
    )  # fmt: skip
    return sheet.done(allowed=row.allows, reason=row.then)


def flexible_fee(base: int, *, on: date, region: str = HOME) -> int:
    """The month's fee (fen) on a base that was set already, also where no bounds are known."""
    return _flexible_month(Worksheet("contribution.flexible", on, region=region), base)[0]


def late_days(sheet: Worksheet, due: date, paid: date) -> int:
    """Days of arrears, written down."""
    days = max(0, (paid - due).days)
    formula = Sentence("{due} 次日起至 {paid}", due=due, paid=paid)
    sheet.note("滞纳天数", formula, str(days), due=str(due), paid=str(paid))
    return days


def late(sheet: Worksheet, title: str, principal: int, days: int) -> int:
    """The late fee (fen) of a principal, written down."""
    rate = sheet.figure("contribution.late_fee_rate")
    formula = Sentence("{principal} × {rate} × {days} 天", principal=yuan(principal), rate=rate.value, days=days)  # fmt: skip
    return sheet.rounded(title, formula, principal * rate.value * days, rate)


def _flexible_month(sheet: Worksheet, base: int) -> tuple[int, int]:
    fee = sheet.share("月缴费额", base, sheet.figure("flexible.rate"))
    return fee, sheet.share("划入个人账户", base, sheet.figure("flexible.account_rate"))


def _employee_items(
    sheet: Worksheet, base: int, injury_class: int, injury_float: int
) -> Calculation:
    items = _items(sheet, base, injury_class, injury_float)
    return sheet.done(
        base=base,
        **{f"{insurance}_{payer}": amount for (insurance, payer), amount in items.items()},
        employer_total=sheet.total("单位应缴合计", *_of(items, EMPLOYER)),
        employee_total=sheet.total("个人应缴合计", *_of(items, "employee")),
    )


def _items(sheet: Worksheet, base: int, injury_class: int, injury_float: int) -> Items:
    items = {
        each: sheet.share(title, base, sheet.figure(rate))
        for each, (title, rate) in _EMPLOYEE_ITEMS.items()
    }
    return {**items, ("injury", EMPLOYER): _injury(sheet, base, injury_class, injury_float)}


def _of(items: Items, one: str) -> list[int]:
    return [amount for each, amount in items.items() if one in each]


_EMPLOYEE_ITEMS = {
    ("pension", EMPLOYER): ("基本养老保险 单位", "pension.employer_rate"),
    ("pension", "employee"): ("基本养老保险 个人", "pension.employee_rate"),
    ("unemployment", EMPLOYER): ("失业保险 单位", "unemployment.employer_rate"),
    ("unemployment", "employee"): ("失业保险 个人", "unemployment.employee_rate"),
}
_LATE = {
    "110": ("pension", "养老保险滞纳金"),
    "210": ("unemployment", "失业保险滞纳金"),
    "410": ("injury", "工伤保险滞纳金"),
}


def floats(injury_class: int, *, on: date, region: str = HOME) -> Collection[str]:
    """The floating percents there are for a class of industry."""
    return parameters().dated(_floats(injury_class), on, region)[1].table


def _floats(injury_class: int) -> str:
    return "injury.float_first_class" if injury_class == 1 else "injury.float"


def _injury(sheet: Worksheet, base: int, injury_class: int, injury_float: int) -> int:
    """Employees pay nothing here (社会保险法 art. 33): the employer's class rate times its float,
    which never goes down in the first class."""
    rate = sheet.figure("injury.class_rate", str(injury_class))
    of_class = sheet.figure(_floats(injury_class), str(injury_float))
    return sheet.share("工伤保险 单位", base, rate, of_class)
