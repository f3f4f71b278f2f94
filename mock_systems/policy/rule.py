"""Rules by name: `contribution.employee` and its kin, with what they take, give and rely on.

A rule is a plain function of facts and a date. Declaring it here gives it its name, so that the
command line, the policy explorer and the tests find it and make its form from its signature.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from mock_systems.policy.calculation import Calculation
from mock_systems.policy.keys import Key, Value, keys
from mock_systems.policy.parameter import HOME

Function = TypeVar("Function", bound=Callable[..., Calculation])
_GIVEN = ("on", "region")
"""What every rule takes beside its facts."""

RULES: dict[str, "Rule"] = {}


@dataclass(frozen=True, slots=True)
class Fact:
    """A key a rule asks for; one with a default may be left out."""

    key: Key
    parameter: str
    required: bool
    default: Value = None


@dataclass(frozen=True)
class Rule:
    """A declared rule.

    `number` is its number in the rule book (R1 …), `basis` the law it follows, `uses` the ids of
    the parameters it may take figures from, `example` the facts of a worked example as text.
    """

    name: str
    number: str
    title: str
    basis: str
    uses: tuple[str, ...]
    example: Mapping[str, str]
    function: Callable[..., Calculation]

    @property
    def family(self) -> str:
        """What it is grouped under: the part of its name before the point."""
        return self.name.partition(".")[0]

    @property
    def summary(self) -> str:
        """What it finds, for whoever reads the code."""
        return inspect.getdoc(self.function) or ""

    @cached_property
    def facts(self) -> Sequence[Fact]:
        """The facts it takes, in order."""
        return [
            Fact(
                keys()[name.rstrip("_")],
                name,
                parameter.default is parameter.empty,
                None if parameter.default is parameter.empty else parameter.default,
            )
            for name, parameter in inspect.signature(self.function).parameters.items()
            if name not in _GIVEN
        ]

    def calculate(self, given: Mapping[str, Value], on: date, region: str = HOME) -> Calculation:
        """The calculation for facts by key."""
        named = {
            fact.parameter: given[fact.key.name] for fact in self.facts if fact.key.name in given
        }
        return self.function(**named, on=on, region=region)


def rule(
    number: str,
    title: str,
    /,
    *,
    basis: str,
    uses: Sequence[str] = (),
    name: str = "",
    **example: str,
) -> Callable[[Function], Function]:
    """Declare a function as a rule, named by its module and itself unless a `name` is given."""

    def declared(function: Function) -> Function:
        module = function.__module__.rpartition(".")[2]
        known_as = name or f"{module}.{function.__name__}"
        facts = {key.rstrip("_"): text for key, text in example.items()}
        RULES[known_as] = Rule(known_as, number, title, basis, tuple(uses), facts, function)
        return function

    return declared


def read(rule: Rule, texts: Mapping[str, str]) -> dict[str, Any]:
    """The facts that texts by key stand for; raises `Unreadable`. Keys it does not know are the
    caller's to refuse; left-out and empty ones take their default."""
    given = {fact.key.name: texts.get(fact.key.name, "") for fact in rule.facts}
    return {
        fact.key.name: fact.key.read(given[fact.key.name])
        for fact in rule.facts
        if fact.required or given[fact.key.name]
    }
