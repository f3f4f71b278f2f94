"""What is printed of a contest says what it is of: simulated data, the contest, the round, when it was handed
in; on every sheet."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

import sandbox
from sandbox.server import Server
from tests.sandbox.conftest import Browser
from tests.sandbox.contest.conftest import MATCH
from tests.servers import Clock, sit
from tests.tampering import change_round

STATIC = Path(sandbox.__path__[0]) / "static"
CONTEST = "云屿市人社窗口上机操作比武（演示）"
Enter = Callable[[str], Browser]


def sheet_head(browser: Browser, path: str) -> str:
    """What stands at the head of each sheet of a page that is printed."""
    [head] = re.findall(r'<p class="printed(?: aside)?">(.*?)</p>', browser.get(path).text, re.S)
    return " ".join(head.split())


def test_each_page_of_a_contest_says_what_it_is_of_and_when_it_was_handed_in(
    whole: Server, contestant: Browser, clock: Clock
) -> None:
    here, open_ = f"仿真数据 · {CONTEST} · 初赛第一场", "尚未交卷"
    assert sheet_head(contestant, f"/rounds/{MATCH}/start") == here
    counter = contestant.submit(f"/rounds/{MATCH}/sittings").headers["location"]
    assert sheet_head(contestant, counter) == f"{here} · {open_}"
    bar = contestant.get(counter).text.partition("<header")[2].partition("</header>")[0]
    assert f'<span class="sub" title="{CONTEST} · 初赛第一场">' in bar
    assert sheet_head(contestant, "/sittings/1/hand-in") == f"{here} · {open_}"
    clock.ms += 61_000
    contestant.submit("/sittings/1/hand-in")
    receipt = f"{counter}/result"
    assert sheet_head(contestant, receipt) == f"{here} · 2026-06-15 12:01:01 交卷"
    text = contestant.get(receipt).text
    assert f"{CONTEST} · 初赛第一场 · 选手" in text and "监考签名" in text
    assert sheet_head(contestant, "/") == "仿真数据"


def test_a_notice_says_so_at_its_foot_for_its_head_is_an_office_s(
    whole: Server, contestant: Browser
) -> None:
    seat = sit(whole)
    seat.work()
    found = seat.right.attempt["changes"]
    key = next(each["key"] for each in found if each["table"] == "notice")
    page = contestant.get(f"/attempts/{seat.attempt_id}/notices/{key}").text
    assert '<p class="printed aside">' in page
    assert sheet_head(contestant, f"/attempts/{seat.attempt_id}/notices/{key}").endswith("尚未交卷")


def test_a_judge_s_sheets_say_which_attempt_and_not_when_it_was_handed_in(
    whole: Server, enter: Enter
) -> None:
    seat = sit(whole)
    seat.hand_in()
    head = sheet_head(enter("cp001"), f"/judging/attempts/{seat.number}")
    assert head == f"仿真数据 · {CONTEST} · 练习场 · 作答 {seat.number}"
    whole.writer.run_now(lambda c: change_round(c, 1, title="决赛"))
    assert " · 决赛 · " in sheet_head(enter("cp001"), f"/judging/attempts/{seat.number}")


@pytest.mark.browser
@pytest.mark.parametrize("place", ["", " aside"])
def test_it_stands_on_every_sheet_and_not_on_the_screen(page: Page, place: str) -> None:
    lines = "<p>办理</p>" * 90
    page.set_content(
        f'<header class="bar"></header><p class="printed{place}">'
        f'<a href="https://hall.test/">仿真数据</a></p><main>{lines}</main>'
    )
    page.add_style_tag(path=STATIC / "look.css")
    assert not page.get_by_role("link").is_visible()
    objects = page.pdf(prefer_css_page_size=True).split(b"endobj")
    sheets = [each for each in objects if b"/Type /Page\n" in each]
    assert len(sheets) > 2 and all(b"/Annots [" in each for each in sheets)
