"""Insuring employees (A05) and stopping them (B01)."""

from datetime import date

import pytest

from mock_systems.policy import registration
from mock_systems.records import Levy, Participation
from mock_systems.records.insurance import STOP_REASONS
from mock_systems.world import World
from tests.mock_systems.builders import done, employer, person, refused, tried
from tests.mock_systems.rights import benefit, flexible, participation, spell, working

ENROL = "social_insurance.enrol_employee"
STOP = "social_insurance.stop_participation"
FORM = {
    "person": "39019C01",
    "name_on_card": "林晓燕",
    "employer": "3901A01",
    "insurances": ["110", "210", "410"],
    "hired": "2026-05-18",
    "wage": 390000,
    "base": 468000,
}


def hall(*more, **who):
    """A firm of injury class 2, another one, and a person."""
    units = (employer(injury_class=2), employer("3901A02", name="望海食品厂"))
    return World.of(person(**who), *units, *more)


def levies(world):
    """Month, insurance and both amounts of every levy."""
    found = world.find(Levy)
    return [(x.month, x.insurance, x.employer_amount, x.person_amount) for x in found]


def test_a_new_employee_is_insured_and_assessed_for_the_month_to_the_fen():
    world = hall()
    done(world, ENROL, **FORM)
    assert levies(world) == [
        ("2026-06", "110", 74880, 37440),
        ("2026-06", "210", 2340, 2340),
        ("2026-06", "410", 1872, 0),
    ]
    for each in world.find(Participation):
        assert (each.state, each.employer, each.identity) == ("1", "3901A01", "10")
        assert (each.base, each.since) == (468000, "2026-06")


def test_the_sums_of_the_levies_are_those_of_the_worked_example():
    world = hall()
    done(world, ENROL, **FORM)
    sums = [sum(column) for column in list(zip(*levies(world), strict=True))[2:]]
    assert sums == [79092, 39780]


@pytest.mark.parametrize("insurance", ["110", "410"])
def test_a_suspended_participation_is_taken_up_again_and_keeps_its_first_month(insurance):
    world = hall(participation(insurance=insurance))
    done(world, ENROL, **FORM)
    again = world.one(Participation, "CB1")
    assert (again.state, again.employer, again.since) == ("1", "3901A01", "2014-07")
    assert (again.stopped, again.stop_reason) == ("", "")
    assert len(world.find(Participation)) == 3


def test_months_since_the_hiring_are_assessed_when_the_clerk_says_so():
    world = hall()
    done(world, ENROL, **{**FORM, "since": "2026-05"})
    assert [month for month, *_ in levies(world)] == ["2026-05"] * 3 + ["2026-06"] * 3


@pytest.mark.parametrize(
    ("day", "months"), [(19, {"2025-12", "2026-01"}), (20, set())], ids=["in time", "late"]
)
def test_a_registration_in_time_reaches_back_over_new_year(day, months):
    world = World.of(person(), employer(), today=date(2026, 1, day))
    tried(world, ENROL, **{**FORM, "hired": "2025-12-20", "since": "2025-12"})
    assert {month for month, *_ in levies(world)} == months


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"name_on_card": "林小燕"}, "name_differs"),
        ({"hired": "2026-06-16"}, "hired_in_future"),
        ({"identity": "11"}, "identity"),
        ({"since": "2026-04"}, "since"),
        ({"since": "2026-07"}, "since_in_future"),
        ({"hired": "2025-11-03", "since": "2025-12"}, "earlier_year"),
        ({"employer": "3901A09"}, "no_record"),
    ],
)
def test_a_form_that_cannot_be_right_is_refused(changed, reason):
    assert refused(hall(), ENROL, **{**FORM, **changed}) == reason


def test_a_name_is_one_of_the_things_that_stand_on_an_identity_card():
    [refusal] = tried(hall(name="林小燕"), ENROL, **FORM).refusals
    assert refusal.basis.startswith("《居民身份证法》第三条")


def test_of_a_hiring_still_to_come_no_starting_month_is_asked():
    assert len(tried(hall(), ENROL, **{**FORM, "hired": "2026-07-01"}).refusals) == 1


def test_the_name_is_compared_as_it_reads():
    assert tried(hall(name="阿依 古丽"), ENROL, **{**FORM, "name_on_card": "阿依古丽"}).accepted


def test_the_misspelt_name_of_the_register_opens_the_way_and_that_is_the_clerks_mistake():
    world = hall(name="林小燕")
    assert refused(world, ENROL, **FORM) == "name_differs"
    done(world, ENROL, **{**FORM, "name_on_card": "林小燕"})


@pytest.mark.parametrize(
    ("born", "accepted"), [(date(2010, 5, 18), True), (date(2010, 5, 19), False)]
)
def test_nobody_is_hired_before_the_sixteenth_birthday(born, accepted):
    world = hall(born=born)
    if accepted:
        done(world, ENROL, **FORM)
    else:
        assert refused(world, ENROL, **FORM) == "under_age"


