"""What counts as looked at: what an accepted entry of the log told, and nothing else."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from mock_systems.looked import Looked, known_by_name, looked
from mock_systems.records import Employer, Person
from mock_systems.step import take
from mock_systems.world import World
from tests.mock_systems.builders import (
    NUMBER,
    OTHER_NUMBER,
    card_holder,
    employer,
    paper,
    person,
    ticket,
    visitor,
)
from tests.mock_systems.rights import working

pytestmark = pytest.mark.attack

SI = "social_insurance"
OTHER = person("39019C02", name="林小燕", citizen_number=OTHER_NUMBER)
TERM = {"valid_from": "2016-06-10", "valid_until": "2026-06-10"}
CARD = paper("M1", place="desk", content={"name": "林晓燕", "number": NUMBER, **TERM})
HALL = (
    person(), OTHER, employer("3901A02"), working(employer="3901A02"), card_holder(),
    visitor(), ticket(state="serving"), CARD, paper("M2", place="bag"),
)  # fmt: skip


def done(*steps: tuple[str, dict[str, Any]], accepted: bool = True) -> tuple[Looked, World]:
    """What was looked at by these steps, all of them done or all of them stopped."""
    world, seen = World.of(*HALL, today=date(2026, 6, 15), seq=0), Looked()
    events, changes = [], []
    for seq, (name, form) in enumerate(steps, 1):
        world = world.branch(seq)
        step = take(world, name, form)
        assert step.tried.accepted == accepted, step.message
        events.append(step.event(seq, 0))
        changes += step.changes
        seen = seen.after(events[-1], step.changes)
    assert seen == looked(events, changes), "step by step, or from the whole log"
    return seen, world


def names(seen: Looked, world: World) -> Sequence[str]:
    found = [*world.find(Person), *world.find(Employer)]
    return [each.key for each in found if seen.names(each)]


def test_nothing_is_known_before_anybody_looked():
    seen, world = done()
    assert names(seen, world) == [] and seen.papers == frozenset()


def test_a_list_tells_the_names_of_all_it_lists_and_what_no_page_has_shown():
    find = {"by": "name", "value": "林晓燕"}
    seen, world = done((f"{SI}.find_person", find))
    assert names(seen, world) == ["39019C01"]
    assert not seen.shows(world.one(Person, "39019C01"), SI)
    seen, world = done((f"{SI}.find_person", {"by": "number", "value": NUMBER}))
    assert "39019C01" in names(seen, world)


def test_a_page_shows_what_its_own_system_holds():
    seen, world = done((f"{SI}.open_person", {"person": "39019C01"}))
    one = world.one(Person, "39019C01")
    assert names(seen, world) == ["39019C01"] and seen.shows(one, SI)
    assert not seen.shows(one, "employment")
    assert not seen.shows(card_holder(person="39019C01"), "social_card")
    seen, world = done(("social_card.open", {"person": "39019C01"}))
    assert seen.shows(card_holder(person="39019C01"), "social_card")
    assert not seen.shows(card_holder(person="39019C02"), "social_card")


def test_the_staff_of_an_employer_is_listed_on_its_page():
    seen, world = done((f"{SI}.open_employer", {"employer": "3901A02"}))
    assert names(seen, world) == ["39019C01", "3901A02"]


def test_what_was_refused_has_shown_nobody():
    refused = (f"{SI}.find_person", {"by": "number", "value": "12"})
    seen, world = done(refused, accepted=False)
    assert names(seen, world) == []
    change = (f"{SI}.change_person", {"person": "39019C01", "name": "林海"})
    seen, world = done(change, accepted=False)
    assert names(seen, world) == []
    seen, _ = done(("hall.view_paper", {"paper": "M2"}), accepted=False)
    assert not seen.papers, "it is not on the desk"


def test_who_was_changed_or_added_is_known_to_whoever_did_it():
    seen, world = done((f"{SI}.change_person", {"person": "39019C01", "phone": "14200010199"}))
    assert names(seen, world) == ["39019C01"] and seen.shows(world.one(Person, "39019C01"), SI)
    assert not seen.shows(card_holder(), "social_card")


def test_filing_for_somebody_shows_nobody():
    seen, world = done(("hall.open_application", {"item": "C02", "person": "39019C01"}))
    assert names(seen, world) == []


def test_a_paper_is_read_by_taking_it_up_or_by_its_chip():
    for way in ("hall.view_paper", "hall.read_id_card"):
        seen, world = done((way, {"paper": "M1"}))
        assert seen.papers == {"M1"} and names(seen, world) == []
        assert known_by_name(world, seen, world.one(Person, "39019C01"))
        assert not known_by_name(world, seen, world.one(Person, "39019C02"))
    seen, world = done()
    assert not known_by_name(world, seen, world.one(Person, "39019C01"))
