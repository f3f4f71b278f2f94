"""What checks ask of columns, papers and codes stands where these are declared: a new one is asked for."""

from datetime import date

import pytest

from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.hall.papers import validity
from mock_systems.hall.topics import TOPICS
from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS
from mock_systems.reasons import EXPLAINS, REFUSAL_REASON
from mock_systems.records import TABLES, Person
from mock_systems.records.hall import PAPER_FINDING
from scenarios.casting.answers import DENIED
from scenarios.checking.authority import covers
from scenarios.checking.claims import SEEN
from scenarios.checking.true_words import _words
from scenarios.playing.needed import changed_columns

NO_TERM = {
    ("business_licence", "founded"),
    ("id_receipt", "collect_from"),
    ("labour_contract", "probation_until"),
    ("payment_receipt", "paid"),
    ("photo", "taken"),
    ("residence_proof", "since"),
}
"""Days to come on papers that neither begin nor end one, nor what it is about."""

COUNTS = {("paper_finding", "step"), ("personal_account", "months"), ("remark", "at")}
"""Numbers that any number may be."""
NO_REFUSAL = {"tell_bad_letter", "tell_old_card", "tell_refusal"}
"""What is told with a no, and is no reason for which an application is refused."""

NOT_SAID = {"ok", "not_needed", "other_term"}, {
    "past_year", "birth_date", "expired", "out_of_scope", "incomplete",
}  # fmt: skip
"""Findings of papers, and reasons to refuse, that no words of a visitor give away: what is asked for is
the reason, or the paper tells it."""


def of_kind(name: str, fact: str) -> set[tuple[str, str]]:
    """The columns whose values are of a kind and that do not say this of themselves."""
    every = ((record, column) for record in TABLES.values() for column in record.columns())
    own = ((r, c) for r, c in every if r.kind_of(c).name == name and not r.facts(c)[fact])
    return {(record.table, column) for record, column in own}


def test_every_address_says_which_column_has_its_area_but_where_people_tell_it_in_their_words():
    registered = {
        (t, c) for t, c in of_kind("address", "area") if not TABLES[t].facts(c)["by_word"]
    }
    assert registered == set(), "say area, or that the address is told by word"


def test_every_number_says_among_which_it_is() -> None:
    assert of_kind("number", "among") == COUNTS, "say among, or that it is a count here"


def test_every_column_that_is_changed_is_read_for_in_notices() -> None:
    fields = [e for each in OPERATIONS.values() for e in each.form() if e.changes]
    assert {*_words()} == {e.changes for e in fields if not e.record}


def test_what_is_not_changed_by_word_stands_on_a_paper(problems, monkeypatch) -> None:
    assert problems() == []
    monkeypatch.setitem(Person.facts("phone"), "by_word", False)
    changed_columns.cache_clear()
    [told] = problems()
    changed_columns.cache_clear()
    assert "只凭群众口说不能改" in told


def test_every_no_of_the_hall_says_for_which_reason_it_is() -> None:
    tells = {code for code, each in TOPICS.items() if (each.kind, each.rank) == ("tell", "matter")}
    denied = {code for code in tells if DENIED.search(TOPICS[code].sentence)}
    assert denied - EXPLAINS.keys() == NO_REFUSAL, "say explained_by in reasons.toml"
    assert denied >= EXPLAINS.keys()


def test_every_finding_and_reason_says_by_which_words_it_is_given_away() -> None:
    lists = PAPER_FINDING, REFUSAL_REASON
    silent = tuple({*each} - each.said.keys() for each in lists)
    assert silent == NOT_SAID, "say its words, or that there are none here"
    assert all(each.said.keys() <= {*each} for each in lists)


def test_every_day_of_a_paper_says_whether_something_begins_or_ends_on_it() -> None:
    silent = {
        (kind, key.name)
        for kind, form in PAPER_FORMS.items()
        for key in form.keys.values()
        if key.kind.dated and not (key.past or key.record or key.typed)
        and not (key.begins or key.ends)
    }  # fmt: skip
    assert silent == NO_TERM, "say begins or ends in its form.toml, or that it is none of both here"
    words = {key.begins or key.ends for form in PAPER_FORMS.values() for key in form.keys.values()}
    assert words == {"", "paper", "matter"}


def test_what_only_some_papers_are_found_is_seen_in_its_own_way() -> None:
    of_some = frozenset[str]().union(*(form.findings for form in PAPER_FORMS.values()))
    assert of_some <= SEEN.keys() <= PAPER_FINDING.labels.keys()


@pytest.mark.parametrize(
    ("until", "found"),
    [
        ("2026-06-14", "expired"),
        ("2026-06-15", "valid"),
        ("2026-06", "valid"),
        ("2026-05", "expired"),
        ("长期", "long"),
        ("9999-12-31", "long"),
    ],
)
def test_a_term_that_ends_in_a_month_is_not_over_before_that_is(until: str, found: str) -> None:
    assert validity(until, date(2026, 6, 15))[0] == found


@pytest.mark.parametrize("letter", sorted({code[0] for code in ITEMS}))
def test_all_matters_of_a_field_are_called_together(letter: str) -> None:
    wide = ("社会保险业务", "就业失业业务", "社保卡业务", "劳动业务", "人事业务")
    code = next(code for code in ITEMS if code[0] == letter)
    assert sum(covers(matter, code) for matter in wide) == 1


@pytest.mark.parametrize("unseen", ["\\u200b", "\\u0007", "\\n", "\\u2028", "\\u00ad"])
@pytest.mark.parametrize("kept", ['title = "个人信息变更"', 'title = "改到了同名的人身上"'])
def test_a_title_has_no_character_that_nobody_can_see(problems, unseen: str, kept: str) -> None:
    [told] = problems((kept, f"{kept[:-2]}{unseen}{kept[-2:]}"))
    assert (
        f"title：标题里有看不见的字符（U+{ord(unseen.encode().decode('unicode_escape')):04X}）"
        in told
    )


def test_a_title_may_have_blanks(problems) -> None:
    assert problems(("个人信息变更", "个人 信息\u3000变更")) == []
