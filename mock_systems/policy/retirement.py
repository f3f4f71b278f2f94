"""When people may retire, and how many months they must have paid by then (rule R6).

The reform counts from 2025-01-01: whoever reaches the original age from then on is delayed step
by step (国务院关于渐进式延迟法定退休年龄的办法 arts. 1–2), and may choose up to three years either way
(人社部发〔2024〕94号). Who reached the original age before is not touched and has no choice.
"""

from dataclasses import dataclass
from datetime import date

from mock_systems.bases import cited
from mock_systems.months import first_day, later, length, month_of
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.kinds import spoken
from mock_systems.policy.parameter import Used
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

REFORM = "2025-01"
_REFORM_LAW = cited("RET")
_CHOICE_LAW = cited("FLX")
_INSURANCE_LAW = cited("SIL 16")
_AT_ONCE = Sentence(
    "文件许可“按照规定”一次性缴费；除2011年7月前参保的以外，国家的规定未见，须由业务人员确认。"
)
AGES = ("retirement.original_months", "retirement.step_months", "retirement.cap_months")
_WINDOW = ("retirement.flexible_months", "retirement.minimum_months")


@dataclass(frozen=True, slots=True)
class _Ages:
    """The original and the statutory age in months, and the months they are reached in."""

    original: int
    reached: str
    age: int
    month: str

    @property
    def reformed(self) -> bool:
        return self.reached >= REFORM


@rule(
    "R6",
    "法定退休年龄与弹性退休区间",
    basis=cited("RET 1, 2; FLX"),
    uses=(*AGES, *_WINDOW),
    name="retirement.date",
    category="M60",
    birth="1966-02",
)
def window(sheet: Worksheet, category: str, birth: str) -> Calculation:
    """The statutory `age` and `month` with the months to be paid by then, and the `earliest` and
    `latest` month one may choose; the earliest has a minimum of its own, the latest the statutory
    one. Earliest and latest are none for those whom the reform does not touch."""
    ages = _ages(sheet, category, birth)
    minimum = _minimum(sheet, ages.month)
    if not ages.reformed:
        return sheet.done(
            age=ages.age,
            month=ages.month,
            minimum_months=minimum,
            earliest=None,
            earliest_minimum_months=None,
            latest=None,
        )
    earliest, latest = _earliest(sheet, ages), _latest(sheet, ages)
    return sheet.done(
        age=ages.age,
        month=ages.month,
        minimum_months=minimum,
        earliest=earliest,
        earliest_minimum_months=_minimum(sheet, earliest),
        latest=latest,
    )


@rule(
    "R6",
    "选择的退休时间",
    basis=_CHOICE_LAW,
    uses=(*AGES, *_WINDOW),
    category="M60",
    birth="1966-02",
    chosen="2026-02",
    paid_months="356",
)
def choice(
    sheet: Worksheet,
    category: str,
    birth: str,
    chosen: str,
    paid_months: int,
    manager: bool = False,
) -> Calculation:
    """Whether one may retire in a chosen month, on what paper, with how many months paid, and
    `pension_from` which month it is paid. `manager` is a leader of an office or state-owned firm, for
    whom there is no late choice."""
    ages = _ages(sheet, category, birth)
    earliest = _earliest(sheet, ages) if ages.reformed else ages.month
    latest = _latest(sheet, ages) if ages.reformed else ages.month
    minimum = _minimum(sheet, min(chosen, ages.month))
    row = sheet.first(
        (
            Row("早于最早可选月份", chosen < earliest, "不可，未到可退休时间", _CHOICE_LAW, allows=False),
            Row("缴费月数不足", paid_months < minimum, "不可，须缴满最低年限或另选办法", _REFORM_LAW, allows=False),
            Row("早于法定退休年龄", chosen < ages.month, "弹性提前，至少提前3个月书面告知单位", _CHOICE_LAW),
            Row("达到法定退休年龄当月", chosen == ages.month, "按法定退休年龄，提出待遇申领", _REFORM_LAW),
            Row("晚于最迟可选月份", chosen > latest, "不可，超过最迟时间", _CHOICE_LAW, allows=False),
            Row("机关、国有企事业负责人延迟", manager, "不可，不适用弹性延迟", _CHOICE_LAW, allows=False),
            Row("晚于法定退休年龄", True, "弹性延迟，至少提前1个月与单位书面约定，其间协商一致可以终止", _CHOICE_LAW),
        )
    )  # fmt: skip
    starts = later(chosen, 1) if row.allows else None
    return sheet.done(
        allowed=row.allows, reason=row.then, minimum_months=minimum, pension_from=starts
    )


