"""Practice in Chromium by keyboard alone: the guide, a hint, recalling what was lost, and the replay."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.clerk import deeds
from tests.browser.venue import Venue

pytestmark = pytest.mark.browser
DAY_MS = 24 * 3_600_000


def press(page: Page, *keys: str) -> None:
    for each in keys:
        page.keyboard.press(each)


def test_who_comes_the_first_time_is_led_from_step_to_step(venue: Venue) -> None:
    page = (seat := venue.seat()).page
    page.get_by_role("button", name="开始带练").click()
    seat.attempt_id()
    guide = page.locator("#hints")
    expect(guide).to_contain_text("叫号")
    press(page, "Control+Enter")
    expect(guide).to_contain_text("问候请坐")
    page.get_by_role("button", name="问候请坐").click()
    expect(guide).to_contain_text("2 / ")


def test_a_hint_is_found_and_asked_for_by_keyboard(venue: Venue) -> None:
    page = (seat := venue.seat()).page
    seat.begin("E06")
    press(page, "Control+h", "Enter", "Tab", "Enter")
    hints = page.locator("#hints")
    expect(hints).to_contain_text("下一步 窗口 › 接待 › 叫号")
    expect(hints).to_contain_text("1 步，−1.00 分")
    expect(hints).to_have_attribute("open", "")


def test_what_was_lost_is_recalled_the_next_day_by_keyboard(venue: Venue) -> None:
    seat = venue.seat()
    attempt_id = seat.begin("E06")
    venue.skip(seat, deeds(venue.stage(attempt_id))[:3])
    page = seat.page
    page.locator("#hand-in").click()
    page.locator("main button").click()
    page.wait_for_url("**/result")
    venue.clock.ahead_ms = DAY_MS
    again = venue.empty_seat()
    again.sign_in(seat.login)
    page = again.page
    page.goto("/lost-points")
    today = page.locator("#today")
    expect(today).to_contain_text("还有 10 项")
    today.locator("summary").first.focus()
    press(page, "Enter")
    expect(today.get_by_role("button", name="想起来了")).to_be_visible()
    today.get_by_role("button", name="想起来了").focus()
    press(page, "Enter")
    expect(today).to_contain_text("还有 9 项")


def test_the_right_way_is_played_paused_and_stepped_by_keyboard(venue: Venue) -> None:
    seat = venue.seat()
    attempt_id = seat.begin("E06")
    page = seat.page
    page.locator("#hand-in").click()
    page.locator("main button").click()
    page.wait_for_url("**/result")
    page.goto(f"/attempts/{attempt_id}/replay")
    at, shown = page.locator("#at"), page.locator(".replay li:visible")
    expect(at).to_have_text("第 1 步，共 21 步")
    expect(shown).to_have_count(1)
    press(page, "ArrowRight", "ArrowRight", "ArrowLeft")
    expect(at).to_have_text("第 2 步，共 21 步")
    press(page, "s", "s", "s", " ")
    expect(page.get_by_role("button", name="暂停")).to_be_visible()
    expect(at).to_have_text("第 3 步，共 21 步")
    press(page, " ")
    expect(page.get_by_role("button", name="播放")).to_be_visible()
