"""How others did at the same item, beside the mark of a judge who gives points to many."""

import re
from collections.abc import Callable

import pytest

from sandbox.attempt.states import head_of
from sandbox.contest.scorecards import latest_scorecard
from sandbox.judging import alike as beside
from sandbox.judging.alike import Alike, alike
from sandbox.server import Server
from tests.sandbox.conftest import Browser
from tests.sandbox.test_judging import account, idle, page_of, rules_on, worked
from tests.sandbox.test_sheet import rules
from tests.servers import Seat, sit

Enter = Callable[[str], Browser]
MANNER = "manner"


def seen(server: Server, seat: Seat, mark: str = MANNER, login: str = "cp001") -> Alike:
    with server.reader.connect() as reader:
        head = head_of(reader, seat.attempt_id)
        return alike(reader, head, mark, account(server, login))


def points_of(found: Alike) -> list[tuple[int | None, int]]:
    return [(group.earned, len(group.lines)) for group in found.groups]


def test_others_of_the_round_at_the_same_case_stand_by_points_and_who_waits_comes_last(
    whole: Server,
) -> None:
    mine, best, good, waits = (worked(whole) for _ in range(4))
    worked(whole, "E01")
    sit(whole).work()
    for seat, level in ((good, 2), (best, 3)):
        rules(whole, seat, MANNER, "change", level=level)
    found = seen(whole, mine)
    assert points_of(found) == [(300, 1), (200, 1), (None, 1)]
    assert [group.lines[0].number for group in found.groups] == [
        best.number, good.number, waits.number,
    ]  # fmt: skip
    assert (found.count, found.left_out, found.mean) == (3, 0, 250)
    assert [group.lines[0].ruled for group in found.groups] == [True, True, False]


def test_what_another_lost_is_told_in_a_sentence(whole: Server) -> None:
    mine, other = worked(whole), idle(whole)
    with whole.reader.connect() as reader:
        marks = latest_scorecard(reader, other.attempt_id)["marks"]
    lost = next(each["id"] for each in marks if each["state"] == "lost" and not each["earned"])
    [group] = seen(whole, mine, lost).groups
    assert group.lines[0].said and group.earned == 0


def test_of_what_others_ruled_elsewhere_one_is_shown_nothing_before_one_s_own_ruling(
    whole: Server,
) -> None:
    mine, other = worked(whole), worked(whole)
    rules_on(whole, other, MANNER, "change", 3)
    assert points_of(seen(whole, mine)) == [(None, 1)]
    assert points_of(seen(whole, mine, login="cp002")) == [(300, 1)]
    rules(whole, other, MANNER, "change", level=2)
    assert points_of(seen(whole, mine)) == [(250, 1)], "the mean, now that one's own is there"


def test_only_so_many_are_looked_through_and_the_rest_is_counted(
    whole: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, *_ = (worked(whole) for _ in range(4))
    monkeypatch.setattr(beside, "MOST_COMPARED", 2)
    found = seen(whole, mine)
    assert (found.count, found.left_out) == (3, 1) and points_of(found) == [(None, 2)]


def test_the_page_leads_to_the_same_item_of_another_attempt(whole: Server, enter: Enter) -> None:
    mine = worked(whole)
    judge = enter("cp001")
    assert 'id="alike"' not in judge.get(f"{page_of(mine)}?mark={MANNER}").text
    other = worked(whole)
    text = judge.get(f"{page_of(mine)}?mode=practice&mark={MANNER}").text
    part = text.partition('id="alike"')[2].partition("</details>")[0]
    [there] = re.findall(r'href="([^"]+)"', part)
    assert there == f"/judging/attempts/{other.number}?mode=practice&amp;mark={MANNER}"
    assert "待评 1 份" in part
