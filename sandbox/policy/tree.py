"""The tree of the explorer: parameters and rules by family, as they stand on a day in a region."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mock_systems.policy.catalogue import RULES
from mock_systems.policy.load import families, parameters
from mock_systems.policy.parameter import NATION, BadParameter, Dated, Parameter
from mock_systems.policy.rule import PolicyRule
from mock_systems.sentence import Sentence

UNITS = {
    "yuan": Sentence("元"),
    "yuan/month": Sentence("元/月"),
    "yuan/year": Sentence("元/年"),
    "ratio": Sentence("比例"),
    "days": Sentence("天"),
    "workdays": Sentence("个工作日"),
    "months": Sentence("个月"),
    "years": Sentence("年"),
    "day_of_month": Sentence("每月几日"),
    "times": Sentence("倍"),
    "flag": Sentence("是否"),
    "rounding": Sentence("取舍方式"),
}
MONEY = ("yuan", "yuan/month", "yuan/year")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A parameter in the tree; `now` is what holds on the day, if anything does."""

    parameter: Parameter
    now: Dated | None


@dataclass(frozen=True, slots=True)
class Family:
    """What belongs together."""

    name: str
    title: str
    leaves: Sequence[Leaf]
    rules: Sequence[PolicyRule[...]]


def tree(on: date, region: str) -> Sequence[Family]:
    """Every family with its parameters as they count in a region, and its rules."""
    found = [
        Family(name, title, _leaves(name, on, region), _rules(name))
        for name, title in families().items()
    ]
    return [family for family in found if family.leaves or family.rules]


def value_on(parameter: Parameter, on: date) -> Dated | None:
    """What holds on a day; nothing before the first value."""
    try:
        return parameter.on(on)
    except BadParameter:
        return None


def users(id: str) -> Sequence[PolicyRule[...]]:
    """The rules that may use a parameter."""
    return [rule for rule in RULES.values() if id in rule.uses]


def shown(value: Decimal, unit: str) -> str:
    """A figure as people read it: ratios in percent, money with its thousands."""
    if unit == "ratio":
        return f"{(value * 100).normalize():f}%"
    return f"{value:,f}" if unit in MONEY else f"{value:f}"


def _leaves(family: str, on: date, region: str) -> Sequence[Leaf]:
    names = {each.id: None for each in parameters() if each.family == family}
    counting = [parameters().nearest(name, region) for name in names if _counts(name, region)]
    return [Leaf(each, value_on(each, on)) for each in counting]


def _counts(name: str, region: str) -> bool:
    places = {each.region for each in parameters() if each.id == name}
    return bool(places & {region, region[:2], NATION})


def _rules(family: str) -> Sequence[PolicyRule[...]]:
    return [rule for rule in RULES.values() if rule.family == family]