@rule(
    "R6",
    "缴费月数不足的去向",
    basis=cited("SIL 16; SIR 2, 3"),
    uses=(*AGES, "retirement.minimum_months", "retirement.extended_months"),
    category="M60",
    birth="1966-02",
    paid_months="150",
    first_insured="2010-03",
    extended_months="12",
)
def shortfall(
    sheet: Worksheet,
    category: str,
    birth: str,
    paid_months: int,
    first_insured: str,
    extended_months: int = 0,
) -> Calculation:
    """What is open to who reaches the statutory age `missing` months: who was first insured before
    the law of 2011-07 may pay them at once after paying on for a time (`extended_months`)."""
    month = statutory_month(sheet, category, birth)
    minimum = _minimum(sheet, month)
    wait = sheet.figure("retirement.extended_months")
    sheet.note(wait.label, str(wait.source), str(wait.value), wait)
    missing = max(0, minimum - paid_months)
    short = missing > 0
    early = first_insured < INSURANCE_LAW and extended_months >= wait.value
    rows = sheet.every(
        (
            Row("已缴满最低年限", not short, "按月领取基本养老金", _INSURANCE_LAW, status="reviewed"),
            Row("缴费月数不足", short, "延长缴费至最低年限", cited("RET 2"), status="reviewed"),
            Row("2011年7月前参保，延长缴费已满上述月数", short and early, "一次性缴费至最低年限", cited("SIR 2"), status="reviewed"),
            Row("缴费月数不足，申请转入居民养老保险", short, "转入居民养老保险", _INSURANCE_LAW, status="reviewed"),
            Row("缴费月数不足，书面申请终止关系，经办机构书面告知权利和后果后本人书面确认", short, "终止养老保险关系，一次性领取个人账户", cited("SIR 3"), status="reviewed"),
        )
    )  # fmt: skip
    if short and not early and month >= REFORM:
        sheet.note("一次性缴费", "", "须先请示", basis=cited("RET 2"), doubt=_AT_ONCE)
    reason = Sentence("{rows}", rows=tuple(row.then for row in rows))
    return sheet.done(missing=missing, reason=reason)


INSURANCE_LAW = "2011-07"


def statutory(category: str, birth: str, *, on: date) -> tuple[int, str]:
    """The statutory age in months, and the month it is reached; `category` is M60, F55 or F50 and
    `birth` the month of birth."""
    ages = _ages(Worksheet("retirement.date", on), category, birth)
    return ages.age, ages.month


def statutory_month(sheet: Worksheet, category: str, birth: str) -> str:
    """The month the statutory age is reached, written down."""
    return _ages(sheet, category, birth).month


def last_working_month(sex: str, born: date, *, on: date) -> str:
    """The month in which working age ends."""
    return working_until(Worksheet("retirement.date", on), sex, born)


def working_until(sheet: Worksheet, sex: str, born: date) -> str:
    """The month in which working age ends, written down; for a woman the later of her two possible
    ages, since only her personnel file can tell which one is hers."""
    return statutory_month(sheet, "M60" if sex == "1" else "F55", month_of(born))


def _ages(sheet: Worksheet, category: str, birth: str) -> _Ages:
    figure = sheet.figure("retirement.original_months", category)
    original = int(figure.value)
    reached = later(birth, original)
    delay = _delay(sheet, category, reached)
    age, month = original + delay, later(reached, delay)
    formula = Sentence("{original} 个月 + {delay} 个月", original=original, delay=delay)
    result = Sentence("{age}，{month} 达到", age=spoken(age), month=month)
    sheet.note("法定退休年龄", formula, result, figure, birth=birth)
    return _Ages(original, reached, age, month)


def _delay(sheet: Worksheet, category: str, reached: str) -> int:
    """One month for every started step of birth months since the first affected one, up to a cap."""
    if reached < REFORM:
        formula = Sentence("{reached} 达到原年龄，早于 {reform}，不延迟", reached=reached, reform=REFORM)  # fmt: skip
        sheet.note("延迟月数", formula, "0")
        return 0
    step = sheet.figure("retirement.step_months", category)
    cap = sheet.figure("retirement.cap_months", category)
    passed = length(REFORM, reached) - 1
    delay = min(int(cap.value), passed // int(step.value) + 1)
    formula = Sentence(
        "{passed} ÷ {step} 取整 + 1，不超过 {cap}", passed=passed, step=step.value, cap=cap.value
    )
    sheet.note("延迟月数", formula, str(delay), step, cap)
    return delay


def _earliest(sheet: Worksheet, ages: _Ages) -> str:
    reach = sheet.figure("retirement.flexible_months")
    earliest = max(ages.reached, later(ages.month, -int(reach.value)))
    formula = Sentence(
        "{month} 提前 {reach} 个月，不早于原年龄 {reached}",
        month=ages.month,
        reach=reach.value,
        reached=ages.reached,
    )
    sheet.note("最早可选月份", formula, earliest, reach)
    return earliest


def _latest(sheet: Worksheet, ages: _Ages) -> str:
    reach = sheet.figure("retirement.flexible_months")
    latest = later(ages.month, int(reach.value))
    formula = Sentence("{month} 延迟 {reach} 个月", month=ages.month, reach=reach.value)
    sheet.note("最迟可选月份", formula, latest, reach)
    return latest


def _minimum(sheet: Worksheet, month: str) -> int:
    """The months to be paid by who retires in a month: those of its year."""
    figure: Used = sheet.figure("retirement.minimum_months", on=first_day(month))
    formula = Sentence("{month} 退休适用的最低缴费月数", month=month)
    sheet.note("最低缴费月数", formula, str(figure.value), figure)
    return int(figure.value)
