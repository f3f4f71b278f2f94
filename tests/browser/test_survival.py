"""Nothing that was typed is lost and nothing is done twice, whatever happens to page and server."""

import multiprocessing
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sandbox.contest.demo import PASSWORD
from tests.browser.clerk import Clerk, deeds
from tests.browser.venue import HOST, SCREEN, Seat, Venue
from tests.conftest import free_port
from tests.servers import run_at

pytestmark = [pytest.mark.browser, pytest.mark.drill]
DRAFTED, UNSAVED = "有填写未提交", "未保存，正在重试"
SENTENCE, PHONE, WAGE = "请您稍等，我先看一下材料。", "14290000187", "4,400.00"


FORKED = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
"""Where it can be done, a server is forked off a process that has the program loaded: loading takes
most of a start."""
FORKED.set_forkserver_preload(["sandbox.app", "sandbox.cli"])


class OwnServer:
    """A server process that can be stopped and started on the same database."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()

    def start(self, *options: str) -> None:
        """Serve, and wait until it answers."""
        words = ("serve", "--port", str(self.port), *options)
        self.process = FORKED.Process(target=run_at, args=(self.home, words), daemon=True)
        self.process.start()
        until = time.monotonic() + 60
        while not self._answers():
            assert self.process.is_alive(), "the server ended"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)

    def stop(self) -> None:
        """Kill it, as a power cut would."""
        self.process.kill()
        self.process.join()

    def _answers(self) -> bool:
        with socket.socket() as asking:
            return asking.connect_ex(("127.0.0.1", self.port)) == 0


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnServer]:
    server = OwnServer(tmp_path_factory.mktemp("own"))
    server.start("--demo", "--people", "200")
    yield server
    server.stop()


@pytest.fixture
def own_seat(own_server: OwnServer, browser: Browser) -> Iterator[Seat]:
    """A seat at that server, in a new attempt at E09 with the visitor called."""
    address = f"http://{HOST}:{own_server.port}"
    seat = Seat(browser.new_context(viewport=SCREEN, base_url=address, locale="zh-CN"), HOST)
    seat.page.goto("/")
    seat.sign_in("xs001", PASSWORD)
    seat.begin("E09")
    Clerk(seat.page).call()
    yield seat
    Clerk(seat.page).hand_in()
    seat.context.close()


def open_form(page: Page) -> None:
    """Open a form of a system, and wait until it is there with its script."""
    page.get_by_role("link", name="职工缴费试算").click()
    expect(page.get_by_role("form", name="职工缴费试算")).to_be_visible()
    page.wait_for_load_state()


def write(page: Page) -> None:
    """Write here and there, and send nothing."""
    open_form(page)
    page.get_by_label("申报工资").fill(WAGE)
    page.get_by_label("对群众说").fill(SENTENCE)
    expect(page.locator("#light")).to_contain_text(DRAFTED)


def demand_written(page: Page) -> None:
    expect(page.get_by_label("申报工资")).to_have_value(WAGE)
    expect(page.get_by_label("对群众说")).to_have_value(SENTENCE)


def test_what_is_typed_survives_a_reload_a_closed_tab_and_a_killed_server(
    own_seat: Seat, own_server: OwnServer
) -> None:
    page = own_seat.page
    write(page)
    page.reload()
    demand_written(page)
    address = page.url
    page.close()
    own_seat.page = page = own_seat.context.new_page()
    page.goto(address)
    demand_written(page)
    own_server.stop()
    own_server.start()
    page.goto(address)
    demand_written(page)
    page.get_by_role("link", name="个人基本信息变更").click()
    page.get_by_role("link", name="职工缴费试算").click()
    demand_written(page)


def test_a_query_and_a_finding_that_are_not_sent_stay_while_papers_are_taken_up(
    venue: Venue,
) -> None:
    seat = venue.seat()
    steps = deeds(venue.stage(seat.begin("E04")))
    first = next(deed for deed in steps if deed.operation == "hall.verify_paper")
    clerk, page = Clerk(seat.page), seat.page
    venue.skip(seat, steps[: steps.index(first)])
    one, other = clerk.citizen.get_by_role("button", name="查看").all()[:2]
    other.click()
    page.wait_for_url("**paper=*")
    beside = page.url
    page.keyboard.press("Escape")
    query = clerk.systems.get_by_role("form", name="人员查询")
    by, text = query.get_by_label("查询方式"), query.get_by_label("查询内容")
    by.select_option(label="姓名")
    text.fill("林婉")
    one.click()
    found = page.get_by_role("combobox", name="核验材料")
    expect(text).to_have_value("林婉")
    found.select_option("mismatch")
    expect(clerk.light).to_contain_text(DRAFTED)
    page.reload()
    expect(by).to_have_value("name")
    expect(text).to_have_value("林婉")
    expect(found).to_have_value("mismatch")
    found.select_option("")
    found.select_option("mismatch")
    page.goto(beside)
    expect(found).to_have_value("")
    page.reload()
    expect(found).to_have_value("")
    page.keyboard.press("Escape")
    one.click()
    expect(found).to_have_value("mismatch")


def test_the_light_says_unsaved_while_the_server_is_away_and_saved_when_it_has_everything(
    own_seat: Seat, own_server: OwnServer
) -> None:
    page, light = own_seat.page, own_seat.page.locator("#light")
    own_seat.expected += ("ERR_CONNECTION", "Failed to load")
    open_form(page)
    own_server.stop()
    page.get_by_label("申报工资").fill(WAGE)
    page.get_by_label("对群众说").fill(SENTENCE)
    expect(light).to_have_text(UNSAVED)
    own_server.start()
    expect(light).to_contain_text(DRAFTED, timeout=15_000)
    fresh = own_seat.context.new_page()
    fresh.goto(page.url)
    demand_written(fresh)
    fresh.close()


def test_what_is_sent_to_a_server_that_is_away_is_back_in_its_form_when_it_answers_again(
    own_seat: Seat, own_server: OwnServer
) -> None:
    page = own_seat.page
    own_seat.expected += ("ERR_CONNECTION", "Failed to load", "chrome-error")
    open_form(page)
    address = page.url
    own_server.stop()
    page.get_by_label("申报工资").fill(WAGE)
    page.get_by_label("对群众说").fill(SENTENCE)
    with page.expect_event("requestfailed", lambda request: "/act/" in request.url):
        page.keyboard.press("Control+s")
    # The browser goes to a page of its own; until it is there, it would go on to nothing else.
    page.wait_for_url("chrome-error://**", wait_until="commit")
    own_server.start()
    page.goto(address)
    demand_written(page)


def test_what_was_refused_stays_in_its_form_while_other_things_are_done(venue: Venue) -> None:
    seat = venue.seat(java_script_enabled=False)
    seat.begin("E09")
    clerk = Clerk(seat.page, pressing=False)
    clerk.call()
    page = seat.page
    seat.expected += ("422",)
    page.get_by_role("link", name="职工缴费试算").click()
    page.get_by_label("申报工资").fill("三千九")
    clerk.systems.get_by_role("button", name="试算").click()
    expect(page.get_by_role("alert")).to_contain_text("请改正后再提交")
    clerk.citizen.get_by_role("button", name="问候请坐").click()
    expect(page.get_by_label("申报工资")).to_have_value("三千九")
    page.get_by_role("link", name="部门核验").click()
    page.get_by_label("公民身份号码").fill("3901")
    page.get_by_label("姓名").fill("林晓燕")
    clerk.systems.get_by_role("button", name="核验").click()
    expect(page.get_by_role("alert")).to_contain_text("校验不通过")
    clerk.citizen.get_by_role("button", name="感谢配合").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_label("公民身份号码")).to_have_value("3901")


def test_what_was_refused_is_corrected_or_emptied_and_stays_so(venue: Venue) -> None:
    seat = venue.seat()
    seat.begin("E09")
    clerk, page = Clerk(seat.page), seat.page
    clerk.call()
    page.get_by_role("link", name="部门核验").click()
    number, name = page.get_by_label("公民身份号码"), page.get_by_label("姓名")
    number.fill("3901")
    name.fill("林晓燕")
    clerk.systems.get_by_role("button", name="核验").click()
    expect(page.get_by_role("alert")).to_contain_text("校验不通过")
    number.fill("39010")
    expect(clerk.light).to_contain_text(DRAFTED)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("校验不通过")
    expect(number).to_have_value("39010")
    clerk.systems.get_by_role("button", name="重置").click()
    for _ in range(2):
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(number).to_have_value("")
        expect(name).to_have_value("")
        page.reload()


def test_a_tab_that_was_overtaken_is_told_so_keeps_its_text_and_doubles_nothing(
    venue: Venue,
) -> None:
    seat = venue.seat()
    seat.begin("E09")
    clerk = Clerk(seat.page)
    clerk.call()
    late = seat.context.new_page()
    late.goto(seat.page.url)
    other = Clerk(late)
    clerk.send(clerk.citizen.get_by_role("button", name="问候请坐").click)
    seat.expected += ("409",)
    late.route("**/draft/**", lambda route: route.abort())
    seat.expected += ("ERR_FAILED",)
    other.citizen.get_by_label("对群众说").fill(SENTENCE)
    late.keyboard.press("Enter")
    expect(late.get_by_role("alert")).to_contain_text("页面已不是最新")
    expect(other.citizen.get_by_label("对群众说")).to_have_value(SENTENCE)
    expect(other.light).to_contain_text("第 2 步")
    expect(other.citizen.get_by_text(SENTENCE)).to_have_count(0)
    late.unroute("**/draft/**")
    other.send(lambda: other.citizen.get_by_role("button", name="说", exact=True).last.click())
    expect(other.citizen.get_by_text(SENTENCE)).to_have_count(1)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_double_click_applies_once(venue: Venue, script: bool) -> None:
    seat = venue.seat(java_script_enabled=script)
    seat.begin("E09")
    clerk = Clerk(seat.page, pressing=False)
    clerk.call()
    clerk.citizen.get_by_role("button", name="感谢配合").dblclick()
    expect(clerk.light).to_have_text("已保存 第 2 步")
    expect(seat.page.get_by_role("alert")).to_have_count(0)
    seat.page.goto(seat.page.url)
    expect(clerk.light).to_have_text("已保存 第 2 步")


def test_the_same_button_pressed_in_two_tabs_of_one_state_applies_once(venue: Venue) -> None:
    seat = venue.seat()
    seat.begin("E09")
    Clerk(seat.page).call()
    late = seat.context.new_page()
    late.goto(seat.page.url)
    for page in (seat.page, late):
        clerk = Clerk(page)
        clerk.send(clerk.citizen.get_by_role("button", name="感谢配合").click)
        expect(clerk.light).to_have_text("已保存 第 2 步")
        expect(clerk.citizen.get_by_text("窗口：")).to_have_count(1)
        expect(page.get_by_role("alert")).to_have_count(0)


def test_the_other_tab_is_drawn_again_when_it_hears_that_more_is_saved(venue: Venue) -> None:
    seat = venue.seat()
    seat.begin("E09")
    late = seat.context.new_page()
    late.clock.install()
    late.goto(seat.page.url)
    Clerk(seat.page).call()
    late.clock.fast_forward(16_000)
    expect(late.locator("#light")).to_have_text("已保存 第 1 步")
    expect(Clerk(late).citizen.get_by_role("button", name="问候请坐")).to_be_visible()
