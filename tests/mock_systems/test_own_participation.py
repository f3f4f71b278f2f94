"""Flexible workers (A06, B03), residents (A07), calculations, slips and record prints (C02)."""

from datetime import date

import pytest

from mock_systems.records import Levy, Notice, Participation, Printout
from mock_systems.world import World
from tests.mock_systems.builders import (
    desk,
    done,
    employer,
    paper,
    person,
    refused,
    tried,
)
from tests.mock_systems.rights import benefit, flexible, levy, participation, spell, working

SI = "social_insurance"
HALF_YEAR = [f"2026-{n:02d}" for n in range(1, 7)]


def pay(**changes):
    """Paying the first half of 2026 on the floor."""
    return {"person": "39019C01", "base": 468000, "months": HALF_YEAR, **changes}


def test_six_months_on_the_floor_are_assessed_as_in_the_worked_example():
    world = World.of(person(), flexible())
    come = done(world, f"{SI}.pay_flexible", **pay())
    found = world.find(Levy)
    assert [each.month for each in found] == HALF_YEAR
    assert {(x.insurance, x.employer, x.employer_amount) for x in found} == {("110", "", 0)}
    assert sum(each.person_amount for each in found) == 561600
    assert "5,616.00" in come.answer.message


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"months": ["2023-01", "2026-01"]}, "past_year"),
        ({"months": ["2026-07"]}, "future_month"),
        ({"base": 390000}, "base_out_of_bounds"),
        ({"base": 600000}, "base_not_registered"),
    ],
)
def test_wrong_months_and_bases_are_possible_after_a_warning(changes, reason):
    world = World.of(person(), flexible())
    asked = tried(world, f"{SI}.pay_flexible", **pay(**changes))
    assert asked.reason == reason
    codes = tuple(caution.code for caution in asked.cautions)
    done(world, f"{SI}.pay_flexible", codes, **pay(**changes))
    assert len(world.find(Levy)) == len(pay(**changes)["months"])


@pytest.mark.parametrize(
    ("months", "past"),
    [(["2025-12", "2026-01"], True), (["2026-01"], False), (["2026-07"], False)],
)
def test_the_log_knows_whether_months_of_past_years_were_among_them(months, past):
    asked = tried(World.of(person(), flexible()), f"{SI}.pay_flexible", **pay(months=months))
    assert asked.facts["past_year"] is past


@pytest.mark.parametrize("base", [468000, 2340000])
def test_the_floor_and_the_ceiling_themselves_are_right(base):
    world = World.of(person(), flexible(base=base))
    done(world, f"{SI}.pay_flexible", **pay(base=base))


def test_months_from_before_the_law_are_refused():
    world = World.of(person(), flexible())
    assert refused(world, f"{SI}.pay_flexible", **pay(months=["2011-06"])) == "before_law"
    asked = tried(world, f"{SI}.pay_flexible", **pay(months=["2011-07"]))
    assert asked.reason == "past_year" and not asked.refusals


def test_paying_leaves_the_registered_base_alone():
    world = World.of(person(), flexible())
    done(world, f"{SI}.pay_flexible", ("base_not_registered",), **pay(base=600000))
    assert world.one(Participation, "CB1") == flexible()


def test_a_month_is_not_paid_twice():
    paid = World.of(person(), flexible(), spell(first="2026-01", last="2026-02"))
    for month in ("2026-01", "2026-02"):
        assert refused(paid, f"{SI}.pay_flexible", **pay(months=[month])) == "paid_already"
    for changes in ({"paid": "1"}, {"employer": "3901A02"}):
        assessed = World.of(person(), flexible(), levy(**{"employer": "", **changes}))
        assert refused(assessed, f"{SI}.pay_flexible", **pay()) == "paid_already"
        done(assessed, f"{SI}.pay_flexible", **pay(months=HALF_YEAR[:5]))


def test_an_unpaid_month_is_assessed_anew_after_a_question():
    world = World.of(person(), flexible())
    wrong = pay(base=500000)
    done(world, f"{SI}.pay_flexible", ("base_not_registered",), **wrong)
    assert tried(world, f"{SI}.pay_flexible", **pay()).reason == "assesses_again"
    done(world, f"{SI}.pay_flexible", ("assesses_again",), **pay())
    found = world.find(Levy)
    assert [each.month for each in found] == HALF_YEAR
    assert {(each.base, each.person_amount) for each in found} == {(468000, 93600)}


