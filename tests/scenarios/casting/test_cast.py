"""Casting: valid numbers from the reserved ranges, and never anybody of the population."""

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
        assert 900 <= int(person.citizen_number[14:17]) <= 999
        assert person.phone.startswith("1429")
    assert len({person.citizen_number for person in people}) == len(people)
    assert len({person.phone for person in people}) == len(people)
    assert is_credit_code(firm.credit_code)
    assert firm.credit_code[8:11] == "MAX"
    assert is_bank_card(card.bank_account)
    assert card.bank_account.startswith("00999")


@pytest.mark.parametrize("case", sorted(all_cases()))
def test_every_key_of_every_case_holds_a_letter(case: str) -> None:
    for variant in range(3):
        for record in cast(all_cases()[case], variant).records:
            assert any(char.isalpha() for char in record.key), record.key


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


@pytest.mark.parametrize("column", ["person", "citizen_number"])
def test_a_population_that_uses_what_is_kept_for_casts_is_refused(script, column) -> None:
    citizen = cast(script, 0).of_table("person")[1]
    bystander = bystanders(two_bystanders())[0]
    twin = type(citizen).of({**bystander.row(), column: getattr(citizen, column)})
    with pytest.raises(CastMeetsPopulation):
        stage_for(script, 0, World.of(twin))


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> Population:
    return Population(build(tmp_path_factory.mktemp("population"), people=600).path)


@pytest.mark.parametrize("case", sorted(all_cases()))
def test_no_case_ever_meets_the_population(case: str, population: Population) -> None:
    for variant in range(20):
        for change in stage_for(all_cases()[case], variant, population).cast.changes:
            assert population.row(change.table, change.key) is None
            for column in ("citizen_number", "credit_code", "bank_account"):
                if change.table != "police_record" and column in change.after:
                    wanted = {column: change.after[column]}
                    assert not population.rows(change.table, Query(wanted, column, limit=1))
