"""Edits of a walkthrough."""

import pytest
from pydantic import ValidationError

from scenarios.playing.edits import NoSuchStep, edited
from scenarios.reading.ways import Edit, Step

STEPS = [Step(name=name, do="hall.say", form={"topic": "greet"}) for name in ("a", "b", "c")]


def names(*edits: Edit) -> str:
    return "".join(step.called for step in edited(STEPS, edits))


@pytest.mark.parametrize(
    ("edit", "after"),
    [
        (Edit(drop="b"), "ac"),
        (Edit(replace="b", step=Step(name="x", do="hall.close")), "axc"),
        (Edit(insert=Step(name="x", do="hall.close"), after="a"), "axbc"),
        (Edit(insert=Step(name="x", do="hall.close"), before="a"), "xabc"),
        (Edit(move="a", after="c"), "bca"),
        (Edit(move="c", before="a"), "cab"),
        (Edit(alter="b", form={"topic": "thank"}), "abc"),
    ],
)
def test_an_edit_does_what_it_says(edit: Edit, after: str) -> None:
    assert names(edit) == after


def test_an_altered_step_keeps_what_is_not_altered() -> None:
    step = Step(name="a", do="hall.say", form={"topic": "greet", "text": ""}, confirm=["x"])
    (altered,) = edited([step], [Edit(alter="a", form={"topic": "thank"})])
    assert (altered.form, altered.confirm) == ({"topic": "thank", "text": ""}, ["x"])
    (unsure,) = edited([step], [Edit(alter="a", confirm=[])])
    assert (unsure.form, unsure.confirm) == (step.form, [])


def test_an_altered_step_confirms_more_than_it_did() -> None:
    step = Step(name="a", do="hall.say", form={}, confirm=["x"])
    (altered,) = edited([step], [Edit(alter="a", confirm=["y", "x"])])
    assert altered.confirm == ["x", "y"]


def test_edits_follow_each_other_and_leave_the_walkthrough_alone() -> None:
    assert names(Edit(drop="a"), Edit(move="b", after="c")) == "cb"
    assert [step.called for step in STEPS] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "said",
    [
        {"drop": "a", "form": {"topic": "thank"}},
        {"drop": "a", "confirm": []},
        {"move": "a", "after": "b", "form": {"topic": "thank"}},
        {"insert": STEPS[0], "after": "b", "confirm": ["x"]},
        {"replace": "a", "step": STEPS[1], "form": {"topic": "thank"}},
        {"alter": "a"},
    ],
)
def test_what_a_step_is_filled_with_belongs_to_alter_alone(said) -> None:
    with pytest.raises(ValidationError, match="alter 应写 form 或 confirm，其他改法不写"):
        Edit(**said)


@pytest.mark.parametrize("called", ["d", "hall.say"])
def test_an_edit_of_no_step_says_which_there_are(called: str) -> None:
    with pytest.raises(NoSuchStep) as absent:
        names(Edit(drop=called))
    assert absent.value.known == ["a", "b", "c"]
