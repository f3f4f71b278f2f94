"""Where a script says what the grader found in the compiled one."""

import pytest

from mock_systems.world import Nothing
from scenarios.casting.places import expected, said_at
from scenarios.playing.rehearse import Stage
from scenarios.shelf import all_cases


@pytest.fixture(scope="module")
def e06() -> Stage:
    """Its third expectation is meant for each of six months; it has another right outcome."""
    return Stage(all_cases()["E06"], 0, Nothing())


@pytest.mark.parametrize(
    ("compiled", "said"),
    [
        ("alternatives › 第1项 › expect › 第8项 › fields › 第2项", ("expect", 2, "fields", 1)),
        ("alternatives › 第1项 › expect › 第9项", ("expect", 3)),
        ("alternatives › 第2项 › expect › 第8项 › id", ("alternatives", 0, "expect", 2, "id")),
        ("alternatives › 第1项", ("expect",)),
        ("alternatives › 第2项", ("alternatives", 0)),
        ("rules › 第3项 › group", ("rules", 2, "group")),
        ("ceiling", ("ceiling",)),
    ],
)
def test_an_expectation_meant_for_many_is_one_entry_and_the_main_outcome_the_scripts_own(
    e06, compiled, said
) -> None:
    assert said_at(e06.script, e06.cast.names, compiled) == said


def test_every_expectation_is_found_at_its_place(e06) -> None:
    for (*section, number), wanted in expected(e06.script):
        here = e06.script
        for name in section:
            here = here[name] if isinstance(name, int) else getattr(here, name)
        assert here[number] is wanted
