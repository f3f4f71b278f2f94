"""What leaving does to an application on which nothing was decided, and who is told."""

from collections.abc import Callable

from tests.sandbox.clerk import page_of, up_to
from tests.sandbox.conftest import Browser
from tests.servers import Seat

Enter = Callable[[str], Browser]


def test_hand_in_and_result_tell_an_application_on_which_nothing_was_decided(
    seat: Seat, contestant: Browser, enter: Enter
) -> None:
    begun = up_to(seat, "hall.open_application")
    seat.do(seat.actions()[begun])
    seat.act("hall.close", begun + 1)
    seat.act("hall.close", begun + 2, ("undecided",))
    page = f"/sittings/{seat.sitting_id}/hand-in"
    assert "已结束，有办件未作处理" in contestant.get(page).text
    assert "未作处理</span>" in contestant.get(page_of(seat)).text
    seat.hand_in()
    told = contestant.get(f"{page_of(seat)}/result").text
    assert '<b class="tag bad">未作处理</b>' in told and "办结</b>" not in told
    told = enter("cp001").get(f"/judging/attempts/{seat.number}").text
    assert '<b class="tag bad">未作处理</b>' in told and "办结</b>" not in told
