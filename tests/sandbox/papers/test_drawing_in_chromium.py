"""Papers and notices in a real browser: nothing cropped, nothing a reader's aid stumbles over."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

import sandbox
from mock_systems.hall.paper_forms import NOTICE_FORMS, PAPER_FORMS
from mock_systems.world import Nothing
from scenarios.playing.rehearse import Stage
from scenarios.shelf import all_cases
from tests.sample import sampled
from tests.sandbox.papers.contents import distinct, rendered

pytestmark = pytest.mark.browser
STATIC = Path(sandbox.__path__[0]) / "static"
DESK = 546
"""How wide a paper is that is taken up at the counter on a screen of 1366 × 768."""
VARIANTS = 5
FORMS = {**PAPER_FORMS, **NOTICE_FORMS}
CROPPED = """() => [...document.querySelectorAll('.face')]
  .filter(face => face.scrollWidth > face.clientWidth + 1 || face.scrollHeight > face.clientHeight + 1)
  .map(face => face.closest('figure').getAttribute('aria-label'))"""
OVERPRINTED = """() => {
  const told = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, inside = node.parentElement.closest('.face');
    if (!inside || node.parentElement.closest('svg') || !node.textContent.trim()) continue;
    const range = document.createRange(), face = inside.getBoundingClientRect();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) told.push({ node, box, face });
  }
  const lies = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.45 * Math.min(a.height, b.height);
  const bad = told.filter((one, place) => one.box.right > one.face.right - 4
    || told.slice(0, place).some(other => other.node !== one.node && lies(one.box, other.box)));
  return bad.map(one => one.node.textContent);
}"""
LINKED = """() => document.querySelectorAll('.notice > *').forEach((part, place) => {
  const link = Object.assign(document.createElement('a'), { href: `https://hall.test/${place}`, textContent: '。' });
  (part.querySelector('summary, td:last-child, dd, span') ?? part).append(link);
})"""
"""A link at the end of each part of a notice: links are what a printed page tells of itself."""
OUTSIDE = """() => [...document.querySelectorAll('.card dd, .card p')]
  .filter(each => {
    const inner = each.getBoundingClientRect(), outer = each.closest('.card').getBoundingClientRect();
    return inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1;
  }).map(each => each.textContent)"""


def desk(page, kinds=tuple(FORMS)):
    """A page with these papers laid out, every value written."""
    lay(page, [rendered(kind, distinct(FORMS[kind].keys)[0]) for kind in kinds])


def lay(page, drawn):
    """A page with these drawings laid out."""
    page.set_content(
        f'<!doctype html><html lang="zh-CN"><title>材料</title>'
        f'<main><h1 class="unseen">材料</h1><h2 class="unseen">桌面</h2>'
        f'<div class="papers">{"".join(drawn)}</div></main></html>'
    )
    for sheet in ("look.css", "papers.css"):
        page.add_style_tag(path=STATIC / sheet)


@pytest.mark.parametrize("width", [1366, 760, 560])
def test_no_paper_is_cropped(page, width):
    page.set_viewport_size({"width": width, "height": 768})
    desk(page)

    assert page.locator(".face").count() > len(FORMS)
    assert page.evaluate(CROPPED) == []
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("case", sampled())
def test_no_paper_of_a_case_overprints_itself_at_the_width_of_the_desk(page, case):
    page.set_viewport_size({"width": DESK, "height": 768})
    for variant in range(VARIANTS):
        cast = Stage(all_cases()[case], variant, Nothing()).cast
        lay(page, [rendered(each.kind, each.content) for each in cast.of_table("paper")])

        assert page.evaluate(OVERPRINTED) == []


def test_a_reader_with_a_screen_reader_finds_no_obstacle(page):
    desk(page)

    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", NOTICE_FORMS)
def test_a_notice_prints_on_one_sheet(page, kind):
    desk(page, (kind,))

    printed = page.pdf(prefer_css_page_size=True, print_background=True)

    assert printed.count(b"/Type /Page\n") == 1


def printed_parts(page) -> Iterator[list[int]]:
    """The places of the parts of a notice that end on each of its printed pages."""
    page.evaluate(LINKED)
    objects = page.pdf(prefer_css_page_size=True).split(b"endobj")
    linked = {
        found[1]: int(found[2])
        for each in objects
        if (found := re.search(rb"(\d+) 0 obj.*/URI \(https://hall.test/(\d+)\)", each, re.DOTALL))
    }
    for sheet in (each for each in objects if b"/Type /Page\n" in each):
        links = re.search(rb"/Annots \[([^\]]*)\]", sheet)
        yield [linked[key] for key in re.findall(rb"(\d+) 0 R", links[1])] if links else []


@pytest.mark.parametrize("lines", [1, 7, 9, 10, 14, 41, 42])
def test_who_signs_a_long_notice_signs_below_some_of_its_text_and_on_its_last_page(page, lines):
    content, _ = distinct(NOTICE_FORMS["result"].keys)
    lay(page, [rendered("result", {**content, "text": "云" * 40 * lines})])
    last = page.locator(".notice > *").count() - 1

    *_, signed = printed_parts(page)

    assert signed[-3:] == [last - 2, last - 1, last]
