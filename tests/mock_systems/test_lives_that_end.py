"""Lives that are over, or as good as: what is still done for the dead, and for people of a hundred."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from mock_systems.fields import FormField
from mock_systems.operation import OPERATIONS
from mock_systems.records.people import DEAD
from mock_systems.world import World
from tests.mock_systems import builders as one
from tests.mock_systems import rights

TODAY = date(2026, 6, 15)
JOB = rights.employment(started=date(2020, 3, 2))
FLEXIBLE = rights.flexible(since="2020-03")
FIRMS = (one.employer(), one.employer("3901A02", name="望海食品厂"))
HIRE = {
    "person": "39019C01", "kind": "1", "employer": "3901A01", "work_form": "42",
    "started": "2026-06-15",
}  # fmt: skip
ENROL = {
    "person": "39019C01", "name_on_card": "林晓燕", "employer": "3901A01", "insurances": ["110"],
    "hired": "2026-06-15", "wage": 500000, "base": 500000,
}  # fmt: skip
ENDS = "for the dead it ends"
ALONE = {**HIRE, "kind": "3", "employer": ""}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("employment.register_employment", HIRE),
        ("employment.register_employment", ALONE),
        ("social_insurance.enrol_employee", ENROL),
        ("social_insurance.enrol_flexible", {"person": "39019C01", "base": 468000}),
        ("social_insurance.enrol_resident", {"person": "39019C01", "tier": "20000"}),
        ("social_insurance.pay_flexible", {"person": "39019C01", "base": 468000, "months": ["2026-06"]}),
    ],
)  # fmt: skip
def test_nobody_of_a_hundred_is_registered_for_work_or_insurance(
    name: str, form: Mapping[str, Any]
) -> None:
    codes = []
    for born in (date(1926, 7, 1), date(1926, 6, 1)):
        world = World.of(one.person(born=born), *FIRMS, rights.flexible())
        codes.append([each.code for each in one.tried(world, name, **form).refusals])
    assert "too_old" not in codes[0] and "too_old" in codes[1]


OF_THE_DEAD = {
    "employment.end_employment": ENDS,
    "employment.close_unemployment": ENDS,
    "social_insurance.stop_participation": ENDS,
    "social_card.report_loss": "a lost card is stopped, whoever held it",
    "social_insurance.issue_contribution_slip": "what was assessed is still owed",
    "social_insurance.print_record": "heirs may ask for it (社会保险经办条例第四十九条)",
}
"""What is done for the dead, and why."""
STORY = (
    one.person(state=DEAD), *FIRMS, one.visitor(), one.ticket(state="serving"), one.card(),
    one.card_holder(), JOB, FLEXIBLE, rights.unemployment(), rights.levy(),
)  # fmt: skip
PARTIES = {e.table for e in STORY if "person" in type(e).model_fields} - {"visitor"}


def of_somebody() -> Iterator[str]:
    """The deeds of the three systems that are about somebody in the registers."""
    for name, operation in OPERATIONS.items():
        named = next((each.record for each in operation.form() if each.record), "")
        if (
            operation.declared.part == "deed"
            and named in PARTIES
            and operation.declared.system != "hall"
        ):
            yield name


@pytest.mark.parametrize("name", [*of_somebody()])
def test_nothing_changes_for_the_dead_but_what_ends_with_them(name: str) -> None:
    form = {each.name: usual(each) for each in OPERATIONS[name].form() if each.required}
    found = one.tried(World.of(*STORY), name, **form)
    dead = "dead" in {each.code for each in found.refusals}
    assert dead != (name in OF_THE_DEAD), "refuse it, or say why it is done"


def usual(each: FormField) -> Any:
    """Something that the field may be filled in with."""
    if each.record:
        return next(record.key for record in STORY if record.table == each.record)
    if each.codes:
        code = next(iter(each.codes))
        return [code] if each.kind.several else code
    return {"money": 468000, "name": "林晓燕"}.get(each.kind.name) or each.kind.likely(TODAY)


@pytest.mark.parametrize(
    ("name", "form", "death"),
    [
        ("employment.end_employment", {"employment": "JY1", "ended": "2026-06-15"}, "died"),
        (
            "social_insurance.stop_participation",
            {"person": "39019C01", "insurances": ["110"], "stopped": "2026-06"},
            "6401",
        ),
    ],
)
def test_an_end_for_another_reason_than_death_is_asked_back_for_the_dead_alone(
    name: str, form: Mapping[str, Any], death: str
) -> None:
    other = {"died": "resigned", "6401": "6399"}[death]
    for state, reason, asked in ((DEAD, other, True), (DEAD, death, False), ("1", other, False)):
        world = World.of(one.person(state=state), *FIRMS, JOB, FLEXIBLE)
        found = one.tried(world, name, **form, reason=reason)
        assert ("dead_otherwise" in found.warned) is asked
        assert found.accepted is not asked


def test_a_dead_persons_data_stay_as_they_are_whatever_is_filled_in() -> None:
    world = World.of(one.person(state=DEAD))
    form = {"person": "39019C01", "phone": "14200019999"}
    assert one.refused(world, "social_insurance.change_person", **form) == "dead"
