"""What scripts have worked out: any rule of policy by its name, and a few functions beside."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mock_systems.policy.catalogue import RULES
from mock_systems.policy.keys import keys
from mock_systems.policy.rule import read
from scenarios.casting.cast import drafted
from scenarios.casting.computed import EARLIER_NAMES
from scenarios.reading.script import CaseScript, Computation
from tests.scenarios.conftest import GUIDE

each_rule = pytest.mark.parametrize("name", RULES)


def worked_out(script: CaseScript, by: str, **given: Any) -> Mapping[str, Any]:
    """What `$asked` stands for where a script asks for a computation."""
    asked = Computation(by=by, **given)
    names, _ = drafted(script.model_copy(update={"compute": {"asked": asked}}), 0)
    found: Mapping[str, Any] = names.of("asked")
    return found


def written(name: str, value: Any) -> Any:
    """A fact as a script writes it."""
    match value:
        case bool() | int():
            return value
        case tuple() if keys()[name].kind.scripted is list:
            return list(value)
    return keys()[name].write(value)


def facts_of(name: str) -> dict[str, Any]:
    """The facts of a rule's own example, as a script writes them."""
    given = read(RULES[name], RULES[name].example)
    return {key: written(key, value) for key, value in given.items()}


@each_rule
def test_any_rule_is_worked_out_by_its_name(script: CaseScript, name: str) -> None:
    given = read(RULES[name], RULES[name].example)
    expected = RULES[name].calculate(given, script.business_date).value

    found = worked_out(script, name, **facts_of(name))

    assert found.keys() == expected.keys()
    assert all(keys()[key].write(expected[key]) == _text(key, found[key]) for key in expected)


def _text(name: str, value: Any) -> str:
    return value if isinstance(value, str) else keys()[name].write(value)


@each_rule
def test_what_a_rule_finds_is_plain(script: CaseScript, name: str) -> None:
    found = worked_out(script, name, **facts_of(name)).values()
    assert {type(value) for value in found} <= {str, int, bool, date, list, type(None)}
    assert not any(isinstance(value, Decimal) for value in found)


def test_a_rule_is_worked_out_on_the_day_and_for_the_region_a_script_names(
    script: CaseScript,
) -> None:
    asked = RULES["contribution.bounds"]
    day, there = date(2024, 6, 15), "1801"
    assert worked_out(script, "contribution.bounds", on="2024-06-15") == asked(on=day).value
    found = worked_out(script, "contribution.bounds", region=there)
    assert found == asked(on=script.business_date, region=there).value != asked(on=day).value


@pytest.mark.parametrize("earlier", EARLIER_NAMES)
def test_the_earlier_name_of_a_rule_stands_for_it(script: CaseScript, earlier: str) -> None:
    given = facts_of(EARLIER_NAMES[earlier])
    assert worked_out(script, earlier, **given) == worked_out(
        script, EARLIER_NAMES[earlier], **given
    )


def test_the_guide_s_example_gives_the_names_it_says(script: CaseScript) -> None:
    [shown] = re.findall(
        r"\[compute\.benefit\] +# 之后用 (.+)\nby = \"(.+)\"\npaid_months = (\d+)\n",
        GUIDE.read_text("utf-8"),
    )
    found = worked_out(script, shown[1], paid_months=int(shown[2]))
    assert [f"$benefit.{name}" for name in found] == shown[0].split("、")
