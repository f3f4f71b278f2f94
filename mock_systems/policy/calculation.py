"""A calculation: its results and the steps that led to them, each with its evidence.

Rules write their steps on the `Worksheet` they are handed and return the finished `Calculation`, so whoever doubts a figure can follow it down to the document. Money
in results is integer fen; between two roundings it is an exact decimal of fen. A decision is a
calculation, too: its steps are the rows of the decision table that were tried.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from math import prod

from mock_systems.bases import NOTHING, Basis
from mock_systems.money import whole_fen, yuan
from mock_systems.months import day_later
from mock_systems.policy.load import parameters
from mock_systems.policy.parameter import HOME, Parameters, Status, Used
from mock_systems.sentence import Sentence

Result = int | str | date | Decimal | tuple[str, ...] | None
HALF_UP = "四舍五入到分"
_YEARS = {
    0: (ROUND_FLOOR, "舍去不足 {step} 年的部分"),
    1: (ROUND_HALF_UP, "四舍五入到 {step} 年"),
    2: (ROUND_CEILING, "进到 {step} 年"),
}
_SETTLED = 12
"""Decimal places of a fen: fewer than amounts differ in, more than a third loses that is multiplied
back."""
YES, NO = "适用", "不适用"
READINGS: Mapping[Status | None, str] = {
    "unverified": "含待核规则：依据未与原文核对，或原文没有写明，须由业务人员确认。",
    "simulated": "含仿真规则：由本系统拟定，不是任何地区的实际规定。",
}


class Contradiction(ValueError):
    """Facts that cannot all be true; says which, and how to put them right."""


@dataclass(frozen=True, slots=True)
class Working:
    """One line of a calculation, in words people can check.

    `rule` is the rule's name, `title` what the line finds, `formula` how, `used` the parameters
    with their dates and sources, `inputs` the facts it took, `rounding` how the result was
    rounded (empty where it was not), `basis` the article a row of a decision table stands on and
    `status` whether that was read, `doubt` what may still change it.
    """

    rule: str
    title: str
    formula: str
    result: str
    used: tuple[Used, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    rounding: str = ""
    basis: Basis = NOTHING
    status: Status | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a decision table: when it applies, whether it does here, what follows, and why;
    whether it `allows` what is asked, and the `code` of what follows where that has one; `status`
    tells whether its basis was read and says so, nothing where that was not looked at."""

    when: str
    holds: bool
    then: str
    basis: Basis = NOTHING
    allows: bool = True
    code: str = ""
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Calculation:
    """Named results (money in fen) and the steps behind them."""

    value: Mapping[str, Result]
    steps: tuple[Working, ...]

    def fen(self, name: str) -> int:
        """A result that is money, or another whole number."""
        value = self.value[name]
        if not isinstance(value, int):
            raise TypeError(f"{name} is not a whole number: {value!r}")
        return value

    def codes(self, name: str) -> set[str]:
        """A result that is some choices of a list."""
        value = self.value[name]
        if not isinstance(value, tuple):
            raise TypeError(f"{name} is not some codes: {value!r}")
        return {*value}

    def day(self, name: str) -> date:
        """A result that is a date."""
        value = self.value[name]
        if not isinstance(value, date):
            raise TypeError(f"{name} is not a date: {value!r}")
        return value


