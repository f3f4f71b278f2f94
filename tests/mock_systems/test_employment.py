"""Employment (H01) and unemployment registration (H02)."""

from datetime import date

import pytest

from mock_systems.records import Employment, Unemployment
from mock_systems.world import World
from tests.mock_systems.builders import done, employer, person, refused, tried
from tests.mock_systems.rights import benefit, employment, flexible, unemployment, working

HIRE = "employment.register_employment"
END = "employment.end_employment"
REGISTER = "employment.register_unemployment"
CLOSE = "employment.close_unemployment"
JOB = {
    "person": "39019C01",
    "kind": "1",
    "employer": "3901A01",
    "work_form": "41",
    "started": "2026-06-01",
    "contract_until": "2029-05-31",
    "job": "快递员",
}
LOSS = {"person": "39019C01", "unemployed": "2026-05-31", "reason": "1", "wish": "1"}


def hall(*more, **who):
    """A person and two firms."""
    return World.of(person(**who), employer(), employer("3901A02", name="望海食品厂"), *more)


def test_a_job_is_registered_with_its_own_date():
    world = hall()
    done(world, HIRE, **JOB)
    made = world.first(Employment)
    assert (made.started, made.registered) == (date(2026, 6, 1), date(2026, 6, 15))
    assert (made.form, made.contract_until, made.job) == ("41", date(2029, 5, 31), "快递员")


def test_an_open_unemployment_registration_closes_with_the_job():
    world = hall(unemployment())
    done(world, HIRE, **JOB, close_unemployment=True)
    closed = world.one(Unemployment, "SY1")
    assert (closed.valid, closed.closed_on, closed.close_reason) == ("0", world.today, "hired")


def test_it_may_be_left_open_after_a_warning_and_closed_later():
    world = hall(unemployment())
    assert tried(world, HIRE, **JOB).reason == "unemployment_open"
    done(world, HIRE, ("unemployment_open",), **JOB)
    assert world.one(Unemployment, "SY1").valid == "1"
    come = done(world, CLOSE, unemployment="SY1", reason="hired")
    assert come.facts == {"person": "39019C01"}
    assert world.one(Unemployment, "SY1").closed
    again = tried(world, CLOSE, unemployment="SY1", reason="hired")
    assert again.reason == "closed_already" and "无需重复办理" in again.hindrances[0]


def test_work_on_ones_own_closes_it_for_another_reason():
    world = hall(unemployment())
    own = {"person": "39019C01", "kind": "3", "work_form": "90", "started": "2026-06-01"}
    done(world, HIRE, **own, close_unemployment=True)
    assert world.one(Unemployment, "SY1").close_reason == "business"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"employer": ""}, "no_employer"),
        ({"kind": "3"}, "employer_given"),
        ({"started": "2026-06-16"}, "started_in_future"),
        ({"contract_until": None}, "no_contract_end"),
        ({"contract_until": "2026-06-01"}, "contract_ends_early"),
    ],
)
def test_a_job_that_cannot_be_right_is_refused(changed, reason):
    assert refused(hall(), HIRE, **{**JOB, **changed}) == reason


def test_a_closed_firm_employs_nobody():
    world = World.of(person(), employer(state="2"))
    assert refused(world, HIRE, **JOB) == "employer_closed"


def test_at_sixteen_and_on_the_first_day_a_job_can_be_registered():
    assert tried(hall(born=date(2010, 6, 1)), HIRE, **JOB).accepted
    assert tried(hall(), HIRE, **{**JOB, "started": "2026-06-15"}).accepted


def test_children_and_pensioners_are_not_registered_as_employed():
    assert refused(hall(born=date(2010, 6, 2)), HIRE, **JOB) == "under_age"
    pensioner = tried(hall(benefit()), HIRE, **JOB)
    assert pensioner.reason == "draws_pension" and "受单位聘用的" in pensioner.hindrances[0]


def test_an_open_job_elsewhere_is_asked_about_and_the_same_one_refused():
    world = hall(employment())
    assert tried(world, HIRE, **JOB).reason == "employed_elsewhere"
    done(world, HIRE, ("employed_elsewhere",), **JOB)
    assert refused(hall(employment(employer="3901A01")), HIRE, **JOB) == "registered_already"
    ended = employment(ended=date(2026, 5, 31), end_reason="expired")
    assert tried(hall(ended), HIRE, **JOB).accepted


