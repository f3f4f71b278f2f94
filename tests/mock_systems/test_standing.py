"""What every system asks about a person is answered the same way everywhere."""

from datetime import date

import pytest

from mock_systems.standing import draws, newest_card
from mock_systems.world import World
from tests.mock_systems.builders import card, employer, person, refused
from tests.mock_systems.rights import benefit

REGISTRATIONS = {
    "social_insurance.enrol_employee": {
        "name_on_card": "林晓燕",
        "employer": "3901A01",
        "insurances": ["110"],
        "hired": "2026-06-01",
        "wage": 500000,
        "base": 500000,
    },
    "social_insurance.enrol_flexible": {"base": 500000},
    "social_insurance.enrol_resident": {"tier": "20000"},
    "employment.register_employment": {
        "employer": "3901A01",
        "work_form": "42",
        "started": "2026-06-01",
    },
    "employment.register_unemployment": {"unemployed": "2026-05-31", "reason": "1"},
}


@pytest.mark.parametrize("name", REGISTRATIONS)
def test_nothing_is_registered_for_the_dead(name: str):
    world = World.of(person(state="4"), employer())
    assert refused(world, name, person="39019C01", **REGISTRATIONS[name]) == "dead"


@pytest.mark.parametrize(
    ("old", "new", "newest"),
    [
        ({"state": "cancelled"}, {"issued": date(2026, 6, 15)}, "SK2"),
        ({"state": "cancelled"}, {}, "SK2"),
        ({}, {"state": "cancelled", "issued": date(2026, 6, 15)}, "SK1"),
        ({"state": "cancelled"}, {"state": "cancelled", "issued": date(2026, 6, 15)}, "SK2"),
    ],
    ids=["exchanged", "on the same day", "new one cancelled", "both cancelled"],
)
def test_a_card_in_use_comes_before_any_other(old, new, newest):
    found = newest_card(World.of(card(**old), card("SK2", **new)), "39019C01")
    assert found and found.card == newest


@pytest.mark.parametrize(("state", "drawn"), [("1", True), ("2", True), ("3", False)])
def test_a_pension_whose_payment_rests_is_a_pension_and_one_that_ended_is_none(state, drawn):
    assert draws(World.of(benefit(state=state)), "39019C01", "110") is drawn


def test_who_never_had_a_card_has_none():
    assert newest_card(World.of(person()), "39019C01") is None
