"""A tour of every page in its states, in either language: each state is a name when it is drawn."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import select

from sandbox.accounts import choose_language
from sandbox.store.tables import ACCOUNT
from scenarios.playing.rehearse import Stage, rehearse
from tests.browser.clerk import way
from tests.browser.venue import Seat, Venue
from tests.servers import asked_first


def asked_back(stage: Stage, *mistakes: str) -> Sequence[Mapping[str, Any]]:
    """The events of a way through a case, what is confirmed in it asked first."""
    right = rehearse(stage, asked_first(way(stage, *mistakes)))
    return [played.event for played in right.played if played.event]


class Tour:
    """Someone who opens pages by address and sends forms by the names of their fields."""

    def __init__(self, venue: Venue, language: str) -> None:
        self.venue = venue
        self.language = language

    def seat(self, role: str) -> Seat:
        """A seat in the language of the tour, its content policy out of the checker's way."""
        seat = self.venue.seat(role, bypass_csp=True)
        with self.venue.server.reader.connect() as reader:
            newest = reader.execute(select(ACCOUNT.c.id).order_by(ACCOUNT.c.id.desc())).scalars()
            account_id = newest.first()
        assert account_id
        self.venue.server.writer.run_now(lambda c: choose_language(c, account_id, self.language))
        seat.expected += ("status of 4",)
        seat.page.goto("/")
        return seat

    def act(self, attempt_id: int, first: int, last: int, *mistakes: str) -> None:
        """Do steps of the walkthrough by the door, from one number to another."""
        stage = self.venue.stage(attempt_id)
        for event in asked_back(stage, *mistakes)[first:last]:
            name, form, seen = event["operation"], event["data"], event["seq"] - 1
            done = self.venue.act(attempt_id, name, form, seen, event["confirmed"])
            assert done["accepted"] == event["accepted"]

    def entrance(self) -> Iterator[tuple[str, Page]]:
        """Before signing in."""
        seat = self.venue.empty_seat(bypass_csp=True)
        seat.expected += ("status of 4",)
        page = seat.page
        if self.language == "en":
            page.get_by_role("button", name="English").click()
            page.get_by_role("button", name="中文").wait_for()
        yield "sign-in", page
        page.locator("input[name=login]").fill("nobody")
        page.locator("input[name=password]").fill("wrong")
        page.locator("main button").click()
        page.locator("[role=alert]").wait_for()
        yield "sign-in refused", page
        page.goto("/no-such-page")
        yield "no such page", page

    def homes(self) -> Iterator[tuple[str, Page]]:
        """What each role begins with."""
        for role in ("contestant", "judge", "author", "organiser"):
            page = self.seat(role).page
            yield f"home of the {role}", page
        page.goto("/judging")
        yield "not allowed", page

    def counter(self) -> Iterator[tuple[str, Page]]:
        """The counter from the empty window to the result."""
        page = (seat := self.seat("contestant")).page
        attempt_id = seat.begin("E09")
        here = f"/attempts/{attempt_id}"
        yield "counter empty", page
        self.act(attempt_id, 0, 10)
        page.goto(here)
        yield "person opened", page
        page.goto(f"{here}?system=outside&op=outside.check_police")
        yield "police form", page
        self.act(attempt_id, 10, 13)
        page.goto(f"{here}?system=social_insurance&op=social_insurance.enrol_employee")
        page.locator("#sheet input[name=wage]").fill("三千")
        page.locator("#sheet").evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
        page.wait_for_url("**/act/**")
        yield "form with errors", page
        page.goto(f"{here}?system=social_insurance&op=social_insurance.change_person")
        page.locator("#sheet input[name=name]").fill("林晓燕")
        page.keyboard.press("Control+s")
        page.locator("[role=alert]").first.wait_for()
        yield "form with a caution", page
        page.goto(f"{here}?step=hall.give_one_time_notice")
        yield "step open", page
        page.goto(f"{here}?step=hall.issue_result")
        page.locator("#step textarea").fill("已更正。")
        page.keyboard.press("Control+Enter")
        page.locator("[role=alert]").first.wait_for()
        yield "step with a caution", page

    def papers(self) -> Iterator[tuple[str, Page]]:
        """What lies on the desk, taken up."""
        page = (seat := self.seat("contestant")).page
        attempt_id = seat.begin("E09")
        self.act(attempt_id, 0, 6)
        for name in ("agent_card", "authorization", "form"):
            key = self.venue.stage(attempt_id).cast.names.value(f"{name}.paper")
            page.goto(f"/attempts/{attempt_id}")
            page.locator(f"form:has(input[value={key}]) .paper-button").click()
            page.wait_for_url(f"**paper={key}*")
            yield f"{name} taken up", page

    def handed_in(self) -> Iterator[tuple[str, Page]]:
        """The end of an attempt with mistakes."""
        page = (seat := self.seat("contestant")).page
        attempt_id = seat.begin("E09")
        self.act(attempt_id, 0, 99, "police_skipped", "namesake_opened")
        page.goto(f"/attempts/{attempt_id}")
        yield "case closed", page
        notices = page.locator(".list a[href*=notices]")
        for address in [each.get_attribute("href") for each in notices.all()]:
            page.goto(str(address))
            yield f"notice {str(address)[-4:]}", page
        page.goto(f"/attempts/{attempt_id}")
        page.locator(".bar a[href*=hand-in]").click()
        page.wait_for_url("**/hand-in?*")
        yield "hand-in", page
        page.locator("main button").click()
        page.wait_for_url("**/result")
        page.locator("main details").evaluate_all("all => all.forEach(each => each.open = true)")
        yield "result", page
        page.goto(f"/attempts/{attempt_id}/replay")
        for _ in range(8):
            page.keyboard.press("ArrowRight")
        yield "replay", page
        page.goto("/ladder")
        yield "ladder", page
        page.goto(f"/attempts/{attempt_id}/result")
        number = page.locator(".side").first.inner_text().split()[1]
        page.goto("/lost-points")
        page.locator("main details").evaluate_all("all => all.forEach(each => each.open = true)")
        yield "lost points", page
        page.goto("/")
        yield "home after practice", page
        yield from self.judging(number)

    def receipt(self) -> Iterator[tuple[str, Page]]:
        """The end of a contest."""
        page = self.seat("contestant").page
        page.locator("a.go[href$=start]").click()
        yield "start", page
        page.locator("form[action*=rounds] button.go").click()
        page.locator(".bar a[href*=hand-in]").click()
        page.locator("main button").click()
        page.wait_for_url("**/result")
        yield "receipt", page

    def judging(self, number: str) -> Iterator[tuple[str, Page]]:
        """The list, a lost point first, a red line, a ruling and the mark after it, a ruling that came too
        late, everything else confirmed."""
        page = self.seat("judge").page
        page.goto("/judging?mode=practice&state=waiting&sort=-earned")
        yield "judge's list", page
        page.get_by_role("link", name=number).click()
        page.locator("#score").wait_for()
        yield "review", page
        page.goto(f"{page.url.partition('?')[0]}?mark=unlinked_person")
        yield "red line", page
        late = page.context.new_page()
        late.goto(page.url)
        for each, kind in ((page, "confirm"), (late, "void")):
            each.locator(f"input[value={kind}]").check()
            each.locator("textarea[name=reason]").fill("打开了同名人员的信息。")
            each.locator(".ruling button").click()
        late.locator("[role=alert]").wait_for()
        yield "ruling overtaken", late
        page.locator("[role=status]").wait_for()
        yield "mark that people judge", page
        page.locator(".all summary").click()
        page.locator(".all input[name=reason]").fill("逐项核对过，无异议。")
        page.locator(".all button").click()
        page.locator(".all").wait_for(state="detached")
        yield "all confirmed", page

    def authoring(self) -> Iterator[tuple[str, Page]]:
        """A case script as its author reads it, its papers taken up."""
        page = self.seat("author").page
        page.locator("a[href$=E09]").click()
        page.locator("#mistakes").wait_for()
        page.locator(".one-paper summary").first.click()
        page.locator("nav a[href$=mistakes]").click()
        yield "case script", page
        page.locator(".checked a").click()
        page.locator("#rehearsal").wait_for()
        yield "text of a case", page

    def policy(self) -> Iterator[tuple[str, Page]]:
        """The policy explorer: a figure over time, a table of figures, a calculation and a decision
        with their slips, facts that cannot be read."""
        page = self.seat("organiser").page
        page.goto("/policy?on=2026-06-15")
        yield "policy", page
        for name in ("retirement.minimum_months", "injury.allowance_rate"):
            page.goto(f"/policy/parameters/{name}?on=2026-06-15#here")
            yield f"parameter {name}", page
        for name in ("contribution.employee", "injury.recognition"):
            page.goto(f"/policy/rules/{name}?on=2026-06-15")
            page.locator(".calculator button").click()
            page.locator(".slip").wait_for()
            yield f"slip of {name}", page
        page.goto("/policy/rules/injury.deadlines?on=2026-06-15")
        page.locator(".calculator input[name=accident]").fill("三月")
        page.locator(".calculator button").click()
        page.locator("[role=alert]").wait_for()
        yield "facts that cannot be read", page

    def welcome(self) -> Iterator[tuple[str, Page]]:
        """What everyone meets first, down to an open record at the counter."""
        yield from self.entrance()
        yield from self.homes()
        yield from islice(self.counter(), 2)

    def states(self) -> Iterator[tuple[str, Page]]:
        """All of them."""
        yield from self.entrance()
        yield from self.homes()
        yield from self.counter()
        yield from self.papers()
        yield from self.authoring()
        yield from self.policy()
        yield from self.handed_in()
        yield from self.receipt()
