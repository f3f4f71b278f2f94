"""The lists in the documents: written by a command, and never behind the product."""

import re
from pathlib import Path

import pytest

from docs import lists
from docs.reference import call, cautions, fragments, warning
from docs.tables import code, table
from mock_systems.operation import OPERATIONS
from scenarios.reading.document import document
from scenarios.reading.expand import expanded
from scenarios.reading.fragments import HOUSE, library


def test_every_list_of_the_documents_is_up_to_date() -> None:
    behind = [path.name for path in lists.outdated()]
    assert not behind, "these differ from the product: run python3 dev.py lists"


def test_every_caution_is_told_to_authors_with_what_it_says() -> None:
    """An operation that warns of more than it declares is stopped by `attempt`."""
    warnings = [(o, caution) for o in OPERATIONS.values() for caution in o.declared.cautions]
    assert [caution for o, caution in warnings if not warning(o, caution)] == []
    told = cautions()
    assert all(f"| `{caution}` | {warning(o, caution)} |" in told for o, caution in warnings)


def test_the_defaults_of_each_service_item_are_shown_with_a_call_of_them(tmp_path: Path) -> None:
    calls = dict(re.findall(r'^(\{ for_item = "(\w+)".*\})$', fragments(), re.M))
    assert {*calls.values()} == {*library(HOUSE / "none.toml").items}
    for each in calls:
        (path := tmp_path / "x01.toml").write_text(f"use = [{each}]", "utf-8")
        assert expanded(document(path), library(path))["linked"]


THANKS = """title = "道谢"
about = "向来人道谢。"
[[walkthrough]]
do = "hall.say"
form = { text = "THANKS" }
"""
NEEDED = '\n[parameters]\nwords = { about = "说什么" }\nsaid = { about = "怎么说", needed = true }'


@pytest.mark.parametrize(
    ("said", "needed", "shown"),
    [("谢谢。", "", '"thanks"'), ("%words%said", NEEDED, '{ thanks = "…", said = "…" }')],
)
def test_a_fragment_without_an_example_is_shown_with_a_call_of_it(
    tmp_path: Path, said: str, needed: str, shown: str
) -> None:
    (folder := tmp_path / "usual").mkdir()
    heading, steps = THANKS.split("[[", 1)
    (folder / "thanks.toml").write_text(
        f"{heading}{needed}\n[[{steps.replace('THANKS', said)}", "utf-8"
    )
    (path := tmp_path / "x01.toml").write_text(f"walkthrough = [{shown}]", "utf-8")
    assert call(library(path).calls["thanks"]) == shown
    assert expanded(document(path), library(path))["walkthrough"]


def test_a_list_is_put_between_its_marks_and_nowhere_else() -> None:
    page = "before\n<!-- rules -->\nold\n<!-- end of rules -->\nafter\n"
    assert lists.put(page, "rules", "new\n") == page.replace("old", "new")


@pytest.mark.parametrize(
    "page", ["nothing to replace", "<!-- rules -->\n<!-- end of rules -->\n" * 2]
)
def test_a_page_without_the_marks_of_a_list_is_not_written(page: str) -> None:
    with pytest.raises(SystemExit, match="<!-- rules -->"):
        lists.put(page, "rules", "new")


def test_the_command_writes_a_whole_page_and_a_part_of_one_and_names_what_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    guide = folder / "guide.md"
    guide.write_text("# Guide\n<!-- words -->\n<!-- end of words -->\n")
    monkeypatch.setattr(lists, "FOLDER", folder)
    listings = {("guide.md", "words"): lambda: "a word", ("whole.md", ""): lambda: "# All of it"}
    monkeypatch.setattr(lists, "LISTS", listings)

    lists.main()

    assert guide.read_text() == "# Guide\n<!-- words -->\na word\n<!-- end of words -->\n"
    assert (folder / "whole.md").read_text() == "# All of it\n"
    assert capsys.readouterr().out.splitlines() == ["docs/guide.md", "docs/whole.md"]
    lists.main()
    assert not capsys.readouterr().out


def test_a_table_has_a_head_and_a_row_for_each() -> None:
    rows = [(code("a", "b"), "both"), (code(), "none")]
    assert table(("names", "told"), rows).splitlines() == [
        "| names | told |",
        "|---|---|",
        "| `a`、`b` | both |",
        "| — | none |",
    ]
