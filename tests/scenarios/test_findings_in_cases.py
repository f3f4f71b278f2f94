"""What clerks find of papers in the cases, for which application and in what order: the mark of a
paper goes by what stands for the application it is for."""

from collections.abc import Sequence

import pytest

from scenarios.playing.edits import edited
from scenarios.playing.marking import Marked
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.proving.bystanders import two_bystanders
from scenarios.reading.ways import Edit, Step
from scenarios.shelf import case

Found = tuple[str, str]
"""A finding, and the step that opened the application it is for; empty where none is chosen."""


def step(do: str, name: str = "", **form: str) -> Step:
    """One step, five seconds after the one before it."""
    return Step.model_validate({"as": name, "do": do, "form": form, "after": 5})


def verified(paper: str, found: Sequence[Found], after: str) -> list[Edit]:
    """A paper verified so often, in this order, after a step."""
    form = {"paper": f"${paper}.paper"}
    steps = [
        step(
            "hall.verify_paper",
            **form,
            finding=finding,
            application=f"${of}.application" if of else "",
        )
        for finding, of in found
    ]
    return [Edit(insert=each, after=after) for each in reversed(steps)]


def broken(case_id: str, *edits: Edit) -> set[str]:
    """The marks that a way through a case loses."""
    stage = Stage(case(case_id), 0, two_bystanders())
    marked = Marked(rehearse(stage, edited(stage.script.walkthrough, edits)))
    return {mark["id"] for mark in marked.broken}


BOTH_OPEN = Edit(move="a05", after="a09")


@pytest.mark.parametrize(
    ("found", "wrong"),
    [
        ([("ok", "a05"), ("not_needed", "a09")], set()),
        ([("not_needed", "a09"), ("ok", "a05")], set()),
        ([("mismatch", "a05"), ("ok", "a05")], set()),
        ([("mismatch", "a05"), ("ok", "a09")], {"form_checked_stands"}),
        ([("ok", "a09"), ("mismatch", "a05")], {"form_checked_stands"}),
        ([("ok", "a05"), ("mismatch", "a05")], {"form_checked_stands"}),
        ([("ok", "a09")], {"form_checked"}),
    ],
)
def test_a_form_is_marked_by_what_is_found_of_it_for_its_own_application(
    found: Sequence[Found], wrong: set[str]
) -> None:
    verify = verified("form", found, after="a05")
    assert broken("E09", BOTH_OPEN, Edit(drop="check_form"), *verify) == wrong


@pytest.mark.parametrize("after", ["ask_form", "a09", "rename", "a09_result", "a05"])
def test_a_form_may_be_verified_whatever_is_open_before_what_it_is_for(after: str) -> None:
    assert broken("E09", Edit(move="check_form", after=after)) == set()


@pytest.mark.parametrize("found", ["mismatch", "ok"])
def test_what_is_found_before_anything_is_filed_counts_and_is_put_right_afterwards(
    found: str,
) -> None:
    early = verified("form", [(found, "")], after="ask_form")
    kept = [] if found == "mismatch" else [Edit(drop="check_form")]
    assert broken("E09", *early, *kept) == set()
    assert broken("E09", *early, Edit(drop="check_form")) == (
        {"form_checked_stands"} if found == "mismatch" else set()
    )


def test_a_form_found_good_for_an_application_nobody_asked_for_is_not_good_for_its_own() -> None:
    needless = step("hall.open_application", "needless", item="H02", person="$citizen.person")
    found = verified("form", [("mismatch", "opened"), ("ok", "needless")], after="needless")
    opened = Edit(insert=needless, after="opened")
    marks = broken("E04", opened, Edit(drop="check_form"), *found)
    assert "form_checked_stands" in marks
    rightly = verified("form", [("ok", "opened"), ("not_needed", "needless")], after="needless")
    assert broken("E04", opened, Edit(drop="check_form"), *rightly) == marks - {
        "form_checked_stands"
    }


@pytest.mark.parametrize("found", ["ok", "mismatch"])
def test_a_form_first_verified_once_its_matter_is_decided_was_not_verified(found: str) -> None:
    never = [Edit(drop="check_form"), Edit(drop="check_authorization")]
    late = [
        *verified("form", [(found, "")], after="result"),
        *verified("authorization", [(found, "")], after="result"),
    ]
    assert broken("E04", *never, *late) == broken("E04", *never)
    assert "form_checked" in broken("E04", *never)


@pytest.mark.parametrize("of", ["", "a05"])
def test_what_is_found_for_a_matter_that_is_open_counts_whatever_else_is_decided(of: str) -> None:
    wrong = verified("authorization", [("mismatch", of)], after="a05")
    assert broken("E09", *wrong) == {"agent_checked_stands"}
    righted = verified("authorization", [("mismatch", of), ("ok", of)], after="a05")
    assert broken("E09", *righted) == set()
    early = verified("authorization", [("mismatch", "")], after="tell_mismatch")
    assert broken("E09", *early, *verified("authorization", [("ok", of)], after="a05")) == set()


EXPIRED = step("hall.check_id_validity", paper="$card.paper", finding="expired")
ALSO_OPEN = Edit(
    insert=step("hall.open_application", "needless", item="G01", person="$citizen.person"),
    after="opened",
)


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(insert=EXPIRED, after="opened"), Edit(insert=EXPIRED, after="result")],
        [ALSO_OPEN, Edit(insert=EXPIRED, after="needless")],
        [
            ALSO_OPEN,
            *verified("card", [("expired", "opened"), ("expired", "needless")], "needless"),
        ],
        [*verified("card", [("expired", "")], "opened"), Edit(insert=EXPIRED, after="print")],
    ],
)
def test_that_a_card_has_expired_is_marked_once_however_often_it_is_found(
    edits: Sequence[Edit],
) -> None:
    assert "expiry_noticed" not in broken("E05", *edits)


OK = step("hall.verify_paper", paper="$card.paper", finding="ok")
VALID = step("hall.check_id_validity", paper="$card.paper", finding="valid")


@pytest.mark.parametrize("after", ["opened", "print"])
@pytest.mark.parametrize("called_good", [OK, VALID])
def test_a_card_that_is_called_good_in_the_end_was_not_found_to_have_expired(
    called_good: Step, after: str
) -> None:
    assert broken("E05", Edit(insert=called_good, after=after)) == {"expiry_noticed"}
