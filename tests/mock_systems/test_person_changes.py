"""Changing a person's data (A09) and adding a person."""

import pytest

from mock_systems.identifiers import citizen_number
from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES, Person, PersonChange
from mock_systems.world import World
from tests.mock_systems.builders import (
    BORN,
    BUILDERS,
    NUMBER,
    OTHER_NUMBER,
    card,
    done,
    person,
    refused,
    tried,
)

CHANGE = "social_insurance.change_person"
ADD = "social_insurance.add_person"


@pytest.fixture
def world():
    """林小燕, as the system misspells her."""
    return World.of(person(name="林小燕"))


def test_only_what_was_given_changes_and_the_register_says_what(world):
    done(world, CHANGE, person="39019C01", phone="14200019999", address="新街1号", reason="换号")
    after = world.one(Person, "39019C01")
    assert after == person(name="林小燕", phone="14200019999", address="新街1号")
    line = world.first(PersonChange)
    assert (line.fields, line.reason, line.on) == ("手机号码、居住地址", "换号", world.today)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "林晓燕"), ("born", "1990-03-14"), ("citizen_number", OTHER_NUMBER)],
)
def test_key_data_change_after_a_warning(world, field, value):
    form = {"person": "39019C01", field: value}
    asked = tried(world, CHANGE, **form)
    assert not asked.accepted and asked.reason == f"key_{field}"
    assert world.find(PersonChange) == []
    done(world, CHANGE, (f"key_{field}",), **form)
    assert str(getattr(world.one(Person, "39019C01"), field)) == value


def test_the_warning_says_when_a_birth_date_is_not_the_one_in_the_number(world):
    said = tried(world, CHANGE, person="39019C01", born="1990-03-14").hindrances[0]
    assert "与社会保障号码中的不一致" in said and "1992" not in said
    wrongly = World.of(person(born=BORN.replace(year=1990)))
    mended = tried(wrongly, CHANGE, person="39019C01", born=str(BORN)).hindrances[0]
    assert "不一致" not in mended
    named = tried(world, CHANGE, person="39019C01", name="林晓燕").hindrances[0]
    assert "不一致" not in named


@pytest.mark.parametrize("number", ["123", NUMBER[:6] + "19921314" + NUMBER[14:]])
def test_a_number_without_a_birth_date_is_compared_with_none(world, number):
    said = tried(world, CHANGE, person="39019C01", citizen_number=number).hindrances
    assert len(said) == 2 and "None" not in "".join(said)


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({}, "nothing_changed"),
        ({"name": "林小燕"}, "nothing_changed"),
        ({"citizen_number": NUMBER[:-1] + "0"}, "bad_number"),
        (
            {"citizen_number": citizen_number("390102", BORN.replace(year=2030), 2)},
            "citizen_number_in_future",
        ),
        (
            {"citizen_number": citizen_number("390102", BORN.replace(year=1895), 2)},
            "too_old_by_citizen_number",
        ),
        ({"phone": "1420001"}, "bad_phone"),
        ({"born": "2026-06-16"}, "born_in_future"),
    ],
)
def test_an_impossible_change_is_refused(world, form, reason):
    assert refused(world, CHANGE, person="39019C01", **form) == reason


WORDED = [
    (name, field)
    for name, operation in OPERATIONS.items()
    for field in operation.form()
    if field.changes and field.kind.name in ("name", "address", "text")
]


@pytest.mark.parametrize(("operation", "field"), WORDED)
def test_what_is_only_written_otherwise_is_no_change(operation, field):
    named = OPERATIONS[operation].form()[0]
    usual = BUILDERS[TABLES[named.record]]()
    kept = usual.of({**usual.row(), field.changes: "望澜区(荷塘)3-A号"})
    world = World.of(*{person().key: person(), kept.key: kept}.values(), card())
    form = {named.name: kept.key, field.name: "望澜区（荷塘）3－a号"}
    assert refused(world, operation, **form) == "nothing_changed"


def test_one_may_be_born_on_the_business_date(world):
    newborn = citizen_number("390102", world.today, 902)
    assert refused(world, ADD, citizen_number=newborn, name="林", phone="1") == "bad_phone"
    done(world, ADD, citizen_number=newborn, name="林")
    assert tried(world, CHANGE, person="39019C01", born=str(world.today)).reason == "key_born"


def test_a_number_that_is_somebody_elses_is_refused(world):
    world.add(person("39019C02", citizen_number=OTHER_NUMBER))
    taken = refused(world, CHANGE, person="39019C01", citizen_number=OTHER_NUMBER)
    assert taken == "number_taken"


def test_a_new_person_gets_sex_and_birth_from_the_number(world):
    done(world, ADD, citizen_number=OTHER_NUMBER.lower(), name="林晓燕")
    new = world.first(Person, citizen_number=OTHER_NUMBER)
    assert (new.name, new.sex, new.born, new.hukou_area) == ("林晓燕", "2", BORN, "390102")


def test_a_second_person_of_the_same_number_is_possible_after_a_warning(world):
    asked = tried(world, ADD, citizen_number=NUMBER, name="林晓燕")
    assert (asked.reason, asked.facts) == ("same_number", {"person": "39019C01"})
    done(world, ADD, ("same_number",), citizen_number=NUMBER, name="林晓燕")
    assert len(world.find(Person, citizen_number=NUMBER)) == 2


def test_the_very_same_person_is_not_added_again(world):
    for name in ("林小燕", "林 小燕", "林　小燕"):
        assert refused(world, ADD, citizen_number=NUMBER, name=name) == "already_known"
    assert refused(world, ADD, citizen_number="123", name="林小燕") == "bad_number"
