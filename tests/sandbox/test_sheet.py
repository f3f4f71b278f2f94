"""The sheet that is signed: one page of A4 a case, as its reader is shown it."""

import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import sandbox
from sandbox.contest.scorecards import latest_scorecard
from sandbox.judging.rulings import Wish, rule
from sandbox.judging.sheet import MOST_TOLD_RULINGS, SignedSheet, sheet_of
from sandbox.server import Server
from tests.sandbox.conftest import Browser
from tests.sandbox.test_judging import account, idle, looked_up_a_namesake, rules_on, worked
from tests.servers import Clock, Seat, sit

STATIC = Path(sandbox.__path__[0]) / "static"
SAID = "另一位裁判的理由"
Enter = Callable[[str], Browser]


@pytest.fixture
def judge(enter: Enter) -> Browser:
    return enter("cp001")


def shown(browser: Browser, seat: Seat) -> str:
    """What a judge's sheet says."""
    text = browser.get(f"/judging/attempts/{seat.number}/sheet").text
    found = text.partition("<article")[2].partition("</article>")[0]
    return " ".join(unescape(re.sub("<[^>]+>", " ", found)).split())


def rules(
    server: Server, seat: Seat, mark: str, kind: str, login: str = "cp001", **more: Any
) -> None:
    wish = Wish(mark, kind, more.get("points"), more.get("level"), more.get("reason", SAID), 0)
    judge_id = account(server, login)
    server.writer.run_now(lambda c: rule(c, seat.attempt_id, judge_id, wish, server.now_ms()))


def whole_sheet(server: Server, seat: Seat) -> SignedSheet:
    """The sheet with all rulings."""
    with server.reader.connect() as reader:
        return sheet_of(reader, seat.attempt_id)


def marks_of(server: Server, seat: Seat) -> Mapping[str, Any]:
    with server.reader.connect() as reader:
        card = latest_scorecard(reader, seat.attempt_id)
    return {mark["id"]: mark for mark in card["marks"]}


def test_a_judge_s_sheet_says_what_it_is_of_and_leaves_blank_whose_it_is(
    whole: Server, judge: Browser, clock: Clock
) -> None:
    seat = sit(whole)
    seat.work()
    clock.ms += 61_000
    seat.hand_in()
    text = shown(judge, seat)
    for told in (
        "仿真数据",
        "练习场",
        f"作答编号 {seat.number}",
        "E09 新员工参保",
        "97.00 / 100.00",
        "裁判长签名",
    ):
        assert told in text
    assert "选手 交卷时间 操作步数" in text, "two empty fields"
    assert "12:01" not in text and "选手一" not in text
    assert "尚未评完，不作签字用" in text and "待裁判 1 项：说明清楚、态度耐心" in text


def test_a_sheet_is_for_signature_once_nothing_waits_and_nothing_is_hidden(
    whole: Server, judge: Browser
) -> None:
    seat = worked(whole)
    rules_on(whole, seat, "manner", "change", 2)
    before = shown(judge, seat)
    assert "尚未评完" in before and SAID not in before and "97.00 / 100.00" in before
    assert "另有 1 项别的裁判评定过" in before
    rules(whole, seat, "manner", "change", level=3, reason="说得周到")
    after = shown(judge, seat)
    assert "尚未评完" not in after and "另有" not in after
    assert SAID in after and "说得周到" in after and "99.50 / 100.00" in after


def test_a_red_line_says_whether_it_is_confirmed(whole: Server) -> None:
    seat = looked_up_a_namesake(whole)

    def stands() -> tuple[str, bool]:
        sheet = whole_sheet(whole, seat)
        [item] = [line for group in sheet.groups for line in group.lines if line.red]
        return item.red, sheet.capped

    assert stands() == ("waiting", False)
    rules(whole, seat, "unlinked_person", "confirm")
    assert stands() == ("confirmed", True)
    assert whole_sheet(whole, seat).earned == whole_sheet(whole, seat).ceiling
    rules(whole, seat, "unlinked_person", "void", login="cp002")
    assert stands() == ("dropped", False)


def test_what_one_judge_says_alike_of_many_items_is_one_line_after_what_changed(
    whole: Server,
) -> None:
    seat = worked(whole)
    ids = [m for m, mark in marks_of(whole, seat).items() if mark["worth"] and not mark["levels"]]
    for mark in ids[:5]:
        rules(whole, seat, mark, "confirm", reason="无异议")
    rules(whole, seat, ids[2], "change", login="cp002", points=0)
    sheet = whole_sheet(whole, seat)
    places = {line.title: line.place for group in sheet.groups for line in group.lines}
    assert [each.kind for each in sheet.rulings] == ["change", "confirm"]
    titles = marks_of(whole, seat)
    assert sheet.rulings[0].places == str(places[titles[ids[2]]["title"]])
    spans = [int(each) for each in re.findall(r"\d+", sheet.rulings[1].places)]
    assert (spans[0], spans[-1]) == (min(spans), max(spans)) and "–" in sheet.rulings[1].places


def test_only_the_last_of_a_judge_s_rulings_on_an_item_stands_on_it(whole: Server) -> None:
    seat = worked(whole)
    rules(whole, seat, "manner", "change", level=1, reason="先评的")
    with whole.reader.connect() as reader:
        first = sheet_of(reader, seat.attempt_id).rulings
    judge_id = account(whole, "cp001")
    again = Wish("manner", "change", None, 2, "后评的", 1)
    whole.writer.run_now(lambda c: rule(c, seat.attempt_id, judge_id, again, whole.now_ms()))
    assert [each.reason for each in first] == ["先评的"]
    assert [each.reason for each in whole_sheet(whole, seat).rulings] == ["后评的"]


def everything_ruled(server: Server, case_id: str) -> Seat:
    """An attempt with everything lost that can be, each item ruled on by two judges at the greatest length."""
    seat = idle(server, case_id)
    for place, (mark, found) in enumerate(marks_of(server, seat).items()):
        for login in ("cp001", "cp002"):
            said = {"login": login, "reason": f"{place}{'逐项核对后认为应当改判' * 90}"[:1000]}
            if found["levels"]:
                rules(server, seat, mark, "change", level=0, **said)
            else:
                rules(server, seat, mark, "change", points=found["least"], **said)
    return seat


def test_reasons_are_cut_to_what_fits_and_the_sheet_says_so(whole: Server) -> None:
    sheet = whole_sheet(whole, everything_ruled(whole, "E09"))
    assert len(sheet.rulings) == MOST_TOLD_RULINGS and sheet.left_out > 50
    assert all(each.cut and len(each.reason) < 100 for each in sheet.rulings)


@pytest.mark.browser
@pytest.mark.parametrize("case_id", ["E04", "E09"])
def test_the_fullest_sheet_of_a_case_is_one_page(
    page: Page, whole: Server, judge: Browser, case_id: str
) -> None:

    def made() -> str:
        seat = everything_ruled(whole, case_id)
        return judge.get(f"/judging/attempts/{seat.number}/sheet").text

    with ThreadPoolExecutor(1) as beside:  # for Playwright has an event loop in this thread
        text = beside.submit(made).result()
    assert "另有" in text and "未发生的扣分项" not in text
    page.set_content(re.sub(r"<link[^>]*>", "", text))
    for style in ("look.css", "frame.css", "sheet.css"):
        page.add_style_tag(path=STATIC / style)
    objects = page.pdf(prefer_css_page_size=True).split(b"endobj")
    assert len([each for each in objects if b"/Type /Page\n" in each]) == 1
