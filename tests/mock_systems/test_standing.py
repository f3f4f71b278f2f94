"""What every system asks about a person is answered the same way everywhere."""

from datetime import date

import pytest

from mock_systems.standing import newest_card, receives
from mock_systems.world import World
from tests.mock_systems.builders import card, person
from tests.mock_systems.rights import benefit


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


@pytest.mark.parametrize(("state", "is_received"), [("1", True), ("2", True), ("3", False)])
def test_a_pension_whose_payment_rests_is_a_pension_and_one_that_ended_is_none(state, is_received):
    assert receives(World.of(benefit(state=state)), "39019C01", "110") is is_received


def test_who_never_had_a_card_has_none():
    assert newest_card(World.of(person()), "39019C01") is None
