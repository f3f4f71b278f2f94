"""Every case script is checked, and was proved: authors' files are tests."""

import pytest

from mock_systems.records import Card, ContributionSpell, Employment, Participation
from mock_systems.world import Nothing
from scenarios.checking.check import check
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.proofs import is_proved_here
from scenarios.proving.prove import ENOUGH
from scenarios.shelf import all_cases, case_files, file_of, prove_cases, unusable
from tests.sample import everything, sampled

VARIANTS = 5


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_a_case_has_no_problem(path) -> None:
    assert [str(problem) for problem in check(path)] == []


def test_every_case_can_be_read_and_none_has_the_id_of_another() -> None:
    assert unusable() == {}


@pytest.mark.parametrize("case", sorted(all_cases()))
def test_a_case_was_proved_as_it_is_with_the_program_as_it_is(case: str) -> None:
    assert is_proved_here(all_cases()[case]), f"run `python3 dev.py cases prove {case}`"


@pytest.mark.parametrize("case", sampled())
def test_a_case_is_proved_again(case: str) -> None:
    """What is kept of a proof is what a proof says."""
    report = prove_cases([file_of(case)], ENOUGH if everything() else 1)
    assert report.proved, str(report)


@pytest.mark.parametrize("case", sorted(all_cases()))
def test_variants_of_a_case_are_different_attempts(case: str) -> None:
    script = all_cases()[case]
    logs = {
        str(rehearse(Stage(script, n, Nothing()), script.walkthrough).attempt["events"])
        for n in range(VARIANTS)
    }
    assert len(logs) == VARIANTS


@pytest.mark.parametrize("case", sorted(all_cases()))
def test_who_is_insured_for_years_holds_a_card_and_who_works_is_registered_at_work(
    case: str,
) -> None:
    world = Stage(all_cases()[case], 0, Nothing()).world()
    for each in world.find(Participation, state="1"):
        assert world.first(Card, person=each.person)
        if each.employer:
            assert world.first(Employment, person=each.person, employer=each.employer, ended=None)


@pytest.mark.parametrize("case", sorted(all_cases()))
def test_who_is_insured_has_paid_from_the_first_month_and_to_the_month_of_stopping(
    case: str,
) -> None:
    world = Stage(all_cases()[case], 0, Nothing()).world()
    for each in world.find(Participation):
        paid = world.find(ContributionSpell, person=each.person, insurance=each.insurance)
        assert paid and min(spell.first for spell in paid) == each.since, each
        if each.state != "1":
            assert max(spell.last for spell in paid) == each.stopped, each


def test_e09_costs_what_the_case_catalogue_says() -> None:
    lost = {mistake.name: mistake.lost for mistake in all_cases()["E09"].mistakes}
    assert (lost["new_person"], lost["base_as_wage"], lost["order_reversed"]) == (4000, 2000, 1000)