@pytest.mark.parametrize(("started", "reason"), [("2026-05-16", ""), ("2026-05-15", "late")])
def test_a_job_is_late_after_thirty_days(started, reason):
    assert tried(hall(), HIRE, **{**JOB, "started": started}).reason == reason
    done(hall(), HIRE, (reason,), **{**JOB, "started": started})


def test_no_term_runs_for_who_works_on_their_own():
    own = {"person": "39019C01", "kind": "3", "work_form": "90", "started": "2024-01-01"}
    done(hall(), HIRE, **own)


def test_an_ended_job_says_when_and_why():
    world = hall(employment())
    come = done(world, END, employment="JY1", ended="2026-05-31", reason="expired")
    ended = world.one(Employment, "JY1")
    assert (ended.ended, ended.end_reason) == (date(2026, 5, 31), "expired")
    assert come.facts == {"person": "39019C01", "employer": "3901A02"}
    again = tried(world, END, employment="JY1", ended="2026-05-31", reason="expired")
    assert again.reason == "ended_already" and "无需重复办理" in again.hindrances[0]


@pytest.mark.parametrize(
    ("ended", "reason"), [("2024-01-07", "wrong_date"), ("2026-06-16", "ended_in_future")]
)
def test_a_job_ends_after_it_began_and_not_tomorrow(ended, reason):
    form = {"employment": "JY1", "ended": ended, "reason": "expired"}
    assert refused(hall(employment()), END, **form) == reason


def test_a_job_may_end_on_its_first_day_or_today():
    today = {"employment": "JY1", "ended": "2026-06-15", "reason": "expired"}
    assert tried(hall(employment()), END, **today).accepted
    assert tried(hall(employment(started=date(2026, 6, 15))), END, **today).accepted


def test_the_end_of_a_job_is_late_after_fifteen_days():
    form = {"employment": "JY1", "reason": "expired"}
    assert tried(hall(employment()), END, **form, ended="2026-05-30").reason == "late"
    done(hall(employment()), END, ("late",), **form, ended="2026-05-30")
    assert tried(hall(employment()), END, **form, ended="2026-05-31").accepted


def test_unemployment_is_registered_today():
    world = hall()
    done(world, REGISTER, **LOSS)
    made = world.first(Unemployment)
    assert (made.unemployed, made.registered) == (date(2026, 5, 31), date(2026, 6, 15))
    assert (made.valid, made.reason, made.wish) == ("1", "1", "1")


def test_a_job_registered_today_is_put_right_after_a_question():
    world = hall()
    done(world, HIRE, **{**JOB, "employer": "3901A02", "started": "2026-06-15"})
    assert tried(world, HIRE, **JOB).reason == "corrects_today"
    done(world, HIRE, ("corrects_today",), **JOB)
    [job] = world.find(Employment)
    assert (job.employer, job.started) == ("3901A01", date(2026, 6, 1))


def test_putting_a_job_right_still_asks_about_another():
    world = hall(employment())
    done(world, HIRE, ("employed_elsewhere",), **JOB)
    asked = {caution.code for caution in tried(world, HIRE, **JOB).cautions}
    assert asked == {"corrects_today", "employed_elsewhere"}


def test_unemployment_registered_today_is_put_right_after_a_question():
    world = hall()
    done(world, REGISTER, **{**LOSS, "reason": "5"})
    assert tried(world, REGISTER, **LOSS).reason == "corrects_today"
    done(world, REGISTER, ("corrects_today",), **LOSS)
    [made] = world.find(Unemployment)
    assert (made.reason, made.valid) == ("1", "1")


def test_nobody_is_registered_unemployed_twice():
    assert refused(hall(unemployment()), REGISTER, **LOSS) == "registered_already"
    over = unemployment(valid="0", closed_on=date(2026, 1, 1), close_reason="hired")
    assert tried(hall(over), REGISTER, **LOSS).accepted


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ({"born": date(2010, 6, 16)}, "under_age"),
        ({"born": date(2010, 6, 15)}, ""),
        ({"born": date(1965, 12, 31), "sex": "1"}, "over_age"),
        ({"born": date(1966, 2, 1), "sex": "1"}, ""),
        ({"born": date(1970, 12, 31)}, "over_age"),
        ({"born": date(1971, 2, 1)}, ""),
    ],
)
def test_unemployment_is_for_those_of_working_age(who, reason):
    form = {**LOSS, "unemployed": "2026-06-15"}
    if reason:
        assert refused(hall(**who), REGISTER, **form) == reason
    else:
        done(hall(**who), REGISTER, **form)


