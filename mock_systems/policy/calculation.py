"""A calculation: its results and the steps that led to them, each with its evidence.

Rules are plain functions of facts and a date. They write their steps on a `Worksheet` and return
the finished `Calculation`, so whoever doubts a figure can follow it down to the document. Money
in results is integer fen; between two roundings it is an exact decimal of fen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mock_systems.money import whole_fen, yuan
from mock_systems.policy.load import parameters
from mock_systems.policy.parameter import HOME, Parameters, Used

Result = int | str | date | Decimal
HALF_UP = "四舍五入到分"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a calculation, in words people can check.

    `rule` is the rule's name, `title` what the line finds, `formula` how, `used` the parameters
    with their dates and sources, `inputs` the facts it took, `rounding` how the result was
    rounded (empty where it was not).
    """

    rule: str
    title: str
    formula: str
    result: str
    used: tuple[Used, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    rounding: str = ""


@dataclass(frozen=True, slots=True)
class Calculation:
    """Named results (money in fen) and the steps behind them."""

    values: Mapping[str, Result]
    steps: tuple[Step, ...]

    def fen(self, name: str) -> int:
        """A result that is money, or another whole number."""
        value = self.values[name]
        if not isinstance(value, int):
            raise TypeError(f"{name} is not a whole number: {value!r}")
        return value

    def day(self, name: str) -> date:
        """A result that is a date."""
        value = self.values[name]
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
        self._steps: list[Step] = []

    def figure(self, name: str, key: str = "") -> Used:
        """The parameter that holds on the worksheet's date, in its region."""
        return self._given.used(name, self.on, key=key, region=self.region)

    def note(
        self,
        title: str,
        formula: str,
        result: str,
        *used: Used,
        rounding: str = "",
        **inputs: str,
    ) -> None:
        """Write a step down."""
        self._steps.append(
            Step(self.rule, title, formula, result, used, tuple(inputs.items()), rounding)
        )

    def share(self, title: str, amount: int, *factors: Used | Decimal) -> int:
        """An amount of fen times rates, rounded half up to the fen, written down."""
        exact = Decimal(amount)
        for factor in factors:
            exact *= factor.value if isinstance(factor, Used) else factor
        rounded = whole_fen(exact)
        rates = (percent(each.value if isinstance(each, Used) else each) for each in factors)
        self.note(
            title,
            " × ".join([yuan(amount), *rates]),
            yuan(rounded),
            *(each for each in factors if isinstance(each, Used)),
            rounding="" if rounded == exact else HALF_UP,
            amount=yuan(amount),
        )
        return rounded

    def total(self, title: str, *amounts: int) -> int:
        """The sum of amounts that are whole fen already, written down."""
        result = sum(amounts)
        self.note(title, " + ".join(map(yuan, amounts)), yuan(result))
        return result

    def done(self, **values: Result) -> Calculation:
        """The finished calculation."""
        return Calculation(values, tuple(self._steps))


def percent(rate: Decimal) -> str:
    """A rate as people read it: `16%`, `1.32%`."""
    text = f"{rate * 100:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"
