"""What holds for every rule, and the laws of the calculating ones."""

import ast
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

import mock_systems.policy
from mock_systems.policy import contribution, pension, retirement, unemployment
from mock_systems.policy.calculation import Calculation, Contradiction
from mock_systems.policy.catalogue import RULES
from mock_systems.policy.holidays import NoCalendar
from mock_systems.policy.keys import keys
from mock_systems.policy.kinds import Whole
from mock_systems.policy.load import parameters, regions
from mock_systems.policy.parameter import BadParameter
from mock_systems.policy.rule import PolicyRule, read
from tests.mock_systems.policy.test_worked_examples import EXAMPLES, pairs

ON = date(2026, 6, 15)
HERE = Path(mock_systems.policy.__path__[0])


def of_example(rule: PolicyRule, region: str = "3901") -> Calculation:
    return rule.calculate(read(rule, rule.example), ON, region)


each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


@each_rule
def test_a_rule_works_out_its_own_example_with_steps_and_known_keys(rule: PolicyRule):
    done = of_example(rule)
    assert done.steps and {step.rule for step in done.steps} == {rule.name}
    assert done.value.keys() <= keys().keys()
    for name, value in done.value.items():
        assert value is None or keys()[name].write(value) is not None


@each_rule
def test_a_rule_answers_the_least_and_the_most_of_every_count(rule: PolicyRule):
    for key in [fact.key for fact in rule.facts if isinstance(fact.key.kind, Whole)]:
        for number in (key.kind.least, key.kind.most):
            given = read(rule, {**rule.example, key.name: str(number)})
            with suppress(BadParameter, Contradiction, NoCalendar):
                assert rule.calculate(given, ON).value


@each_rule
def test_a_rule_says_what_it_finds_and_by_what_law(rule: PolicyRule):
    assert rule.summary and rule.title and rule.basis and rule.number[0] == "R"


@each_rule
def test_a_second_region_is_a_folder_of_figures_and_no_other_code(rule: PolicyRule):
    assert of_example(rule, "1801").value.keys() == of_example(rule).value.keys()


def used_by(name: str) -> set[str]:
    """The parameters a rule uses in all its worked examples."""
    cases = [(RULES[name].example, "2026-06-15")]
    cases += [(pairs(facts), on) for _, rule, on, facts, _ in EXAMPLES if rule == name]
    found = set()
    for facts, on in cases:
        done = RULES[name].calculate(read(RULES[name], facts), date.fromisoformat(on))
        found |= {used.id for step in done.steps for used in step.used}
    return found


@pytest.mark.parametrize("name", RULES)
def test_a_rule_uses_no_parameter_that_it_does_not_declare(name: str):
    assert used_by(name) <= set(RULES[name].uses)


def test_every_parameter_is_used_by_a_rule_and_every_declared_one_exists():
    declared = {each for rule in RULES.values() for each in rule.uses}
    assert {each.id for each in parameters()} == declared


def test_every_region_named_is_known_and_has_figures():
    assert {each.region for each in parameters()} | {"39", "18"} == set(regions())


def test_no_float_is_written_or_made_in_policy():
    for path in HERE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), path
            assert not (isinstance(node, ast.Name) and node.id == "float"), path


@each_rule
def test_no_result_is_a_float(rule: PolicyRule):
    assert not any(isinstance(value, float) for value in of_example(rule).value.values())


wages = some.integers(0, 5_000_000)


@given(wages, wages)
def test_contributions_grow_with_the_wage_and_are_flat_outside_the_bounds(one: int, other: int):
    less, more = sorted((one, other))
    first, second = (contribution.employee(wage, 2, on=ON).value for wage in (less, more))
    assert all(first[name] <= second[name] for name in first)
    if more <= 468_000 or less >= 2_340_000:
        assert first == second


@given(wages, some.integers(2, 8), some.sampled_from((50, 80, 100, 120, 150)))
def test_totals_are_sums_of_rounded_items(wage: int, injury_class: int, injury_float: int):
    done = contribution.employee(wage, injury_class, injury_float, on=ON)
    for side in ("employer", "employee"):
        items = [done.fen(name) for name in done.value if name.endswith(f"_{side}")]
        assert done.fen(f"{side}_total") == sum(items)


@given(some.sampled_from(("M60", "F55", "F50")), some.integers(0, 480), some.integers(0, 48))
def test_a_later_birth_never_retires_earlier_nor_needs_fewer_months(category, born, later):
    births = [f"{1955 + n // 12}-{n % 12 + 1:02d}" for n in (born, born + later)]
    first, second = (retirement.window(category, birth, on=ON).value for birth in births)
    for name in ("age", "month", "minimum_months"):
        assert first[name] <= second[name]


@given(some.sampled_from(("M60", "F55", "F50")), some.integers(120, 420))
def test_a_later_choice_never_shortens_the_minimum(category, born):
    birth = f"{1955 + born // 12}-{born % 12 + 1:02d}"
    window = retirement.window(category, birth, on=ON).value
    if window["earliest"]:
        assert window["earliest_minimum_months"] <= window["minimum_months"]
        assert window["earliest"] <= window["month"] <= window["latest"]


@given(some.integers(0, 1200), some.integers(0, 1200))
def test_months_of_benefit_never_exceed_the_cap(paid: int, unused: int):
    assert 0 <= unemployment.benefit(paid, unused, on=ON).fen("months") <= 24


@given(some.integers(480, 839))
def test_the_divisor_falls_with_age(age: int):
    younger, older = (pension.divisor(each, on=ON).value["divisor"] for each in (age, age + 1))
    assert younger >= older


@pytest.mark.parametrize(
    ("rule", "spelt"),
    [
        ("identifier.citizen_number", "３９０１０２ 1992-1104-302\u200b4"),
        ("identifier.citizen_number", "35990119760305002ｘ"),
        ("identifier.credit_code", "91 359900 ma0000015\u00adｘ"),
        ("identifier.bank_card", "6228-4800 1234 5678\u200b90３"),
    ],
)
def test_a_number_is_judged_however_it_is_spelt(rule: str, spelt: str):
    assert RULES[rule](spelt, on=ON).value["valid"]


DIGITS = "0123456789"


@pytest.mark.parametrize(
    ("rule", "number", "letters"),
    [
        ("identifier.citizen_number", "390102199211043024", DIGITS),
        ("identifier.credit_code", "91359900MA0000015X", DIGITS + "ABCDEFGHJKLMNPQRTUWXY"),
        ("identifier.bank_card", "6228480012345678903", DIGITS),
    ],
)
def test_any_single_changed_character_is_caught(rule: str, number: str, letters: str):
    function = RULES[rule]
    assert function(number, on=ON).value["valid"]
    for place, old in enumerate(number):
        for new in letters:
            changed = number[:place] + new + number[place + 1 :]
            assert new == old or not function(changed, on=ON).value["valid"], changed