def test_the_dead_are_not_insured():
    assert refused(hall(state="4"), ENROL, **FORM) == "dead"


@pytest.mark.parametrize("insurance", ["110", "210"])
def test_an_insurance_running_with_another_employer_is_refused(insurance):
    world = hall(working(insurance=insurance))
    assert refused(world, ENROL, **FORM) == "insured_elsewhere"


def test_work_injury_is_insured_by_a_second_employer_beside_the_first():
    world = hall(working(insurance="410"))
    only = {**FORM, "insurances": ["410"]}
    [asked] = tried(world, ENROL, **only).cautions
    assert (asked.code, asked.basis) == (
        "injury_elsewhere",
        "《实施〈中华人民共和国社会保险法〉若干规定》第九条",
    )
    done(world, ENROL, ("injury_elsewhere",), **only)
    active = world.find(Participation, insurance="410", state="1")
    assert sorted(each.employer for each in active) == ["3901A01", "3901A02"]


def test_one_already_insured_here_is_not_insured_again():
    assert refused(hall(working(employer="3901A01")), ENROL, **FORM) == "insured_here"


def test_a_pensioner_may_only_be_insured_against_work_injury():
    world = hall(benefit())
    assert refused(world, ENROL, **FORM) == "draws_pension"
    done(world, ENROL, **{**FORM, "insurances": ["410"]})
    assert tried(hall(benefit(kind="170")), ENROL, **FORM).accepted


def test_a_flexible_worker_becomes_an_employee_after_a_warning():
    world = hall(flexible())
    [asked] = tried(world, ENROL, **FORM).cautions
    assert (asked.code, asked.basis) == (
        "flexible",
        "《社会保险经办条例》第九条；《社会保险法》第十条第一款",
    )
    done(world, ENROL, ("flexible",), **FORM)
    now = world.one(Participation, "CB1")
    assert (now.identity, now.employer) == ("10", "3901A01")


@pytest.mark.parametrize(
    ("wage", "base", "reason"),
    [
        (390000, 390000, "base_below_floor"),
        (3000000, 3000000, "base_above_ceiling"),
        (600000, 700000, "base_not_wage"),
        (600000, 468000, "base_not_wage"),
        (600000, 2340000, "base_not_wage"),
        (390000, 468000, ""),
        (3000000, 2340000, ""),
        (600000, 600000, ""),
    ],
)
def test_a_wrong_base_is_possible_after_a_warning(wage, base, reason):
    world, form = hall(), {**FORM, "wage": wage, "base": base}
    assert tried(world, ENROL, **form).reason == reason
    if reason:
        done(world, ENROL, (reason,), **form)
    assert {each.base for each in world.find(Participation)} == {base}


@pytest.mark.parametrize(
    ("hired", "reason"), [("2026-06-15", ""), ("2026-05-16", ""), ("2026-05-15", "late")]
)
def test_registration_is_late_after_thirty_days_and_still_accepted(hired, reason):
    world, form = hall(), {**FORM, "hired": hired}
    assert tried(world, ENROL, **form).reason == reason
    if reason:
        done(world, ENROL, (reason,), **form)


def test_a_closed_employer_insures_nobody():
    world = World.of(person(), employer(state="2"))
    assert refused(world, ENROL, **FORM) == "employer_closed"


ENDING = {"6308", "6401", "6404", "6405", "6501"}


@pytest.mark.parametrize("reason", STOP_REASONS)
def test_stopping_ends_the_insurance_for_reasons_with_an_article_and_suspends_it_for_others(reason):
    world = hall(working(), spell(last="2026-05"))
    done(world, STOP, person="39019C01", insurances=["110"], stopped="2026-06", reason=reason)
    stopped = world.one(Participation, "CB1")
    state = "3" if reason in ENDING else "2"
    assert (stopped.state, stopped.stopped, stopped.stop_reason) == (state, "2026-06", reason)
    assert ("条" in STOP_REASONS[reason].ends) == (reason in ENDING)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"insurances": ["210"]}, "not_active"),
        ({"stopped": "2026-07"}, "stopped_in_future"),
        ({"stopped": "2026-04"}, "before_last_paid"),
    ],
)
def test_a_stop_that_cannot_be_right_is_refused(changed, reason):
    form = {"person": "39019C01", "insurances": ["110"], "stopped": "2026-06", "reason": "6301"}
    world = hall(working(), spell(last="2026-05"))
    assert refused(world, STOP, **{**form, **changed}) == reason
    done(world, STOP, **{**form, "stopped": "2026-05"})


def test_an_insurance_is_not_stopped_before_it_began():
    world, form = hall(), {"person": "39019C01", "insurances": ["110"], "reason": "6399"}
    done(world, ENROL, **FORM)
    assert refused(world, STOP, **form, stopped="2026-05") == "before_since"
    done(world, STOP, **form, stopped="2026-06")


