"""The same case without script, and by the keyboard alone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from sandbox.security import SESSION
from tests.browser.clerk import Clerk, deeds
from tests.browser.venue import HOST, PASSWORD, Venue

pytestmark = pytest.mark.browser
MOST_TABS = 140
BEFORE_CURSOR = """each =>
    document.activeElement.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING"""


def test_a_whole_case_can_be_worked_without_script(venue: Venue) -> None:
    seat = venue.seat(java_script_enabled=False)
    stage = venue.stage(seat.begin("E09"))
    clerk = Clerk(seat.page, pressing=False)
    clerk.work(deeds(stage))
    clerk.hand_in()
    expect(seat.page.get_by_role("main")).to_contain_text("97.00 / 97.00；另有 3.00 分由裁判评定")
    expect(seat.page.get_by_role("main")).to_contain_text("机评没有失分。")


class Keyboard:
    """Hands that touch nothing but the keyboard of the counter a page shows."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clerk = Clerk(page)

    def reach(self, wanted: Locator) -> None:
        """Go to something with the Tab key, back with Shift where it stands before the cursor."""
        expect(wanted).to_be_visible()
        self.page.wait_for_load_state()
        there = wanted.element_handle()
        key = "Shift+Tab" if there.evaluate(BEFORE_CURSOR) else "Tab"
        for _ in range(MOST_TABS):
            if there.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"the Tab key does not reach {wanted}")

    def press(self, wanted: Locator, key: str = "Enter") -> None:
        """Go to something and press a key on it."""
        self.reach(wanted)
        self.page.keyboard.press(key)

    def type(self, wanted: Locator, text: str) -> None:
        """Go to a field and write over what is there."""
        self.reach(wanted)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def pick(self, wanted: Locator, label: str) -> None:
        """Go down a list to a choice."""
        self.reach(wanted)
        for _ in range(wanted.locator("option").count()):
            if label in wanted.evaluate("each => each.selectedOptions[0].textContent"):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no {label} in {wanted}")


