"""Casting: valid numbers, and never anybody of the population."""

import pytest

from mock_systems.identifiers import (
    birth_in,
    is_bank_card,
    is_citizen_number,
    is_credit_code,
    is_unreal_citizen_number,
    sex_in,
)
from mock_systems.population.build import build
from mock_systems.population.file import Population
from mock_systems.records import TABLES
from mock_systems.world import Nothing, Query, World
from scenarios.casting.cast import cast
from scenarios.proving.bystanders import bystanders, two_bystanders
from scenarios.reading.load import load
from scenarios.reading.script import CaseScript
from scenarios.shelf import CastMeetsPopulation, all_cases, stage_for

MORE = """
[[cast.employer]]
as = "firm"
name = "星渡物流有限公司"
industry = "G"
injury_class = 2
area = "390102"
address = "海岳省云屿市望澜区灯楼街道108号"
legal_person = "许志强"
opened = 2012-05-10

[[cast.card]]
as = "social"
person = "$citizen.person"
number = "$citizen.citizen_number"
bank = "云屿银行"
issued = 2020-01-01
valid_until = 2030-01-01
"""


@pytest.mark.parametrize("variant", range(12))
def test_what_a_script_leaves_out_is_filled_in_and_valid(written, variant: int) -> None:
    story = cast(load(written(more=MORE)).script, variant)
    people, (firm,), (card,) = map(story.of_table, ("person", "employer", "card"))
    for person in people:
        assert is_citizen_number(person.citizen_number)
        assert is_unreal_citizen_number(person.citizen_number)
        assert (sex_in(person.citizen_number), birth_in(person.citizen_number)) == (
            "2",
            person.born,
        )
        assert person.phone.startswith("142")
    assert len({person.citizen_number for person in people}) == len(people)
    assert len({person.phone for person in people}) == len(people)
    assert is_credit_code(firm.credit_code)
    assert is_bank_card(card.bank_account)
    assert card.bank_account.startswith("0099")


def test_the_story_is_placed_as_records(script: CaseScript) -> None:
    story = cast(script, 0)
    (visitor,), (ticket,), replies, (paper,) = map(
        story.of_table, ("visitor", "ticket", "reply", "paper")
    )
    assert (visitor.call_name, ticket.visitor) == ("林女士", visitor.key)
    assert [(r.topic, r.hands_over) for r in replies] == [
        ("ask_id_card", paper.key),
        ("ask_phone", ""),
    ]
    assert paper.content["number"] == visitor_number(story)
    assert {change.seq for change in story.changes} == {0}


def visitor_number(story) -> str:
    (visitor,) = story.of_table("visitor")
    return next(p for p in story.of_table("person") if p.key == visitor.person).citizen_number


def test_an_attempt_opens_on_any_population(script: CaseScript) -> None:
    stage, empty = stage_for(script, 3, two_bystanders()), stage_for(script, 3, Nothing())
    assert [change.table for change in stage.cast.changes][:2] == ["person", "person"]
    assert (stage.compiled["case"], stage.compiled["variant"]) == ("Z01", 3)
    assert (stage.cast.changes, stage.compiled) == (empty.cast.changes, empty.compiled)


@pytest.mark.parametrize("column", ["phone", "citizen_number"])
def test_a_variant_is_refused_where_somebody_of_the_population_has_its_numbers(
    script, column
) -> None:
    citizen = cast(script, 0).of_table("person")[1]
    bystander = bystanders(two_bystanders())[0]
    twin = type(citizen).of({**bystander.row(), column: getattr(citizen, column)})
    with pytest.raises(CastMeetsPopulation):
        stage_for(script, 0, World.of(twin))


def test_whoever_has_the_key_of_somebody_of_the_story_is_not_in_its_world(script) -> None:
    citizen = cast(script, 0).of_table("person")[1]
    bystander = bystanders(two_bystanders())[0]
    twin = type(citizen).of({**bystander.row(), "person": citizen.key})
    world = stage_for(script, 0, World.of(twin)).world()
    assert world.one(type(citizen), citizen.key) == citizen
    assert world.find(type(citizen), citizen_number=twin.citizen_number) == []


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> Population:
    return Population(build(tmp_path_factory.mktemp("population"), people=600).path)


@pytest.mark.parametrize("case", sorted(all_cases()))
def test_nobody_of_the_population_is_found_by_what_is_of_a_story(
    case: str, population: Population
) -> None:
    """Nothing of whoever has a key of the story, and nobody with its numbers."""
    for variant in range(20):
        stage = stage_for(all_cases()[case], variant, population)
        cast, world = {(c.table, c.key) for c in stage.cast.changes}, stage.world()
        for change in stage.cast.changes:
            for column in ("person", "employer", "citizen_number", "credit_code", "bank_account"):
                if change.after.get(column) and change.table != "police_record":
                    found = world.rows(change.table, Query({column: change.after[column]}, column))
                    key = TABLES[change.table].key_name()
                    assert all((change.table, row[key]) in cast for row in found)


@pytest.mark.parametrize(
    ("said", "address"), [("", "$citizen.hukou_address"), (', address = "某街1号"', "某街1号")]
)
def test_the_police_know_the_registered_address_where_no_other_is_written(
    two_matters, said: str, address: str
) -> None:
    known = f"{{ police_knows = 2039-05-11, from = 2019-05-11{said} }}"
    phone = 'phone = "$old_phone" }'
    script = load(two_matters((phone, phone.replace(" }", f", life = [{known}] }}")))).script
    [record] = script.cast["police_record"]
    assert record["address"] == address
