"""The documents agree with the product and with each other."""

import re
from pathlib import Path

import pytest

from sandbox.contest.demo import ACCOUNTS, PASSWORD

ROOT = Path(__file__).parents[1]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    lost = [link for link in links if not (page.parent / link).exists()]
    assert not lost


def test_the_readme_names_the_accounts_there_are() -> None:
    section = (ROOT / "README.md").read_text("utf-8").partition("### 示例账号")[2]
    section = section.partition("## ")[0]
    assert sorted(re.findall(r"`([a-z]+\d+)`", section)) == sorted(a.login for a in ACCOUNTS)
    assert f"`{PASSWORD}`" in section


def test_the_contestants_guide_names_every_hot_key() -> None:
    guide = (ROOT / "docs" / "contestant.md").read_text("utf-8")
    templates = (ROOT / "sandbox" / "templates" / "counter").glob("*.html")
    drawn = "".join(each.read_text("utf-8") for each in templates)
    shown = re.findall(r"<kbd[^>]*>\[([^\]{]+)]", drawn)
    of_steps = re.findall(r'"hall\.\w+": "(\w)"', drawn)
    keys = {*shown, *map(str.upper, of_steps)}
    assert of_steps
    named = {key if len(key) > 1 else f"Ctrl+{key}" for key in keys}
    assert named and not {key for key in named if f"| {key} |" not in guide}