class Worksheet:
    """The steps of one calculation while a rule writes them, under the figures of one date."""

    def __init__(
        self, rule: str, on: date, *, region: str = HOME, given: Parameters | None = None
    ) -> None:
        self.rule = rule
        self.on = on
        self.region = region
        self._given = given or parameters()
        self._steps: list[Working] = []

    def under(self, day: date) -> "Worksheet":
        """An empty worksheet of the same rule, under the figures of another day."""
        return Worksheet(self.rule, day, region=self.region, given=self._given)

    def figure(self, name: str, key: str = "", *, on: date | None = None) -> Used:
        """The parameter that holds on a day, the worksheet's own unless another is given, in its
        region; `key` chooses from a table."""
        return self._given.used(name, on or self.on, key=key, region=self.region)

    def reached(self, name: str, number: int | Decimal) -> Used:
        """The figure of a table whose rows begin at a number: the highest row that is reached."""
        return self._given.reached(name, self.on, number, region=self.region)

    def note(
        self,
        title: str,
        formula: str,
        result: str,
        *used: Used,
        rounding: str = "",
        basis: Basis = NOTHING,
        doubt: str = "",
        **inputs: str,
    ) -> None:
        """Write a step down."""
        given = tuple(inputs.items())
        self._steps.append(
            Working(
                self.rule, title, formula, result, used, given, rounding, basis=basis, doubt=doubt
            )
        )

    def tells(self, title: str) -> bool:
        """Whether a step of this title is written down already."""
        return any(step.title == title for step in self._steps)

    def first(self, rows: Iterable[Row]) -> Row:
        """The first row of a decision table that applies; each tried one is written down. The
        last row of a table always applies."""
        return next(row for row in rows if self._tried(row))

    def every(self, rows: Iterable[Row]) -> list[Row]:
        """All rows that apply, each tried one written down."""
        return [row for row in rows if self._tried(row)]

    def _tried(self, row: Row) -> bool:
        result = (
            Sentence("{label}：{value}", label=Sentence(YES), value=row.then) if row.holds else NO
        )
        doubt = Sentence(READINGS.get(row.status, "")) if row.holds else ""
        self._steps.append(
            Working(
                self.rule, row.when, "", result, basis=row.basis, status=row.status, doubt=doubt
            )
        )
        return row.holds

    def amount(self, name: str, key: str = "") -> int:
        """A figure in yuan as fen, written down."""
        figure = self.figure(name, key)
        fen = whole_fen(figure.value * 100)
        self.note(figure.label, str(figure.source), yuan(fen), figure)
        return fen

    def rounded(self, title: str, formula: str, exact: Decimal, *used: Used, **inputs: str) -> int:
        """An exact amount of fen rounded half up to the fen, written down."""
        with localcontext(prec=60):
            exact = round(exact, _SETTLED)
        fen = whole_fen(exact)
        rounding = "" if fen == exact else HALF_UP
        self.note(title, formula, yuan(fen), *used, rounding=rounding, basis=NOTHING, **inputs)
        return fen

    def years(self, title: str, months: int, step: Used, rounding: Used) -> Decimal:
        """Months as years, rounded down, half up or up to a step such as a hundredth, or as they
        are where the step is 0, written down."""
        exact = Decimal(months) / 12
        formula = Sentence("{months} 个月 ÷ 12", months=months)
        if not step.value:
            self.note(
                title, formula, f"{exact:.6f}", step, rounding="" if months % 12 == 0 else "不取整"
            )
            return exact
        way, told = _YEARS[int(rounding.value)]
        years = (exact / step.value).quantize(Decimal(1), way) * step.value
        said = "" if years * 12 == months else Sentence(told, step=step.value)
        self.note(title, formula, str(years), step, rounding, rounding=said)
        return years

    def after(self, title: str, start: date, /, *limits: Used, **inputs: str) -> date:
        """The day some days, months or years after an event, written down: the sum of limits of one
        unit."""
        number = sum(int(each.value) for each in limits)
        told = " + ".join(str(each.value) for each in limits)
        match limits[0].unit:
            case "days":
                day = start + timedelta(days=number)
                formula = Sentence("{event} + {days}日", event=start, days=told)
            case "months":
                day = day_later(start, number)
                formula = Sentence("{event} + {months}个月", event=start, months=told)
            case _:
                day = day_later(start, number * 12)
                formula = Sentence("{event} + {years}年", event=start, years=told)
        self.note(title, formula, str(day), *limits, basis=NOTHING, **inputs)
        return day

    def share(self, title: str, amount: int, *factors: Used | Decimal) -> int:
        """An amount of fen times rates, rounded half up to the fen, written down."""
        rates = [each.value if isinstance(each, Used) else each for each in factors]
        formula = " × ".join([yuan(amount), *map(percent, rates)])
        used = (each for each in factors if isinstance(each, Used))
        exact = prod(rates, start=Decimal(amount))
        return self.rounded(title, formula, exact, *used, amount=yuan(amount))

    def total(self, title: str, *amounts: int) -> int:
        """The sum of amounts that are whole fen already, written down."""
        result = sum(amounts)
        self.note(title, " + ".join(map(yuan, amounts)), yuan(result))
        return result

    def done(self, **value: Result) -> Calculation:
        """The finished calculation."""
        return Calculation(value, tuple(self._steps))


def percent(rate: Decimal) -> str:
    """A rate as people read it: `16%`, `1.32%`."""
    text = f"{rate * 100:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"