def test_stopping_at_one_of_two_employers_names_it_and_leaves_the_other():
    first = working(insurance="410", employer="3901A01")
    second = working(participation="CB2", insurance="410", employer="3901A02")
    world = hall(first, second, spell(insurance="410", employer="3901A02", last="2026-06"))
    form = {"person": "39019C01", "insurances": ["410"], "stopped": "2026-05", "reason": "6301"}
    assert refused(world, STOP, **form) == "several_employers"
    assert refused(world, STOP, **form, employer="3901A02") == "before_last_paid"
    done(world, STOP, **form, employer="3901A01")
    assert [world.one(Participation, key).state for key in ("CB1", "CB2")] == ["2", "1"]
    assert refused(world, STOP, **form, employer="3901A01") == "not_active"


def test_enrolling_again_in_the_same_month_assesses_it_once():
    world = hall()
    done(world, ENROL, **FORM)
    done(
        world, STOP, person="39019C01", insurances=["110", "210", "410"], stopped="2026-06",
        reason="6399",
    )  # fmt: skip
    done(world, ENROL, **{**FORM, "wage": 600000, "base": 600000})
    assert [amount for _, _, amount, _ in levies(world)] == [96000, 3000, 2400]


JULY = date(2026, 7, 15)
OVER = {"hired": "2026-07-01", "since": "2026-07"}


def july(born, *more, today=JULY):
    """The hall with one person of another age, under the rules on work past the statutory age."""
    return World.of(person(born=born), employer(), *more, today=today)


@pytest.mark.parametrize(
    ("born", "insurances", "reason"),
    [
        (date(1955, 3, 14), ["110", "210", "410"], "over_age"),
        (date(1955, 3, 14), ["210"], "over_age"),
        (date(1955, 3, 14), ["110"], "agreement"),
        (date(1955, 3, 14), ["110", "410"], "agreement"),
        (date(1955, 3, 14), ["410"], ""),
        (date(1971, 2, 14), ["110", "210", "410"], "agreement"),
        (date(1971, 2, 14), ["410"], ""),
        (date(1971, 3, 14), ["110", "210", "410"], ""),
    ],
)
def test_past_the_statutory_age_only_work_injury_needs_no_agreement(born, insurances, reason):
    form = {**FORM, **OVER, "insurances": insurances}
    assert tried(july(born), ENROL, **form).reason == reason
    before = {**form, "hired": "2026-06-10", "since": "2026-06"}
    done(july(born, today=date(2026, 6, 30)), ENROL, **before)
    if reason == "agreement":
        done(july(born), ENROL, ("agreement", "injury_missing"), **form)


def test_who_cannot_retire_late_any_more_is_told_so():
    born, form = date(1955, 3, 14), {**FORM, **OVER}
    assert "不得参加失业保险" in tried(july(born), ENROL, **form).hindrances[0]
    late = tried(july(date(1971, 2, 14)), ENROL, **form).cautions
    assert [each.code for each in late] == ["agreement"]


def test_a_worker_past_the_age_is_not_left_without_work_injury_insurance():
    form = {**FORM, **OVER, "insurances": ["110"]}
    asked = {each.code for each in tried(july(date(1955, 3, 14)), ENROL, **form).cautions}
    assert asked == {"agreement", "injury_missing"}
    here = working(insurance="410", employer="3901A01")
    asked = {each.code for each in tried(july(date(1955, 3, 14), here), ENROL, **form).cautions}
    assert asked == {"agreement"}


def test_what_the_counter_does_is_what_the_rule_of_enrolment_says():
    for born in (date(1955, 3, 14), date(1971, 2, 14), date(1971, 3, 14), date(1992, 3, 14)):
        for drawn in ((), (benefit(),)):
            for shown in (False, True):
                may = registration.enrolment(
                    "2", born, draws_employee=bool(drawn), agreed=shown, deferred=shown, on=JULY
                ).codes("insurances")
                for insurance in ("110", "210", "410"):
                    come = tried(
                        july(born, *drawn),
                        ENROL,
                        ("agreement", "injury_missing") if shown else ("injury_missing",),
                        **{**FORM, **OVER, "insurances": [insurance]},
                    )
                    assert come.accepted == (insurance in may), (born, drawn, shown, insurance)


@pytest.mark.parametrize(("day", "must"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_a_unit_is_told_from_july_on_that_it_must_insure_a_pensioner(day, must):
    form = {**FORM, "hired": "2026-06-20", "since": ""}
    [refusal] = tried(july(date(1965, 3, 14), benefit(), today=day), ENROL, **form).refusals
    assert refusal.code == "draws_pension"
    assert ("必须为其参加工伤保险" in refusal.message) == must
    assert ("超龄劳动者" in refusal.basis) == must
