"""Small sins that every case prices alike: a needless paper asked for in writing, an answer out of hand."""

from collections.abc import Mapping
from typing import Any

import pytest

from scenarios.casting.answers import unfounded
from scenarios.playing.edits import edited
from scenarios.playing.marking import Marked, full
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.proving.bystanders import two_bystanders
from scenarios.reading.ways import Edit, Step
from scenarios.shelf import all_cases, case

DENYING = {"E02", "E03", "E06", "E07"}
"""The cases in which something is not granted."""
PROMISED = {"E02": 3.0, "E03": 3.0}
"""What a promise costs where the case has a rule of its own."""


def cost(id: str, do: str, **form: Any) -> float:
    """What a step costs that is done once an application is open."""
    stage = Stage(case(id), 0, two_bystanders())
    opened = [s for s in stage.script.walkthrough if s.do == "hall.open_application"][-1]
    if do == "hall.give_one_time_notice":
        form["application"] = f"${opened.called}.application"
    sin = Edit(insert=Step.model_validate({"do": do, "form": form}), after=opened.called)
    way = rehearse(stage, edited(stage.script.walkthrough, [sin]), stubborn=True)
    assert [each.step.do for each in way.played if not each.accepted] == []
    return (full(stage.script) - Marked(way, why=False).earned) / 100


@pytest.mark.parametrize("id", all_cases())
def test_a_needless_paper_costs_in_writing_what_it_costs_aloud(id: str) -> None:
    asked = {
        "aloud": cost(id, "hall.say", topic="ask_photo"),
        "shown": cost(id, "hall.request_paper", kind="photo"),
        "written": cost(id, "hall.give_one_time_notice", missing=["photo"]),
    }
    assert asked == dict.fromkeys(asked, 2.0)


@pytest.mark.parametrize("id", all_cases())
def test_an_answer_out_of_hand_costs_once_and_a_true_refusal_nothing(id: str) -> None:
    no = 0.0 if id in DENYING else 2.0
    price: Mapping[str, float] = {"tell_sure": PROMISED.get(id, 2.0), "tell_no": no, "tell_come_back": no}  # fmt: skip
    assert {topic: cost(id, "hall.say", topic=topic) for topic in price} == price


def test_what_a_case_charges_for_by_name_the_frame_leaves_to_it() -> None:
    lists = {id: {*unfounded(case(id))} for id in ("E01", "E02", "E06")}
    assert lists == {"E01": {"tell_sure", "tell_no", "tell_come_back"}, "E02": set(), "E06": {"tell_sure"}}  # fmt: skip


def test_among_a_needed_paper_a_needless_one_costs_and_a_notice_of_words_alone_does_not() -> None:
    notice = "hall.give_one_time_notice"
    assert cost("E01", notice, missing=["id_card", "photo"]) == 2.0
    assert cost("E01", notice, missing=["id_card"]) == 0.0
    assert cost("E01", notice, text="请先到公安机关更正姓名。") == 0.0
