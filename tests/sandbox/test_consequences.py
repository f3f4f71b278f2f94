"""What is lost for one thing left undone is told under it, once."""

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest

from sandbox.attempt.states import head_of
from sandbox.counter.consequences import carried_by, losses, roots_of, together
from sandbox.counter.right_way import RightStep
from sandbox.server import Server
from tests.sandbox.conftest import Browser
from tests.sandbox.test_lost_points import worked
from tests.servers import Seat


def step(number: int) -> RightStep:
    return cast(RightStep, SimpleNamespace(number=number))


RECEIPT, NOTICE = step(7), step(14)
CARRIED = {7: {"opened", "noticed", "closed"}, 14: {"noticed", "closed"}, 15: {"printed"}}


def lost(*ids: str) -> list[tuple[Any, Any]]:
    """So many marks of two points that earn nothing, each with one thing found."""
    return [({"id": id, "worth": 200, "earned": 0}, f"{id} 没有") for id in ids]


@pytest.fixture
def received(whole: Server) -> Seat:
    """E01 up to the application, which is not opened, and handed in."""
    return worked(whole, 6, case_id="E01")


def test_marks_are_lost_by_the_first_step_left_undone_that_carries_them() -> None:
    roots = roots_of([RECEIPT, NOTICE], {"opened", "noticed", "closed", "greeted"}, CARRIED)
    assert roots == dict.fromkeys(("opened", "noticed", "closed"), RECEIPT)


def test_where_most_marks_that_a_step_carries_were_earned_it_was_not_for_the_step() -> None:
    carried = {7: {"opened", "noticed", "closed", "told"}}
    assert roots_of([RECEIPT], {"opened", "noticed"}, carried) == {}
    assert len(roots_of([RECEIPT], {"opened", "noticed", "closed"}, carried)) == 3


def test_what_is_lost_alone_needs_no_heading() -> None:
    assert roots_of([step(15)], {"printed"}, CARRIED) == {}


def test_consequences_stand_side_by_side_where_the_first_of_them_stood_with_their_sum() -> None:
    roots = dict.fromkeys(("opened", "closed"), RECEIPT)
    lines = together(lost("greeted", "opened", "rated", "closed"), roots)
    told = [
        (loss.step, [mark["id"] for mark, _ in loss.marks], loss.points)
        for loss in losses(lines, roots)
    ]
    assert told == [
        (None, ["greeted"], 200),
        (RECEIPT, ["opened", "closed"], 400),
        (None, ["rated"], 200),
    ]


def test_each_step_of_a_case_carries_what_is_lost_without_it(whole: Server, received: Seat) -> None:
    with whole.reader.connect() as reader:
        head = head_of(reader, received.attempt_id)
    carried = carried_by(whole, head)
    assert carried[7] == {"item_opened", "item_first", "application", "result_notice", "delivered"}
    assert carried[14] < carried[7]
    assert carried_by(whole, head) is carried, "it is worked out once"


def test_a_result_tells_one_thing_left_undone_once_with_what_follows_folded_under_it(
    contestant: Browser, received: Seat
) -> None:
    page = contestant.get(f"/attempts/{received.attempt_id}/result").text
    folded = re.findall(r'<details class="part root">.*?</summary>', page, re.DOTALL)
    said = [" ".join(re.sub("<[^>]*>", " ", each).split()) for each in folded]
    assert said == [
        "没有办：社会保障卡补领、换领 补领（丢失） 少这一步，连带 4 项 -42.00",
        "没有办：收件登记 社会保障卡补领、换领、换发 少这一步，连带 4 项 -22.00",
    ]
    assert page.count("<details") == page.count("</details>")
