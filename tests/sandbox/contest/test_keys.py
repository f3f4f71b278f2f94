"""Answer keys are kept with the words of their own story, and those of an older program as they were."""

import json

import grader
from mock_systems.world import Nothing
from sandbox.contest.keys import compiled_key, own_key
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.shelf import all_cases


def stage() -> Stage:
    return Stage(all_cases()["E09"], 0, Nothing())


def test_a_key_is_kept_with_who_is_who_and_what_is_what_in_its_story_alone() -> None:
    kept = json.loads(compiled_key(stage()))
    assert set(kept["words"]) == {"people", "papers"}
    assert any("单位授权委托书（" in name for name in kept["words"]["papers"].values())


def test_a_key_of_before_papers_had_names_keeps_its_bytes_and_is_marked_by() -> None:
    compiled = stage().compiled
    new = ("papers", "works_on")
    older = {**compiled, "words": {n: w for n, w in compiled["words"].items() if n not in new}}
    assert set(json.loads(own_key(older))["words"]) == {"people"}
    attempt = rehearse(stage(), stage().script.walkthrough).attempt
    assert grader.mark(attempt, older)["earned"] == grader.mark(attempt, compiled)["earned"] > 0