def test_only_a_flexible_worker_pays_so():
    for other in (participation(), working()):
        world = World.of(person(), employer("3901A02"), other)
        assert refused(world, f"{SI}.pay_flexible", **pay()) == "not_flexible"


def test_a_suspended_employee_registers_as_flexible():
    world = World.of(person(), participation())
    done(world, f"{SI}.enrol_flexible", person="39019C01", base=780000)
    now = world.one(Participation, "CB1")
    assert (now.state, now.identity, now.employer, now.base) == ("1", "11", "", 780000)
    assert (now.since, now.stop_reason) == ("2014-07", "")


def test_at_sixteen_one_may_join_either_pension():
    for name, form in (("enrol_flexible", {"base": 468000}), ("enrol_resident", {"tier": "20000"})):
        world = World.of(person(born=date(2010, 6, 15)))
        done(world, f"{SI}.{name}", person="39019C01", **form)


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ((person(born=date(2010, 6, 16)),), "under_age"),
        ((person(), benefit()), "draws_pension"),
        ((person(), working(), employer("3901A02")), "insured_elsewhere"),
        ((person(), flexible()), "flexible_already"),
    ],
)
def test_who_may_not_register_as_flexible(records, reason):
    world = World.of(*records)
    assert refused(world, f"{SI}.enrol_flexible", person="39019C01", base=468000) == reason


def test_who_is_insured_by_a_unit_is_told_that_it_must_let_them_go_and_not_which_one():
    world = World.of(person(), working(), employer("3901A02", name="望海食品厂"))
    said = tried(world, f"{SI}.enrol_flexible", person="39019C01", base=468000).hindrances[0]
    assert "望海食品厂" not in said and "先办理减少申报" in said
    said = tried(world, f"{SI}.enrol_resident", person="39019C01", tier="20000").hindrances[0]
    assert "请先办理人员减少申报（B01）" in said


def test_a_student_can_be_registered_as_resident_because_the_system_does_not_know():
    world = World.of(person(born=date(2009, 2, 1)))
    done(world, f"{SI}.enrol_resident", person="39019C01", tier="100000")
    made = world.first(Participation)
    assert (made.insurance, made.identity, made.tier, made.state) == ("170", "50", "100000", "1")


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ((person(born=date(2010, 6, 16)),), "under_age"),
        ((person(), working()), "insured_elsewhere"),
        ((person(), flexible()), "insured_elsewhere"),
        ((person(), benefit()), "draws_pension"),
        ((person(), benefit(kind="170")), "draws_pension"),
        ((person(), working(insurance="170", employer="")), "insured_already"),
        ((person(hukou_area="180102"),), "other_hukou"),
    ],
)
def test_who_may_not_join_the_resident_pension(records, reason):
    world = World.of(*records)
    assert refused(world, f"{SI}.enrol_resident", person="39019C01", tier="20000") == reason


def test_a_calculation_shows_the_slip_and_every_step_and_saves_nothing():
    world = World.of(employer(injury_class=2))
    come = done(world, f"{SI}.calculate_contribution", wage=390000, employer="3901A01")
    slip, steps = come.answer.panels
    assert slip.rows[-1] == ("合计", "790.92", "397.80")
    assert "缴费基数 4,680.00 元" in slip.title
    assert (slip.numbers, steps.numbers) == (("单位应缴", "个人应缴"), ("结果",))
    assert ("工伤保险 单位", "4,680.00 × 0.4% × 100%", "18.72") in steps.rows
    assert world.made == []


def test_a_rate_given_by_hand_counts_before_the_employers():
    form = {"wage": 935055, "injury_class": "5", "injury_float": "120"}
    world = World.of(employer())
    for more in ({}, {"employer": "3901A01"}):
        come = done(world, f"{SI}.calculate_contribution", **form, **more)
        slip, steps = come.answer.panels
        assert slip.rows[-1] == ("合计", "1,666.27", "794.79")
        assert steps.columns[-1] == "取舍" and any(row[-1] for row in steps.rows)
    assert refused(world, f"{SI}.calculate_contribution", wage=935055) == "no_rate"
    lowered = {"wage": 935055, "injury_class": "1", "injury_float": "80"}
    assert refused(world, f"{SI}.calculate_contribution", **lowered) == "no_such_float"


