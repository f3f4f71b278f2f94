"""What needs a judge most comes first, and a second opinion is given blind."""

import re
from collections.abc import Callable

import pytest

from sandbox.contest.scorecards import rulings_of
from sandbox.judging.attempt_list import Wanted, beside, chosen, handed_in
from sandbox.judging.order import mark_named, waiting_beside, waiting_in
from sandbox.server import Server
from tests.sandbox.conftest import Browser
from tests.sandbox.test_judging import (
    idle,
    listed,
    looked_up_a_namesake,
    page_of,
    rules_on,
    worked,
)
from tests.servers import Seat

Enter = Callable[[str], Browser]
SAID = "另一位裁判的理由"


@pytest.fixture
def judge(enter: Enter) -> Browser:
    return enter("cp001")


@pytest.fixture
def seat(whole: Server) -> Seat:
    """E09 worked, and a namesake's page opened."""
    return looked_up_a_namesake(whole)


def rule(judge: Browser, seat: Seat, mark: str, seen: int = 0, **said: str) -> int:
    sent = {"mark": mark, "reason": "我的理由", "seen": str(seen), **said}
    return judge.submit(f"{page_of(seat)}/rulings", **sent).status_code


def line(judge: Browser, seat: Seat) -> str:
    """What the list says of an attempt."""
    rows = judge.get("/judging?mode=practice").text.partition("<tbody>")[2].split("</tr>")
    [row] = [each for each in rows if seat.number in each]
    return " ".join(re.sub("<[^>]+>", " ", row).split())


def test_red_lines_come_first_then_what_judges_differ_on_what_waits_and_the_rest(
    whole: Server, judge: Browser, seat: Seat
) -> None:
    waits, judged, differed, nothing = (
        worked(whole, "E01"),
        worked(whole),
        worked(whole),
        idle(whole, steps=0),
    )
    rules_on(whole, judged, "manner", "change", 3)
    rule(judge, differed, "manner", level="2")
    rules_on(whole, differed, "manner", "change", 3)
    first, second, third, *rest = listed(whole)
    assert [first, second, third] == [seat.number, differed.number, waits.number]
    assert {*rest} == {judged.number, nothing.number}
    told = line(judge, seat)
    assert told.index("不得打开无关人员的参保信息") < told.index("说明清楚")
    assert "意见不一 1 项" in line(judge, differed) and "意见不一" not in line(judge, judged)
    assert listed(whole, sort="number") == sorted(listed(whole))


def test_after_an_attempt_is_judged_the_next_that_waits_is_still_the_next(whole: Server) -> None:
    seats = [worked(whole) for _ in range(3)]
    first, second, third = listed(whole)
    rules_on(whole, next(s for s in seats if s.number == first), "manner", "change", 3)
    assert listed(whole) == [second, third, first]
    with whole.reader.connect() as reader:
        choice = Wanted(mode="practice")
        lines = chosen(handed_in(reader, whole.now_ms()), choice, keep=first)
    assert beside(lines, first) == ("", second)


def test_an_attempt_opens_at_its_red_line_and_goes_on_to_what_waits(
    judge: Browser, seat: Seat
) -> None:
    text = judge.get(page_of(seat)).text
    assert '<input type="hidden" name="mark" value="unlinked_person">' in text
    assert text.index("先看") < text.index('mark=unlinked_person"') < text.index('mark=manner"')
    sent = {"mark": "unlinked_person", "kind": "confirm", "reason": "确实打开了", "seen": "0"}
    gone = judge.submit(f"{page_of(seat)}/rulings", **sent).headers["location"]
    assert "mark=manner" in gone


