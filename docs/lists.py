"""Writes the lists that documents repeat from the product: `python3 dev.py lists`.

A list is a function that returns Markdown and stands in `LISTS` with its place: a page of `docs/`
and the name between whose marks it is put, `<!-- name -->` and `<!-- end of name -->`; without a
name it is the whole page. A test compares every page with what would be written.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from docs import reference, tables

FOLDER = Path(__file__).parent
Place = tuple[str, str]
"""A page and the name between its marks; no name for the whole page."""

LISTS: Mapping[Place, Callable[[], str]] = {
    ("architecture.md", "moves"): tables.moves,
    ("authoring.md", "computations"): tables.computations,
    ("authoring.md", "operations"): tables.operations,
    ("bases.md", "documents"): tables.bases,
    ("bases.md", "lapsed"): tables.lapsed,
    ("papers.md", "on every paper"): tables.on_every_paper,
    ("papers.md", "papers"): tables.papers,
    ("papers.md", "notices"): tables.notices,
    ("policy.md", "rules"): tables.rules,
    ("population.md", "records"): tables.population,
    ("reference.md", ""): reference.reference,
}


def put(page: str, name: str, told: str) -> str:
    """A page's text with a list between the marks of its name, which must stand there once."""
    marks = re.compile(f"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    text, times = marks.subn(lambda found: f"{found[1]}{told.strip()}\n{found[2]}", page)
    if times != 1:
        raise SystemExit(f"the page needs <!-- {name} --> and <!-- end of {name} -->, once each")
    return text


def written(page: str, now: str) -> str:
    """A page's text as its lists would have it."""
    for (where, name), listing in LISTS.items():
        if where == page:
            now = put(now, name, listing()) if name else f"{listing().strip()}\n"
    return now


def outdated() -> Mapping[Path, str]:
    """The pages that differ from what their lists say, each with the text it should have."""
    pages = {FOLDER / page: page for page, _ in LISTS}
    now = {path: path.read_text("utf-8") if path.exists() else "" for path in pages}
    wanted = {path: written(page, now[path]) for path, page in pages.items()}
    return {path: text for path, text in wanted.items() if text != now[path]}


def main() -> None:
    """Write every page that is outdated, and name it."""
    for path, text in outdated().items():
        path.write_text(text, "utf-8")
        print(path.relative_to(FOLDER.parent).as_posix())


if __name__ == "__main__":
    main()
