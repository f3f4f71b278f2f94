"""The desk beside the systems: papers one can read, compare and turn, at the size of a venue's PC."""

import re

import pytest
from playwright.sync_api import Locator, expect

from scenarios.playing.rehearse import Stage, rehearse
from tests.browser.clerk import Clerk, Deed, deeds
from tests.browser.venue import SCREEN, Seat, Venue
from tests.servers import asked_first

pytestmark = pytest.mark.browser


def _before(venue: Venue, seat: Seat, stage: Stage, operation: str) -> Deed:
    """Come to where an operation is done first; what is done there."""
    work = deeds(stage)
    place = next(n for n, deed in enumerate(work) if deed.operation == operation)
    venue.skip(seat, work[:place])
    return work[place]


def inside(what: Locator, of: Locator) -> bool:
    """Whether all of something is within a frame and the screen."""
    inner, outer = what.bounding_box(), of.bounding_box()
    assert inner and outer
    bottom = min(outer["y"] + outer["height"], SCREEN["height"])
    return inner["y"] >= outer["y"] and inner["y"] + inner["height"] <= bottom + 1


def test_both_sides_of_a_card_and_its_whole_term_stay_in_sight_beside_the_record(
    venue: Venue,
) -> None:
    seat = venue.seat()
    stage = venue.stage(seat.begin("E05"))
    clerk = Clerk(seat.page)
    deed = _before(venue, seat, stage, "hall.read_id_card")
    sheet = clerk.take_up(deed)
    clerk.send(sheet.get_by_role("button", name="读卡器读取").click)
    held = sheet.get_by_role("region", name="材料内容")
    assert all(inside(face, held) for face in held.locator(".face").all())
    assert inside(sheet.get_by_text("有效期限").last, sheet)
    assert inside(sheet.get_by_role("form", name="核验材料"), sheet)
    query = clerk.systems.get_by_label("查询内容").bounding_box()
    covered = sheet.bounding_box()
    assert query and covered and covered["x"] + covered["width"] <= query["x"]


def test_a_household_book_is_turned_by_its_tabs(venue: Venue) -> None:
    seat = venue.seat()
    stage = venue.stage(seat.begin("E07"))
    clerk = Clerk(seat.page)
    deed = _before(venue, seat, stage, "hall.verify_paper")
    sheet = clerk.take_up(deed)
    faces = sheet.locator(".face")
    assert faces.count() > 2
    expect(sheet.locator(".face:visible")).to_have_count(1)
    expect(faces.first).to_be_visible()
    sheet.get_by_role("radio").first.focus()
    seat.page.keyboard.press("ArrowUp")
    expect(sheet.locator(".face:visible")).to_have_count(1)
    expect(faces.last).to_be_visible()


def test_what_an_authorization_is_good_for_is_said_for_each_application(venue: Venue) -> None:
    seat = venue.seat()
    stage = venue.stage(seat.begin("E09"))
    clerk, names = Clerk(seat.page), stage.cast.names
    deed = _before(venue, seat, stage, "hall.verify_paper")
    who = {"person": names.fill("$citizen.person"), "employer": names.fill("$firm.employer")}
    tags = clerk.case.locator("li").filter(has_text="单位授权委托书").locator(".tag")
    clerk.take_in(Deed("hall.open_application", {"item": "A05", **who}, (), deed.world))
    sheet = clerk.take_up(deed)
    form = sheet.get_by_role("form", name="核验材料")
    expect(form.get_by_role("combobox")).to_have_count(1)
    found = form.get_by_role("combobox", name="核验材料")
    clerk.choose(found, "真实有效，与当事人相符")
    clerk.send(form.get_by_role("button", name="记录").click)
    expect(tags).to_have_text(["已核"])
    clerk.put_back(sheet)
    clerk.take_in(Deed("hall.open_application", {"item": "H01", **who}, (), deed.world))
    expect(tags).to_have_text(["已核 A05", "待核 H01"])
    clerk.take_up(deed)
    matter = form.get_by_role("combobox", name="用于办件")
    clerk.choose(matter, "就业登记")
    clerk.choose(found, "授权事项不符")
    clerk.send(form.get_by_role("button", name="记录").click)
    expect(tags).to_have_text(["已核 A05", "授权不符 H01"])
    expect(form.locator(".recorded")).to_have_text(
        [re.compile(r"✓ 已核 A05 · 第 \d+ 步"), re.compile(r"✓ 授权不符 H01 · 第 \d+ 步")]
    )
    assert all(inside(each, clerk.case.first) for each in tags.all())
    assert inside(form.get_by_role("button", name="记录"), sheet)


def test_whom_a_number_names_is_shown_as_soon_as_they_are_looked_up(venue: Venue) -> None:
    seat = venue.seat()
    # A draft that comes after its own form is refused.
    seat.expected += ("409",)
    names = venue.stage(seat.begin("E09")).cast.names
    clerk = Clerk(seat.page)
    clerk.call()
    clerk.case.get_by_role("link", name="＋ 收件").click()
    number = names.fill("$citizen.citizen_number")
    clerk.case.get_by_label("办理对象").fill(number)
    expect(clerk.case.get_by_text("尚未查询")).to_be_visible()
    clerk.systems.get_by_label("查询内容").fill(number)
    clerk.systems.get_by_role("button", name="查询").click()
    expect(clerk.case.get_by_text(names.fill("$citizen.name"), exact=True)).to_be_visible()
    expect(clerk.case.get_by_role("button", name="确定")).to_be_in_viewport()
    expect(clerk.case.get_by_role("button", name="结束服务")).to_have_count(0)


def test_every_notice_of_two_applications_is_in_sight_with_the_bar_and_the_rule_sheet(
    venue: Venue,
) -> None:
    seat = venue.seat()
    stage = venue.stage(attempt_id := seat.begin("E09"))
    for event in rehearse(stage, asked_first(stage.script.walkthrough)).attempt["events"]:
        if event["operation"] == "hall.invite_rating":
            break
        form, confirmed = event["data"], event["confirmed"]
        venue.act(attempt_id, event["operation"], form, event["seq"] - 1, confirmed)
    seat.page.reload()
    case, sheet = seat.page.locator(".case"), seat.page.locator(".rule-sheet")
    notices = case.locator("li", has=seat.page.get_by_role("link"))
    assert notices.count() == 3
    frame = case.get_by_role("region", name="办件")
    assert all(inside(each, frame) for each in notices.all())
    bar = case.get_by_role("button", name="结束服务")
    assert all(inside(each, seat.page.locator("body")) for each in (bar, sheet))
