"""A judge: opens attempts by number, reads the evidence of a mark, rules."""

import re

from playwright.sync_api import Locator, Page, expect


class Judge:
    """Works at the judge's pages that a page shows."""

    def __init__(self, page: Page, number: str = "") -> None:
        self.page = page
        self.score = page.get_by_role("heading", name=re.compile("^得分"))
        self.marks = page.get_by_role("region", name="各项得分", exact=True)
        self.evidence = page.get_by_role("region", name="评分依据", exact=True)
        self.records = page.get_by_role("region", name="当时记录")
        self.log = page.get_by_role("region", name="操作日志", exact=True)
        if number:
            self.open(number)

    def open(self, number: str) -> None:
        """Go from the home page to the list of practice and to the attempt with this number."""
        self.page.goto("/")
        self.page.get_by_role("link", name="进入评审台").click()
        self.page.get_by_role("link", name=re.compile("^练习")).click()
        self.page.get_by_role("link", name=f"评审 {number}").click()
        expect(self.score).to_be_visible()

    def look_at(self, title: str) -> Locator:
        """Choose a mark; its evidence."""
        self.marks.get_by_role("link", name=title).click()
        expect(self.evidence.get_by_role("heading", name=title)).to_be_visible()
        return self.evidence

    def press(self, key: str) -> None:
        """A hot key, once the page is there whole and listens."""
        self.page.wait_for_load_state()
        self.page.keyboard.press(key)

    def lost(self) -> dict[str, float]:
        """The marks that lost points, and how many."""
        lost = {}
        for link in self.marks.get_by_role("link").all():
            _sign, title, points = link.locator("> span").all_inner_texts()
            earned, _, worth = points.partition(" / ")
            if worth and earned != "—":
                lost[title] = float(worth) - float(earned)
            elif earned.startswith("-"):
                lost[title] = -float(earned)
        return lost

    def rule(self, opinion: str, reason: str) -> None:
        """Rule on the mark that is looked at, and see the page that answers."""
        self.evidence.get_by_role("radio", name=opinion).check()
        self.evidence.get_by_role("textbox", name="理由").fill(reason)
        with self.page.expect_navigation():
            self.evidence.get_by_role("button", name="保存评定").click()

    def said_of(self, label: str) -> Locator:
        """What the evidence says under a label."""
        return self.evidence.locator(".step", has=self.page.get_by_text(label, exact=True))
