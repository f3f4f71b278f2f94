"""The middle column: what is listed is in sight, and the keyboard is where the work goes on."""

import re
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from mock_systems.operation import OPERATIONS
from tests.browser.clerk import Clerk, deeds
from tests.browser.tour import Tour, asked_back
from tests.browser.venue import CHINESE, ENGLISH, Venue
from tests.sample import sampled

pytestmark = pytest.mark.browser
TOO_WIDE = """all => all.filter(each => each.scrollWidth > each.clientWidth)
    .map(each => each.getAttribute("aria-label"))"""

CUT = """body => {
    const range = document.createRange(), edge = body.getBoundingClientRect().bottom;
    range.selectNodeContents(body);
    const lines = Array.from(range.getClientRects());
    return lines.filter(line => line.top < edge - 2 && line.bottom > edge + 2).length;
}"""
LONG = """all => all.filter(box => {
    const wide = document.createElement("canvas").getContext("2d");
    wide.font = getComputedStyle(box).font;
    const words = Math.max(...Array.from(box.options, each => wide.measureText(each.text).width));
    return words > box.clientWidth - 34;
}).map(box => box.name)"""


def press_alt(page: Page, key: str) -> None:
    """Press an access key as Chromium knows it: by its text, which Playwright's own way leaves out."""
    pressed = {"type": "keyDown", "modifiers": 1, "key": key, "text": key, "unmodifiedText": key}
    page.context.new_cdp_session(page).send("Input.dispatchKeyEvent", pressed)


@pytest.mark.parametrize("case_id", sampled())
def test_no_table_of_a_system_has_columns_out_of_sight(venue: Venue, case_id: str) -> None:
    page = (seat := venue.seat()).page
    attempt_id, tour, done = seat.begin(case_id), Tour(venue, CHINESE), 0
    for event in asked_back(venue.stage(attempt_id)):
        declared, number = OPERATIONS[event["operation"]].declared, event["seq"]
        if not declared.reads or declared.system == "hall":
            continue
        tour.act(attempt_id, done, number)
        done = number
        page.goto(f"/attempts/{attempt_id}?system={declared.system}&op={declared.name}")
        assert page.locator(".scroll:visible").evaluate_all(TOO_WIDE) == [], declared.name


def test_what_was_found_is_folded_away_once_somebody_is_open(venue: Venue) -> None:
    seat = venue.seat()
    clerk = Clerk(seat.page)
    work = deeds(venue.stage(seat.begin("E05")))
    opened = next(n for n, deed in enumerate(work, 1) if deed.operation == "employment.open_person")
    judged = next(n for n, deed in enumerate(work) if deed.operation == "hall.check_id_validity")
    venue.skip(seat, work[:judged])
    clerk.work(work[judged:opened])
    expect(clerk.systems.get_by_role("heading", name="基本信息")).to_be_in_viewport()
    expect(clerk.systems.get_by_role("button", name="打开")).to_have_count(0)
    clerk.systems.get_by_text("找到 1 人。").click()
    expect(clerk.systems.get_by_role("button", name="打开")).to_have_count(1)


def test_the_cursor_is_where_the_work_goes_on(venue: Venue) -> None:
    seat = venue.seat()
    page, clerk = seat.page, Clerk(seat.page)
    number = venue.stage(seat.begin("E09")).cast.names.fill("$citizen.citizen_number")
    clerk.call()
    box = clerk.systems.get_by_label("查询内容")
    expect(box).to_be_focused()
    clerk.send(clerk.citizen.get_by_role("button", name="问候请坐").click)
    expect(clerk.citizen.get_by_label("对群众说")).to_be_focused()
    press_alt(page, "3")
    expect(clerk.systems.get_by_label("查询内容")).to_be_focused()
    page.keyboard.type(number)
    clerk.send(lambda: page.keyboard.press("Control+q"))
    expect(clerk.systems.get_by_role("button", name="打开").first).to_be_focused()
    clerk.send(lambda: page.keyboard.press("Enter"))
    expect(page.locator("#answer")).to_be_focused()
    press_alt(page, "4")
    expect(clerk.systems.get_by_label("公民身份号码")).to_be_focused()
    page.keyboard.type(number)
    clerk.systems.get_by_label("姓名").fill("林晓燕")
    clerk.send(lambda: page.keyboard.press("Control+s"))
    expect(page.locator("#answer")).to_be_focused()
    page.reload()
    expect(clerk.systems.get_by_label("公民身份号码")).to_be_focused()


