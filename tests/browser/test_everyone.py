"""Every page in its states can be used by everyone (WCAG 2.1 A and AA), in both languages."""

from collections.abc import Mapping
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.tour import Tour
from tests.browser.venue import WCAG, Venue

pytestmark = pytest.mark.browser
FEWEST = 25
"""States a tour shows at least."""


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_page_puts_an_obstacle_in_anyones_way(venue: Venue, language: str) -> None:
    obstacles: dict[str, list[str]] = {}
    shown = 0
    for state, page in Tour(venue, language).states():
        shown += 1
        found = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
        if found.violations_count:
            obstacles[state] = [_told(each) for each in found.response["violations"]]
    assert not obstacles
    assert shown >= FEWEST


def _told(violation: Mapping[str, Any]) -> str:
    nodes = [f"{node['target']} {node['html'][:160]}" for node in violation["nodes"][:3]]
    return f"{violation['id']}: {nodes}"
