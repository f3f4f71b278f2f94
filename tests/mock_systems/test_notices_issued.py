"""Notices that an operation of a system issues: what kind, and with which application it is filed."""

from collections.abc import Mapping
from typing import Any

import pytest

from mock_systems.notices import NOTICE_KIND
from mock_systems.operation import OPERATIONS
from mock_systems.records import Application, Notice
from tests.mock_systems.builders import application, card, card_holder, desk, done
from tests.mock_systems.rights import levy

ISSUING: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "social_card.change_holder": ("card_change", {"holder": "CK1", "id_until": "2046-06-10"}),
    "social_insurance.issue_contribution_slip": (
        "contribution",
        {"person": "39019C01", "employer_amount": 0, "person_amount": 93600},
    ),
    "social_insurance.print_record": ("record", {"person": "39019C01", "purpose": "loan"}),
}
"""The operations that issue one, its kind, and a form that nothing stands in the way of."""
OWN = {name: OPERATIONS[name].declared.item for name in ISSUING if OPERATIONS[name].declared.item}
"""The items of those that have one."""


def filed(operation: str, *applications: Application) -> str:
    """The application that the operation's notice is filed with."""
    kind, form = ISSUING[operation]
    world = desk(card(), card_holder(), levy(), *applications)
    done(world, operation, **form)
    [made] = world.find(Notice)
    opened = {each.application: each.item for each in applications}
    assert (made.kind, made.item) == (kind, opened.get(made.application, ""))
    return made.application


def test_every_kind_is_issued_by_a_decision_or_by_an_operation_listed_here():
    decisions = {getattr(each, "notice", "") for each in OPERATIONS.values()}
    assert {kind for kind, _ in ISSUING.values()} == set(NOTICE_KIND) - decisions


@pytest.mark.parametrize("operation", OWN)
def test_a_notice_is_filed_with_the_application_for_its_item_though_another_is_newer(operation):
    for_item = application(item=OWN[operation])
    assert filed(operation, for_item, application("BJ2", item="A09")) == "BJ1"


@pytest.mark.parametrize("operation", ISSUING)
def test_a_notice_is_filed_with_the_persons_newest_application_where_none_is_for_its_item(
    operation,
):
    other, newer = application(item="H02"), application("BJ2", item="A09")
    of_another = application("BJ3", item="A09", person="39019C07")
    assert filed(operation, other, newer, of_another) == "BJ2"
    assert filed(operation, of_another) == ""
