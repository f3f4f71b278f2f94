"""What is typed and not sent is told; who is signed out is led back; the end is called."""

import pytest
from playwright.sync_api import expect

from sandbox.attempt.states import head_of
from sandbox.contest.repairs import give_time
from sandbox.contest.sittings import seal_overdue
from tests.browser.clerk import Clerk
from tests.browser.venue import PASSWORD, Venue

pytestmark = pytest.mark.browser
SENTENCE, TYPED = "请您稍等，我先看一下材料。", "有填写未提交"


def test_what_is_typed_is_told_after_a_reload_and_when_handing_in(venue: Venue) -> None:
    seat = venue.seat()
    seat.begin("E09")
    clerk, page = Clerk(seat.page), seat.page
    clerk.call()
    page.get_by_label("对群众说").fill(SENTENCE)
    # At once, before what was typed has rested: handing in waits for it.
    page.get_by_role("banner").get_by_role("link", name="交卷").click()
    sure = page.get_by_role("checkbox", name="直接交卷")
    expect(sure).to_be_visible()
    page.get_by_role("button", name="确认交卷").press("Enter")
    expect(page.get_by_role("heading", name="确认交卷")).to_be_visible()
    page.locator("main table").get_by_role("link").click()
    expect(page.get_by_label("对群众说")).to_have_value(SENTENCE)
    expect(clerk.light).to_have_text(f"已保存 第 1 步 · {TYPED}")
    expect(page.locator("#told")).to_have_text("")
    page.keyboard.press("Control+r")
    expect(page.get_by_label("对群众说")).to_have_value(SENTENCE)
    clerk.hand_in()


def test_the_browsers_key_empties_no_form_and_the_halls_own_the_one_with_the_cursor(
    venue: Venue,
) -> None:
    seat = venue.seat()
    seat.begin("E09")
    clerk, page = Clerk(seat.page), seat.page
    clerk.call()
    page.get_by_role("link", name="职工缴费试算").click()
    wage = page.get_by_label("申报工资")
    wage.fill("4400")
    expect(clerk.light).to_contain_text(TYPED)
    page.keyboard.press("Control+r")
    expect(wage).to_have_value("4400")
    expect(clerk.light).to_contain_text(TYPED)
    page.get_by_label("对群众说").fill(SENTENCE)
    page.keyboard.press("Alt+x")
    expect(page.get_by_label("对群众说")).to_have_value("")
    expect(wage).to_have_value("4400")
    wage.focus()
    page.keyboard.press("Alt+x")
    expect(wage).to_have_value("")
    expect(clerk.light).to_have_text("已保存 第 1 步")


HEARD = """() => {
  window.heard = [];
  const told = () => heard.push(document.getElementById('told').textContent);
  new MutationObserver(told).observe(document.getElementById('told'), { childList: true });
}"""


def test_who_types_is_not_interrupted_by_what_the_light_says(venue: Venue) -> None:
    seat = venue.seat()
    seat.begin("E09")
    clerk, page = Clerk(seat.page), seat.page
    clerk.call()
    page.evaluate(HEARD)
    for _ in "twice":
        with page.expect_response("**/draft/hall.say"):
            page.get_by_label("对群众说").press_sequentially("请您稍等")
        expect(clerk.light).to_have_text(f"已保存 第 1 步 · {TYPED}")
    assert page.evaluate("heard") == []


def test_what_only_the_browser_has_is_put_into_no_other_attempt(venue: Venue) -> None:
    """As of the next who sits there, or of another case."""
    seat = venue.seat()
    seat.expected += ("ERR_FAILED",)
    first, page = seat.begin("E09"), seat.page
    Clerk(page).call()
    page.route("**/draft/**", lambda route: route.abort())
    page.get_by_label("对群众说").fill(SENTENCE)
    expect(Clerk(page).light).to_contain_text("未保存")
    page.goto("/")
    seat.begin("E01")
    Clerk(page).call()
    expect(page.get_by_label("对群众说")).to_have_value("")
    page.goto(f"/attempts/{first}")
    expect(page.get_by_label("对群众说")).to_have_value(SENTENCE)


def test_a_tab_that_is_behind_says_so_at_once(venue: Venue) -> None:
    seat = venue.seat()
    seat.begin("E09")
    behind = seat.context.new_page()
    behind.goto(seat.page.url)
    Clerk(seat.page).call()
    expect(behind.locator("#light")).to_have_text("另一窗口已到第 1 步，本页不是最新")
    expect(behind.locator("#told")).to_contain_text("另一窗口")


