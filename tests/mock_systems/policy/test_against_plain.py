"""Every calculating rule against the plain second implementation, over 1,500 random cases each in
every run, other ones each time, and over 10,000 with `ALL_CASES=1`.

Edges (floors, ceilings, month ends, 29 February, started steps) are drawn on purpose beside the rest.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from mock_systems import identifiers
from mock_systems.policy.catalogue import RULES
from mock_systems.policy.keys import keys
from mock_systems.policy.kinds import Age, Day, MonthOf, Share, Whole, Yuan
from mock_systems.policy.rule import read
from tests.mock_systems.policy import draws as some
from tests.mock_systems.policy import plain, plain_benefits, plain_numbers
from tests.mock_systems.policy.brought import brought
from tests.mock_systems.policy.drawn import (
    births,
    classes,
    days,
    facts,
    money,
    month_texts,
    months,
    rated,
    stays,
    this_year,
    tiers,
)
from tests.mock_systems.policy.draws import Draw
from tests.sample import examples

CASES = examples(10_000, 500)
ON = date(2026, 6, 15)


def with_on(case: dict[str, Any]) -> dict[str, Any]:
    return {**case, "on": ON}


COMPARED: dict[str, tuple[Draw, Callable[..., dict[str, Any]]]] = {
    "contribution.employee": (
        rated(wage=money), plain.employee
    ),
    "contribution.employee_on_base": (
        rated(base=money), plain.employee_on_base
    ),
    "contribution.flexible": (facts(base=money), plain.flexible),
    "contribution.flexible_months": (
        facts(base=money, first=month_texts, last=month_texts, on=days), plain.flexible_months
    ),
    "contribution.provisional": (facts(last_total=money), plain.provisional),
    "contribution.late_fee": (facts(principal=money, due=days, paid=days), plain.late_fee),
    "contribution.back_payment": (
        rated(wage=money, month=this_year,
              paid=days),
        plain.back_payment,
    ),
    "transfer.amount": (facts(bases_sum=money, account=money), plain.transfer_amount),
    "transfer.place": (
        facts(hukou=some.sampled_from("ABCD"), stays=stays, temporary_months=months),
        plain.transfer_place,
    ),
    "retirement.date": (facts(category=classes, birth=births), plain_benefits.retirement),
    "pension.divisor": (
        facts(age=some.integers(480, 839)), lambda age: {"divisor": plain_benefits.divisor(age)}
    ),
    "pension.monthly": (
        facts(months=months, deemed_months=months, index=some.integers(0, 30_000), balance=money,
              age=some.integers(480, 840)).filter(
            lambda case: case["deemed_months"] <= case["months"]
        ),
        plain_benefits.pension,
    ),
    "unemployment.benefit": (
        facts(paid_months=months, unused_months=some.integers(0, 30)), plain_benefits.unemployment_benefit
    ),
    "unemployment.stop": (
        facts(cause=some.just("employed"), happened=days, last_paid=month_texts),
        lambda cause, happened, last_paid: plain_benefits.unemployment_stop(happened, last_paid),
    ),
    "unemployment.remainder": (
        facts(granted_months=some.integers(0, 30), drawn_months=some.integers(0, 30)),
        lambda granted_months, drawn_months: {
            "months": min(24, max(0, granted_months - drawn_months))
        },
    ),
    "death.pension_member": (facts(paid_months=months, drawn_months=months), plain_benefits.death),
    "registration.deadline": (
        facts(limit=some.sampled_from(["enrolment", "employment", "employment_end"]), event=days,
              on=days),
        plain.deadline,
    ),
    "registration.lapse": (facts(last_contact=days, on=days), plain.lapse),
    "subsidy.flexible": (facts(pension_paid=money, medical_paid=money), plain.subsidy_flexible),
    "subsidy.employer": (facts(base=money, medical_paid=money), plain.subsidy_employer),
    "subsidy.term": (facts(category=classes, birth=births, first=month_texts), plain_benefits.subsidy_term),
    "loan.interest": (facts(principal=money), plain.loan_interest),
    "loan.limit": (
        facts(borrower=some.sampled_from(["person", "partners", "firm"]),
              partners=some.integers(1, 20)),
        plain.loan_limit,
    ),
    "identity.card": (
        facts(birth_day=some.dates(date(1950, 1, 1), date(2004, 2, 29)),
              issued=some.dates(date(2004, 2, 29), date(2026, 6, 15)) | some.just(date(2016, 2, 29)),
              on=days),
        plain.card_until,
    ),
    "card.temporary_loss": (
        facts(reported=days, on=days),
        lambda reported, on: {
            "until": reported + timedelta(15), "expired": on > reported + timedelta(15)
        },
    ),
    "resident.tier": (
        facts(tier=tiers),
        lambda tier: {
            "payment": tier * 100,
            "subsidy": plain.SUBSIDIES[tier] * 100,
            "credited": (tier + plain.SUBSIDIES[tier]) * 100,
        },
    ),
    "resident.account": (
        facts(tier=tiers, first_year=some.integers(2010, 2026), years=some.integers(0, 12)),
        plain_benefits.resident_account,
    ),
    "resident.benefit": (facts(balance=money), plain_benefits.resident_benefit),
    "conversion.refund": (
        facts(tier=tiers, years=some.integers(0, 20)),
        lambda tier, years: {
            "refund": tier * years * 100, "subsidy": plain.SUBSIDIES[tier] * years * 100
        },
    ),
    "conversion.overdrawn": (
        facts(monthly=money, drawn_months=some.integers(0, 60), balance=money), plain_benefits.overdrawn
    ),
    "overpayment.amount": (
        facts(monthly=money, months=some.integers(0, 60), returned=money),
        lambda monthly, months, returned: {
            "overpaid": monthly * months, "owed": max(0, monthly * months - returned)
        },
    ),
    "overpayment.instalments": (
        facts(owed=some.integers(0, 5_000_000), instalment=some.integers(30_000, 500_000)),
        plain.instalments,
    ),
    "conversion.direction": (
        facts(category=classes, birth=births, paid_months=months),
        lambda category, birth, paid_months: {
            "missing": max(0, plain_benefits.retirement(category, birth)["minimum_months"] - paid_months)
        },
    ),
    "unemployment.until_retirement": (
        facts(category=classes, birth=births, last_month=month_texts),
        plain_benefits.until_retirement,
    ),
    "transfer.temporary_account": (
        facts(sex=some.sampled_from("12"), age=some.integers(470, 620), hukou_here=some.booleans(),
              first_here=some.booleans(), official_transfer=some.booleans()),
        lambda sex, age, hukou_here, first_here, official_transfer: {
            "temporary": not hukou_here and not official_transfer and first_here
            and age >= (600 if sex == "1" else 480)
        },
    ),
    "retirement.shortfall": (
        facts(category=classes, birth=births, paid_months=months, first_insured=month_texts),
        lambda category, birth, paid_months, first_insured: plain_benefits.shortfall(
            category, birth, paid_months
        ),
    ),
    "hardship.since": (
        facts(first_registered=days, cancelled=days, registered_again=days),
        lambda first_registered, cancelled, registered_again: {
            "since": first_registered if cancelled == registered_again else registered_again
        },
    ),
    "retirement.choice": (
        facts(category=classes, birth=births, chosen=month_texts, paid_months=months),
        plain_benefits.choice,
    ),
}  # fmt: skip
for twins in brought("plain_", "COMPARED"):
    COMPARED |= twins
_TIERS = ("resident.tier", "resident.account", "conversion.refund")


FIGURES = (Yuan, Day, MonthOf, Age, Share, Whole)
TABLES_ALONE = {"hardship.category", "resident.eligibility"}
"""Decisions whose figures are a lookup: their worked examples hold them."""


def test_every_calculating_rule_has_a_plain_twin() -> None:
    calculating = {
        name
        for name, rule in RULES.items()
        for key in rule.calculate(read(rule, rule.example), ON).value
        if isinstance(keys()[key].kind, FIGURES)
    }
    assert calculating - TABLES_ALONE <= COMPARED.keys() | {"contribution.bounds"}


def product_facts(name: str, case: dict[str, Any]) -> dict[str, Any]:
    """A case as the product takes it: tiers in fen, the index as a decimal."""
    given = dict(case)
    if name in _TIERS:
        given["tier"] *= 100
    if "index" in given:
        given["index"] = Decimal(given["index"]) / 10_000
    return given


def same(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, Fraction):
        return Fraction(value) == wanted
    return type(value) is type(wanted) and value == wanted


@pytest.mark.parametrize("name", COMPARED)
def test_a_rule_and_its_plain_twin_agree(name: str) -> None:
    draw, twin = COMPARED[name]
    rule, random = RULES[name], Random()
    for case in (draw.of(random) for _ in range(CASES)):
        on = case.get("on", ON)
        value = rule(**{"on": on, **product_facts(name, case)}).value
        wanted = twin(**case)
        wrong = {k: (value[k], w) for k, w in wanted.items() if not same(value[k], w)}
        assert not wrong, (case, wrong)


def digits_changed(numbers: Draw, letters: str) -> Draw:
    """A number and the same with one character changed."""
    return some.tuples(
        numbers, some.integers(0, 17), some.sampled_from(letters), some.booleans()
    ).map(lambda drawn: _changed(*drawn))


def _changed(number: str, place: int, letter: str, change: bool) -> str:
    place %= len(number)
    return number[:place] + letter + number[place + 1 :] if change else number


citizen_numbers = some.builds(
    identifiers.citizen_number,
    some.sampled_from(["390102", "390181", "182121"]),
    some.dates(date(1930, 1, 1), date(2027, 1, 1)) | some.just(date(2000, 2, 29)),
    some.integers(0, 999),
)
credit_codes = some.builds(
    identifiers.credit_code,
    some.sampled_from(["390102", "182121"]),
    some.lists(some.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"), 8, 8).map("".join),
)
bank_cards = some.builds(identifiers.bank_card, some.integers(0, 10**14 - 1))
NUMBERS = {
    "identifier.citizen_number": (
        digits_changed(citizen_numbers, "0123456789X"),
        lambda number: plain_numbers.citizen_number_valid(number, ON),
    ),
    "identifier.credit_code": (
        digits_changed(credit_codes, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        plain_numbers.credit_code_valid,
    ),
    "identifier.bank_card": (
        digits_changed(bank_cards, "0123456789"),
        plain_numbers.bank_card_valid,
    ),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_is_judged_as_by_the_plain_twin(name: str) -> None:
    (numbers, twin), random = NUMBERS[name], Random()
    for number in (numbers.of(random) for _ in range(CASES)):
        assert RULES[name](number, on=ON).value["valid"] == twin(number), number