def test_red_lines_come_before_what_waits_in_whatever_group_and_before_what_is_lost() -> None:
    marks = [
        {"id": "lost", "group": "a", "state": "lost", "red_line": False, "worth": 1},
        {"id": "level", "group": "a", "state": "pending", "red_line": False, "worth": 1},
        {"id": "red", "group": "b", "state": "lost", "red_line": True, "worth": 0},
    ]
    groups = [{"name": each, "title": each, "worth": 1, "earned": 0} for each in "ab"]
    card = {"groups": groups, "marks": marks, "pending": [{"mark": "level"}, {"mark": "red"}]}
    assert [mark["id"] for mark in waiting_in(card)] == ["red", "level"]
    assert mark_named(card, "")["id"] == "red" and mark_named(card, "lost")["id"] == "lost"
    assert waiting_beside(card, "red") == ("level", "level")
    assert mark_named({**card, "pending": []}, "")["id"] == "lost"


def test_what_another_judge_ruled_is_shown_once_one_has_ruled_oneself(
    whole: Server, judge: Browser, enter: Enter
) -> None:
    seat = worked(whole)
    before = line(judge, seat)
    rules_on(whole, seat, "manner", "change", 3)
    page = judge.get(f"{page_of(seat)}?mark=manner").text
    assert "另有 1 位裁判评定过本项" in page and SAID not in page and "待裁判评定" in page
    assert "得分 97.00 / 100.00" in page and "他评" in page
    after = line(judge, seat)
    assert "97.00 / 100.00 已评" in after and "97.00 / 100.00 待评定 1 项" in before
    assert "100.00 / 100.00" in line(enter("cp002"), seat)
    assert rule(judge, seat, "manner", level="2") == 303, "not overtaken by what was not shown"
    page = judge.get(f"{page_of(seat)}?mark=manner").text
    assert SAID in page and "我的理由" in page and "各位裁判的评定不一致" in page
    assert "另有 1 位" not in page and "得分 99.50 / 100.00" in page
    assert "我的理由" in enter("cp002").get(f"{page_of(seat)}?mark=manner").text


def test_of_another_mark_one_is_still_shown_nothing(
    whole: Server, judge: Browser, seat: Seat
) -> None:
    rule(judge, seat, "manner", level="2")
    rules_on(whole, seat, "unlinked_person", "void")
    page = judge.get(f"{page_of(seat)}?mark=unlinked_person").text
    assert SAID not in page and "红线待裁判确认" in page and "另有 1 位裁判" in page
    assert "红线" in line(judge, seat)
    assert rule(judge, seat, "unlinked_person", kind="void") == 303
    page = judge.get(f"{page_of(seat)}?mark=unlinked_person").text
    assert SAID in page and "红线待裁判确认" not in page and "各位裁判的评定不一致" not in page
    assert "红线" not in line(judge, seat)


def test_whoever_has_ruled_is_told_of_what_was_ruled_since(
    whole: Server, judge: Browser, seat: Seat
) -> None:
    rule(judge, seat, "unlinked_person", kind="confirm")
    seen = int(
        re.findall(
            r'name="seen" value="(\d+)"', judge.get(page_of(seat) + "?mark=unlinked_person").text
        )[-1]
    )
    rules_on(whole, seat, "unlinked_person", "void")
    assert rule(judge, seat, "unlinked_person", seen, kind="void") == 409


def test_of_a_mark_with_levels_a_judge_says_a_level_alone_however_the_form_was_made(
    whole: Server, judge: Browser, seat: Seat
) -> None:
    rules_on(whole, seat, "manner", "change", 3)
    by_hand: tuple[dict[str, str], ...] = (
        {"kind": "void"},
        {"kind": "change", "points": "0.37"},
        {"kind": "confirm"},
    )
    for said in by_hand:
        sent = {"mark": "manner", "reason": "我的理由", "seen": "0", **said}
        refused = judge.submit(f"{page_of(seat)}/rulings", **sent)
        assert refused.status_code == 422
        assert "这一项按等级评定，请选 0 至 3 级。" in refused.text and "我的理由" in refused.text
    with whole.reader.connect() as reader:
        assert [row.level for row in rulings_of(reader, seat.attempt_id)] == [3]
    assert rule(judge, seat, "manner", level="2") == 303
