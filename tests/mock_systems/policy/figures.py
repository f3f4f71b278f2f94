"""Rules under other figures than the home's: what another place would calculate."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from mock_systems.policy.calculation import Calculation, Worksheet
from mock_systems.policy.catalogue import RULES
from mock_systems.policy.load import parameters
from mock_systems.policy.parameter import Parameter, Parameters

ON = date(2026, 6, 15)


def worked_out(name: str, figures: Mapping[str, str], **facts: Any) -> Calculation:
    """A rule on the cases' day, where some of the home's parameters have another figure on every day."""
    sheet = Worksheet(name, ON, given=Parameters(_changed(each, figures) for each in parameters()))
    return RULES[name].function(sheet, **facts)


def _changed(parameter: Parameter, figures: Mapping[str, str]) -> Parameter:
    text = figures.get(parameter.id)
    if text is None:
        return parameter
    values = tuple(replace(each, value=Decimal(text)) for each in parameter.values)
    return replace(parameter, values=values)
