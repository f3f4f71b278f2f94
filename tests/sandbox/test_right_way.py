"""The right way beside one's own steps on a practice result, the other right ways, and the replay of it."""

import re
from collections.abc import Callable

import pytest

from sandbox.server import Server
from tests.sandbox.conftest import Browser
from tests.sandbox.contest.test_draws import MATCH
from tests.sandbox.test_lost_points import worked
from tests.servers import Seat

Enter = Callable[[str], Browser]


@pytest.fixture
def begun(whole: Server) -> Seat:
    """E06, its first six steps done, and handed in."""
    return worked(whole, 6, case_id="E06")


def rows(browser: Browser, seat: Seat, part: str) -> list[str]:
    """The rows of a part of the result, as they are read."""
    text = browser.get(f"/attempts/{seat.attempt_id}/result").text
    drawn = text.partition(f'id="{part}"')[2].partition("</table>")[0]
    return [" ".join(re.sub("<[^>]*>", " ", f"<{row}").split()) for row in drawn.split("<tr")[2:]]


def test_each_step_of_the_right_way_tells_which_of_ones_own_did_it_and_why_it_is_done(
    contestant: Browser, begun: Seat
) -> None:
    right = rows(contestant, begun, "right")
    assert len(right) == 21
    assert right[5].startswith("6 人员参保信息") and right[5].endswith("第 6 步")
    assert "看清断缴的是哪几个月" in right[5]
    assert all(row.endswith("没有办") for row in right[6:])


def test_what_stands_on_no_right_way_is_marked_among_ones_own(
    whole: Server, contestant: Browser
) -> None:
    seat = worked(whole, 2, case_id="E09")
    assert not any("规范办法里没有" in row for row in rows(contestant, seat, "done"))
    other = worked(whole, 0, case_id="E09")
    assert rows(contestant, other, "done") == []


def test_other_right_ways_are_told_as_changes_of_it(contestant: Browser, begun: Seat) -> None:
    text = contestant.get(f"/attempts/{begun.attempt_id}/result").text
    ways = text.partition("与规范办法的不同")[2].partition("</table>")[0]
    assert "以灵活就业人员参保登记（A06）收件" in ways and "改填" in ways
    assert "漏做" not in text, "mistakes are not told"


def test_the_right_way_is_replayed_with_what_is_said_at_its_times(
    contestant: Browser, begun: Seat
) -> None:
    page = contestant.get(f"/attempts/{begun.attempt_id}/replay").text
    times = [int(each) for each in re.findall(r'data-at="(\d+)"', page)]
    assert len(times) == 21 and times == sorted(times) and times[-1] > 120_000
    assert "您好，请坐。" in page and "看清断缴的是哪几个月" in page and "replay.js" in page


def test_the_replay_is_there_once_it_is_handed_in_and_for_whoever_practised(
    whole: Server, contestant: Browser, enter: Enter, seat: Seat, begun: Seat
) -> None:
    open_ = contestant.get(f"/attempts/{seat.attempt_id}/replay")
    assert open_.headers["location"] == f"/attempts/{seat.attempt_id}"
    assert enter("xs002").get(f"/attempts/{begun.attempt_id}/replay").status_code == 404
    gone = contestant.submit(f"/rounds/{MATCH}/sittings").headers["location"]
    assert contestant.get(f"{gone}/replay").status_code == 404


@pytest.mark.parametrize("page", ["result", "replay"])
def test_who_sits_a_contest_sees_no_right_way_of_practice(
    contestant: Browser, begun: Seat, page: str
) -> None:
    contestant.submit(f"/rounds/{MATCH}/sittings")
    answer = contestant.get(f"/attempts/{begun.attempt_id}/{page}")
    assert answer.status_code == 409 and "正在竞赛作答" in answer.text
    assert "看清断缴的是哪几个月" not in answer.text
