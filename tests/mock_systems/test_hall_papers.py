"""Papers on the desk: read, judged, rightly or wrongly."""

import pytest

from mock_systems.hall.findings import found
from mock_systems.panels import Facts
from tests.mock_systems.builders import (
    NUMBER,
    desk,
    done,
    id_card_content,
    paper,
    refused,
    tried,
    visitor,
)


@pytest.fixture
def table():
    """An identity card and an authorization on the desk, a household book still in the bag."""
    return desk(
        paper("M1", place="desk"),
        paper("M2", "authorization", place="desk"),
        paper("M3", "household_book"),
        visitor("V2"),
        paper("M4", visitor="V2", place="desk"),
    )


def test_the_reader_shows_what_the_card_says_and_judges_nothing(table):
    answer = done(table, "hall.read_id_card", paper="M1").answer
    panel = answer.panels[0]
    assert isinstance(panel, Facts)
    assert dict(panel.rows)["性别"] == "女"
    assert dict(panel.rows)["公民身份号码"] == NUMBER
    assert dict(panel.rows)["有效期限"] == "2016-06-10 至 2026-06-10"
    assert "过" not in answer.message and len(answer.panels) == 1
    assert not table.made


def test_reading_a_card_tells_the_log_whose_it_is(table):
    assert done(table, "hall.read_id_card", paper="M1").facts == {
        "kind": "id_card",
        "person": "39019C01",
        "citizen_number": NUMBER,
    }


def test_the_card_speaks_for_itself_where_it_differs_from_its_owner():
    card = paper(place="desk", content=id_card_content(number="3901021992031400"))
    facts = done(desk(card), "hall.read_id_card", paper="M1").facts
    assert facts["citizen_number"] == "3901021992031400"


@pytest.mark.parametrize("name", ["read_id_card", "check_id_validity"])
def test_only_an_identity_card_goes_into_the_reader(table, name: str):
    more = {"finding": "valid"} if name == "check_id_validity" else {}
    assert refused(table, f"hall.{name}", paper="M2", **more) == "not_id_card"
    done(table, f"hall.{name}", paper="M1", **more)


@pytest.mark.parametrize("finding", ["valid", "long", "expired"])
def test_a_wrong_finding_on_validity_is_possible(table, finding: str):
    answer = done(table, "hall.check_id_validity", paper="M1", finding=finding)
    assert answer.facts["person"] == "39019C01"


@pytest.mark.parametrize("by", ["check_id_validity", "verify_paper"])
def test_an_expired_card_is_found_so_by_either_form(table, by: str):
    done(table, f"hall.{by}", paper="M1", finding="expired")
    assert found(table, "M1") == "expired"


@pytest.mark.parametrize(("judged", "left"), [("expired", ""), ("mismatch", "mismatch")])
def test_a_card_found_valid_is_no_longer_expired_and_nothing_else(table, judged: str, left: str):
    done(table, "hall.verify_paper", paper="M1", finding=judged)
    done(table, "hall.check_id_validity", paper="M1", finding="valid")
    assert found(table, "M1") == left


@pytest.mark.parametrize("key", ["M3", "M4"])
@pytest.mark.parametrize("name", ["read_id_card", "view_paper", "verify_paper"])
def test_a_paper_that_does_not_lie_here_cannot_be_touched_nor_found_out(table, key, name):
    more = {"finding": "ok"} if name == "verify_paper" else {}
    assert refused(table, f"hall.{name}", paper=key, **more) == "not_on_desk"
    there, nowhere = (tried(table, f"hall.{name}", paper=each, **more) for each in (key, "M9"))
    assert there == nowhere and there.facts == {}


@pytest.mark.parametrize("finding", ["other_matter", "other_term"])
def test_what_was_authorised_can_be_found_wrong_only_where_it_stands(table, finding: str):
    done(table, "hall.verify_paper", paper="M2", finding=finding)
    assert found(table, "M2") == finding
    assert refused(table, "hall.verify_paper", paper="M1", finding=finding) == "unfit_finding"


def test_looking_leaves_no_change_and_verifying_leaves_the_finding(table):
    assert done(table, "hall.view_paper", paper="M2").facts["kind"] == "authorization"
    assert not table.made
    done(table, "hall.verify_paper", paper="M2", finding="no_seal")
    assert found(table, "M2") == "no_seal"
    done(table, "hall.verify_paper", paper="M2", finding="ok")
    assert found(table, "M2") == "ok"
