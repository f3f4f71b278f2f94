"""Rules by name: `contribution.employee` and its kin, with what they take, give and rely on.

A rule is a function of a worksheet and facts. Declaring it here gives it its name, so that the
command line, the policy explorer, case scripts and the tests find it and make its form from its
signature. Who calls it adds the date, and the region where it is not the home: the function itself
is handed a worksheet of both.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Concatenate, Generic, ParamSpec

from mock_systems.bases import Basis
from mock_systems.policy.calculation import Calculation, Worksheet
from mock_systems.policy.keys import Key, Value, keys
from mock_systems.policy.parameter import HOME

Facts = ParamSpec("Facts")

RULES: dict[str, "PolicyRule[...]"] = {}


@dataclass(frozen=True, slots=True)
class Given:
    """A key a rule asks for; one with a default may be left out."""

    key: Key
    required: bool
    default: Value = None


@dataclass(frozen=True)
class PolicyRule(Generic[Facts]):
    """A declared rule: called with its facts, a day and a region, it gives their calculation.

    `number` is its number in the rule book (R1 …), `basis` the law it follows, `uses` the ids of
    the parameters it may take figures from, `example` the facts of a worked example as text.
    """

    name: str
    number: str
    title: str
    basis: Basis
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
    def facts(self) -> Sequence[Given]:
        """The facts it takes, in order."""
        _sheet, *asked = inspect.signature(self.function).parameters.values()
        return [
            Given(keys()[each.name], True)
            if each.default is each.empty
            else Given(keys()[each.name], False, each.default)
            for each in asked
        ]

    # Python's types cannot say "its facts, and a day": mypy learns it from tests/rules_plugin.py.
    def __call__(  # type: ignore[valid-type]
        self,
        *facts: Facts.args,
        on: date,
        region: str = HOME,
        **named: Facts.kwargs,
    ) -> Calculation:
        return self.function(Worksheet(self.name, on, region=region), *facts, **named)

    def calculate(self, given: Mapping[str, Value], on: date, region: str = HOME) -> Calculation:
        """The calculation for facts by key; others than its own are left aside."""
        own = {fact.key.name: given[fact.key.name] for fact in self.facts if fact.key.name in given}
        return self.function(Worksheet(self.name, on, region=region), **own)


def rule(
    number: str,
    title: str,
    /,
    *,
    basis: Basis,
    uses: Sequence[str] = (),
    name: str = "",
    **example: str,
) -> Callable[[Callable[Concatenate[Worksheet, Facts], Calculation]], PolicyRule[Facts]]:
    """Declare a function as a rule, named by its module and itself unless a `name` is given."""

    def declared(
        function: Callable[Concatenate[Worksheet, Facts], Calculation],
    ) -> PolicyRule[Facts]:
        module = function.__module__.rpartition(".")[2]
        known_as = name or f"{module}.{function.__name__}"
        made = PolicyRule[Facts](known_as, number, title, basis, tuple(uses), example, function)
        RULES[known_as] = made
        return made

    return declared


def read(rule: PolicyRule[...], texts: Mapping[str, str]) -> dict[str, Any]:
    """The facts that texts by key stand for; raises `Unreadable`. Keys it does not know are the
    caller's to refuse; left-out and empty ones take their default."""
    given = {fact.key.name: texts.get(fact.key.name, "") for fact in rule.facts}
    return {
        fact.key.name: fact.key.read(given[fact.key.name])
        for fact in rule.facts
        if fact.required or given[fact.key.name]
    }