def test_a_good_part_of_a_case_can_be_worked_by_the_keyboard_alone(venue: Venue) -> None:
    seat = venue.seat()
    page, keys = seat.page, Keyboard(seat.page)
    keys.press(page.get_by_role("button", name="开始练习 E09"))
    stage = venue.stage(seat.attempt_id())
    cast = stage.cast.names
    number, true = cast.fill("$citizen.citizen_number"), cast.fill("$true_name")
    clerk = keys.clerk
    clerk.send(lambda: page.keyboard.press("Control+Enter"))
    clerk.send(lambda: keys.press(clerk.citizen.get_by_role("button", name="问候请坐")))
    expect(clerk.citizen.get_by_label("对群众说")).to_be_focused()
    clerk.send(lambda: (page.keyboard.type("请出示身份证。"), page.keyboard.press("Enter")))
    card = clerk.citizen.get_by_role("button", name=f"查看 居民身份证 {true}")
    clerk.send(lambda: keys.press(card))
    expect(page.get_by_role("button", name="读卡器读取")).to_be_focused()
    clerk.send(lambda: page.keyboard.press("Enter"))
    keys.type(clerk.systems.get_by_label("查询内容"), number)
    clerk.send(lambda: page.keyboard.press("Control+q"))
    found = clerk.systems.get_by_role("row").filter(has_text=number)
    expect(found.get_by_role("button", name="打开")).to_be_focused()
    clerk.send(lambda: page.keyboard.press("Enter"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("complementary", name="手中的材料")).to_have_count(0)
    keys.press(clerk.systems.get_by_role("link", name="部门核验"))
    expect(clerk.systems.get_by_role("link", name="公安身份核验")).to_be_visible()
    keys.press(clerk.systems.get_by_role("link", name="公安身份核验"))
    expect(clerk.systems.get_by_role("form", name="公安身份核验")).to_be_visible()
    expect(clerk.systems.get_by_label("公民身份号码")).to_be_focused()
    page.keyboard.type(number)
    page.keyboard.press("Tab")
    page.keyboard.type(true)
    for _ in ("to the face", "to the end"):
        page.keyboard.press("Tab")
    expect(clerk.systems.get_by_role("button", name="核验")).to_be_focused()
    clerk.send(lambda: page.keyboard.press("Enter"))
    expect(clerk.systems.get_by_text("号码与姓名一致。")).to_be_visible()
    keys.press(clerk.systems.get_by_role("link", name="社会保险", exact=True))
    keys.press(clerk.systems.get_by_role("link", name="个人基本信息变更"))
    expect(clerk.systems.get_by_label("变更后姓名")).to_be_focused()
    page.keyboard.type(true)
    clerk.send(lambda: page.keyboard.press("Control+s"))
    expect(clerk.systems.get_by_role("alert").get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("Space")
    clerk.send(lambda: page.keyboard.press("Control+s"))
    expect(clerk.systems.get_by_text("已变更：姓名。")).to_be_visible()
    keys.press(clerk.case.get_by_role("link", name="＋ 收件"))
    keys.pick(clerk.case.get_by_label("事项"), "个人基本信息变更")
    clerk.send(lambda: page.keyboard.press("Control+Enter"))
    expect(clerk.case.get_by_text("A09 个人基本信息变更")).to_be_visible()
    keys.press(clerk.case.get_by_role("link", name="受理", exact=True))
    clerk.send(lambda: page.keyboard.press("Control+Enter"))
    clerk.send(lambda: keys.press(clerk.case.get_by_role("button", name="打印 受理通知书 A09")))
    expect(clerk.case.get_by_role("button", name="请签字 受理通知书 A09")).to_be_focused()
    clerk.send(lambda: page.keyboard.press("Enter"))
    expect(clerk.case.get_by_text("已签收")).to_be_visible()
    keys.press(page.get_by_role("link", name="交卷"))
    keys.press(page.get_by_role("button", name="确认交卷"))
    keys.press(page.locator("summary", has_text="各项得分"))
    expect(page.get_by_text("先公安核验再变更姓名").first).to_be_visible()


def test_the_entrance_needs_no_mouse(venue: Venue) -> None:
    page, keys = (stranger := venue.empty_seat()).page, Keyboard(stranger.page)
    keys.type(page.get_by_label("登录名"), venue.account("contestant"))
    page.keyboard.press("Tab")
    page.keyboard.type("不对")
    page.keyboard.press("Enter")
    stranger.expected += ("401", "403", "422")
    expect(page.get_by_role("alert")).to_contain_text("登录名或密码不对")
    keys.type(page.get_by_label("密码"), PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="退出登录")).to_be_visible()


def test_the_cookies_of_a_plain_http_host_are_kept_from_scripts_and_other_sites(
    venue: Venue,
) -> None:
    seat = venue.empty_seat()
    seat.sign_in(venue.account("contestant"))
    assert seat.page.url.startswith("http://hall.lan:")
    cookies = {each["name"]: each for each in seat.context.cookies()}
    assert SESSION in cookies
    for cookie in cookies.values():
        assert cookie["httpOnly"] and cookie["sameSite"] == "Strict" and not cookie["secure"]
        assert cookie["domain"] == HOST
    assert seat.page.evaluate("document.cookie") == ""


def test_a_typed_turn_is_said_sentence_by_sentence_and_once(venue: Venue) -> None:
    seat = venue.seat()
    seat.begin("E09")
    clerk = Clerk(seat.page)
    clerk.call()
    box = clerk.citizen.get_by_label("对群众说")
    box.fill("您好，请坐。请问您要办什么业务？请把身份证给我看一下。")
    for _ in range(2):
        seat.page.keyboard.press("Enter")
    expect(clerk.light).to_have_text("已保存 第 4 步")
    expect(box).to_be_empty()
    talk = clerk.citizen.get_by_role("log")
    expect(talk).to_contain_text("本句记为“请出示居民身份证”。")
    expect(talk.get_by_text("您好，请坐。")).to_have_count(1)
