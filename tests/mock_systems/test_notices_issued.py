"""Notices that an operation of a system issues: what kind, and with which application it is filed."""

from collections.abc import Mapping
from contextlib import suppress
from operator import itemgetter

import pytest
from pydantic import ValidationError

from mock_systems.notices import NOTICE_KIND
from mock_systems.operation import OPERATIONS
from mock_systems.records import Application, Notice, Record
from tests.mock_systems.builders import FORMS, THERE, application, card, desk, tried
from tests.mock_systems.rights import levy

DECISIONS = {
    each.notice for each in OPERATIONS.values() if isinstance(getattr(each, "notice", 0), str)
}
"""The kinds that decisions on an application issue."""


def made_by(operation: str, *applications: Application) -> Record | None:
    """The notice that an operation issues, if it does."""
    world = desk(*THERE, card(), levy(), *applications)
    with suppress(ValidationError):  # Some are not told here what they are done to.
        tried(world, operation, **FORMS[operation])
    return next((each.record for each in world.made if each.table == Notice.table), None)


def filed(operation: str, *applications: Application) -> str:
    """The application that the operation's notice is filed with."""
    made = made_by(operation, *applications)
    opened = {each.application: each.item for each in applications}
    assert isinstance(made, Notice)
    assert made.item == opened.get(made.application, "")
    return made.application


@pytest.fixture(scope="module")
def issued() -> Mapping[str, str]:
    """The operations that issue one, and its kind."""
    made = {name: made_by(name) for name in FORMS}
    return {name: each.kind for name, each in made.items() if isinstance(each, Notice)}


def test_every_kind_is_issued_by_a_decision_or_by_an_operation_that_is_tried_here(issued) -> None:
    assert {*issued.values()} == {*NOTICE_KIND} - DECISIONS


def test_a_notice_is_filed_with_the_application_for_its_item_though_another_is_newer(issued):
    own = {each: OPERATIONS[each].declared.item for each in issued}
    assert any(own.values())
    for operation, item in filter(itemgetter(1), own.items()):
        assert filed(operation, application(item=item), application("BJ2", item="A09")) == "BJ1"


def test_a_notice_is_filed_with_the_persons_newest_application_where_none_is_for_its_item(issued):
    other, newer = application(item="H02"), application("BJ2", item="A09")
    of_another = application("BJ3", item="A09", person="39019C07")
    for operation in issued:
        assert filed(operation, other, newer, of_another) == "BJ2"
        assert filed(operation, of_another) == ""