def test_a_day_to_come_and_a_pension_speak_against_it():
    assert tried(hall(), REGISTER, **{**LOSS, "unemployed": "2026-06-15"}).accepted
    form = {**LOSS, "unemployed": "2026-06-16"}
    assert refused(hall(), REGISTER, **form) == "unemployed_in_future"
    assert refused(hall(benefit()), REGISTER, **LOSS) == "draws_pension"


def test_running_insurance_and_an_open_job_are_asked_about():
    world = hall(working(), employment())
    asked = tried(world, REGISTER, **LOSS)
    assert [c.code for c in asked.cautions] == ["insurance_active", "employment_open"]
    done(world, REGISTER, ("insurance_active", "employment_open"), **LOSS)


def test_who_pays_on_their_own_may_be_without_work():
    done(hall(flexible()), REGISTER, **LOSS)


def test_the_page_lists_jobs_and_registrations_by_names_alone():
    world = hall(employment(), unemployment(), working())
    shown = {
        p.title: p for p in done(world, "employment.open_person", person="39019C01").answer.panels
    }
    assert shown["就业登记"].columns[1] == "单位"
    assert shown["就业登记"].rows[0][:3] == ["单位就业", "望海食品厂", "固定期限"]
    assert shown["失业登记"].rows[0][0] == "2025-11-30"
    assert shown["参保信息"].rows[0][1] == "参保缴费"


def test_the_latest_job_and_registration_stand_first():
    over = {"valid": "0", "closed_on": date(2020, 1, 1), "close_reason": "hired"}
    world = hall(
        employment("JY0", started=date(2019, 1, 8), ended=date(2020, 1, 1), end_reason="expired"),
        employment(),
        unemployment("SY0", registered=date(2019, 1, 5), **over),
        unemployment(),
    )
    _, jobs, registrations, _ = done(
        world, "employment.open_person", person="39019C01"
    ).answer.panels
    assert [row[-1] for row in jobs.rows] == ["—", "合同期满"]
    assert [row[4] for row in registrations.rows] == ["有效", "注销"]


def of_age(born, today, *more):
    """The hall with a person of another age, on another day."""
    return World.of(person(born=born), employer(), *more, today=today)


@pytest.mark.parametrize(
    ("born", "today", "reason"),
    [
        (date(1955, 3, 14), date(2026, 6, 30), ""),
        (date(1955, 3, 14), date(2026, 7, 1), "over_age"),
        (date(1971, 3, 14), date(2026, 7, 1), ""),
        (date(1971, 2, 14), date(2026, 7, 1), "over_age"),
    ],
)
def test_past_the_statutory_age_a_unit_is_asked_for_an_agreement_from_july_on(born, today, reason):
    form = {**JOB, "started": "2026-06-20"}
    asked = tried(of_age(born, today), HIRE, **form)
    assert asked.reason == reason
    if reason:
        assert "用工协议" in asked.hindrances[0]
        done(of_age(born, today), HIRE, (reason,), **form)


def test_who_works_on_their_own_needs_no_agreement_at_any_age():
    own = {"person": "39019C01", "kind": "3", "work_form": "90", "started": "2026-06-20"}
    done(of_age(date(1955, 3, 14), date(2026, 7, 1)), HIRE, **own)


@pytest.mark.parametrize(
    ("today", "told"), [(date(2026, 6, 30), "劳务关系"), (date(2026, 7, 1), "书面用工协议")]
)
def test_a_pensioner_who_works_for_a_unit_is_told_what_is_to_be_written(today, told):
    come = tried(of_age(date(1955, 3, 14), today, benefit()), HIRE, **JOB)
    [sentence] = come.hindrances
    assert come.reason == "draws_pension" and told in sentence
    assert ("劳务" in sentence) == (told == "劳务关系")
