"""The book of sentences is what it says it is, and the hall hears no less of it than the page says."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from mock_systems.hall.topics import TOPICS
from mock_systems.papers import FORMS
from mock_systems.spelling import narrow
from tests import book
from tests.book import KINDS, PARTS, Line, Score, fallen, figures, scores, written

LINES = book.book()
OF_A_PAPER = re.compile(
    "|".join(sorted((n for form in FORMS.values() for n in form["spoken"]), key=len, reverse=True))
)


def folded(text: str) -> str:
    """A sentence without its signs, widths and cases; of signs alone, as it is."""
    return re.sub(r"[\W_]+", "", narrow(text).lower()) or text


def test_it_has_more_than_1500_sentences_and_no_two_are_the_same():
    same = [text for text, n in Counter(folded(line.text) for line in LINES).items() if n > 1]
    assert len(LINES) >= 1500
    assert same == []


def nearly(text: str) -> Iterator[str]:
    """What sentences have in common that differ by the name of a paper, by numbers, and by one
    character at most."""
    bare = re.sub(r"\d+", "〇", OF_A_PAPER.sub("〇", folded(text)))
    yield bare
    if len(bare) > 5:
        yield from (bare[:at] + bare[at + 1 :] for at in range(len(bare)))


def test_fewer_than_three_in_a_hundred_differ_from_one_of_their_kind_by_a_name_or_a_character():
    seen: defaultdict[str, set[str]] = defaultdict(set)
    doubles = 0
    for line in LINES:
        common = set(nearly(line.text))
        doubles += not common.isdisjoint(seen[line.kind])
        seen[line.kind] |= common
    assert doubles < 0.03 * len(LINES)


def test_sentences_are_of_the_kinds_that_are_counted_and_wait_for_topics_of_the_hall():
    heard_at_all = TOPICS.keys() - {"other"}
    assert {line.kind for line in LINES} == set(KINDS)
    assert {code for line in LINES for code in line.wanted | line.optional} <= heard_at_all
    assert not [line for line in LINES if line.wanted & line.optional]


def test_of_each_kind_about_a_third_is_held_back():
    parts = {kind: Counter(line.part for line in LINES if line.kind == kind) for kind in KINDS}
    shares = {kind: n["held"] / (n["open"] + n["held"]) for kind, n in parts.items()}
    assert {kind: share for kind, share in shares.items() if not 0.3 <= share <= 0.36} == {}


def test_sentences_of_every_kind_were_written_fresh():
    fresh = [line for line in LINES if line.part == "fresh"]
    assert len(fresh) >= 600
    assert {line.kind for line in fresh} == set(KINDS)


def test_every_topic_is_wanted_often_enough_and_many_sentences_have_none():
    """A kind of paper is asked for in the words for any, by the names that its form says."""
    often = Counter(code for line in LINES for code in line.wanted)
    named = [code for code, topic in TOPICS.items() if code != "other" and not topic.paper]
    lacking = {code: 15 - often[code] for code in named if often[code] < 15}
    assert not lacking, f"write so many sentences of each into {book.FOLDER / 'open'}: {lacking}"
    assert sum(not line.wanted for line in LINES) > 500


def test_the_head_of_what_is_held_back_says_that_it_is():
    for part in set(PARTS) - {"open"}:
        heads = [path.read_text("utf-8") for path in (book.FOLDER / part).glob("*.toml")]
        assert heads and all(head.startswith("# HELD BACK.") for head in heads)


def test_what_is_missed_imagined_and_may_be_heard_is_told_apart(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(book, "heard", lambda text: frozenset({"greet", "thank", "barred"}))
    line = Line(PARTS[0], KINDS[0], frozenset({"greet", "soothe"}), frozenset({"thank"}), "")
    assert (line.missed, line.imagined) == ({"soothe"}, {"barred"})
    found = {code: scored for code, scored in scores([line]).items() if scored != Score(0, 0, 0)}
    assert found == {"greet": Score(1, 1, 0), "soothe": Score(1, 0, 0), "barred": Score(0, 0, 1)}
    assert (Score(2, 1, 1).precision, Score(2, 1, 1).recall) == (50, 50)
    assert Score(0, 0, 0).precision == Score(0, 0, 0).recall == 100


def test_no_figure_falls_below_what_the_page_says():
    assert figures().keys() == written().keys(), "python -m tests.book --write"
    lower = "\n".join(fallen())
    written_so = "write these (python -m tests.book --write --lower) and say why in docs/hearing.md"
    assert not lower, f"{lower}\nteach the ear more, or {written_so}"


def test_a_figure_that_has_fallen_is_named_and_written_only_where_that_is_asked(
    tmp_path, monkeypatch, capsys
):
    page = tmp_path / "hearing.md"
    page.write_text(
        book.PAGE.read_text("utf-8").replace("| thank | 17 |", "| thank | 18 |"), "utf-8"
    )
    before = page.read_text("utf-8")
    monkeypatch.setattr(book, "PAGE", page)
    assert book.main(["--write"]) == 1
    assert page.read_text("utf-8") == before
    assert "thank: wanted, open 18 -> 17" in capsys.readouterr().err.splitlines()
    assert book.main(["--write", "--lower"]) == 0
    assert written() == figures()


def test_what_the_command_writes_is_what_the_test_reads(tmp_path, monkeypatch, capsys):
    page = tmp_path / "hearing.md"
    page.write_text("<!-- figures -->\n<!-- end of figures -->\n", "utf-8")
    monkeypatch.setattr(book, "PAGE", page)
    assert book.main(["--faults", "--write"]) == 0
    assert written() == figures()
    said = capsys.readouterr().out
    misheard = {line.text: line.part for line in LINES if f"\t{line.text}\t" in said}
    assert set(misheard.values()) == {"open"}
