"""What is filed beside the matter of a case: free where something was done in it, and only there."""

from typing import Any

import pytest

from scenarios.playing.edits import edited
from scenarios.playing.marking import Marked
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.proving.bystanders import two_bystanders
from scenarios.reading.ways import Edit, Step
from scenarios.shelf import case

RESULT = {"do": "hall.issue_result", "confirm": ["not_accepted", "nothing_done"]}
REFUSED = {"do": "hall.refuse", "form": {"reason": "age", "text": "不符合条件。"}}


@pytest.mark.parametrize(
    ("item", "decided", "after", "lost"),
    [
        ("J02", RESULT, "activate", set()),
        ("J02", RESULT, "reissue", {"activated_before"}),
        ("J03", RESULT, "loss", set()),
        ("J06", RESULT, "pin", set()),
        ("J06", RESULT, "reissue", {"reset_before"}),
        ("J06", REFUSED, "reissue", {"side_effects"}),
        ("J06", None, "reissue", {"side_effects"}),
    ],
)
def test_what_is_done_to_a_reissued_card_may_be_filed_by_itself_once_it_is_done(
    item: str, decided: dict[str, Any] | None, after: str, lost: set[str]
) -> None:
    stage = Stage(case("E01"), 0, two_bystanders())
    form = {"item": item, "person": "$citizen.person"}
    opened = {"do": "hall.open_application", "as": "beside", "form": form}
    edits = [Edit(insert=Step.model_validate(opened), after=after)]
    if decided:
        form = {"application": "$beside.application", **decided.get("form", {})}
        edits.append(Edit(insert=Step.model_validate({**decided, "form": form}), after="beside"))
    else:
        edits.append(Edit(alter="close", confirm=["undecided"]))
    marked = Marked(rehearse(stage, edited(stage.script.walkthrough, edits), stubborn=True))
    assert {mark["id"] for mark in marked.broken} == lost


@pytest.mark.parametrize(("printed", "lost"), [(False, {"printed_before"}), (True, set())])
def test_who_may_not_have_anothers_record_has_their_own_closed_once_it_is_printed(
    printed: bool, lost: set[str]
) -> None:
    stage = Stage(case("E03"), 0, two_bystanders())
    person = {"person": "$citizen.person"}
    steps: list[dict[str, Any]] = [
        {"do": "hall.open_application", "as": "beside", "form": {"item": "C02", **person}},
        {"do": "social_insurance.print_record", "form": {**person, "purpose": "self"}},
        {**RESULT, "form": {"application": "$beside.application"}},
    ]
    inserted = [Step.model_validate(each) for each in (steps if printed else steps[::2])]
    edits = [Edit(insert=each, before="close") for each in inserted]
    marked = Marked(rehearse(stage, edited(stage.script.walkthrough, edits), stubborn=True))
    assert {mark["id"] for mark in marked.broken} == lost
