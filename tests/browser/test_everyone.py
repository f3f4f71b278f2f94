"""Every page in its states can be used by everyone (WCAG 2.1 A and AA), in both languages.

English has other words in the same pages: what comes after the counter is looked at in it with
`ALL_CASES=1`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.tour import Tour
from tests.browser.venue import CHINESE, ENGLISH, WCAG, Venue
from tests.sample import everything

pytestmark = pytest.mark.browser
States = Callable[[Tour], Iterator[tuple[str, Page]]]
STYLESHEETS = "() => [...document.styleSheets].map(each => each.href)"
IN_ENGLISH = (Tour.states, 25) if everything() else (Tour.beginnings, 15)
"""The tour and the states it shows at least."""


@pytest.mark.parametrize(
    ("language", "tour", "fewest"), [(CHINESE, Tour.states, 25), (ENGLISH, *IN_ENGLISH)]
)
def test_no_page_puts_an_obstacle_in_anyones_way(
    venue: Venue, language: str, tour: States, fewest: int
) -> None:
    obstacles: dict[str, list[str]] = {}
    shown, loaded = 0, set[str]()
    for state, page in tour(Tour(venue, language)):
        shown += 1
        sheets = set(page.evaluate(STYLESHEETS))
        # Rules about style sheets load them again: once is enough for each.
        options = {"runOnly": WCAG, "resultTypes": ["violations"], "preload": not sheets <= loaded}
        loaded |= sheets
        found = Axe().run(page, options=options)
        if found.violations_count:
            obstacles[state] = [_told(each) for each in found.response["violations"]]
    assert not obstacles
    assert shown >= fewest


def _told(violation: Mapping[str, Any]) -> str:
    nodes = [f"{node['target']} {node['html'][:160]}" for node in violation["nodes"][:3]]
    return f"{violation['id']}: {nodes}"
