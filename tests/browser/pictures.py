"""The pictures of the README, taken again by `python -m tests.browser.pictures`.

A case is worked at the real screens, with three mistakes, and looked at where it says most.
"""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, expect, sync_playwright

import dev
from tests.browser.clerk import Clerk, deeds
from tests.browser.judge import Judge
from tests.browser.venue import Venue, prepare, served

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
MISTAKES = ("base_as_wage", "police_skipped", "agent_opened")


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, opened(Path(folder)) as venue:
        number = worked(venue)
        judge = Judge(venue.seat("judge").page, number)
        judge.look_at("先公安核验再变更姓名")
        taken(judge.page, "judge")


def worked(venue: Venue) -> str:
    """Work E09 with mistakes, taking pictures on the way; the attempt's number."""
    seat = venue.seat()
    page, clerk = seat.page, Clerk(seat.page)
    stage = venue.stage(seat.begin("E09"))
    for deed in deeds(stage, *MISTAKES):
        if deed.operation == "hall.verify_paper" and deed.form["finding"] == "ok":
            sheet = clerk.take_up(deed)
            taken(page, "paper")
            clerk.put_back(sheet)
        if deed.operation == "social_insurance.enrol_employee":
            clerk.go_to(deed)
            clerk.fill(page.get_by_role("form", name="职工参保登记"), deed)
            clerk.send(lambda: page.keyboard.press("Control+s"))
            taken(page, "counter")
        clerk.do(deed)
    clerk.hand_in()
    taken(page, "result")
    found = re.search(r"作答 (\d+)", page.locator("main").inner_text())
    assert found
    return found[1]


def taken(page: Page, name: str) -> None:
    """Take a picture of what the page shows."""
    expect(page.locator("main")).to_be_visible()
    page.screenshot(path=PICTURES / f"{name}.png")


@contextmanager
def opened(home: Path) -> Iterator[Venue]:
    """A venue of its own."""
    password_hash = prepare(home)
    with sync_playwright() as playwright, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        browser = playwright.chromium.launch(
            executable_path=dev.browser().get("executable_path"),
            args=["--no-sandbox", "--host-resolver-rules=MAP *.lan 127.0.0.1"],
        )
        with served(home, listening) as (server, clock, loop):
            venue = Venue(server, clock, loop, port, browser, password_hash)
            yield venue
            venue.leave()


if __name__ == "__main__":
    main()