def test_whoever_is_signed_out_while_typing_is_told_and_led_back_to_the_work(
    venue: Venue,
) -> None:
    seat = venue.seat()
    seat.begin("E09")
    clerk, page = Clerk(seat.page), seat.page
    clerk.call()
    seat.expected += ("401",)
    address = page.url
    seat.context.clear_cookies()
    page.get_by_label("对群众说").fill(SENTENCE)
    expect(clerk.light).to_contain_text("登录已失效")
    page.get_by_role("link", name="重新登录").click()
    page.locator("input[name=login]").fill(seat.login)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button").click()
    page.wait_for_url(address)
    expect(page.get_by_label("对群众说")).to_have_value(SENTENCE)
    expect(clerk.light).to_contain_text(TYPED)


def test_the_end_is_called_twice_and_each_spoken_once(venue: Venue) -> None:
    seat = venue.seat()
    seat.begin("E09")
    page = seat.page
    calls = page.locator("[data-call]")
    left_s = int(page.locator("#clock").get_attribute("data-left") or 0) // 1000
    page.clock.install()
    for left, seen, spoken in (
        (290, "还剩不到 5 分钟", ["还剩不到 5 分钟", ""]),
        (290, "还剩不到 5 分钟", ["", ""]),
        (50, "还剩不到 1 分钟", ["", "还剩不到 1 分钟"]),
    ):
        venue.clock.ahead_ms = (left_s - left) * 1000
        page.reload()
        page.clock.run_for(500)
        expect(page.locator("#call")).to_have_text(seen)
        expect(calls).to_have_text(spoken)
    page.get_by_role("banner").get_by_role("link", name="交卷").click()
    page.clock.run_for(500)
    expect(page.get_by_role("heading", name="确认交卷")).to_be_visible()
    expect(page.locator("#call")).to_have_text(seen)
    venue.clock.ahead_ms += 60_000
    page.clock.run_for(51_000)
    page.wait_for_url("**/result")


CROWDED = """(state) => {
  const nav = document.querySelector('.paper-nav'), light = document.getElementById('light');
  while (nav.children.length < 9) nav.append(nav.lastElementChild.cloneNode(true));
  light.textContent = light.dataset.saved + ' · ' + light.dataset.typed;
  document.getElementById('call').hidden = false;
  document.getElementById('call').textContent = document.querySelector('[data-call]').dataset.words;
  document.getElementById('sign-in').hidden = state !== 'lost';
  if (state !== 'typed') light.textContent = light.dataset[state];
}"""
"""The bar of a paper of nine cases near the end of its time."""
OUT_OF_SIGHT = """() => [...document.querySelectorAll('.bar > *, .bar button')]
  .filter(each => each.offsetWidth > 1 && (each.getBoundingClientRect().right > innerWidth
    || each.scrollWidth > each.clientWidth + 1 && !each.matches('h1, h1 + .sub')))
  .map(each => each.textContent.trim())"""


def test_nothing_in_the_bar_goes_over_the_edge_whatever_it_has_to_say(venue: Venue) -> None:
    page = venue.seat().page
    page.get_by_role("link", name="开始作答").click()
    page.get_by_role("button", name="现在开始计时").click()
    for language in ("zh-CN", "en"):
        if language == "en":
            page.get_by_role("button", name="English").click()
        expect(page.locator(f"html[lang={language}] .paper-nav")).to_be_visible()
        for state in ("typed", "ahead", "lost"):
            page.evaluate(CROWDED, state)
            assert page.evaluate(OUT_OF_SIGHT) == [], (language, state)


def test_a_page_hears_by_itself_that_time_is_up_given_back_or_that_one_signed_in_elsewhere(
    venue: Venue,
) -> None:
    seat = venue.seat()
    page, match = seat.page, venue.server
    page.get_by_role("link", name="开始作答").click()
    page.get_by_role("button", name="现在开始计时").click()
    attempt_id = seat.attempt_id()
    with match.reader.connect() as reader:
        head = head_of(reader, attempt_id)
    page.clock.install()
    venue.clock.ahead_ms = head.until_ms - match.now_ms() - 1_000
    page.reload()
    venue.clock.ahead_ms += 1_000
    page.clock.run_for(1_250)
    expect(page.get_by_text("时间到").first).to_be_visible()
    match.writer.run_now(lambda c: seal_overdue(c, head.sitting_id, match.now_ms()))
    page.clock.run_for(3_000)
    expect(page.get_by_text("时间到，已自动交卷")).to_be_visible()
    page.wait_for_load_state()  # Its script has begun to look.
    match.writer.run_now(lambda c: give_time(c, head.sitting_id, 3, "停电", match.now_ms()))
    page.clock.run_for(15_000)
    expect(page.get_by_role("status").filter(has_text="补时 3 分钟")).to_be_visible()
    page.wait_for_load_state()
    seat.expected += ("401",)
    venue.empty_seat().sign_in(seat.login)
    page.clock.run_for(15_000)
    told = page.get_by_text("您的账号在另一处（127.0.0.1）登录")
    expect(told.last).to_be_visible()
    expect(told.first).to_contain_text("若不是您本人登录的，请立即举手报告")
    expect(page.get_by_role("link", name="重新登录")).to_be_visible()