def test_every_wrong_box_is_tied_to_its_message_and_the_first_has_the_cursor(venue: Venue) -> None:
    seat = venue.seat()
    page, clerk = seat.page, Clerk(seat.page)
    seat.expected += ("422",)
    attempt_id = seat.begin("E09")
    clerk.call()
    form = f"/attempts/{attempt_id}?system=social_insurance&op=social_insurance."
    page.goto(f"{form}pay_flexible")
    page.get_by_label("个人编号").fill("39010001")
    page.get_by_label("缴费基数").fill("5000")
    for end in ("起", "止"):
        page.get_by_label(f"缴费年月 {end}").fill("2026-13")
    page.keyboard.press("Control+s")
    expect(page.get_by_label("缴费年月 起")).to_be_focused()
    for end in ("起", "止"):
        box = page.get_by_label(f"缴费年月 {end}")
        expect(box).to_have_accessible_description(re.compile("月份应为"))
        expect(box).to_have_attribute("aria-invalid", "true")
    page.goto(f"{form}enrol_employee")
    who = {"个人编号": "39010001", "证件姓名": "林婉", "单位编号": "3901A02"}
    much = {"申报工资": "5000", "缴费基数": "5000"}
    for label, text in {**who, "用工之日": "2026-06-31", **much}.items():
        page.get_by_label(label).fill(text)
    page.keyboard.press("Control+s")
    ticks = page.get_by_role("group", name="险种").get_by_role("checkbox")
    expect(ticks.first).to_be_focused()
    for box, said in (
        (ticks.last, "此项必填。"),
        (page.get_by_label("用工之日"), "没有“2026-06-31”这一天"),
    ):
        expect(box).to_have_accessible_description(re.compile(said))
        expect(box).to_have_attribute("aria-invalid", "true")


