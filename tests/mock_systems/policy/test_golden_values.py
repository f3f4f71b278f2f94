"""The golden values of the rule book's machine-readable companion, every row of it."""

import json
from datetime import date
from pathlib import Path

import pytest

from mock_systems.policy.catalogue import RULES
from mock_systems.policy.keys import keys
from mock_systems.policy.load import parameters
from mock_systems.policy.rule import read

GOLDEN = json.loads(Path(__file__).with_name("rules-examples.json").read_text("utf-8"))
ON = date(2026, 6, 15)


def worked_out(name: str, on: date = ON, **facts: str) -> dict[str, str]:
    """A rule's results as text."""
    value = RULES[name].calculate(read(RULES[name], facts), on).value
    return {key: keys()[key].write(each) for key, each in value.items()}


def figure(name: str, key: str = "", on: date = ON) -> str:
    """A parameter as text."""
    return f"{parameters().used(name, on, key=key).value:f}"


def rows(name: str, key: str = "id"):
    return pytest.mark.parametrize("row", GOLDEN[name], ids=lambda row: row.get(key, ""))


def test_the_simulated_pack_of_2026():
    pack = GOLDEN["sim_pack_2026"]
    bounds = worked_out("contribution.bounds")
    assert bounds == {"floor": pack["base_floor"], "ceiling": pack["base_ceiling"]}
    assert (
        worked_out("unemployment.benefit", paid_months="12")["monthly"]
        == f"{pack['ui_benefit']}.00"
    )
    assert {
        "avg_wage": figure("wage.average"),
        "calc_base": figure("pension.calculation_base"),
        "min_wage": figure("wage.minimum"),
        "survivor_G": figure("death.income"),
        "resident_basic": figure("resident.basic"),
        "transition_coef": figure("pension.transition_rate"),
    }.items() <= pack.items()
    assert pack["rates"] == {
        "pension_er": figure("pension.employer_rate"),
        "pension_ee": figure("pension.employee_rate"),
        "ui_er": figure("unemployment.employer_rate"),
        "ui_ee": figure("unemployment.employee_rate"),
        "flexible": figure("flexible.rate"),
        "flexible_account": figure("flexible.account_rate"),
        "late_fee_day": figure("contribution.late_fee_rate"),
    }


@pytest.mark.parametrize(("age", "months"), GOLDEN["divisor"].items())
def test_the_divisor_of_a_whole_age(age, months):
    assert worked_out("pension.divisor", age=f"{age}y0m") == {"divisor": str(months)}


@pytest.mark.parametrize(("year", "months"), GOLDEN["min_months"].items())
def test_the_minimum_months_of_a_year(year, months):
    for day in (date(int(year), 1, 1), date(int(year), 12, 31)):
        assert figure("retirement.minimum_months", on=day) == str(months)


@pytest.mark.parametrize(
    "row", GOLDEN["retirement_table"], ids=lambda row: f"{row['class']}-{row['birth']}"
)
def test_the_retirement_table(row):
    assert worked_out("retirement.date", category=row["class"], birth=row["birth"]) == {
        "age": row["age"],
        "month": row["statutory"],
        "minimum_months": str(row["need_statutory"]),
        "earliest": row["earliest"],
        "earliest_minimum_months": str(row["need_earliest"]),
        "latest": row["latest"],
    }


CLASSES = {"1a": ("2", "100"), "1b": ("5", "120"), "1c": ("1", "100"), "1d": ("4", "50")}


@rows("contribution")
def test_contributions(row):
    injury_class, injury_float = CLASSES[row["id"]]
    found = worked_out(
        "contribution.employee",
        wage=row["wage"],
        injury_class=injury_class,
        injury_float=injury_float,
    )
    items = ("base", "pension_employer", "pension_employee", "unemployment_employer")
    items += ("unemployment_employee", "injury_employer")
    wanted = [row[name] for name in ("base", "p_er", "p_ee", "u_er", "u_ee", "w_er")]
    assert [found[name] for name in items] == wanted


@rows("late_fee")
def test_late_fees(row):
    fees = []
    for principal, first, paid, fee in row["parts"]:
        due = date.fromisoformat(first).toordinal() - 1
        day = date.fromordinal(due).isoformat()
        found = worked_out("contribution.late_fee", principal=principal, due=day, paid=paid)
        assert found["fee"] == fee
        fees.append(keys()["fee"].read(fee))
    assert keys()["fee"].write(sum(fees)) == row["total"]


@rows("transfer")
def test_transfers(row):
    assert worked_out("transfer.amount", bases_sum=row["sum_bases"], account=row["account"]) == {
        "pooled": row["pool12"],
        "total": row["total"],
    }


AGES = {"7a": "60y4m", "7b": "50y8m", "7c": "60y0m", "7d": "61y4m"}


@rows("pension")
def test_pensions(row):
    assert worked_out(
        "pension.monthly",
        months=str(row["months"]),
        deemed_months=str(row.get("deemed", 0)),
        index=row["Z"],
        balance=row["account"],
        age=AGES[row["id"]],
    ) == {
        "basic": row["basic"],
        "account": row["personal"],
        "transitional": row["transition"],
        "divisor": row["divisor"],
        "total": row["total"],
    }


@pytest.mark.parametrize(("paid", "months"), GOLDEN["ui_duration_SIM"].items())
def test_the_duration_of_unemployment_benefit(paid, months):
    assert worked_out("unemployment.benefit", paid_months=paid)["months"] == str(months)


@rows("survivor")
def test_death_grants(row):
    found = worked_out(
        "death.pension_member",
        paid_months=str(row["months"]),
        drawn_months=str(row.get("drawn", 0)),
    )
    assert (found["multiple"], found["total"]) == (row["k"], row["total"])


@rows("work_injury")
def test_work_injuries(row):
    found = worked_out("injury.disability", grade=str(row["grade"]), wage=row["own_wage"])
    assert found["own_wage"] == f"{row['own_wage']}.00"
    assert found["one_off"] == row["one_off"]
    assert found["monthly"] == row.get("monthly", "0.00")
    if "nursing" in row:
        assert worked_out("injury.nursing", dependence="full") == {"monthly": row["nursing"]}


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        (rule, number)
        for rule, name in (
            ("identifier.citizen_number", "id_numbers_valid"),
            ("identifier.credit_code", "uscc_valid"),
            ("identifier.bank_card", "luhn_valid"),
        )
        for number in GOLDEN[name]
    ],
)
def test_numbers_with_right_check_characters(rule, number):
    assert worked_out(rule, number=number)["valid"] == "yes"


def test_every_part_of_the_golden_values_is_used():
    used = {"sim_pack_2026", "divisor", "min_months", "retirement_table", "contribution"}
    used |= {"late_fee", "transfer", "pension", "ui_duration_SIM", "survivor", "work_injury"}
    used |= {"id_numbers_valid", "uscc_valid", "luhn_valid", "_note"}
    assert GOLDEN.keys() == used
