"""A person's life bounds every date of every form: seven days, tried on each field of each operation.

What is wanted follows from the bounds that the field declares. A day that no bound of the field
excludes stands in `OPEN`, with the reason why it may be.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, get_args

import pytest

from mock_systems.fields import Bound, FormField
from mock_systems.identifiers import citizen_number
from mock_systems.months import last_day, later, month_of
from mock_systems.operation import OPERATIONS, Tried
from mock_systems.records import Record
from mock_systems.records.people import DEAD
from mock_systems.step import take
from mock_systems.world import World
from tests.mock_systems import builders as one
from tests.mock_systems import rights

TODAY = date(2026, 6, 15)
GROWN = one.BORN.replace(year=one.BORN.year + 16)
DAY = timedelta(1)
YEAR_ONE, BORN, AGE = "0001-01-01", "before birth", "before working age"
BEGIN, AFTER_DEATH, FUTURE, LAST = "before its own begin", "dead", "tomorrow", "9999-12-31"
DAYS = (YEAR_ONE, BORN, AGE, BEGIN, AFTER_DEATH, FUTURE, LAST)

OLD_JOB = rights.employment(
    "JY0", started=date(2012, 3, 2), ended=date(2019, 12, 31), end_reason="resigned"
)
JOB = rights.employment(started=date(2020, 3, 2))
FIRMS = (one.employer(), one.employer("3901A02", name="望海食品厂"))
HIRE = {"person": "39019C01", "kind": "1", "employer": "3901A01", "work_form": "42"}
ENROL = {
    "person": "39019C01", "name_on_card": "林晓燕", "employer": "3901A01", "insurances": ["110"],
    "hired": "2026-06-01", "wage": 500000, "base": 500000,
}  # fmt: skip
FLEXIBLE = rights.flexible(since="2020-03")


@dataclass(frozen=True)
class Trial:
    """A form that lacks one field, a day on which it is done, and what is told beside the person:
    when the field's own time began, and the codes of the limits that are the operation's own."""

    form: Mapping[str, Any]
    good: date
    records: Sequence[Record] = ()
    begins: date = OLD_JOB.started
    first: str = ""
    last: Mapping[str, str] = field(default_factory=dict)


FORMS: Mapping[tuple[str, str], Trial] = {
    ("employment.register_employment", "started"): Trial(HIRE, TODAY, [OLD_JOB]),
    ("employment.register_employment", "contract_until"): Trial(
        {**HIRE, "started": "2026-06-01"}, date(2029, 5, 31), [], date(2026, 6, 2), "contract_ends_early"
    ),
    ("employment.end_employment", "ended"): Trial(
        {"employment": "JY1", "reason": "died"}, TODAY, [JOB], JOB.started, "wrong_date"
    ),
    ("employment.register_unemployment", "unemployed"): Trial(
        {"person": "39019C01", "reason": "5"}, TODAY, [OLD_JOB], OLD_JOB.ended, "in_a_job"
    ),
    ("social_insurance.enrol_employee", "hired"): Trial(ENROL, TODAY, [OLD_JOB]),
    ("social_insurance.enrol_employee", "since"): Trial(
        ENROL, TODAY, [], date(2026, 6, 1), "since"
    ),
    ("social_insurance.pay_flexible", "months"): Trial(
        {"person": "39019C01", "base": 468000}, TODAY, [FLEXIBLE], date(2020, 3, 1), "before_since"
    ),
    ("social_insurance.stop_participation", "stopped"): Trial(
        {"person": "39019C01", "insurances": ["110"], "reason": "6401"},
        TODAY, [FLEXIBLE], date(2020, 3, 1), "before_since",
    ),
    ("social_insurance.change_person", "born"): Trial(
        {"person": "39019C01"}, date(1990, 1, 1), [OLD_JOB], first="too_old_by_born",
        last={AGE: "young_by_born", BEGIN: "young_by_born"},
    ),
    ("social_insurance.change_person", "citizen_number"): Trial(
        {"person": "39019C01"}, date(1990, 1, 1), [OLD_JOB], first="too_old_by_citizen_number",
        last={AGE: "young_by_citizen_number", BEGIN: "young_by_citizen_number"},
    ),
    ("social_insurance.add_person", "citizen_number"): Trial(
        {"name": "林海"}, TODAY, first="too_old_by_citizen_number"
    ),
    ("social_card.change_holder", "id_until"): Trial(
        {"holder": "CK1"}, date(2046, 6, 10), [one.card(), one.card_holder()], one.card().issued,
        last={LAST: "id_too_long"},
    ),
    ("outside.check_police", "citizen_number"): Trial({"name": "林海"}, TODAY),
    ("outside.check_school", "citizen_number"): Trial({}, TODAY),
}  # fmt: skip

FIRST_JOB = "a job may be the first of all: nothing but the person's own age is before it"
ENDS = "for the dead it ends"
ASKS = "another register is asked about any number, and nothing is written"
PUT_RIGHT = "a birth date that was wrong is put right, either way"
NOBODY = "who is entered now has no life in the registers"
SHOWN = "nothing tells when the card was issued; an old day is asked back (id_expired)"
OPEN: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("employment.register_employment", "started"): {BEGIN: FIRST_JOB},
    ("employment.register_employment", "contract_until"): {FUTURE: "a contract ends in time to come"},
    ("employment.end_employment", "ended"): {AFTER_DEATH: ENDS},
    ("employment.register_unemployment", "unemployed"): {},
    ("social_insurance.enrol_employee", "hired"): {BEGIN: FIRST_JOB},
    ("social_insurance.enrol_employee", "since"): {},
    ("social_insurance.pay_flexible", "months"): {
        FUTURE: "months of this year may be paid ahead after a question (future_month)"
    },
    ("social_insurance.stop_participation", "stopped"): {AFTER_DEATH: ENDS},
    ("social_insurance.change_person", "born"): {BORN: PUT_RIGHT},
    ("social_insurance.change_person", "citizen_number"): {BORN: PUT_RIGHT},
    ("social_insurance.add_person", "citizen_number"): dict.fromkeys(
        (BORN, AGE, BEGIN, AFTER_DEATH), NOBODY
    ),
    ("social_card.change_holder", "id_until"): {
        AGE: SHOWN, BEGIN: SHOWN, FUTURE: "a card is good for days to come",
    },
    ("outside.check_police", "citizen_number"): dict.fromkeys(DAYS, ASKS),
    ("outside.check_school", "citizen_number"): dict.fromkeys(DAYS, ASKS),
}  # fmt: skip


def holds_a_day(each: FormField) -> bool:
    """Whether a value of the field is a day or months, or holds one."""
    return each.kind.edges(each.kind.likely(TODAY)) is not None


def dated() -> Iterator[tuple[str, FormField]]:
    """Every field of every operation that is a day, or holds one."""
    for name, operation in OPERATIONS.items():
        yield from ((name, each) for each in operation.form() if holds_a_day(each))


FIELDS = list(dated())


def on(day: str, trial: Trial) -> date:
    """The day that is tried; who is dead is tried on a good one."""
    return {
        YEAR_ONE: date.min,
        BORN: one.BORN - DAY,
        AGE: GROWN - DAY,
        BEGIN: trial.begins - DAY,
        AFTER_DEATH: trial.good,
        FUTURE: TODAY + DAY,
        LAST: date.max,
    }[day]


def value(kind: str, day: date, name: str = "") -> Any:
    """What a field of a kind is filled in with for a day; of a month, the one before where the day
    is the last before something begins."""
    if kind == "citizen_number":
        return citizen_number(one.AREA, max(day, date(1000, 1, 1)), 914)
    if kind not in ("month", "months"):
        return day.isoformat()
    month = {date.min: "1000-01", date.max: "2999-12"}.get(day) or month_of(day)
    if name in (BORN, AGE, BEGIN) and day != last_day(month):
        month = later(month, -1)
    if name == FUTURE:
        month = later(month, 1)
    return [month] if kind == "months" else month


def wanted(name: str, trial: Trial, each: FormField, day: str) -> str:
    """The code that stands in the way of a day, by what the field declares; empty where none does."""
    early = day in (YEAR_ONE, BORN, AGE, BEGIN)
    if day == AFTER_DEATH:
        return "" if day in OPEN[name, each.name] else "dead"
    if day in trial.last and "last" in each.bounds:
        return trial.last[day]
    if day in (FUTURE, LAST) and {"today", "happened"} & {*each.bounds}:
        return f"{each.name}_in_future"
    if day == LAST and "life" in each.bounds:
        return "too_old"
    if day in (YEAR_ONE, BORN) and "birth" in each.bounds:
        return f"{each.name}_before_birth"
    if day in (YEAR_ONE, BORN, AGE) and "age" in each.bounds:
        return "under_age"
    own = day == YEAR_ONE or each.name not in ("born", "citizen_number")
    return trial.first if early and own and "first" in each.bounds else ""


def tried(name: str, trial: Trial, given: Mapping[str, Any], state: str = "1") -> Tried:
    """What comes of the form on the business date, and once all is confirmed that it asks."""
    told_of = [one.person(state=state), *FIRMS, *trial.records]
    form = {**trial.form, **given}
    asked = take(World(World.of(*told_of), TODAY), name, form).tried
    confirmed = [caution.code for caution in asked.cautions]
    return (
        asked
        if asked.refusals
        else take(World(World.of(*told_of), TODAY), name, form, confirmed).tried
    )


@pytest.mark.parametrize(("name", "each"), FIELDS, ids=[f"{n}.{f.name}" for n, f in FIELDS])
def test_every_field_that_holds_a_day_declares_what_bounds_it(name: str, each: FormField) -> None:
    assert (name, each.name) in FORMS, "fill in its form here, and declare its bounds"
    assert (name, each.name) in OPEN, "say which of the seven days may be, and why"
    assert set(each.bounds) <= {*get_args(Bound)}
    trial = FORMS[name, each.name]
    assert tried(name, trial, {each.name: value(each.kind.name, trial.good)}).accepted


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(("name", "each"), FIELDS, ids=[f"{n}.{f.name}" for n, f in FIELDS])
def test_no_day_is_taken_that_a_life_excludes(name: str, each: FormField, day: str) -> None:
    trial = FORMS[name, each.name]
    code = wanted(name, trial, each, day)
    given = {each.name: value(each.kind.name, on(day, trial), day)}

    found = tried(name, trial, given, DEAD if day == AFTER_DEATH else "1")

    stopped = {each.code for each in found.refusals} | set(found.warned)
    assert bool(code) != (day in OPEN[name, each.name]), "either a bound holds, or a reason is told"
    assert code in stopped if code else found.accepted, stopped


@pytest.mark.parametrize(
    ("field", "day", "code"),
    [
        ("employment.register_employment.started", GROWN, "under_age"),
        ("employment.register_employment.contract_until", date(2026, 6, 2), "contract_ends_early"),
        ("employment.end_employment.ended", JOB.started, "wrong_date"),
        ("employment.register_unemployment.unemployed", GROWN, "under_age"),
        ("employment.register_unemployment.unemployed", OLD_JOB.ended, "in_a_job"),
        ("social_insurance.enrol_employee.hired", GROWN, "under_age"),
        ("social_insurance.enrol_employee.since", date(2026, 6, 1), "since"),
        ("social_insurance.pay_flexible.months", GROWN, "under_age"),
        ("social_insurance.pay_flexible.months", date(2020, 3, 1), "before_since"),
        ("social_insurance.pay_flexible.months", date(2026, 12, 31), "no_bounds_yet"),
        ("social_insurance.stop_participation.stopped", date(2020, 3, 1), "before_since"),
        ("social_insurance.change_person.born", date(1895, 6, 16), "too_old_by_born"),
        ("social_insurance.change_person.born", date(1996, 3, 2), "young_by_born"),
        ("social_card.change_holder.id_until", date(2046, 6, 15), "id_too_long"),
        ("social_card.change_holder.id_until", one.BORN, "id_until_before_birth"),
    ],
)
def test_the_day_itself_is_within_its_bound_and_the_one_before_or_after_is_not(
    field: str, day: date, code: str
) -> None:
    name, each = next((n, f) for n, f in FIELDS if f"{n}.{f.name}" == field)
    upper = code in ("no_bounds_yet", "young_by_born", "id_too_long")
    beyond = day + DAY if upper else day - DAY
    trial = FORMS[name, each.name]
    codes = []
    for moment in (day, beyond):
        month = value(each.kind.name, moment)
        if "month" in each.kind.name and code == "under_age" and moment == beyond:
            month = [later(month[0], -1)]
        found = tried(name, trial, {each.name: month})
        codes.append({stop.code for stop in found.refusals} | set(found.warned))
    assert code not in codes[0] and code in codes[1]


def test_who_was_born_after_what_the_registers_have_of_them_is_refused() -> None:
    trial = FORMS["social_insurance.change_person", "born"]
    after = tried("social_insurance.change_person", trial, {"born": "2012-03-03"})
    assert [each.code for each in after.refusals] == ["unborn_by_born"]
    number = citizen_number(one.AREA, date(2012, 3, 3), 914)
    both = tried("social_insurance.change_person", trial, {"citizen_number": number})
    assert [each.code for each in both.refusals] == ["unborn_by_citizen_number"]
    assert "2012-03-02" not in "".join(both.hindrances), "what the register has is not told"


@pytest.mark.parametrize(
    "begun",
    [
        rights.participation(since="2012-03"),
        rights.spell(first="2012-03"),
        rights.employment(started=date(2012, 3, 1)),
        one.person(work_started=date(2012, 3, 1)),
    ],
    ids=lambda record: record.table,
)
def test_work_and_insurance_of_every_register_come_after_birth(begun: Record) -> None:
    trial = Trial({"person": "39019C01"}, TODAY, [begun])
    found = tried("social_insurance.change_person", trial, {"born": "2012-04-01"})
    assert [each.code for each in found.refusals] == ["unborn_by_born"]


def test_one_thing_is_said_of_a_day_that_is_too_early_and_one_of_a_day_too_late() -> None:
    """Though a day of the year one is before birth, working age and the last job, too."""
    early = tried(
        "employment.register_unemployment",
        FORMS["employment.register_unemployment", "unemployed"],
        {"unemployed": "0001-01-01"},
    )
    assert [each.code for each in early.refusals] == ["unemployed_before_birth"]
    assert "in_a_job" not in early.warned
    hire = FORMS["employment.register_employment", "started"]
    late = tried("employment.register_employment", hire, {"started": "9999-12-31"})
    assert [each.code for each in late.refusals] == ["started_in_future"]


def test_of_two_fields_that_hold_a_birth_date_the_wrong_one_is_told() -> None:
    trial = FORMS["social_insurance.change_person", "born"]
    number = citizen_number(one.AREA, date(2012, 3, 3), 914)
    given = {"born": "1990-01-01", "citizen_number": number}
    found = tried("social_insurance.change_person", trial, given)
    codes = {each.code for each in found.refusals}
    assert "unborn_by_citizen_number" in codes and "unborn_by_born" not in codes


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        (
            "social_insurance.change_person.citizen_number",
            {"citizen_number": citizen_number(one.AREA, TODAY + DAY, 914)},
            "“变更后社会保障号码中的出生日期”晚于业务日期",
        ),
        (
            "employment.register_employment.contract_until",
            {"started": "2026-06-01", "contract_until": "9999-12-31"},
            "按“合同终止日期”，该人员那时已满100周岁",
        ),
    ],
)
def test_a_day_that_is_too_late_is_told_by_the_field_it_stands_in(
    name: str, given: Mapping[str, Any], said: str
) -> None:
    operation, _, each = name.rpartition(".")
    found = tried(operation, FORMS[operation, each], given)
    assert any(said in each for each in found.hindrances), found.hindrances


@pytest.mark.parametrize(
    ("months", "code"),
    [
        (["2011-06", "2026-06"], "before_law"),
        (["2011-07", "2026-06"], "before_since"),
        (["2026-06", "2027-01"], "no_bounds_yet"),
    ],
)
def test_of_several_months_the_first_and_the_last_count(months: Sequence[str], code: str) -> None:
    trial = FORMS["social_insurance.pay_flexible", "months"]
    found = tried("social_insurance.pay_flexible", trial, {"months": months})
    assert code in {each.code for each in found.refusals} | set(found.warned)


def test_the_last_job_that_ended_counts_whichever_was_registered_first() -> None:
    older = rights.employment("JY9", started=date(2010, 1, 4), ended=date(2011, 1, 31))
    trial = Trial({"person": "39019C01", "reason": "5"}, TODAY, [OLD_JOB, older])
    found = tried("employment.register_unemployment", trial, {"unemployed": "2015-06-01"})
    assert "in_a_job" in found.warned and found.accepted


@pytest.mark.parametrize(
    ("born", "until", "stopped"),
    [
        (date(2012, 1, 1), "2031-06-15", False),
        (date(2012, 1, 1), "2031-06-16", True),
        (date(2008, 1, 1), "2036-06-15", False),
        (date(2008, 1, 1), "2036-06-16", True),
        (date(2000, 6, 15), "2046-06-15", False),
        (date(2000, 6, 15), "9999-12-31", True),
        (date(1980, 6, 15), "9999-12-31", False),
        (date(1980, 6, 16), "9999-12-31", True),
        (date(1980, 6, 15), "2046-06-16", True),
    ],
)
def test_no_identity_card_is_good_for_longer_than_the_age_allows(
    born: date, until: str, stopped: bool
) -> None:
    """居民身份证法第五条: five, ten or twenty years, and for good from forty-six on."""
    world = World.of(one.person(born=born), one.card(), one.card_holder())
    found = one.tried(world, "social_card.change_holder", holder="CK1", id_until=until)
    assert ("id_too_long" in {each.code for each in found.refusals}) is stopped


@pytest.mark.parametrize(
    ("name", "field", "put_off"),
    [
        ("social_insurance.change_person", "born", False),
        ("social_insurance.add_person", "citizen_number", False),
        ("employment.register_employment", "started", True),
        ("social_insurance.stop_participation", "stopped", True),
    ],
)
def test_only_what_can_be_done_later_is_put_off(name: str, field: str, put_off: bool) -> None:
    """Nobody comes back with a birth that has happened by then."""
    trial = FORMS[name, field]
    kind = next(each.kind.name for each in OPERATIONS[name].form() if each.name == field)
    (refusal,) = tried(name, trial, {field: value(kind, TODAY + DAY, FUTURE)}).refusals
    assert refusal.code == f"{field}_in_future"
    assert ("到时再办理" in refusal.message) is put_off
    assert ("不可能已经发生" in refusal.message) is not put_off
