"""Every page in its states can be used by everyone (WCAG 2.1 A and AA), in both languages.

English has other words in the same pages: what comes after the first look at the counter is looked
at in it with `ALL_CASES=1`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.tour import Tour
from tests.browser.venue import CHINESE, ENGLISH, WCAG, Venue
from tests.sample import everything

pytestmark = pytest.mark.browser
Violation = Mapping[str, Any]
States = Callable[[Tour], Iterator[tuple[str, Page]]]
STYLESHEETS = "() => [...document.styleSheets].map(each => each.href)"
CONTRAST = """async measured => {
  const known = new Set(measured), looks = new Map(), fresh = new Map();
  const ground = element => {
    if (!element) return "";
    if (!looks.has(element)) {
      const {backgroundColor, backgroundImage, opacity} = getComputedStyle(element);
      looks.set(element, [ground(element.parentElement), backgroundColor, backgroundImage, opacity].join());
    }
    return looks.get(element);
  };
  for (const element of document.body.querySelectorAll("*")) {
    const says = [...element.childNodes].some(each => each.nodeType === 3 && each.data.trim());
    if (!says && !element.matches("input, select, textarea")) continue;
    if (!element.getClientRects().length) continue;
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(element);
    const look = [ground(element), color, fontSize, fontWeight, textShadow].join();
    if (known.has(look)) continue;
    fresh.set(element, look);
    element.dataset.look = "new";
  }
  if (!fresh.size) return {measured: [], violations: []};
  const {passes, violations} = await axe.run({include: [["[data-look]"]]}, {
    runOnly: {type: "rule", values: ["color-contrast"]},
    resultTypes: ["passes", "violations"], elementRef: true, preload: false});
  for (const element of fresh.keys()) delete element.dataset.look;
  const judged = [...passes, ...violations].flatMap(each => each.nodes);
  return {measured: judged.map(each => fresh.get(each.element)).filter(Boolean), violations};
}"""
"""Measures the contrast of all that is written in a look not measured before (colour, size and weight
on its grounds), and tells the looks of what was judged: what is scrolled away, covered or hidden is
not, and its look is measured where it is seen next."""
VIOLATIONS = f"""async options => {{
  {Axe().axe_script}
  return (await axe.run(options)).violations;
}}"""
"""Runs the rules, and tells what they found against a page alone: what passed is many times as much."""
IN_ENGLISH = (Tour.states, 25) if everything() else (Tour.welcome, 9)
"""The tour and the states it shows at least."""


@pytest.mark.parametrize(
    ("language", "tour", "fewest"), [(CHINESE, Tour.states, 25), (ENGLISH, *IN_ENGLISH)]
)
def test_no_page_puts_an_obstacle_in_anyones_way(
    venue: Venue, language: str, tour: States, fewest: int
) -> None:
    obstacles: dict[str, list[str]] = {}
    shown, loaded, looks = 0, set[str](), set[str]()
    for state, page in tour(Tour(venue, language)):
        shown += 1
        found = [*_without_contrast(page, loaded), *_contrast(page, looks)]
        if found:
            obstacles[state] = list(map(_told, found))
    assert not obstacles
    assert shown >= fewest


def _without_contrast(page: Page, loaded: set[str]) -> Sequence[Violation]:
    """What is wrong with a page beside its contrast. Rules about style sheets load them again: once
    is enough for each."""
    sheets = set(page.evaluate(STYLESHEETS))
    options = {
        "runOnly": WCAG,
        "rules": {"color-contrast": {"enabled": False}},
        "resultTypes": ["violations"],
        "preload": not sheets <= loaded,
    }
    loaded |= sheets
    return page.evaluate(VIOLATIONS, options)


def _contrast(page: Page, looks: set[str]) -> Sequence[Violation]:
    """Where what is written can hardly be read. Contrast is three fourths of the time of a check:
    each look is measured until something in it was judged."""
    contrast = page.evaluate(CONTRAST, list(looks))
    looks |= set(contrast["measured"])
    return contrast["violations"]


def _told(violation: Violation) -> str:
    nodes = [f"{node['target']} {node['html'][:160]}" for node in violation["nodes"][:3]]
    return f"{violation['id']}: {nodes}"
