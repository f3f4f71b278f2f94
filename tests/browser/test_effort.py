"""How much of a hand's work a case is to somebody who knows it: clicks, and keys struck.

Counted in the page itself, whatever brings them about; besides, a choice from a list is two clicks, to
open it and to choose, and a field that is filled is one. What it is filled with strikes no keys here.
"""

from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from mock_systems.fields import FormField
from mock_systems.hall.papers import ReadIdCard
from mock_systems.hall.topics import TOPICS
from mock_systems.operation import OPERATIONS
from mock_systems.papers import PAPER_KIND
from mock_systems.records import Paper
from mock_systems.search import PersonQuery
from sandbox.counter.functions import codes, functions
from tests.browser.clerk import Clerk, Deed, deeds
from tests.browser.venue import Venue

pytestmark = pytest.mark.browser
MOST_PRESSES = 4
COUNTED = """for (const kind of ['mousedown', 'keydown'])
    addEventListener(kind, () => sessionStorage[kind] = 1 + Number(sessionStorage[kind] || 0), true)"""


class Expert(Clerk):
    """A clerk of many years: speaks by typing, calls functions by number, lays the card on the
    reader where it is to be asked for, and confirms by keys."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.clicks = self.characters = 0
        page.add_init_script(COUNTED)
        page.reload()

    def work(self, deeds: Sequence[Deed]) -> None:
        """A card that is read where the next deed asks for its holder asks by itself."""
        asked = None
        for deed, after in zip(deeds, [*deeds[1:], None], strict=True):
            if deed.operation == ReadIdCard.declared.name and after and searches(after):
                self.lay_on_reader(deed, after)
                asked = after
            elif deed is not asked:
                self.do(deed)

    def lay_on_reader(self, deed: Deed, after: Deed) -> None:
        """The card read and asked for in the system of the deed that comes after it; of several by
        its holder's name, the first by its key."""
        self.call_function(after)
        seen = int(self.page.locator("#main").get_attribute("data-seq") or "")
        named = self.systems.get_by_role("button", name=f"读卡 {deed.first(Paper).holder}")
        if named.count() and not named.get_attribute("data-key"):
            named.click()
        else:
            self.page.keyboard.press("Control+d")
        expect(self.light).to_contain_text(f"第 {seen + 2} 步")

    def call_function(self, deed: Deed) -> None:
        self.page.wait_for_load_state()
        self.page.keyboard.press("Control+o")
        code = codes()[OPERATIONS[deed.operation]]
        self.page.keyboard.type(code)
        entry = self.systems.locator(".menu a[aria-current=page]")
        expect(entry).to_contain_text(code)

    def go_to(self, deed: Deed) -> None:
        self.call_function(deed)

    def open(self, deed: Deed) -> None:
        """The keyboard is on the first that was found."""
        self.page.wait_for_load_state()
        key = next(iter(deed.form.values()))
        row = self.systems.get_by_role("row").filter(has_text=key)
        if row.locator("button:focus").count():
            self.send(lambda: self.page.keyboard.press("Enter"))
        else:
            super().open(deed)

    def say(self, deed: Deed) -> None:
        """As it stands among the ready sentences."""
        self.speak(deed.form.get("text") or TOPICS[deed.form["topic"]].sentence)

    def speak(self, said: str) -> None:
        """Typed, not chosen."""
        box = self.citizen.get_by_label("对群众说")
        expect(box).to_be_visible()
        self.page.wait_for_load_state()
        self.page.keyboard.press("Alt+t")
        expect(box).to_be_focused()
        self.page.keyboard.type(said)
        self.characters += len(said)
        self.send(lambda: self.page.keyboard.press("Enter"))

    def ask_for(self, deed: Deed) -> None:
        """Asked in words."""
        self.speak(f"请出示{PAPER_KIND.label(deed.form['kind'])}。")

    def step(self, link: str, title: str, deed: Deed) -> None:
        """A form with a key of its own is opened by it."""
        way = self.case.get_by_role("link", name=link, exact=True)
        self.page.wait_for_load_state()
        if key := way.get_attribute("data-key"):
            self.page.keyboard.press(f"Control+{key}")
        else:
            way.click()
        form = self.case.get_by_role("form", name=title, exact=True)
        self.fill(form, deed)
        self.save(form, deed, self.press("Control+Enter", form))

    def save(self, form: Locator, deed: Deed, way: Callable[[], object]) -> None:
        """The keyboard is at the first thing that is asked back."""
        self.send(way)
        for _ in deed.confirmed:
            expect(form.get_by_role("alert").get_by_role("checkbox").first).to_be_focused()
            self.page.keyboard.press("Space")
        if deed.confirmed:
            self.send(way)

    def print_notice(self, deed: Deed) -> None:
        """The keyboard is where a notice that was just made out is printed."""
        self.press_there(super().print_notice, deed)

    def sign(self, deed: Deed) -> None:
        """The keyboard is where a sheet that was just printed is signed."""
        self.press_there(super().sign, deed)

    def press_there(self, otherwise: Callable[[Deed], None], deed: Deed) -> None:
        self.page.wait_for_load_state()
        if self.page.locator("[aria-label='办件'] [data-after]:focus").count():
            self.send(lambda: self.page.keyboard.press("Enter"))
        else:
            otherwise(deed)

    def enter(self, form: Locator, each: FormField, deed: Deed) -> None:
        if each.kind.box in ("span", "tick", "ticks"):
            self.clicks += 1 if each.kind.box == "span" else 0  # Ticks are clicked in the page.
            super().enter(form, each, deed)
            return
        box = form.get_by_label(each.label, exact=True)
        before = box.input_value()
        super().enter(form, each, deed)
        if box.input_value() != before:
            self.clicks += 2 if box.evaluate("each => each.tagName") == "SELECT" else 1

    def counted(self) -> tuple[int, int]:
        """Clicks and keys so far, what was spoken aside (`characters`): a browser strikes no keys for
        Chinese."""
        mouse, keys = self.page.evaluate("[sessionStorage.mousedown, sessionStorage.keydown]")
        return self.clicks + int(mouse or 0), int(keys or 0)