def test_a_refusal_has_the_cursor_before_what_is_asked_with_it(venue: Venue) -> None:
    seat = venue.seat()
    page, clerk = seat.page, Clerk(seat.page)
    stage = venue.stage(attempt_id := seat.begin("E09"))
    names = stage.cast.names
    clerk.call()
    form = "system=social_insurance&op=social_insurance.enrol_employee"
    page.goto(f"/attempts/{attempt_id}?{form}")
    who = {"个人编号": names.fill("$citizen.person"), "单位编号": names.fill("$firm.employer")}
    much = {"申报工资": "1.00", "缴费基数": "1.00", "用工之日": "2026-06-01"}
    for label, text in {**who, "证件姓名": "无此人", **much}.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("checkbox", name="失业保险").check()
    clerk.send(lambda: page.keyboard.press("Control+s"))
    expect(clerk.systems.get_by_role("checkbox", name="下限")).to_be_visible()
    expect(clerk.systems.get_by_role("alert").first).to_contain_text("姓名不一致")
    expect(clerk.systems.get_by_role("alert").first).to_be_focused()
    page.goto(f"/attempts/{attempt_id}?{form}&step=hall.open_application")
    page.get_by_label("事项").select_option("A05")
    page.get_by_label("办理对象").fill(names.fill("$citizen.person"))
    page.get_by_label("单位", exact=True).fill("")
    clerk.send(lambda: page.keyboard.press("Control+Enter"))
    expect(clerk.case.get_by_role("alert")).to_contain_text("请填写单位")
    expect(clerk.case.get_by_role("alert")).to_be_focused()
    page.keyboard.press("Tab")  # to the basis of the refusal, which Enter opens
    expect(clerk.case.locator(".note summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("事项")).to_be_focused()


def test_what_a_system_asks_leaves_the_cursor_to_the_work_that_goes_on_elsewhere(
    venue: Venue,
) -> None:
    page, clerk = (seat := venue.seat()).page, Clerk(seat.page)
    names = venue.stage(attempt_id := seat.begin("E08")).cast.names
    clerk.call()
    page.goto(f"/attempts/{attempt_id}?system=social_card&op=social_card.find")
    clerk.systems.get_by_label("查询内容").fill(names.fill("$citizen.citizen_number"))
    clerk.send(lambda: page.keyboard.press("Control+q"))
    clerk.send(lambda: page.keyboard.press("Enter"))
    page.goto(f"/attempts/{attempt_id}?system=social_card&op=social_card.change_holder")
    page.get_by_label("变更后证件有效期至").fill("2020-01-01")
    clerk.send(lambda: page.keyboard.press("Control+s"))
    asked = clerk.systems.get_by_role("checkbox", name="证件已于")
    expect(asked).to_be_focused()
    clerk.send(clerk.citizen.get_by_role("button", name="询问诉求").click)
    expect(clerk.citizen.get_by_label("对群众说")).to_be_focused()
    page.keyboard.press("Control+i")
    expect(page.get_by_label("事项")).to_be_focused()
    expect(asked).to_be_visible()


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_no_rule_and_no_choice_is_cut(venue: Venue, language: str) -> None:
    page = (seat := venue.seat()).page
    attempt_id = seat.begin("E09")
    if language == ENGLISH:
        page.get_by_role("button", name="English").click()
    for name, operation in OPERATIONS.items():
        system = operation.declared.system
        if operation.declared.menu and system != "hall":
            page.goto(f"/attempts/{attempt_id}?system={system}&op={name}")
            assert page.locator(".rule-sheet .body").evaluate(CUT) == 0, name
            assert page.locator("#sheet select").evaluate_all(LONG) == [], name


def test_hot_keys_lead_to_the_query_the_papers_the_application_and_the_talk(venue: Venue) -> None:
    seat = venue.seat()
    page, clerk = seat.page, Clerk(seat.page)
    seat.begin("E09")
    clerk.call()
    press_alt(page, "t")
    expect(clerk.citizen.get_by_label("对群众说")).to_be_focused()
    clerk.send(lambda: (page.keyboard.type("请出示身份证。"), page.keyboard.press("Enter")))
    first = clerk.citizen.get_by_role("button", name="查看").first
    for to_papers, press in (
        ((), lambda key: page.keyboard.press(f"Control+{key}")),
        (("Tab",), partial(press_alt, page)),
    ):
        press("k")
        expect(clerk.systems.get_by_label("查询内容")).to_be_focused()
        for typed in ("甲", "乙"):
            press("k")
            page.keyboard.type(typed)
            expect(clerk.systems.get_by_label("查询内容")).to_have_value(typed)
        press("m")
        for key in to_papers:
            page.keyboard.press(key)
        expect(first).to_be_focused()
        press("p")
        expect(clerk.case.get_by_role("heading", name="文书")).to_be_focused()
    page.keyboard.press("Control+g")
    expect(clerk.case.get_by_label("材料", exact=True)).to_be_focused()
    clerk.case.get_by_role("link", name="取消").click()
    expect(clerk.case.get_by_label("材料", exact=True)).to_have_count(0)
    page.wait_for_load_state()
    page.keyboard.press("Control+i")
    expect(clerk.case.get_by_label("事项")).to_be_focused()
    for back in (lambda: page.keyboard.press("Control+i"), partial(press_alt, page, "i")):
        page.keyboard.press("Control+k")
        back()
        expect(clerk.case.get_by_label("事项")).to_be_focused()


def test_what_was_saved_is_told_with_its_own_form_only(venue: Venue) -> None:
    seat = venue.seat()
    clerk = Clerk(seat.page)
    work = deeds(venue.stage(seat.begin("E02")))
    changed = next(
        n for n, deed in enumerate(work) if deed.operation == "social_insurance.change_person"
    )
    venue.skip(seat, work[:changed])
    clerk.do(work[changed])
    told = clerk.systems.get_by_text("已变更：手机号码")
    expect(told).to_be_visible()
    clerk.systems.get_by_role("link", name="人员减少申报").click()
    expect(clerk.systems.get_by_role("form", name="人员减少申报")).to_be_visible()
    expect(told).to_have_count(0)