def test_a_flexible_calculation_counts_the_months():
    come = done(World.of(), f"{SI}.calculate_flexible", base=468000, count=6)
    assert come.answer.panels[0].rows[-1] == ("6 个月合计", "5,616.00")


def test_a_slip_says_what_the_clerk_wrote():
    world = desk(levy())
    form = {"person": "39019C01", "employer_amount": 1, "person_amount": 39780}
    done(world, f"{SI}.issue_contribution_slip", ("other_total",), **form)
    slip = world.first(Notice)
    assert (slip.kind, slip.employer_amount, slip.person_amount) == ("contribution", 1, 39780)
    assert refused(
        world,
        f"{SI}.issue_contribution_slip",
        person="39019C01",
        employer_amount=0,
        person_amount=0,
    ) == ("no_amount")


def test_a_slip_whose_sums_are_not_those_assessed_is_asked_back():
    other = levy("HD2", insurance="210", employer_amount=2225, person_amount=2225)
    world = desk(levy(employer_amount=71200, person_amount=35600), other)
    form = {"person": "39019C01", "employer_amount": 81432, "person_amount": 37825}
    slip = tried(world, f"{SI}.issue_contribution_slip", **form)
    assert slip.reason == "other_total"
    assert "对照缴费核定" in slip.hindrances[0] and "734.25" not in slip.hindrances[0]
    right = {**form, "employer_amount": 73425}
    assert tried(world, f"{SI}.issue_contribution_slip", **right).reason == ""


@pytest.mark.parametrize("assessed", [(), (levy(paid="1"),), (levy(person="39019C07"),)])
def test_no_slip_is_issued_before_something_to_pay_was_assessed(assessed):
    form = {"person": "39019C01", "employer_amount": 0, "person_amount": 93600}
    slip = tried(desk(*assessed), f"{SI}.issue_contribution_slip", **form)
    assert slip.reason == "nothing_assessed"
    assert "请先办理参保登记或者缴费申报" in slip.hindrances[0]


def test_the_visitors_own_record_is_printed_at_once():
    world = desk(spell())
    done(world, f"{SI}.print_record", person="39019C01", purpose="loan")
    notice, printout = world.first(Notice), world.first(Printout)
    assert "企业职工基本养老保险 24 个月（2022-12 至 2024-11）" in notice.text
    assert (printout.notice, printout.kind) == (notice.notice, "record")
    assert (printout.person, printout.visitor) == ("39019C01", "V1")


@pytest.mark.parametrize(
    "named",
    [
        {},
        {"authorization": "M9"},
        {"authorization": "M8"},
        {"authorization": "M7"},
        {"authorization": "M6"},
    ],
    ids=["nothing", "another paper", "another person's", "one still in the bag", "an employer's"],
)
def test_another_persons_record_is_printed_after_a_warning(named):
    papers = (
        paper("M6", "unit_authorization", person="39019C02", place="desk"),
        paper("M7", "authorization", person="39019C02"),
        paper("M8", "authorization", person="39019C01", place="desk"),
        paper("M9", "marriage_certificate", person="39019C02", place="desk"),
    )
    world = desk(person("39019C02", name="何秀兰"), *papers)
    form = {"person": "39019C02", "purpose": "loan", **named}
    asked = tried(world, f"{SI}.print_record", **form)
    assert asked.reason == "not_the_person" and "何秀兰" not in asked.hindrances[0]
    done(world, f"{SI}.print_record", ("not_the_person",), **form)
    assert world.first(Printout).person == "39019C02"


def test_with_the_persons_authorization_no_warning_is_needed():
    given = paper("M8", "authorization", person="39019C02", place="desk")
    world = desk(person("39019C02", name="何秀兰"), given)
    done(world, f"{SI}.print_record", person="39019C02", purpose="loan", authorization="M8")


def test_nothing_is_printed_for_an_empty_desk():
    form = {"person": "39019C01", "purpose": "self"}
    assert refused(World.of(person()), f"{SI}.print_record", **form) == "nobody"