def searches(deed: Deed) -> bool:
    """Whether a deed asks a system for the person with a number."""
    return issubclass(OPERATIONS[deed.operation], PersonQuery) and deed.form["by"] == "number"


@pytest.mark.parametrize(("case", "most"), [("E01", 14), ("E06", 16)])
def test_whoever_knows_the_work_needs_no_more_clicks_than_at_a_real_window(
    venue: Venue, case: str, most: int
) -> None:
    seat = venue.seat()
    stage = venue.stage(seat.begin(case))
    expert = Expert(seat.page)
    expert.work(deeds(stage))
    clicks, keys = expert.counted()
    print(f"{case}: {clicks} clicks, {keys} keys, {expert.characters} characters spoken")
    assert clicks <= most, f"{clicks} clicks, {keys} keys"
    expert.hand_in()
    expect(seat.page.get_by_role("main")).to_contain_text("机评没有失分。")


def test_every_entry_of_every_menu_opens_with_four_presses(venue: Venue) -> None:
    seat = venue.seat()
    seat.begin("E01")
    page = seat.page
    for code, function in functions().items():
        page.wait_for_load_state()
        presses = ["Control+o", *code]
        assert len(presses) <= MOST_PRESSES
        for each in presses:
            page.keyboard.press(each)
        entry = page.locator(".menu a[aria-current=page]")
        expect(entry).to_contain_text(function.operation.declared.title)
        expect(entry).to_contain_text(code)


def test_a_function_is_called_by_the_letters_or_words_of_its_name_too(venue: Venue) -> None:
    seat = venue.seat()
    seat.begin("E01")
    page, entry = seat.page, seat.page.locator(".menu a[aria-current=page]")

    def call(typed: str) -> None:
        page.wait_for_load_state()
        page.keyboard.press("Control+o")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")

    for function in functions().values():
        call(function.letters)
        expect(entry).to_contain_text(function.operation.declared.title)
    call("mmxg")
    expect(entry).to_contain_text("密码修改与重置")
    call("就业登记")
    expect(entry).to_contain_text("221")
    call("公安")
    expect(entry).to_contain_text("公安身份核验")
    call("rycx")  # Two other systems have it.
    box = page.locator("#function")
    assert box.evaluate("each => !each.validity.valid")
    expect(entry).to_contain_text("公安身份核验")
