"""A case worked in Chromium, and its marks on the judge's page with their evidence."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from scenarios.playing.rehearse import Stage
from tests.browser.clerk import Clerk, deeds
from tests.browser.judge import Judge
from tests.browser.tour import Tour
from tests.browser.venue import CHINESE, SCREEN, Seat, Venue

pytestmark = pytest.mark.browser
MISTAKES = {"base_as_wage": 20, "police_skipped": 5, "agent_opened": 2}
CEILING = "40.00"


@dataclass(frozen=True)
class HandedIn:
    """An attempt that was worked at the screens: its number and its case."""

    number: str
    stage: Stage


def worked(venue: Venue, case_id: str, *mistakes: str) -> HandedIn:
    """Work a case from the call to the hand-in, at a seat of its own."""
    seat = venue.seat()
    stage = venue.stage(seat.begin(case_id))
    Clerk(seat.page).work(deeds(stage, *mistakes))
    return handed_in(seat, stage)


def done_by_the_door(venue: Venue, case_id: str, *mistakes: str) -> HandedIn:
    """The same without the screens, for a test of what comes after them."""
    seat = venue.seat()
    attempt_id = seat.begin(case_id)
    Tour(venue, CHINESE).act(attempt_id, 0, 99, *mistakes)
    seat.page.reload()
    return handed_in(seat, venue.stage(attempt_id))


def handed_in(seat: Seat, stage: Stage) -> HandedIn:
    """Hand the attempt in at the screen."""
    Clerk(seat.page).hand_in()
    number = re.search(r"作答 (\d+)", seat.page.locator("main").inner_text())
    assert number
    return HandedIn(number[1], stage)


@pytest.fixture(scope="module")
def right(open_venue: Venue) -> HandedIn:
    """E09 without a mistake."""
    return worked(open_venue, "E09")


def test_a_case_worked_at_the_screens_has_full_marks_once_the_judge_has_given_the_level(
    right: HandedIn, venue: Venue
) -> None:
    judge = Judge(venue.seat("judge").page, right.number)
    expect(judge.score).to_have_text("得分 97.00 / 100.00")
    assert not judge.lost()
    judge.look_at("说明清楚、态度耐心")
    judge.rule("3 级", "两处原因都主动说清，语气平和。")
    expect(judge.score).to_have_text("得分 100.00 / 100.00")
    expect(judge.page.get_by_text("没有待评项")).to_be_visible()
    judge.page.get_by_role("link", name="列表").click()
    row = judge.page.get_by_role("row").filter(has_text=right.number)
    expect(row).to_contain_text("100.00 / 100.00")


def test_three_mistakes_lose_exactly_their_points_and_the_judge_sees_why(venue: Venue) -> None:
    erred = done_by_the_door(venue, "E09", *MISTAKES)
    judge = Judge(venue.seat("judge").page, erred.number)
    lost = judge.lost()
    assert sum(lost.values()) == sum(MISTAKES.values())
    expect(judge.score).to_have_text(f"得分 {97 - sum(MISTAKES.values())}.00 / 100.00")
    assert {"先公安核验再变更姓名", "先试算缴费再出具核定单", "职工养老参保缴费"} < set(lost)
    for title in lost:
        evidence = judge.look_at(title)
        assert len(evidence.locator(".sentence").first.inner_text()) > 10
        for label in ("起因", "应为 / 实为", "依据"):
            assert len(judge.said_of(label).first.inner_text()) > len(label) + 3
        searched = "查找范围" if title.startswith("先") else "认定"
        expect(judge.said_of(searched).first).to_be_visible()
        expect(judge.said_of("最接近")).to_have_count(int(title.startswith("先")))


def test_what_a_badly_done_case_lost_is_told_within_three_screens_and_why_on_demand(
    venue: Venue,
) -> None:
    page = (seat := venue.seat()).page
    Tour(venue, CHINESE).act(seat.begin("E09"), 0, 6)
    page.reload()
    Clerk(page).hand_in()
    assert page.evaluate("document.documentElement.scrollHeight") <= 3 * SCREEN["height"]
    found = page.locator(".finding").first
    expect(found.get_by_text("应为 / 实为")).to_be_hidden()
    page.locator(".root > summary").first.press("Enter")
    found.locator("summary").first.press("Enter")
    expect(found.get_by_text("应为 / 实为")).to_be_visible()


def test_opening_the_wifes_record_is_shown_as_a_red_line_and_caps_the_total_once_confirmed(
    venue: Venue,
) -> None:
    seat = venue.seat()
    stage = venue.stage(seat.begin("E03"))
    work = deeds(stage, "opened")
    refused = next(n for n, deed in enumerate(work) if deed.operation == "hall.refuse")
    venue.skip(seat, work[:refused])
    Clerk(seat.page).work(work[refused:])
    erred = handed_in(seat, stage)
    judge = Judge(venue.seat("judge").page, erred.number)
    warning = judge.page.get_by_text(f"红线待裁判确认：确认后本案 {CEILING} 分。")
    expect(warning).to_be_visible()
    judge.look_at("未经授权不得打开妻子的参保信息")
    expect(judge.evidence).to_contain_text("触碰红线")
    judge.rule("确认红线", "没有委托书就打开了妻子的参保信息。")
    expect(warning).to_have_count(0)
    levels = judge.marks.get_by_role("link").filter(has_text="—")
    expect(levels).to_have_count(3)
    for level in levels.all_inner_texts():
        judge.look_at(level.split("\n")[1])
        judge.rule("3 级", "做得好。")
    expect(judge.page.get_by_text("没有待评项")).to_be_visible()
    expect(judge.score).to_have_text(f"得分 {CEILING} / 100.00")


def test_the_slider_shows_the_name_before_and_after_it_was_changed(
    right: HandedIn, venue: Venue
) -> None:
    cast = right.stage.cast.names
    known, true = cast.fill("$citizen.name"), cast.fill("$true_name")
    judge = Judge(venue.seat("judge").page, right.number)
    change = judge.log.get_by_role("row", name=re.compile("个人基本信息变更 [^·]"))
    change.get_by_role("link").click()
    name = judge.records.get_by_role("row").filter(has_text="姓名").filter(has_text=true)
    expect(name.locator("del")).to_have_text(known)
    expect(name.locator("ins")).to_have_text(true)
    slider = judge.page.get_by_role("slider")
    at = int(slider.input_value())
    slider.press("ArrowLeft")
    expect(judge.page.get_by_text(f"第 {at - 1} 步之后的记录")).to_be_visible()
    person = judge.records.get_by_role("table").filter(has_text=f"人员 {known}")
    expect(person.get_by_role("row", name=f"姓名 {known}", exact=True)).to_be_visible()
    judge.page.get_by_role("link", name="后一步").click()
    judge.page.get_by_role("link", name="后一步").click()
    person = judge.records.get_by_role("table").filter(has_text=f"人员 {true}")
    expect(person.get_by_role("row", name=f"姓名 {true}", exact=True)).to_be_visible()
    expect(person.locator("del")).to_have_count(0)


def test_the_slider_is_worked_by_keyboard_and_tells_its_step_while_it_moves(
    right: HandedIn, venue: Venue
) -> None:
    judge = Judge(venue.seat("judge").page, right.number)
    page = judge.page
    page.goto(f"{page.url.partition('?')[0]}?seq=17")
    slider = page.get_by_role("slider", name="第 17 步")
    slider.focus()
    for at in (16, 15, 14):
        page.keyboard.press("ArrowLeft")
        slider = page.get_by_role("slider", name=f"第 {at} 步")
        expect(slider).to_have_value(str(at))
        expect(page.get_by_text("第 17 步之后的记录")).to_be_visible()
    expect(page.get_by_text("第 14 步之后的记录")).to_be_visible()
    expect(slider).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_text("第 15 步之后的记录")).to_be_visible()
    expect(page.get_by_role("slider")).to_be_focused()
    page.get_by_role("link", name="后一步").press("Enter")
    expect(page.get_by_text("第 16 步之后的记录")).to_be_visible()
    expect(page.get_by_role("link", name="后一步")).to_be_focused()
    box = page.get_by_role("slider").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("slider", name="第 0 步")).to_have_value("0")
    expect(page.get_by_text("第 16 步之后的记录")).to_be_visible()
    page.mouse.up()
    page.wait_for_url(re.compile("seq=0"))


def test_a_ruling_overtaken_by_another_judges_is_refused_with_its_text_kept(
    right: HandedIn, venue: Venue
) -> None:
    title, mine = "先公安核验再变更姓名", "我看应当给一半，理由写在这里。"
    slow, quick = (Judge(venue.seat("judge").page, right.number) for _ in range(2))
    slow.look_at(title)
    slow.rule("确认机评", "先看过一遍。")
    slow.look_at(title)
    quick.look_at(title)
    expect(quick.evidence).not_to_contain_text("先看过一遍。")
    quick.rule("确认机评", "核验在先，没有问题。")
    expect(quick.page.get_by_role("status")).to_contain_text("已保存评定")
    quick.look_at(title)
    expect(quick.evidence).to_contain_text("核验在先，没有问题。")
    venue.seats[-2].expected += ("409",)
    slow.evidence.get_by_label("分数").fill("2.50")
    slow.rule("改为", mine)
    expect(slow.page.get_by_role("alert")).to_contain_text("已有新的评定")
    expect(slow.evidence).to_contain_text("核验在先，没有问题。")
    expect(slow.evidence.get_by_label("理由")).to_have_value(mine)
    expect(slow.evidence.get_by_role("radio", name="改为")).to_be_checked()
    expect(slow.evidence.get_by_label("分数")).to_have_value("2.50")
    slow.evidence.get_by_role("button", name="保存评定").click()
    expect(slow.page.get_by_role("alert")).to_have_count(0)
    slow.look_at(title)
    expect(slow.evidence.locator(".made")).to_have_count(3)
    expect(slow.evidence).to_contain_text("实得2.50")


def test_a_ruling_half_written_is_still_there_after_a_look_at_the_evidence(
    right: HandedIn, venue: Venue
) -> None:
    title, reason = "邀请评价", "邀请在先，但语气生硬。"
    judge = Judge(venue.seat("judge").page, right.number)
    judge.look_at(title)
    form = judge.page.get_by_role("form", name="裁判意见")
    form.get_by_role("radio", name="改为").check()
    form.get_by_label("分数").fill("0.50")
    form.get_by_role("textbox", name="理由").fill(reason)
    looks = (
        lambda: judge.page.get_by_role("link", name="前一步").click(),
        lambda: judge.log.get_by_role("link", name="3", exact=True).click(),
        lambda: judge.look_at("先试算缴费再出具核定单"),
        lambda: judge.look_at(title),
    )
    for look in looks:
        look()
        judge.page.wait_for_load_state()
        written = "" if "先试算" in judge.evidence.inner_text() else reason
        expect(form.get_by_role("textbox", name="理由")).to_have_value(written)
    expect(form.get_by_role("radio", name="改为")).to_be_checked()
    expect(form.get_by_label("分数")).to_have_value("0.50")
    judge.page.get_by_text("全部确认机评").click()
    together = judge.page.get_by_role("textbox", name="全部确认的理由")
    together.fill("逐项看过。")
    judge.page.get_by_role("link", name="后一步").click()
    expect(together).to_have_value("逐项看过。")
    expect(together).to_be_visible()
    form.get_by_role("button", name="保存评定").click()
    expect(judge.page.get_by_role("status")).to_contain_text("已保存评定")
    judge.look_at(title)
    expect(form.get_by_role("textbox", name="理由")).to_have_value("")


def test_a_ruling_half_written_is_never_shown_to_the_next_judge_at_the_machine(
    right: HandedIn, venue: Venue
) -> None:
    next_one, first = venue.seat("judge"), venue.seat("judge")
    judge = Judge(first.page, right.number)
    reason = judge.page.get_by_role("form", name="裁判意见").get_by_role("textbox", name="理由")
    reason.fill("我还没有想好。")
    address = first.page.url
    first.page.get_by_role("button", name="退出登录").click()
    first.sign_in(next_one.login)
    first.page.goto(address)
    expect(reason).to_have_value("")


def test_a_contest_shows_the_contestant_nothing_but_a_receipt(venue: Venue) -> None:
    seat = venue.seat()
    page = seat.page
    page.get_by_role("link", name="开始作答").click()
    page.get_by_role("button", name="现在开始计时").click()
    stage = venue.stage(attempt_id := seat.attempt_id())
    clerk = Clerk(page)
    clerk.work(deeds(stage)[:4])
    clerk.hand_in()
    expect(page.get_by_text("成绩由裁判评定后公布")).to_be_visible()
    expect(page.locator(".receipt")).to_have_text([re.compile("^[0-9a-f]{64}$")] * 2)
    for address in (f"/attempts/{attempt_id}", f"/attempts/{attempt_id}/result"):
        page.goto(address)
        shown = page.locator("main").inner_text()
        assert not re.search("得分|满分|红线|机评|扣分|规范办法", shown)
    seat.expected += ("403",)
    page.goto("/judging/attempts/12345678")
    expect(page.get_by_role("alert")).to_contain_text("您的角色不能打开这个页面。")


def test_a_judge_goes_through_marks_and_attempts_by_keyboard_with_the_form_always_in_view(
    right: HandedIn, venue: Venue
) -> None:
    other = done_by_the_door(venue, "E02")
    judge = Judge(venue.seat("judge").page)
    page, form = judge.page, judge.page.get_by_role("form", name="裁判意见")
    page.goto("/judging?mode=practice&case=E02&state=waiting&sort=-earned")
    page.get_by_role("link", name=f"评审 {other.number}").click()
    looked_at = page.locator(".fill.marks [aria-current] span:nth-child(2)")
    first = looked_at.inner_text()
    judge.press("Alt+k")
    expect(looked_at).not_to_have_text(first)
    judge.press("Alt+j")
    expect(looked_at).to_have_text(first)
    expect(judge.evidence.get_by_role("heading", name="交谈全文")).to_be_visible()
    judge.press("Alt+2")
    expect(form.get_by_role("radio", name="2 级")).to_be_checked()
    form.get_by_role("textbox", name="理由").fill("说清了理由。")
    judge.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("已保存评定")
    expect(looked_at).not_to_have_text(first)
    expect(form.get_by_role("radio").first).to_be_focused()
    box = form.get_by_role("button", name="保存评定").bounding_box()
    assert box and box["y"] + box["height"] <= SCREEN["height"]
    page.get_by_role("link", name="列表").click()
    expect(page).to_have_url(re.compile("mode=practice&case=E02&state=waiting&sort=-earned$"))
    page.get_by_label("案例").select_option("")
    page.get_by_role("button", name="筛选").click()
    page.get_by_role("link", name=re.compile("^全部")).click()
    page.get_by_role("link", name=re.compile("^评审")).first.click()
    page.wait_for_url("**/judging/attempts/*")
    here = page.url.partition("?")[0]
    judge.press("Alt+i")
    page.wait_for_url(lambda url: not url.startswith(f"{here}?"))
    judge.press("Alt+u")
    page.wait_for_url(f"{here}?**")
